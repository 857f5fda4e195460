//! What job titles carry along that says little about the work: hours, places, *m/v/x*, *gezocht*, the level.
//!
//! Nothing is forbidden outright: each word of a title gets a weight, and when every word is noise all of them
//! count. Names of employers cannot be known; what follows *bij* and what stands behind a dash counts for less.

use super::{
    places::Places,
    tokens::{Token, tokens},
};
use std::{collections::BTreeSet, sync::LazyLock};

/// Words without meaning for the work: articles, prepositions and what advertisements add.
static NOISE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     a aan af alle als an and are at avond baan ben bent bij bijbaan contract dagen de deeltijd die \
     dienstverband direct een eigen en enthousiaste ervaring euro flexibel flexibele for fte full \
     fulltime functie gemotiveerd gemotiveerde gezellige gezocht goede hbo het hours hrs in intern \
     is je jij job jou jouw kom komen leuke looking m mbo me met minimaal mv mvd mvx naar nieuwe \
     niveau of omgeving on onbepaalde ons onze op or our part parttime per pw regio salaris snel \
     spoed startdatum te team the tijd tijdelijk tijdelijke to tot uren uur uurs v vacature \
     vacatures van vanaf vast vaste verdien vm vmbo voltijd voor wanted we week weekend wie wij \
     with wo word x you zoek zoeken zoekt zsm zzp"
        .split_whitespace()
        .collect()
});

/// Words that tell a little: how far along somebody is, not what the work is.
static WEAK: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     1e 2e 3e aankomend aankomende all allround bbl beginnend beginnende bekwame bol derde \
     deskundige duaal eerste ervaren gediplomeerd gediplomeerde gespecialiseerd gespecialiseerde \
     gevorderd gevorderde hybride i ii iii instromer interim iv jr junior lead leerling \
     leerwerkplek leerwerktraject medior ondernemende oproepkracht principal professional remote \
     representatieve round senior sr staff stage stagiair stagiaire startend startende starter \
     thuiswerk thuiswerken trainee traineeship tweede uitvoerend uitzendkracht vakantiekracht \
     vakantiewerk vakkundige vakvolwassen young zelfstandig zelfstandige zij zomerbaan"
        .split_whitespace()
        .collect()
});

/// The weight of a word that tells a little.
const WEAK_WEIGHT: f32 = 0.25;
/// The weight of words behind the first dash, bar, comma or bracket.
const LATER_WEIGHT: f32 = 0.65;
/// The weight of words behind *bij* and the like: mostly the name of the employer.
const AT_EMPLOYER_WEIGHT: f32 = 0.35;
/// The longest query that is looked at, in words: a sentence, not a letter.
const MOST_WORDS: usize = 32;
/// The longest query that is looked at, in bytes.
const MOST_BYTES: usize = 1_000;

/// A word of a query and how much it counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weighed {
    pub(crate) word: String,
    pub(crate) weight: f32,
}

/// The words of a name in the list: without the words that mean nothing, unless nothing else would be left.
pub(crate) fn words_of_name(text: &str) -> Vec<String> {
    let all: Vec<String> = tokens(text).into_iter().map(|it| it.word).collect();
    let kept: Vec<String> = all.iter().filter(|word| !is_filler(word)).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// The words of a title as somebody wrote it, weighed.
pub(crate) fn words_of_title(text: &str, places: &Places) -> Vec<Weighed> {
    let text = text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or_default();
    let tokens = tokens(text);
    let words: Vec<&str> = tokens.iter().map(|it| it.word.as_str()).collect();
    let in_place = places.marked(&words);
    let mut weighed: Vec<Weighed> = Vec::new();
    let mut position = 1.0_f32;
    let mut asked = false;
    let mut before = 0;
    for (at, (token, in_place)) in tokens.iter().zip(in_place).enumerate() {
        let between = text.get(before..token.start).unwrap_or_default();
        let glued = before > 0 && !between.contains(char::is_whitespace);
        before = token.end;
        if !weighed.is_empty() && separates(between) {
            position = position.min(LATER_WEIGHT);
        }
        if is_form_of_gender(&token.word, between, glued) || in_place {
            continue;
        }
        if is_licence(&tokens, at) && weighed.iter().all(|it| !is_about_driving(&it.word)) {
            asked = !weighed.is_empty();
        }
        if asked && (is_licence(&tokens, at) || LICENCES.contains(&*token.word)) {
            position = position.min(AT_EMPLOYER_WEIGHT);
            continue;
        }
        if matches!(token.word.as_str(), "bij" | "at") && !weighed.is_empty() {
            position = position.min(AT_EMPLOYER_WEIGHT);
        }
        let weight = own_weight(&token.word) * position;
        if weight > 0.0 {
            weighed.push(Weighed { word: token.word.clone(), weight });
        }
    }
    if weighed.is_empty() {
        weighed = tokens.into_iter().map(|it| Weighed { word: it.word, weight: 1.0 }).collect();
    }
    weighed.truncate(MOST_WORDS);
    weighed
}

/// Whether the paper that says what somebody may drive is named here: *rijbewijs*, *driving licence*.
fn is_licence(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |it| &it.word);
    let before = at.checked_sub(1).map_or("", word);
    // *Theorie voor het rijbewijs* is about the licence itself.
    word(at) == "rijbewijs" && before != "het"
        || matches!(word(at), "driving" | "drivers") && matches!(word(at + 1), "licence" | "license")
}

/// Whether a licence is part of the work, not only asked for besides: a *chauffeur*, and who teaches how to drive.
fn is_about_driving(word: &str) -> bool {
    let ends =
        ["chauffeur", "bezorger", "koerier", "courier", "driver", "bestuurder", "instructeur", "docent"];
    ends.iter().any(|it| word.ends_with(it)) || matches!(word, "examinator" | "instructor" | "teacher")
}

/// What stands beside a licence.
static LICENCES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "a am auto b be bezit c c1 c1e categorie category ce code95 d d1 de e full geldig licence license nodig required t \
     valid vereist verplicht"
        .split_whitespace()
        .collect()
});

fn own_weight(word: &str) -> f32 {
    if is_filler(word) || is_amount(word) {
        0.0
    } else if WEAK.contains(word) {
        WEAK_WEIGHT
    } else {
        1.0
    }
}

/// Whether a word means nothing for the work.
pub(crate) fn is_filler(word: &str) -> bool {
    NOISE.contains(word)
}

/// Whether a word only says how far along somebody is.
pub(crate) fn is_weak(word: &str) -> bool {
    WEAK.contains(word)
}

/// Numbers and hours: `24`, `36u`, `40hrs`.
fn is_amount(word: &str) -> bool {
    let rest = word.trim_start_matches(|it: char| it.is_ascii_digit());
    rest.len() < word.len()
        && matches!(rest, "" | "u" | "uur" | "uren" | "h" | "hrs" | "k" | "fte" | "x" | "plus")
}

/// The second form in `assistent(e)`, `verkoper/-ster` and `medewerk(st)er`.
fn is_form_of_gender(word: &str, between: &str, glued: bool) -> bool {
    glued
        && between.ends_with(['(', '/', '-'])
        && matches!(
            word,
            "e" | "in"
                | "ster"
                | "es"
                | "se"
                | "euse"
                | "trice"
                | "ice"
                | "n"
                | "s"
                | "r"
                | "v"
                | "m"
                | "x"
                | "d"
        )
        && !(between == "-" && word == "e")
}

/// Whether what stands between two words begins a new part of the title.
fn separates(between: &str) -> bool {
    between.contains(['|', '–', '—', '(', ',', ':', ';', '•', '@', '['])
        || between.contains(" -")
        || between.contains("- ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: &[&str]) {
        let words = words_of_title(title, &Places::embedded());
        assert_eq!(words.iter().map(|it| it.word.as_str()).collect::<Vec<_>>(), expected, "{title}");
    }

    #[test]
    fn a_job_title_is_left_with_the_words_that_tell() {
        check("Verpleegkundige (m/v/x), 24-32 uur", &["verpleegkundige"]);
        check("Verzorgende IG 24 uur Zwolle m/v", &["verzorgende", "ig"]);
        check("Gezocht: loodgieter in Den Haag", &["loodgieter"]);
        check("Administratief assistent(e) 36u", &["administratief", "assistent"]);
        check("verkoper/-ster fulltime", &["verkoper"]);
        check("Ervaren C++ / C# developer", &["ervaren", "c++", "c#", "developer"]);
        check("chauffeur CE Alphen aan den Rijn", &["chauffeur", "ce"]);
        check("hovenier met rijbewijs BE", &["hovenier"]);
        check("loodgieter, rijbewijs B vereist", &["loodgieter"]);
        check("Electrician with driving licence B", &["electrician"]);
        check("chauffeur met rijbewijs C", &["chauffeur", "rijbewijs", "c"]);
        check("theorie voor het rijbewijs", &["theorie", "rijbewijs"]);
        check("docent rijbewijs C", &["docent", "rijbewijs", "c"]);
        check("DIËTIST", &["dietist"]);
        check("de", &["de"]);
        check(" -- ", &[]);
    }

    #[test]
    fn what_tells_less_weighs_less() {
        let of = |title: &str, word: &str| {
            let words = words_of_title(title, &Places::embedded());
            words.iter().find(|it| it.word == word).map(|it| it.weight)
        };
        assert_eq!(of("allround timmerman", "timmerman"), Some(1.0));
        assert!(of("allround timmerman", "allround") < Some(0.5));
        assert!(of("Kok bij Villa Zon", "zon") < of("Kok Villa Zon", "zon"));
        assert!(of("Kok | Villa Zon", "zon") < of("Kok Villa Zon", "zon"));
    }
}
