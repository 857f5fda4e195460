//! Personal data as a type that cannot be printed, logged or serialised by accident.

use std::fmt;

/// Why a piece of personal data is read (purpose binding, GDPR art. 5(1)(b)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Guiding this person's own case.
    CaseWork,
    /// Showing the person what is known about the person.
    OwnView,
    /// Handing the case to another region, with consent.
    Handover,
    /// Writing the value to the node's own database, or reading it from there.
    Storage,
    /// Ranking vacancies for a person or persons for a vacancy.
    Matching,
}

impl Purpose {
    /// The purpose as the audit log names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CaseWork => "case-work",
            Self::OwnView => "own-view",
            Self::Handover => "handover",
            Self::Storage => "storage",
            Self::Matching => "matching",
        }
    }
}

/// A value that says something about one person. `Debug` prints `[personal]`, there is no `Display` and no
/// `Serialize`; reading it names the purpose.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Marks a value as personal.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the purpose that is named.
    pub const fn reveal(&self, _purpose: Purpose) -> &T {
        &self.0
    }

    /// The value itself, for the purpose that is named; the mark is gone.
    pub fn into_revealed(self, _purpose: Purpose) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_does_not_show_in_debug_output() {
        let name = Personal::new("Wimaa Dorkem".to_owned());
        assert_eq!(format!("{name:?} {:?}", Some(&name)), "[personal] Some([personal])");
        assert_eq!(name.reveal(Purpose::CaseWork), "Wimaa Dorkem");
    }
}
