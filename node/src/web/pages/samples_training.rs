//! Sample values of the pages of initiatives, training, learning paths and groups of employers.

use super::{
    occupations::feasible_words,
    samples::page,
    training_templates::{
        GroupLine, GroupPage, GroupsPage, InitiativePage, IntakeView, LearningPathsPage, MemberRow,
        ModuleView, MoveRow, OutlookView, PathView, TrainingPage, TrainingRow,
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
        fits_after: true,
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
        initiatives: if locale == Locale::Nl {
            vec![("/initiatieven/1".into(), "Transferpunt Deltazorg".into())]
        } else {
            vec![]
        },
        sentences: vec!["Past over 10 weken.".into(), "Basis van de zorg: vanaf 11 januari.".into()],
    };
    LearningPathsPage {
        intro: page.say("paths-of-candidate"),
        back: ("/vacatures/1".into(), page.say("back-to-vacancy")),
        rows: if empty { vec![] } else { vec![row] },
        page,
    }
}

fn groups(locale: Locale, empty: bool) -> GroupsPage {
    let row = GroupLine {
        href: "/groepen/1".into(),
        name: "Brug Zeeland".into(),
        employers: 20,
        jobs: 60,
        until: "24 mei 2028".into(),
        ended: page(locale, "/groepen", "nav-groups").name("group-ended-short", "1 okt 2026"),
    };
    GroupsPage {
        page: page(locale, "/groepen", "nav-groups"),
        can_make: !empty,
        rows: if empty { vec![] } else { vec![row] },
    }
}

fn group(locale: Locale, empty: bool) -> GroupPage {
    let page = page(locale, "/groepen/1", "nav-groups").titled("Brug Zeeland");
    let moved = |initiative| MoveRow {
        employer: "Loods Veldoe".into(),
        from: "magazijnmedewerker".into(),
        vanishes_on: "1 okt 2027".into(),
        to: "verzorgende".into(),
        region: "Zeeland".into(),
        people: 2,
        feasible: feasible_words(&page, 52),
        initiative,
    };
    let linked = Some(("/initiatieven/1".to_owned(), "Transferpunt Deltazorg".to_owned()));
    GroupPage {
        href: "/groepen/1".into(),
        revision: 2,
        ended: if empty { page.name("group-ended-on", "1 oktober 2026") } else { String::new() },
        can_change: !empty,
        unseated: 1,
        facts: vec![Fact::new(page.say("group-budget"), "€ 120.000,00")],
        members: vec![MemberRow {
            name: "Loods Veldoe".into(),
            size: "1-9".into(),
            jobs: 3,
            seated: 2,
            share: "€ 6.000,00".into(),
            spent: "€ 3.000,00".into(),
        }],
        moves: if empty { vec![] } else { vec![moved(linked), moved(None)] },
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
        ("groups", groups(locale, false).render().unwrap()),
        ("groups-empty", groups(locale, true).render().unwrap()),
        ("group", group(locale, false).render().unwrap()),
        ("group-empty", group(locale, true).render().unwrap()),
        ("learning-paths-empty", paths(locale, true).render().unwrap()),
    ]
}
