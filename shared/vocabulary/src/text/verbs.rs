//! Verbs as people write them, back to the form that the list has: *kookt*, *kookte* and *gekookt* are *koken*,
//! *maak … schoon* and *schoongemaakt* are *schoonmaken*, and *drove* is *drive*.
//!
//! A form is only ever taken for a verb that some name in the list has, so no dictionary is needed for regular
//! verbs; strong ones stand in a table of our own making. What is said here is possible, not certain: the reader of a sentence
//! decides where a verb can stand.

use crate::table::{Table, TableError};
use std::{collections::BTreeMap, sync::LazyLock};

/// First parts of verbs that are written apart: *maak schoon*.
const PARTICLES: &[&str] = &[
    "aan", "achter", "af", "bij", "binnen", "dicht", "door", "in", "klaar", "lang", "les", "los", "mee",
    "na", "neer", "om", "onder", "op", "open", "over", "plaats", "rond", "samen", "schoon", "stil", "tegen",
    "terug", "toe", "uit", "vast", "voor", "vrij", "weg",
];
/// First parts that are never written apart, and that take the place of *ge* in a participle.
const PREFIXES: &[&str] = &["be", "ge", "her", "ont", "ver"];
static STRONG: LazyLock<Strong> = LazyLock::new(|| Strong::read().expect("a test reads the built-in table"));

/// The strong verbs by their forms.
struct Strong {
    by_past: BTreeMap<String, String>,
    /// Without *ge*.
    by_participle: BTreeMap<String, String>,
    english: BTreeMap<String, String>,
}

impl Strong {
    fn read() -> Result<Self, TableError> {
        let bytes = include_bytes!("../../data/strong_verbs.csv").as_slice();
        let mut table = Table::open("strong_verbs.csv", bytes)?;
        let [language, verb, form, kind] = ["language", "verb", "form", "kind"].map(|it| table.column(it));
        let (language, verb, form, kind) = (language?, verb?, form?, kind?);
        let mut read =
            Self { by_past: BTreeMap::new(), by_participle: BTreeMap::new(), english: BTreeMap::new() };
        while table.next_row()? {
            let forms = match (table.wanted(language)?, table.wanted(kind)?) {
                ("nl", "past") => &mut read.by_past,
                ("nl", "participle") => &mut read.by_participle,
                ("en", "past") => &mut read.english,
                _ => return Err(table.error("language, kind: nl or en, past or participle")),
            };
            forms.insert(table.wanted(form)?.to_owned(), table.wanted(verb)?.to_owned());
        }
        Ok(read)
    }
}

/// The English verbs of which this can be a past form: *cleaned*, *carried*, *drove*.
pub(crate) fn of_english_past(word: &str) -> Vec<String> {
    let mut verbs: Vec<String> = STRONG.english.get(word).cloned().into_iter().collect();
    if let Some(rest) = word.strip_suffix("ed") {
        verbs.extend(of_english_stem(rest));
        verbs.extend(rest.strip_suffix('i').map(|it| format!("{it}y")));
    }
    verbs
}

/// The English verbs of which this can be the form in *-ing*: *cleaning*, *managing*, *planning*.
pub(crate) fn of_gerund(word: &str) -> Vec<String> {
    word.strip_suffix("ing").map(of_english_stem).unwrap_or_default()
}

/// What stands before *-ed* and *-ing* as a verb: *clean* clean, *manag* manage, *plann* plan.
fn of_english_stem(stem: &str) -> Vec<String> {
    let mut letters = stem.chars().rev();
    let (Some(last), Some(before), true) = (letters.next(), letters.next(), stem.is_ascii()) else {
        return Vec::new();
    };
    let mut verbs = vec![stem.to_owned(), format!("{stem}e")];
    if last == before {
        verbs.extend(stem.get(..stem.len() - 1).map(str::to_owned));
    }
    // *thing* and *string* are no forms.
    if !stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        verbs.clear();
    }
    verbs
}

/// Whether a word can be the first part of a verb that is written apart.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// The verbs of which this can be a participle: *gekookt*, *schoongemaakt*, *verzorgd*.
pub(crate) fn of_participle(word: &str) -> Vec<String> {
    let with_particle = PARTICLES.iter().filter_map(|it| Some((*it, word.strip_prefix(it)?)));
    let mut verbs = Vec::new();
    for (particle, rest) in with_particle.chain([("", word)]) {
        let Some(rest) = rest.strip_prefix("ge") else { continue };
        verbs.extend(of_past(rest).into_iter().map(|it| format!("{particle}{it}")));
    }
    for prefix in PREFIXES {
        let Some(rest) = word.strip_prefix(prefix) else { continue };
        verbs.extend(of_past(rest).into_iter().map(|it| format!("{prefix}{it}")));
    }
    verbs
}

/// The verbs of which this can be a finite form: *kook*, *kookt*, *kookte*, and in a clause *schoonmaakt*.
pub(crate) fn of_finite(word: &str) -> Vec<String> {
    let mut verbs = of_present(word);
    verbs.extend(["te", "ten", "de", "den"].iter().filter_map(|it| word.strip_suffix(it)).flat_map(of_stem));
    let first_parts = PARTICLES.iter().chain(PREFIXES).chain([&""]);
    for (first, rest) in first_parts.filter_map(|it| Some((*it, word.strip_prefix(it)?))) {
        verbs.extend(STRONG.by_past.get(rest).map(|it| format!("{first}{it}")));
    }
    verbs
}

fn of_present(word: &str) -> Vec<String> {
    let mut verbs: Vec<String> = word.strip_suffix('t').map(of_stem).unwrap_or_default();
    verbs.extend(of_stem(word));
    verbs
}

/// A participle without its *ge*.
fn of_past(rest: &str) -> Vec<String> {
    let mut verbs: Vec<String> = STRONG.by_participle.get(rest).cloned().into_iter().collect();
    verbs.extend(rest.strip_suffix(['t', 'd']).map(of_stem).unwrap_or_default());
    // *gezet*, *gemeld*: the stem has the letter already.
    if rest.ends_with(['t', 'd']) {
        verbs.extend(of_stem(rest));
    }
    verbs
}

/// The infinitives that a stem can have: *kook* koken, *pak* pakken, *schrijf* schrijven, *help* helpen.
fn of_stem(stem: &str) -> Vec<String> {
    let letters: Vec<char> = stem.chars().collect();
    let (&[.., before, last], true) = (letters.as_slice(), letters.len() > 2 || stem == "ga") else {
        return Vec::new();
    };
    let vowel = |it: char| matches!(it, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if vowel(last) || !stem.is_ascii() {
        return Vec::new();
    }
    let rest = stem.get(..stem.len() - 1).unwrap_or_default();
    let soft = match last {
        'f' => Some('v'),
        's' => Some('z'),
        _ => None,
    };
    let earlier = letters.len().checked_sub(3).and_then(|it| letters.get(it)).copied();
    let short = vowel(before) && !earlier.is_some_and(vowel);
    // Of one syllable with a short vowel the last letter is doubled: *met* is not of *meten*.
    let mut bases = Vec::new();
    if !short || letters.iter().filter(|it| vowel(**it)).count() > 1 {
        bases.push(stem.to_owned());
        bases.extend(soft.map(|it| format!("{rest}{it}")));
    }
    if earlier == Some(before) && matches!(before, 'a' | 'e' | 'o' | 'u') {
        let open = rest.get(..rest.len() - 1).unwrap_or_default();
        bases.push(format!("{open}{last}"));
        bases.extend(soft.map(|it| format!("{open}{it}")));
    } else if short {
        bases.push(format!("{stem}{last}"));
    }
    bases.iter().map(|it| format!("{it}en")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finite_forms_lead_back_to_their_verb() {
        let check = |form: &str, verb: &str| {
            assert!(of_finite(form).iter().any(|it| it == verb), "{form}: {:?}", of_finite(form));
        };
        for (form, verb) in [
            ("kook", "koken"),
            ("kookt", "koken"),
            ("kookte", "koken"),
            ("pakt", "pakken"),
            ("schrijf", "schrijven"),
            ("schreef", "schrijven"),
            ("meet", "meten"),
            ("factureert", "factureren"),
            ("verhuisde", "verhuizen"),
            ("verkocht", "verkopen"),
            ("plant", "plannen"),
            ("schoonmaakt", "schoonmaken"),
        ] {
            check(form, verb);
        }
        assert!(of_finite("de").is_empty() && of_finite("").is_empty());
    }

    #[test]
    fn english_past_forms_lead_back_to_their_verb() {
        for (form, verb) in [
            ("cleaned", "clean"),
            ("managed", "manage"),
            ("planned", "plan"),
            ("carried", "carry"),
            ("drove", "drive"),
        ] {
            assert!(of_english_past(form).iter().any(|it| it == verb), "{form}: {:?}", of_english_past(form));
        }
        assert!(of_english_past("nurse").is_empty());
        for (form, verb) in [("cleaning", "clean"), ("managing", "manage"), ("planning", "plan")] {
            assert!(of_gerund(form).iter().any(|it| it == verb), "{form}: {:?}", of_gerund(form));
        }
        assert!(of_gerund("thing").is_empty() && of_gerund("nurse").is_empty());
    }

    #[test]
    fn participles_lead_back_to_their_verb() {
        let check = |form: &str, verb: &str| {
            assert!(of_participle(form).iter().any(|it| it == verb), "{form}: {:?}", of_participle(form));
        };
        for (form, verb) in [
            ("gekookt", "koken"),
            ("schoongemaakt", "schoonmaken"),
            ("bijgehouden", "bijhouden"),
            ("gereden", "rijden"),
            ("verzorgd", "verzorgen"),
            ("bediend", "bedienen"),
            ("beschreven", "beschrijven"),
            ("gezet", "zetten"),
        ] {
            check(form, verb);
        }
        assert!(of_participle("kok").is_empty());
    }
}
