//! The pages from free talk to a skills passport with invented values, for tests and pictures.

use super::{
    passport::{self, PassportPage, ReportView},
    samples::page,
    skill_finding::questions,
    skill_views::{AnswerView, FoundView, SkillsFoundPage},
    skill_words,
    templates::FormPage,
};
use crate::domain::skill_question::Question;
use askama::Template as _;
use service::web::locale::Locale;
use vocabulary::CandidateId;

fn found(number: usize, label: &str, parts: [&str; 3]) -> FoundView {
    let [before, words, after] = parts.map(str::to_owned);
    FoundView {
        number,
        label: label.into(),
        uri: format!("http://data.europa.eu/esco/skill/{number}"),
        before,
        words,
        after,
        level_name: format!("skills-level:{number}"),
        level: 2,
        is_ticked: number == 1,
    }
}

fn skills_found(locale: Locale, is_empty: bool) -> SkillsFoundPage {
    let page = page(locale, "/kandidaten/1/skills-vinden", "nav-candidates").titled("Skills");
    let question = |question| page.say(skill_words::question(question).0);
    let understood = AnswerView {
        question: question(Question::Day),
        found: vec![
            found(1, "klantenservice", ["Ik deed de ", "klantenservice", ", elke dag."]),
            found(2, "roosters maken", ["En ik ", "maakte roosters", "."]),
        ],
        told: vec![("rapporteren".into(), page.name("found-known", page.say("level-3")))],
        nothing: String::new(),
        text: String::new(),
    };
    let not_understood = AnswerView {
        question: question(Question::Outside),
        found: vec![],
        told: vec![],
        nothing: page.say("found-nothing"),
        text: "Van alles en nog wat.".into(),
    };
    SkillsFoundPage {
        action: "/kandidaten/1/skills-vinden".into(),
        file_href: "/kandidaten/1".into(),
        revision: 1,
        carried: vec![("day", "Ik deed de klantenservice, elke dag.".into())],
        answers: if is_empty { vec![not_understood] } else { vec![understood, not_understood] },
        query: "heftruck".into(),
        searched: if is_empty { vec![] } else { vec![found(3, "heftruck besturen", ["", "", ""])] },
        error: if is_empty { page.say("error-nothing-ticked") } else { String::new() },
        page,
    }
}

fn asked(locale: Locale) -> FormPage {
    let page = page(locale, "/kandidaten/1/skills-vinden", "nav-candidates").titled("Skills");
    FormPage { form: questions(&page, CandidateId::random()), page }
}

fn passport_page(locale: Locale, is_empty: bool) -> PassportPage {
    let page = page(locale, "/kandidaten/1/paspoort", "nav-candidates").titled("Skillspaspoort");
    let values = [
        ("known", page.say("level-3").into()),
        ("evidence", page.say("source-self").into()),
        ("offered", page.say("level-2").into()),
    ];
    let unknown = format!(
        "{} {}",
        page.say("passport-unknown"),
        page.name("passport-nearest", "klantgesprekken voeren")
    );
    let report = ReportView {
        summary: page.say_with("passport-taken", &[("added", 3.into()), ("raised", 1.into())]),
        kept: vec![("rapporteren".into(), page.say_with("passport-kept", &values))],
        gaps: vec![("klanten bellen".into(), unknown)],
    };
    PassportPage {
        file_href: "/kandidaten/1".into(),
        skills: if is_empty { 0 } else { 12 },
        form: passport::form(&page, "/kandidaten/1"),
        report: (!is_empty).then_some(report),
        page,
    }
}

/// Every page of this kind.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("skill-questions", asked(locale).render().expect("the page renders")),
        ("skills-found", skills_found(locale, false).render().expect("the page renders")),
        ("passport", passport_page(locale, false).render().expect("the page renders")),
        ("passport-empty", passport_page(locale, true).render().expect("the page renders")),
        ("skills-found-none", skills_found(locale, true).render().expect("the page renders")),
    ]
}
