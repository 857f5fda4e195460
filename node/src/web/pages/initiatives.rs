//! The initiatives that a node knows: what there is, for which sector and which steps, and what each teaches.

use super::{
    frame::{framed, query_value},
    labels::Labels,
    templates::{InitiativeRow, InitiativesPage},
    training::{teaches_words, training_href},
    training_templates::{InitiativePage, IntakeView, ModuleView},
    views::Fact,
};
use crate::{
    domain::{
        case::step::StepNumber,
        initiative::{Initiative, Reach},
        module::{Costs, Length, Module, Payer, Place, Starts},
        text::Line,
    },
    matching::{
        input::SkillNumber,
        learning::{course::Course, openings::occupations_opened, sentences::euros},
    },
    storage,
    web::{WebState, api::body::id, error::WebError, session::Session},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::web::{
    form::Choice,
    locale::Locale,
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeSet;
use vocabulary::InitiativeId;

/// Occupations named with a module.
const OPENED: usize = 5;

/// The list.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let sector = query_value(&request, "sector");
    let all = state.context.storage.read(storage::initiatives::all).await?;
    let labels = Labels::new(&state.context, request.locale);
    let known: BTreeSet<&str> = all.iter().map(|initiative| initiative.sector.as_str()).collect();
    let sectors = known.into_iter().map(|code| Choice::new(code, labels.sector(code))).collect();
    let shown = all.iter().filter(|initiative| sector.is_empty() || initiative.sector.as_str() == sector);
    let mut page = framed(&state, &request, &session, "nav-initiatives");
    let rows = shown.map(|initiative| row(&page, &labels, initiative)).collect();
    if !sector.is_empty() {
        page.print_note = page.name("print-filter", labels.sector(&sector));
    }
    Ok(respond::page(&InitiativesPage { page, rows, sector, sectors }))
}

fn row(page: &Page, labels: &Labels<'_>, initiative: &Initiative) -> InitiativeRow {
    InitiativeRow {
        name: initiative.name.to_string(),
        href: format!("/initiatieven/{}", initiative.id),
        is_desk: initiative.intake().is_some(),
        sector: labels.sector(initiative.sector.as_str()),
        steps: steps(initiative),
        source: source(page, initiative),
    }
}

fn steps(initiative: &Initiative) -> Vec<u8> {
    initiative.steps.iter().copied().map(StepNumber::get).collect()
}

fn source(page: &Page, initiative: &Initiative) -> String {
    match initiative.source.as_ref().map(Line::as_str) {
        Some("list") => page.say("source-national-list"),
        Some("case study") => page.say("source-case-study"),
        Some(source) => source.to_owned(),
        None => String::new(),
    }
}

/// One initiative with its modules.
pub(super) async fn show_one(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(initiative): Path<String>,
) -> Result<Response, WebError> {
    let initiative: InitiativeId = id(&initiative)?;
    let read = move |connection: &_| {
        let found = storage::initiatives::get(connection, initiative)?;
        Ok::<_, WebError>((found, storage::modules::of_initiative(connection, initiative)?))
    };
    let (found, modules) = state.context.storage.read(read).await?;
    let found = found.ok_or_else(WebError::not_found)?;
    let page = framed(&state, &request, &session, "nav-initiatives");
    let crumb = page.title.clone();
    let page = page.titled(found.name.as_str()).under("/initiatieven", crumb);
    let labels = Labels::new(&state.context, request.locale);
    let works_in = match &found.reach {
        Reach::NotKnown => page.say("unknown"),
        Reach::Nationwide => page.say("reach-nationwide"),
        Reach::Regions(regions) => {
            regions.iter().map(|region| labels.region(region)).collect::<Vec<_>>().join(", ")
        }
    };
    let kind = if found.intake().is_some() { "kind-sector-desk" } else { "kind-programme" };
    let facts = [
        ("fact-kind", page.say(kind)),
        ("column-sector", labels.sector(found.sector.as_str())),
        ("fact-works-in", works_in),
        ("column-source", source(&page, &found)),
    ];
    Ok(respond::page(&InitiativePage {
        facts: told(&page, facts),
        steps: steps(&found),
        intake: found.intake().map(|intake| IntakeView {
            name: intake.name.to_string(),
            email: intake.email.as_ref().map_or_else(String::new, ToString::to_string),
            phone: intake.phone.as_ref().map_or_else(String::new, ToString::to_string),
        }),
        modules: modules.iter().map(|module| module_view(&state, &page, &labels, module)).collect(),
        page,
    }))
}

fn told<const N: usize>(page: &Page, facts: [(&str, String); N]) -> Vec<Fact> {
    let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
    known.map(|(key, value)| Fact::new(page.say(key), value)).collect()
}

fn module_view(state: &WebState, page: &Page, labels: &Labels<'_>, module: &Module) -> ModuleView {
    let vocabulary = &state.context.vocabulary;
    let course = Course::of(module, |uri| vocabulary.skill(uri).map(|index| SkillNumber(index.0)));
    let opens = occupations_opened(&course, vocabulary, OPENED);
    let starts = match &module.starts {
        Starts::Continuous => page.say("starts-continuous"),
        Starts::On(days) => days.iter().map(|day| page.date(*day)).collect::<Vec<_>>().join(", "),
    };
    let facts = [
        ("column-length", length_words(page, module.length)),
        ("fact-module-starts", starts),
        ("column-place", place_words(page, labels, &module.place)),
        ("column-money", cost_words(page, &module.costs)),
        ("fact-seats", module.seats.map_or_else(String::new, |seats| page.number(seats))),
        ("fact-certificate", module.certificate.as_ref().map_or_else(String::new, ToString::to_string)),
    ];
    ModuleView {
        id: module.id.to_string(),
        name: module.name.to_string(),
        facts: told(page, facts),
        teaches: module.teaches.iter().map(|taught| labels.skill(&taught.skill)).collect(),
        opens: opens
            .iter()
            .map(|it| {
                let uri = vocabulary.occupation_uri(it.occupation);
                (training_href(&uri), labels.occupation(&uri), teaches_words(page, it.essential, it.of))
            })
            .collect(),
    }
}

/// *6 weeks of 16 hours*.
pub(super) fn length_words(page: &Page, length: Length) -> String {
    page.say_with(
        "length-of-module",
        &[("weeks", length.weeks().into()), ("hours", u16::from(length.hours_per_week()).into())],
    )
}

/// Where a module is given.
pub(super) fn place_words(page: &Page, labels: &Labels<'_>, place: &Place) -> String {
    match place {
        Place::Online => page.say("place-online"),
        Place::In(municipality) => labels.municipality(municipality),
    }
}

/// What it costs and who pays.
pub(super) fn cost_words(page: &Page, costs: &Costs) -> String {
    if costs.by_payer().is_empty() {
        return page.say("costs-nothing");
    }
    let dutch = page.locale() == Locale::Nl;
    let shares = costs.by_payer().iter();
    let shares = shares.map(|(payer, amount)| page.name(payer_key(*payer), euros(*amount, dutch)));
    shares.collect::<Vec<_>>().join(", ")
}

const fn payer_key(payer: Payer) -> &'static str {
    match payer {
        Payer::Employer => "pays-employer",
        Payer::TrainingFund => "pays-training-fund",
        Payer::Subsidy => "pays-subsidy",
        Payer::Own => "pays-own",
    }
}
