//! From a workflow's error to a status and a sentence in both languages. English is the error's own words.

use super::error::{FieldError, Sentence, WebError};
use crate::{
    domain::{
        case::transition::StepRefused,
        handover::{AskRefused, Asked, Side},
        text::TextRefused,
    },
    storage::StorageError,
    workflow::{ErrorKind, WorkflowError, error::ValueError},
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
            let nl = format!("Dit klopt niet: {}.", value_in_dutch(source));
            return Self::invalid(vec![FieldError::new(*field, nl, sentence(source))]);
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
        WorkflowError::Conflict { reason } => format!("Dit botst met wat er al is: {reason}."),
        WorkflowError::Step(refused) => step_in_dutch(refused),
        WorkflowError::Ask(refused) => ask_in_dutch(refused),
        WorkflowError::Value { source, .. } => format!("Dit klopt niet: {}.", value_in_dutch(source)),
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
        WorkflowError::TooManyAttempts { until } => {
            format!("Te vaak een onjuist wachtwoord. Probeer het opnieuw na {until}.")
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

fn value_in_dutch(error: &ValueError) -> String {
    match error {
        ValueError::Text(TextRefused::Empty) => "er staat niets".into(),
        ValueError::Text(TextRefused::TooLong { length, most }) => {
            format!("de tekst heeft {length} tekens, {most} is het meeste")
        }
        ValueError::Text(TextRefused::Unprintable) => {
            "er staan tekens in die niet getoond kunnen worden".into()
        }
        ValueError::Text(TextRefused::CitizenServiceNumber) => {
            "er staat een burgerservicenummer in; dat mag hier niet worden bewaard (UAVG art. 46)".into()
        }
        ValueError::Text(TextRefused::NotA { wanted }) => format!("dit is geen geldige waarde ({wanted})"),
        ValueError::Range(error) => {
            format!("`{}` valt buiten wat mogelijk is ({})", error.found, error.wanted)
        }
        ValueError::Unknown { code, list } => format!("`{code}` staat niet in de lijst ({list})"),
    }
}
