//! Names of places in titles: the municipalities of the built-in list and a few that people write instead.

use super::tokens::folded_words;
use crate::Geography;

/// Places that are no municipality (any more), provinces, and other names of a municipality.
const OTHER: &[&str] = &[
    "den haag",
    "den bosch",
    "s hertogenbosch",
    "hoofddorp",
    "schiphol",
    "schiphol rijk",
    "badhoevedorp",
    "heerenveen",
    "sneek",
    "drachten",
    "veghel",
    "uden",
    "cuijk",
    "boxmeer",
    "purmerend",
    "nootdorp",
    "naaldwijk",
    "spijkenisse",
    "zaandam",
    "ijmuiden",
    "bussum",
    "naarden",
    "weesp",
    "amsterdam zuidoost",
    "hoogvliet",
    "europoort",
    "botlek",
    "pernis",
    "roosendaal",
    "goes",
    "terneuzen",
    "zierikzee",
    "emmeloord",
    "winschoten",
    "hoogezand",
    "delfzijl",
    "veendam",
    "hengelo",
    "almelo",
    "ridderkerk",
    "sliedrecht",
    "etten leur",
    "kaatsheuvel",
    "waalwijk",
    "son",
    "nuenen",
    "best",
    "sittard",
    "geleen",
    "born",
    "apeldoorn",
    "ugchelen",
    "deventer",
    "zutphen",
    "doetinchem",
    "velp",
    "zevenaar",
    "ede",
    "wageningen",
    "veenendaal",
    "nederland",
    "belgie",
    "randstad",
    "noord holland",
    "zuid holland",
    "noord brabant",
    "brabant",
    "limburg",
    "gelderland",
    "overijssel",
    "flevoland",
    "friesland",
    "drenthe",
    "zeeland",
    "twente",
    "achterhoek",
    "veluwe",
    "betuwe",
    "gooi",
    "netherlands",
];

/// Names that are words of the work as well, so they stay: a title is not known to mean the place.
const ALSO_WORDS: &[&str] = &[
    "bergen", "dalfsen", "ommen", "heerde", "laren", "losser", "rucphen", "west", "duiven", "putten", "noord",
];

/// The longest name of a place, in words.
const MOST_WORDS: usize = 4;

/// The names of places, as words, in order.
#[derive(Debug)]
pub(crate) struct Places(Vec<Vec<String>>);

impl Places {
    /// The places that are built in.
    pub(crate) fn embedded() -> Self {
        let geography = Geography::embedded();
        let names = geography.municipalities().iter().map(|it| it.name.to_string());
        let mut places: Vec<Vec<String>> = names
            .chain(OTHER.iter().map(|it| (*it).to_owned()))
            // `Bergen (L.)`: the bracket tells two municipalities apart and is not written in a title.
            .map(|name| folded_words(name.split('(').next().unwrap_or_default()))
            .filter(|it| !it.is_empty() && !ALSO_WORDS.contains(&it.join(" ").as_str()))
            .collect();
        places.sort();
        places.dedup();
        Self(places)
    }

    /// For each word whether it belongs to the name of a place.
    pub(crate) fn marked(&self, words: &[&str]) -> Vec<bool> {
        let mut marked = vec![false; words.len()];
        for at in 0..words.len() {
            let longest = (1..=MOST_WORDS.min(words.len() - at))
                .rev()
                .find(|len| words.get(at..at + len).is_some_and(|it| self.has(it)));
            if let Some(places) = longest.and_then(|len| marked.get_mut(at..at + len)) {
                places.fill(true);
            }
        }
        marked
    }

    fn has(&self, words: &[&str]) -> bool {
        self.0.binary_search_by(|it| it.iter().map(String::as_str).cmp(words.iter().copied())).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_several_words_is_found_and_other_words_are_not() {
        let places = Places::embedded();
        assert_eq!(places.marked(&["kok", "den", "haag"]), [false, true, true]);
        assert_eq!(places.marked(&["den", "kok"]), [false, false]);
    }
}
