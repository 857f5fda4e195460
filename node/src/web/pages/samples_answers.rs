//! Pages about occupations and answers with invented values, for tests and pictures.

use super::{
    about_matching::{AboutMatchingPage, filled},
    contest::{ContestPage, score_words},
    contest_claims::VacancyClaims,
    never_found::{CauseRow, ListedPerson, NeverFoundPage},
    occupation_views::{
        CandidateOccupationsPage, CandidateWayPage, GapRow, GapState, MarkView, OccupationView, StepView,
    },
    occupations::{choices, thresholds},
    receipt::ReceiptView,
    samples::page,
};
use crate::{
    matching::{
        constraint::Outcome,
        register::{Facts, weights_of},
        score::Score,
        weighting::{Fits, Weighting},
    },
    storage::matching_weights::{NewWeights, WeightsSource, WeightsVersion},
};
use askama::Template as _;
use service::web::{
    form::{Choice, Typed},
    locale::Locale,
    page::Page,
};

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

/// A receipt with a line of every sort.
pub(super) fn receipt() -> ReceiptView {
    ReceiptView {
        applied: vec!["skills: 4 gebruikt".into(), "uren per week".into()],
        ignored: vec!["baangarantie: de regio van de vacature werkt met een oudere versie".into()],
        held_back: vec!["3: reistijd boven de eigen grens".into()],
        limit_reached: true,
    }
}

fn mark(word: String, outcome: Outcome, because: String) -> MarkView {
    MarkView { word, outcome, because }
}

fn occupations(locale: Locale, is_empty: bool) -> CandidateOccupationsPage {
    let page = page(locale, "/kandidaten/1/beroepen", "occupations");
    let occupation = |number: usize, title: &str| OccupationView {
        id: number.to_string(),
        title: title.into(),
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
        training_href: "/scholing?beroep=1".into(),
    };
    let wish = |n: u32, to: &str| {
        let values =
            [("n", n.into()), ("people", 61u32.into()), ("from", "Financiën".into()), ("to", to.into())];
        page.say_with("others-want-line", &values)
    };
    let others_want = vec![
        wish(43, "Onderwijs"),
        wish(12, "Zorg en welzijn"),
        page.say_with("others-want-hidden", &[("n", 10.into())]),
    ];
    CandidateOccupationsPage {
        file_href: "/kandidaten/1".into(),
        among: "all",
        choices: choices(&page),
        start: page.count("occupations-start-skills", 4),
        found: if is_empty { vec![] } else { vec![occupation(1, "verzorgende"), occupation(2, "thuishulp")] },
        others_want: if is_empty { vec![] } else { others_want },
        thresholds: thresholds(&page),
        receipt: receipt(),
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
        parts: vec!["Gevraagde soorten skills die er zijn: 61 van 100 (telt voor 15%)".into()],
        beside: vec!["Het werk ligt 1 van de 4 niveaus hoger".into()],
        skills: skills(),
        learning: vec![
            "Past na 10 weken, vanaf 4 februari 2027.".into(),
            "Leerwerkplek Delta, module Basis van de zorg: 10 weken.".into(),
        ],
        readiness_href: "/kandidaten/1/scholing".into(),
        page,
    }
}

fn never_found(locale: Locale, with_list: bool) -> NeverFoundPage {
    let page = page(locale, "/rapporten/nooit-gevonden", "never-found");
    let row = |cause: &str, next: &str, count, hides, href: &str| CauseRow {
        cause: page.say(cause),
        count,
        hides,
        next: page.say(next),
        href: href.into(),
    };
    let person = ListedPerson {
        href: "/kandidaten/1".into(),
        name: "Mira Zandoe".into(),
        municipality: "Reimerswaal".into(),
    };
    NeverFoundPage {
        people: 1204,
        vacancies: 93,
        of_people: vec![
            row("never-no-skills", "never-no-skills-next", 1, true, "?oorzaak=no-skills#lijst"),
            row("never-education", "never-education-next", 80, false, ""),
        ],
        of_vacancies: vec![row("never-vacancy-no-skills", "never-vacancy-no-skills-next", 2, true, "")],
        listed: if with_list { page.say("never-no-skills") } else { String::new() },
        list: if with_list { vec![person] } else { vec![] },
        sees_people: with_list,
        list_count: 1,
        page,
    }
}

fn vacancy_claims(page: &Page) -> VacancyClaims {
    VacancyClaims {
        version: "2//".into(),
        claims: vec![Choice::new("place", page.say("contest-place"))],
        wanted: vec![Choice::new("optional", page.say("want-optional"))],
        places: vec![Choice::new("GM0687", "Middelburg")],
        levels: vec![Choice::new("", page.say("contest-no-entry-level"))],
    }
}

fn contested() -> Typed {
    let known = [
        ("level", "3"),
        ("hoursMin", "24"),
        ("hoursMax", "32"),
        ("minutes", "45"),
        ("education", "mbo4"),
        ("vacancyHoursMin", "16"),
        ("vacancyHoursMax", "32"),
        ("municipality", "GM0687"),
        ("starts", "2027-01-04"),
    ];
    known.map(|(field, value)| (field.to_owned(), vec![value.to_owned()])).into()
}

fn contest(locale: Locale, is_done: bool) -> ContestPage {
    let page = page(locale, "/kandidaten/1/klopt-niet/1", "contest");
    let words = |percent, fits| score_words(&page, Some((Score::of_percent(percent), fits)));
    let (before, after) = (words(58, Fits::Soon), words(78, Fits::Now));
    let outcome = page
        .say_with("contest-outcome", &[("before", before.clone().into()), ("after", after.clone().into())]);
    ContestPage {
        back_href: "/kandidaten/1/matches".into(),
        title: "Verzorgende IG".into(),
        score: if is_done { after } else { before },
        outcome: if is_done { outcome } else { String::new() },
        error: if is_done { String::new() } else { page.say("error-hours-order") },
        error_at: "hoursMin".to_owned(),
        claims: vec![Choice::new("hours", page.say("contest-hours"))],
        vacancy: (!is_done).then(|| vacancy_claims(&page)),
        whom: if is_done { page.name("contest-elsewhere", "Rijnmond") } else { String::new() },
        education: vec![Choice::new("mbo4", "mbo 4")],
        grounds: vec![Choice::new("outdated", page.say("ground-outdated"))],
        revision: 3,
        typed: contested(),
        page,
    }
}

fn about_matching(locale: Locale) -> AboutMatchingPage {
    let facts = Facts {
        region: "Zeeland".into(),
        software: "schakel-node".into(),
        vocabulary: "ESCO 1.2.0".into(),
        weights_version: "nummer 3".into(),
        weights: weights_of(&Weighting::default().to_text()),
    };
    let version = WeightsVersion {
        number: 3,
        weights: NewWeights {
            digest: [0; 32],
            content: String::new(),
            source: WeightsSource::Command,
            since: "2026-11-02T09:00:00Z".parse().unwrap(),
            actor: "console".into(),
            why: "Wat is aangetoond telt zwaarder, op verzoek van de cliëntenraad".into(),
        },
    };
    filled(page(locale, "/over/matching", "title-about-matching"), &facts, &[version])
}

/// Every page of these with a name, as HTML.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("candidate-occupations", occupations(locale, false).render().unwrap()),
        ("candidate-occupations-empty", occupations(locale, true).render().unwrap()),
        ("never-found", never_found(locale, false).render().unwrap()),
        ("never-found-list", never_found(locale, true).render().unwrap()),
        ("about-matching", about_matching(locale).render().unwrap()),
        ("contest", contest(locale, false).render().unwrap()),
        ("contest-done", contest(locale, true).render().unwrap()),
        ("candidate-way", way(locale).render().unwrap()),
    ]
}
