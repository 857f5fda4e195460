//! The lists that an import checks codes against.

use super::line::Fields;
use crate::{domain::passport::TermKind, workflow::nearest_term::Suggestions};
use std::sync::Arc;
use vocabulary::{EscoUri, Geography, MunicipalityCode, Vocabulary};

/// The working vocabulary and the municipalities.
#[derive(Debug, Clone)]
pub struct Lists {
    /// Occupations and skills.
    pub vocabulary: Arc<Vocabulary>,
    /// Regions and municipalities.
    pub geography: Arc<Geography>,
    nearest: Arc<Suggestions>,
}

impl Lists {
    /// These lists.
    #[must_use]
    pub fn new(vocabulary: Arc<Vocabulary>, geography: Arc<Geography>) -> Self {
        Self { vocabulary, geography, nearest: Arc::default() }
    }

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
            fields.problem(field, self.unknown(TermKind::Occupation, &uri));
            return None;
        }
        Some(uri)
    }

    pub(super) fn skill(&self, fields: &mut Fields, field: &str, text: &str) -> Option<EscoUri> {
        let uri: EscoUri = fields.checked(field, text.parse())?;
        if self.vocabulary.skill(&uri).is_none() {
            fields.problem(field, self.unknown(TermKind::Skill, &uri));
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

    fn unknown(&self, kind: TermKind, uri: &EscoUri) -> String {
        let nearest = self.nearest.nearest(&self.vocabulary, kind, uri.as_str());
        let nearest = nearest.map_or_else(String::new, |it| format!("; the nearest is {it}"));
        let kind = match kind {
            TermKind::Skill => "skill",
            TermKind::Occupation => "occupation",
        };
        format!(
            "the {kind} {uri} is not in {}: run `vocabulary import` with the ESCO release that has it{nearest}",
            self.vocabulary.version()
        )
    }
}
