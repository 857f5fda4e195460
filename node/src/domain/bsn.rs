//! Finds citizen service numbers (*burgerservicenummer*) in text. A node has no ground to keep them
//! (UAVG art. 46), so no text with one is taken.
//!
//! Nine digits that pass the eleven test (*elfproef*), written together or in groups, are one. Eight digits,
//! a number with its leading zero left out, are one only behind the word: an eight-digit number is usually a
//! KvK number, and one in eleven of those passes the test by chance.

/// Words behind which eight digits are taken for a number without its leading zero.
const WORDS: [&str; 4] = ["bsn", "burgerservicenummer", "sofinummer", "sofi-nummer"];
/// How far behind such a word the number may begin, in characters.
const WORD_REACH: usize = 12;

/// Whether the text holds what can be a citizen service number.
#[must_use]
pub fn is_in(text: &str) -> bool {
    let characters: Vec<char> = text.chars().map(plain).collect();
    let mut place = 0;
    while place < characters.len() {
        if !characters[place].is_ascii_digit() {
            place += 1;
            continue;
        }
        let run = Run::at(&characters, place);
        if run.holds_number(&characters[..place]) {
            return true;
        }
        place = run.end;
    }
    false
}

/// Digits in groups, with at most one separator between two groups.
struct Run {
    groups: Vec<Vec<u8>>,
    end: usize,
}

impl Run {
    fn at(characters: &[char], start: usize) -> Self {
        let mut groups = Vec::new();
        let mut place = start;
        loop {
            let group: Vec<u8> = characters[place..]
                .iter()
                .map_while(|character| character.to_digit(10).and_then(|digit| u8::try_from(digit).ok()))
                .collect();
            place += group.len();
            groups.push(group);
            let separated = characters.get(place).is_some_and(|next| " .-/_".contains(*next));
            let goes_on = characters.get(place + 1).is_some_and(char::is_ascii_digit);
            if !(separated && goes_on) {
                return Self { groups, end: place };
            }
            place += 1;
        }
    }

    fn holds_number(&self, before: &[char]) -> bool {
        if self.is_telephone_number(before) {
            return false;
        }
        (0..self.groups.len()).any(|first| {
            (first..self.groups.len()).any(|last| {
                let digits = self.groups[first..=last].concat();
                match digits.len() {
                    9 => passes_eleven_test(&digits),
                    8 => is_behind_word(before) && passes_eleven_test(&[&[0], digits.as_slice()].concat()),
                    _ => false,
                }
            })
        })
    }

    /// `06-12345678`, `+31 6 1234 5678`, `0031 20 123 4567`, `(0118) 12 34 56`: a nine-digit part of such a
    /// number would pass the test once in eleven.
    fn is_telephone_number(&self, before: &[char]) -> bool {
        let length: usize = self.groups.iter().map(Vec::len).sum();
        let international = before.last() == Some(&'+') && (10..=15).contains(&length);
        let digits = self.groups.concat();
        international
            || (digits.starts_with(&[0, 0]) && (12..=15).contains(&length))
            || (digits.starts_with(&[0]) && length == 10)
    }
}

fn is_behind_word(before: &[char]) -> bool {
    let longest = WORDS.iter().map(|word| word.len()).max().unwrap_or_default();
    let from = before.len().saturating_sub(longest + WORD_REACH);
    let near: String = before[from..].iter().collect::<String>().to_lowercase();
    WORDS
        .iter()
        .any(|word| near.rfind(word).is_some_and(|at| near[at + word.len()..].chars().count() <= WORD_REACH))
}

/// Nine times the first digit, eight times the second, … twice the eighth, minus the ninth: divisible by eleven.
fn passes_eleven_test(digits: &[u8]) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = digits.iter().zip(weights).map(|(digit, weight)| i32::from(*digit) * weight).sum();
    sum % 11 == 0 && digits.iter().any(|digit| *digit != 0)
}

/// Full-width digits as digits, other dashes as a dash, hard spaces as a space.
fn plain(character: char) -> char {
    match character {
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(character) - 0xff10, 10).unwrap_or(character),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\t' | '\n' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that pass the test, drawn by counting; nobody's.
    fn numbers() -> impl Iterator<Item = String> {
        (0..).map(|row| format!("{:09}", 100_000_000 + row * 7_919)).filter(|number| {
            passes_eleven_test(&number.bytes().map(|digit| digit - b'0').collect::<Vec<_>>())
        })
    }

    fn formats(number: &str) -> Vec<String> {
        let (a, b, c) = (&number[..3], &number[3..6], &number[6..]);
        let (d, e, f, g) = (&number[..4], &number[4..6], &number[6..], &number[..2]);
        let wide: String = number
            .chars()
            .map(|digit| char::from_u32(0xff10 + digit.to_digit(10).unwrap()).unwrap())
            .collect();
        vec![
            number.to_owned(),
            format!("{a} {b} {c}"),
            format!("{a}.{b}.{c}"),
            format!("{a}-{b}-{c}"),
            format!("{a}/{b}/{c}"),
            format!("{a}_{b}_{c}"),
            format!("{d}.{e}.{f}"),
            format!("{d} {e} {f}"),
            format!("{g}.{}", &number[2..]),
            format!("BSN{number}"),
            format!("bsn: {number}"),
            format!("(BSN {a} {b} {c})"),
            format!("nummer is {number}, graag bellen"),
            format!("\"{number}\""),
            format!("x{number}y"),
            format!("1 {number}"),
            format!("{number} 12"),
            format!("{a}\u{a0}{b}\u{a0}{c}"),
            format!("{a}\u{2013}{b}\u{2013}{c}"),
            wide,
        ]
    }

    #[test]
    fn a_thousand_numbers_in_twenty_formats_are_all_found() {
        for number in numbers().take(1000) {
            for text in formats(&number) {
                assert!(is_in(&text), "{text}");
            }
        }
    }

    #[test]
    fn a_number_without_its_leading_zero_is_found_behind_the_word_only() {
        // 012345672 passes the test.
        assert!(is_in("012345672") && is_in("BSN 12345672") && is_in("Burgerservicenummer: 12345672"));
        assert!(!is_in("KvK 12345672") && !is_in("12345672"));
    }

    #[test]
    fn a_number_that_fails_the_eleven_test_is_no_citizen_service_number() {
        assert!(is_in("111222333") && !is_in("111222334") && !is_in("000000000"));
    }

    #[test]
    fn telephone_numbers_postcodes_and_kvk_numbers_are_taken_in_all_but_a_few_of_a_thousand() {
        let mut wrong = 0;
        let mut all = 0;
        for row in 0..2_000_u64 {
            let eight = 10_000_000 + row * 44_887 % 90_000_000;
            for text in [
                format!("06-{eight}"),
                format!("+31 6 {} {}", eight / 10_000, eight % 10_000),
                format!("0118 {:02} {:02} {:02}", eight % 97, eight % 89, eight % 83),
                format!("{} AB", 1000 + row % 9000),
                format!("{eight}"),
                format!("KvK-nummer {eight}"),
            ] {
                all += 1;
                wrong += u64::from(is_in(&text));
            }
        }
        assert!(wrong * 200 <= all, "{wrong} of {all}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC*") {
            let _found = is_in(&text);
        }
    }
}
