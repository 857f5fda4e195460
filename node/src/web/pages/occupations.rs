//! What a person could become, and the way to it.

use super::{
    frame::{framed, query_value},
    labels::Labels,
    occupation_views::{
        CandidateOccupationsPage, CandidateWayPage, GapRow, GapState, MarkView, OccupationView, StepView,
    },
    receipt::ReceiptView,
    training::training_href,
};
use crate::{
    domain::preference::{FEWEST, Preference},
    matching::{
        constraint::Outcome,
        explain::Language,
        input::Want,
        transition::{
            explain::Explanation,
            level_gap::entry_sentence,
            prospects::THRESHOLDS,
            score::{Feasibility, of_hundred},
            weights::HELD_OPTIONAL,
        },
    },
    web::{WebState, api::body::id, error::WebError, learning_words::PathWords, session::Session},
    workflow::{
        WorkflowError,
        find_occupations::{Among, HELD_AS_BEGINNER, Possible, occupations_for_candidate, way_to_occupation},
        give_receipt::receipt_for_occupations,
        plan_learning::{path_to_occupation, sector_of},
        sector_preferences::sector_preferences,
        view_candidate::view_names,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::web::{
    form::{Choice, encoded},
    locale::Locale,
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, EscoUri, OccupationIndex, Purpose, SectorCode, Vocabulary};

/// Occupations on the page.
const SHOWN: usize = 12;

/// The occupations that fit a person.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let name = name_of(&state, &session, candidate).await?;
    let (among_word, among) = match query_value(&request, "bereik").as_str() {
        "other" => ("other", Among::OtherSectors),
        "shortage" => ("shortage", Among::ShortageSectors),
        _ => ("all", Among::All),
    };
    let found = occupations_for_candidate(&state.context, &session.actor(), candidate, among, SHOWN).await?;
    let page = framed(&state, &request, &session, "occupations");
    let (title, crumb) = (page.name("title-occupations-of", name.as_str()), page.say("nav-candidates"));
    let file_href = format!("/kandidaten/{candidate}");
    let page = page.titled(title).under("/kandidaten", crumb).under(file_href.clone(), name);
    let words = Words::new(&state, &page, candidate);
    let start = words.start(found.from, found.skills_used);
    let others_want = match found.from.and_then(|from| sector_of_index(&state, from)) {
        Some(sector) => {
            let wishes = sector_preferences(&state.context, &session.actor()).await?;
            others_want(&page, &words.labels, &sector, wishes.get(&sector))
        }
        None => Vec::new(),
    };
    let views = found.found.iter().map(|it| words.view(it)).collect();
    let has_start = found.from.is_some() || found.skills_used > 0;
    let empty = page.say(if has_start { "occupations-none" } else { "occupations-no-start" });
    let advice = advice(&page, &file_href, has_start);
    let (choices, thresholds) = (choices(&page), thresholds(&page));
    let receipt = ReceiptView::new(&receipt_for_occupations(&found, among, SHOWN), request.locale);
    Ok(respond::page(&CandidateOccupationsPage {
        file_href,
        among: among_word,
        choices,
        start,
        found: views,
        others_want,
        thresholds,
        receipt,
        empty,
        advice,
        page,
    }))
}

/// The way of a person to an occupation.
pub(super) async fn show_way(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let to = EscoUri::new(&query_value(&request, "naar")).map_err(|_| WebError::not_found())?;
    state.context.vocabulary.occupation(&to).ok_or_else(WebError::not_found)?;
    let name = name_of(&state, &session, candidate).await?;
    let way = way_to_occupation(&state.context, &session.actor(), candidate, to.clone()).await?;
    let learning = match path_to_occupation(&state.context, &session.actor(), candidate, &to).await {
        // A file that may not be used for this: its training is not told either.
        Err(WorkflowError::NotFound { .. }) => Vec::new(),
        planned => {
            let (planned, offer, today) = planned?;
            let words = PathWords::new(&state.context, &offer.modules, request.locale);
            planned.path.sentences(today, spoken(request.locale), &words)
        }
    };
    let page = framed(&state, &request, &session, "occupations");
    let file_href = format!("/kandidaten/{candidate}");
    let back_href = format!("{file_href}/beroepen");
    let crumbs = [page.say("nav-candidates"), page.say("occupations")];
    let [candidates, occupations] = crumbs;
    let language = Labels::new(&state.context, request.locale).language();
    let title = page.name("title-way-to", state.context.vocabulary.occupation_label(way.to, language));
    let page = page
        .titled(title)
        .under("/kandidaten", candidates)
        .under(file_href, name)
        .under(back_href.clone(), occupations);
    let words = Words::new(&state, &page, candidate);
    let step = |(occupation, feasibility): &(OccupationIndex, Feasibility)| StepView {
        title: words.occupation(*occupation),
        feasibility: words.feasibility(*feasibility),
    };
    let told = page.say(if way.steps.len() > 1 { "way-with-a-stop" } else { "way-straight" });
    Ok(respond::page(&CandidateWayPage {
        back_href,
        start: way.from.map_or_else(|| page.say("way-from-skills"), |from| words.occupation(from)),
        steps: way.steps.iter().map(step).collect(),
        told,
        parts: way.explanation.parts.sentences(spoken(request.locale)),
        beside: words.beside(&way.explanation),
        skills: words.skills(&way.explanation),
        learning,
        readiness_href: format!("/kandidaten/{candidate}/scholing"),
        page,
    }))
}

fn sector_of_index(state: &WebState, occupation: OccupationIndex) -> Option<SectorCode> {
    sector_of(&state.context, &state.context.vocabulary.occupation_uri(occupation))
}

/// Where others of a sector want to move, most wanted first. Small groups are not in the counts (row RAB-08).
fn others_want(
    page: &Page,
    labels: &Labels<'_>,
    from: &SectorCode,
    preference: Option<&Preference>,
) -> Vec<String> {
    let Some(preference) = preference else {
        return vec![page.say_with("others-want-few", &[("n", FEWEST.into())])];
    };
    let mut wanted: Vec<(&SectorCode, u32)> = preference.to.iter().map(|(to, count)| (to, *count)).collect();
    wanted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let sentence = |(to, count): (&SectorCode, u32)| {
        let (from, to) = (labels.sector(from.as_str()), labels.sector(to.as_str()));
        let values = [
            ("n", count.into()),
            ("people", preference.people.into()),
            ("from", from.into()),
            ("to", to.into()),
        ];
        page.say_with("others-want-line", &values)
    };
    let hidden = preference.has_hidden.then(|| page.say_with("others-want-hidden", &[("n", FEWEST.into())]));
    wanted.into_iter().map(sentence).chain(hidden).collect()
}

async fn name_of(state: &WebState, session: &Session, candidate: CandidateId) -> Result<String, WebError> {
    let names = view_names(&state.context, &session.actor(), vec![candidate], Purpose::Matching).await?;
    let line = names.first().ok_or_else(WebError::not_found)?;
    Ok(line.name.reveal(Purpose::Matching).to_string())
}

const fn spoken(locale: Locale) -> Language {
    match locale {
        Locale::Nl => Language::Dutch,
        Locale::En => Language::English,
    }
}

pub(super) fn choices(page: &Page) -> Vec<Choice> {
    vec![
        Choice::new("all", page.say("among-all")),
        Choice::new("other", page.say("among-other")),
        Choice::new("shortage", page.say("among-shortage")),
    ]
}

/// What the marks mean, from the thresholds in use.
pub(super) fn thresholds(page: &Page) -> Vec<String> {
    let viable = page.count("mark-viable-threshold", of_hundred(THRESHOLDS.feasibility));
    let desirable = page.count("mark-desirable-threshold", THRESHOLDS.openings_with_wanted_hours);
    vec![viable, desirable, page.count("mark-safe-threshold", THRESHOLDS.openings_in_group)]
}

fn advice(page: &Page, file_href: &str, has_start: bool) -> Vec<(String, String)> {
    let mut advice = vec![(format!("{file_href}/wijzigen"), page.say("advice-file"))];
    if has_start {
        advice.insert(0, (format!("{file_href}/beroepen?bereik=all"), page.say("among-all")));
    }
    advice
}

/// How feasible a change is: a score never stands without words.
pub(super) fn feasible_words(page: &Page, of_hundred: u32) -> String {
    page.count(
        match of_hundred {
            60.. => "feasible-well",
            40..60 => "feasible",
            25..40 => "feasible-with-learning",
            _ => "feasible-far",
        },
        of_hundred,
    )
}

/// Turns what was found into words for one page.
struct Words<'a> {
    page: &'a Page,
    labels: Labels<'a>,
    vocabulary: &'a Vocabulary,
    candidate: CandidateId,
}

impl<'a> Words<'a> {
    fn new(state: &'a WebState, page: &'a Page, candidate: CandidateId) -> Self {
        let labels = Labels::new(&state.context, page.locale());
        Self { page, labels, vocabulary: &state.context.vocabulary, candidate }
    }

    fn occupation(&self, occupation: OccupationIndex) -> String {
        self.vocabulary.occupation_label(occupation, self.labels.language()).to_owned()
    }

    fn start(&self, from: Option<OccupationIndex>, skills: usize) -> String {
        match from {
            Some(from) => self.page.say_with(
                "occupations-start",
                &[("name", self.occupation(from).into()), ("n", skills.into())],
            ),
            None => self.page.count("occupations-start-skills", skills),
        }
    }

    fn feasibility(&self, feasibility: Feasibility) -> String {
        feasible_words(self.page, feasibility.of_hundred())
    }

    fn view(&self, found: &Possible) -> OccupationView {
        let explanation = &found.explanation;
        let uri = self.vocabulary.occupation_uri(found.destination.occupation);
        let sector = found.destination.sector.as_ref().map(|code| self.labels.sector(code.as_str()));
        // The level stands with the marks already.
        let mut beside: Vec<String> = self.entry(explanation).into_iter().collect();
        beside.push(self.page.say_with(
            "occupation-openings",
            &[
                ("own", found.openings.own_region.into()),
                ("others", found.openings.other_regions.into()),
                ("group", found.openings_in_group.all().into()),
            ],
        ));
        OccupationView {
            id: found.destination.occupation.0.to_string(),
            title: self.occupation(found.destination.occupation),
            href: format!("/kandidaten/{}/beroepen/weg?naar={}", self.candidate, encoded(uri.as_str())),
            sector: sector.unwrap_or_default(),
            in_other_sector: found.destination.in_other_sector,
            in_shortage_sector: found.in_shortage_sector,
            share: f64::from(explanation.feasibility.value()),
            feasibility: self.feasibility(explanation.feasibility),
            counted: self.counted(explanation),
            marks: self.marks(found),
            beside,
            skills: self.skills(explanation),
            training_href: training_href(&uri),
        }
    }

    fn counted(&self, explanation: &Explanation) -> String {
        self.page.say_with(
            "occupation-counted",
            &[
                ("held", explanation.held.len().into()),
                ("substituted", explanation.substituted.len().into()),
                ("missing", explanation.missing.len().into()),
            ],
        )
    }

    fn beside(&self, explanation: &Explanation) -> Vec<String> {
        self.level(explanation).into_iter().chain(self.entry(explanation)).collect()
    }

    fn level(&self, explanation: &Explanation) -> Option<String> {
        explanation.level_gap.map(|gap| gap.sentence(spoken(self.page.locale())))
    }

    fn entry(&self, explanation: &Explanation) -> Option<String> {
        explanation.entry_level.map(|_| entry_sentence(spoken(self.page.locale())).to_owned())
    }

    fn marks(&self, found: &Possible) -> Vec<MarkView> {
        let word = |outcome, yes: &str, no: &str, unknown: &str| {
            self.page.say(match outcome {
                Outcome::Passed => yes,
                Outcome::Failed => no,
                Outcome::NotKnown => unknown,
            })
        };
        let marks = found.prospects;
        let level = self.level(&found.explanation);
        let desirable = self.page.say_with(
            "mark-desirable-because",
            &[
                ("level", level.unwrap_or_else(|| self.page.say("mark-level-unknown")).into()),
                ("n", found.openings.with_wanted_hours.into()),
            ],
        );
        let of_hundred = found.explanation.feasibility.of_hundred();
        vec![
            MarkView {
                word: word(marks.viable, "mark-viable", "mark-not-viable", "mark-not-viable"),
                outcome: marks.viable,
                because: self.page.count("mark-viable-because", of_hundred),
            },
            MarkView {
                word: word(marks.desirable, "mark-desirable", "mark-not-desirable", "mark-desirable-unknown"),
                outcome: marks.desirable,
                because: desirable,
            },
            MarkView {
                word: word(marks.safe, "mark-safe", "mark-not-safe", "mark-not-safe"),
                outcome: marks.safe,
                because: self.page.count("mark-safe-because", found.openings_in_group.all()),
            },
        ]
    }

    /// What is needed first; of that what is there, what stands in, what is to be learnt; each by weight.
    fn skills(&self, explanation: &Explanation) -> Vec<GapRow> {
        let label = |skill| self.vocabulary.skill_label(skill, self.labels.language()).to_owned();
        let row = |label, state| GapRow { label, state, because: String::new() };
        let held = explanation.held.iter().map(|it| {
            // a beginner's skill is less sure than one that the present work may bring
            const { assert!(HELD_AS_BEGINNER < HELD_OPTIONAL) };
            let state = match it.certainty {
                1.0.. => GapState::Held,
                HELD_OPTIONAL.. => GapState::PerhapsHeld,
                _ => GapState::Begun,
            };
            (it.want, row(label(it.skill), state))
        });
        let language = spoken(self.page.locale());
        let substituted = explanation.substituted.iter().map(|it| {
            let because = it.by.because.sentence(self.vocabulary, language);
            let because = format!("‘{}’ {because}", label(it.by.held));
            (it.want, GapRow { label: label(it.wanted), state: GapState::StoodInFor, because })
        });
        let missing = explanation.missing.iter().map(|it| {
            let state = if it.want == Want::Optional { GapState::Helps } else { GapState::ToLearn };
            (it.want, row(label(it.skill), state))
        });
        let mut rows: Vec<(Want, GapRow)> = held.chain(substituted).chain(missing).collect();
        rows.sort_by_key(|(want, _)| *want == Want::Optional);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}
