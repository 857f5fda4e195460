//! From a workflow's error to a status and a sentence in both languages. English is the error's own words.

use super::error::{FieldError, Sentence, WebError};
use crate::{
    domain::{
        case::transition::StepRefused,
        handover::{AskRefused, Asked, Side},
        proposal::ProposalRefused,
        vacancy::{carving::CarvingRefused, task::MOST_TASKS},
    },
    storage::StorageError,
    web::wording::Told,
    workflow::{
        ErrorKind, WorkflowError,
        error::{Conflict, ValueError},
    },
};
use axum::http::StatusCode;

impl From<StorageError> for WebError {
    fn from(error: StorageError) -> Self {
        Self::from(WorkflowError::from(error))
    }
}

impl From<WorkflowError> for WebError {
    fn from(error: WorkflowError) -> Self {
        if let WorkflowError::Value { field, source } = &error {
            return Self::invalid(vec![FieldError { field: (*field).to_owned(), sentence: source.told() }]);
        }
        if let WorkflowError::TooManyAttempts { wait_s, .. } = &error {
            return Self::too_often(*wait_s);
        }
        let (status, kind) = match error.kind() {
            ErrorKind::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            ErrorKind::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            ErrorKind::Gone => (StatusCode::GONE, "gone"),
            ErrorKind::Conflict => (StatusCode::CONFLICT, "conflict"),
            ErrorKind::Invalid => (StatusCode::BAD_REQUEST, "invalid"),
            ErrorKind::Unauthenticated => (StatusCode::UNAUTHORIZED, "wrong-credentials"),
            ErrorKind::TooOften => (StatusCode::TOO_MANY_REQUESTS, "too-often"),
            ErrorKind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            ErrorKind::Internal => return Self::internal(&error),
        };
        let refusal = Self::new(status, kind, Sentence::new(in_dutch(&error), sentence(&error)));
        if status.is_server_error() { refusal.with_chain(&error) } else { refusal }
    }
}

/// The words of an error as a sentence: a capital in front, a full stop behind.
fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

fn in_dutch(error: &WorkflowError) -> String {
    match error {
        WorkflowError::Storage(_) => {
            "Dit kon nu niet worden opgeslagen of gelezen; er is niets gewijzigd.".into()
        }
        WorkflowError::NotAllowed { .. } => {
            "Uw rol geeft hier geen toegang toe. De beheerder van de regio kan rollen geven.".into()
        }
        WorkflowError::NeedsAccount { .. } => "Dit kan alleen wie is aangemeld.".into(),
        WorkflowError::NotFound { .. } => "Dit bestaat hier niet of niet meer.".into(),
        WorkflowError::Departed { to, on } => format!("Overgedragen aan regio {to} op {on}."),
        WorkflowError::ChangedMeanwhile { .. } => {
            "Iemand heeft dit intussen gewijzigd. Open het opnieuw en beslis dan.".into()
        }
        WorkflowError::Conflict { reason } => conflict_in_dutch(reason),
        WorkflowError::Step(refused) => step_in_dutch(refused),
        WorkflowError::Carving(refused) => carving_in_dutch(*refused),
        WorkflowError::Ask(refused) => ask_in_dutch(refused),
        WorkflowError::Proposal(refused) => proposal_in_dutch(*refused).into(),
        WorkflowError::Value { source, .. } => source.told().nl,
        WorkflowError::NoConsent { to } => format!(
            "Er is geen geldige toestemming om dit traject over te dragen aan regio {to}. Vraag de kandidaat en leg \
             de toestemming eerst vast."
        ),
        WorkflowError::ConsentTooNarrow { field } => format!(
            "De toestemming noemt `{}` niet; zonder dat kan een andere regio niet begeleiden.",
            field.name()
        ),
        WorkflowError::Restricted => {
            "De kandidaat heeft gevraagd om niets meer met dit dossier te doen.".into()
        }
        WorkflowError::NotJoined => "Deze regio is nog niet aangesloten op het netwerk.".into(),
        WorkflowError::RegionNotApproved { region } => {
            format!("Regio {region} is geen toegelaten lid van het netwerk.")
        }
        WorkflowError::DirectoryTooOld { .. } => {
            "De lijst van regio's is te oud om een traject over te dragen: de coördinator is te lang niet bereikt.".into()
        }
        WorkflowError::Untrusted { .. } | WorkflowError::Disclosure(_) | WorkflowError::Secret => {
            "Er ging iets mis in het programma.".into()
        }
        WorkflowError::WrongCredentials => "De naam of het wachtwoord klopt niet.".into(),
        WorkflowError::TooManyAttempts { wait_s, .. } => {
            format!("Te vaak geprobeerd. Probeer het over {wait_s} seconden opnieuw.")
        }
    }
}

fn step_in_dutch(refused: &StepRefused) -> String {
    match refused {
        StepRefused::SkippedWithoutReason { .. } => "Hiermee worden stappen overgeslagen: zeg waarom.".into(),
        StepRefused::BackWithoutReason { .. } => "Voor een stap terug is een reden nodig.".into(),
        StepRefused::DueInThePast { due_on } => {
            format!("De uiterste dag, {due_on}, is al voorbij: kies een dag vanaf vandaag.")
        }
        StepRefused::OfferedElsewhere { to } => format!(
            "Het traject is aangeboden aan regio {to}: wacht op antwoord, of trek het aanbod eerst in."
        ),
        StepRefused::NotOffered => "Het traject is niet aangeboden aan een andere regio.".into(),
        StepRefused::HasEnded => "Het traject is beëindigd: open een nieuw traject.".into(),
    }
}

fn carving_in_dutch(refused: CarvingRefused) -> String {
    match refused {
        CarvingRefused::NoTasks => {
            "Van deze vacature zijn nog geen taken bekend. Beschrijf eerst wat iemand in een week doet."
                .into()
        }
        CarvingRefused::OneLevel { level } => {
            format!("Alle taken zijn van niveau {level}: er valt niets te knippen.")
        }
        CarvingRefused::TooMuch { tasks, job } => format!(
            "De taken duren samen {}, en de baan heeft hooguit {}. Maak eerst een taak korter.",
            in_hours(tasks),
            in_hours(job)
        ),
        CarvingRefused::NoSkills { level } => {
            format!("De taken van niveau {level} noemen geen skill. Zeg eerst wat iemand ervoor moet kunnen.")
        }
        CarvingRefused::Closed => "Deze vacature is gesloten en kan niet meer worden geknipt.".into(),
    }
}

/// Minutes as *21 uur en 40 minuten*.
fn in_hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} uur"),
        (hours, minutes) => format!("{hours} uur en {minutes} minuten"),
    }
}

fn ask_in_dutch(refused: &AskRefused) -> String {
    match refused {
        AskRefused::WrongSide { may: Side::Sender, .. } => "Dit kan alleen de aanbiedende regio.".into(),
        AskRefused::WrongSide { may: Side::Receiver, .. } => "Dit kan alleen de ontvangende regio.".into(),
        AskRefused::Decided { .. } => "Over deze overdracht is al beslist.".into(),
        AskRefused::AskedAlready { asked } => {
            let what = match asked {
                Asked::Accept => "aan te nemen",
                Asked::Refuse => "te weigeren",
                Asked::Withdraw => "in te trekken",
            };
            format!("Deze regio heeft al gevraagd om de overdracht {what}; het antwoord is onderweg.")
        }
        AskRefused::OwnRegion => "Een regio kan niet aan zichzelf overdragen.".into(),
    }
}

pub(super) const fn proposal_in_dutch(refused: ProposalRefused) -> &'static str {
    match refused {
        ProposalRefused::AlreadyProposed => "Deze kandidaat is al voorgesteld voor deze vacature.",
        ProposalRefused::NotUnderWay => "Dit voorstel loopt niet (meer); er kan niets bij worden gezet.",
        ProposalRefused::InterviewKnown => "Het gesprek is al genoteerd.",
        ProposalRefused::OtherWithoutNote => "Zeg waarom: bij een andere reden hoort een toelichting.",
    }
}

fn conflict_in_dutch(conflict: &Conflict) -> String {
    match conflict {
        Conflict::SentAlready => "Dit formulier is al opgeslagen, met iets anders erin. Staat dit nog niet in de \
                                  lijst? Sla het dan nog een keer op."
            .to_owned(),
        Conflict::GroupNameTaken => "Een andere groep heeft deze naam al.".to_owned(),
        Conflict::KvkTaken { kvk, other } => format!("KvK-nummer {kvk} is al van {other}."),
        Conflict::GroupEnded => {
            "Deze groep is beëindigd en blijft zoals zij was: maak een nieuwe groep.".into()
        }
        Conflict::VacancyElsewhere { region, name } => format!(
            "Deze vacature is van de regio {name} ({region}). Alleen die regio kan haar wijzigen: geef aan de adviseur \
             voor werkgevers daar door wat er niet klopt."
        ),
        Conflict::VacancyClosed => {
            "Deze vacature is gesloten en blijft zoals zij was: plaats een nieuwe vacature.".into()
        }
        Conflict::OtherEmployer => {
            "Een vacature blijft van haar werkgever: sluit deze en plaats een nieuwe.".into()
        }
        Conflict::StaysPublic => {
            "Een openbare vacature is al naar alle regio's gegaan en kan niet meer intern worden: sluit deze en plaats \
             een nieuwe."
                .into()
        }
        Conflict::CaseUnderWay => "Deze kandidaat heeft al een lopend traject.".into(),
        Conflict::NoCaseOwner { name } => {
            format!("{name} is geen adviseur of coach en kan geen trajecten op naam hebben.")
        }
        Conflict::OwnsCases { name, open } => {
            format!("{open} lopende trajecten staan op naam van {name}: zet die eerst op een andere naam.")
        }
        Conflict::OwnerDisabled { name } => {
            format!("{name} kan niet meer aanmelden en kan geen trajecten op naam hebben.")
        }
        Conflict::OfferedMeanwhile => {
            "Het traject van deze kandidaat is aangeboden aan een andere regio: trek het aanbod eerst in."
                .into()
        }
        Conflict::RefusalWithoutNote => "Zeg waarom: bij een andere reden hoort een toelichting.".into(),
        Conflict::ThroughHandoverOnly => {
            "Een traject gaat alleen door een overdracht naar een andere regio.".into()
        }
        Conflict::TestResultKnown => "Deze uitslag van deze test staat al in het dossier.".into(),
        Conflict::TooManyTasks => {
            format!("Een vacature heeft hooguit {MOST_TASKS} taken: voeg er een paar samen.")
        }
        Conflict::NameTaken { name } => format!("De naam {name} is al in gebruik."),
    }
}

impl Told for ValueError {
    fn told(&self) -> Sentence {
        match self {
            Self::Text(refused) => refused.told(),
            Self::Range(wrong) => wrong.told(),
            Self::NoSkills { suggested } => {
                let uris: Vec<String> = suggested.iter().map(ToString::to_string).collect();
                let such_as =
                    if uris.is_empty() { String::new() } else { format!(", zoals {}", uris.join(", ")) };
                let nl =
                    format!("Een vacature noemt ten minste een skill: zeg wat iemand moet kunnen{such_as}.");
                Sentence::new(nl, sentence(self))
            }
            Self::Unknown { code, list, nearest } => {
                let nearest = nearest.as_ref();
                let nl = nearest
                    .map_or_else(String::new, |it| format!(" Het meest lijkt erop: {} ({}).", it.nl, it.uri));
                let en =
                    nearest.map_or_else(String::new, |it| format!(" The nearest is {} ({}).", it.en, it.uri));
                Sentence::new(
                    format!("`{code}` staat niet in de lijst van {}.{nl}", list_in_dutch(list)),
                    format!("`{code}` is not in the list of {list}.{en}"),
                )
            }
        }
    }
}

fn list_in_dutch(list: &str) -> &'static str {
    match list {
        "municipalities" => "gemeenten",
        "occupations" => "beroepen",
        "skills" => "skills",
        "initiatives" => "initiatieven",
        "regions" => "regio's",
        _ => "wat hier mag",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{account::Role, consent::FileField, text::TextRefused, vacancy::task::TaskLevel};
    use vocabulary::RegionId;

    fn refusals() -> Vec<WorkflowError> {
        let region = || RegionId::new("AM24").unwrap();
        let name = || "Zorggroep".parse::<crate::domain::text::Line>().unwrap();
        let (to, at) = (region(), "2026-11-24T10:00:00Z".parse().unwrap());
        let value = |source| WorkflowError::Value { field: "name", source };
        let mut all = vec![
            WorkflowError::NotAllowed { what: "read the cases", role: Role::Operator },
            WorkflowError::NeedsAccount { what: "open a case" },
            WorkflowError::NotFound { kind: "candidate" },
            WorkflowError::Departed { to: region(), on: "2026-11-24".parse().unwrap() },
            WorkflowError::ChangedMeanwhile { kind: "case" },
            WorkflowError::NoConsent { to: region() },
            WorkflowError::ConsentTooNarrow { field: FileField::Name },
            WorkflowError::Restricted,
            WorkflowError::NotJoined,
            WorkflowError::RegionNotApproved { region: region() },
            WorkflowError::DirectoryTooOld { confirmed_at: at },
            WorkflowError::WrongCredentials,
            WorkflowError::TooManyAttempts { until: at, wait_s: 30 },
            WorkflowError::Secret,
            WorkflowError::Untrusted { what: "the envelope does not open".into() },
            WorkflowError::unknown("municipality", "GM9999", "municipalities"),
            WorkflowError::unknown("occupation", "x", "occupations"),
            WorkflowError::unknown("skills", "x", "skills"),
            WorkflowError::unknown("region", "AM99", "regions"),
            value(ValueError::NoSkills { suggested: vec![] }),
            WorkflowError::Carving(CarvingRefused::NoTasks),
            WorkflowError::Carving(CarvingRefused::OneLevel { level: TaskLevel::Mbo }),
            WorkflowError::Carving(CarvingRefused::TooMuch { tasks: 2_170, job: 1_920 }),
            WorkflowError::Carving(CarvingRefused::NoSkills { level: TaskLevel::Hbo }),
            WorkflowError::Carving(CarvingRefused::Closed),
            WorkflowError::Step(StepRefused::NotOffered),
            WorkflowError::Step(StepRefused::HasEnded),
            WorkflowError::Step(StepRefused::OfferedElsewhere { to }),
            WorkflowError::Step(StepRefused::DueInThePast { due_on: "2026-11-24".parse().unwrap() }),
            WorkflowError::Ask(AskRefused::OwnRegion),
        ];
        for asked in [Asked::Accept, Asked::Refuse, Asked::Withdraw] {
            all.push(WorkflowError::Ask(AskRefused::AskedAlready { asked }));
        }
        for refused in [
            TextRefused::Empty,
            TextRefused::TooLong { length: 300, most: 200 },
            TextRefused::Unprintable,
            TextRefused::CitizenServiceNumber,
            TextRefused::NotA { wanted: "an e-mail address such as naam@voorbeeld.nl" },
        ] {
            all.push(value(ValueError::Text(refused)));
        }
        for reason in [
            Conflict::SentAlready,
            Conflict::GroupNameTaken,
            Conflict::KvkTaken { kvk: "12345678".parse().unwrap(), other: name() },
            Conflict::CaseUnderWay,
            Conflict::NoCaseOwner { name: name() },
            Conflict::OwnsCases { name: name(), open: 3 },
            Conflict::OwnerDisabled { name: name() },
            Conflict::OfferedMeanwhile,
            Conflict::RefusalWithoutNote,
            Conflict::ThroughHandoverOnly,
            Conflict::TooManyTasks,
            Conflict::NameTaken { name: name() },
        ] {
            all.push(WorkflowError::Conflict { reason });
        }
        all
    }

    /// Words that stand in no Dutch sentence of ours.
    fn is_english(text: &str) -> bool {
        let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
        ["the", "this", "not", "has", "and", "already", "cannot", "with", "there", "may", "must"]
            .iter()
            .any(|english| words.iter().any(|word| word == english))
    }

    #[test]
    fn every_refusal_is_told_in_dutch_without_an_english_word_and_in_english() {
        assert!(is_english("Dit botst met wat er al is: this person has a case under way already"));
        for refusal in refusals() {
            let shown = refusal.to_string();
            let error = WebError::from(refusal);
            let sentences =
                std::iter::once(&error.sentence).chain(error.fields.iter().map(|field| &field.sentence));
            for sentence in sentences {
                assert!(!is_english(&sentence.nl), "{shown}: {}", sentence.nl);
                assert_ne!(sentence.nl, sentence.en, "{shown}");
                assert!(sentence.nl.ends_with('.') && sentence.en.ends_with('.'), "{shown}: {sentence:?}");
            }
        }
    }
}
