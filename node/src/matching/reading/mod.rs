//! Reads sentences back, so that a test can hold each thing that they say beside the data.
//!
//! A *phrase* is a sentence in both languages with slots: `{level:n}` is a number, `{by:evidence}` one of the words of
//! a table. [`Phrases::read`] finds the one phrase that a sentence was made by, and what stands in its slots;
//! [`Phrases::altered`] writes a sentence anew with one thing changed, which shows that a check can fail.
//!
//! Not here: which phrases there are and when each is true. The tests beside what makes the sentences know that, and
//! neither they nor this ask what makes them.

mod slots;
mod tests;

use super::explain::Language;
use jiff::civil::Date;
use slots::{Value, words_of};
use std::{collections::BTreeMap, fmt::Debug};

/// A kind of slot that takes one of a few words, each in Dutch and in English.
pub(super) type WordTable = (&'static str, &'static [(&'static str, &'static str)]);

/// A sentence taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said<Says> {
    /// Which phrase.
    pub(super) says: Says,
    slots: BTreeMap<&'static str, Value>,
}

impl<Says: Debug> Said<Says> {
    fn slot(&self, name: &str) -> &Value {
        self.slots.get(name).unwrap_or_else(|| panic!("{:?} has no slot {name}", self.says))
    }

    pub(super) fn number(&self, name: &str) -> u64 {
        let Value::Number(number) = self.slot(name) else { panic!("{name} is no number") };
        *number
    }

    pub(super) fn day(&self, name: &str) -> Date {
        let Value::Day(day) = self.slot(name) else { panic!("{name} is no day") };
        *day
    }

    pub(super) fn hours(&self, name: &str) -> (u8, u8) {
        let Value::Hours(min, max) = self.slot(name) else { panic!("{name} are no hours") };
        (*min, *max)
    }

    pub(super) fn cents(&self, name: &str) -> i64 {
        let Value::Cents(cents) = self.slot(name) else { panic!("{name} is no amount") };
        *cents
    }

    pub(super) fn text(&self, name: &str) -> &str {
        let Value::Text(text) = self.slot(name) else { panic!("{name} is no text") };
        text
    }

    pub(super) fn list(&self, name: &str) -> &[String] {
        let Value::List(names) = self.slot(name) else { panic!("{name} is no list") };
        names
    }

    pub(super) fn word(&self, name: &str) -> usize {
        let Value::Word(place) = self.slot(name) else { panic!("{name} is no word") };
        *place
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Fixed(&'static str),
    Slot { name: &'static str, kind: &'static str },
}

/// The phrases of one kind of text.
#[derive(Debug)]
pub(super) struct Phrases<Says> {
    all: Vec<(Says, [Vec<Part>; 2])>,
    words: &'static [WordTable],
}

impl<Says: Copy + Debug + PartialEq + 'static> Phrases<Says> {
    /// Takes what each says, in Dutch and in English; both have the same slots.
    pub(super) fn new(all: &[(Says, &'static str, &'static str)], words: &'static [WordTable]) -> Self {
        let phrase = |(says, dutch, english): &(Says, &'static str, &'static str)| {
            let both = [parts(dutch), parts(english)];
            let [dutch, english] = [slots(&both[0]), slots(&both[1])];
            assert_eq!(dutch, english, "{says:?} says the same in both languages");
            (*says, both)
        };
        Self { all: all.iter().map(phrase).collect(), words }
    }

    /// What each phrase says.
    pub(super) fn all(&self) -> impl Iterator<Item = Says> {
        self.all.iter().map(|(says, _)| *says)
    }

    /// The one phrase that a sentence was made by, in the one way in which it can be read.
    pub(super) fn read(&self, sentence: &str, language: Language) -> Result<Said<Says>, String> {
        let mut found = Vec::new();
        for (says, both) in &self.all {
            let ways = self.ways(&both[at(language)], sentence, language);
            found.extend(ways.into_iter().map(|slots| Said { says: *says, slots }));
        }
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(format!("no phrase makes: {sentence}")),
            _ => Err(format!("can be read in more than one way: {sentence}: {found:?}")),
        }
    }

    /// The sentence of a phrase and what stands in its slots.
    pub(super) fn write(&self, said: &Said<Says>, language: Language) -> String {
        let (_, both) = self.all.iter().find(|(says, _)| *says == said.says).unwrap();
        let part = |part: &Part| match part {
            Part::Fixed(text) => (*text).to_owned(),
            Part::Slot { name, kind } => said.slot(name).written(kind, language, self.words),
        };
        both[at(language)].iter().map(part).collect()
    }

    /// The sentence with one slot changed, in each slot: a number one higher, a day one later, another word of the
    /// table, another text, a name more or fewer; and the sentence of each phrase in `opposites`, with what stands in the slots as it is.
    pub(super) fn altered(
        &self,
        sentence: &str,
        language: Language,
        opposites: impl Fn(Says) -> &'static [Says],
        other_text: &str,
    ) -> Vec<String> {
        let said = self.read(sentence, language).unwrap();
        let mut altered = Vec::new();
        for (name, value) in &said.slots {
            for other in self.others(said.says, name, value, other_text) {
                let mut changed = said.clone();
                changed.slots.insert(name, other);
                altered.push(self.write(&changed, language));
            }
        }
        for other in opposites(said.says) {
            altered.push(self.write(&Said { says: *other, ..said.clone() }, language));
        }
        altered
    }

    fn others(&self, says: Says, name: &str, value: &Value, other_text: &str) -> Vec<Value> {
        match value {
            Value::Number(number) => vec![Value::Number(number + 1)],
            Value::Day(day) => vec![Value::Day(day.tomorrow().unwrap())],
            Value::Hours(min, max) => vec![Value::Hours(*min, max + 1)],
            Value::Cents(cents) => vec![Value::Cents(cents + 1)],
            Value::Text(_) => vec![Value::Text(other_text.to_owned())],
            Value::List(names) => {
                let others = [names.clone(), vec![other_text.to_owned()]].concat();
                let fewer = names[1..].to_vec();
                [
                    vec![Value::List(others)],
                    (!fewer.is_empty()).then_some(Value::List(fewer)).into_iter().collect(),
                ]
                .concat()
            }
            Value::Word(place) => {
                let (_, both) = self.all.iter().find(|(known, _)| *known == says).unwrap();
                let kind = both[0].iter().find_map(|part| match part {
                    Part::Slot { name: known, kind } if *known == name => Some(*kind),
                    _ => None,
                });
                let count = words_of(kind.unwrap(), self.words).len();
                (0..count).filter(|other| other != place).map(Value::Word).collect()
            }
        }
    }

    fn ways(&self, parts: &[Part], text: &str, language: Language) -> Vec<BTreeMap<&'static str, Value>> {
        let Some((first, rest)) = parts.split_first() else {
            return if text.is_empty() { vec![BTreeMap::new()] } else { Vec::new() };
        };
        let Part::Slot { name, kind } = first else {
            let Part::Fixed(fixed) = first else { unreachable!() };
            return text.strip_prefix(fixed).map_or_else(Vec::new, |text| self.ways(rest, text, language));
        };
        let mut found = Vec::new();
        let ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
        for (slot, after) in ends.map(|end| text.split_at(end)) {
            if rest.first().is_some_and(|next| matches!(next, Part::Fixed(text) if !after.starts_with(text)))
            {
                continue;
            }
            let Some(value) = Value::read(kind, slot, language, self.words) else { continue };
            for mut way in self.ways(rest, after, language) {
                way.insert(name, value.clone());
                found.push(way);
            }
        }
        found
    }
}

const fn at(language: Language) -> usize {
    language as usize
}

fn parts(template: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut pieces = template.split('{');
    parts.extend(pieces.next().filter(|text| !text.is_empty()).map(Part::Fixed));
    for piece in pieces {
        let (slot, fixed) = piece.split_once('}').expect("a slot is closed");
        let (name, kind) = slot.split_once(':').expect("a slot has a name and a kind");
        parts.push(Part::Slot { name, kind });
        parts.extend(Some(fixed).filter(|text| !text.is_empty()).map(Part::Fixed));
    }
    parts
}

fn slots(parts: &[Part]) -> BTreeMap<&'static str, &'static str> {
    let slot = |part: &Part| match part {
        Part::Slot { name, kind } => Some((*name, *kind)),
        Part::Fixed(_) => None,
    };
    parts.iter().filter_map(slot).collect()
}
