//! Finding occupations and skills by what people type, in Dutch and English, typing errors included: the door of
//! [`crate::text`] for everything that has a [`Vocabulary`]. The indexes are built on first use and kept.

use crate::{
    Language, OccupationIndex, SkillIndex, Vocabulary,
    text::{Extraction, Model, OwnNames, Searcher, Weights, extract, is_text},
};
use std::sync::OnceLock;

/// Something that was found, best first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit<I> {
    /// What was found.
    pub index: I,
    /// How likely it is that this is meant, from 0 to 1: of a hundred hits with 0.9 about ninety are right. 1 is
    /// the very name.
    pub score: f32,
}

impl Vocabulary {
    /// The occupations that a text may mean, the likeliest first, at most `limit`. None when nothing in the list
    /// is like the text, or it is no text, see [`is_text`].
    #[must_use]
    pub fn search_occupations(
        &self,
        query: &str,
        language: Language,
        limit: usize,
    ) -> Vec<Hit<OccupationIndex>> {
        hits(self.occupation_searcher(), query, language, limit, OccupationIndex)
    }

    /// The skills that a text may mean, the likeliest first, at most `limit`. None when nothing in the list is
    /// like the text, or it is no text, see [`is_text`].
    #[must_use]
    pub fn search_skills(&self, query: &str, language: Language, limit: usize) -> Vec<Hit<SkillIndex>> {
        hits(self.skill_searcher(), query, language, limit, SkillIndex)
    }

    /// The skills that a text of some sentences speaks of, at most `limit`, the likeliest first; the numbers of the
    /// mentions are those of [`SkillIndex`].
    #[must_use]
    pub fn extract_skills(&self, text: &str, language: Language, limit: usize) -> Extraction {
        extract(self.skill_searcher(), text, language, limit)
    }

    fn occupation_searcher(&self) -> &Searcher {
        self.occupation_search.0.get_or_init(|| {
            Searcher::of_occupations(self, Model::embedded(), Weights::of_occupations(), OwnNames::embedded())
        })
    }

    fn skill_searcher(&self) -> &Searcher {
        self.skill_search.0.get_or_init(|| {
            Searcher::of_skills(self, Model::embedded(), Weights::of_skills(), OwnNames::embedded())
        })
    }
}

fn hits<I>(
    searcher: &Searcher,
    query: &str,
    language: Language,
    limit: usize,
    index: fn(u32) -> I,
) -> Vec<Hit<I>> {
    if !is_text(query) {
        return Vec::new();
    }
    let found = searcher.search(query, language, limit).into_iter();
    found.map(|(concept, score)| Hit { index: index(concept), score }).collect()
}

/// An index that is made when it is first asked for. Two vocabularies are equal whether or not it was.
#[derive(Debug, Default)]
pub(crate) struct OnDemand(OnceLock<Searcher>);

impl OnDemand {
    /// How many bytes the index holds; none before it is made.
    pub(crate) fn size_bytes(&self) -> usize {
        self.0.get().map_or(0, Searcher::size_bytes)
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
    fn titles_as_vacancies_have_them_find_the_occupation() {
        let check = |title: &str, expected: &str| {
            let found = occupations(title, Language::NL);
            assert!(found.iter().any(|it| it == expected), "{title}: {found:?}");
        };
        check("Gezocht: allround loodgieter m/v/x 32-40 uur Zwolle", "loodgieter");
        check("chauffeur CE", "vrachtwagenchauffeur");
        check("Chauffeur vrachtwagen (internationaal)", "vrachtwagenchauffeur");
        check("medewerker klantcontact", "vertegenwoordiger klantenservice");
        check("leerling-kok bij Restaurant De Haven", "kok");
    }

    #[test]
    fn a_licence_that_a_title_asks_for_does_not_change_what_the_work_is() {
        for (title, asked) in [
            ("vrachtwagenchauffeur", "vrachtwagenchauffeur met rijbewijs BE/CE"),
            ("loodgieter", "loodgieter met rijbewijs B"),
            ("kok", "kok (in bezit van rijbewijs B)"),
            ("verpleegkundige thuiszorg", "verpleegkundige thuiszorg, rijbewijs vereist"),
        ] {
            let first = |title| occupations(title, Language::NL).into_iter().next();
            assert_eq!(first(asked), first(title), "{asked}");
        }
        // Where the licence is the work it counts.
        assert_ne!(
            occupations("chauffeur rijbewijs D", Language::NL),
            occupations("chauffeur", Language::NL)
        );
    }

    #[test]
    fn nonsense_finds_nothing() {
        assert!(occupations("qqqxyzzy", Language::NL).is_empty());
        assert!(occupations("", Language::NL).is_empty());
        assert!(occupations("  ,;  ", Language::NL).is_empty());
        assert!(
            occupations("\u{7f}ELF\u{2}\u{1}kok", Language::NL).is_empty(),
            "what is no text finds nothing"
        );
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

    #[test]
    fn one_letter_left_out_of_a_long_name_still_finds_it_nineteen_times_in_twenty() {
        let (mut asked, mut lost) = (0, Vec::new());
        for occupation in STARTER.occupations() {
            let name = STARTER.occupation_label(occupation, Language::NL);
            let letters: Vec<char> = name.chars().collect();
            let places =
                (1..letters.len()).filter(|place| letters.len() >= 8 && letters[*place].is_alphabetic());
            for place in places.step_by(2) {
                let left = letters.iter().enumerate().filter(|it| it.0 != place);
                let typed: String = left.map(|it| it.1).collect();
                let hits = STARTER.search_occupations(&typed, Language::NL, 10);
                asked += 1;
                if !hits.iter().any(|it| it.index == occupation) {
                    lost.push(typed);
                }
            }
        }
        assert!(asked > 1_000 && lost.len() * 20 <= asked, "{} of {asked} lost: {lost:?}", lost.len());
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
    }
}
