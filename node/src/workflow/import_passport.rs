//! A person brings a skills passport (row HOS-02): what is new is taken over in one transaction, what says less is told,
//! and terms that the list here does not have are listed with the nearest one (bar B15).

use super::{
    Actor, Context, WorkflowError,
    nearest_term::mistyped_term,
    record_test_result::{changeable, save},
    refresh_matching,
};
use crate::{
    domain::{
        account::Role,
        passport::{Merged, Passport, TermGap, TermKind},
    },
    storage::access_log,
};
use vocabulary::{CandidateId, EscoUri, Language, Purpose, Vocabulary};

/// What came of a passport.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Whether anything is known now that was not.
    pub has_changed: bool,
    /// What was taken over and what stayed.
    pub merged: Merged,
    /// Terms that the list here does not have or has given up, each with the nearest one where there is one.
    pub gaps: Vec<(TermGap, Option<EscoUri>)>,
}

/// Takes a passport over into what is known of a person, all of it or nothing.
///
/// # Errors
/// [`WorkflowError::Conflict`] while the case is offered to another region; [`WorkflowError::NotFound`].
pub async fn import_passport(
    context: &Context,
    actor: &Actor,
    id: CandidateId,
    mut passport: Passport,
) -> Result<Imported, WorkflowError> {
    actor.must(Role::sees_people, "take a skills passport in")?;
    let gaps = passport.keep_known(&context.vocabulary);
    let suggested = |gap: TermGap| {
        let nearest = nearest(&context.vocabulary, &gap);
        (gap, nearest)
    };
    let gaps = gaps.into_iter().map(suggested).collect();
    let (now, actor) = (context.clock.now(), *actor);
    let (merged, changed) = context
        .storage
        .write(move |tx| {
            let mut candidate = changeable(tx, id)?;
            // What stays as it was known is shown to whoever brings the passport.
            let reader = actor.to_string();
            access_log::record(tx, now, &reader, Purpose::CaseWork, id, access_log::WHOLE_FILE)?;
            let before = candidate.clone();
            let merged = passport.merge_into(&mut candidate);
            if candidate == before {
                return Ok::<_, WorkflowError>((merged, None));
            }
            let detail = format!("{} skills added, {} raised", merged.added, merged.raised);
            let saved = save(tx, &actor, candidate, "candidate.passport", &detail, now)?;
            Ok((merged, Some(saved)))
        })
        .await?;
    if let Some(candidate) = &changed {
        let profile = refresh_matching::candidate_profile(candidate, &context.vocabulary);
        context.matching.candidate_changed(&profile);
    }
    Ok(Imported { has_changed: changed.is_some(), merged, gaps })
}

/// The term of the list here that is probably meant: by its address with a typing error, otherwise by its name.
fn nearest(vocabulary: &Vocabulary, gap: &TermGap) -> Option<EscoUri> {
    let by_name = |language| match gap.kind {
        TermKind::Skill => vocabulary
            .search_skills(&gap.name, language, 1)
            .first()
            .map(|hit| vocabulary.skill_uri(hit.index)),
        TermKind::Occupation => vocabulary
            .search_occupations(&gap.name, language, 1)
            .first()
            .map(|hit| vocabulary.occupation_uri(hit.index)),
    };
    let by_address = mistyped_term(vocabulary, gap.kind, gap.uri.as_str()).map(|it| it.uri);
    let found = by_address.filter(|uri| *uri != gap.uri);
    found.or_else(|| by_name(Language::NL)).or_else(|| by_name(Language::EN)).filter(|uri| *uri != gap.uri)
}
