//! Where a case stands, as it travels with the file.

use super::{CaseFileError, parse_if_any};
use crate::domain::case::step::{
    Aftercare, CaseStep, Coaching, Intake, JobStart, Matching, Selection, Shadowing, Training,
};
use serde::{Deserialize, Serialize};
use vocabulary::{AccountId, Date, EscoUri, Personal, Purpose, VacancyId};

/// Where the case stands; only with consent for its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "step")]
pub(super) enum StepPart {
    /// Step 1.
    Intake {
        /// What the person hopes for.
        wish: Option<String>,
    },
    /// Step 2.
    Coaching {
        /// The occupation worked towards.
        target_occupation: Option<EscoUri>,
    },
    /// Step 3.
    Matching {
        /// The vacancy looked at.
        vacancy: Option<VacancyId>,
    },
    /// Step 4.
    Selection {
        /// The vacancy.
        vacancy: VacancyId,
        /// First day and number of days of a shadowing place.
        shadowing: Option<(Date, u8)>,
    },
    /// Step 5.
    Training {
        /// The vacancy behind it.
        vacancy: Option<VacancyId>,
        /// When it ends.
        ends_on: Option<Date>,
    },
    /// Step 6.
    JobStart {
        /// The first working day.
        starts_on: Date,
    },
    /// Step 7.
    Aftercare {
        /// Until when.
        until: Date,
    },
}

impl StepPart {
    pub(super) fn of(step: &CaseStep) -> Self {
        match step {
            CaseStep::Intake(Intake { wish }) => {
                Self::Intake { wish: wish.reveal(Purpose::Handover).as_ref().map(ToString::to_string) }
            }
            CaseStep::Coaching(Coaching { coach: _, target_occupation }) => {
                Self::Coaching { target_occupation: target_occupation.clone() }
            }
            CaseStep::Matching(Matching { vacancy }) => Self::Matching { vacancy: *vacancy },
            CaseStep::Selection(Selection { vacancy, shadowing }) => Self::Selection {
                vacancy: *vacancy,
                shadowing: shadowing.map(|agreed| (agreed.from(), agreed.days())),
            },
            CaseStep::Training(Training { initiative: _, vacancy, ends_on }) => {
                Self::Training { vacancy: *vacancy, ends_on: *ends_on }
            }
            CaseStep::JobStart(JobStart { starts_on, employer: _ }) => {
                Self::JobStart { starts_on: *starts_on }
            }
            CaseStep::Aftercare(Aftercare { until }) => Self::Aftercare { until: *until },
        }
    }

    pub(super) fn read(&self, coach: AccountId) -> Result<CaseStep, CaseFileError> {
        Ok(match self {
            Self::Intake { wish } => {
                CaseStep::Intake(Intake { wish: Personal::new(parse_if_any("wish", wish.as_deref())?) })
            }
            Self::Coaching { target_occupation } => {
                CaseStep::Coaching(Coaching { coach, target_occupation: target_occupation.clone() })
            }
            Self::Matching { vacancy } => CaseStep::Matching(Matching { vacancy: *vacancy }),
            Self::Selection { vacancy, shadowing } => CaseStep::Selection(Selection {
                vacancy: *vacancy,
                shadowing: shadowing
                    .map(|(from, days)| Shadowing::new(from, days))
                    .transpose()
                    .map_err(|_| CaseFileError::Wrong { part: "shadowing" })?,
            }),
            Self::Training { vacancy, ends_on } => {
                CaseStep::Training(Training { initiative: None, vacancy: *vacancy, ends_on: *ends_on })
            }
            Self::JobStart { starts_on } => {
                CaseStep::JobStart(JobStart { starts_on: *starts_on, employer: None })
            }
            Self::Aftercare { until } => CaseStep::Aftercare(Aftercare { until: *until }),
        })
    }
}
