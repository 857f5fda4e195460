//! Where verbs stand in a Dutch sentence, and which verb each form is: *ik maak de keuken schoon* has *schoonmaken*.
//!
//! A form that some name in the list has stays as it is, unless its place says that it is a verb: beside a subject
//! (*ik was*), or with *heb*, *is* and the like in its clause. Everything else about the sentence stays.

use super::{
    noise::is_filler,
    tokens::Token,
    verbs::{is_particle, of_english_past, of_finite, of_gerund, of_participle},
};
use std::ops::Range;

/// Words beside which a verb stands.
const SUBJECTS: &[&str] = &["ik", "je", "jij", "u", "hij", "zij", "ze", "wij", "we", "jullie", "men"];
/// Words that ask for a participle.
const AUXILIARIES: &[&str] =
    &["heb", "hebt", "heeft", "hebben", "had", "hadden", "is", "zijn", "ben", "wordt", "worden", "werd"];
/// Words between two clauses, or two parts of one.
const JOINING: &[&str] = &["en", "of", "maar", "want", "dan", "om", "voordat", "zodat"];
/// First parts that are no preposition, so that a verb right behind them belongs to them.
const SURE_PARTICLES: &[&str] = &["klaar", "les", "los", "mee", "samen", "schoon", "terug", "vast", "weg"];

/// Whether what stands between two words ends a clause.
pub(crate) fn ends_clause(between: &str) -> bool {
    between.contains(['.', ',', ';', ':', '!', '?', '\n', '•', '|', '(', ')', '*', '–', '—', '"'])
}

/// The words of a text with the infinitive in place of each form of a verb; the first part of a verb that was written
/// apart is left empty. `names_with` says how many names in the
/// list have a word.
pub(crate) fn with_verbs(
    text: &str,
    mut tokens: Vec<Token>,
    names_with: impl Fn(&str) -> usize,
) -> Vec<Token> {
    for clause in clauses(text, &tokens) {
        let words: Vec<&str> =
            tokens.get(clause.clone()).unwrap_or_default().iter().map(|it| &*it.word).collect();
        let verbs = verbs_of(&words, &names_with);
        for (token, verb) in tokens.get_mut(clause).unwrap_or_default().iter_mut().zip(verbs) {
            if let Some(verb) = verb {
                token.word = verb;
            }
        }
    }
    tokens
}

/// The words of an English text, each with the verb that it may be a form of: *managed* and *managing* with *manage*.
/// A form that no name has is that verb; of others both readings stay, since *welding* is a name too.
pub(crate) fn with_english_verbs(mut tokens: Vec<Token>, names_with: impl Fn(&str) -> usize) -> Vec<Token> {
    with_team_words(&mut tokens);
    for token in &mut tokens {
        if matches!(&*token.word, "did" | "does" | "doing" | "done") {
            "do".clone_into(&mut token.word);
        }
        let past = best(of_english_past(&token.word), &names_with);
        let Some(verb) = past.or_else(|| best(of_gerund(&token.word), &names_with)) else { continue };
        if names_with(&token.word) == 0 {
            token.word = verb;
        } else {
            token.verb = Some(verb);
        }
    }
    tokens
}

/// A team is not work, so the word alone is left out of names and titles; what is done in one, or to one, is kept here
/// as one word: *team player*, *work in a small team*, *lead a team*.
fn with_team_words(tokens: &mut [Token]) {
    let words: Vec<String> = tokens.iter().map(|it| it.word.clone()).collect();
    for (place, _) in words.iter().enumerate().filter(|it| *it.1 == "team") {
        let next = words.get(place + 1).map_or("", String::as_str);
        let before = || words.get(place.saturating_sub(TEAM_BEFORE)..place).into_iter().flatten();
        let read = |list: &[&str]| before().any(|it| list.contains(&&**it));
        if TEAM_WORDS.contains(&next)
            && let Some([team, next]) = tokens.get_mut(place..place + 2)
        {
            next.word.insert_str(0, "team");
            next.start = team.start;
            team.word = String::new();
        } else if let Some(team) = tokens.get_mut(place) {
            if read(LEADING) {
                "teammanagement".clone_into(&mut team.word);
            } else if read(&["as", "in", "part", "within"]) && !read(&["join", "joins"]) {
                "teamwork".clone_into(&mut team.word);
            }
        }
    }
}

/// How many words before *team* are read.
const TEAM_BEFORE: usize = 3;
/// What is done to a team.
const LEADING: &[&str] = &[
    "build",
    "building",
    "built",
    "coach",
    "coached",
    "coaching",
    "head",
    "headed",
    "heading",
    "lead",
    "leading",
    "led",
    "manage",
    "managed",
    "managing",
    "ran",
    "run",
    "running",
    "supervise",
    "supervised",
    "supervising",
];
/// What stands behind *team* as one word with it.
const TEAM_WORDS: &[&str] = &[
    "building",
    "leader",
    "leading",
    "management",
    "oriented",
    "player",
    "players",
    "spirit",
    "work",
    "working",
];

/// The clauses of a text: runs of words without a sign between them.
fn clauses(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let (mut from, mut before) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        if at > from && ends_clause(text.get(before..token.start).unwrap_or_default()) {
            clauses.push(from..at);
            from = at;
        }
        before = token.end;
    }
    clauses.push(from..tokens.len());
    clauses
}

/// For each word of a clause the verb that it is a form of, if it is one.
fn verbs_of(words: &[&str], names_with: &impl Fn(&str) -> usize) -> Vec<Option<String>> {
    let has = |at: usize, list: &[&str]| words.get(at).is_some_and(|it| list.contains(it));
    let has_auxiliary = words.iter().any(|it| AUXILIARIES.contains(it));
    let mut found = vec![None; words.len()];
    for (at, word) in words.iter().enumerate().filter(|it| !is_filler(it.1)) {
        let beside_subject = has(at + 1, SUBJECTS) || at > 0 && has(at - 1, SUBJECTS);
        let itself = names_with(word);
        let finite = || best(of_finite(word), names_with).filter(|_| itself == 0 || beside_subject);
        let participle = || {
            let known = best(of_participle(word), names_with);
            known.filter(|it| itself == 0 || has_auxiliary && names_with(it) > itself)
        };
        if let Some((verb, particle)) = apart(words, at, names_with) {
            set(&mut found, particle, String::new());
            set(&mut found, at, verb);
        } else if let Some(verb) = participle().or_else(finite) {
            set(&mut found, at, verb);
        }
    }
    found
}

fn set(found: &mut [Option<String>], at: usize, word: String) {
    if let Some(place) = found.get_mut(at).filter(|it| it.is_none()) {
        *place = Some(word);
    }
}

/// The verb whose first part stands elsewhere: behind the verb at the end (*maak de keuken schoon*), or right before
/// it (*schoon te maken*). With the place of that part.
fn apart(words: &[&str], at: usize, names_with: &impl Fn(&str) -> usize) -> Option<(String, usize)> {
    let word = words.get(at)?;
    let before = |back: usize| at.checked_sub(back).and_then(|it| Some((it, *words.get(it)?)));
    let close = match before(1) {
        Some((_, "te")) => before(2).filter(|it| is_particle(it.1)),
        other => other.filter(|it| SURE_PARTICLES.contains(&it.1)),
    };
    if let Some((place, first)) = close
        && let Some(verb) = best(vec![format!("{first}{word}")], names_with)
    {
        return Some((verb, place));
    }
    let rest = words.get(at + 1..)?;
    let ends = |place: usize| rest.get(place + 1).is_none_or(|it| JOINING.contains(it));
    let particles = rest.iter().enumerate().filter(|(place, it)| is_particle(it) && ends(*place));
    let verbs = of_finite(word);
    particles.into_iter().find_map(|(place, first)| {
        let verb = best(verbs.iter().map(|it| format!("{first}{it}")).collect(), names_with)?;
        Some((verb, at + 1 + place))
    })
}

/// The verb that most names have; none when no name has any.
fn best(verbs: Vec<String>, names_with: &impl Fn(&str) -> usize) -> Option<String> {
    let counted = verbs.into_iter().map(|it| (names_with(&it), it));
    counted.filter(|it| it.0 > 0).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    const NAMES: &[&str] = &[
        "koken",
        "schoonmaken",
        "wassen",
        "was",
        "opnemen",
        "plannen",
        "bijhouden",
        "gebied",
        "bieden",
        "verkopen",
    ];

    fn check(text: &str, expected: &str) {
        let read = with_verbs(text, tokens(text), |it| usize::from(NAMES.contains(&it)));
        let words: Vec<String> = read.into_iter().map(|it| it.word).filter(|it| !it.is_empty()).collect();
        assert_eq!(words.join(" "), expected, "{text}");
    }

    #[test]
    fn a_verb_is_read_in_each_of_its_forms() {
        check("Ik kook graag.", "ik koken graag");
        check("Ik heb vaak gekookt", "ik heb vaak koken");
        check("zij verkocht kleding", "zij verkopen kleding");
    }

    #[test]
    fn a_verb_that_is_written_apart_is_read_as_one() {
        check("Ik maak de keuken schoon", "ik schoonmaken de keuken");
        check("Je neemt de telefoon op en plant", "je opnemen de telefoon en plannen");
        check("om de keuken schoon te maken", "om de keuken te schoonmaken");
        check("Ik heb de voorraad bijgehouden", "ik heb de voorraad bijhouden");
    }

    #[test]
    fn a_word_of_the_list_stays_unless_it_stands_where_a_verb_stands() {
        check("de was doen", "de was doen");
        check("ik was kleding", "ik wassen kleding");
        check("Ik heb in dit gebied gekookt", "ik heb in dit gebied koken");
    }

    #[test]
    fn an_english_form_is_read_as_its_verb_beside_what_it_says_itself() {
        const NAMES: &[&str] = &["manage", "weld", "welding", "carry", "teamwork"];
        let check = |text: &str, expected: &str| {
            let read = with_english_verbs(tokens(text), |it| usize::from(NAMES.contains(&it)));
            let shown = read.iter().filter(|it| !it.word.is_empty()).map(|it| match &it.verb {
                Some(verb) => format!("{}/{verb}", it.word),
                None => it.word.clone(),
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
        };
        check("managed budgets", "manage budgets");
        check("carrying boxes", "carry boxes");
        check("welding of pipes", "welding/weld of pipes");
        check("I work in a team", "i work in a teamwork");
        check("a real team player", "a real teamplayer");
        check("led a team", "led a teammanagement");
        check("the sales team", "the sales team");
        check("the thing is red", "the thing is red");
    }
}
