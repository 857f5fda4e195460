//! Lines of candidates, employers and vacancies as domain values. Pure.

use super::{
    line::{FieldProblem, Fields},
    lists::Lists,
    profile,
};
use crate::domain::{
    candidate::{Candidate, LanguageSkill, SkillClaim, SkillLevel, TravelLimit, WeekHours},
    employer::Employer,
    test_result::TestResult,
    text::Line,
    vacancy::{Vacancy, VacancyState, Visibility},
};
use vocabulary::{CandidateId, Date, EmployerId, Personal, Timestamp};

type Read<T> = Result<T, Vec<FieldProblem>>;

fn fields(line: &str) -> Read<Fields> {
    Fields::of_line(line).map_err(|problem| vec![problem])
}

fn hours(fields: &mut Fields) -> Option<WeekHours> {
    let (fewest, most) = (fields.whole("hours_min"), fields.whole("hours_max"));
    fields.checked("hours_min", WeekHours::new(fewest?, most?))
}

/// Reads a candidate.
///
/// # Errors
/// Every problem of the line.
pub(super) fn candidate(line: &str, lists: &Lists, at: Timestamp) -> Read<(Candidate, Vec<TestResult>)> {
    let mut fields = fields(line)?;
    let candidate = candidate_of(&mut fields, lists);
    let id = candidate.as_ref().map_or_else(CandidateId::random, |candidate| candidate.id);
    let mut results = profile::test_results(&mut fields, lists, id, at);
    let candidate = candidate.map(|candidate| profile::with_results(candidate, &mut results));
    fields.finish(candidate.map(|candidate| (candidate, results)))
}

fn candidate_of(fields: &mut Fields, lists: &Lists) -> Option<Candidate> {
    let id = fields.read("id");
    let name = fields.read_personal("name", "a name of 1 to 200 characters without line ends");
    if name.is_none() {
        fields.problem("name", "is needed");
    }
    let email = fields.read_personal("email", "an e-mail address");
    let phone = fields.read_personal("phone", "a telephone number");
    let born_on = fields.read_personal::<Date>("born_on", "a date such as 1984-05-31");
    let municipality = lists.municipality(fields, "gm");
    let hours = hours(fields);
    let max_travel = fields.whole("max_travel_minutes").map(TravelLimit::from_minutes);
    let max_travel = max_travel.and_then(|limit| fields.checked("max_travel_minutes", limit));
    let occupation = fields.read_if_there::<String>("occupation");
    let occupation = occupation.and_then(|text| lists.occupation(fields, "occupation", &text));
    let education = fields.read_if_there("education");
    let years_experience = fields.whole("years_experience");
    let former_occupations = lists.occupations(fields, "former_occupations");
    let target_occupations = lists.occupations(fields, "target_occupations");
    let languages = fields.objects("languages", |inner| {
        let (language, level) = (inner.read("code"), inner.read("level"));
        Some(LanguageSkill { language: language?, level: level? })
    });
    let skills = fields.objects("skills", |inner| skill_of(inner, lists));
    let (potential, interests) = (profile::potential(fields), profile::interests(fields));
    let available_from = fields.read_if_there("available_from");
    Some(Candidate {
        id: id?,
        revision: 1,
        name: Personal::new(name?),
        email: Personal::new(email),
        phone: Personal::new(phone),
        born_on: Personal::new(born_on),
        remarks: Personal::new(None),
        present_employer: Personal::new(None),
        municipality: municipality?,
        hours: hours?,
        max_travel: max_travel?,
        education,
        occupation,
        years_experience: years_experience?,
        former_occupations,
        target_occupations,
        languages,
        skills,
        potential,
        available_from,
        interests,
        restricted: false,
    })
}

fn skill_of(fields: &mut Fields, lists: &Lists) -> Option<SkillClaim> {
    let uri = fields.text("uri");
    let level = fields.whole("level").map(SkillLevel::new);
    let level = level.and_then(|level| fields.checked("level", level));
    let evidence = fields.read("evidence");
    let skill = uri.and_then(|uri| lists.skill(fields, "uri", &uri));
    Some(SkillClaim { skill: skill?, level: level?, evidence: evidence? })
}

/// Reads an employer.
///
/// # Errors
/// Every problem of the line.
pub(super) fn employer(line: &str, lists: &Lists) -> Read<Employer> {
    let mut fields = fields(line)?;
    let employer = employer_of(&mut fields, lists);
    fields.finish(employer)
}

fn employer_of(fields: &mut Fields, lists: &Lists) -> Option<Employer> {
    let id = fields.read("id");
    let name = fields.read("name");
    let kvk = fields.read_if_there("kvk");
    let municipality = lists.municipality(fields, "gm");
    let sbi = fields.read_if_there("sbi_code");
    // The section follows from the code; files that name both are taken, the code holds.
    let _section: Option<String> = fields.read_if_there("sbi_section");
    let size = fields.read("size");
    let in_network = fields.flag_if_there("in_network").unwrap_or(true);
    Some(Employer { id: id?, name: name?, kvk, municipality: municipality?, sbi, size: size?, in_network })
}

/// Where an imported vacancy is said to be published when the file does not tell.
const IMPORTED: &str = "import";

/// Reads a vacancy.
///
/// # Errors
/// Every problem of the line.
pub(super) fn vacancy(line: &str, lists: &Lists) -> Read<Vacancy> {
    let mut fields = fields(line)?;
    let vacancy = vacancy_of(&mut fields, lists);
    fields.finish(vacancy)
}

fn vacancy_of(fields: &mut Fields, lists: &Lists) -> Option<Vacancy> {
    let id = fields.read("id");
    let employer: Option<EmployerId> = fields.read("employer_id");
    let municipality = lists.municipality(fields, "gm");
    let occupation = fields.text("occupation");
    let occupation = occupation.and_then(|text| lists.occupation(fields, "occupation", &text));
    let title = fields.read("title");
    let text = fields.read_if_there("text");
    let essential_skills = lists.skills(fields, "essential_skills");
    let trainable_skills = lists.skills(fields, "trainable_skills");
    let optional_skills = lists.skills(fields, "optional_skills");
    if let Some(skill) = trainable_skills.iter().find(|skill| !essential_skills.contains(skill)) {
        fields.problem("trainable_skills", format!("{skill} is not among the essential skills"));
    }
    let hours = hours(fields);
    let education_min = fields.read_if_there("education_min");
    let job_guarantee = fields.flag("job_guarantee");
    let public = fields.flag("public");
    let source: Option<Line> = fields.read_if_there("source");
    let opened_on: Option<Date> = fields.read("opened_on");
    let starts_on = fields.read_if_there("starts_on");
    let causes = fields.texts("shortage_causes");
    let shortage_causes =
        causes.iter().filter_map(|cause| fields.checked("shortage_causes", cause.parse())).collect();
    let visibility = if public {
        let source = source.or_else(|| Line::new(IMPORTED).ok())?;
        Visibility::Public { since: opened_on?, source }
    } else {
        Visibility::Internal
    };
    Some(Vacancy {
        id: id?,
        revision: 1,
        employer: employer?,
        municipality: municipality?,
        occupation: occupation?,
        title: title?,
        text,
        essential_skills,
        trainable_skills,
        optional_skills,
        hours: hours?,
        education_min,
        job_guarantee,
        visibility,
        state: VacancyState::Open,
        opened_on: opened_on?,
        starts_on,
        shortage_causes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;
    use vocabulary::{Geography, Vocabulary};

    fn lists() -> Lists {
        Lists::new(Arc::new(Vocabulary::starter()), Arc::new(Geography::embedded()))
    }

    fn at() -> Timestamp {
        "2026-11-24T10:00:00Z".parse().unwrap()
    }

    fn example(lists: &Lists) -> Value {
        let occupation = lists.vocabulary.occupations().next().unwrap();
        let skill = lists.vocabulary.essential_skills(occupation).next().unwrap();
        json!({
            "id": "3f1c2a4e-0b5d-4c6e-8f70-1a2b3c4d5e6f", "name": "Wimaa Dorkem", "email": "wimaa@example.nl",
            "phone": "06-55501234", "born_on": "1984-05-31", "gm": "GM0664",
            "occupation": lists.vocabulary.occupation_uri(occupation).as_str(),
            "former_occupations": [], "years_experience": 4, "education": "mbo4",
            "hours_min": 16, "hours_max": 32, "max_travel_minutes": 45,
            "languages": [{ "code": "nl", "level": "C1" }], "target_occupations": [],
            "skills": [{ "uri": lists.vocabulary.skill_uri(skill).as_str(), "level": 2, "evidence": "self" }],
        })
    }

    #[test]
    fn a_line_reads_as_a_candidate() {
        let lists = lists();
        let (read, results) = candidate(&example(&lists).to_string(), &lists, at()).unwrap();
        assert!(results.is_empty() && read.potential.is_none() && read.interests.is_none());
        assert_eq!(read.skills.len(), 1);
        assert_eq!(read.max_travel.minutes(), 45);
        assert_eq!(read.name.reveal(vocabulary::Purpose::CaseWork).as_str(), "Wimaa Dorkem");
    }

    #[test]
    fn s2_05_a_line_may_say_what_somebody_can_learn_likes_and_was_tested_in() {
        let lists = lists();
        let occupation = lists.vocabulary.occupations().next().unwrap();
        let skill = lists.vocabulary.essential_skills(occupation).next().unwrap();
        let uri = lists.vocabulary.skill_uri(skill);
        let likings = json!({ "realistic": 0, "investigative": 1, "artistic": 2, "social": 4,
                              "enterprising": 3, "conventional": 0 });
        let mut line = example(&lists);
        line["available_from"] = json!("2027-01-11");
        line["potential"] = json!({ "hard_skills": 4, "soft_skills": 5, "source": "coach",
                                    "assessed_on": "2026-10-05" });
        line["test_results"] = json!([{ "name": "Werkproef", "provider": "Feloekes Test", "date": "2026-11-02",
            "competences": [{ "uri": uri.as_str(), "level": 3 }], "interests": likings }]);
        let (read, results) = candidate(&line.to_string(), &lists, at()).unwrap();
        assert_eq!(read.potential.unwrap().hard_skills.get(), 4);
        assert_eq!(read.available_from.unwrap().to_string(), "2027-01-11");
        assert_eq!(read.interests.unwrap().likings.to_string(), "012430");
        assert_eq!((read.skills[0].level.get(), read.skills[0].evidence.name()), (3, "assessment"));
        assert_eq!(results[0].candidate, read.id);
        line["test_results"][0]["competences"][0]["uri"] = json!(format!("{}x", uri.as_str()));
        let problems = candidate(&line.to_string(), &lists, at()).unwrap_err();
        assert_eq!(problems[0].field, "test_results[0].competences[0].uri");
        assert!(problems[0].problem.contains(&format!("the nearest is {uri} (")), "{problems:?}");
    }

    #[test]
    fn each_wrong_field_is_named_and_a_personal_value_is_not_repeated() {
        let lists = lists();
        let check = |field: &str, value: Value, expected: &str| {
            let mut line = example(&lists);
            line[field] = value;
            let problems = candidate(&line.to_string(), &lists, at()).unwrap_err();
            let shown = format!("{problems:?}");
            assert!(problems.iter().any(|it| it.field.starts_with(field)), "{shown}");
            assert!(shown.contains(expected), "{shown}");
        };
        check("gm", json!("GM9999"), "not in the list of municipalities");
        check("gm", json!("Goes"), "a municipality code such as GM0344");
        check("hours_min", json!(40), "the fewest first");
        check("hours_max", json!(-3), "whole number");
        check("max_travel_minutes", json!(900), "between 1 and 240");
        check("education", json!("mbo5"), "one of basis");
        check("occupation", json!("http://data.europa.eu/esco/occupation/none"), "vocabulary import");
        check(
            "skills",
            json!([{ "uri": "x", "level": 9, "evidence": "self" }]),
            "skill level between 1 and 4",
        );
        check("skills", json!("x"), "must be a list");
        check("surprise", json!(1), "not a field of this import");
        check("born_on", json!("31-05-1984"), "a date such as 1984-05-31");
        check("email", json!("wimaa"), "an e-mail address");
        let mut line = example(&lists);
        (line["born_on"], line["email"]) = (json!("31-05-1984"), json!("wimaa at example"));
        let shown = format!("{:?}", candidate(&line.to_string(), &lists, at()).unwrap_err());
        assert!(!shown.contains("31-05-1984") && !shown.contains("wimaa"));
    }

    #[test]
    fn a_line_that_is_not_json_is_told_by_its_place() {
        let lists = lists();
        let problems = candidate("{\"id\": ", &lists, at()).unwrap_err();
        assert!(problems[0].problem.contains("not JSON") && problems[0].field.is_empty());
        assert!(employer("[]", &lists).unwrap_err()[0].problem.contains("one object"));
    }

    #[test]
    fn trainable_skills_are_essential_ones() {
        let lists = lists();
        let occupation = lists.vocabulary.occupations().next().unwrap();
        let uris: Vec<_> = lists
            .vocabulary
            .essential_skills(occupation)
            .take(2)
            .map(|skill| lists.vocabulary.skill_uri(skill).to_string())
            .collect();
        let mut line = json!({
            "id": "3f1c2a4e-0b5d-4c6e-8f70-1a2b3c4d5e6f", "employer_id": "3f1c2a4e-0b5d-4c6e-8f70-1a2b3c4d5e60",
            "gm": "GM0664", "occupation": lists.vocabulary.occupation_uri(occupation).as_str(),
            "title": "Begeleider", "essential_skills": [uris[0]], "trainable_skills": [uris[0]],
            "optional_skills": [], "hours_min": 16, "hours_max": 32, "education_min": null, "public": true,
            "opened_on": "2026-10-01",
        });
        let read = vacancy(&line.to_string(), &lists).unwrap();
        assert!(read.is_public() && read.is_open());
        line["trainable_skills"] = json!([uris[1]]);
        let problems = vacancy(&line.to_string(), &lists).unwrap_err();
        assert_eq!(problems[0].field, "trainable_skills");
    }
}
