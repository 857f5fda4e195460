//! `/v1/candidates/{id}/passport`: the skills passport that a person takes along and brings. The document is one and
//! the same here and on the page; `docs/passport.md` describes it.

use super::{
    body::{Body, Check, id},
    candidate_fields::{Language as SpokenLanguage, Skill, read_languages, read_skills},
    profile::{InterestFields, PotentialFields},
};
use crate::{
    domain::{
        passport::{KeptSkill, MOST_LISTED, MOST_SKILLS, Passport, TermGap, TermKind, TermState, name_of},
        test_result::TestResult,
    },
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{
        import_passport::{Imported, import_passport},
        view_candidate::{CandidateFile, view_candidate},
    },
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use service::web::format::dutch_day;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{Date, EscoUri, Language, Purpose, Vocabulary};

/// What the document is, in its field `format`.
const FORMAT: &str = "schakelnet-passport";
/// The version of the document. It grows when a reader of the version before would misread it.
const FORMAT_VERSION: u32 = 1;

/// A term of the list with the name that it has there.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PassportTerm {
    /// The ESCO URI.
    pub uri: String,
    /// The name, for people; empty when the list that wrote the document has none.
    #[serde(default)]
    pub name: String,
}

/// A skill with its name.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PassportSkill {
    /// The ESCO URI.
    pub uri: String,
    /// The name, for people.
    #[serde(default)]
    pub name: String,
    /// How well: 1 beginner, 2 with help, 3 alone, 4 can teach it.
    #[schema(minimum = 1, maximum = 4)]
    pub level: u8,
    /// Who says so: `self`, `employer`, `certificate` or `assessment`.
    pub evidence: String,
}

/// The list that the URIs are of.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PassportVocabulary {
    /// Its name: `ESCO`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The occupations of a passport.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PassportOccupations {
    /// The present or last one.
    #[serde(default)]
    pub present: Option<PassportTerm>,
    /// Years in it.
    #[serde(default)]
    pub years: u8,
    /// Those before that.
    #[serde(default)]
    pub former: Vec<PassportTerm>,
    /// Those that the person wants to move to.
    #[serde(default)]
    pub wanted: Vec<PassportTerm>,
}

/// A test that the person took; what it found stands with the skills.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PassportTest {
    /// What the test is called.
    pub name: String,
    /// Who gives it.
    pub provider: String,
    /// When it was taken, ISO 8601.
    pub date: String,
    /// How many skills were tested.
    pub skills: usize,
}

/// A skills passport.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PassportDocument {
    /// `schakelnet-passport`.
    pub format: String,
    /// The version of the document: 1.
    pub format_version: u32,
    /// When it was made, ISO 8601.
    #[serde(default)]
    pub made_on: Option<String>,
    /// The list that the URIs are of.
    pub vocabulary: PassportVocabulary,
    /// Whose it is; left out unless the person wants it in. Never read back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Skills, 2,000 at the most.
    #[serde(default)]
    pub skills: Vec<PassportSkill>,
    /// Occupations, 200 in each list at the most.
    #[serde(default)]
    pub occupations: PassportOccupations,
    /// Languages.
    #[serde(default)]
    pub languages: Vec<SpokenLanguage>,
    /// The highest education: `basis`, `vmbo`, `mbo1` to `mbo4`, `havo`, `vwo`, `hbo` or `wo`.
    #[serde(default)]
    pub education: Option<String>,
    /// What kind of work the person likes.
    #[serde(default)]
    pub interests: Option<InterestFields>,
    /// How well the person can still learn; left out unless the person wants it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub potential: Option<PotentialFields>,
    /// Tests that the person took. Not read back: a test comes from who gives it.
    #[serde(default)]
    pub tests: Vec<PassportTest>,
}

/// What goes into a passport besides skills and occupations.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts {
    /// The name.
    pub name: bool,
    /// How well the person can still learn.
    pub potential: bool,
}

impl PassportDocument {
    /// The passport of a file.
    pub(in crate::web) fn of(
        file: &CandidateFile,
        vocabulary: &Vocabulary,
        language: Language,
        parts: Parts,
        today: Date,
    ) -> Self {
        let candidate = &file.candidate;
        let passport = Passport::of(candidate);
        let name = |uri: &EscoUri, kind| name_of(vocabulary, uri, kind, language).unwrap_or_default();
        let occupation =
            |uri: &EscoUri| PassportTerm { uri: uri.to_string(), name: name(uri, TermKind::Occupation) };
        let test = |result: &TestResult| PassportTest {
            name: result.name.to_string(),
            provider: result.provider.to_string(),
            date: result.taken_on.to_string(),
            skills: result.competences.len(),
        };
        let skills = passport.skills.iter().map(|claim| PassportSkill {
            uri: claim.skill.to_string(),
            name: name(&claim.skill, TermKind::Skill),
            level: claim.level.get(),
            evidence: claim.evidence.name().to_owned(),
        });
        Self {
            format: FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            made_on: Some(today.to_string()),
            vocabulary: PassportVocabulary {
                name: "ESCO".to_owned(),
                version: vocabulary.version().to_owned(),
            },
            name: parts.name.then(|| candidate.name.reveal(Purpose::CaseWork).to_string()),
            skills: skills.collect(),
            occupations: PassportOccupations {
                present: passport.occupation.as_ref().map(occupation),
                years: passport.years_experience,
                former: passport.former_occupations.iter().map(occupation).collect(),
                wanted: passport.target_occupations.iter().map(occupation).collect(),
            },
            languages: passport.languages.iter().map(SpokenLanguage::of).collect(),
            education: passport.education.map(|level| level.name().to_owned()),
            interests: passport.interests.as_ref().map(InterestFields::of),
            potential: passport.potential.as_ref().filter(|_| parts.potential).map(PotentialFields::of),
            tests: file.test_results.iter().map(test).collect(),
        }
    }

    /// Reads every field, or says all that is wrong.
    ///
    /// # Errors
    /// Every wrong field.
    pub(in crate::web) fn read(&self) -> Result<Passport, WebError> {
        let mut check = Check::default();
        self.check_kind(&mut check);
        let claims: Vec<Skill> = self.skills.iter().map(PassportSkill::claim).collect();
        let uris = |terms: &[PassportTerm]| terms.iter().map(|term| term.uri.clone()).collect::<Vec<_>>();
        let present = self.occupations.present.as_ref();
        let passport = Passport {
            skills: read_skills(&mut check, &claims),
            occupation: present.and_then(|term| check.read("occupations.present.uri", &term.uri)),
            years_experience: self.occupations.years,
            former_occupations: check.read_each("occupations.former", &uris(&self.occupations.former)),
            target_occupations: check.read_each("occupations.wanted", &uris(&self.occupations.wanted)),
            languages: read_languages(&mut check, &self.languages),
            education: check.read_if_there("education", self.education.as_deref()),
            interests: self.interests.as_ref().and_then(|interests| interests.read(&mut check)),
            potential: self.potential.as_ref().and_then(|potential| potential.read(&mut check)),
            names: self.names(),
        };
        check.finish(Some(passport))
    }

    fn check_kind(&self, check: &mut Check) {
        if self.format != FORMAT || self.format_version != FORMAT_VERSION {
            let wrong = Sentence::new(
                format!("Dit is geen skillspaspoort van vorm {FORMAT}, versie {FORMAT_VERSION}."),
                format!("This is no skills passport of the form {FORMAT}, version {FORMAT_VERSION}."),
            );
            check.take::<(), _>("formatVersion", Err(wrong));
        }
        let lists = [
            ("skills", self.skills.len(), MOST_SKILLS),
            ("occupations.former", self.occupations.former.len(), MOST_LISTED),
            ("occupations.wanted", self.occupations.wanted.len(), MOST_LISTED),
            ("languages", self.languages.len(), MOST_LISTED),
        ];
        for (field, length, most) in lists {
            if length > most {
                let too_many = Sentence::new(
                    format!("Hier staan er {length}; {most} is het meeste."),
                    format!("There are {length} here; {most} is the most."),
                );
                check.take::<(), _>(field, Err(too_many));
            }
        }
    }

    fn names(&self) -> BTreeMap<EscoUri, String> {
        let occupations = &self.occupations;
        let terms = occupations.present.iter().chain(&occupations.former).chain(&occupations.wanted);
        let skills = self.skills.iter().map(|skill| (&skill.uri, &skill.name));
        let named = skills.chain(terms.map(|term| (&term.uri, &term.name)));
        named.filter_map(|(uri, name)| Some((uri.parse().ok()?, name.chars().take(200).collect()))).collect()
    }
}

impl PassportSkill {
    fn claim(&self) -> Skill {
        Skill { uri: self.uri.clone(), level: self.level, evidence: self.evidence.clone() }
    }
}

/// What goes along besides skills and occupations, and in which language the names stand.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PassportQuery {
    /// Whether the name goes along; no when left out.
    #[serde(default)]
    pub name: bool,
    /// Whether it goes along how well the person can still learn; no when left out.
    #[serde(default)]
    pub potential: bool,
    /// The language of the names: `nl` (when left out) or `en`.
    pub language: Option<String>,
}

/// A skill that stayed as it was known.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KeptLevel {
    /// The ESCO URI.
    pub uri: String,
    /// What is known, 1 to 4.
    pub known_level: u8,
    /// Who says so.
    pub evidence: &'static str,
    /// What the passport says, 1 to 4.
    pub passport_level: u8,
}

/// A term that the list here does not have or has given up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassportGap {
    /// The URI in the passport.
    pub uri: String,
    /// What the passport calls it.
    pub name: String,
    /// `skill` or `occupation`.
    pub kind: &'static str,
    /// `unknown`: not taken over; `deprecated`: taken over, though the list has given it up.
    pub state: &'static str,
    /// The nearest term of the list here.
    pub nearest: Option<PassportTerm>,
}

/// What came of a passport.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassportTaken {
    /// Whether anything is known now that was not.
    pub changed: bool,
    /// How many skills are new.
    pub added: usize,
    /// How many skills are held better or better proven than was known.
    pub raised: usize,
    /// Skills of which the passport says something else, and what is known stayed.
    pub kept: Vec<KeptLevel>,
    /// Terms that the list here does not have or has given up.
    pub gaps: Vec<PassportGap>,
    /// The version of the list of the passport.
    pub passport_vocabulary: String,
    /// The version of the list in use here.
    pub vocabulary: String,
}

impl PassportTaken {
    fn of(imported: &Imported, vocabulary: &Vocabulary, version: &str) -> Self {
        let kept = |kept: &KeptSkill| KeptLevel {
            uri: kept.known.skill.to_string(),
            known_level: kept.known.level.get(),
            evidence: kept.known.evidence.name(),
            passport_level: kept.offered.get(),
        };
        let gap = |(gap, nearest): &(TermGap, Option<EscoUri>)| PassportGap {
            uri: gap.uri.to_string(),
            name: gap.name.clone(),
            kind: match gap.kind {
                TermKind::Skill => "skill",
                TermKind::Occupation => "occupation",
            },
            state: match gap.state {
                TermState::Unknown => "unknown",
                TermState::Deprecated => "deprecated",
            },
            nearest: nearest.as_ref().map(|uri| PassportTerm {
                uri: uri.to_string(),
                name: name_of(vocabulary, uri, gap.kind, Language::NL).unwrap_or_default(),
            }),
        };
        Self {
            changed: imported.has_changed,
            added: imported.merged.added,
            raised: imported.merged.raised,
            kept: imported.merged.kept.iter().map(kept).collect(),
            gaps: imported.gaps.iter().map(gap).collect(),
            passport_vocabulary: version.to_owned(),
            vocabulary: vocabulary.version().to_owned(),
        }
    }
}

/// The passport that a person takes along. That the file was read is logged.
///
/// # Errors
/// Not there, or another language than `nl` and `en`.
#[utoipa::path(get, operation_id = "viewPassport", path = "/v1/candidates/{id}/passport", tag = "candidates",
    params(("id" = String, Path, description = "The person"), PassportQuery),
    responses((status = 200, description = "The passport", body = PassportDocument), Refused))]
pub async fn view(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Query(query): Query<PassportQuery>,
) -> Result<Json<PassportDocument>, WebError> {
    let mut check = Check::default();
    let wrong = Sentence::new("Dit is nl of en.", "This is nl or en.");
    let language = match query.language.as_deref() {
        None | Some("nl") => Ok(Language::NL),
        Some("en") => Ok(Language::EN),
        Some(_) => Err(wrong),
    };
    let language = check.take("language", language);
    let language = check.finish(language)?;
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    let parts = Parts { name: query.name, potential: query.potential };
    let today = dutch_day(state.context.clock.now());
    Ok(Json(PassportDocument::of(&file, &state.context.vocabulary, language, parts, today)))
}

/// Takes a passport over into what is known of a person. Nothing is lowered; a term that the list here does not have is
/// not taken over but told, with the nearest one.
///
/// # Errors
/// Not there; wrong fields, all of them named, and nothing is taken over then; or the case is offered to another region
/// (409).
#[utoipa::path(post, operation_id = "takePassport", path = "/v1/candidates/{id}/passport", tag = "candidates",
    params(("id" = String, Path, description = "The person")), request_body = PassportDocument,
    responses((status = 200, description = "What came of it", body = PassportTaken), Refused))]
pub async fn take(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(document): Body<PassportDocument>,
) -> Result<Json<PassportTaken>, WebError> {
    let passport = document.read()?;
    let imported = import_passport(&state.context, &session.actor(), id(&candidate)?, passport).await?;
    let version = &document.vocabulary.version;
    Ok(Json(PassportTaken::of(&imported, &state.context.vocabulary, version)))
}

#[cfg(test)]
mod tests;
