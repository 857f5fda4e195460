//! Every name by which a concept can be found, in order of concept, as numbers of words.

use super::{noise::words_of_name, own_names::OwnName, tokens::folded_words};
use crate::{
    Language,
    compact::{Lists, Texts},
    esco::Concepts,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a name comes from, in order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// The name that the release prefers.
    Preferred,
    /// Another name in the release.
    Other,
    /// A name of our own.
    Own,
}

/// One name of one concept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Label {
    pub(crate) concept: u32,
    pub(crate) language: Language,
    pub(crate) origin: Origin,
    /// Whether words were left out that tell something beside others, though nothing alone: *team building* is not
    /// yet *building*.
    pub(crate) shortened: bool,
}

/// Such words.
const LEFT_OUT: &[&str] = &[
    "avond",
    "baan",
    "contract",
    "dagen",
    "deeltijd",
    "direct",
    "ervaring",
    "flexibel",
    "flexibele",
    "functie",
    "hours",
    "intern",
    "job",
    "looking",
    "omgeving",
    "part",
    "salaris",
    "team",
    "tijd",
    "uren",
    "vacature",
    "week",
    "weekend",
];

/// The names and the words they are made of.
#[derive(Debug)]
pub(crate) struct Labels {
    /// In order of concept.
    pub(crate) labels: Box<[Label]>,
    /// For each concept the end of its labels.
    ends: Box<[u32]>,
    /// Every word of every name, in order.
    pub(crate) dictionary: Texts,
    /// For each label its words, in order of number and once each.
    pub(crate) words_of: Lists,
    /// For each label its last word, which in Dutch and English names what somebody is.
    pub(crate) heads: Box<[u32]>,
    /// For each word the labels with it.
    pub(crate) labels_with: Lists,
}

impl Labels {
    pub(crate) fn new(concepts: &Concepts, own: &[OwnName]) -> Self {
        let texts = texts(concepts, own);
        let unique: BTreeSet<&str> = texts.iter().flat_map(|it| &it.1).map(String::as_str).collect();
        let dictionary: Texts = unique.iter().collect();
        let numbers: BTreeMap<&str, u32> = unique.iter().copied().zip(0..).collect();
        let number = |word: &String| numbers.get(word.as_str()).copied().unwrap_or_default();
        let mut pairs = Vec::new();
        let mut heads = Vec::with_capacity(texts.len());
        for ((_, words), label) in texts.iter().zip(0_u32..) {
            pairs.extend(words.iter().map(|word| (label, number(word))));
            heads.push(words.last().map(number).unwrap_or_default());
        }
        let turned = pairs.iter().map(|(label, word)| (*word, *label)).collect();
        let labels: Box<[Label]> = texts.iter().map(|it| it.0).collect();
        let ends = (0..).take(concepts.len());
        let ends = ends
            .map(|it| u32::try_from(labels.partition_point(|label| label.concept <= it)).unwrap_or(u32::MAX));
        Self {
            ends: ends.collect(),
            words_of: Lists::from_pairs(labels.len(), pairs),
            labels_with: Lists::from_pairs(dictionary.len(), turned),
            heads: heads.into_boxed_slice(),
            labels,
            dictionary,
        }
    }

    /// The numbers of the labels of a concept.
    pub(crate) fn of_concept(&self, concept: u32) -> std::ops::Range<usize> {
        let at = concept as usize;
        let start = at.checked_sub(1).and_then(|it| self.ends.get(it)).copied().unwrap_or_default();
        start as usize..self.ends.get(at).copied().unwrap_or_default() as usize
    }

    /// The concepts of which a name that `counts` has exactly the words of this text.
    pub(crate) fn named(&self, text: &str, counts: impl Fn(&Label) -> bool) -> BTreeSet<u32> {
        let number = |word: &String| self.dictionary.find(word).and_then(|it| u32::try_from(it).ok());
        let Some(mut words) = words_of_name(text).iter().map(number).collect::<Option<Vec<u32>>>() else {
            return BTreeSet::new();
        };
        words.sort_unstable();
        words.dedup();
        let Some(first) = words.first() else { return BTreeSet::new() };
        let same = self.labels_with.get(*first as usize).iter();
        same.filter(|it| self.words_of.get(**it as usize) == words)
            .filter_map(|it| self.labels.get(*it as usize))
            .filter(|it| counts(it))
            .map(|it| it.concept)
            .collect()
    }

    /// How many concepts there are.
    pub(crate) fn concept_count(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn size_bytes(&self) -> usize {
        size_of_val(&*self.labels)
            + size_of_val(&*self.ends)
            + size_of_val(&*self.heads)
            + self.dictionary.size_bytes()
            + self.words_of.size_bytes()
            + self.labels_with.size_bytes()
    }
}

/// The labels in order of concept with their words. Our own name of a skill gives way to a name in the release.
fn texts(concepts: &Concepts, own: &[OwnName]) -> Vec<(Label, Vec<String>)> {
    let mut texts = Vec::new();
    let mut add = |concept: u32, language: Language, origin: Origin, name: &str| {
        let words = words_of_name(name);
        if !words.is_empty() && !concepts.is_deprecated(concept) {
            let shortened =
                folded_words(name).iter().any(|it| LEFT_OUT.contains(&&**it) && !words.contains(it));
            texts.push((Label { concept, language, origin, shortened }, words));
        }
    };
    for names in &concepts.names {
        for concept in (0..).take(concepts.len()) {
            add(concept, names.language, Origin::Preferred, names.preferred.get(concept as usize));
            for other in names.others_of.get(concept as usize) {
                add(concept, names.language, Origin::Other, names.others.get(*other as usize));
            }
        }
    }
    for it in own {
        if let Some(concept) = concepts.find(&it.uri) {
            add(concept, it.language, Origin::Own, &it.name);
        }
    }
    texts.sort_by(|a, b| {
        (a.0.concept, a.0.language, a.0.origin).cmp(&(b.0.concept, b.0.language, b.0.origin))
    });
    texts.dedup_by(|later, kept| {
        later.0.concept == kept.0.concept && later.0.language == kept.0.language && later.1 == kept.1
    });
    texts
}
