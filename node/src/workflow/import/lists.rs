//! The lists that an import checks codes against.

use super::line::Fields;
use crate::workflow::nearest_term::suggestion;
use std::sync::Arc;
use vocabulary::{EscoUri, Geography, Language, MunicipalityCode, Vocabulary};

/// The working vocabulary and the municipalities.
#[derive(Debug, Clone)]
pub struct Lists {
    /// Occupations and skills.
    pub vocabulary: Arc<Vocabulary>,
    /// Regions and municipalities.
    pub geography: Arc<Geography>,
}

impl Lists {
    pub(super) fn municipality(&self, fields: &mut Fields, field: &str) -> Option<MunicipalityCode> {
        let code: MunicipalityCode = fields.read(field)?;
        if self.geography.municipality(&code).is_none() {
            fields.problem(
                field,
                format!("{code} is not in the list of municipalities of {}", self.geography.valid_from()),
            );
            return None;
        }
        Some(code)
    }

    pub(super) fn occupation(&self, fields: &mut Fields, field: &str, text: &str) -> Option<EscoUri> {
        let uri: EscoUri = fields.checked(field, text.parse())?;
        if self.vocabulary.occupation(&uri).is_none() {
            fields.problem(field, self.unknown("occupation", &uri));
            return None;
        }
        Some(uri)
    }

    pub(super) fn skill(&self, fields: &mut Fields, field: &str, text: &str) -> Option<EscoUri> {
        let uri: EscoUri = fields.checked(field, text.parse())?;
        if self.vocabulary.skill(&uri).is_none() {
            let meant = suggestion(&self.vocabulary, text, Language::EN);
            let meant =
                meant.map_or_else(String::new, |(uri, label)| format!("; nearest is {label} ({uri})"));
            fields.problem(field, self.unknown("skill", &uri) + &meant);
            return None;
        }
        Some(uri)
    }

    pub(super) fn occupations(&self, fields: &mut Fields, field: &str) -> Vec<EscoUri> {
        let texts = fields.texts(field);
        texts.iter().filter_map(|text| self.occupation(fields, field, text)).collect()
    }

    pub(super) fn skills(&self, fields: &mut Fields, field: &str) -> Vec<EscoUri> {
        let texts = fields.texts(field);
        texts.iter().filter_map(|text| self.skill(fields, field, text)).collect()
    }

    fn unknown(&self, kind: &str, uri: &EscoUri) -> String {
        format!(
            "the {kind} {uri} is not in {}: run `vocabulary import` with the ESCO release that has it",
            self.vocabulary.version()
        )
    }
}
