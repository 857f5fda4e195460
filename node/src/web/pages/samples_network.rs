//! Hand-overs and what leaves a region, with invented values.

use super::{
    network_templates::{FederationPage, HandoverPage, HandoversPage, OfferPage, RefusalForm, ReleasePage},
    samples::{at, page},
    views::{
        ConnectionView, Fact, HandoverRow, HandoverStage, LeftCount, MessageView, ReleaseView, SkillView,
    },
    words::{self},
};
use askama::Template;
use jiff::civil::date;
use service::web::{
    form::{Choice, Field, FieldKind, Form},
    locale::Locale,
};

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

/// Every page of these with a name, as HTML.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
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
    vec![
        ("handovers", handovers(false).render().unwrap()),
        ("handovers-empty", handovers(true).render().unwrap()),
        ("handover-decide", handover(locale, HandoverStage::Offered, true).render().unwrap()),
        ("handover-waiting", handover(locale, HandoverStage::Offered, false).render().unwrap()),
        ("handover-refused", handover(locale, HandoverStage::Refused, false).render().unwrap()),
        ("handover-closed", handover(locale, HandoverStage::Closed, true).render().unwrap()),
        ("federation", federation(locale, true).render().unwrap()),
        ("federation-offline", federation(locale, false).render().unwrap()),
        ("offer", offer(locale, true).render().unwrap()),
        ("offer-without-consent", offer(locale, false).render().unwrap()),
        ("release", release(locale).render().unwrap()),
    ]
}
