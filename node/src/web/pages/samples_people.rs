//! The worklist and the pages about people, with invented values.

use super::{
    profile_views::ProfileView,
    samples::{at, page},
    samples_profile,
    samples_vacancies::found,
    templates::{CandidatePage, CandidatesPage, FormPage, Pager, StepForm, WorklistPage},
    views::{
        CandidateRow, CaseView, ConsentView, EventView, Fact, SkillView, StepCount, WorkColumn, WorkItem,
    },
    words::{self},
};
use askama::Template;
use jiff::civil::date;
use service::web::{
    form::{Choice, Field, FieldKind, Form},
    locale::Locale,
    page::{Page, Tone},
};

fn work_item(number: usize, step: u8, day: i8, waiting_on: &str, page: &Page) -> WorkItem {
    let names =
        ["A. Yılmaz", "B. de Groot", "C. Okafor", "D. Jansen", "E. van Dijk", "F. El Amrani", "Ł. Nowak"];
    let works = [
        ("Medewerker horeca", "Verzorgende IG"),
        ("Baliemedewerker bank", "Applicatieontwikkelaar"),
        ("Magazijnmedewerker", "Leraar basisonderwijs"),
        ("Verkoper", "Monteur elektrotechniek"),
    ];
    let (from, to) = works[number % works.len()];
    WorkItem {
        href: format!("/kandidaten/{number}"),
        name: names[number % names.len()].into(),
        from_work: from.into(),
        to_work: to.into(),
        step,
        expectation: page.say(words::expectation(step)),
        due: date(2026, 11, day),
        owner: "K. Mulder".into(),
        waiting_on: waiting_on.into(),
    }
}

fn worklist(locale: Locale) -> WorklistPage {
    let page = page(locale, "/", "nav-worklist");
    let column = |id, title: &str, empty: &str, total, items| WorkColumn {
        id,
        title: page.say(title),
        empty: page.say(empty),
        total,
        items,
        all_href: "/kandidaten?van=mij".into(),
    };
    let columns = vec![
        column(
            "late",
            "worklist-late",
            "worklist-late-empty",
            14,
            vec![
                work_item(0, 2, 3, "", &page),
                work_item(1, 4, 20, "", &page),
                work_item(6, 1, 23, "", &page),
            ],
        ),
        column("today", "worklist-today", "worklist-today-empty", 0, vec![]),
        column(
            "waiting",
            "worklist-waiting",
            "worklist-waiting-empty",
            2,
            vec![work_item(2, 3, 28, "West-Brabant", &page), work_item(3, 4, 30, "Zorggroep Delta", &page)],
        ),
        column("new", "worklist-new", "worklist-new-empty", 1, vec![work_item(4, 1, 30, "", &page)]),
    ];
    let counts = [9, 14, 1022, 6, 12, 8, 9];
    WorklistPage {
        steps: (1..=7).zip(counts).map(|(step, count)| StepCount { step, count }).collect(),
        columns,
        upcoming: vec![work_item(5, 2, 26, "", &page), work_item(2, 5, 29, "", &page)],
        news: super::samples_round::news(&page, false),
        page,
    }
}

fn candidates(locale: Locale) -> CandidatesPage {
    let rows = (0..12)
        .map(|number| CandidateRow {
            href: format!("/kandidaten/{number}"),
            name: ["Aylin Yılmaz", "Bo de Groot", "Chidi Okafor", "Łukasz Nowak"][number % 4].into(),
            municipality: ["Middelburg", "Goes", "Terneuzen"][number % 3].into(),
            occupation: ["Verkoper", "Magazijnmedewerker"][number % 2].into(),
            wish: "Verzorgende IG".into(),
            step: (number % 4 != 3).then(|| u8::try_from(number % 7 + 1).unwrap()),
            due: (number % 4 != 3).then(|| date(2026, 11, i8::try_from(20 + number % 8).unwrap())),
            owner: if number % 4 == 3 { String::new() } else { "k.mulder".into() },
        })
        .collect();
    CandidatesPage {
        page: page(locale, "/kandidaten?stap=3", "nav-candidates"),
        query: "a".into(),
        step: "3".into(),
        only_mine: false,
        education: "",
        column: String::new(),
        rows,
        pager: Pager {
            total: 20_000,
            first: 1,
            last: 12,
            previous: String::new(),
            next: "/kandidaten?vanaf=50".into(),
        },
        has_more_names: true,
    }
}

fn candidates_empty(locale: Locale) -> CandidatesPage {
    CandidatesPage {
        page: page(locale, "/kandidaten", "nav-candidates"),
        query: String::new(),
        step: String::new(),
        only_mine: false,
        education: "",
        column: String::new(),
        rows: vec![],
        pager: Pager::default(),
        has_more_names: false,
    }
}

fn candidate(locale: Locale, standstill: bool) -> CandidatePage {
    let page = page(locale, "/kandidaten/1", "nav-candidates").titled("Chidi Okafor");
    let crumb = page.say("nav-candidates");
    let page = page.under("/kandidaten", crumb).with_notice(Tone::Good, "De stap is gewijzigd.");
    let fact = |key: &str, value: &str| Fact::new(page.say(key), value);
    CandidatePage {
        href: "/kandidaten/1".into(),
        case: Some(CaseView {
            step: 3,
            expectation: page.say(words::expectation(3)),
            success: page.say(words::success(3)),
            owner: "K. Mulder".into(),
            region: "Zeeland".into(),
            due: date(2026, 11, 21),
            opened_on: date(2026, 10, 28),
            initiative: String::new(),
            revision: 4,
            standstill: standstill.then(|| {
                (
                    "Aangeboden aan West-Brabant; tot het besluit verandert er niets.".into(),
                    "/overdrachten/1".into(),
                )
            }),
        }),
        facts: vec![
            fact("fact-place", "Terneuzen"),
            fact("fact-email", "c.okafor@voorbeeld.nl"),
            fact("fact-phone", "06 0000 0000"),
            fact("fact-hours", "24 tot 32 uur"),
            fact("fact-travel", &page.count("fact-travel-value", 45)),
            fact("fact-education", "mbo 3"),
            fact("fact-occupation", "magazijnmedewerker"),
            fact("fact-wishes", "verzorgende"),
        ],
        skills: vec![
            SkillView { label: "klantgesprekken voeren".into(), level: 3, evidence: "employer" },
            SkillView { label: "rapporteren".into(), level: 2, evidence: "certificate" },
            SkillView { label: "zorgplanning maken".into(), level: 1, evidence: "self" },
        ],
        profile: samples_profile::profile(&page),
        consents: vec![
            ConsentView {
                scope: page.name("consent-handover-to", "West-Brabant"),
                fields: vec!["naam".into(), "woonplaats".into(), "skills".into()],
                given_on: date(2026, 11, 20),
                channel: page.say(words::channel("in-person")),
                withdrawn_on: None,
                withdraw_action: "/kandidaten/1/toestemming/1/intrekken".into(),
            },
            ConsentView {
                scope: page.say("consent-coach-contact"),
                fields: vec![],
                given_on: date(2026, 10, 28),
                channel: page.say(words::channel("in-writing")),
                withdrawn_on: Some(date(2026, 11, 2)),
                withdraw_action: String::new(),
            },
        ],
        events: vec![
            EventView {
                at: at("2026-11-20T10:00:00Z"),
                text: "Gesprek met coach".into(),
                by: "K. Mulder".into(),
            },
            EventView {
                at: at("2026-11-12T10:00:00Z"),
                text: "Naar stap 3: matching".into(),
                by: "K. Mulder".into(),
            },
            EventView { at: at("2026-10-28T09:00:00Z"), text: "Aangemeld".into(), by: String::new() },
        ],
        matches: vec![
            found(&page, 1, "Verzorgende IG (leerwerkplek)", "West-Brabant"),
            found(&page, 2, "Medewerker thuiszorg", ""),
        ],
        vacancy_choices: vec![Choice::new("1", "Verzorgende IG")],
        initiative_choices: vec![Choice::new("1", "Make IT Work")],
        can_hand_over: true,
        step_form: StepForm::default(),
        page,
    }
}

fn candidate_new(locale: Locale) -> CandidatePage {
    let page = page(locale, "/kandidaten/2", "nav-candidates").titled("Aylin Yılmaz");
    CandidatePage {
        href: "/kandidaten/2".into(),
        case: None,
        facts: vec![Fact::new(page.say("fact-place"), "Goes")],
        skills: vec![],
        profile: ProfileView::default(),
        consents: vec![],
        events: vec![],
        matches: vec![],
        vacancy_choices: vec![],
        initiative_choices: vec![],
        can_hand_over: false,
        step_form: StepForm::default(),
        page,
    }
}

fn new_candidate(locale: Locale, wrong: bool) -> FormPage {
    let page = page(locale, "/kandidaten/nieuw", "add-candidate");
    let skills = ["klantgesprekken voeren", "rapporteren"].map(|label| Choice::new(label, label)).to_vec();
    let form = Form::new("/kandidaten/nieuw", page.csrf(), page.say("add"))
        .with_cancel("/kandidaten")
        .with_section(
            page.say("form-about-person"),
            vec![
                Field::new("name", page.say("label-name"), FieldKind::Line("text")),
                Field::new("email", page.say("label-email"), FieldKind::Line("email")).optional(),
                Field::new("bornOn", page.say("label-birth-date"), FieldKind::Line("date")).optional(),
                Field::new(
                    "municipality",
                    page.say("label-municipality"),
                    FieldKind::Select(vec![Choice::new("GM0687", "Middelburg")]),
                ),
                Field::new("remarks", page.say("label-remarks"), FieldKind::Lines)
                    .with_hint(page.say("label-remarks-hint"))
                    .optional(),
            ],
        )
        .with_section(
            page.say("form-about-skills"),
            vec![
                Field::new(
                    "skill",
                    page.say("label-skills"),
                    FieldKind::Picker {
                        many: true,
                        query: "gesprek".into(),
                        choices: skills,
                        search_label: page.say("search-skill"),
                    },
                )
                .with_hint(page.say("label-skills-hint"))
                .with_values(["rapporteren".to_owned()]),
                Field::new(
                    "channel",
                    page.say("consent-channel"),
                    FieldKind::Radios(vec![
                        Choice::new("a", page.say(words::channel("in-person"))),
                        Choice::new("b", page.say(words::channel("by-phone"))),
                    ]),
                ),
            ],
        );
    let form = if wrong {
        form.with_error("name", page.say("sign-in-name-missing"))
            .with_error("skill", page.name("picker-no-hits", "x"))
    } else {
        form
    };
    FormPage { form, page }
}

/// Every page of these with a name, as HTML.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("worklist", worklist(locale).render().unwrap()),
        ("candidates", candidates(locale).render().unwrap()),
        ("candidates-empty", candidates_empty(locale).render().unwrap()),
        ("candidate", candidate(locale, false).render().unwrap()),
        ("candidate-offered", candidate(locale, true).render().unwrap()),
        ("candidate-new", candidate_new(locale).render().unwrap()),
        ("proposal-report", samples_profile::proposal_report(locale, false).render().unwrap()),
        ("proposal-report-empty", samples_profile::proposal_report(locale, true).render().unwrap()),
        ("form", new_candidate(locale, false).render().unwrap()),
        ("form-wrong", new_candidate(locale, true).render().unwrap()),
    ]
}
