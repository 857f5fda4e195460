//! Sample values of the pages of initiatives, training, learning paths and groups of employers.

use super::{
    samples::page,
    training_templates::{
        InitiativePage, IntakeView, LearningPathsPage, ModuleView, OutlookView, PathView, TrainingPage,
        TrainingRow,
    },
    views::Fact,
};
use askama::Template as _;
use service::web::{locale::Locale, page::Page};

/// What stands beside a vacancy.
pub(super) fn outlook(page: &Page) -> OutlookView {
    OutlookView {
        count: page.say_with(
            "outlook-count",
            &[("now", "12".to_owned().into()), ("after", "31".to_owned().into()), ("months", 6.into())],
        ),
        counted: page.count("outlook-counted", 140_usize),
        initiatives: vec![("/initiatieven/1".into(), "Leerwerkplek Delta".into())],
        not_taught: "insuline toedienen".into(),
        choices: vec!["De werkgever betaalt eigen scholing zelf."],
        people_href: "/vacatures/1/scholing".into(),
    }
}

fn initiative(locale: Locale, empty: bool) -> InitiativePage {
    let page = page(locale, "/initiatieven/1", "nav-initiatives").titled("Transferpunt Deltazorg");
    let module = ModuleView {
        id: "1".into(),
        name: "Basis van de zorg".into(),
        facts: vec![Fact::new(page.say("column-length"), "6 weken van 16 uur")],
        teaches: vec!["tillen en verplaatsen".into()],
        opens: vec![("/scholing?beroep=1".into(), "verzorgende".into(), page.say("unknown"))],
    };
    InitiativePage {
        facts: vec![Fact::new(page.say("column-sector"), "Zorg en welzijn")],
        steps: if empty { vec![] } else { vec![1, 5] },
        intake: (!empty).then(|| IntakeView {
            name: "Loket Deltazorg".into(),
            email: "loket@voorbeeld.nl".into(),
            phone: "0118 604021".into(),
        }),
        modules: if empty { vec![] } else { vec![module] },
        page,
    }
}

fn training(locale: Locale, query: &str, found: bool, rows: bool) -> TrainingPage {
    let row = TrainingRow {
        name: "Basis van de zorg".into(),
        href: "/initiatieven/1".into(),
        initiative: "Transferpunt Deltazorg".into(),
        teaches: "leert 3 van de 12 onmisbare skills".into(),
        length: "6 weken van 16 uur".into(),
        place: "Middelburg".into(),
        cost: "gratis".into(),
    };
    TrainingPage {
        page: page(locale, "/scholing", "title-training"),
        query: query.into(),
        occupation: if found { query.into() } else { String::new() },
        others: if rows { vec![("/scholing?beroep=2".into(), "verpleegkundige".into())] } else { vec![] },
        rows: if rows { vec![row] } else { vec![] },
    }
}

fn paths(locale: Locale, empty: bool) -> LearningPathsPage {
    let page = page(locale, "/vacatures/1/scholing", "title-learning-paths");
    let row = PathView {
        id: "1".into(),
        title: "Chidi Okafor".into(),
        href: "/kandidaten/1".into(),
        meta: vec!["Goes".into()],
        sentences: vec!["Past over 10 weken.".into(), "Basis van de zorg: vanaf 11 januari.".into()],
    };
    LearningPathsPage {
        intro: page.say("paths-of-candidate"),
        back: ("/vacatures/1".into(), page.say("back-to-vacancy")),
        rows: if empty { vec![] } else { vec![row] },
        page,
    }
}

/// Every page of these, by name.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("initiative", initiative(locale, false).render().unwrap()),
        ("initiative-empty", initiative(locale, true).render().unwrap()),
        ("training", training(locale, "verzorgende", true, true).render().unwrap()),
        ("training-none", training(locale, "imker", true, false).render().unwrap()),
        ("training-nothing-found", training(locale, "xqz", false, false).render().unwrap()),
        ("training-begin", training(locale, "", false, false).render().unwrap()),
        ("learning-paths", paths(locale, false).render().unwrap()),
        ("learning-paths-empty", paths(locale, true).render().unwrap()),
    ]
}
