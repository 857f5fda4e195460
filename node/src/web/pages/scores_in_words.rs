//! A person never reads a score without words: wherever a score stands on a page, what it means stands beside it in the
//! same paragraph, cell or item, and a bar never stands without such a line in its card.

use super::samples::all;
use service::web::locale::Locale;

/// What a score of a match or of a change of occupation means, as pages say it.
const MEANINGS: [(Locale, &[&str]); 2] = [
    (Locale::Nl, &["past nu", "past bijna", "nog ver weg", "haalbaar", "een grote stap"]),
    (Locale::En, &["fits now", "nearly fits", "still far away", "feasible", "viable", "a large step"]),
];

/// Tags inside a line of text; every other tag begins a new line.
const INLINE: [&str; 9] = ["a", "b", "br", "em", "i", "small", "span", "strong", "time"];

/// The lines of a page as they are read; a term is one with what is said of it.
fn lines(html: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match (name, tag.starts_with('/')) {
            ("dt", true) | ("dd", false) => {}
            ("svg", false) if tag.contains("class=\"meter\"") => lines.push("[bar]".to_owned()),
            ("svg" | "rect" | "use" | "path", _) => {}
            _ if INLINE.contains(&name) => {}
            _ => lines.push(String::new()),
        }
        let line = lines.last_mut().expect("there is always a line");
        line.push(' ');
        line.push_str(text.trim());
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// The parts of a line that are a score: so many percent, or so many of a hundred.
fn figures(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: &str| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        (!digits.is_empty()).then_some(digits)
    };
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let of_hundred =
            matches!(words.get(at + 1..at + 3), Some(["van" | "of", hundred]) if hundred.starts_with("100"));
        if word.contains('%') || of_hundred {
            found.extend(number(word));
        }
    }
    found
}

/// Words of three letters and more.
fn words(line: &str) -> usize {
    line.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 2).count()
}

/// What is wrong with a line, if it has a figure: too few words, or a score of which nothing says what it means.
fn wrong(line: &str, meanings: &[&str]) -> Option<&'static str> {
    if figures(line).is_empty() {
        return None;
    }
    let line = line.to_lowercase();
    let is_score = ["score", "scoort"].iter().any(|word| line.contains(word));
    // a part of a score, or all of them together, are told under a heading that says so
    let is_part = ["samen:", "together:"].iter().any(|word| line.contains(word));
    if meanings.iter().any(|meaning| line.contains(meaning)) {
        None
    } else if words(&line) < 2 {
        Some("a figure without words")
    } else {
        (is_score && !is_part).then_some("a score that nothing says the meaning of")
    }
}

#[test]
fn no_page_shows_a_score_without_what_it_means_beside_it() {
    for (locale, meanings) in MEANINGS {
        let (mut figured, mut bare, mut bars) = (Vec::new(), Vec::new(), 0);
        // the report tells which part of proposals became work, under the heading of its column: no score
        for (name, html) in all(locale).into_iter().filter(|(name, _)| *name != "proposal-report") {
            for line in lines(&html) {
                if let Some(wrong) = wrong(&line, meanings) {
                    bare.push(format!("{name} {}: {wrong}: {line}", locale.tag()));
                }
                if !figures(&line).is_empty() {
                    figured.push((name, line));
                }
            }
            for card in html.split("<article").skip(1).filter_map(|rest| rest.split("</article>").next()) {
                let card = lines(&format!("<article{card}"));
                if card.iter().any(|line| line.contains("[bar]")) {
                    bars += 1;
                    let tells = |line: &String| {
                        let means = meanings.iter().any(|meaning| line.to_lowercase().contains(meaning));
                        means && !figures(line).is_empty()
                    };
                    assert!(card.iter().any(tells), "{name}: a bar without its words: {card:?}");
                }
            }
        }
        assert!(bare.is_empty(), "{bare:#?}");
        let pages = [
            "candidate-matches",
            "vacancy-matches",
            "compare",
            "candidate-occupations",
            "candidate-way",
            "group",
            "contest",
        ];
        for page in pages {
            assert!(figured.iter().any(|(name, _)| *name == page), "{page}: {figured:#?}");
        }
        assert!(bars > 3, "{bars}");
    }
}

#[test]
fn a_bare_score_is_found() {
    let (_, meanings) = MEANINGS[0];
    let check = |html: &str| lines(html).iter().find_map(|line| wrong(line, meanings));
    assert_eq!(check("<p>58%</p>"), Some("a figure without words"));
    assert_eq!(
        check("<p>Score <b>58%</b> van deze match</p>"),
        Some("a score that nothing says the meaning of")
    );
    assert_eq!(
        check("<p>De overstap scoort 40 van 100.</p>"),
        Some("a score that nothing says the meaning of")
    );
    assert_eq!(
        check("<p>Past bijna</p><p>score van nu 58%</p>"),
        Some("a score that nothing says the meaning of")
    );
    assert_eq!(check("<p>Past bijna <span>(score 58%)</span></p>"), None);
    assert_eq!(check("<td>Past nu (score 78%)</td>"), None);
    assert_eq!(
        check("<td>Past nu (score 78%)</td><td>score hier 31%</td>"),
        Some("a score that nothing says the meaning of")
    );
    assert_eq!(check("<dt>gevraagde skills</dt> <dd>40%</dd>"), None);
    assert_eq!(check("<p>3 van 5 skills</p>"), None);
}
