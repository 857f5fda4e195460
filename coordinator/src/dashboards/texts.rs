//! Pages that explain: definitions, about, accessibility, privacy, help; and the assets.

use super::{Dashboards, frame, groups, session::Visit};
use crate::aggregation::TensionClass;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use service::web::{components::Mark, page::Page, respond};

#[derive(Template)]
#[template(path = "definitions.html")]
struct DefinitionsPage {
    page: Page,
    classes: Vec<(Mark, String)>,
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    page: Page,
    sources: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    page: Page,
}

/// Cut-offs, intervals, budget: what stands behind each figure.
pub(super) async fn definitions(visit: Visit) -> Response {
    let page = text_page(&visit, "definitions-title");
    let two = |number: f64| page.decimal(number, if number < 1.0 { 2 } else { 1 });
    let [very_tight, tight] = [TensionClass::VERY_TIGHT_FROM, TensionClass::TIGHT_FROM].map(two);
    let [ample, very_ample] = [TensionClass::AMPLE_UP_TO, TensionClass::VERY_AMPLE_UP_TO].map(two);
    let classes = vec![
        (Mark::VeryShort, page.name("definition-very-tight", very_tight.as_str())),
        (
            Mark::Short,
            page.say_with("definition-tight", &[("from", tight.clone().into()), ("to", very_tight.into())]),
        ),
        (
            Mark::Even,
            page.say_with("definition-balanced", &[("from", ample.clone().into()), ("to", tight.into())]),
        ),
        (
            Mark::Ample,
            page.say_with("definition-ample", &[("from", very_ample.clone().into()), ("to", ample.into())]),
        ),
        (Mark::VeryAmple, page.name("definition-very-ample", very_ample)),
        (Mark::Uncertain, page.say("definition-uncertain")),
        (Mark::Missing, page.say("definition-missing")),
    ];
    respond::page(&DefinitionsPage { page, classes })
}

/// Who made this, under which licence, with whose data.
pub(super) async fn about(visit: Visit) -> Response {
    let page = text_page(&visit, "about");
    let language = groups::language(page.locale());
    let sources = vocabulary::attributions().iter().map(|source| source.sentence(language)).collect();
    respond::page(&AboutPage { page, sources })
}

/// The accessibility statement.
pub(super) async fn accessibility(visit: Visit) -> Response {
    respond::page(&AccessibilityPage { page: text_page(&visit, "accessibility") })
}

/// What the coordinator knows of people: nothing, and why.
pub(super) async fn privacy(visit: Visit) -> Response {
    respond::page(&PrivacyPage { page: text_page(&visit, "privacy") })
}

/// Where to turn.
pub(super) async fn help(visit: Visit) -> Response {
    respond::page(&HelpPage { page: text_page(&visit, "help") })
}

/// Style sheet and script.
pub(super) async fn asset(
    State(dashboards): State<Dashboards>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    dashboards.inner.site.assets.serve(&name, &headers)
}

fn text_page(visit: &Visit, title_key: &str) -> Page {
    frame::page(visit, visit.maybe(), title_key)
}
