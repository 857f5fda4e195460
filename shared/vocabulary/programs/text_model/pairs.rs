//! What the training learns from: every name and description of ESCO, and which of them belong together.

use crate::{
    chance::Chance,
    esco::Esco,
    questions::{Kind, concepts, is_description_held_out, is_held_out, is_without_dutch, names},
};
use std::collections::BTreeMap;
use vocabulary::{Language, SkillIndex, isco, text::features};

/// Rows of which there are fewer texts than this are left out.
const LEAST_TEXTS: u32 = 3;
/// How many words of a description are read.
const MOST_DESCRIPTION: usize = 260;

/// Two texts that belong together.
#[derive(Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// Pairs with one meaning are not pushed apart.
    pub(crate) meaning: u32,
}

/// What may be learned from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everything: the model that is built in.
    All,
    /// All but what the measuring asks for.
    WithoutHeldOut,
}

/// The texts as features, one behind the other.
#[derive(Default)]
pub(crate) struct Texts {
    features: Vec<u32>,
    shares: Vec<(u32, f32)>,
    ends: Vec<usize>,
}

impl Texts {
    pub(crate) fn feature_count(&self) -> usize {
        self.features.len()
    }

    pub(crate) fn features(&self) -> &[u32] {
        &self.features
    }

    pub(crate) fn features_of(&self, text: u32) -> &[(u32, f32)] {
        let at = text as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.shares[start..self.ends[at]]
    }

    /// Keeps the features that enough texts have and numbers them.
    fn new(texts: &[Vec<(u32, f32)>]) -> Self {
        let mut with: BTreeMap<u32, u32> = BTreeMap::new();
        for text in texts {
            let mut seen: Vec<u32> = text.iter().map(|it| it.0).collect();
            seen.sort_unstable();
            seen.dedup();
            for feature in seen {
                *with.entry(feature).or_default() += 1;
            }
        }
        let features: Vec<u32> = with.into_iter().filter(|it| it.1 >= LEAST_TEXTS).map(|it| it.0).collect();
        let mut kept = Self { features, ..Self::default() };
        for text in texts {
            for (feature, share) in text {
                if let Ok(at) = kept.features.binary_search(feature) {
                    kept.shares.push((u32::try_from(at).unwrap_or(u32::MAX), *share));
                }
            }
            kept.ends.push(kept.shares.len());
        }
        kept
    }
}

/// A concept with the numbers of its texts.
#[derive(Default, Clone)]
struct Concept {
    dutch: Vec<u32>,
    english: Vec<u32>,
    descriptions: Vec<u32>,
    /// Meanings that are broader or belong to it.
    related: Vec<u32>,
}

/// Names of our own to learn from, each with the number of its concept.
#[derive(Default)]
pub(crate) struct Own {
    pub(crate) titles: Vec<(String, u32)>,
    pub(crate) skill_names: Vec<(String, u32)>,
}

/// Everything to learn from.
pub(crate) struct Corpus {
    pub(crate) texts: Texts,
    /// Occupations in order of code, then skills in order of group, then groups: neighbours are alike.
    order: Vec<u32>,
    concepts: Vec<Concept>,
}

impl Corpus {
    pub(crate) fn new(esco: &Esco, scope: Scope, own: &Own) -> Self {
        let mut gathered = Gathered { esco, scope, texts: Vec::new(), concepts: Vec::new() };
        gathered.add(Kind::Occupation);
        gathered.add(Kind::Skill);
        let occupations = u32::try_from(esco.vocabulary.occupations().len()).unwrap_or_default();
        let skills = own.skill_names.iter().map(|(name, skill)| (name, occupations + skill));
        for (name, concept) in own.titles.iter().map(|(title, it)| (title, *it)).chain(skills) {
            let text = gathered.text(name);
            gathered.concepts[concept as usize].dutch.push(text);
        }
        let order = gathered.relate();
        Self { texts: Texts::new(&gathered.texts), order, concepts: gathered.concepts }
    }

    /// Pairs for one pass: for each concept some of its texts with another of its own, and with a related one.
    /// Neighbours stay in small groups, so that each batch holds texts that are hard to tell apart.
    pub(crate) fn pairs(&self, chance: &mut Chance) -> Vec<Pair> {
        const TOGETHER: usize = 8;
        let mut pairs = Vec::new();
        for meaning in &self.order {
            let concept = &self.concepts[*meaning as usize];
            let names = concept.dutch.len() + concept.english.len();
            let rounds = match names {
                0..=1 => 1,
                2..=6 => 2,
                _ => 3,
            };
            for _ in 0..rounds {
                pairs.extend(self.pair(*meaning, chance));
            }
            if let Some(related) = pick(&concept.related, chance) {
                let other = &self.concepts[related as usize];
                if let (Some(left), Some(right)) = (concept.any_name(chance), other.any_name(chance)) {
                    pairs.push(Pair { left, right, meaning: related });
                }
            }
        }
        let mut groups: Vec<&[Pair]> = pairs.chunks(TOGETHER).collect();
        for at in (1..groups.len()).rev() {
            groups.swap(at, chance.below(at + 1));
        }
        groups.concat()
    }

    fn pair(&self, meaning: u32, chance: &mut Chance) -> Option<Pair> {
        let concept = &self.concepts[meaning as usize];
        let left = concept.any_name(chance)?;
        let right = match chance.below(8) {
            0..=1 if !concept.descriptions.is_empty() => pick(&concept.descriptions, chance),
            2..=4 if !concept.dutch.is_empty() && !concept.english.is_empty() => {
                let side = if concept.dutch.contains(&left) { &concept.english } else { &concept.dutch };
                pick(side, chance)
            }
            _ => concept.any_name(chance),
        }?;
        (left != right).then_some(Pair { left, right, meaning })
    }
}

impl Concept {
    fn any_name(&self, chance: &mut Chance) -> Option<u32> {
        let at = chance.below(self.dutch.len() + self.english.len());
        self.dutch.iter().chain(&self.english).nth(at).copied()
    }
}

fn pick(from: &[u32], chance: &mut Chance) -> Option<u32> {
    from.get(chance.below(from.len())).copied()
}

struct Gathered<'a> {
    esco: &'a Esco,
    scope: Scope,
    texts: Vec<Vec<(u32, f32)>>,
    concepts: Vec<Concept>,
}

impl Gathered<'_> {
    fn text(&mut self, text: &str) -> u32 {
        self.texts.push(features(text));
        u32::try_from(self.texts.len() - 1).unwrap_or(u32::MAX)
    }

    fn add(&mut self, kind: Kind) {
        let all = self.scope == Scope::All;
        for (number, uri) in concepts(&self.esco.vocabulary, kind) {
            let mut concept = Concept::default();
            for language in [Language::NL, Language::EN] {
                if language == Language::NL && !all && is_without_dutch(&uri) {
                    continue;
                }
                let (preferred, others) = names(&self.esco.vocabulary, kind, number, language);
                let others = others.into_iter().filter(|it| all || !is_held_out(&uri, it));
                for name in preferred.into_iter().chain(others) {
                    let text = self.text(&name);
                    if language == Language::NL {
                        concept.dutch.push(text)
                    } else {
                        concept.english.push(text)
                    }
                }
                let description = self.esco.descriptions.get(&uri);
                let description =
                    description.map(|it| if language == Language::NL { &it.nl } else { &it.en });
                if let Some(text) = description.filter(|it| !it.is_empty())
                    && (all || !is_description_held_out(&uri))
                {
                    let short: String = text.chars().take(MOST_DESCRIPTION).collect();
                    concept.descriptions.push(self.text(&short));
                }
            }
            self.concepts.push(concept);
        }
    }

    /// Adds the groups and what belongs to what. Gives the order of concepts in which neighbours are alike.
    fn relate(&mut self) -> Vec<u32> {
        let vocabulary = &self.esco.vocabulary;
        let occupations = vocabulary.occupations().len();
        let skill = |it: SkillIndex| u32::try_from(occupations).unwrap_or_default() + it.0;
        let mut keyed: Vec<(String, u32)> = Vec::new();
        let mut group_meanings: BTreeMap<String, u32> = BTreeMap::new();
        let mut related: Vec<(u32, u32)> = Vec::new();
        let mut groups: Vec<(String, String)> = Vec::new();
        let mut group = |code: String, nl: &str, en: &str| -> u32 {
            let next =
                u32::try_from(occupations + vocabulary.skills().len() + groups.len()).unwrap_or_default();
            *group_meanings.entry(code).or_insert_with(|| {
                groups.push((nl.to_owned(), en.to_owned()));
                next
            })
        };
        for it in vocabulary.occupations() {
            let code = vocabulary.isco(it);
            keyed.push((format!("0{}", vocabulary.occupation_code(it)), it.0));
            if let Some(unit) = isco::group(&code) {
                related.push((it.0, group(code.to_string(), &unit.name_nl, &unit.name_en)));
            }
            related.extend(vocabulary.essential_skills(it).map(|needed| (it.0, skill(needed))));
        }
        for it in vocabulary.skills() {
            let of = vocabulary.groups_of_skill(it).next();
            let code = of.map(|it| vocabulary.skill_group_code(it).to_owned()).unwrap_or_default();
            keyed.push((format!("1{code}"), skill(it)));
            related.extend(vocabulary.broader_skills(it).map(|broader| (skill(it), skill(broader))));
            for of in vocabulary.groups_of_skill(it) {
                let [nl, en] =
                    [Language::NL, Language::EN].map(|it| vocabulary.skill_group_label(of, it).to_owned());
                related.push((skill(it), group(format!("skill {}", of.0), &nl, &en)));
            }
        }
        for (nl, en) in groups {
            let concept =
                Concept { dutch: vec![self.text(&nl)], english: vec![self.text(&en)], ..Concept::default() };
            self.concepts.push(concept);
        }
        for (from, to) in related {
            self.concepts[from as usize].related.push(to);
        }
        keyed.sort();
        let grouped = keyed.len()..self.concepts.len();
        keyed.into_iter().map(|it| it.1).chain(grouped.filter_map(|it| u32::try_from(it).ok())).collect()
    }
}
