//! Employers and vacancies, and what of them leaves the region.

use crate::{
    desk::{Desk, employer, vacancy},
    network::Network,
};
use node::{
    domain::vacancy::{VacancyState, Visibility},
    storage::vacancies,
    workflow::{
        ErrorKind, WorkflowError, add_employer::add_employer, close_vacancy::close_vacancy,
        post_vacancy::post_vacancy, publish_vacancies::publish_vacancies,
    },
};
use protocol::{
    Message as _, ProtocolVersion, kind,
    latest::{RegionState, SignedVacancy, VacancyChanges, VacancyRecord, VacancyStatus},
    v1,
};
use vocabulary::VacancyId;

/// What lies in the outbox about vacancies, oldest first.
fn sent(desk: &Desk) -> Vec<VacancyRecord> {
    sent_as_signed(desk).iter().map(|signed| VacancyRecord::from_signed(signed).unwrap()).collect()
}

fn sent_as_signed(desk: &Desk) -> Vec<SignedVacancy> {
    let mut entries = desk.outbox();
    entries.reverse();
    let changes = entries.iter().filter(|entry| entry.message.kind == kind::VACANCY_CHANGES).map(|entry| {
        protocol::decode::<VacancyChanges>(&entry.message.payload, VacancyChanges::LIMIT_BYTES).unwrap()
    });
    changes.flat_map(|changes| changes.vacancies).collect()
}

#[tokio::test]
async fn a_public_vacancy_is_in_the_outbox_when_it_is_posted_and_again_when_it_is_closed() {
    let mut desk = Desk::open("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let owner = add_employer(&desk.context, &desk.business_adviser, employer(None)).await.unwrap();
    let posted = vacancy(&desk.context, owner);
    let id = post_vacancy(&desk.context, &desk.business_adviser, posted.clone()).await.unwrap();
    let read = desk.context.storage.read_blocking(|c| vacancies::get(c, id)).unwrap().unwrap();
    assert_eq!(read, posted);
    assert_eq!(desk.context.matching.size().1, 1);
    close_vacancy(&desk.context, &desk.business_adviser, id).await.unwrap();
    close_vacancy(&desk.context, &desk.business_adviser, id).await.unwrap();
    let records = sent(&desk);
    let told: Vec<_> = records.iter().map(|record| (record.revision, record.status)).collect();
    assert_eq!(told, [(1, VacancyStatus::Open), (2, VacancyStatus::Closed)]);
    assert_eq!(records[0].employer_name, "Feloekes Zorg");
    assert_eq!(desk.context.matching.size().1, 0);
    let read = desk.context.storage.read_blocking(|c| vacancies::get(c, id)).unwrap().unwrap();
    assert_eq!(read.state, VacancyState::Closed("2026-11-24".parse().unwrap()));
}

#[tokio::test]
async fn a_vacancy_is_written_in_the_newest_version_that_every_region_reads() {
    let mut desk = Desk::open("AM24");
    let network = Network::of(&mut [&mut desk]);
    let owner = add_employer(&desk.context, &desk.business_adviser, employer(None)).await.unwrap();
    let mut posted = Vec::new();
    for (directory, newest) in [(2, 1), (3, 2)] {
        network.send_directory_with(&desk, RegionState::Approved, directory, ProtocolVersion(newest));
        let vacancy = vacancy(&desk.context, owner);
        post_vacancy(&desk.context, &desk.business_adviser, vacancy.clone()).await.unwrap();
        posted.push(vacancy);
    }
    let signed = sent_as_signed(&desk);
    let versions: Vec<_> = signed.iter().map(|signed| signed.record_version.0).collect();
    assert_eq!(versions, [1, 2], "a region was a version behind, and was upgraded");
    // Whoever knows version 1 only reads the first.
    let old: v1::vacancy::VacancyRecord =
        protocol::decode(&signed[0].record, VacancyRecord::LIMIT_BYTES).unwrap();
    assert_eq!((old.vacancy, old.title.as_str()), (posted[0].id, "Verzorgende"));
    assert_eq!(old.essential_skills, posted[0].essential_skills, "trainable ones are essential too");
    assert!(protocol::decode::<v1::vacancy::VacancyRecord>(&signed[1].record, 1 << 16).is_err());
    let read = signed.iter().map(|signed| VacancyRecord::from_signed(signed).unwrap()).collect::<Vec<_>>();
    assert!(!read[0].job_guarantee && read[0].trainable_skills.is_empty(), "version 1 says nothing of them");
    assert!(read[1].job_guarantee && read[1].trainable_skills == posted[1].trainable_skills);
}

#[tokio::test]
async fn an_internal_vacancy_never_leaves() {
    let mut desk = Desk::open("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let owner = add_employer(&desk.context, &desk.business_adviser, employer(None)).await.unwrap();
    let mut internal = vacancy(&desk.context, owner);
    internal.visibility = Visibility::Internal;
    let id = post_vacancy(&desk.context, &desk.business_adviser, internal).await.unwrap();
    close_vacancy(&desk.context, &desk.business_adviser, id).await.unwrap();
    assert_eq!(publish_vacancies(&desk.context).await.unwrap(), 0);
    assert_eq!(desk.outbox().len(), 0);
}

#[tokio::test]
async fn vacancies_posted_before_joining_leave_once_after_it() {
    let mut desk = Desk::open("AM24");
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    for _ in 0..130 {
        post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, owner)).await.unwrap();
    }
    assert_eq!(publish_vacancies(&desk.context).await.unwrap(), 0);
    let _network = Network::of(&mut [&mut desk]);
    assert_eq!(publish_vacancies(&desk.context).await.unwrap(), 130);
    assert_eq!(publish_vacancies(&desk.context).await.unwrap(), 0);
    assert_eq!((sent(&desk).len(), desk.outbox().len()), (130, 2), "a hundred in one message");
}

#[tokio::test]
async fn a_vacancy_of_an_employer_who_is_not_here_is_refused_and_nothing_of_it_stays() {
    let mut desk = Desk::open("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let stranger = vocabulary::EmployerId::random();
    let refused = post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, stranger)).await;
    assert!(matches!(refused, Err(WorkflowError::NotFound { kind: "employer" })));
    assert_eq!((desk.count("vacancies"), desk.outbox().len()), (0, 0));
    let coach = post_vacancy(&desk.context, &desk.coach, vacancy(&desk.context, stranger)).await;
    assert_eq!(coach.unwrap_err().kind(), ErrorKind::Forbidden);
}

#[tokio::test]
async fn a_kvk_number_belongs_to_one_employer() {
    let desk = Desk::open("AM24");
    let first = employer(Some("12345672"));
    add_employer(&desk.context, &desk.adviser, first.clone()).await.unwrap();
    let twice = add_employer(&desk.context, &desk.adviser, employer(Some("12345672"))).await.unwrap_err();
    assert_eq!(twice.to_string(), "KvK number 12345672 belongs to Feloekes Zorg already");
    add_employer(&desk.context, &desk.adviser, first).await.unwrap();
    add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    assert_eq!(desk.count("employers"), 2);
}

#[tokio::test]
async fn vacancies_are_listed_page_by_page() {
    let desk = Desk::open("AM24");
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    for _ in 0..5 {
        post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, owner)).await.unwrap();
    }
    let mut after: Option<VacancyId> = None;
    let mut listed = Vec::new();
    loop {
        let page = desk
            .context
            .storage
            .read_blocking(|c| vacancies::page(c, vacancies::Which::Open, after, 2))
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        listed.extend(page.iter().map(|vacancy| vacancy.id));
    }
    assert_eq!(listed.len(), 5);
    listed.dedup();
    assert_eq!(listed.len(), 5);
}
