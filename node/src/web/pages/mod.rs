//! What people look at: Dutch first, English complete, whole without JavaScript.
//!
//! [`views`] are the values that pages show and [`templates`] the pages themselves, both without storage or domain
//! rules; [`words`] names the catalogue's keys of values. Each other file serves one page or a few that belong
//! together: it reads what was asked, calls a workflow, and fills the page. How a page is made stands in
//! [`service::web`].
//!
//! Not here: who may see what (`authorization`), sessions and forged forms (`session`), the text of errors
//! (`error`).

pub mod about_matching;
mod candidate_fields;
mod candidate_file;
mod candidate_form;
mod candidate_list;
mod carving;
mod case_forms;
pub mod compare;
pub mod compare_rows;
mod consent;
pub mod contest;
pub mod contest_claims;
mod daily_round;
pub mod elsewhere;
mod employer_groups;
mod employer_picking;
mod employers;
mod fault;
mod federation;
mod frame;
mod group_change;
mod group_lines;
mod handover_offer;
mod handovers;
mod heads;
mod initiatives;
mod labels;
mod languages;
pub mod match_groups;
mod matches;
pub mod network_templates;
pub mod never_found;
pub mod occupation_views;
mod occupations;
pub mod passport;
mod picking;
mod profile_fields;
mod profile_parts;
pub mod profile_views;
mod proposals;
mod reading;
pub mod receipt;
pub mod reports;
pub mod round_views;
mod side_by_side;
mod sign_in;
mod skill_finding;
pub mod skill_views;
mod skill_words;
pub mod templates;
mod test_results;
mod texts;
mod timeline;
mod training;
pub mod training_templates;
mod vacancy_advice;
mod vacancy_change;
mod vacancy_file;
mod vacancy_form;
mod vacancy_list;
mod vacancy_proposal;
pub mod vacancy_templates;
pub mod vacancy_views;
pub mod views;
pub mod words;
mod worklist;

use super::router::Routes;

pub use fault::fault_page;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod samples_answers;
#[cfg(test)]
mod samples_changes;
#[cfg(test)]
mod samples_compare;
#[cfg(test)]
mod samples_forms;
#[cfg(test)]
mod samples_network;
#[cfg(test)]
mod samples_people;
#[cfg(test)]
mod samples_profile;
#[cfg(test)]
mod samples_round;
#[cfg(test)]
mod samples_skills;
#[cfg(test)]
mod samples_training;
#[cfg(test)]
mod samples_vacancies;
#[cfg(test)]
mod scores_in_words;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vacancy_samples;

/// The pages on the way from free talk and tests to a skills passport.
fn passport_routes(routes: Routes) -> Routes {
    routes
        .get("/kandidaten/{id}/testuitslag", test_results::show)
        .post("/kandidaten/{id}/testuitslag", test_results::take)
        .post("/kandidaten/{id}/testuitslag/{result}/keuze", test_results::choose)
        .get("/kandidaten/{id}/skills-vinden", skill_finding::show)
        .post("/kandidaten/{id}/skills-vinden", skill_finding::take)
        .get("/kandidaten/{id}/paspoort", passport::show)
        .post("/kandidaten/{id}/paspoort", passport::take)
        .get("/kandidaten/{id}/paspoort/bestand", passport::file)
        .get("/kandidaten/{id}/interesses", skill_finding::show_interests)
        .post("/kandidaten/{id}/interesses", skill_finding::take_interests)
}

/// Every page, one line each. Style sheet and script are served beside them, see `node.rs`.
pub(super) fn routes() -> Routes {
    work_routes(people_routes())
}

/// Signing in, pages of text, and pages about people.
fn people_routes() -> Routes {
    passport_routes(Routes::new())
        .get("/inloggen", sign_in::show)
        .post("/inloggen", sign_in::take)
        .post("/uitloggen", sign_in::leave)
        .get("/over", texts::about)
        .get("/over/matching", about_matching::show)
        .get("/toegankelijkheid", texts::accessibility)
        .get("/privacy", texts::privacy)
        .get("/hulp", texts::help)
        .get("/", worklist::show)
        .get("/kandidaten", candidate_list::show)
        .get("/kandidaten/zoeken", candidate_list::show_search)
        .post("/kandidaten/zoeken", candidate_list::search)
        .get("/kandidaten/nieuw", candidate_form::show)
        .post("/kandidaten/nieuw", candidate_form::take)
        .get("/kandidaten/{id}", candidate_file::show)
        .get("/kandidaten/{id}/wijzigen", candidate_form::show_change)
        .post("/kandidaten/{id}/wijzigen", candidate_form::take_change)
        .post("/kandidaten/{id}/traject", candidate_file::start_case)
        .get("/kandidaten/{id}/traject/verantwoordelijke", case_forms::show_owner)
        .post("/kandidaten/{id}/traject/verantwoordelijke", case_forms::take_owner)
        .get("/kandidaten/{id}/traject/afspraak", case_forms::show_agreement)
        .post("/kandidaten/{id}/traject/afspraak", case_forms::take_agreement)
        .get("/kandidaten/{id}/traject/einde", case_forms::show_end)
        .post("/kandidaten/{id}/traject/einde", case_forms::take_end)
        .post("/kandidaten/{id}/stap", candidate_file::move_step)
        .get("/kandidaten/{id}/matches", matches::of_candidate)
        .get("/kandidaten/{id}/vergelijken", compare::of_candidate_list)
        .post("/kandidaten/{id}/vergelijken", compare::vacancies)
        .get("/kandidaten/{id}/beroepen", occupations::show)
        .get("/kandidaten/{id}/klopt-niet/{vacancy}", contest::show)
        .post("/kandidaten/{id}/klopt-niet/{vacancy}", contest::take)
        .get("/kandidaten/{id}/beroepen/weg", occupations::show_way)
        .get("/kandidaten/{id}/toestemming", consent::show)
        .post("/kandidaten/{id}/toestemming", consent::record)
        .post("/kandidaten/{id}/toestemming/{consent}/intrekken", consent::withdraw)
        .get("/kandidaten/{id}/voorstellen", proposals::show)
        .post("/kandidaten/{id}/voorstellen", proposals::take)
        .get("/kandidaten/{id}/niet-passend", proposals::show_unfit)
        .post("/kandidaten/{id}/niet-passend", proposals::take_unfit)
        .get("/kandidaten/{id}/voorstellen/{proposal}", proposals::show_outcome)
        .post("/kandidaten/{id}/voorstellen/{proposal}", proposals::take_outcome)
        .get("/vacatures/{id}/voorstellen", vacancy_proposal::show)
        .post("/vacatures/{id}/voorstellen", vacancy_proposal::take)
        .get("/rapporten/voorstellen", proposals::report)
        .get("/kandidaten/{id}/overdragen", handover_offer::show)
        .post("/kandidaten/{id}/overdragen", handover_offer::take)
}

/// Pages about employers, work, training and what is told to others.
fn work_routes(people: Routes) -> Routes {
    people
        .get("/werkgevers", employers::show)
        .get("/werkgevers/nieuw", employers::show_form)
        .post("/werkgevers/nieuw", employers::take)
        .get("/vacatures", vacancy_list::show)
        .get("/vacatures/nieuw", vacancy_form::show)
        .post("/vacatures/nieuw", vacancy_form::take)
        .get("/vacatures/{id}", vacancy_file::show)
        .get("/vacatures/{id}/wijzigen", vacancy_change::show)
        .post("/vacatures/{id}/wijzigen", vacancy_change::take)
        .get("/vacatures/{id}/matches", matches::of_vacancy)
        .get("/vacatures/{id}/vergelijken", compare::of_vacancy_list)
        .post("/vacatures/{id}/vergelijken", compare::people)
        .post("/vacatures/{id}/sluiten", vacancy_file::close)
        .post("/vacatures/{id}/oorzaak", vacancy_advice::note)
        .get("/vacatures/{id}/knippen", carving::show)
        .post("/vacatures/{id}/knippen", carving::take)
        .get("/vacatures/{id}/taken", carving::show_task)
        .post("/vacatures/{id}/taken", carving::take_task)
        .post("/vacatures/{id}/taken/verwijderen", carving::take_task_away)
        .get("/initiatieven", initiatives::show)
        .get("/initiatieven/{id}", initiatives::show_one)
        .get("/scholing", training::show)
        .get("/groepen", employer_groups::show)
        .get("/groepen/nieuw", employer_groups::show_form)
        .post("/groepen/nieuw", employer_groups::take)
        .get("/groepen/{id}", employer_groups::show_one)
        .get("/groepen/{id}/wijzigen", group_change::show)
        .post("/groepen/{id}/wijzigen", group_change::take)
        .post("/groepen/{id}/einde", group_change::end)
        .get("/vacatures/{id}/scholing", training::of_vacancy)
        .get("/kandidaten/{id}/scholing", training::of_candidate)
        .get("/rapporten", reports::show)
        .get("/rapporten/nooit-gevonden", never_found::show)
        .get(daily_round::HREF, daily_round::show)
        .get("/overdrachten", handovers::list)
        .get("/overdrachten/{id}", handovers::show)
        .post("/overdrachten/{id}/aannemen", handovers::accept)
        .post("/overdrachten/{id}/weigeren", handovers::refuse)
        .post("/overdrachten/{id}/intrekken", handovers::withdraw)
        .get("/overdrachten/{id}/ontvangstbewijs", handovers::receipt)
        .get("/beheer/federatie", federation::show)
        .get("/beheer/federatie/publicaties/{sequence}", federation::show_release)
}
