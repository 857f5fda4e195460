//! Names of codes in the reader's language.

use crate::{matching::input::SkillNumber, workflow::Context};
use service::web::{form::Choice, locale::Locale, page::Page};
use vocabulary::{EscoUri, Language, MunicipalityCode, RegionId, SectorCode, SkillIndex, Vocabulary};

/// Looks names up for one page.
pub(super) struct Labels<'a> {
    context: &'a Context,
    language: Language,
}

impl<'a> Labels<'a> {
    pub(super) const fn new(context: &'a Context, locale: Locale) -> Self {
        let language = match locale {
            Locale::Nl => Language::NL,
            Locale::En => Language::EN,
        };
        Self { context, language }
    }

    pub(super) const fn language(&self) -> Language {
        self.language
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.context.vocabulary
    }

    /// An occupation's name; its address when the list has it no more.
    pub(super) fn occupation(&self, uri: &EscoUri) -> String {
        let vocabulary = &self.context.vocabulary;
        vocabulary.occupation(uri).map_or_else(
            || uri.to_string(),
            |index| vocabulary.occupation_label(index, self.language).to_owned(),
        )
    }

    pub(super) fn occupation_if_any(&self, uri: Option<&EscoUri>) -> String {
        uri.map_or_else(String::new, |uri| self.occupation(uri))
    }

    /// A skill's name; its address when the list has it no more.
    pub(super) fn skill(&self, uri: &EscoUri) -> String {
        let vocabulary = &self.context.vocabulary;
        vocabulary
            .skill(uri)
            .map_or_else(|| uri.to_string(), |index| vocabulary.skill_label(index, self.language).to_owned())
    }

    pub(super) fn skill_number(&self, number: SkillNumber) -> String {
        self.context.vocabulary.skill_label(SkillIndex(number.0), self.language).to_owned()
    }

    /// A sector's name; its code when the list has it no more.
    pub(super) fn sector(&self, code: &str) -> String {
        let found = SectorCode::new(code).ok();
        let found = found.as_ref().and_then(|code| self.context.sectors.get(code));
        found.map_or_else(|| code.to_owned(), |sector| sector.name(self.language).to_owned())
    }

    pub(super) fn municipality(&self, code: &MunicipalityCode) -> String {
        let found = self.context.geography.municipality(code);
        found.map_or_else(|| code.to_string(), |municipality| municipality.name.to_string())
    }

    pub(super) fn region(&self, code: &RegionId) -> String {
        let found = self.context.geography.region(code);
        found.map_or_else(|| code.to_string(), |region| region.name.to_string())
    }

    pub(super) fn region_code(&self) -> &RegionId {
        &self.context.region
    }

    pub(super) fn own_region(&self) -> String {
        self.region(&self.context.region)
    }

    /// The municipalities, those of this region first.
    pub(super) fn municipality_choices(&self) -> Vec<Choice> {
        let geography = &self.context.geography;
        let mut all: Vec<_> = geography.municipalities().iter().collect();
        all.sort_by_key(|municipality| {
            (municipality.region != self.context.region, municipality.name.clone())
        });
        all.into_iter()
            .map(|municipality| Choice::new(municipality.code.as_str(), municipality.name.to_string()))
            .collect()
    }

    /// The other regions, neighbours first.
    pub(super) fn other_region_choices(&self) -> Vec<Choice> {
        let geography = &self.context.geography;
        let neighbours =
            geography.region(&self.context.region).map(|own| own.neighbours.clone()).unwrap_or_default();
        let mut others: Vec<_> =
            geography.regions().iter().filter(|region| region.code != self.context.region).collect();
        others.sort_by_key(|region| (!neighbours.contains(&region.code), region.name.clone()));
        others.into_iter().map(|region| Choice::new(region.code.as_str(), region.name.to_string())).collect()
    }
}

/// Hours a week in words.
pub(super) fn hours(page: &Page, fewest: u8, most: u8) -> String {
    let (fewest, most) = (u16::from(fewest), u16::from(most));
    if fewest == most {
        page.count("hours-exactly", most)
    } else {
        page.say_with("hours-range", &[("min", fewest.into()), ("max", most.into())])
    }
}
