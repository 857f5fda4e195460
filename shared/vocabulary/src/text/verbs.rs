//! Verbs as people write them, back to the form that the list has: *kookt*, *kookte* and *gekookt* are *koken*,
//! *maak … schoon* and *schoongemaakt* are *schoonmaken*, and *drove* is *drive*.
//!
//! A form is only ever taken for a verb that some name in the list has, so no dictionary is needed for regular
//! verbs; strong ones stand in a short table. What is said here is possible, not certain: the reader of a sentence
//! decides where a verb can stand.

use std::{collections::BTreeMap, sync::LazyLock};

/// First parts of verbs that are written apart: *maak schoon*.
const PARTICLES: &[&str] = &[
    "aan", "achter", "af", "bij", "binnen", "dicht", "door", "in", "klaar", "lang", "les", "los", "mee",
    "na", "neer", "om", "onder", "op", "open", "over", "plaats", "rond", "samen", "schoon", "stil", "tegen",
    "terug", "toe", "uit", "vast", "voor", "vrij", "weg",
];
/// First parts that are never written apart, and that take the place of *ge* in a participle.
const PREFIXES: &[&str] = &["be", "ge", "her", "ont", "ver"];
/// Strong verbs: the infinitive, its past, and its participle without *ge*.
const STRONG: &str = "\
    bakken bakte bakken,bieden bood boden,bijten beet beten,binden bond bonden,blazen blies blazen,breken brak broken,\
    brengen bracht bracht,buigen boog bogen,denken dacht dacht,doen deed daan,dragen droeg dragen,drijven dreef dreven,\
    duwen duwde duwd,eten at geten,geven gaf geven,gieten goot goten,gaan ging gaan,graven groef graven,\
    hangen hing hangen,hebben had had,helpen hielp holpen,houden hield houden,kiezen koos kozen,kijken keek keken,\
    komen kwam komen,kopen kocht kocht,krijgen kreeg kregen,laden laadde laden,laten liet laten,lezen las lezen,\
    liggen lag legen,lopen liep lopen,melken molk molken,meten mat meten,nemen nam nomen,prijzen prees prezen,\
    rijden reed reden,roepen riep roepen,ruiken rook roken,schenken schonk schonken,scheren schoor schoren,\
    schieten schoot schoten,schrijven schreef schreven,schuiven schoof schoven,slaan sloeg slagen,\
    slijpen sleep slepen,sluiten sloot sloten,snijden sneed sneden,spreken sprak sproken,springen sprong sprongen,\
    spuiten spoot spoten,staan stond staan,steken stak stoken,strijken streek streken,treffen trof troffen,\
    trekken trok trokken,vangen ving vangen,varen voer varen,vechten vocht vochten,verliezen verloor verloren,\
    vinden vond vonden,vliegen vloog vlogen,vouwen vouwde vouwen,vragen vroeg vraagd,wassen waste wassen,\
    wegen woog wogen,werpen wierp worpen,werven wierf worven,weven weefde weven,wijzen wees wezen,\
    winden wond wonden,wrijven wreef wreven,zenden zond zonden,zien zag zien,zingen zong zongen,\
    zitten zat zeten,zoeken zocht zocht,zwemmen zwom zwommen";

/// The strong verbs by their past, and by their participle without *ge*.
static BY_FORM: LazyLock<[BTreeMap<&str, &str>; 2]> = LazyLock::new(|| {
    let mut by_form = [BTreeMap::new(), BTreeMap::new()];
    for row in STRONG.split(',') {
        let mut words = row.split_whitespace();
        let Some(verb) = words.next() else { continue };
        for (forms, form) in by_form.iter_mut().zip(words) {
            forms.insert(form, verb);
        }
    }
    by_form
});

/// English strong verbs: the form, and the verb.
const ENGLISH_STRONG: &str = "\
    bought buy,brought bring,built build,caught catch,chose choose,cut cut,did do,drew draw,driven drive,drove drive,\
    fed feed,fixed fix,gave give,grew grow,held hold,kept keep,laid lay,led lead,lent lend,made make,met meet,\
    paid pay,ran run,read read,rode ride,sang sing,sent send,sewn sew,shot shoot,sold sell,spoke speak,\
    swept sweep,swam swim,taken take,taught teach,took take,understood understand,wore wear,wrote write,written write";

static ENGLISH_BY_FORM: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| ENGLISH_STRONG.split(',').filter_map(|it| it.trim().split_once(' ')).collect());

/// The English verbs of which this can be a past form: *cleaned*, *carried*, *drove*.
pub(crate) fn of_english_past(word: &str) -> Vec<String> {
    let strong = ENGLISH_BY_FORM.get(word).map(|it| (*it).to_owned());
    let Some(rest) = word.strip_suffix("ed").filter(|it| it.len() >= 2) else {
        return strong.into_iter().collect();
    };
    let mut verbs = vec![rest.to_owned(), format!("{rest}e")];
    verbs.extend(rest.strip_suffix('i').map(|it| format!("{it}y")));
    let mut letters = rest.chars().rev();
    if letters.next() == letters.next() {
        verbs.extend(rest.get(..rest.len() - 1).map(str::to_owned));
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
        verbs.extend(BY_FORM[0].get(rest).map(|it| format!("{first}{it}")));
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
    let mut verbs: Vec<String> = BY_FORM[1].get(rest).map(|it| (*it).to_owned()).into_iter().collect();
    verbs.extend(rest.strip_suffix(['t', 'd']).map(of_stem).unwrap_or_default());
    // *gezet*, *gemeld*: the stem has the letter already.
    verbs.extend(rest.ends_with(['t', 'd']).then(|| of_stem(rest)).unwrap_or_default());
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
