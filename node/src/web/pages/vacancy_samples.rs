//! The adviser's part of a vacancy and the page on which it is split, with invented values.

use super::{
    elsewhere::{self, GainRow},
    samples,
    vacancy_templates::{CarvingPage, OutlookView, PartView, TaskRow},
    vacancy_views::{AdviserView, CauseView, SofterView},
    words,
};
use crate::domain::vacancy::{
    ShortageCause,
    demand::Demand,
    elsewhere::{Expected, ExpectedGain, GainOfRegion},
    task::TaskLevel,
};
use service::web::{
    form::{Field, FieldKind, Form},
    locale::Locale,
    page::Page,
};

fn tasks() -> Vec<TaskRow> {
    let row = |number, description: &str, minutes, level, skills: &[&str]| TaskRow {
        number,
        description: description.into(),
        minutes,
        level,
        skills: skills.iter().map(|skill| (*skill).into()).collect(),
    };
    vec![
        row(1, "Bewoners helpen bij wassen en kleden", 1_300, TaskLevel::Mbo, &["helpen bij het wassen"]),
        row(2, "Zorgplannen opstellen", 860, TaskLevel::Hbo, &["zorg plannen", "gesprekken voeren"]),
        row(3, "Teamoverleg leiden", 45, TaskLevel::Hbo, &[]),
    ]
}

pub(super) fn adviser(page: &Page) -> AdviserView {
    let cause = |cause: &ShortageCause| CauseView {
        value: cause.name(),
        label: page.say(words::cause(*cause)),
        noted: *cause != ShortageCause::Demography,
    };
    let softer = |skill: &str, more| SofterView { skill: skill.into(), more };
    AdviserView {
        causes: ShortageCause::ALL.iter().map(cause).collect(),
        starts_on: "2027-01-04".into(),
        demands: vec![page.say(words::demand(Demand::Diploma)), page.say(words::demand(Demand::Years))],
        instead: vec!["omgaan met spanning".into(), "bewoners begeleiden".into()],
        should_be_carved: true,
        tasks: tasks(),
        fitting: Some(41),
        softer: vec![softer("medicatie toedienen", Some(24)), softer("zorg plannen", None)],
        whole: Some(("/vacatures/2".into(), "Verpleegkundige".into())),
        parts: vec![("/vacatures/3".into(), "Verpleegkundige (mbo)".into())],
    }
}

fn elsewhere(page: &Page) -> Vec<GainRow> {
    let between = |least, likely, most| Expected::Between { least, likely, most };
    let uncertain = Expected::Uncertain { most: 35 };
    let rijnmond = ExpectedGain {
        before: between(120, 160, 200),
        after: between(240, 1_310, 1_680),
        more: between(0, 1_150, 1_540),
    };
    let achterhoek = ExpectedGain { before: Expected::Nobody, after: uncertain, more: uncertain };
    let week = "2026-W48".parse().expect("a week");
    let of_region = |gain, old| GainOfRegion { week, outdated: old, settling: old, gain };
    let row = |name: &str, gain, old| {
        elsewhere::row(page, name.to_owned(), gain, elsewhere::as_of(page, &of_region(gain, old)))
    };
    vec![row("Rijnmond", rijnmond, false), row("Achterhoek", achterhoek, true)]
}

pub(super) fn carving(locale: Locale, empty: bool) -> CarvingPage {
    let page = samples::page(locale, "/vacatures/1/knippen", "carve-title");
    let page = page.under("/vacatures/1", "Verpleegkundige");
    let part = |level, tasks, minutes, people| PartView {
        level,
        tasks,
        minutes,
        skills: vec!["zorg plannen".into(), "gesprekken voeren".into()],
        people,
    };
    let form = Form::new("/vacatures/1/knippen", page.csrf(), page.say("carve-now"))
        .with_cancel("/vacatures/1")
        .with_section(
            page.say("carve-part-mbo"),
            vec![Field::new("mboTitle", page.say("label-title"), FieldKind::Line("text"))],
        );
    let outlook = OutlookView {
        parts: [part(TaskLevel::Mbo, 1, 1_300, Some(31)), part(TaskLevel::Hbo, 2, 905, None)],
        before: None,
        after: Some(31),
        remainder: 15,
        hbo_share: 0.41,
        needed_by_no_task: vec!["autorijden".into()],
        elsewhere: elsewhere(&page),
        form,
    };
    CarvingPage {
        href: "/vacatures/1".into(),
        tasks: if empty { vec![] } else { tasks() },
        minutes: if empty { 0 } else { 2_205 },
        hours: "36 uur".into(),
        refused: if empty { "Van deze vacature zijn nog geen taken bekend.".into() } else { String::new() },
        outlook: (!empty).then_some(outlook),
        page,
    }
}
