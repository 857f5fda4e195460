//! Every page with invented values, for tests and pictures.

use super::{
    match_groups::MatchGroups,
    profile_views::ProfileView,
    receipt::ReceiptView,
    samples_profile, samples_training,
    templates::{
        AboutPage, AccessibilityPage, CandidateMatchesPage, CandidatePage, CandidatesPage, EmployerRow,
        EmployersPage, FederationPage, FormPage, HandoverPage, HandoversPage, HelpPage, InitiativeRow,
        InitiativesPage, OfferPage, Pager, PrivacyPage, RefusalForm, ReleasePage, SignInPage, StepForm,
        VacanciesPage, VacancyMatchesPage, VacancyPage, WorklistPage,
    },
    vacancy_samples,
    views::{
        CandidateRow, CaseView, ConnectionView, ConsentView, EventView, Fact, HandoverRow, HandoverStage,
        LeftCount, MatchSkill, MatchView, MessageView, ReleaseView, RuleView, SkillView, StepCount,
        VacancyRow, Want, WantedSkill, WorkColumn, WorkItem,
    },
    words::{self, WORDS},
};
use crate::matching::weighting::Fits;
use askama::Template;
use jiff::{Timestamp, civil::date};
use service::web::{
    assets::Assets,
    fault::FaultPage,
    form::{Choice, Field, FieldKind, Form},
    locale::Locale,
    page::{Account, Page, PageRequest, SearchBox, Site, Tone},
    translator::Catalogue,
};
use std::sync::{Arc, LazyLock};

pub(super) static SITE: LazyLock<Arc<Site>> = LazyLock::new(|| {
    Arc::new(Site {
        network: "Zij-instroom".into(),
        place: "Zeeland".into(),
        version: "0.1.0".into(),
        assets: Arc::new(Assets::new(None)),
        catalogue: Arc::new(Catalogue::new(&[WORDS]).unwrap()),
        simulated_clock: false,
    })
});

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn page(locale: Locale, uri: &str, title_key: &str) -> Page {
    let request = PageRequest { locale, uri: uri.parse().unwrap() };
    let mut page = Page::new(&SITE, &request, at("2026-11-24T08:46:00Z"), title_key)
        .with_navigation("/", "nav-worklist")
        .with_navigation("/kandidaten", "nav-candidates")
        .with_navigation("/vacatures", "nav-vacancies")
        .with_navigation("/werkgevers", "nav-employers")
        .with_navigation("/initiatieven", "nav-initiatives")
        .with_navigation("/overdrachten", "nav-handovers")
        .with_navigation("/rapporten", "nav-reports");
    page.search = Some(SearchBox {
        action: "/kandidaten/zoeken".into(),
        label: page.say("search-candidates"),
        query: String::new(),
    });
    let role = page.say("role-adviser");
    page.confidential = true;
    page.with_account(Account {
        name: "k.mulder".into(),
        role,
        csrf: "0123456789abcdef".into(),
        sign_out: "/uitloggen".into(),
    })
}

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

fn found(page: &Page, number: usize, title: &str, region: &str) -> MatchView {
    let skill = |label: &str, want, evidence| MatchSkill {
        label: label.into(),
        want,
        evidence,
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
        fits: "3 van 5 gevraagde skills aanwezig, 1 die erop lijkt, 1 te leren".into(),
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
            skill("zorgplanning maken", Want::Essential, Some("self")),
            MatchSkill {
                stand_in: "‘medicijnen klaarzetten’ is een bijzondere vorm van wat gevraagd wordt".into(),
                ..skill("medicatie toedienen", Want::Essential, None)
            },
            skill("tillen en verplaatsen", Want::Trainable, None),
            skill("rapporteren", Want::Essential, Some("certificate")),
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

fn handover_row(number: usize, stage: HandoverStage) -> HandoverRow {
    HandoverRow {
        href: format!("/overdrachten/{number}"),
        subject: "Chidi Okafor".into(),
        region: "West-Brabant".into(),
        stage,
        owner: "Zeeland".into(),
        offered_at: at("2026-11-23T13:00:00Z"),
        expires_at: at("2026-12-07T13:00:00Z"),
    }
}

fn handover(locale: Locale, stage: HandoverStage, is_receiver: bool) -> HandoverPage {
    let page = page(locale, "/overdrachten/1", "nav-handovers").titled("Overdracht van Chidi Okafor");
    let crumb = page.say("nav-handovers");
    let page = page.under("/overdrachten", crumb);
    let ended = !matches!(stage, HandoverStage::Offered | HandoverStage::Drafted);
    HandoverPage {
        href: "/overdrachten/1".into(),
        stage,
        from: "Zeeland".into(),
        to: "West-Brabant".into(),
        owner: if matches!(stage, HandoverStage::Accepted | HandoverStage::Closed) {
            "West-Brabant"
        } else {
            "Zeeland"
        }
        .into(),
        is_receiver,
        offered_at: at("2026-11-23T13:00:00Z"),
        expires_at: at("2026-12-07T13:00:00Z"),
        decided_at: ended.then(|| at("2026-11-24T08:00:00Z")),
        asked: String::new(),
        waits_for_an_owner: false,
        refusal: if stage == HandoverStage::Refused {
            page.say(words::refusal("no-capacity"))
        } else {
            String::new()
        },
        fields: ["name", "municipality", "skills"].map(|field| page.say(words::file_field(field))).to_vec(),
        preview: vec![
            Fact::new(page.say("fact-place"), "Terneuzen"),
            Fact::new(page.say("fact-wishes"), "verzorgende"),
        ],
        preview_skills: vec![
            SkillView { label: "klantgesprekken voeren".into(), level: 3, evidence: "employer" },
            SkillView { label: "rapporteren".into(), level: 2, evidence: "self" },
        ],
        file_href: if is_receiver { String::new() } else { "/kandidaten/1".into() },
        has_receipt: stage == HandoverStage::Closed,
        refusal_form: RefusalForm::default(),
        refusal_reasons: ["no-capacity", "nothing-fits"]
            .map(|reason| Choice::new(reason, page.say(words::refusal(reason))))
            .to_vec(),
        page,
    }
}

fn message(kind: &str, delivered: bool, error: &str) -> MessageView {
    MessageView {
        kind: kind.into(),
        subject: "12 vacatures".into(),
        to: "Landelijk netwerk".into(),
        size_bytes: 16_384,
        made_at: at("2026-11-24T07:00:00Z"),
        delivered_at: delivered.then(|| at("2026-11-24T07:00:02Z")),
        attempts: 3,
        error: error.into(),
    }
}

fn federation(locale: Locale, connected: bool) -> FederationPage {
    let page = page(locale, "/beheer/federatie", "title-federation");
    let release = |table: &str, sequence, delivered: bool| ReleaseView {
        table: page.say(table),
        period: "2026-W47".into(),
        sequence,
        rho: 0.0021,
        sigma: 15.4,
        delivered_at: delivered.then(|| at("2026-11-23T01:00:00Z")),
        href: format!("/beheer/federatie/publicaties/{sequence}"),
        cell_count: 436,
    };
    let queue = if connected {
        vec![]
    } else {
        vec![message("Vacatures", false, ""), message("Vacatures", false, "geen verbinding")]
    };
    FederationPage {
        round: super::samples_round::standing(&page),
        connection: ConnectionView {
            joined: true,
            connected,
            last_contact: Some(at("2026-11-24T08:40:00Z")),
            address: "127.0.0.1:4433".into(),
            state: "toegelaten".into(),
            certificate_until: Some(date(2026, 12, 20)),
            directory_version: 7,
        },
        oldest: queue.first().map(|message: &MessageView| message.made_at),
        queue_count: if connected { 0 } else { 1_204 },
        queue,
        refused: vec![],
        refused_count: 0,
        releases: vec![release("table-unit", 3, connected), release("table-total", 2, true)],
        older_releases: "/beheer/federatie?publicatie=2#releases".into(),
        budget: Some((0.055, 0.5)),
        release_count: 78,
        publication_stopped: !connected,
        left: vec![message("Vacatures", true, ""), message("Besluit over een traject", true, "")],
        counts: vec![
            LeftCount { name: "vacatures", label: page.say("kind-vacancies"), count: 1_250 },
            LeftCount { name: "cijfers", label: page.say("kind-release"), count: 78 },
            LeftCount { name: "aanbod", label: page.say("kind-offer"), count: 3 },
        ],
        kind: "",
        older: "/beheer/federatie?soort=&voor=100#left".into(),
        page,
    }
}

fn offer(locale: Locale, has_consent: bool) -> OfferPage {
    let page = page(locale, "/kandidaten/1/overdragen", "offer-case");
    let choice =
        Choice { value: "AM25".into(), label: "West-Brabant".into(), note: "naam, woonplaats".into() };
    let form = Form::new("/kandidaten/1/overdragen", page.csrf(), page.say("offer-case")).with_section(
        "",
        vec![
            Field::new("region", page.say("handover-which-consent"), FieldKind::Radios(vec![choice]))
                .with_value("AM25"),
        ],
    );
    OfferPage {
        page,
        form,
        file_href: "/kandidaten/1".into(),
        consent_href: "/kandidaten/1/toestemming".into(),
        has_consent,
        missing_consent: if has_consent { String::new() } else { "Rijnmond".into() },
        has_case: true,
    }
}

fn release(locale: Locale) -> ReleasePage {
    let page = page(locale, "/beheer/federatie/publicaties/3", "table-unit");
    let crumb = page.say("title-federation");
    ReleasePage {
        facts: vec![Fact::new(page.say("column-period"), "2026-W47")],
        cells: vec![
            ("2221".into(), "Verpleegkundigen".into(), 41),
            ("2341".into(), "Leraren basisonderwijs".into(), -7),
        ],
        page: page.under("/beheer/federatie", crumb),
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

fn sign_in(locale: Locale) -> SignInPage {
    let request = PageRequest { locale, uri: "/inloggen".parse().unwrap() };
    let page = Page::new(&SITE, &request, at("2026-11-24T08:46:00Z"), "title-sign-in");
    let form = Form::new("/inloggen", "", page.say("sign-in")).with_section(
        "",
        vec![
            Field::new("name", page.say("label-account"), FieldKind::Line("text"))
                .with_autocomplete("username"),
            Field::new("password", page.say("label-password"), FieldKind::Line("password"))
                .with_autocomplete("current-password"),
        ],
    );
    SignInPage { form, page }
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

fn initiatives(locale: Locale, empty: bool) -> InitiativesPage {
    let row = |name: &str, steps: &[u8], source: &str| InitiativeRow {
        name: name.into(),
        href: "/initiatieven/1".into(),
        is_desk: steps.is_empty(),
        sector: "ICT".into(),
        steps: steps.to_vec(),
        source: source.into(),
    };
    InitiativesPage {
        page: page(locale, "/initiatieven", "nav-initiatives"),
        rows: if empty {
            vec![]
        } else {
            vec![row("Make IT Work", &[2, 5], "https://voorbeeld.nl"), row("Leerwerkplek", &[], "lijst")]
        },
        sector: String::new(),
        sectors: vec![Choice::new("ict", "ICT")],
    }
}

fn fault(locale: Locale) -> FaultPage {
    let page = page(locale, "/nergens", "fault-title-not-found");
    FaultPage {
        explanation: "Dit bestaat niet of niet meer.".into(),
        next_steps: vec![("/".into(), page.say("next-worklist"))],
        reference: "1a2b3c4d".into(),
        page,
    }
}

/// Pages of text.
fn texts(locale: Locale) -> [(&'static str, String); 5] {
    let about = AboutPage {
        page: page(locale, "/over", "title-about"),
        attributions: vec!["This service uses the ESCO classification of the European Commission.".into()],
    };
    let accessibility = AccessibilityPage { page: page(locale, "/toegankelijkheid", "title-accessibility") };
    [
        ("about", about.render().unwrap()),
        ("accessibility", accessibility.render().unwrap()),
        ("privacy", PrivacyPage { page: page(locale, "/privacy", "title-privacy") }.render().unwrap()),
        ("help", HelpPage { page: page(locale, "/hulp", "title-help") }.render().unwrap()),
        ("fault", fault(locale).render().unwrap()),
    ]
}

/// Every page with a name, as HTML.
#[expect(clippy::too_many_lines, reason = "a list, one line for each page")]
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
    let handovers = |empty: bool| {
        let rows = |stage| if empty { vec![] } else { vec![handover_row(1, stage)] };
        HandoversPage {
            page: page(locale, "/overdrachten", "nav-handovers"),
            to_decide: rows(HandoverStage::Offered),
            waiting: rows(HandoverStage::Drafted),
            ended: rows(HandoverStage::Refused),
            earlier: if empty { String::new() } else { "/overdrachten?na=1#ended".into() },
        }
    };
    macro_rules! rendered {
        ($($name:literal: $page:expr),+ $(,)?) => { vec![$(($name, $page.render().unwrap())),+] };
    }
    let mut all = samples_training::all(locale);
    all.extend(super::samples_answers::all(locale));
    all.extend(super::samples_changes::all(locale));
    all.extend(super::samples_compare::all(locale));
    all.extend(super::samples_round::all(locale));
    all.extend(texts(locale));
    all.extend(super::samples_skills::all(locale));
    all.extend(rendered! {
        "sign-in": sign_in(locale),
        "worklist": worklist(locale),
        "candidates": candidates(locale),
        "candidates-empty": candidates_empty(locale),
        "candidate": candidate(locale, false),
        "candidate-offered": candidate(locale, true),
        "candidate-new": candidate_new(locale),
        "candidate-matches": matches(false),
        "candidate-matches-empty": matches(true),
        "proposal-report": samples_profile::proposal_report(locale, false),
        "proposal-report-empty": samples_profile::proposal_report(locale, true),
        "vacancies": vacancies(locale),
        "vacancy": vacancy(locale),
        "vacancy-closed": vacancy_closed(locale),
        "vacancy-matches": people,
        "carving": vacancy_samples::carving(locale, false),
        "carving-empty": vacancy_samples::carving(locale, true),
        "employers": employers(locale),
        "initiatives": initiatives(locale, false),
        "initiatives-empty": initiatives(locale, true),
        "handovers": handovers(false),
        "handovers-empty": handovers(true),
        "handover-decide": handover(locale, HandoverStage::Offered, true),
        "handover-waiting": handover(locale, HandoverStage::Offered, false),
        "handover-refused": handover(locale, HandoverStage::Refused, false),
        "handover-closed": handover(locale, HandoverStage::Closed, true),
        "federation": federation(locale, true),
        "federation-offline": federation(locale, false),
        "offer": offer(locale, true),
        "offer-without-consent": offer(locale, false),
        "release": release(locale),
        "form": new_candidate(locale, false),
        "form-wrong": new_candidate(locale, true),
    });
    all
}
