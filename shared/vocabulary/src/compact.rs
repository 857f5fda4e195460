//! Small building blocks that hold many short texts and lists in two allocations each, so that the full list of
//! occupations and skills stays small in memory.

use serde::{Deserialize, Serialize};

/// Many texts, one behind the other in a single allocation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Texts {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Texts {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at this place; empty where there is none.
    pub(crate) fn get(&self, at: usize) -> &str {
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start as usize..*end as usize).unwrap_or_default()
    }

    /// Where a text stands among texts that are in order.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(text) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }

    /// Whether every end lies behind the one before it and inside the text: asked of what was read from a disk.
    pub(crate) fn is_sound(&self) -> bool {
        self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or_default() as usize == self.text.len()
            && self.ends.iter().all(|end| self.text.is_char_boundary(*end as usize))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Texts {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let mut text = String::new();
        let mut ends = Vec::new();
        for it in texts {
            text.push_str(it.as_ref());
            ends.push(
                u32::try_from(text.len()).expect("the reader of tables refuses far smaller sizes than 4 GB"),
            );
        }
        Self { text: text.into_boxed_str(), ends: ends.into_boxed_slice() }
    }
}

/// Many lists of numbers, one behind the other in a single allocation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lists {
    values: Box<[u32]>,
    ends: Box<[u32]>,
}

impl Lists {
    /// The list at this place; empty where there is none.
    pub(crate) fn get(&self, at: usize) -> &[u32] {
        let Some(end) = self.ends.get(at) else { return &[] };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.values.get(start as usize..*end as usize).unwrap_or_default()
    }

    pub(crate) fn values(&self) -> &[u32] {
        &self.values
    }

    pub(crate) fn size_bytes(&self) -> usize {
        (self.values.len() + self.ends.len()) * size_of::<u32>()
    }

    /// Groups pairs by their first number into `len` lists, each in order and without doubles.
    pub(crate) fn from_pairs(len: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut ends = vec![0; len];
        for (from, _) in &pairs {
            if let Some(count) = ends.get_mut(*from as usize) {
                *count += 1;
            }
        }
        let mut total = 0;
        for end in &mut ends {
            total += *end;
            *end = total;
        }
        Self { values: pairs.into_iter().map(|(_, to)| to).collect(), ends: ends.into_boxed_slice() }
    }

    /// Whether there are `len` lists, whose ends lie inside, of numbers below `below`.
    pub(crate) fn is_sound(&self, len: usize, below: usize) -> bool {
        self.ends.len() == len
            && self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or_default() as usize == self.values.len()
            && self.values.iter().all(|value| (*value as usize) < below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_back_as_they_were_put_in_and_are_found(mut texts in proptest::collection::vec(".{0,12}", 0..40)) {
            texts.sort();
            texts.dedup();
            let held: Texts = texts.iter().collect();
            prop_assert!(held.is_sound());
            prop_assert_eq!(held.len(), texts.len());
            for (at, text) in texts.iter().enumerate() {
                prop_assert_eq!(held.get(at), text);
                prop_assert_eq!(held.find(text), Some(at));
            }
            prop_assert_eq!(held.find("\u{10ffff}more"), None);
        }

        #[test]
        fn lists_hold_each_pair_once_and_in_order(pairs in proptest::collection::vec((0_u32..9, 0_u32..50), 0..80)) {
            let held = Lists::from_pairs(9, pairs.clone());
            prop_assert!(held.is_sound(9, 50));
            for from in 0..9 {
                let mut wanted: Vec<_> = pairs.iter().filter(|it| it.0 == from).map(|it| it.1).collect();
                wanted.sort_unstable();
                wanted.dedup();
                prop_assert_eq!(held.get(from as usize), &wanted[..]);
            }
        }
    }

    #[test]
    fn what_was_damaged_on_a_disk_is_noticed() {
        let texts = Texts { text: "één".into(), ends: Box::new([1]) };
        assert!(!texts.is_sound() && texts.get(0).is_empty());
        assert!(!Lists::from_pairs(1, vec![(0, 7)]).is_sound(1, 7));
    }
}
