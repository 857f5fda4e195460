use super::*;
use serde_json::{Value, json};
use std::{io::Write, sync::Arc};
use vocabulary::{Geography, Vocabulary};

struct Scene {
    folder: tempfile::TempDir,
    storage: Storage,
    lists: Lists,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        let lists = Lists::new(Arc::new(Vocabulary::starter()), Arc::new(Geography::embedded()));
        Self { folder, storage, lists }
    }

    fn import(&self, kind: ImportKind, mode: ImportMode, lines: &[String]) -> ImportReport {
        let path = self.folder.path().join("file.ndjson");
        File::create(&path).unwrap().write_all(lines.join("\n").as_bytes()).unwrap();
        let actor = "account/test".to_owned();
        let import = Import { kind, mode, lists: &self.lists, actor, at: Timestamp::UNIX_EPOCH };
        import.run(&self.storage, &path, |_| {}).unwrap()
    }

    fn count(&self, table: &'static str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.storage
            .read_blocking(|connection| {
                Ok::<_, StorageError>(connection.query_row(&sql, [], |row| row.get(0)).unwrap())
            })
            .unwrap()
    }
}

fn uuid(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn candidate(number: usize) -> Value {
    json!({
        "id": uuid(number), "name": "Wimaa Dorkem", "gm": "GM0664", "occupation": null,
        "former_occupations": [], "years_experience": 4, "education": "mbo4", "hours_min": 16,
        "hours_max": 32, "max_travel_minutes": 45, "languages": [], "target_occupations": [], "skills": [],
    })
}

fn employer(number: usize, kvk: &str) -> Value {
    json!({ "id": uuid(number), "name": "Zorg Telnest", "kvk": kvk, "gm": "GM0664", "size": "10-49" })
}

#[test]
fn a_malformed_line_is_reported_with_its_number_and_the_others_are_stored() {
    let scene = Scene::new();
    let mut bad = candidate(2);
    bad["gm"] = json!("GM9999");
    let lines =
        [candidate(1).to_string(), bad.to_string(), String::new(), "{".to_owned(), candidate(3).to_string()];
    let report = scene.import(ImportKind::Candidates, ImportMode::Store, &lines);
    assert_eq!((report.lines, report.added, report.bad), (4, 2, 2));
    assert_eq!(report.problems.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(report.problems[0].problems[0].field, "gm");
    let wrong = scene.import(ImportKind::Candidates, ImportMode::Store, &["{x".to_owned()]);
    let reason = &wrong.problems[0].problems[0].problem;
    assert!(reason.starts_with("this is not JSON, see character 2"), "{reason}");
    let reason = &report.problems[1].problems[0];
    assert_eq!(reason.field, "", "the line as a whole");
    assert!(reason.problem.starts_with("this is not JSON, the line ends too early"), "{}", reason.problem);
    assert!(reason.problem.contains("write one whole object"), "{}", reason.problem);
    assert_eq!(scene.count("candidates"), 2);
}

#[test]
fn a_dry_run_gives_the_same_report_and_stores_nothing() {
    let scene = Scene::new();
    let lines = [candidate(1).to_string(), "x".to_owned()];
    let dry = scene.import(ImportKind::Candidates, ImportMode::DryRun, &lines);
    assert_eq!((scene.count("candidates"), scene.count("audit_entries"), dry.stored), (0, 0, false));
    let real = scene.import(ImportKind::Candidates, ImportMode::Store, &lines);
    assert_eq!((dry.lines, dry.added, &dry.problems), (real.lines, real.added, &real.problems));
    assert_eq!((scene.count("candidates"), scene.count("audit_entries")), (1, 1));
}

#[test]
fn all_or_nothing_stores_nothing_when_the_last_of_many_lines_is_bad() {
    let scene = Scene::new();
    let mut lines: Vec<_> = (0..2_500).map(|number| candidate(number).to_string()).collect();
    lines.push("bad".to_owned());
    let report = scene.import(ImportKind::Candidates, ImportMode::AllOrNothing, &lines);
    assert_eq!((report.bad, report.stored, scene.count("candidates")), (1, false, 0));
    lines.pop();
    let report = scene.import(ImportKind::Candidates, ImportMode::AllOrNothing, &lines);
    assert_eq!((report.added, report.stored, scene.count("candidates")), (2_500, true, 2_500));
}

#[test]
fn a_file_can_be_imported_again_and_an_id_twice_in_it_is_a_bad_line() {
    let scene = Scene::new();
    let lines = [candidate(1).to_string(), candidate(1).to_string()];
    let report = scene.import(ImportKind::Candidates, ImportMode::Store, &lines);
    assert_eq!((report.added, report.bad), (1, 1));
    let report = scene.import(ImportKind::Candidates, ImportMode::Store, &lines[..1]);
    assert_eq!((report.added, report.known_already, scene.count("candidates")), (0, 1, 1));
}

#[test]
fn a_duplicate_kvk_number_is_refused_with_the_employer_that_has_it() {
    let scene = Scene::new();
    scene.import(ImportKind::Employers, ImportMode::Store, &[employer(1, "00123456").to_string()]);
    let again = [employer(2, "00123456").to_string()];
    let report = scene.import(ImportKind::Employers, ImportMode::Store, &again);
    assert_eq!((report.added, report.bad, scene.count("employers")), (0, 1, 1));
    let problem = &report.problems[0].problems[0];
    assert_eq!(problem.field, "kvk");
    assert!(problem.problem.contains(&uuid(1)), "{problem:?}");
}

#[test]
fn a_kvk_number_twice_in_a_file_is_found_in_a_rehearsal_too() {
    let scene = Scene::new();
    let mut lines: Vec<_> =
        (0..1_200).map(|number| employer(number, &format!("{number:08}")).to_string()).collect();
    lines.push(employer(5_000, "00000007").to_string());
    let report = scene.import(ImportKind::Employers, ImportMode::AllOrNothing, &lines);
    assert_eq!((report.bad, report.problems[0].line, scene.count("employers")), (1, 1_201, 0));
}

#[test]
fn a_vacancy_of_an_unknown_employer_is_refused() {
    let scene = Scene::new();
    let occupation =
        scene.lists.vocabulary.occupation_uri(scene.lists.vocabulary.occupations().next().unwrap());
    let vacancy = json!({
        "id": uuid(9), "employer_id": uuid(1), "gm": "GM0664", "occupation": occupation.as_str(),
        "title": "Begeleider", "essential_skills": [], "trainable_skills": [], "optional_skills": [],
        "hours_min": 16, "hours_max": 32, "education_min": null, "public": true, "opened_on": "2026-10-01",
    });
    let lines = [vacancy.to_string()];
    let report = scene.import(ImportKind::Vacancies, ImportMode::Store, &lines);
    assert!(report.problems[0].problems[0].problem.contains("import the employers first"));
    scene.import(ImportKind::Employers, ImportMode::Store, &[employer(1, "00123456").to_string()]);
    let report = scene.import(ImportKind::Vacancies, ImportMode::Store, &lines);
    assert_eq!((report.added, scene.count("vacancies")), (1, 1));
}

#[test]
fn s2_08_employers_outside_of_the_network_causes_and_starting_dates_can_be_imported_and_may_be_left_out() {
    let scene = Scene::new();
    let mut outside = employer(1, "00123456");
    outside["in_network"] = json!(false);
    let employers = [outside.to_string(), employer(2, "00123457").to_string()];
    let report = scene.import(ImportKind::Employers, ImportMode::Store, &employers);
    assert_eq!((report.added, report.bad), (2, 0));
    let occupation =
        scene.lists.vocabulary.occupation_uri(scene.lists.vocabulary.occupations().next().unwrap());
    let plain = |number: usize, employer: usize| {
        json!({
            "id": uuid(number), "employer_id": uuid(employer), "gm": "GM0664",
            "occupation": occupation.as_str(), "title": "Begeleider", "essential_skills": [],
            "trainable_skills": [], "optional_skills": [], "hours_min": 16, "hours_max": 32,
            "education_min": null, "public": true, "opened_on": "2026-10-01",
        })
    };
    let mut full = plain(11, 1);
    full["starts_on"] = json!("2027-01-04");
    full["shortage_causes"] = json!(["demography", "narrow-criteria"]);
    let mut wrong = plain(12, 1);
    wrong["shortage_causes"] = json!(["bad luck"]);
    let lines = [full.to_string(), plain(13, 2).to_string(), wrong.to_string()];
    let report = scene.import(ImportKind::Vacancies, ImportMode::Store, &lines);
    assert_eq!(
        (report.added, report.bad, report.problems[0].problems[0].field.as_str()),
        (2, 1, "shortage_causes")
    );
    let read = |number: usize| {
        let id = uuid(number).parse().unwrap();
        scene.storage.read_blocking(|connection| vacancies::get(connection, id)).unwrap().unwrap()
    };
    assert_eq!(read(11).starts_on, Some("2027-01-04".parse().unwrap()));
    assert!(read(11).should_be_carved() && !read(13).should_be_carved());
    assert_eq!((read(13).starts_on, read(13).shortage_causes.len()), (None, 0));
    let waiting = scene.storage.read_blocking(|connection| vacancies::to_publish(connection, 10)).unwrap();
    let waiting: Vec<_> = waiting.iter().map(|vacancy| vacancy.id.to_string()).collect();
    assert_eq!(waiting, [uuid(13)], "only that of the employer of the network goes out");
}

#[test]
fn bytes_that_are_not_text_stop_the_import_with_the_line() {
    let scene = Scene::new();
    let path = scene.folder.path().join("binary");
    std::fs::write(&path, [b'{', b'}', b'\n', 0xFF, 0xFE, b'\n']).unwrap();
    let (lists, actor) = (&scene.lists, String::new());
    let kind = ImportKind::Candidates;
    let import = Import { kind, mode: ImportMode::Store, lists, actor, at: Timestamp::UNIX_EPOCH };
    let error = import.run(&scene.storage, &path, |_| {}).unwrap_err();
    assert!(error.to_string().contains("line 2"), "{error}");
}
