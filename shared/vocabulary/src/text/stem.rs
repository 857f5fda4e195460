//! The stem of a word: plural, diminutive and gender forms become one, so that *verkoopster* meets *verkoper*.
//!
//! A light stemmer for Dutch that does no harm to English plurals; in the spirit of Kraaij and Pohlmann (1994),
//! but with the endings of names of occupations first. A stem is a key for comparing, not a word to show.

/// Endings of occupations by gender and number, longest first, with what takes their place.
const FORMS: &[(&str, &str)] = &[
    ("vrouwen", "man"),
    ("mannen", "man"),
    ("lieden", "man"),
    ("arissen", "ar"),
    ("trices", "teur"),
    ("vrouw", "man"),
    ("trice", "teur"),
    ("teuse", "teur"),
    ("essen", ""),
    ("sters", ""),
    ("euses", "eur"),
    ("esses", ""),
    ("feuse", "feur"),
    ("seuse", "seur"),
    ("innen", ""),
    ("aris", "ar"),
    ("aars", "ar"),
    ("esse", ""),
    ("ster", ""),
    ("ingen", ""),
    ("eurs", "eur"),
    ("lui", "man"),
    ("ings", ""),
    ("ing", ""),
    ("ares", "ar"),
    ("ers", ""),
    ("ens", ""),
    ("ies", "ie"),
    ("aar", "ar"),
    ("er", ""),
    ("en", ""),
    ("in", ""),
    ("es", ""),
    ("e", ""),
    ("s", ""),
];

/// What must be left of a word when an ending is taken off.
const LEAST_STEM: usize = 4;

/// The stem of a folded word. Words with other letters than a to z, and short ones, are their own stem.
pub(crate) fn stem(word: &str) -> String {
    if word.len() < 5 || !word.bytes().all(|it| it.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let cut = FORMS.iter().find_map(|(ending, instead)| {
        let rest = word.strip_suffix(ending)?;
        let enough = rest.len() >= LEAST_STEM || rest.len() == 3 && ending.len() >= 3;
        // `ss` is no plural: business, fitness.
        (enough && !(*ending == "s" && rest.ends_with(['s', 'u', 'i']))).then(|| format!("{rest}{instead}"))
    });
    simplified(&cut.unwrap_or_else(|| word.to_owned()))
}

/// Spelling that changes with an open or closed syllable: `verkoop` and `verkop`, `kapp` and `kap`.
fn simplified(stem: &str) -> String {
    let mut out = String::with_capacity(stem.len());
    for letter in stem.chars() {
        if out.ends_with(letter) {
            continue;
        }
        out.push(letter);
    }
    match out.pop() {
        Some('v') => out.push('f'),
        Some('z') => out.push('s'),
        Some(last) => out.push(last),
        None => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_occupation_have_one_stem() {
        for forms in [
            &["verkoper", "verkoopster", "verkopers", "verkoopsters"][..],
            &["kapper", "kapster", "kappers"],
            &["leraar", "lerares", "leraren"],
            &["docent", "docente", "docenten"],
            &["directeur", "directrice", "directeuren"],
            &["timmerman", "timmervrouw", "timmerlieden", "timmerlui"],
            &["secretaris", "secretaresse"],
            &["schoonmaker", "schoonmaakster", "schoonmakers"],
            &["verpleegkundige", "verpleegkundigen"],
            &["driver", "drivers"],
            &["chauffeur", "chauffeuse", "chauffeurs"],
        ] {
            let stems: Vec<_> = forms.iter().map(|it| stem(it)).collect();
            assert!(stems.windows(2).all(|it| it[0] == it[1]), "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn other_occupations_keep_other_stems() {
        let check = |a: &str, b: &str| assert_ne!(stem(a), stem(b), "{a} {b}");
        check("bakker", "slager");
        check("manager", "man");
        check("beheerder", "behanger");
        check("business", "busines"); // spellcheck:off
        check("c++", "c#");
    }
}
