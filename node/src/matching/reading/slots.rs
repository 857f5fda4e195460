//! What stands in the slots of a sentence, read and written in either language.

use super::WordTable;
use crate::matching::explain::Language;
use jiff::civil::Date;

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// What stands in a slot, whatever the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::matching) enum Value {
    /// `n`, or `weeks`: 1 week, 2 weken
    Number(u64),
    /// `day`: 3 december 2026
    Day(Date),
    /// `hours`: 16 or 16 tot 24
    Hours(u8, u8),
    /// `money`: € 1.234,50
    Cents(i64),
    /// `text`
    Text(String),
    /// `list`: names with commas between them, without stops and colons
    List(Vec<String>),
    /// A place in a table of words.
    Word(usize),
}

impl Value {
    /// Reads what stands in a slot of a kind; none when it is not written as such a slot is.
    pub(super) fn read(
        kind: &str,
        text: &str,
        language: Language,
        words: &'static [WordTable],
    ) -> Option<Self> {
        let value = match kind {
            "n" => whole(text).map(Self::Number),
            "day" => day(text, language).map(Self::Day),
            "hours" => hours(text, language),
            "money" => cents(text, language).map(Self::Cents),
            "weeks" => whole(text.split_once(' ')?.0).map(Self::Number),
            "list" => {
                let names: Vec<String> = text.split(", ").map(str::to_owned).collect();
                let is_name = |name: &String| !name.is_empty() && !name.contains(['.', ':', ',']);
                names.iter().all(is_name).then_some(Self::List(names))
            }
            "text" => (!text.is_empty()).then(|| Self::Text(text.to_owned())),
            table => {
                let place = words_of(table, words).iter().position(|word| in_either(*word, language) == text);
                place.map(Self::Word)
            }
        };
        value.filter(|value| value.written(kind, language, words) == text)
    }

    /// As it is written in a slot of a kind.
    pub(super) fn written(&self, kind: &str, language: Language, words: &'static [WordTable]) -> String {
        match self {
            Self::Number(1) if kind == "weeks" => "1 week".to_owned(),
            Self::Number(weeks) if kind == "weeks" => {
                format!("{weeks} {}", in_either(("weken", "weeks"), language))
            }
            Self::Number(number) => number.to_string(),
            Self::Day(day) => {
                let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
                format!("{} {} {}", day.day(), in_either(month, language), day.year())
            }
            Self::Hours(min, max) if min == max => min.to_string(),
            Self::Hours(min, max) => format!("{min} {} {max}", in_either(("tot", "to"), language)),
            Self::Cents(cents) => {
                let (thousands, point) = in_either(((".", ","), (",", ".")), language);
                let euros = match cents / 100 {
                    euros @ 0..1_000 => euros.to_string(),
                    euros @ 1_000..1_000_000 => format!("{}{thousands}{:03}", euros / 1_000, euros % 1_000),
                    more => panic!("{more} euros are more than a sentence of a test says"),
                };
                format!("€ {euros}{point}{:02}", cents % 100)
            }
            Self::Text(text) => text.clone(),
            Self::List(names) => names.join(", "),
            Self::Word(place) => in_either(words_of(kind, words)[*place], language).to_owned(),
        }
    }
}

/// The words of a table, each in Dutch and in English.
pub(super) fn words_of(kind: &str, words: &'static [WordTable]) -> &'static [(&'static str, &'static str)] {
    let table = words.iter().find(|(name, _)| *name == kind);
    table.unwrap_or_else(|| panic!("no table of words {kind}")).1
}

const fn in_either<T: Copy>(words: (T, T), language: Language) -> T {
    match language {
        Language::Dutch => words.0,
        Language::English => words.1,
    }
}

fn whole(text: &str) -> Option<u64> {
    text.parse().ok()
}

fn day(text: &str, language: Language) -> Option<Date> {
    let [day, month, year] = <[&str; 3]>::try_from(text.split(' ').collect::<Vec<_>>()).ok()?;
    let month = (1..).zip(MONTHS).find(|(_, names)| in_either(*names, language) == month)?.0;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn hours(text: &str, language: Language) -> Option<Value> {
    let between = in_either((" tot ", " to "), language);
    let (min, max) = text.split_once(between).unwrap_or((text, text));
    let (min, max) = (min.parse().ok()?, max.parse().ok()?);
    (min <= max).then_some(Value::Hours(min, max))
}

fn cents(text: &str, language: Language) -> Option<i64> {
    let (thousands, point) = in_either((('.', ','), (',', '.')), language);
    let (euros, cents) = text.strip_prefix("€ ")?.split_once(point)?;
    let (euros, cents): (i64, i64) = (euros.replace(thousands, "").parse().ok()?, cents.parse().ok()?);
    Some(euros * 100 + cents)
}
