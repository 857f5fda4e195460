//! The head of a page that belongs to one person or one vacancy (title, the way back), and the frame of a form about a
//! person.

use super::{frame::framed, vacancy_file::AnyVacancy};
use crate::{
    web::{WebState, error::WebError, session::Session},
    workflow::view_candidate::view_names,
};
use service::web::{
    form::{Field, Form},
    page::{Page, PageRequest},
};
use vocabulary::{CandidateId, Purpose};

/// A page under a person's file, titled by the person's name. Reading the name is logged for this purpose.
pub(super) async fn under_person(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
    purpose: Purpose,
    title: impl Fn(&Page, &str) -> String,
) -> Result<Page, WebError> {
    let names = view_names(&state.context, &session.actor(), vec![candidate], purpose).await?;
    let name = names.first().ok_or_else(WebError::not_found)?.name.reveal(purpose).to_string();
    Ok(under_named_person(state, request, session, candidate, &name, title))
}

/// As [`under_person`], for who has read the name already.
pub(super) fn under_named_person(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
    name: &str,
    title: impl Fn(&Page, &str) -> String,
) -> Page {
    let file = format!("/kandidaten/{candidate}");
    under(state, request, session, ("nav-candidates", "/kandidaten"), (&file, name), title)
}

/// A page under a vacancy, titled by the vacancy's title.
pub(super) fn under_vacancy(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    vacancy: &AnyVacancy,
    title: impl Fn(&Page, &str) -> String,
) -> Page {
    let file = format!("/vacatures/{}", vacancy.id());
    under(state, request, session, ("nav-vacancies", "/vacatures"), (&file, vacancy.title()), title)
}

/// A page under the file of one thing, which stands in a list: the words and the address of the list, the address and
/// the name of the file, and the title, made of the name.
pub(super) fn under(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    (list, list_href): (&str, &str),
    (file_href, name): (&str, &str),
    title: impl Fn(&Page, &str) -> String,
) -> Page {
    let page = framed(state, request, session, list);
    let (crumb, title) = (page.title.clone(), title(&page, name));
    page.titled(title).under(list_href, crumb).under(file_href, name)
}

/// A form of one part about a person; giving up leads to the file. `end` is what follows the file's address.
pub(super) fn form_about(
    page: &Page,
    candidate: CandidateId,
    end: &str,
    submit: String,
    intro: String,
    fields: Vec<Field>,
) -> Form {
    let file = format!("/kandidaten/{candidate}");
    let form = Form::new(format!("{file}/{end}"), page.csrf(), submit);
    let mut form = form.with_cancel(file).with_section("", fields);
    form.intro = intro;
    form
}
