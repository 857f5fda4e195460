//! ESCO as the training and the measuring need it: the vocabulary, and the descriptions beside it.

use crate::Failure;
use flate2::read::MultiGzDecoder;
use std::{collections::BTreeMap, fs::File, path::PathBuf};
use vocabulary::{
    Language, Vocabulary,
    import::{ImportOptions, Release, import},
};

/// The descriptions of one concept.
#[derive(Debug, Default, Clone)]
pub(crate) struct Descriptions {
    pub(crate) nl: String,
    pub(crate) en: String,
}

/// The whole of ESCO.
pub(crate) struct Esco {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) english_only: Vocabulary,
    pub(crate) descriptions: BTreeMap<String, Descriptions>,
}

impl Esco {
    pub(crate) fn read() -> Result<Self, Failure> {
        let root = std::env::var_os("SCHAKELNET_DATA").ok_or(
            "set SCHAKELNET_DATA to the folder with the data sets; ESCO is read from its folder `esco`",
        )?;
        let folder = PathBuf::from(root).join("esco");
        let with = |languages: &[Language]| -> Result<Vocabulary, Failure> {
            let options = ImportOptions { languages: languages.to_vec(), version: Some("1.2.0".to_owned()) };
            Ok(import(&mut Release::open(&folder)?, &options, &mut |_| ())?.vocabulary)
        };
        let mut descriptions = BTreeMap::new();
        for table in ["occupations.csv.gz", "skills.csv.gz"] {
            let mut reader = csv::Reader::from_reader(MultiGzDecoder::new(File::open(folder.join(table))?));
            for row in reader.deserialize() {
                let row: BTreeMap<String, String> = row?;
                let of = |column: &str| row.get(column).cloned().unwrap_or_default();
                let both = Descriptions { nl: of("description_nl"), en: of("description_en") };
                descriptions.insert(of("uri"), both);
            }
        }
        Ok(Self {
            vocabulary: with(&[Language::NL, Language::EN])?,
            english_only: with(&[Language::EN])?,
            descriptions,
        })
    }
}
