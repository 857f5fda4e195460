//! Pages about occupations and answers with invented values, for tests and pictures.

use super::{
    occupation_views::{
        CandidateOccupationsPage, CandidateWayPage, GapRow, GapState, MarkView, OccupationView, StepView,
    },
    occupations::{choices, thresholds},
    samples::page,
};
use crate::matching::constraint::Outcome;
use askama::Template as _;
use service::web::locale::Locale;

fn skills() -> Vec<GapRow> {
    let row =
        |label: &str, state, because: &str| GapRow { label: label.into(), state, because: because.into() };
    vec![
        row("klantgesprekken voeren", GapState::Held, ""),
        row("roosters maken", GapState::PerhapsHeld, ""),
        row(
            "zorgplanning maken",
            GapState::StoodInFor,
            "‘roosters maken’ is de algemene vorm van wat gevraagd wordt",
        ),
        row("medicatie toedienen", GapState::ToLearn, ""),
        row("wonden verzorgen", GapState::ToLearn, ""),
        row("rapporteren", GapState::ToLearn, ""),
        row("Duits spreken", GapState::Helps, ""),
    ]
}

fn mark(word: String, outcome: Outcome, because: String) -> MarkView {
    MarkView { word, outcome, because }
}

fn occupations(locale: Locale, is_empty: bool) -> CandidateOccupationsPage {
    let page = page(locale, "/kandidaten/1/beroepen", "occupations");
    let occupation = OccupationView {
        id: "1".into(),
        title: "verzorgende".into(),
        href: "/kandidaten/1/beroepen/weg?naar=1".into(),
        sector: "Zorg en welzijn".into(),
        in_other_sector: true,
        in_shortage_sector: true,
        share: 0.47,
        feasibility: page.count("feasible", 47),
        counted: page.say_with(
            "occupation-counted",
            &[("held", 2.into()), ("substituted", 1.into()), ("missing", 4.into())],
        ),
        marks: vec![
            mark(page.say("mark-viable"), Outcome::Passed, page.count("mark-viable-because", 47)),
            mark(page.say("mark-desirable-unknown"), Outcome::NotKnown, page.say("mark-level-unknown")),
            mark(page.say("mark-not-safe"), Outcome::Failed, page.count("mark-safe-because", 3)),
        ],
        beside: vec!["Het werk heeft hetzelfde niveau".into()],
        skills: skills(),
    };
    CandidateOccupationsPage {
        file_href: "/kandidaten/1".into(),
        among: "all",
        choices: choices(&page),
        start: page.count("occupations-start-skills", 4),
        found: if is_empty { vec![] } else { vec![occupation] },
        thresholds: thresholds(&page),
        empty: page.say("occupations-no-start"),
        advice: vec![("/kandidaten/1/wijzigen".into(), page.say("advice-file"))],
        page,
    }
}

fn way(locale: Locale) -> CandidateWayPage {
    let page = page(locale, "/kandidaten/1/beroepen/weg?naar=1", "occupations");
    let step = |title: &str, feasibility| StepView { title: title.into(), feasibility };
    CandidateWayPage {
        back_href: "/kandidaten/1/beroepen".into(),
        start: "winkelmedewerker".into(),
        steps: vec![
            step("gastvrouw in de zorg", page.count("feasible-well", 66)),
            step("verzorgende", page.count("feasible", 52)),
        ],
        told: page.say("way-with-a-stop"),
        parts: vec!["Gevraagde soorten vaardigheden die er zijn: 61 van 100 (telt voor 15%)".into()],
        beside: vec!["Het werk ligt 1 van de 4 niveaus hoger".into()],
        skills: skills(),
        page,
    }
}

/// Every page of these with a name, as HTML.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("candidate-occupations", occupations(locale, false).render().unwrap()),
        ("candidate-occupations-empty", occupations(locale, true).render().unwrap()),
        ("candidate-way", way(locale).render().unwrap()),
    ]
}
