//! Holds what is known of changes between occupations for a running node, made when it is first asked for.

use super::Transitions;
use std::sync::{Arc, Mutex, PoisonError};
use vocabulary::Vocabulary;

/// Makes a [`Transitions`] of the vocabulary in use at the first question, and again when another vocabulary is in
/// use.
///
/// The score of every pair is not kept: a person's own skills make every person another origin, so no question of a
/// running node could be answered from it.
#[derive(Debug, Default)]
pub struct LazyTransitions {
    made: Mutex<Option<(Arc<Vocabulary>, Arc<Transitions>)>>,
}

impl LazyTransitions {
    /// What is known of changes in this vocabulary. The first call takes some seconds with the full list, and whoever
    /// asks meanwhile waits for it: never call it on a thread that serves others.
    #[must_use]
    pub fn of(&self, vocabulary: &Arc<Vocabulary>) -> Arc<Transitions> {
        // A panic while it was made leaves nothing half made behind.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some((of, transitions)) if Arc::ptr_eq(of, vocabulary) => Arc::clone(transitions),
            _ => {
                let transitions = Arc::new(Transitions::new(vocabulary));
                *made = Some((Arc::clone(vocabulary), Arc::clone(&transitions)));
                transitions
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once_for_a_vocabulary_and_anew_for_another() {
        let holder = LazyTransitions::default();
        let vocabulary = Arc::new(Vocabulary::starter());
        let first = holder.of(&vocabulary);
        assert!(Arc::ptr_eq(&first, &holder.of(&vocabulary)));
        let other = Arc::new(Vocabulary::starter());
        assert!(!Arc::ptr_eq(&first, &holder.of(&other)));
    }
}
