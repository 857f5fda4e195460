//! What everybody can have: TF-IDF over runs of 3 to 5 letters inside words, cosine with each name, the best name
//! of each concept. Written apart from the search, so that neither leans on the other.

use std::collections::BTreeMap;

pub(crate) struct Baseline {
    rarity: BTreeMap<String, (u32, f32)>,
    names_with: Vec<Vec<(u32, f32)>>,
    concept_of: Vec<u32>,
}

impl Baseline {
    /// `names` are pairs of concept and name.
    pub(crate) fn new(names: &[(u32, String)]) -> Self {
        let counted: Vec<BTreeMap<String, f32>> = names.iter().map(|it| runs(&it.1)).collect();
        let mut with: BTreeMap<&str, u32> = BTreeMap::new();
        for run in counted.iter().flat_map(BTreeMap::keys) {
            *with.entry(run).or_default() += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
        let rarity: BTreeMap<String, (u32, f32)> = with
            .iter()
            .zip(0..)
            .map(|((run, count), number)| {
                let idf = ((1.0 + names.len() as f32) / (1.0 + *count as f32)).ln() + 1.0;
                ((*run).to_owned(), (number, idf))
            })
            .collect();
        let mut names_with = vec![Vec::new(); rarity.len()];
        for (counted, number) in counted.iter().zip(0..) {
            for (run, weight) in weighed(counted, &rarity) {
                if let Some(list) = names_with.get_mut(run as usize) {
                    list.push((number, weight));
                }
            }
        }
        Self { rarity, names_with, concept_of: names.iter().map(|it| it.0).collect() }
    }

    /// The concepts by the likeness of their best name.
    pub(crate) fn search(&self, query: &str, limit: usize) -> Vec<(u32, f32)> {
        let mut sums = vec![0.0_f32; self.concept_of.len()];
        for (run, weight) in weighed(&runs(query), &self.rarity) {
            for (name, there) in self.names_with.get(run as usize).into_iter().flatten() {
                if let Some(sum) = sums.get_mut(*name as usize) {
                    *sum += weight * there;
                }
            }
        }
        let mut best: BTreeMap<u32, f32> = BTreeMap::new();
        for (sum, concept) in sums.into_iter().zip(&self.concept_of).filter(|it| it.0 > 0.0) {
            let known = best.entry(*concept).or_default();
            *known = known.max(sum);
        }
        let mut hits: Vec<(u32, f32)> = best.into_iter().collect();
        hits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        hits.truncate(limit);
        hits
    }
}

fn runs(text: &str) -> BTreeMap<String, f32> {
    let mut found = BTreeMap::new();
    for word in text.to_lowercase().split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let letters: Vec<char> =
            std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' ')).collect();
        for length in 3..=5 {
            for run in letters.windows(length.min(letters.len())) {
                *found.entry(run.iter().collect()).or_default() += 1.0;
            }
        }
    }
    found
}

fn weighed(counted: &BTreeMap<String, f32>, rarity: &BTreeMap<String, (u32, f32)>) -> Vec<(u32, f32)> {
    let mut weights: Vec<(u32, f32)> = counted
        .iter()
        .filter_map(|(run, count)| rarity.get(run).map(|(number, idf)| (*number, count * idf)))
        .collect();
    let norm = weights.iter().map(|it| it.1 * it.1).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    weights.iter_mut().for_each(|it| it.1 /= norm);
    weights
}
