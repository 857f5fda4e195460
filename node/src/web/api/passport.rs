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
mod tests {
    use super::*;
    use crate::domain::{candidate::TravelLimit, candidate::WeekHours, text::Line};
    use crate::domain::{
        candidate::{Candidate, Cefr, EducationLevel, Evidence, LanguageSkill, SkillClaim, SkillLevel},
        profile::{Capacity, InterestSource, Interests, Likings, Potential, PotentialSource},
    };
    use proptest::{collection::vec, option, prelude::*, sample::select};
    use std::sync::LazyLock;
    use vocabulary::{CandidateId, MunicipalityCode, Personal};

    static STARTER: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::starter);

    fn blank() -> Candidate {
        Candidate {
            id: CandidateId::random(),
            revision: 1,
            name: Personal::new(Line::new("Mira Zandoe").unwrap()),
            email: Personal::new(None),
            phone: Personal::new(None),
            born_on: Personal::new(None),
            remarks: Personal::new(None),
            present_employer: Personal::new(None),
            municipality: MunicipalityCode::new("GM0758").unwrap(),
            hours: WeekHours::new(24, 32).unwrap(),
            max_travel: TravelLimit::from_minutes(60).unwrap(),
            education: None,
            occupation: None,
            years_experience: 0,
            former_occupations: vec![],
            target_occupations: vec![],
            languages: vec![],
            skills: vec![],
            potential: None,
            available_from: None,
            interests: None,
            restricted: false,
        }
    }

    fn occupations(most: usize) -> impl Strategy<Value = Vec<EscoUri>> {
        let all: Vec<EscoUri> = STARTER.occupations().map(|it| STARTER.occupation_uri(it)).collect();
        proptest::collection::btree_set(select(all), 0..=most).prop_map(|set| set.into_iter().collect())
    }

    fn skills() -> impl Strategy<Value = Vec<SkillClaim>> {
        let all: Vec<EscoUri> = STARTER.skills().take(40).map(|it| STARTER.skill_uri(it)).collect();
        let held = (1_u8..=4, select(Evidence::ALL));
        proptest::collection::btree_map(select(all), held, 0..20).prop_map(|map| {
            let claim = |(skill, (level, evidence))| {
                let level = SkillLevel::new(level).expect("a level of 1 to 4");
                SkillClaim { skill, level, evidence }
            };
            map.into_iter().map(claim).collect()
        })
    }

    fn person() -> impl Strategy<Value = Candidate> {
        let languages =
            proptest::collection::btree_map(select(vec!["nl", "en", "de"]), select(Cefr::ALL), 0..4);
        let liked = option::of((vec(0_u8..=4, 6), select(InterestSource::ALL)));
        let learns = option::of((select(&Capacity::ALL[..]), select(PotentialSource::ALL)));
        let work = (option::of(occupations(1)), 0_u8..40, occupations(3), occupations(3));
        (skills(), work, languages, option::of(select(EducationLevel::ALL)), liked, learns).prop_map(
            |(skills, (present, years, former, wanted), languages, education, liked, learns)| {
                let occupation = present.and_then(|mut one| one.pop());
                let language = |(code, level): (&str, Cefr)| LanguageSkill {
                    language: code.parse().expect("a code of two letters"),
                    level,
                };
                Candidate {
                    years_experience: if occupation.is_some() { years } else { 0 },
                    occupation,
                    skills,
                    former_occupations: former,
                    target_occupations: wanted,
                    languages: languages.into_iter().map(language).collect(),
                    education,
                    interests: liked.map(|(likings, source)| Interests {
                        likings: Likings::new(likings.try_into().expect("six")).expect("0 to 4"),
                        source,
                    }),
                    potential: learns.map(|(capacity, source)| Potential {
                        hard_skills: capacity,
                        soft_skills: capacity,
                        source,
                        assessed_on: "2026-10-05".parse().expect("a day"),
                    }),
                    ..blank()
                }
            },
        )
    }

    /// The passport of a person as text and read back.
    fn sent(candidate: &Candidate) -> Passport {
        let file = CandidateFile {
            candidate: candidate.clone(),
            cases: vec![],
            consents: vec![],
            handovers: vec![],
            test_results: vec![],
            proposals: vec![],
            reads: vec![],
        };
        let (parts, today) = (Parts { name: true, potential: true }, "2026-11-24".parse().unwrap());
        let document = PassportDocument::of(&file, &STARTER, Language::NL, parts, today);
        let text = serde_json::to_string(&document).unwrap();
        serde_json::from_str::<PassportDocument>(&text).unwrap().read().unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(64)))]
        #[test]
        fn s2_06_hos_02_what_leaves_as_a_passport_comes_in_as_it_was(candidate in person()) {
            let mut passport = sent(&candidate);
            prop_assert!(passport.keep_known(&STARTER).is_empty());
            let mut elsewhere = blank();
            let merged = passport.merge_into(&mut elsewhere);
            prop_assert_eq!(merged.added, candidate.skills.len());
            prop_assert_eq!(Passport::of(&elsewhere), Passport::of(&candidate));
            let before = elsewhere.clone();
            passport.merge_into(&mut elsewhere);
            prop_assert_eq!(elsewhere, before, "a second time changes nothing");
        }

        #[test]
        fn hos_02_a_passport_never_lowers_what_is_known(known in person(), offered in person()) {
            let mut after = known.clone();
            let merged = sent(&offered).merge_into(&mut after);
            for claim in &known.skills {
                let now = after.skills.iter().find(|it| it.skill == claim.skill).unwrap();
                prop_assert!(now.level >= claim.level);
                prop_assert!(claim.evidence == Evidence::Own || now.evidence != Evidence::Own);
                let other = offered.skills.iter().find(|it| it.skill == claim.skill);
                let told = merged.kept.iter().any(|kept| kept.known.skill == claim.skill);
                let silent = now.level == other.map_or(now.level, |it| it.level);
                prop_assert!(told || silent, "a level that is not taken over is told");
            }
            prop_assert!(after.education >= known.education);
            prop_assert!(known.former_occupations.iter().all(|it| after.former_occupations.contains(it)));
        }
    }
}
