//! A list of matches in three parts: what fits now, what fits after some training, what is still far away. What is far
//! away never stands among the good ones without a word.

use super::views::MatchView;
use crate::{matching::weighting::Fits, workflow::compare_matches::FEWEST};
use service::web::page::Page;

/// Matches by how well they fit; in each part best first.
#[derive(Debug, Clone, Default)]
pub struct MatchGroups {
    /// Fit now.
    pub now: Vec<MatchView>,
    /// Nearly fit.
    pub soon: Vec<MatchView>,
    /// Do not fit yet.
    pub far: Vec<MatchView>,
}

impl MatchGroups {
    /// Puts each in its part; the order stays.
    #[must_use]
    pub fn of(matches: Vec<MatchView>) -> Self {
        let mut groups = Self::default();
        let enough = matches.len() >= FEWEST;
        for mut found in matches {
            // Nothing to tick where there is nothing to put beside it.
            found.can_be_compared = enough;
            match found.fits_when {
                Fits::Now => groups.now.push(found),
                Fits::Soon => groups.soon.push(found),
                Fits::NotYet => groups.far.push(found),
            }
        }
        groups
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.now.len() + self.soon.len() + self.far.len()
    }

    /// Whether there are enough to compare some.
    #[must_use]
    pub const fn can_be_compared(&self) -> bool {
        self.len() >= FEWEST
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Those that fit now or nearly, for a short list beside something else.
pub(super) fn near(mut matches: Vec<MatchView>) -> Vec<MatchView> {
    matches.retain(|found| found.fits_when != Fits::NotYet);
    matches
}

/// That it fits after so many weeks of training; empty when that is not known.
pub(super) fn after_words(page: &Page, weeks: Option<&u32>) -> String {
    weeks.map_or_else(String::new, |weeks| page.count("fits-after", *weeks))
}
