//! Every page with invented values, for tests and pictures.

use super::{
    samples_training,
    templates::{
        AboutPage, AccessibilityPage, HelpPage, InitiativeRow, InitiativesPage, PrivacyPage, SignInPage,
    },
    words::WORDS,
};
use askama::Template;
use jiff::Timestamp;
use service::web::{
    assets::Assets,
    fault::FaultPage,
    form::{Choice, Field, FieldKind, Form},
    locale::Locale,
    page::{Account, Page, PageRequest, SearchBox, Site},
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

pub(super) fn at(text: &str) -> Timestamp {
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
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    let mut all = samples_training::all(locale);
    all.extend(super::samples_answers::all(locale));
    all.extend(super::samples_changes::all(locale));
    all.extend(super::samples_compare::all(locale));
    all.extend(super::samples_forms::all(locale));
    all.extend(super::samples_round::all(locale));
    all.extend(texts(locale));
    all.extend(super::samples_skills::all(locale));
    all.extend(super::samples_people::all(locale));
    all.extend(super::samples_vacancies::all(locale));
    all.extend(super::samples_network::all(locale));
    all.extend([
        ("sign-in", sign_in(locale).render().unwrap()),
        ("initiatives", initiatives(locale, false).render().unwrap()),
        ("initiatives-empty", initiatives(locale, true).render().unwrap()),
    ]);
    all
}
