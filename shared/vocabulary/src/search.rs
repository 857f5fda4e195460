//! Finding occupations and skills by what people type, in Dutch and English, typing errors included.
//!
//! Two steps. Each word of the query is first matched with the words that names are made of: the same word, its
//! beginning, a part of a compound, or one with a few letters wrong (found through shared runs of three letters).
//! Then every name is scored by how much of the query it covers and how much of the name the query covers, rare
//! words counting for more. Built on first use; a few megabytes for the full list.

use crate::{
    Language, OccupationIndex, SkillIndex, Vocabulary,
    compact::{Lists, Texts},
    esco::Concepts,
    normal::{trigrams, words},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

/// How much of the score says that the query is covered; the rest says that the name is.
const QUERY_SHARE: f32 = 0.7;
/// What a name that is not the preferred one counts for: enough to lose only from an equal preferred name.
const OTHER_NAME: f32 = 0.97;
/// What a name in another language than the one asked for counts for.
const OTHER_LANGUAGE: f32 = 0.93;
/// What a word that is only alike counts for when the very word exists too.
const BESIDE_EXACT: f32 = 0.6;
/// Hits below this are more noise than help.
const LEAST_SCORE: f32 = 0.2;
/// The longest query that is looked at, in words: a sentence, not a letter.
const MOST_WORDS: usize = 24;
/// With how many words of the list one word of the query is matched at most.
const MOST_MATCHES: usize = 64;

/// Something that was found, best first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit<I> {
    /// What was found.
    pub index: I,
    /// How well it fits, from 0 to 1; 1 is the very name.
    pub score: f32,
}

impl Vocabulary {
    /// The occupations whose names fit the query best, at most `limit`.
    #[must_use]
    pub fn search_occupations(
        &self,
        query: &str,
        language: Language,
        limit: usize,
    ) -> Vec<Hit<OccupationIndex>> {
        let index = self.occupation_search.0.get_or_init(|| SearchIndex::new(&self.occupations));
        index.search(query, language, limit, OccupationIndex)
    }

    /// The skills whose names fit the query best, at most `limit`.
    #[must_use]
    pub fn search_skills(&self, query: &str, language: Language, limit: usize) -> Vec<Hit<SkillIndex>> {
        let index = self.skill_search.0.get_or_init(|| SearchIndex::new(&self.skills));
        index.search(query, language, limit, SkillIndex)
    }
}

/// An index that is made when it is first asked for. Two vocabularies are equal whether or not it was.
#[derive(Debug, Default)]
pub(crate) struct OnDemand(OnceLock<SearchIndex>);

impl OnDemand {
    /// How many bytes the index holds; none before it is made.
    pub(crate) fn size_bytes(&self) -> usize {
        self.0.get().map_or(0, SearchIndex::size_bytes)
    }
}

impl Clone for OnDemand {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for OnDemand {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for OnDemand {}

/// One name of one concept.
#[derive(Debug)]
struct Entry {
    concept: u32,
    /// The sum of the weights of its words.
    weight: f32,
    language: Language,
    preferred: bool,
}

#[derive(Debug)]
pub(crate) struct SearchIndex {
    entries: Box<[Entry]>,
    /// Every word of every name, in order.
    dictionary: Texts,
    /// How rare each word is.
    weights: Box<[f32]>,
    entries_of_word: Lists,
    trigrams: Box<[u64]>,
    words_of_trigram: Lists,
}

impl SearchIndex {
    fn new(concepts: &Concepts) -> Self {
        let (mut entries, texts) = entries(concepts);
        let unique: BTreeSet<&String> = texts.iter().flatten().collect();
        let dictionary: Texts = unique.iter().collect();
        let numbers: BTreeMap<&str, u32> = unique.iter().map(|it| it.as_str()).zip(0..).collect();
        let mut pairs = Vec::new();
        for (words, entry) in texts.iter().zip(0_u32..) {
            pairs.extend(words.iter().filter_map(|word| Some((*numbers.get(word.as_str())?, entry))));
        }
        let entries_of_word = Lists::from_pairs(dictionary.len(), pairs);
        let weights: Box<[f32]> = (0..dictionary.len())
            .map(|word| rarity(entries.len(), entries_of_word.get(word).len()))
            .collect();
        for (word, weight) in weights.iter().enumerate() {
            for entry in entries_of_word.get(word) {
                if let Some(entry) = entries.get_mut(*entry as usize) {
                    entry.weight += weight;
                }
            }
        }
        let mut of_trigram: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (word, number) in unique.iter().zip(0..) {
            for trigram in trigrams(word) {
                of_trigram.entry(trigram).or_default().push(number);
            }
        }
        let pairs =
            of_trigram.values().zip(0..).flat_map(|(words, at)| words.iter().map(move |word| (at, *word)));
        let words_of_trigram = Lists::from_pairs(of_trigram.len(), pairs.collect());
        let trigrams = of_trigram.into_keys().collect();
        Self {
            entries: entries.into_boxed_slice(),
            dictionary,
            weights,
            entries_of_word,
            trigrams,
            words_of_trigram,
        }
    }

    fn size_bytes(&self) -> usize {
        size_of_val(&*self.entries)
            + size_of_val(&*self.weights)
            + size_of_val(&*self.trigrams)
            + self.dictionary.size_bytes()
            + self.entries_of_word.size_bytes()
            + self.words_of_trigram.size_bytes()
    }

    fn search<I>(&self, query: &str, language: Language, limit: usize, index: fn(u32) -> I) -> Vec<Hit<I>> {
        let mut query = words(query);
        query.truncate(MOST_WORDS);
        let mut covered: BTreeMap<u32, Covered> = BTreeMap::new();
        let mut query_weight = 0.0;
        for word in &query {
            let matches = self.matches(word);
            // A word that no name has weighs as much as the rarest one: it is missing everywhere alike.
            let weight =
                matches.first().map_or_else(|| rarity(self.entries.len(), 1), |it| self.weight(it.0));
            query_weight += weight;
            self.cover(&matches, weight, &mut covered);
        }
        let mut best: BTreeMap<u32, f32> = BTreeMap::new();
        for (number, covered) in covered {
            let Some(entry) = self.entries.get(number as usize) else { continue };
            let of_query = covered.of_query / query_weight;
            let of_name = (covered.of_name / entry.weight).min(1.0);
            let name = if entry.preferred { 1.0 } else { OTHER_NAME };
            let spoken = if entry.language == language { 1.0 } else { OTHER_LANGUAGE };
            let score = (QUERY_SHARE * of_query + (1.0 - QUERY_SHARE) * of_name) * name * spoken;
            let known = best.entry(entry.concept).or_default();
            *known = known.max(score);
        }
        let mut hits: Vec<(u32, f32)> = best.into_iter().collect();
        hits.retain(|it| it.1 >= LEAST_SCORE);
        hits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        hits.into_iter()
            .take(limit)
            .map(|(concept, score)| Hit { index: index(concept), score: score.min(1.0) })
            .collect()
    }

    /// Adds what one word of the query covers; of the words of a name that fit it only the best one counts.
    fn cover(&self, matches: &[(u32, f32)], weight: f32, covered: &mut BTreeMap<u32, Covered>) {
        let mut seen = vec![false; self.entries.len()];
        for (word, likeness) in matches {
            for entry in self.entries_of_word.get(*word as usize) {
                let Some(seen) = seen.get_mut(*entry as usize).filter(|it| !**it) else { continue };
                *seen = true;
                let sum = covered.entry(*entry).or_default();
                sum.of_query += weight * likeness;
                sum.of_name += self.weight(*word) * likeness;
            }
        }
    }

    fn weight(&self, word: u32) -> f32 {
        self.weights.get(word as usize).copied().unwrap_or_default()
    }

    /// The words of the dictionary that are like this one, the most alike first.
    fn matches(&self, word: &str) -> Vec<(u32, f32)> {
        let wanted = trigrams(word);
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for trigram in &wanted {
            let Ok(at) = self.trigrams.binary_search(trigram) else { continue };
            for other in self.words_of_trigram.get(at) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let alike = |(other, shared): (u32, usize)| {
            // A quarter of the runs in common: less than that never reaches a likeness worth having.
            let enough = shared * 4 >= wanted.len().min(self.dictionary.get(other as usize).len());
            enough
                .then(|| likeness(word, self.dictionary.get(other as usize)))
                .flatten()
                .map(|it| (other, it))
        };
        let mut matches: Vec<(u32, f32)> = shared.into_iter().filter_map(alike).collect();
        matches.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // Who types a word that exists means that word: `woord` is no error for `wood`.
        let exists = matches.first().is_some_and(|it| it.1 >= 1.0);
        matches.iter_mut().skip(usize::from(exists)).filter(|_| exists).for_each(|it| it.1 *= BESIDE_EXACT);
        matches.truncate(MOST_MATCHES);
        matches
    }
}

#[derive(Debug, Default)]
struct Covered {
    of_query: f32,
    of_name: f32,
}

fn entries(concepts: &Concepts) -> (Vec<Entry>, Vec<Vec<String>>) {
    let (mut entries, mut texts) = (Vec::new(), Vec::new());
    let mut add = |concept: u32, language: Language, preferred: bool, name: &str| {
        let mut words = words(name);
        words.sort_unstable();
        words.dedup();
        if !words.is_empty() {
            entries.push(Entry { concept, weight: 0.0, language, preferred });
            texts.push(words);
        }
    };
    for names in &concepts.names {
        for concept in (0..).take(concepts.len()) {
            if concepts.deprecated.binary_search(&concept).is_ok() {
                continue;
            }
            add(concept, names.language, true, names.preferred.get(concept as usize));
            for other in names.others_of.get(concept as usize) {
                add(concept, names.language, false, names.others.get(*other as usize));
            }
        }
    }
    (entries, texts)
}

/// How much a word tells that stands in `with` of `all` names.
fn rarity(all: usize, with: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts of names are far below 2^24")]
    let ratio = all as f32 / with.max(1) as f32;
    (1.0 + ratio).ln()
}

/// How alike two words are, from 0 to 1; nothing when they are not.
fn likeness(typed: &str, word: &str) -> Option<f32> {
    if typed == word {
        return Some(1.0);
    }
    let (short, long) = if typed.len() < word.len() { (typed, word) } else { (word, typed) };
    #[expect(clippy::cast_precision_loss, reason = "lengths of words are far below 2^24")]
    let (short_len, long_len) = (short.chars().count() as f32, long.chars().count() as f32);
    let share = short_len / long_len;
    // A typing error, or the plural and the like: one letter in four or five may be wrong.
    #[expect(clippy::cast_precision_loss, reason = "lengths of words are far below 2^24")]
    let errors = strsim::osa_distance(typed, word) as f32;
    let mistyped = (errors <= 1.0 && short_len >= 3.0
        || errors <= 2.0 && short_len >= 6.0
        || errors <= 3.0 && short_len >= 11.0)
        .then_some(1.0 - errors * 1.3 / long_len);
    // The beginning of a word, or one part of a Dutch compound.
    let part = if short_len < 4.0 && !(typed == short && word.starts_with(typed)) {
        None
    } else if long.starts_with(short) {
        Some(0.45 + 0.45 * share)
    } else if long.ends_with(short) {
        Some(0.40 + 0.45 * share)
    } else {
        None
    };
    let best = mistyped.unwrap_or(0.0).max(part.unwrap_or(0.0));
    (best > 0.35).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static STARTER: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::starter);

    fn occupations(query: &str, language: Language) -> Vec<String> {
        let hits = STARTER.search_occupations(query, language, 5);
        hits.iter().map(|it| STARTER.occupation_label(it.index, language).to_owned()).collect()
    }

    #[test]
    fn the_very_name_comes_first_with_the_full_score() {
        for occupation in STARTER.occupations() {
            for language in [Language::NL, Language::EN] {
                let name = STARTER.occupation_label(occupation, language);
                let hits = STARTER.search_occupations(name, language, 3);
                assert!(hits.iter().any(|it| it.index == occupation && it.score > 0.999), "{name}: {hits:?}");
            }
        }
    }

    #[test]
    fn what_people_type_finds_the_occupation() {
        let check = |query: &str, language, expected: &str| {
            let found = occupations(query, language);
            assert!(found.iter().any(|it| it == expected), "{query}: {found:?}");
        };
        check("verpleegkundige", Language::NL, "algemeen verpleegkundige");
        check("verpleegkundige (m/v) 32 uur", Language::NL, "algemeen verpleegkundige");
        check("elektricien", Language::NL, "monteur elektrische installaties");
        check("medewerker thuiszorg", Language::NL, "thuiszorgmedewerker");
        check("docent wiskunde", Language::NL, "leerkracht wiskunde voortgezet onderwijs");
        check("hgv truck driver", Language::EN, "cargo vehicle driver");
        check("nurse", Language::EN, "specialist nurse");
        check("cook", Language::NL, "kok");
        check("vrachtwagenchaufeur", Language::NL, "vrachtwagenchauffeur");
        check("lodgieter", Language::NL, "loodgieter");
        check("dietist", Language::NL, "diëtist");
        check("sofware ontwikelaar", Language::NL, "software ontwikkelaar"); // spellcheck:off
        check("plummer", Language::EN, "plumber");
    }

    #[test]
    fn nonsense_finds_nothing() {
        assert!(occupations("qqqxyzzy", Language::NL).is_empty());
        assert!(occupations("", Language::NL).is_empty());
        assert!(occupations("  ,;  ", Language::NL).is_empty());
    }

    #[test]
    fn skills_are_found_in_both_languages() {
        let found = |query, language| {
            let hits = STARTER.search_skills(query, language, 5);
            hits.iter().map(|it| STARTER.skill_label(it.index, Language::EN).to_owned()).collect::<Vec<_>>()
        };
        assert!(found("klantenservice", Language::NL).contains(&"customer service".to_owned()));
        assert!(found("give feedback", Language::EN).contains(&"give constructive feedback".to_owned()));
        assert!(found("infectiebestrijding", Language::NL).contains(&"infection control".to_owned()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_is_answered_in_order_within_the_limit_and_between_0_and_1(query in ".{0,60}", limit in 0_usize..8) {
            let hits = STARTER.search_occupations(&query, Language::NL, limit);
            prop_assert!(hits.len() <= limit);
            prop_assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
            prop_assert!(hits.iter().all(|it| (0.0..=1.0).contains(&it.score)));
        }

        #[test]
        fn one_letter_left_out_of_a_long_name_still_finds_it(pick in 0_usize..170, place in 1_usize..40) {
            let occupation = STARTER.occupations().nth(pick).unwrap();
            let name = STARTER.occupation_label(occupation, Language::NL);
            let letters: Vec<char> = name.chars().collect();
            prop_assume!(letters.len() >= 8 && place < letters.len() && letters[place].is_alphabetic());
            let typed: String = letters.iter().enumerate().filter(|it| it.0 != place).map(|it| it.1).collect();
            let hits = STARTER.search_occupations(&typed, Language::NL, 10);
            prop_assert!(hits.iter().any(|it| it.index == occupation), "{} for {}", typed, name);
        }
    }
}
