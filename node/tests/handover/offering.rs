//! What may be offered to another region, and that the file goes no further than the consent.

use super::{NAME, Offered};
use crate::{
    desk::{Desk, region},
    network::Network,
};
use node::{
    domain::{
        case::{Progress, step::StepNumber},
        handover::Problem,
    },
    federation::case_file::ConsentRecord,
    storage::{cases, handovers},
    workflow::{ErrorKind, WorkflowError, offer_handover::offer_handover, receive_offer::Received},
};
use protocol::latest::{HandoverStatement, RegionState};
use vocabulary::Purpose;

#[tokio::test]
async fn what_the_person_agreed_to_is_kept_with_the_case_as_both_regions_signed_it() {
    let mut offered = Offered::and_received().await;
    assert!(offered.at(&offered.zeeland).consent_record.reveal(Purpose::CaseWork).is_none(), "it is sealed");
    offered.accept().await;
    offered.settle().await;
    offered.check_handed_over().await;
    let at_zeeland = offered.at(&offered.zeeland);
    let record = at_zeeland.consent_record.reveal(Purpose::CaseWork).clone().unwrap();
    let statement: HandoverStatement = protocol::decode(&at_zeeland.statement, 1024).unwrap();
    assert_eq!(identity::sha256(record.as_bytes()), statement.consent_sha256);
    let record: ConsentRecord = serde_json::from_str(&record).unwrap();
    assert_eq!((record.region.as_str(), record.fields.len()), ("AM24", 11));
    assert!(offered.at(&offered.brabant).consent_record.reveal(Purpose::CaseWork).is_none());
}

/// What a sender may have done to a consent before it signed it.
type Change = fn(&mut serde_json::Value);

#[tokio::test]
async fn a_file_that_goes_beyond_its_consent_is_not_taken_in() {
    let doctored: [(&str, Change); 4] = [
        ("is for region AM22", |consent| consent["region"] = "AM22".into()),
        ("holds `birth-date`", |consent| without(consent, "birth-date")),
        ("holds `case-history`", |consent| without(consent, "case-history")),
        // The contrast: whatever the sender signed, it is what the person agreed to.
        ("", |_| {}),
    ];
    for (problem, change) in doctored {
        let mut offered = Offered::new().await;
        offered.network.deliver(&offered.brabant, true).await;
        offered.network.doctor(offered.handover, |file| {
            let mut consent: serde_json::Value =
                serde_json::from_str(file["consent"].as_str().unwrap()).unwrap();
            change(&mut consent);
            file["consent"] = consent.to_string().into();
        });
        assert_eq!(offered.network.read_mailbox(&offered.zeeland).await, [Received::New]);
        offered.accept().await;
        offered.network.deliver(&offered.zeeland, true).await;
        let at_zeeland = offered.at(&offered.zeeland);
        let taken_in = i64::from(problem.is_empty());
        assert_eq!(
            (offered.zeeland.count("candidates"), offered.zeeland.count("cases")),
            (taken_in, taken_in)
        );
        assert_eq!(at_zeeland.case.is_some(), problem.is_empty(), "{problem}");
        if !problem.is_empty() {
            assert_eq!(at_zeeland.problem, Some(Problem::BeyondConsent));
            assert!(offered.zeeland.audit_says("handover.problem", problem), "{problem}");
            assert!(!offered.zeeland.holds(NAME), "nothing of the file is stored");
        }
        assert_eq!(offered.brabant.count("candidates"), 1, "the sender's copy stays");
    }
}

fn without(consent: &mut serde_json::Value, field: &str) {
    consent["fields"].as_array_mut().unwrap().retain(|name| name != field);
}

#[tokio::test]
async fn without_a_live_consent_for_this_region_nothing_is_offered_and_the_attempt_is_logged() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::open("AM24");
    let mut rijnmond = Desk::open("AM22");
    let _network = Network::of(&mut [&mut brabant, &mut zeeland, &mut rijnmond]);
    let candidate = brabant.person(NAME).await;
    let case = brabant.case_of(candidate).await;
    brabant.consent(candidate, "AM22").await;
    let refused = offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap_err();
    assert!(matches!(refused, WorkflowError::NoConsent { .. }));
    assert_eq!(refused.kind(), ErrorKind::Forbidden);
    assert_eq!((brabant.outbox().len(), brabant.count("handovers")), (0, 0));
    assert_eq!(brabant.audit().last().map(String::as_str), Some("handover.no-consent"));
    // The contrast: the region that the consent names.
    offer_handover(&brabant.context, &brabant.adviser, case, region("AM22")).await.unwrap();
}

#[tokio::test]
async fn a_case_is_not_offered_to_itself_to_a_stranger_by_a_coach_or_before_joining() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::open("AM24");
    let candidate = brabant.person(NAME).await;
    let case = brabant.case_of(candidate).await;
    brabant.consent(candidate, "AM24").await;
    let offer = |to: &str, actor| {
        let context = brabant.context.clone();
        let to = region(to);
        async move { offer_handover(&context, &actor, case, to).await.unwrap_err() }
    };
    assert!(matches!(offer("AM24", brabant.adviser).await, WorkflowError::NotJoined));
    let network = Network::of(&mut [&mut brabant, &mut zeeland]);
    let offer = |to: &str, actor| {
        let context = brabant.context.clone();
        let to = region(to);
        async move { offer_handover(&context, &actor, case, to).await.unwrap_err() }
    };
    assert!(matches!(offer("AM25", brabant.adviser).await, WorkflowError::Ask(_)));
    assert!(matches!(offer("AM22", brabant.adviser).await, WorkflowError::RegionNotApproved { .. }));
    assert!(matches!(offer("AM24", brabant.coach).await, WorkflowError::NotAllowed { .. }));
    network.send_directory(&brabant, RegionState::Suspended);
    assert!(matches!(offer("AM24", brabant.adviser).await, WorkflowError::RegionNotApproved { .. }));
    assert_eq!(brabant.outbox().len(), 0);
}

#[tokio::test]
async fn a_full_disk_while_offering_leaves_the_case_as_it_was() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::open("AM24");
    let _network = Network::of(&mut [&mut brabant, &mut zeeland]);
    let candidate = brabant.person(NAME).await;
    let case = brabant.case_of(candidate).await;
    brabant.consent(candidate, "AM24").await;
    brabant.leave_room(0);
    let full = offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap_err();
    assert_eq!(full.kind(), ErrorKind::Unavailable);
    let found = brabant.context.storage.read_blocking(|c| cases::get(c, case)).unwrap().unwrap();
    assert_eq!((found.progress(), found.step().number()), (&Progress::Open, StepNumber::Intake));
    assert_eq!((brabant.outbox().len(), brabant.count("handovers")), (0, 0));
    brabant.leave_room(1_000);
    offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap();
}

#[tokio::test]
async fn an_offer_that_cannot_be_believed_is_passed_over_and_noted() {
    let offered = {
        let mut offered = Offered::new().await;
        offered.network.deliver(&offered.brabant, true).await;
        offered
    };
    let good = offered.network.item(offered.handover);
    let mut unsigned = good.clone();
    unsigned.sender_signature[3] ^= 1;
    let mut other_envelope = good.clone();
    *other_envelope.envelope.last_mut().unwrap() ^= 1;
    let mut other_preview = good.clone();
    other_preview.preview[0] ^= 1;
    let mut no_statement = good.clone();
    no_statement.statement.truncate(4);
    for bad in [unsigned, other_envelope, other_preview, no_statement] {
        let received = node::workflow::receive_offer::receive_offer(&offered.zeeland.context, bad).await;
        assert!(matches!(received, Ok(Received::Rejected(_))), "{received:?}");
    }
    assert_eq!(offered.zeeland.count("handovers"), 0);
    assert_eq!(offered.zeeland.audit().last().map(String::as_str), Some("handover.reject"));
    // For another region than the one it is addressed to.
    let received = node::workflow::receive_offer::receive_offer(&offered.brabant.context, good.clone()).await;
    assert!(matches!(received, Ok(Received::Rejected(_))));
    let received = node::workflow::receive_offer::receive_offer(&offered.zeeland.context, good).await;
    assert_eq!(received.unwrap(), Received::New);
}

#[tokio::test]
async fn a_case_is_offered_once_at_a_time() {
    let offered = Offered::new().await;
    let brabant = &offered.brabant;
    let twice = offer_handover(&brabant.context, &brabant.adviser, offered.case, region("AM24")).await;
    assert!(matches!(twice, Err(WorkflowError::Step(_))));
    let under_way = brabant.context.storage.read_blocking(handovers::under_way);
    assert_eq!(under_way.unwrap(), [offered.handover]);
}
