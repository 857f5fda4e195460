//! The vacancies of this region and of the network.

use super::{
    frame::{framed, from_row, query_value, searched},
    labels::Labels,
    picking::meant_occupations,
    templates::{Pager, VacanciesPage},
    vacancy_file::AnyVacancy,
    views::VacancyRow,
};
use crate::{
    domain::text::fold,
    storage::{self, vacancy_list::ListQuery},
    web::{WebState, error::WebError, session::Session},
};
use axum::{extract::State, response::Response};
use service::web::{
    form::{Choice, encoded},
    page::PageRequest,
    respond,
};
use vocabulary::{EscoUri, RegionId};

/// Rows on a page.
const SHOWN: usize = 50;

/// The list.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let query = searched(&request, "q")?;
    let region = query_value(&request, "regio");
    let scope = match query_value(&request, "bereik").as_str() {
        "own" => "own",
        "network" => "network",
        _ => "all",
    };
    let mut from = from_row(&request);
    let labels = Labels::new(&state.context, request.locale);
    let chosen: Option<RegionId> = RegionId::new(&region).ok();
    let mut page = framed(&state, &request, &session, "nav-vacancies");
    let meant = meant_occupations(&state.context, &page, &query);
    let occupations = meant.iter().map(|uri| labels.occupation(uri)).collect::<Vec<_>>().join(", ");
    let (total, mut found) = read(&state, (&query, meant.clone()), scope, chosen.as_ref(), from).await?;
    if found.is_empty() && from > 0 {
        // A page beyond the end, as after many were closed.
        from = 0;
        found = read(&state, (&query, meant), scope, chosen.as_ref(), from).await?.1;
    }
    let rows: Vec<VacancyRow> = found.iter().map(|vacancy| row(&labels, vacancy)).collect();
    let address = |from: usize| {
        let (query, region) = (encoded(&query), encoded(&region));
        format!("/vacatures?q={query}&bereik={scope}&regio={region}&vanaf={from}")
    };
    let last = from + rows.len();
    let pager = Pager {
        total,
        first: from + 1,
        last,
        previous: if from > 0 { address(from.saturating_sub(SHOWN)) } else { String::new() },
        next: if last < total { address(last) } else { String::new() },
    };
    let regions = region_choices(&state, &labels).await?;
    let chosen_name = chosen.as_ref().map(|chosen| labels.region(chosen));
    let scope_name = match scope {
        "own" => Some(page.say("scope-own")),
        "network" => Some(page.say("scope-network")),
        _ => None,
    };
    let wanted = Some(query.clone()).filter(|query| !query.is_empty());
    let parts: Vec<String> = [wanted, scope_name, chosen_name].into_iter().flatten().collect();
    if !parts.is_empty() {
        page.print_note = page.name("print-filter", parts.join(", "));
    }
    let can_add = session.role.keeps_vacancies();
    let region = chosen.map_or_else(String::new, |chosen| chosen.to_string());
    Ok(respond::page(&VacanciesPage {
        page,
        query,
        occupations,
        scope,
        region,
        regions,
        rows,
        pager,
        can_add,
    }))
}

/// How many vacancies there are, and those of one page.
async fn read(
    state: &WebState,
    (words, occupations): (&str, Vec<EscoUri>),
    scope: &str,
    region: Option<&RegionId>,
    from: usize,
) -> Result<(usize, Vec<AnyVacancy>), WebError> {
    if fold(words).is_empty() && !words.trim().is_empty() {
        // No letter and no digit is in any title: none, rather than all.
        return Ok((0, Vec::new()));
    }
    let own_region = state.context.region.clone();
    let query = ListQuery {
        words: words.to_owned(),
        occupations,
        own: scope != "network" && region.is_none_or(|region| *region == own_region),
        elsewhere: scope != "own" && region.is_none_or(|region| *region != own_region),
        region: region.cloned(),
    };
    let read = move |connection: &_| storage::vacancy_list::page(connection, &query, from, SHOWN);
    let (total, found) = state.context.storage.read(read).await?;
    let found = found.into_iter().map(|found| AnyVacancy::of(found, &own_region)).collect();
    Ok((usize::try_from(total).unwrap_or(usize::MAX), found))
}

async fn region_choices(state: &WebState, labels: &Labels<'_>) -> Result<Vec<Choice>, WebError> {
    let counted = state.context.storage.read(storage::feed::count_open).await?;
    let own = Choice::new(state.context.region.as_str(), labels.own_region());
    let others = counted.into_iter().map(|(region, _)| Choice::new(region.as_str(), labels.region(&region)));
    Ok(std::iter::once(own).chain(others).collect())
}

fn row(labels: &Labels<'_>, vacancy: &AnyVacancy) -> VacancyRow {
    let (fewest, most) = vacancy.hours();
    VacancyRow {
        href: format!("/vacatures/{}", vacancy.id()),
        title: vacancy.title().to_owned(),
        employer: vacancy.employer().to_owned(),
        municipality: labels.municipality(vacancy.municipality()),
        region: labels.region(vacancy.region()),
        hours: if fewest == most { fewest.to_string() } else { format!("{fewest}–{most}") },
        job_guarantee: vacancy.job_guarantee(),
        is_own: matches!(vacancy, AnyVacancy::Own(..)),
        opened_on: vacancy.opened_on(),
        outside: vacancy.is_outside(),
        rephrase: !vacancy.demands().is_empty(),
    }
}
