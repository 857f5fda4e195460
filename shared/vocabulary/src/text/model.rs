//! The learned part: a vector for each word and each run of letters, so that texts about the same thing lie close
//! together though they share no word, also across the two languages.
//!
//! A text is the sum of its words, each the sum of its own vector and those of its runs of letters, as in Bojanowski
//! et al., *Enriching Word Vectors with Subword Information* (2017). The numbers are whole, from -127 to 127, with
//! one scale for each row. The rows are read where they lie in the program: loading costs nothing.

use super::noise::Weighed;
use std::sync::LazyLock;

/// How many numbers a vector has.
pub const DIMENSIONS: usize = 64;

/// What the built-in model begins with: name and version of the form.
const MAGIC: &[u8; 8] = b"TERMVEC1";
/// Magic, number of rows.
const HEADER: usize = 12;
/// Lengths of the runs of letters that have a vector.
const RUNS: std::ops::RangeInclusive<usize> = 3..=5;

static EMBEDDED: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../../data/text_model.bin").as_slice().into())
        .expect("a test reads the built-in model")
});

/// A vector of a text, of length 1; all zero for a text without a known word.
pub type Vector = [f32; DIMENSIONS];

/// Vectors for words and runs of letters.
#[derive(Debug)]
pub struct Model {
    bytes: std::borrow::Cow<'static, [u8]>,
    rows: usize,
}

/// Bytes that are no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no model of vectors for words, or a part is missing")]
pub struct NoModel;

impl Model {
    /// The model that is built in.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a model.
    ///
    /// # Errors
    /// [`NoModel`] when the beginning or the length is not that of a model.
    pub fn read(bytes: std::borrow::Cow<'static, [u8]>) -> Result<Self, NoModel> {
        let rows = bytes.get(MAGIC.len()..HEADER).and_then(|it| it.try_into().ok()).map(u32::from_le_bytes);
        let rows = rows.ok_or(NoModel)? as usize;
        let whole = bytes.starts_with(MAGIC) && bytes.len() == HEADER + rows * (4 + 4 + DIMENSIONS);
        if whole { Ok(Self { bytes, rows }) } else { Err(NoModel) }
    }

    /// The bytes of a model with these rows: number of the feature and its vector. Sorts them.
    #[must_use]
    pub fn write(mut rows: Vec<(u32, Vector)>) -> Vec<u8> {
        rows.sort_by_key(|it| it.0);
        rows.dedup_by_key(|it| it.0);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(rows.iter().flat_map(|it| it.0.to_le_bytes()));
        let scale = |row: &Vector| row.iter().fold(0.0_f32, |most, it| most.max(it.abs())) / 127.0;
        bytes.extend(rows.iter().flat_map(|it| scale(&it.1).to_le_bytes()));
        for (_, row) in &rows {
            let scale = scale(row).max(f32::MIN_POSITIVE);
            bytes.extend(row.iter().flat_map(|it| small(it / scale).to_le_bytes()));
        }
        bytes
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The vector of a text.
    #[must_use]
    pub fn vector(&self, text: &str) -> Vector {
        let words = super::noise::words_of_name(text).into_iter();
        self.vector_of(&words.map(|word| Weighed { word, weight: 1.0 }).collect::<Vec<_>>())
    }

    pub(crate) fn vector_of(&self, words: &[Weighed]) -> Vector {
        let mut sum = [0.0; DIMENSIONS];
        for it in words {
            for (feature, share) in features_of_word(&it.word) {
                self.add(feature, share * it.weight, &mut sum);
            }
        }
        unit_length(&mut sum);
        sum
    }

    fn add(&self, feature: u32, share: f32, sum: &mut Vector) {
        let Some(at) = self.find(feature) else { return };
        let (scales, rows) = (HEADER + self.rows * 4, HEADER + self.rows * 8);
        let Some(scale) = self.bytes.get(scales + at * 4..scales + at * 4 + 4) else { return };
        let scale = scale.try_into().map_or(0.0, f32::from_le_bytes) * share;
        let row = self.bytes.get(rows + at * DIMENSIONS..rows + (at + 1) * DIMENSIONS).unwrap_or_default();
        for (sum, value) in sum.iter_mut().zip(row) {
            *sum += f32::from(value.cast_signed()) * scale;
        }
    }

    fn find(&self, feature: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low.midpoint(high);
            let there = self.bytes.get(HEADER + middle * 4..HEADER + middle * 4 + 4)?;
            match u32::from_le_bytes(there.try_into().ok()?).cmp(&feature) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}

/// The features of a text, each with its share: what a model has rows for.
#[must_use]
pub fn features(text: &str) -> Vec<(u32, f32)> {
    super::noise::words_of_name(text).iter().flat_map(|it| features_of_word(it)).collect()
}

const WORD: u32 = 1;
const RUN: u32 = 2;

fn features_of_word(word: &str) -> Vec<(u32, f32)> {
    let marked: Vec<char> = std::iter::once('<').chain(word.chars()).chain(std::iter::once('>')).collect();
    let mut found = vec![(number_of(WORD, word.chars()), 1.0)];
    if marked.len() > 5 {
        for length in RUNS {
            found.extend(marked.windows(length).map(|it| (number_of(RUN, it.iter().copied()), 1.0)));
        }
        let runs = u16::try_from(found.len() - 1).unwrap_or(u16::MAX);
        let share = 1.0 / f32::from(runs).sqrt();
        found.iter_mut().skip(1).for_each(|it| it.1 = share);
    }
    found
}

/// A number for a word or run of letters (FNV-1a over the letters). `kind` tells whole words from runs.
fn number_of(kind: u32, letters: impl Iterator<Item = char>) -> u32 {
    letters.map(u32::from).fold(0x811c_9dc5_u32 ^ kind, |hash, it| (hash ^ it).wrapping_mul(0x0100_0193))
}

/// Makes a vector one long, unless it is all zero.
pub(crate) fn unit_length(vector: &mut Vector) {
    let length = vector.iter().map(|it| it * it).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|it| *it /= length);
    }
}

/// A vector of length 1 in whole numbers.
pub(crate) fn quantised(vector: &Vector) -> [i8; DIMENSIONS] {
    vector.map(|it| small(it * 127.0))
}

/// The product of two vectors in whole numbers.
pub(crate) fn product(vector: &[i8; DIMENSIONS], other: &[i8]) -> f32 {
    let sum: i32 = vector.iter().zip(other).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum();
    #[expect(clippy::cast_precision_loss, reason = "at most 64 x 127 x 127, far below 2^24")]
    let sum = sum as f32;
    sum / (127.0 * 127.0)
}

fn small(value: f32) -> i8 {
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range just before")]
    let whole = value.round().clamp(-127.0, 127.0) as i8;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> f32 {
        let model = Model::embedded();
        model.vector(a).iter().zip(model.vector(b)).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn the_built_in_model_knows_words_of_both_languages_that_mean_the_same() {
        for (dutch, english, other) in [
            ("vrachtwagenchauffeur", "truck driver", "nurse"),
            ("verpleegkundige", "nurse", "truck driver"),
            ("lassen", "welding", "cooking"),
            ("boekhouding", "accounting", "forestry"),
        ] {
            let (same, unlike) = (near(dutch, english), near(dutch, other));
            assert!(same > unlike + 0.2, "{dutch}: {english} {same}, {other} {unlike}");
        }
    }

    #[test]
    fn the_built_in_model_stays_small() {
        assert!(!Model::embedded().is_empty() && Model::embedded().bytes.len() < 8_000_000);
    }

    #[test]
    fn a_model_comes_back_as_it_was_written_and_damaged_bytes_are_refused() {
        let mut row = [0.0; DIMENSIONS];
        row[3] = -2.0;
        row[5] = 1.0;
        let feature = features("kok")[0].0;
        let bytes = Model::write(vec![(feature, row), (1, [0.5; DIMENSIONS])]);
        let model = Model::read(bytes.clone().into()).unwrap();
        let vector = model.vector("kok");
        assert!(vector[3] < -0.88 && vector[5] > 0.43 && model.len() == 2, "{vector:?}");
        assert_eq!(model.vector("onbekend"), [0.0; DIMENSIONS]);
        for cut in [0, 5, bytes.len() - 1] {
            assert_eq!(Model::read(bytes[..cut].to_vec().into()).unwrap_err(), NoModel);
        }
    }
}
