//! One line of an import file as named fields. Every problem of a line is told, not only the first; a personal
//! value is never repeated in a problem.

use serde_json::{Map, Value};
use std::{fmt::Display, str::FromStr};

/// What is wrong with one field of a line, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field, or empty when it is the line as a whole.
    pub field: String,
    /// What is wrong and what to do, as a sentence.
    pub problem: String,
}

impl FieldProblem {
    /// A problem of the line as a whole.
    pub(super) fn of_line(problem: impl Into<String>) -> Self {
        Self { field: String::new(), problem: problem.into() }
    }

    /// A problem of one field.
    pub(super) fn of(field: &str, problem: impl Into<String>) -> Self {
        Self { field: field.to_owned(), problem: problem.into() }
    }
}

/// The fields of a line that were not taken yet, and the problems so far.
#[derive(Debug)]
pub(super) struct Fields {
    map: Map<String, Value>,
    /// Put before each field name, for fields inside a list.
    prefix: String,
    problems: Vec<FieldProblem>,
}

impl Fields {
    /// Reads a line that holds one JSON object.
    pub(super) fn of_line(line: &str) -> Result<Self, FieldProblem> {
        match serde_json::from_str(line) {
            Ok(Value::Object(map)) => Ok(Self { map, prefix: String::new(), problems: Vec::new() }),
            Ok(_) => Err(FieldProblem::of_line("this is not a JSON object: write one object `{…}` per line")),
            Err(error) if error.is_eof() => Err(FieldProblem::of_line(
                "this is not JSON, the line ends too early: write one whole object `{…}` per line",
            )),
            // The position says where; serde_json's sentence may repeat a value and is left out.
            Err(error) => Err(FieldProblem::of_line(format!(
                "this is not JSON, see character {}: write one whole object `{{…}}` per line",
                error.column()
            ))),
        }
    }

    /// Adds a problem of one field.
    pub(super) fn problem(&mut self, field: &str, problem: impl Into<String>) {
        self.problems
            .push(FieldProblem { field: format!("{}{field}", self.prefix), problem: problem.into() });
    }

    /// A field that must be there, read from its text. The problem repeats what the type says.
    pub(super) fn read<T: FromStr<Err: Display>>(&mut self, field: &str) -> Option<T> {
        let text = self.text(field)?;
        self.parsed(field, &text)
    }

    /// A field that may be missing or null, read from its text.
    pub(super) fn read_if_there<T: FromStr<Err: Display>>(&mut self, field: &str) -> Option<T> {
        match self.map.remove(field) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => self.parsed(field, &text),
            Some(_) => self.wrong(field, "must be a text"),
        }
    }

    /// A personal field that may be missing; the problem says what is wanted and never what stood there.
    pub(super) fn read_personal<T: FromStr>(&mut self, field: &str, wanted: &str) -> Option<T> {
        match self.map.remove(field) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => match text.parse() {
                Ok(value) => Some(value),
                Err(_) => self.wrong(field, &format!("is not {wanted}")),
            },
            Some(_) => self.wrong(field, &format!("is not {wanted}")),
        }
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        match self.map.remove(field) {
            Some(Value::String(text)) => Some(text),
            None | Some(Value::Null) => self.wrong(field, "is missing"),
            Some(_) => self.wrong(field, "must be a text"),
        }
    }

    /// A whole number that must be there.
    pub(super) fn whole<T: TryFrom<u64>>(&mut self, field: &str) -> Option<T> {
        match self.map.remove(field) {
            None | Some(Value::Null) => self.wrong(field, "is missing"),
            Some(value) => match value.as_u64().and_then(|number| T::try_from(number).ok()) {
                Some(number) => Some(number),
                None => self.wrong(field, "must be a whole number that is not negative and not this large"),
            },
        }
    }

    /// A whole number that may be missing or null.
    pub(super) fn whole_if_there<T: TryFrom<u64>>(&mut self, field: &str) -> Option<T> {
        match self.map.get(field) {
            None | Some(Value::Null) => {
                self.map.remove(field);
                None
            }
            Some(_) => self.whole(field),
        }
    }

    /// Yes or no; no when it is missing.
    pub(super) fn flag(&mut self, field: &str) -> bool {
        self.flag_if_there(field).unwrap_or(false)
    }

    /// Yes or no, or nothing when it is missing.
    pub(super) fn flag_if_there(&mut self, field: &str) -> Option<bool> {
        match self.map.remove(field) {
            Some(Value::Bool(flag)) => Some(flag),
            None | Some(Value::Null) => None,
            Some(_) => self.wrong(field, "must be true or false"),
        }
    }

    /// A list of texts; empty when it is missing.
    pub(super) fn texts(&mut self, field: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(field) {
            match value {
                Value::String(text) => texts.push(text),
                _ => self.problem(field, "must be a list of texts"),
            }
        }
        texts
    }

    /// An object that may be missing, read by `read`; what it lacks is told with its name.
    pub(super) fn object_if_there<T>(
        &mut self,
        field: &str,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let map = match self.map.remove(field) {
            None | Some(Value::Null) => return None,
            Some(Value::Object(map)) => map,
            Some(_) => return self.wrong(field, "must be an object"),
        };
        let mut inner = Self { map, prefix: format!("{}{field}.", self.prefix), problems: Vec::new() };
        let value = read(&mut inner);
        inner.refuse_unknown();
        self.problems.append(&mut inner.problems);
        value
    }

    /// A list of objects, each read by `read`; what one lacks is told with its place in the list.
    pub(super) fn objects<T>(&mut self, field: &str, mut read: impl FnMut(&mut Self) -> Option<T>) -> Vec<T> {
        let mut values = Vec::new();
        for (place, value) in self.list(field).into_iter().enumerate() {
            let Value::Object(map) = value else {
                self.problem(field, "must be a list of objects");
                continue;
            };
            let mut inner =
                Self { map, prefix: format!("{}{field}[{place}].", self.prefix), problems: Vec::new() };
            values.extend(read(&mut inner));
            inner.refuse_unknown();
            self.problems.append(&mut inner.problems);
        }
        values
    }

    /// The value when there was no problem.
    pub(super) fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<FieldProblem>> {
        self.refuse_unknown();
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems),
        }
    }

    /// Takes the result of a check, or its problem.
    pub(super) fn checked<T, E: Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => self.wrong(field, &error.to_string()),
        }
    }

    fn list(&mut self, field: &str) -> Vec<Value> {
        match self.map.remove(field) {
            Some(Value::Array(values)) => values,
            None | Some(Value::Null) => Vec::new(),
            Some(_) => {
                self.problem(field, "must be a list");
                Vec::new()
            }
        }
    }

    fn parsed<T: FromStr<Err: Display>>(&mut self, field: &str, text: &str) -> Option<T> {
        let parsed = text.parse();
        self.checked(field, parsed)
    }

    fn wrong<T>(&mut self, field: &str, problem: &str) -> Option<T> {
        self.problem(field, problem);
        None
    }

    fn refuse_unknown(&mut self) {
        for field in std::mem::take(&mut self.map).keys() {
            self.problem(field, "is not a field of this import: remove it or correct its name");
        }
    }
}
