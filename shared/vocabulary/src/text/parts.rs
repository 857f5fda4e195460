//! The parts that a text falls apart in, with the words of each that may name a skill. Words of advertisements and
//! letters that say nothing about the work are left out here (*you have strong … and a proven track record in …*);
//! which verb a word is a form of is not decided here.

use super::{
    clauses::ends_clause,
    noise::{is_filler, is_weak},
    tokens::Token,
};
use crate::Language;
use std::{collections::BTreeSet, sync::LazyLock};

/// A word that may name a skill, alone or with its neighbours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'a> {
    pub(crate) token: &'a Token,
    pub(crate) join: Join,
}

impl Word<'_> {
    /// Whether something that names a skill may begin with it: *put up shelves*, not *up shelves*.
    pub(crate) fn begins(&self) -> bool {
        !PARTICLES.contains(&&*self.token.word)
    }

    /// Whether it may name a skill alone.
    pub(crate) fn names(&self) -> bool {
        let word = &*self.token.word;
        !SKILLS.contains(&word) && !NOT_ALONE.contains(&word)
    }
}

/// What stands between a word and the word before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// Nothing that tells.
    None,
    /// *And* or *or*.
    And,
    /// The same, and the two words are not of one kind: *test software en meldt fouten*.
    AndUnlike,
}

/// Words that are no skill in either language, though some name of a skill has them.
static NO_SKILL: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     ability about affiniteit afgeronde al also altijd am andere as bedrijf been bezit bieden \
     binnen by can candidate collega collegas company daarnaast dat diploma dit door dus er \
     excellent experience from ga gaat gebruik geen goed good graag had has have heb hebben hebt \
     heeft hij how i ideal ik including indien it its jaar jaren job kan kandidaat kennis knowledge \
     kunnen kunt maar mag may meer mensen mij mijn moet must my nice niet no not nu om onder ook \
     opleiding organisatie over plus pre required requirements role samen should skills so sterke \
     strong that their they this tijdens u uit uitstekende us using vaardigheden verder \
     verschillende vind vinden vraag waar waarbij wat weet werk werken werkt werkzaamheden wil will \
     willen word worden wordt would year years your ze zelf ziet zijn zo zodat zorgt zowel"
        .split_whitespace()
        .collect()
});
/// Words of English sentences that are passed over, so that what stands on both sides of them is read together.
static PASSED_OVER: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     across all always any back basic clear closely complex consistently daily different during \
     each effective etc every excellent eye few fluent good great her highly his just keen large \
     like little many monthly more most much my new often old other own quickly real really several \
     small solid some sound such the their these those together various very via weekly well within \
     your"
        .split_whitespace()
        .collect()
});
/// Words of English sentences that end what was said: *who is*, *experience in*, *you will be*.
static ENDING: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     ability able advantage although am are asset be because been being benefit bonus but can \
     candidate colleague colleagues could demonstrable demonstrated desirable eight essential \
     excellent experience experienced expertise familiar familiarity fifty five fluency fluent \
     forty four had has have having he how hundred i id ideal if ill im is it ive join joining kg \
     knowledge looking may me might million must need nine now offer one our preferably preferred \
     proficiency proficient proven required requirement requirements responsibilities responsible \
     role seek seeking seven she should since six skill skilled skills so successful ten than that \
     then they thirty thousand three twelve twenty two understanding until us used was we were what \
     when where whether which while who whom whose why will willing willingness would year years \
     you youll youre youve"
        .split_whitespace()
        .collect()
});
/// Of these the words that belong to what stands before them: *organisational skills*, not *skills in*.
const SKILLS: &[&str] = &["skill", "skills"];
/// Words that belong to the verb before them.
const PARTICLES: &[&str] = &["after", "away", "down", "off", "out", "up"];
/// Words that say what is done only together with others.
const NOT_ALONE: &[&str] = &[
    "did", "do", "doen", "does", "doing", "done", "gave", "geven", "give", "given", "giving", "kept", "keep",
    "keeping", "made", "make", "maken", "making", "nemen", "put", "putting", "take", "taken", "taking",
    "took", "work", "worked", "working", "works",
];
/// Words between two things of the same kind.
const JOINING: &[&str] = &["and", "or", "en", "of"];

/// The words of each part of a text that may name a skill; parts end at signs, line ends and names of places.
pub(crate) fn parts<'a>(
    text: &str,
    tokens: &'a [Token],
    in_places: &[bool],
    language: Language,
) -> Vec<Vec<Word<'a>>> {
    let mut parts = Vec::new();
    let mut part: Vec<Word<'_>> = Vec::new();
    let (mut before, mut joined) = (0, false);
    let (mut previous, mut offered) = ("", false);
    for (token, in_place) in tokens.iter().zip(in_places) {
        let between = text.get(before..token.start).unwrap_or_default();
        before = token.end;
        if ends_clause(between) {
            parts.push(std::mem::take(&mut part));
            offered &= !between.contains(['.', '!', '?', '\n', '•']);
        }
        offered |= offers(previous, &token.word);
        previous = &token.word;
        if offered {
            part.clear();
            continue;
        }
        if *in_place || language == Language::EN && ENDING.contains(&*token.word) {
            if SKILLS.contains(&&*token.word) && !part.is_empty() {
                part.push(Word { token, join: Join::None });
            }
            parts.push(std::mem::take(&mut part));
            continue;
        }
        joined = !part.is_empty() && (joined || JOINING.contains(&&*token.word));
        if !says_nothing(&token.word, language) {
            let join = if joined { join(part.last(), token, language) } else { Join::None };
            part.push(Word { token, join });
            joined = false;
        }
    }
    parts.push(part);
    parts.retain(|it| !it.is_empty());
    parts
}

/// Whether what follows is what an employer gives: pay, pension, holidays.
fn offers(previous: &str, word: &str) -> bool {
    matches!((previous, word), ("we", "offer" | "bieden") | ("wij", "bieden") | ("bieden", "we" | "wij"))
}

/// A Dutch verb in its whole form is not of one kind with a word that cannot be one.
fn join(before: Option<&Word<'_>>, token: &Token, language: Language) -> Join {
    let whole_form = |it: &Token| it.word.ends_with("en");
    let unlike = before.is_some_and(|it| whole_form(token) && !whole_form(it.token));
    if language == Language::NL && unlike { Join::AndUnlike } else { Join::And }
}

fn says_nothing(word: &str, language: Language) -> bool {
    word.is_empty()
        || is_filler(word)
        || is_weak(word)
        || NO_SKILL.contains(word)
        || language == Language::EN && PASSED_OVER.contains(word)
        || word.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn check(text: &str, language: Language, expected: &[&str]) {
        let tokens = tokens(text);
        let parts = parts(text, &tokens, &vec![false; tokens.len()], language);
        let shown =
            |it: &Word<'_>| format!("{}{}", if it.join == Join::None { "" } else { "+" }, it.token.word);
        let shown: Vec<String> =
            parts.iter().map(|it| it.iter().map(shown).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_sentence_of_a_vacancy_is_left_with_what_it_asks() {
        check(
            "You have strong communication skills and a proven track record in project management.",
            Language::EN,
            &["communication skills", "track record project management"],
        );
        check("Experience with Python and SQL is a plus.", Language::EN, &["python +sql"]);
        check("Je hebt ervaring met lassen en slijpen.", Language::NL, &["lassen +slijpen"]);
        check("We offer a good salary and a pension. You weld.", Language::EN, &["weld"]);
        check("Wij bieden een pensioen. Je last.", Language::NL, &["last"]);
        check("Je biedt een luisterend oor.", Language::NL, &["biedt luisterend oor"]);
    }
}
