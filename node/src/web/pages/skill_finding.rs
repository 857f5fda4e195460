//! From a person's own words to skills: the questions, what was found with its quotes, and a tick for each skill.
//! Beside it six sentences about work that one likes. Everything stands in one form, so that it works without script,
//! and the answers travel with it instead of being kept.

use super::{
    frame::{Done, done, framed, refused},
    labels::Labels,
    picking::{grade_name, search_skills, searches},
    skill_views::{AnswerView, FoundView, SkillsFoundPage},
    skill_words,
    templates::FormPage,
    words,
};
use crate::{
    domain::{
        candidate::{Candidate, SkillLevel},
        profile::{InterestKind, Likings},
        skill_question::{Finding, Found, LONGEST_ANSWER, Outcome, Question, USUAL_LEVEL},
    },
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        find_skills::{SkillsFound, confirm_skills, find_skills, note_interests},
        view_candidate::view_candidate,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Choice, Field, FieldKind, Form, Typed, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, EscoUri, Purpose};

/// The field with the ticked skills.
const SKILLS: &str = "skills";
/// The end of the name of a level.
const LEVEL: &str = "level";
/// Characters of an answer that is shown again where nothing was understood.
const SHOWN_AGAIN: usize = 200;

/// The questions.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    let page = person_page(&state, &request, &session, &file.candidate, "title-find-skills");
    let form = questions(&page, file.candidate.id);
    Ok(respond::page(&FormPage { page, form }))
}

/// Reads the answers and shows what was found, searches by hand, or writes down what was ticked.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let (candidate, typed, actor) = (id(&candidate)?, &checked.typed, checked.session.actor());
    let labels = Labels::new(&state.context, request.locale);
    let answers = answers(typed);
    let found = find_skills(&state.context, &actor, candidate, labels.language(), answers.clone()).await?;
    let page = person_page(&state, &request, &checked.session, &found.candidate, "title-find-skills");
    let form = questions(&page, candidate).filled(typed);
    if typed.contains_key("back") {
        return Ok(respond::page(&FormPage { page, form }));
    }
    if let Some(form) = with_errors(&page, form, &answers, typed) {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    }
    let mut found_page = found_page(&state, page, &labels, typed, &answers, &found);
    if !typed.contains_key("confirm") || searches(typed) {
        return Ok(respond::page(&found_page));
    }
    let Some(ticked) = ticked(typed).filter(|ticked| !ticked.is_empty()) else {
        found_page.error = found_page.page.say("error-nothing-ticked");
        return Ok(respond::html(StatusCode::BAD_REQUEST, &found_page));
    };
    let revision = first(typed, "revision").parse().unwrap_or(0);
    match confirm_skills(&state.context, &actor, candidate, revision, &ticked).await {
        Ok(_) => Ok(done(&found_page.file_href, Done::SkillsConfirmed)),
        Err(error) => {
            let error = WebError::from(error);
            if error.status.is_server_error() {
                return Err(error);
            }
            // The page carries the revision of now: who reads it and confirms again knows what is there.
            found_page.error = error.sentence.speak(request.locale).to_owned();
            Ok(respond::html(StatusCode::CONFLICT, &found_page))
        }
    }
}

/// The sentences about work that one likes.
pub(super) async fn show_interests(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    let page = person_page(&state, &request, &session, &file.candidate, "title-interests");
    let form = sentences(&page, &file.candidate);
    Ok(respond::page(&FormPage { page, form }))
}

/// Writes down what kind of work the person likes.
pub(super) async fn take_interests(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let (candidate, typed, actor) = (id(&candidate)?, &checked.typed, checked.session.actor());
    let file = view_candidate(&state.context, &actor, candidate).await?;
    let page = person_page(&state, &request, &checked.session, &file.candidate, "title-interests");
    let mut form = sentences(&page, &file.candidate).filled(typed);
    let mut likings = [0_u8; 6];
    for (kind, liking) in InterestKind::ALL.iter().zip(&mut likings) {
        match first(typed, kind.name()).parse() {
            Ok(chosen) if chosen <= Likings::MOST => *liking = chosen,
            _ => form = form.with_error(kind.name(), page.say("error-interest-answer")),
        }
    }
    let Some(likings) = Likings::new(likings).ok().filter(|_| !form.has_errors()) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let revision = first(typed, "revision").parse().unwrap_or(0);
    match note_interests(&state.context, &actor, candidate, revision, likings).await {
        Ok(()) => Ok(done(&format!("/kandidaten/{candidate}"), Done::InterestsNoted)),
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::CONFLICT, &FormPage { page, form }))
        }
    }
}

fn person_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: &Candidate,
    title_key: &str,
) -> Page {
    let name = candidate.name.reveal(Purpose::CaseWork).to_string();
    let page = framed(state, request, session, "nav-candidates");
    let (crumb, title) = (page.title.clone(), page.name(title_key, name.as_str()));
    page.titled(title).under("/kandidaten", crumb).under(format!("/kandidaten/{}", candidate.id), name)
}

/// The form with the six questions.
pub(super) fn questions(page: &Page, candidate: CandidateId) -> Form {
    let file = format!("/kandidaten/{candidate}");
    let field = |question: &Question| {
        let (asked, hint) = skill_words::question(*question);
        Field::new(question.name(), page.say(asked), FieldKind::Lines).with_hint(page.say(hint)).optional()
    };
    let mut form = Form::new(format!("{file}/skills-vinden"), page.csrf(), page.say("find-skills"))
        .with_cancel(file)
        .with_section("", Question::ALL.iter().map(field).collect());
    form.intro = format!("{} {}", page.say("find-skills-intro"), page.say("answers-not-kept"));
    form
}

/// The form with the six sentences.
pub(super) fn sentences(page: &Page, candidate: &Candidate) -> Form {
    let file = format!("/kandidaten/{}", candidate.id);
    let choices = || {
        let choice = |liking: u8| Choice::new(liking.to_string(), page.say(words::liking(liking)));
        FieldKind::Radios((0..=Likings::MOST).map(choice).collect())
    };
    let known = |kind: InterestKind| candidate.interests.map(|interests| interests.likings.of(kind));
    let field = |kind: &InterestKind| {
        let field = Field::new(kind.name(), page.say(skill_words::interest_sentence(*kind)), choices());
        match known(*kind) {
            Some(liking) => field.with_value(liking.to_string()),
            None => field,
        }
    };
    let mut fields: Vec<Field> = InterestKind::ALL.iter().map(field).collect();
    fields.push(Field::new("revision", "", FieldKind::Hidden).with_value(candidate.revision.to_string()));
    let mut form = Form::new(format!("{file}/interesses"), page.csrf(), page.say("save"))
        .with_cancel(file)
        .with_section("", fields);
    form.intro = page.say("interests-intro");
    form
}

/// The answers that hold something.
fn answers(typed: &Typed) -> Vec<(Question, String)> {
    let answer = |question: &Question| {
        let text: String = first(typed, question.name()).trim().to_owned();
        (!text.is_empty()).then_some((*question, text))
    };
    Question::ALL.iter().filter_map(answer).collect()
}

/// The form with what is wrong with the answers, if anything is.
fn with_errors(page: &Page, form: Form, answers: &[(Question, String)], typed: &Typed) -> Option<Form> {
    let too_long = |(question, text): &&(Question, String)| {
        let _: &Question = question;
        text.chars().count() > LONGEST_ANSWER
    };
    let mut form = answers.iter().filter(too_long).fold(form, |form, (question, _)| {
        form.with_error(question.name(), page.count("error-answer-too-long", LONGEST_ANSWER))
    });
    if answers.is_empty() && !searches(typed) && !typed.contains_key("confirm") {
        form = form.with_error(Question::Day.name(), page.say("error-no-answer"));
    }
    form.has_errors().then_some(form)
}

/// The ticked skills with their levels; nothing when a level or an address was made up.
fn ticked(typed: &Typed) -> Option<Vec<(EscoUri, SkillLevel)>> {
    let each = typed.get(SKILLS).into_iter().flatten();
    each.map(|uri| {
        let level = first(typed, &grade_name(SKILLS, LEVEL, uri)).parse().ok()?;
        Some((uri.parse().ok()?, SkillLevel::new(level).ok()?))
    })
    .collect()
}

fn found_page(
    state: &WebState,
    page: Page,
    labels: &Labels<'_>,
    typed: &Typed,
    answers: &[(Question, String)],
    found: &SkillsFound,
) -> SkillsFoundPage {
    let mut numbers = Numbers { typed, labels, last: 0 };
    let query = first(typed, "skills-search").to_owned();
    let file_href = format!("/kandidaten/{}", found.candidate.id);
    let views: Vec<AnswerView> = found
        .findings
        .iter()
        .zip(answers)
        .map(|(finding, (_, text))| answer_view(&page, &mut numbers, &found.candidate, finding, text))
        .collect();
    let shown = |uri: &String| views.iter().any(|answer| answer.found.iter().any(|it| it.uri == *uri));
    let mut by_hand: Vec<String> = typed.get(SKILLS).cloned().unwrap_or_default();
    if !query.trim().is_empty() {
        by_hand.extend(search_skills(&state.context, &page, &query));
    }
    let mut searched: Vec<FoundView> = Vec::new();
    for uri in by_hand {
        let Ok(skill) = uri.parse::<EscoUri>() else { continue };
        let is_known = found.candidate.skills.iter().any(|claim| claim.skill == skill);
        if !shown(&uri) && !is_known && !searched.iter().any(|it| it.uri == uri) {
            searched.push(numbers.view(&skill, None));
        }
    }
    SkillsFoundPage {
        action: format!("{file_href}/skills-vinden"),
        file_href,
        revision: found.candidate.revision,
        carried: answers.iter().map(|(question, text)| (question.name(), text.clone())).collect(),
        answers: views,
        query,
        searched,
        error: String::new(),
        page,
    }
}

fn answer_view(
    page: &Page,
    numbers: &mut Numbers<'_>,
    candidate: &Candidate,
    finding: &Finding,
    text: &str,
) -> AnswerView {
    let (mut found, mut told) = (Vec::new(), Vec::new());
    for it in finding.outcome.skills() {
        let known = candidate.skills.iter().find(|claim| claim.skill == it.skill);
        match known {
            _ if finding.question.is_wish() => {
                told.push((numbers.labels.skill(&it.skill), page.say("found-wish")));
            }
            Some(claim) => {
                let level = page.say(words::level(claim.level.get()));
                told.push((numbers.labels.skill(&it.skill), page.name("found-known", level)));
            }
            None => found.push(numbers.view(&it.skill, Some(it))),
        }
    }
    let nothing = match &finding.outcome {
        Outcome::Skills(skills) if skills.is_empty() => page.say("found-above"),
        Outcome::Skills(_) => String::new(),
        Outcome::Nothing => page.say("found-nothing"),
        Outcome::NoText => page.say("found-no-text"),
        Outcome::OtherLanguage => page.say("found-other-language"),
    };
    let shown = !matches!(finding.outcome, Outcome::Skills(_) | Outcome::NoText);
    let text = if shown { text.chars().take(SHOWN_AGAIN).collect() } else { String::new() };
    AnswerView { question: page.say(skill_words::question(finding.question).0), found, told, nothing, text }
}

/// Numbers the skills of a page and fills in what was ticked and chosen.
struct Numbers<'a> {
    typed: &'a Typed,
    labels: &'a Labels<'a>,
    last: usize,
}

impl Numbers<'_> {
    fn view(&mut self, skill: &EscoUri, found: Option<&Found>) -> FoundView {
        self.last += 1;
        let level_name = grade_name(SKILLS, LEVEL, skill.as_str());
        let chosen = first(self.typed, &level_name).parse().ok();
        let ticked = self.typed.get(SKILLS).is_some_and(|all| all.iter().any(|uri| uri == skill.as_str()));
        let part = |part: fn(&Found) -> &String| found.map(part).cloned().unwrap_or_default();
        FoundView {
            number: self.last,
            label: self.labels.skill(skill),
            uri: skill.to_string(),
            before: part(|found| &found.quote.before),
            words: part(|found| &found.quote.words),
            after: part(|found| &found.quote.after),
            level: chosen.filter(|level| (1..=4).contains(level)).unwrap_or(USUAL_LEVEL),
            level_name,
            is_ticked: ticked,
        }
    }
}
