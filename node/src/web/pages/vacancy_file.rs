//! One vacancy, of this region or of another, with the people who fit.

use super::{
    frame::{Done, done, framed},
    labels::{Labels, hours},
    matches::best_people,
    templates::VacancyPage,
    training::outlook_of,
    vacancy_advice::adviser_view,
    views::{Fact, Want, WantedSkill},
    words,
};
use crate::{
    domain::{
        employer::Employer,
        vacancy::{
            Vacancy, VacancyState, Visibility,
            demand::{Demand, demands},
        },
    },
    storage::{self, vacancy_list::Found},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::close_vacancy::close_vacancy,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use protocol::latest::{VacancyRecord, VacancyStatus};
use service::web::{
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeSet;
use vocabulary::{Date, EscoUri, MunicipalityCode, RegionId, VacancyId};

/// Matches shown beside a vacancy.
const MATCHES: usize = 3;

/// A vacancy of this region or of another.
pub(super) enum AnyVacancy {
    /// Of this region, with its employer.
    Own(Box<Vacancy>, RegionId, Box<Employer>),
    /// Of another region, as it came over the network.
    Elsewhere(Box<VacancyRecord>),
}

/// A vacancy by its id, wherever it is from.
pub(super) async fn find_vacancy(state: &WebState, id: VacancyId) -> Result<AnyVacancy, WebError> {
    let read = move |connection: &_| storage::vacancy_list::find(connection, id);
    let found = state.context.storage.read(read).await?.ok_or_else(WebError::not_found)?;
    Ok(AnyVacancy::of(found, &state.context.region))
}

impl AnyVacancy {
    pub(super) fn of(found: Found, own_region: &RegionId) -> Self {
        match found {
            Found::Own(vacancy, employer) => Self::Own(vacancy, own_region.clone(), employer),
            Found::Elsewhere(record) => Self::Elsewhere(record),
        }
    }

    pub(super) const fn id(&self) -> VacancyId {
        match self {
            Self::Own(vacancy, ..) => vacancy.id,
            Self::Elsewhere(record) => record.vacancy,
        }
    }

    pub(super) fn title(&self) -> &str {
        match self {
            Self::Own(vacancy, ..) => vacancy.title.as_str(),
            Self::Elsewhere(record) => &record.title,
        }
    }

    pub(super) fn employer(&self) -> &str {
        match self {
            Self::Own(_, _, employer) => employer.name.as_str(),
            Self::Elsewhere(record) => &record.employer_name,
        }
    }

    /// Whether its employer takes no part in the network: it is known from a public source only.
    pub(super) const fn is_outside(&self) -> bool {
        match self {
            Self::Own(_, _, employer) => !employer.in_network,
            Self::Elsewhere(_) => false,
        }
    }

    /// What it demands where it should name skills; for vacancies of this region, whose employers can be asked.
    pub(super) fn demands(&self) -> BTreeSet<Demand> {
        match self {
            Self::Own(vacancy, ..) => demands(vacancy),
            Self::Elsewhere(_) => BTreeSet::new(),
        }
    }

    /// Why it stays open, in words; empty for a vacancy of another region, which does not tell.
    fn causes(&self, page: &Page) -> String {
        let Self::Own(vacancy, ..) = self else { return String::new() };
        let causes = vacancy.shortage_causes.iter().map(|cause| page.say(words::cause(*cause)));
        let causes: Vec<String> = causes.collect();
        if causes.is_empty() { page.say("cause-not-asked") } else { causes.join("; ") }
    }

    fn starts_on(&self) -> Option<Date> {
        match self {
            Self::Own(vacancy, ..) => vacancy.starts_on,
            Self::Elsewhere(_) => None,
        }
    }

    pub(super) const fn municipality(&self) -> &MunicipalityCode {
        match self {
            Self::Own(vacancy, ..) => &vacancy.municipality,
            Self::Elsewhere(record) => &record.municipality,
        }
    }

    pub(super) const fn region(&self) -> &RegionId {
        match self {
            Self::Own(_, region, _) => region,
            Self::Elsewhere(record) => &record.region,
        }
    }

    pub(super) const fn hours(&self) -> (u8, u8) {
        match self {
            Self::Own(vacancy, ..) => (vacancy.hours.fewest(), vacancy.hours.most()),
            Self::Elsewhere(record) => (record.hours_min, record.hours_max),
        }
    }

    pub(super) const fn job_guarantee(&self) -> bool {
        match self {
            Self::Own(vacancy, ..) => vacancy.job_guarantee,
            Self::Elsewhere(record) => record.job_guarantee,
        }
    }

    pub(super) fn opened_on(&self) -> Option<Date> {
        match self {
            Self::Own(vacancy, ..) => Some(vacancy.opened_on),
            Self::Elsewhere(record) => record.opened_on.parse().ok(),
        }
    }

    /// Whether people can be proposed for it.
    pub(super) const fn is_open(&self) -> bool {
        match self {
            Self::Own(vacancy, ..) => vacancy.is_open(),
            Self::Elsewhere(record) => matches!(record.status, VacancyStatus::Open),
        }
    }

    /// That nobody is sought any more, in words; empty while it is open.
    fn closed(&self, page: &Page, labels: &Labels<'_>) -> String {
        match self {
            Self::Own(vacancy, ..) => match vacancy.state {
                VacancyState::Open => String::new(),
                VacancyState::Closed(on) => page.name("vacancy-closed-on", page.date(on)),
            },
            Self::Elsewhere(_) if self.is_open() => String::new(),
            Self::Elsewhere(record) => page.name("vacancy-closed-elsewhere", labels.region(&record.region)),
        }
    }

    /// The region's name when it is another one; empty for this region.
    pub(super) fn other_region(&self, labels: &Labels<'_>) -> String {
        match self {
            Self::Own(..) => String::new(),
            Self::Elsewhere(record) => labels.region(&record.region),
        }
    }

    const fn occupation(&self) -> &EscoUri {
        match self {
            Self::Own(vacancy, ..) => &vacancy.occupation,
            Self::Elsewhere(record) => &record.occupation,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Own(vacancy, ..) => vacancy.text.as_ref().map_or_else(String::new, ToString::to_string),
            Self::Elsewhere(record) => record.text.clone(),
        }
    }

    fn entry_level(&self) -> String {
        match self {
            Self::Own(vacancy, ..) => {
                vacancy.education_min.map_or_else(String::new, |level| level.name().to_owned())
            }
            Self::Elsewhere(record) => record.education_min.clone().unwrap_or_default(),
        }
    }

    /// Where it is public; nothing for a vacancy that stays in this region.
    fn source(&self) -> Option<String> {
        match self {
            Self::Own(vacancy, ..) => match &vacancy.visibility {
                Visibility::Public { source, .. } => Some(source.to_string()),
                Visibility::Internal => None,
            },
            Self::Elsewhere(record) => Some(record.source.clone()),
        }
    }

    fn wanted(&self, labels: &Labels<'_>) -> Vec<WantedSkill> {
        let (essential, trainable, optional) = match self {
            Self::Own(vacancy, ..) => {
                (&vacancy.essential_skills, &vacancy.trainable_skills, &vacancy.optional_skills)
            }
            Self::Elsewhere(record) => {
                (&record.essential_skills, &record.trainable_skills, &record.optional_skills)
            }
        };
        let needed = essential.iter().map(|skill| {
            let want = if trainable.contains(skill) { Want::Trainable } else { Want::Essential };
            WantedSkill { label: labels.skill(skill), want }
        });
        let helpful =
            optional.iter().map(|skill| WantedSkill { label: labels.skill(skill), want: Want::Optional });
        needed.chain(helpful).collect()
    }
}

/// The vacancy's page.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Response, WebError> {
    let vacancy = find_vacancy(&state, id(&vacancy)?).await?;
    let labels = Labels::new(&state.context, request.locale);
    let page = framed(&state, &request, &session, "nav-vacancies");
    let crumb = page.title.clone();
    let page = page.titled(vacancy.title()).under("/vacatures", crumb);
    // Nobody is proposed for work that is not to be had any more.
    let can_see_people = session.role.sees_people() && vacancy.is_open();
    let (matches, match_count) = if can_see_people {
        best_people(&state, &page, &session, &vacancy, MATCHES).await?
    } else {
        (Vec::new(), 0)
    };
    let adviser = match &vacancy {
        AnyVacancy::Own(vacancy, ..) if session.role.keeps_vacancies() => {
            Some(adviser_view(&state, &page, &session, vacancy).await?)
        }
        AnyVacancy::Own(..) | AnyVacancy::Elsewhere(_) => None,
    };
    let outlook =
        if vacancy.is_open() { outlook_of(&state, &page, &session, vacancy.id()).await? } else { None };
    Ok(respond::page(&VacancyPage {
        outlook,
        href: format!("/vacatures/{}", vacancy.id()),
        closed: vacancy.closed(&page, &labels),
        can_close: vacancy.is_open()
            && matches!(vacancy, AnyVacancy::Own(..))
            && session.role.keeps_vacancies(),
        facts: facts(&page, &labels, &vacancy),
        text: vacancy.text(),
        is_public: vacancy.source().is_some(),
        other_region: vacancy.other_region(&labels),
        outside: vacancy.is_outside(),
        adviser,
        skills: vacancy.wanted(&labels),
        matches,
        match_count,
        can_see_people,
        page,
    }))
}

/// Closes a vacancy of this region.
pub(super) async fn close(
    State(state): State<WebState>,
    Path(vacancy): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    close_vacancy(&state.context, &checked.session.actor(), vacancy).await?;
    Ok(done(&format!("/vacatures/{vacancy}"), Done::VacancyClosed))
}

fn facts(page: &Page, labels: &Labels<'_>, vacancy: &AnyVacancy) -> Vec<Fact> {
    let (fewest, most) = vacancy.hours();
    let guarantee = if vacancy.job_guarantee() { "yes" } else { "no" };
    let opened = vacancy.opened_on().map_or_else(String::new, |day| page.date(day));
    [
        ("fact-employer", vacancy.employer().to_owned()),
        ("fact-work-place", labels.municipality(vacancy.municipality())),
        ("fact-region", labels.region(vacancy.region())),
        ("fact-work", labels.occupation(vacancy.occupation())),
        ("fact-hours", hours(page, fewest, most)),
        ("fact-guarantee", page.say(guarantee)),
        ("fact-entry-level", vacancy.entry_level()),
        ("fact-wished-start", vacancy.starts_on().map_or_else(String::new, |day| page.date(day))),
        ("fact-opened", opened),
        ("fact-cause", vacancy.causes(page)),
        ("fact-source", vacancy.source().unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| Fact::new(page.say(key), value))
    .collect()
}
