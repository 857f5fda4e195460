//! Every line of a receipt is read back in both languages and says what it was made from, and nothing else. That the
//! counts are true of the data is shown where they are counted: by the pool and by the answers of a node.
use super::*;
use crate::matching::reading::{Phrases, Said, WordTable};
use std::{collections::BTreeSet, sync::LazyLock};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Skills,
    Occupation,
    Hours,
    Travel,
    EntryLevel,
    NeverShown,
    OtherSectors,
    ShortageSectors,
    FailingToo,
    Parameter,
    TermsOfVacancy,
    TermsOfPerson,
    OlderRegion,
    OlderRegions,
    EmptyField,
}

static PHRASES: LazyLock<Phrases<Says>> = LazyLock::new(|| Phrases::new(ALL, WORDS));

const ALL: &[(Says, &str, &str)] = &[
    (Says::Skills, "skills: {n:n} gebruikt", "skills: {n:n} used"),
    (Says::Occupation, "het huidige of laatste beroep", "the present or last occupation"),
    (Says::Hours, "uren per week", "hours a week"),
    (Says::Travel, "reistijd, met de eigen grens van de persoon", "travel time, by the person's own limit"),
    (Says::EntryLevel, "het instapniveau van lesgeven", "the entry level of teaching"),
    (
        Says::NeverShown,
        "nooit aan de huidige werkgever, en nooit wie vroeg om met het dossier niets te doen",
        "never to the present employer, and never who asked to have nothing done with the file",
    ),
    (Says::OtherSectors, "alleen andere sectoren", "only other sectors"),
    (Says::ShortageSectors, "alleen sectoren met een tekort", "only sectors with a shortage"),
    (
        Says::FailingToo,
        "ook wie niet aan een regel voldoet, omdat daarom is gevraagd",
        "also who fails a rule, as was asked",
    ),
    (
        Says::Parameter,
        "‘{name:text}’: dit knooppunt kent deze vraag niet",
        "‘{name:text}’: this node does not know this parameter",
    ),
    (
        Says::TermsOfVacancy,
        "skills of beroep van de vacature: {n:n} niet in de lijst die hier in gebruik is",
        "skills or occupation of the vacancy: {n:n} not in the list in use here",
    ),
    (
        Says::TermsOfPerson,
        "skills of beroep uit het dossier: {n:n} niet in de lijst die hier in gebruik is",
        "skills or occupation of the file: {n:n} not in the list in use here",
    ),
    (
        Says::OlderRegion,
        "{field:field}: de regio van de vacature werkt met een oudere versie en kan dit nog niet melden",
        "{field:field}: the vacancy's region works with an older version and cannot tell this yet",
    ),
    (
        Says::OlderRegions,
        "{field:field}: van {n:n} open vacatures kan de regio dit nog niet melden (oudere versie)",
        "{field:field}: of {n:n} open vacancies the region cannot tell this yet (older version)",
    ),
    (
        Says::EmptyField,
        "{field:field}: niet ingevuld, dus niet meegewogen; niemand valt daardoor af",
        "{field:field}: not filled in, so not weighed; nobody is left out by it",
    ),
];

const WORDS: &[WordTable] = &[(
    "field",
    &[
        ("skills die op het werk te leren zijn", "skills that can be learnt on the job"),
        ("baangarantie", "job guarantee"),
        ("opleiding", "education"),
        ("beroep", "occupation"),
    ],
)];

/// A line of a receipt.
#[derive(Debug)]
enum Line {
    Applied(Criterion),
    Ignored(Ignored),
}

impl Line {
    fn sentence(&self, language: Language) -> String {
        match self {
            Self::Applied(criterion) => criterion.sentence(language),
            Self::Ignored(ignored) => ignored.sentence(language),
        }
    }

    /// Whether what was read is what the line was made from.
    fn is(&self, said: &Said<Says>) -> bool {
        let count = |n: usize| said.number("n") == u64::try_from(n).unwrap();
        let field = |field: Field| {
            let fields = [Field::TrainableSkills, Field::JobGuarantee, Field::Education, Field::Occupation];
            fields[said.word("field")] == field
        };
        match (self, said.says) {
            (Self::Applied(Criterion::Skills(n)), Says::Skills)
            | (Self::Ignored(Ignored::TermsOfVacancy(n)), Says::TermsOfVacancy)
            | (Self::Ignored(Ignored::TermsOfPerson(n)), Says::TermsOfPerson) => count(*n),
            (Self::Ignored(Ignored::Parameter(name)), Says::Parameter) => said.text("name") == name,
            (Self::Ignored(Ignored::OlderRegion(of)), Says::OlderRegion)
            | (Self::Ignored(Ignored::EmptyField(of)), Says::EmptyField) => field(*of),
            (Self::Ignored(Ignored::OlderRegions(of, n)), Says::OlderRegions) => {
                field(*of) && said.number("n") == *n
            }
            (Self::Applied(Criterion::Occupation), Says::Occupation)
            | (Self::Applied(Criterion::Hours), Says::Hours)
            | (Self::Applied(Criterion::Travel), Says::Travel)
            | (Self::Applied(Criterion::EntryLevel), Says::EntryLevel)
            | (Self::Applied(Criterion::NeverShown), Says::NeverShown)
            | (Self::Applied(Criterion::OtherSectors), Says::OtherSectors)
            | (Self::Applied(Criterion::ShortageSectors), Says::ShortageSectors)
            | (Self::Applied(Criterion::FailingToo), Says::FailingToo) => true,
            _ => false,
        }
    }
}

fn lines() -> Vec<Line> {
    let applied = [
        Criterion::Skills(4),
        Criterion::Occupation,
        Criterion::Hours,
        Criterion::Travel,
        Criterion::EntryLevel,
        Criterion::NeverShown,
        Criterion::OtherSectors,
        Criterion::ShortageSectors,
        Criterion::FailingToo,
    ];
    let ignored = [
        Ignored::Parameter("radius".into()),
        Ignored::TermsOfVacancy(2),
        Ignored::TermsOfPerson(1),
        Ignored::OlderRegion(Field::JobGuarantee),
        Ignored::OlderRegions(Field::TrainableSkills, 7),
        Ignored::EmptyField(Field::Education),
        Ignored::EmptyField(Field::Occupation),
    ];
    applied.map(Line::Applied).into_iter().chain(ignored.map(Line::Ignored)).collect()
}

#[test]
fn first_13_every_line_says_in_both_languages_what_it_was_made_from_and_altered_it_does_not() {
    for language in [Language::Dutch, Language::English] {
        let mut told = BTreeSet::new();
        for line in lines() {
            let sentence = line.sentence(language);
            let said = PHRASES.read(&sentence, language).unwrap();
            assert!(line.is(&said), "{sentence}");
            told.insert(said.says);
            for altered in PHRASES.altered(&sentence, language, |_| &[], "postcode") {
                assert!(!line.is(&PHRASES.read(&altered, language).unwrap()), "{altered}");
            }
            for other in lines().iter().filter(|other| other.sentence(language) != sentence) {
                assert!(!other.is(&said), "{sentence} is not said of {other:?}");
            }
        }
        assert_eq!(told, PHRASES.all().collect(), "all that can be said was said");
    }
}

#[test]
fn every_line_that_was_ignored_has_a_name_and_a_reason() {
    for line in lines() {
        if let Line::Ignored(ignored) = line {
            assert!(!ignored.name().is_empty() && !ignored.why().is_empty());
        }
    }
}
