//! Fills what a file shows of tests, gaps and proposals, and the facts of which nothing may be known yet.

use super::{
    labels::Labels,
    profile_views::{DifferenceView, GapView, ProfileView, ProposalView, TestView},
    views::Fact,
    words,
};
use crate::{
    domain::{
        candidate::Candidate,
        profile::{Interests, Likings},
        proposal::{Origin, Proposal, Stage},
        test_result::TestResult,
    },
    matching::explain::Language,
    web::WebState,
    workflow::{
        view_candidate::CandidateFile,
        view_gaps::{Gap, gaps_of},
    },
};
use service::web::{format::dutch_day, locale::Locale, page::Page};
use vocabulary::{Purpose, SkillIndex};

/// What a file shows of tests, gaps and proposals.
pub(super) async fn profile_view(
    state: &WebState,
    page: &Page,
    labels: &Labels<'_>,
    file: &CandidateFile,
    href: &str,
) -> ProfileView {
    let gaps = gaps_of(&state.context, &file.candidate).await;
    ProfileView {
        tests: file.test_results.iter().map(|result| test(page, labels, result)).collect(),
        differences: file.test_results.iter().flat_map(|it| differences(labels, file, it, href)).collect(),
        gaps: gaps.iter().map(|gap| gap_view(state, page, labels, gap)).collect(),
        proposals: file.proposals.iter().map(|it| proposal(page, it, href)).collect(),
    }
}

/// Facts that stand in every file, also when nothing is known: then with what to do.
pub(super) fn facts(page: &Page, candidate: &Candidate) -> Vec<Fact> {
    let from = candidate.available_from.map_or_else(|| page.say("available-unknown"), |day| page.date(day));
    let potential = candidate.potential.map_or_else(
        || page.say("potential-unknown"),
        |known| {
            page.say_with(
                "potential-value",
                &[
                    ("hard", page.say(words::capacity(known.hard_skills.get())).into()),
                    ("soft", page.say(words::capacity(known.soft_skills.get())).into()),
                    ("source", page.say(words::potential_source(known.source.name())).into()),
                    ("day", page.date(known.assessed_on).into()),
                ],
            )
        },
    );
    let interests = candidate
        .interests
        .map_or_else(|| page.say("interests-unknown"), |known| interests_in_words(page, known));
    vec![
        Fact::new(page.say("fact-available"), from),
        Fact::new(page.say("fact-potential"), potential),
        Fact::new(page.say("fact-interests"), interests),
    ]
}

fn interests_in_words(page: &Page, interests: Interests) -> String {
    let source = page.say(words::interest_source(interests.source.name()));
    format!("{} ({source})", likings_in_words(page, interests.likings))
}

/// Every kind of work that is liked somewhat, the most liked first.
fn likings_in_words(page: &Page, likings: Likings) -> String {
    let mut each: Vec<_> = likings.each().filter(|(_, liking)| *liking > 0).collect();
    each.sort_by_key(|(kind, liking)| (std::cmp::Reverse(*liking), *kind));
    if each.is_empty() {
        return page.say("interests-none");
    }
    let one = |(kind, liking): &(crate::domain::profile::InterestKind, u8)| {
        format!("{}: {}", page.say(words::interest(kind.name())), page.say(words::liking(*liking)))
    };
    each.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn test(page: &Page, labels: &Labels<'_>, result: &TestResult) -> TestView {
    let skills = result.competences.iter().map(|it| (labels.skill(&it.skill), it.level.get()));
    TestView {
        title: format!("{}, {}", result.name, result.provider),
        taken_on: result.taken_on,
        skills: skills.collect(),
        interests: result.interests.map_or_else(String::new, |likings| likings_in_words(page, likings)),
    }
}

fn differences(
    labels: &Labels<'_>,
    file: &CandidateFile,
    result: &TestResult,
    href: &str,
) -> Vec<DifferenceView> {
    let differences = result.differences(&file.candidate.skills);
    let view = differences.iter().map(|it| DifferenceView {
        label: labels.skill(&it.skill),
        uri: it.skill.to_string(),
        known: it.known.get(),
        evidence: it.evidence.name(),
        tested: it.tested.get(),
        action: format!("{href}/testuitslag/{}/keuze", it.result),
    });
    view.collect()
}

fn gap_view(state: &WebState, page: &Page, labels: &Labels<'_>, gap: &Gap) -> GapView {
    let vocabulary = &state.context.vocabulary;
    let language = match page.locale() {
        Locale::Nl => Language::Dutch,
        Locale::En => Language::English,
    };
    let name = |skill: SkillIndex| vocabulary.skill_label(skill, labels.language()).to_owned();
    let (mut held, mut stand_ins, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(found) = &gap.explanation {
        held.extend(found.held.iter().map(|it| name(it.skill)));
        stand_ins.extend(found.substituted.iter().map(|it| {
            let because = it.by.because.sentence(vocabulary, language);
            let by = page
                .say_with("gap-stands-in", &[("held", name(it.by.held).into()), ("because", because.into())]);
            (name(it.wanted), by)
        }));
        missing.extend(found.missing.iter().map(|it| name(it.skill)));
    }
    let (target, is_known) = (labels.occupation(&gap.target), gap.explanation.is_some());
    GapView { target, is_known, held, stand_ins, missing }
}

fn proposal(page: &Page, proposal: &Proposal, href: &str) -> ProposalView {
    let origin = match &proposal.origin {
        Origin::Manual => page.say("proposal-by-hand"),
        Origin::Matching(place) => page.say_with(
            "proposal-from-list",
            &[
                ("place", place.place.into()),
                ("score", page.percentage(place.score).into()),
                ("version", place.weights_version.as_str().into()),
            ],
        ),
    };
    let reason = proposal.stage.unfit().map_or_else(String::new, |unfit| {
        let reason = page.say(words::unfit_reason(unfit.reason.name()));
        let note = unfit.note.reveal(Purpose::CaseWork).as_ref().map(ToString::to_string);
        note.map_or_else(|| reason.clone(), |note| format!("{reason}: {note}"))
    });
    let is_under_way = matches!(proposal.stage, Stage::Proposed | Stage::Interview);
    ProposalView {
        title: proposal.title.to_string(),
        href: format!("/vacatures/{}", proposal.vacancy),
        made_on: dutch_day(proposal.made_at),
        origin,
        stage: proposal.stage.name(),
        reason,
        outcome_href: if is_under_way {
            format!("{href}/voorstellen/{}", proposal.id)
        } else {
            String::new()
        },
    }
}
