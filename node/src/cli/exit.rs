//! With which code the program ends: 0 when it was done; 2 when what was typed, or a file that was named, cannot be
//! used, as for arguments that the program does not know; 1 for anything else, and where a check says no (`audit
//! verify`, `receipt verify`). So a script can tell what somebody has to put right from a failure.

use super::{UnknownLanguage, import::BadLines, transition, weights::CannotBeUsed};
use crate::{
    federation::enrolment::JoinError,
    workflow::{
        WorkflowError, import::ImportError, import_vocabulary::ImportVocabularyError,
        matching_weights::ApplyWeightsError,
    },
};
use identity::receipt::ReceiptError;
use service::{clock::AdvanceError, config::ConfigError, control::ControlError};
use std::fmt;

/// An error about what was typed or named, with its causes.
#[derive(Debug)]
pub(super) struct Unusable(anyhow::Error);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unusable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// Marks an error as one about what was typed or named.
pub(super) trait OrUnusable<T> {
    /// The same, with an error that ends the program with code 2.
    fn or_unusable(self) -> Result<T, Unusable>;
}

impl<T, E: Into<anyhow::Error>> OrUnusable<T> for Result<T, E> {
    fn or_unusable(self) -> Result<T, Unusable> {
        self.map_err(|error| Unusable(error.into()))
    }
}

/// What was typed or named cannot be used, in a sentence.
pub(super) fn unusable(sentence: impl fmt::Display) -> Unusable {
    Unusable(anyhow::anyhow!("{sentence}"))
}

/// The code with which the program ends after this error.
#[must_use]
pub fn exit_code(error: &anyhow::Error) -> u8 {
    let is_unusable = error.is::<Unusable>()
        || error.is::<BadLines>()
        || error.is::<CannotBeUsed>()
        || error.is::<UnknownLanguage>()
        || error.is::<ConfigError>()
        || transition::is_unusable(error)
        || matches!(error.downcast_ref(), Some(ImportVocabularyError::Refused(_)))
        || matches!(error.downcast_ref(), Some(ImportError::Read { .. }))
        || matches!(error.downcast_ref(), Some(ControlError::Unusable(_)))
        || error.downcast_ref().is_some_and(ApplyWeightsError::is_about_what_was_given)
        || error.downcast_ref().is_some_and(AdvanceError::is_about_what_was_asked)
        || matches!(
            error.downcast_ref(),
            Some(ReceiptError::NotAReceipt { .. } | ReceiptError::BadStatement)
        )
        || matches!(
            error.downcast_ref(),
            Some(
                JoinError::Token(_)
                    | JoinError::OtherRegion { .. }
                    | JoinError::TokenRefused { .. }
                    | JoinError::JoinedAlready { .. }
            )
        )
        || error.downcast_ref().is_some_and(WorkflowError::is_about_what_was_asked);
    if is_unusable { 2 } else { 1 }
}
