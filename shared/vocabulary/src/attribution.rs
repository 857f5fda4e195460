//! What the makers of the data ask to be said about it; shown on the about page of both programs and written
//! out in `docs/licences/data.md`.

use crate::Language;

/// One source of data and the words that its licence asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// The name of the source.
    pub name: &'static str,
    /// The licence, by its SPDX name.
    pub licence: &'static str,
    /// Where the licence or the source can be read.
    pub link: &'static str,
    sentence_nl: &'static str,
    sentence_en: &'static str,
}

impl Attribution {
    /// What is said about the source: who made it, what is used, and that it was changed.
    #[must_use]
    pub fn sentence(&self, language: Language) -> &'static str {
        if language == Language::NL { self.sentence_nl } else { self.sentence_en }
    }
}

/// Every source of data that the programs carry or import.
#[must_use]
pub const fn attributions() -> &'static [Attribution] {
    &[
        Attribution {
            name: "ESCO",
            licence: "CC-BY-4.0",
            link: "https://esco.ec.europa.eu",
            sentence_nl: "Deze dienst gebruikt de ESCO-classificatie van de Europese Commissie. De gegevens zijn \
                          bewerkt: een keuze uit beroepen en vaardigheden, met eigen vertalingen waar een \
                          Nederlandse naam ontbrak.",
            sentence_en: "This service uses the ESCO classification of the European Commission. The data were \
                          modified: a selection of occupations and skills, with translations of our own where a \
                          Dutch name was missing.",
        },
        Attribution {
            name: "ISCO-08",
            licence: "CC-BY-4.0",
            link: "https://www.ilo.org",
            sentence_nl: "De beroepsgroepen zijn die van ISCO-08 van de Internationale Arbeidsorganisatie, met de \
                          namen uit ESCO.",
            sentence_en: "The occupation groups are those of ISCO-08 of the International Labour Organization, \
                          with the names given in ESCO.",
        },
        Attribution {
            name: "CBS, Gebieden in Nederland 2026; gemeentegrenzen",
            licence: "CC-BY-4.0",
            link: "https://www.cbs.nl",
            sentence_nl: "Arbeidsmarktregio's, gemeenten en hun indeling: Centraal Bureau voor de Statistiek (CBS); \
                          middelpunten door ons berekend uit grenzen van CBS en Kadaster. Bewerkt.",
            sentence_en: "Labour-market regions, municipalities and their division: Statistics Netherlands (CBS); \
                          centre points computed by us from borders of CBS and Kadaster. Modified.",
        },
        Attribution {
            name: "CBS, SBI 2008",
            licence: "CC-BY-4.0",
            link: "https://www.cbs.nl",
            sentence_nl: "De sectoren volgen de secties van de Standaard Bedrijfsindeling 2008 van het Centraal \
                          Bureau voor de Statistiek (CBS), aangepast aan de sectoren van dit netwerk.",
            sentence_en: "The sectors follow the sections of the Dutch Standard Industrial Classification 2008 of \
                          Statistics Netherlands (CBS), adapted to the sectors of this network.",
        },
        Attribution {
            name: "UWV, open match",
            licence: "CC-BY-4.0",
            link: "https://www.uwv.nl",
            sentence_nl: "Verdelingen van vacatures over regio's en beroepsklassen in proef- en testgegevens: UWV, \
                          open match. Bewerkt.",
            sentence_en: "Shares of vacancies per region and occupation class in pilot and test data: UWV, open \
                          match. Modified.",
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_has_its_sentence_in_both_languages_here_and_in_the_documents() {
        let esco = attributions().iter().find(|it| it.name == "ESCO").unwrap();
        assert!(
            esco.sentence(Language::EN)
                .starts_with("This service uses the ESCO classification of the European Commission.")
        );
        assert!(
            esco.sentence(Language::EN).contains("modified")
                && esco.sentence(Language::NL).contains("bewerkt")
        );
        let written = include_str!("../../../docs/licences/data.md");
        for it in attributions() {
            assert!(
                written.contains(it.sentence(Language::EN)) && written.contains(it.sentence(Language::NL)),
                "{}",
                it.name
            );
            assert!(it.link.starts_with("https://") && !it.licence.is_empty());
            assert_ne!(it.sentence(Language::NL), it.sentence(Language::EN), "{}", it.name);
        }
    }
}
