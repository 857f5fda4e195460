//! Names of places in titles: the municipalities of the built-in list and a few that people write instead.

use super::tokens::folded_words;
use crate::Geography;

/// Places that are no municipality (any more), provinces, and other names of a municipality.
const OTHER: &str = "\
    achterhoek, almelo, amsterdam zuidoost, apeldoorn, badhoevedorp, belgie, best, betuwe, born, \
     botlek, boxmeer, brabant, bussum, cuijk, delfzijl, den bosch, den haag, deventer, doetinchem, \
     drachten, drenthe, ede, emmeloord, etten leur, europoort, flevoland, friesland, gelderland, \
     geleen, goes, gooi, heerenveen, hengelo, hoofddorp, hoogezand, hoogvliet, ijmuiden, \
     kaatsheuvel, limburg, naaldwijk, naarden, nederland, netherlands, noord brabant, \
     noord holland, nootdorp, nuenen, overijssel, pernis, purmerend, randstad, ridderkerk, \
     roosendaal, s hertogenbosch, schiphol, schiphol rijk, sittard, sliedrecht, sneek, son, \
     spijkenisse, terneuzen, twente, uden, ugchelen, veendam, veenendaal, veghel, velp, veluwe, \
     waalwijk, wageningen, weesp, winschoten, zaandam, zeeland, zevenaar, zierikzee, zuid holland, \
     zutphen";

/// Names that are words of the work as well, so they stay: a title is not known to mean the place.
const ALSO_WORDS: &str = "bergen dalfsen ommen heerde laren losser rucphen west duiven putten noord";

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
            .chain(OTHER.split(',').map(str::to_owned))
            // `Bergen (L.)`: the bracket tells two municipalities apart and is not written in a title.
            .map(|name| folded_words(name.split('(').next().unwrap_or_default()))
            .filter(|it| !it.is_empty() && !ALSO_WORDS.split(' ').any(|word| *it == [word]))
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
