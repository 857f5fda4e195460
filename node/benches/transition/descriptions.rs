//! How alike the English descriptions of occupations are, by weighed words: the score does not read descriptions.

use crate::Pair;
use std::{collections::BTreeMap, fs::File, path::Path};
use vocabulary::{EscoUri, Vocabulary};

pub(crate) struct Descriptions(Vec<BTreeMap<String, f64>>);

impl Descriptions {
    pub(crate) fn read(folder: &Path, vocabulary: &Vocabulary) -> Self {
        let file = File::open(folder.join("occupations.csv.gz")).expect("the table of occupations");
        let mut table = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
        let header = table.headers().expect("a header").clone();
        let column = |name: &str| header.iter().position(|it| it == name).expect("the column is there");
        let (uri, description) = (column("uri"), column("description_en"));
        let mut rows: Vec<BTreeMap<String, f64>> = vec![BTreeMap::new(); vocabulary.occupations().len()];
        for record in table.records() {
            let record = record.expect("a row");
            let occupation = EscoUri::new(&record[uri]).ok().and_then(|it| vocabulary.occupation(&it));
            let words = &mut rows[occupation.expect("an occupation of the list").at()];
            let text = record[description].to_lowercase();
            for word in text.split(|it: char| !it.is_alphanumeric()).filter(|it| it.len() >= 3) {
                *words.entry(word.to_owned()).or_default() += 1.0;
            }
        }
        Self(weigh(rows))
    }

    pub(crate) fn likeness(&self, pair: Pair) -> f64 {
        let (a, b) = (&self.0[pair.0.at()], &self.0[pair.1.at()]);
        a.iter().filter_map(|(word, weight)| Some(weight * b.get(word)?)).sum()
    }
}

fn weigh(mut rows: Vec<BTreeMap<String, f64>>) -> Vec<BTreeMap<String, f64>> {
    let mut frequency: BTreeMap<String, f64> = BTreeMap::new();
    for word in rows.iter().flat_map(BTreeMap::keys) {
        *frequency.entry(word.clone()).or_default() += 1.0;
    }
    let all = rows.len() as f64;
    for row in &mut rows {
        row.iter_mut().for_each(|(word, count)| *count = (1.0 + count.ln()) * (all / frequency[word]).ln());
        let length = row.values().map(|it| it * it).sum::<f64>().sqrt();
        row.values_mut().filter(|_| length > 0.0).for_each(|it| *it /= length);
    }
    rows
}
