//! Vacancies, employers and matches both ways, with invented values.

use super::{
    match_groups::MatchGroups,
    receipt::ReceiptView,
    samples::page,
    samples_training,
    templates::{
        CandidateMatchesPage, EmployerRow, EmployersPage, Pager, VacanciesPage, VacancyMatchesPage,
        VacancyPage,
    },
    vacancy_samples,
    views::{Fact, MatchSkill, MatchView, RuleView, VacancyRow, Want, WantedSkill},
};
use crate::matching::weighting::Fits;
use askama::Template;
use jiff::civil::date;
use service::web::{form::Choice, locale::Locale, page::Page};

pub(super) fn found(page: &Page, number: usize, title: &str, region: &str) -> MatchView {
    let skill = |label: &str, want, evidence| MatchSkill {
        label: label.into(),
        want,
        evidence,
        begun: false,
        stand_in: String::new(),
    };
    MatchView {
        id: number.to_string(),
        title: title.into(),
        href: "/vacatures/1".into(),
        meta: vec![
            "Zorggroep Delta".into(),
            "Terneuzen".into(),
            "24 tot 32 uur".into(),
            "met baangarantie".into(),
        ],
        other_region: region.into(),
        share: 0.58,
        fits: "3 van 5 nodige skills aanwezig, waarvan 1 een begin, 1 die erop lijkt, 1 te leren".into(),
        fits_when: match number {
            1 => Fits::Now,
            2 | 3 => Fits::Soon,
            _ => Fits::NotYet,
        },
        after: if number == 2 { page.count("fits-after", 10) } else { String::new() },
        after_href: "/kandidaten/1/scholing".into(),
        can_be_compared: false,
        outside: number == 3,
        skills: vec![
            skill("klantgesprekken voeren", Want::Essential, Some("employer")),
            skill("rapporteren", Want::Essential, Some("certificate")),
            MatchSkill { begun: true, ..skill("zorgplanning maken", Want::Essential, Some("self")) },
            MatchSkill {
                stand_in: "‘medicijnen klaarzetten’ is een bijzondere vorm van wat gevraagd wordt".into(),
                ..skill("medicatie toedienen", Want::Essential, None)
            },
            skill("tillen en verplaatsen", Want::Trainable, None),
            skill("Duits spreken", Want::Optional, None),
        ],
        factors: vec![
            "Ontwikkelpotentie voor vakvaardigheden: 4 van 5".into(),
            "De ontwikkelpotentie voor sociale vaardigheden is niet bekend: dat telt als het midden".into(),
            "De interesses passen goed bij dit werk (mensen helpen en doen en maken)".into(),
        ],
        rules: vec![
            RuleView {
                sentence: "38 minuten reizen, binnen de eigen grens van 45".into(),
                passed: Some(true),
            },
            RuleView {
                sentence: "24 tot 32 uur per week past bij het werk (24 tot 32 uur)".into(),
                passed: Some(true),
            },
            RuleView { sentence: "De opleiding is niet bekend: vraag het na".into(), passed: None },
        ],
        actions: if region.is_empty() {
            vec![("/vacatures/1".into(), page.say("see-vacancy"))]
        } else {
            vec![
                ("/kandidaten/1/overdragen?naar=AM25".into(), page.name("hand-over-to", region)),
                ("/vacatures/1".into(), page.say("see-vacancy")),
            ]
        },
    }
}

fn vacancies(locale: Locale) -> VacanciesPage {
    let row = |title: &str, region: &str, number: usize| VacancyRow {
        href: format!("/vacatures/{number}"),
        title: title.into(),
        employer: "Zorggroep Delta".into(),
        municipality: "Terneuzen".into(),
        region: region.into(),
        hours: "24–32".into(),
        job_guarantee: number.is_multiple_of(2),
        is_own: region == "Zeeland",
        opened_on: Some(date(2026, 11, 3)),
        outside: number == 2,
        rephrase: number == 1,
    };
    VacanciesPage {
        page: page(locale, "/vacatures", "nav-vacancies"),
        query: "verzorgende".into(),
        occupations: "verzorgende, verpleegkundige".into(),
        scope: "all",
        region: String::new(),
        regions: vec![Choice::new("AM24", "Zeeland"), Choice::new("AM25", "West-Brabant")],
        rows: vec![
            row("Verzorgende IG (leerwerkplek)", "Zeeland", 1),
            row("Leraar basisonderwijs", "West-Brabant", 2),
            row("Monteur elektrotechniek", "Rijnmond", 3),
        ],
        pager: Pager { total: 3, first: 1, last: 3, previous: String::new(), next: String::new() },
        can_add: true,
    }
}

fn vacancy(locale: Locale) -> VacancyPage {
    let page = page(locale, "/vacatures/1", "nav-vacancies").titled("Verzorgende IG (leerwerkplek)");
    let crumb = page.say("nav-vacancies");
    let page = page.under("/vacatures", crumb);
    let mut person = found(&page, 1, "Chidi Okafor", "");
    person.meta = vec!["Bergen op Zoom".into(), "magazijnmedewerker".into()];
    person.actions = vec![
        ("/kandidaten/1/overdragen?naar=AM24".into(), page.name("hand-over-to", "Zeeland")),
        ("/kandidaten/1".into(), page.say("see-file")),
    ];
    VacancyPage {
        href: "/vacatures/1".into(),
        closed: String::new(),
        can_close: true,
        facts: vec![
            Fact::new(page.say("fact-employer"), "Zorggroep Delta"),
            Fact::new(page.say("fact-work-place"), "Terneuzen"),
            Fact::new(page.say("fact-hours"), "24 tot 32 uur"),
        ],
        text: "Wij zoeken iemand die graag met mensen werkt.\nLeren kan bij ons.".into(),
        is_public: true,
        other_region: "Zeeland".into(),
        outside: true,
        adviser: Some(vacancy_samples::adviser(&page)),
        skills: vec![
            WantedSkill { label: "medicatie toedienen".into(), want: Want::Essential },
            WantedSkill { label: "tillen en verplaatsen".into(), want: Want::Trainable },
            WantedSkill { label: "Duits spreken".into(), want: Want::Optional },
        ],
        matches: vec![person],
        fits_now: 41,
        has_others: true,
        can_see_people: true,
        outlook: Some(samples_training::outlook(&page)),
        page,
    }
}

fn vacancy_closed(locale: Locale) -> VacancyPage {
    let open = vacancy(locale);
    let closed = open.page.name("vacancy-closed-on", open.page.date(date(2026, 11, 20)));
    VacancyPage { closed, can_close: false, can_see_people: false, matches: vec![], outlook: None, ..open }
}

fn employers(locale: Locale) -> EmployersPage {
    EmployersPage {
        page: page(locale, "/werkgevers", "nav-employers"),
        query: String::new(),
        rows: vec![EmployerRow {
            name: "Zorggroep Delta".into(),
            municipality: "Terneuzen".into(),
            kvk: "12345678".into(),
            size: "250-999".into(),
            new_vacancy_href: "/vacatures/nieuw?werkgever=1".into(),
            outside: true,
        }],
        pager: Pager { total: 1, first: 1, last: 1, previous: String::new(), next: String::new() },
    }
}

/// Every page of these with a name, as HTML.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    let people = vacancy(locale);
    let people = VacancyMatchesPage {
        vacancy_href: "/vacatures/1".into(),
        other_region: "Zeeland".into(),
        is_open: true,
        receipt: super::samples_answers::receipt(),
        groups: MatchGroups::of(people.matches),
        page: {
            let page = page(locale, "/vacatures/1/matches", "nav-vacancies");
            let (crumb, title) = (page.title.clone(), page.name("title-people-for", "Verzorgende IG"));
            page.titled(title).under("/vacatures", crumb).under("/vacatures/1", "Verzorgende IG")
        },
    };
    let matches = |empty: bool| {
        let page = page(locale, "/kandidaten/1/matches", "nav-candidates");
        let (crumb, title) = (page.title.clone(), page.name("title-matches-of", "Chidi Okafor"));
        let page = page.titled(title).under("/kandidaten", crumb).under("/kandidaten/1", "Chidi Okafor");
        CandidateMatchesPage {
            file_href: "/kandidaten/1".into(),
            scope: "all",
            receipt: ReceiptView::default(),
            groups: if empty {
                MatchGroups::default()
            } else {
                let sort = [(1, "Verzorgende IG", ""), (2, "Thuishulp", "Rijnmond"), (4, "Kok", "")];
                MatchGroups::of(
                    sort.map(|(number, title, region)| found(&page, number, title, region)).into(),
                )
            },
            advice: vec![("/vacatures".into(), page.say("advice-vacancies"))],
            page,
        }
    };
    vec![
        ("candidate-matches", matches(false).render().unwrap()),
        ("candidate-matches-empty", matches(true).render().unwrap()),
        ("vacancies", vacancies(locale).render().unwrap()),
        ("vacancy", vacancy(locale).render().unwrap()),
        ("vacancy-closed", vacancy_closed(locale).render().unwrap()),
        ("vacancy-matches", people.render().unwrap()),
        ("carving", vacancy_samples::carving(locale, false).render().unwrap()),
        ("carving-empty", vacancy_samples::carving(locale, true).render().unwrap()),
        ("employers", employers(locale).render().unwrap()),
    ]
}
