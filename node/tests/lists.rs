//! What lists show: filters before the cut, and from which work to which.

use crate::{
    desk::{Desk, candidate, employer, vacancy},
    pages::Reader,
};
use node::{
    domain::{case::step::StepNumber, text::Line},
    storage::{StorageError, candidate_list::ListFilter, vacancy_list},
    workflow::{
        add_employer::add_employer,
        close_vacancy::close_vacancy,
        find_candidates::{MOST_FOUND, PeopleQuery, find_people},
        post_vacancy::post_vacancy,
        register_candidate::register_candidate,
    },
};
use vocabulary::{Language, Purpose, VacancyId};

#[tokio::test]
async fn a_filter_holds_before_the_nearest_names_are_cut_off() {
    let desk = Desk::open("AM24");
    let mut last = None;
    for number in 0..60 {
        last = Some(desk.person(&format!("Zandoe Zz{number:02}")).await);
    }
    desk.case_of(last.unwrap()).await;
    let query = |step, owner| PeopleQuery {
        name: "zandoe".to_owned(),
        filter: ListFilter { step, owner, ..ListFilter::default() },
        after: None,
    };
    let all = find_people(&desk.context, &desk.coach, query(None, None), MOST_FOUND).await.unwrap();
    assert_eq!((all.shown.len(), all.total), (50, 60), "how many more there are is said");
    assert!(all.shown.iter().all(|(line, _)| line.id != last.unwrap()), "the last name lies behind the cut");
    let step = Some(StepNumber::Intake);
    for query in [query(step, None), query(None, desk.adviser.id()), query(step, desk.adviser.id())] {
        let found = find_people(&desk.context, &desk.coach, query, MOST_FOUND).await.unwrap();
        assert_eq!((found.shown.len(), found.total), (1, 1));
        assert_eq!(found.shown[0].0.name.reveal(Purpose::CaseWork).as_str(), "Zandoe Zz59");
        assert_eq!(found.shown[0].1.map(|standing| standing.owner), desk.adviser.id());
    }
    let none =
        find_people(&desk.context, &desk.coach, query(None, desk.coach.id()), MOST_FOUND).await.unwrap();
    assert_eq!((none.shown.len(), none.total), (0, 0), "the coach has no case");
}

#[tokio::test]
async fn worklist_and_list_say_from_which_work_to_which() {
    let desk = Desk::with_passwords("AM24");
    let vocabulary = &desk.context.vocabulary;
    let mut occupations = vocabulary.occupations();
    let (from, to) = (occupations.next().unwrap(), occupations.next().unwrap());
    let mut person = candidate(&desk.context, "Mira Zandoe");
    person.occupation = Some(vocabulary.occupation_uri(from));
    person.target_occupations = vec![vocabulary.occupation_uri(to)];
    let id = register_candidate(&desk.context, &desk.coach, person).await.unwrap();
    desk.case_of(id).await;
    let way = format!(
        "{} → {}",
        vocabulary.occupation_label(from, Language::NL),
        vocabulary.occupation_label(to, Language::NL)
    );
    let reader = Reader::signed_in(&desk, "Adviser").await;
    for path in ["/", "/kandidaten", "/kandidaten?stap=1"] {
        let seen = reader.get(path).await.html;
        assert!(seen.contains(&way), "{path}: {seen}");
    }
}

#[tokio::test]
async fn vacancies_are_listed_newest_first_in_pages_and_found_by_title_or_employer() {
    let desk = Desk::with_passwords("AM24");
    let mut owner = employer(None);
    add_employer(&desk.context, &desk.adviser, owner.clone()).await.unwrap();
    let mut ids = Vec::new();
    for number in 0..60_i64 {
        let mut posted = vacancy(&desk.context, owner.id);
        posted.title = Line::new(&format!("Verzorgende {number:02}")).unwrap();
        posted.opened_on = posted.opened_on.saturating_sub(jiff::ToSpan::days(number));
        ids.push(post_vacancy(&desk.context, &desk.adviser, posted).await.unwrap());
    }
    let reader = Reader::signed_in(&desk, "Coach").await;
    let first = reader.get("/vacatures").await.html;
    assert!(first.contains("1 tot 50 van 60") && first.contains("Verzorgende 00"), "{first}");
    assert!(!first.contains("Verzorgende 50"));
    let second = reader.get("/vacatures?vanaf=50").await.html;
    assert!(second.contains("51 tot 60 van 60") && second.contains("Verzorgende 59"), "{second}");
    assert!(reader.get("/vacatures?q=verzorgende+07").await.html.contains("1 tot 1 van 1"));
    assert!(reader.get("/vacatures?q=feloekes").await.html.contains("1 tot 50 van 60"));
    assert!(reader.get("/vacatures?bereik=network").await.html.contains("Geen vacature gevonden"));
    // What the list searches follows every change.
    close_vacancy(&desk.context, &desk.adviser, ids[7]).await.unwrap();
    assert!(reader.get("/vacatures?q=verzorgende+07").await.html.contains("Geen vacature gevonden"));
    owner.name = Line::new("Zorggroep Delta").unwrap();
    add_employer(&desk.context, &desk.adviser, owner).await.unwrap();
    assert!(reader.get("/vacatures?q=feloekes").await.html.contains("Geen vacature gevonden"));
    assert!(reader.get("/vacatures?q=delta").await.html.contains("1 tot 50 van 59"));
    // A database from before there was a list gets the same one.
    desk.context
        .storage
        .write_blocking(|tx| {
            for id in &ids {
                forget(tx, *id)?;
            }
            vacancy_list::fill(tx)
        })
        .unwrap();
    assert!(reader.get("/vacatures?q=delta").await.html.contains("1 tot 50 van 59"));
}

#[tokio::test]
async fn a_search_for_a_kind_of_work_finds_it_under_any_title_also_with_a_typing_error() {
    let desk = Desk::with_passwords("AM24");
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let vocabulary = &desk.context.vocabulary;
    let driver = vocabulary.search_occupations("vrachtwagenchauffeur", Language::NL, 1)[0].index;
    let post = async |title: &str, is_driver: bool| {
        let mut posted = vacancy(&desk.context, owner);
        posted.title = Line::new(title).unwrap();
        if is_driver {
            posted.occupation = vocabulary.occupation_uri(driver);
        }
        post_vacancy(&desk.context, &desk.adviser, posted).await.unwrap()
    };
    post("Held van de weg", true).await;
    post("Verzorgende", false).await;
    let named = post("Vrachtwagenchauffeur gezocht: verhaal van een collega", false).await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    for words in ["vrachtwagenchauffeur", "vrachtwagenchaufeur"] {
        let found = reader.get(&format!("/vacatures?q={words}")).await.html;
        assert!(found.contains("Held van de weg") && !found.contains("Verzorgende"), "{found}");
        assert!(found.contains("Ook gezocht op het beroep: vrachtwagenchauffeur"), "why it is found is said");
    }
    let found = reader.get("/vacatures?q=vrachtwagenchauffeur").await.html;
    let at = |text: &str| found.find(text).unwrap();
    assert!(at(&named.to_string()) < at("Held van de weg"), "what is named so comes first: {found}");
    let nothing = reader.get("/vacatures?q=qqqxyz").await.html;
    assert!(nothing.contains("Geen vacature gevonden") && !nothing.contains("Ook gezocht"), "the contrast");
}

/// Takes a vacancy off the list only.
fn forget(transaction: &rusqlite::Transaction<'_>, id: VacancyId) -> Result<(), StorageError> {
    transaction
        .execute("DELETE FROM vacancy_list WHERE id = ?1", [id.to_bytes()])
        .map_err(|source| StorageError::Sql { doing: "prepare a test", source })?;
    Ok(())
}
