//! Pages that compare and list reports, with invented values, for tests and pictures.

use super::{
    compare::ComparePage,
    compare_rows::{Cell, Column, Part, Row},
    reports,
    samples::page,
};
use askama::Template as _;
use service::web::{components::Tag, locale::Locale};

fn compare(locale: Locale, is_empty: bool) -> ComparePage {
    let page = page(locale, "/vacatures/1/vergelijken", "matches");
    let column = |title: &str, meta: &str| Column {
        title: title.into(),
        href: "/kandidaten/1".into(),
        meta: vec!["Terneuzen".into(), meta.into()],
    };
    let cell = |tag, text: &str| Cell { tag, text: text.into() };
    let row = |label: &str, cells: [Cell; 3]| Row { label: label.into(), cells: cells.into() };
    let held = || Some(Tag::good(page.say("match-skill-held")));
    let like = "‘medicijnen klaarzetten’ is een bijzondere vorm van wat gevraagd wordt";
    let skills = vec![
        row(
            "medicatie toedienen",
            [
                cell(held(), &page.say("match-next-confirm")),
                cell(Some(Tag::plain(page.say("match-skill-like"))), like),
                cell(Some(Tag::waiting(page.say("match-skill-missing"))), &page.say("match-next-train")),
            ],
        ),
        row("rapporteren", [0, 1, 2].map(|_| cell(held(), &page.say("match-next-confirm")))),
    ];
    let travel = |minutes: u8| {
        let text = format!("{minutes} minuten reizen, binnen de eigen grens van 45");
        cell(Some(Tag::good(page.say("rule-passed"))), &text)
    };
    let fits = [
        cell(Some(Tag::good(page.say("fits-now"))), "2 van 2 nodige skills aanwezig (score 84%)"),
        cell(Some(Tag::waiting(page.say("fits-soon-short"))), "1 van 2, 1 die erop lijkt (score 66%)"),
        cell(Some(Tag::plain(page.say("fits-far"))), "1 van 2, 1 te leren (score 31%)"),
    ];
    let part = |title: &str, rows| Part { title: page.say(title), rows };
    ComparePage {
        back_href: "/vacatures/1/matches".into(),
        columns: if is_empty {
            vec![]
        } else {
            vec![
                column("Chidi Okafor", "magazijnmedewerker"),
                column("Mira Zandoe", "verzorgende"),
                column("Jona Anders", "winkelmedewerker"),
            ]
        },
        parts: vec![
            part("compare-all", vec![row(&page.say("compare-fits"), fits)]),
            part("compare-skills", skills),
            part("compare-rules", vec![row(&page.say("rule-travel"), [38, 38, 12].map(travel))]),
        ],
        receipt: super::samples_answers::receipt(),
        page,
    }
}

/// Every page of these with a name, as HTML.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    let list = reports::filled(page(locale, "/rapporten", "nav-reports"), |_| true);
    vec![
        ("compare", compare(locale, false).render().unwrap()),
        ("compare-none", compare(locale, true).render().unwrap()),
        ("reports", list.render().unwrap()),
    ]
}
