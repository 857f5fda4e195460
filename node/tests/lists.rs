//! What lists show: filters before the cut, and from which work to which.

use crate::{
    desk::{Desk, candidate},
    pages::Reader,
};
use node::{
    domain::case::step::StepNumber,
    workflow::{
        find_candidates::{MOST_FOUND, PeopleQuery, find_people},
        register_candidate::register_candidate,
    },
};
use vocabulary::{Language, Purpose};

#[tokio::test]
async fn a_filter_holds_before_the_nearest_names_are_cut_off() {
    let desk = Desk::open("AM24");
    let mut last = None;
    for number in 0..60 {
        last = Some(desk.person(&format!("Zandoe Zz{number:02}")).await);
    }
    desk.case_of(last.unwrap()).await;
    let query = |step, owner| PeopleQuery { name: "zandoe".to_owned(), step, owner, after: None };
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
