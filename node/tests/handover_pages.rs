//! A hand-over as advisers do it on the pages, and programs over the interface, at two desks of one network.

use crate::{
    desk::Desk,
    interface::Program,
    network::Network,
    pages::{Reader, Seen},
};
use axum::http::StatusCode;
use identity::receipt;
use node::{storage::access_log, workflow::apply_handover_outcome::decision_was_refused};
use serde_json::json;
use vocabulary::{CandidateId, CaseId, HandoverId};

const NAME: &str = "Wimaa Dorkem";

/// West-Brabant and Zeeland, both in the network, with an adviser at each.
struct Desks {
    brabant: Desk,
    zeeland: Desk,
    network: Network,
    person: CandidateId,
    case: CaseId,
    at_brabant: Reader,
    at_zeeland: Reader,
}

impl Desks {
    async fn open() -> Self {
        let mut brabant = Desk::with_passwords("AM25");
        let mut zeeland = Desk::with_passwords("AM24");
        let network = Network::of(&mut [&mut brabant, &mut zeeland]);
        let person = brabant.person(NAME).await;
        let case = brabant.case_of(person).await;
        let at_brabant = Reader::signed_in(&brabant, "Adviser").await;
        let at_zeeland = Reader::signed_in(&zeeland, "Adviser").await;
        Self { brabant, zeeland, network, person, case, at_brabant, at_zeeland }
    }

    /// West-Brabant offers on the page; gives the address of the hand-over, the same at both ends.
    async fn offer(&mut self) -> String {
        self.brabant.consent(self.person, "AM24").await;
        let form = format!("/kandidaten/{}/overdragen", self.person);
        let offered = self.at_brabant.post(&form, &[("region", "AM24")]).await;
        assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.html);
        let (address, done) = offered.location.split_once('?').unwrap();
        assert_eq!(done, "gedaan=aangeboden");
        address.to_owned()
    }

    async fn offer_and_deliver(&mut self) -> String {
        let address = self.offer().await;
        self.network.deliver(&self.brabant, true).await;
        self.network.read_mailbox(&self.zeeland).await;
        address
    }

    async fn settle(&mut self) {
        self.network.settle(&[&self.brabant, &self.zeeland]).await;
    }
}

fn check(seen: &Seen, words: &[&str]) {
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.html);
    for word in words {
        assert!(seen.html.contains(word), "{word}: {}", seen.html);
    }
}

#[tokio::test]
async fn a_case_is_offered_seen_accepted_and_receipted_on_the_pages() {
    let mut desks = Desks::open().await;
    let address = desks.offer().await;
    check(&desks.at_brabant.get(&address).await, &[NAME, "Klaargezet", "Aanbod intrekken", "Breda"]);
    assert_eq!(desks.at_zeeland.get(&address).await.status, StatusCode::NOT_FOUND, "it has not left yet");

    desks.network.deliver(&desks.brabant, true).await;
    desks.network.read_mailbox(&desks.zeeland).await;
    let list = desks.at_zeeland.get("/overdrachten").await;
    check(&list, &["Een kandidaat van West-Brabant", &address]);
    let offer = desks.at_zeeland.get(&address).await;
    check(&offer, &["Wat u nu mag zien", "Traject aannemen", "tot 60 minuten"]);
    assert!(
        !offer.html.contains("Dorkem") && !list.html.contains("Dorkem"),
        "nobody is named before the accept"
    );

    let accepted = desks.at_zeeland.post(&format!("{address}/aannemen"), &[]).await;
    assert_eq!(
        (accepted.status, accepted.location.as_str()),
        (StatusCode::SEE_OTHER, &*format!("{address}?gedaan=aannemen"))
    );
    check(&desks.at_zeeland.get(&address).await, &["Aannemen gevraagd"]);
    desks.settle().await;

    let closed = desks.at_zeeland.get(&address).await;
    check(&closed, &["Afgesloten", NAME, "Dossier openen", "Eigenaar nu: Zeeland"]);
    let file = closed.html.split("href=\"/kandidaten/").nth(1).unwrap().split('"').next().unwrap();
    let file = desks.at_zeeland.get(&format!("/kandidaten/{file}")).await;
    check(&file, &[NAME, "Overgenomen van een andere regio", "Ingezien wat een regio voor het besluit ziet"]);

    let gone = desks.at_brabant.get(&format!("/kandidaten/{}", desks.person)).await;
    assert_eq!(gone.status, StatusCode::GONE);
    let at_brabant = desks.at_brabant.get(&address).await;
    check(&at_brabant, &["Een kandidaat van West-Brabant", "Eigenaar nu: Zeeland"]);
    assert!(!at_brabant.html.contains("Dorkem"));

    let network_key = desks.zeeland.context.network_key.unwrap();
    for reader in [&desks.at_brabant, &desks.at_zeeland] {
        let receipt = reader.get(&format!("{address}/ontvangstbewijs")).await;
        assert_eq!(receipt.status, StatusCode::OK);
        let read = receipt::from_json(&receipt.html).unwrap();
        assert_eq!(read.network_key, network_key);
        receipt::verify(&network_key, &read.receipt).unwrap();
    }
}

#[tokio::test]
async fn a_refusal_needs_a_reason_and_comes_back_with_its_note() {
    let mut desks = Desks::open().await;
    let address = desks.offer_and_deliver().await;
    let refuse = format!("{address}/weigeren");
    let check_refused = async |fields: &[(&str, &str)], words: &str| {
        let seen = desks.at_zeeland.post(&refuse, fields).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST);
        assert!(seen.html.contains(words), "{}", seen.html);
    };
    check_refused(&[("reason", ""), ("note", "")], "Kies een reden").await;
    check_refused(&[("reason", "other"), ("note", " ")], "Geef bij een andere reden een toelichting").await;
    check_refused(&[("reason", "other"), ("note", "bel 111222333")], "burgerservicenummer").await;
    let refused = desks.at_zeeland.post(&refuse, &[("reason", "other"), ("note", "Belt u mij even")]).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.html);
    desks.settle().await;
    check(&desks.at_brabant.get(&address).await, &["Geweigerd", "Andere reden – Belt u mij even", NAME]);
    let again = desks.at_zeeland.post(&refuse, &[("reason", "no-capacity")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "it is decided");
}

#[tokio::test]
async fn an_offer_is_taken_back_on_the_page_and_cannot_be_accepted_after_that() {
    let mut desks = Desks::open().await;
    let address = desks.offer_and_deliver().await;
    let not_theirs = desks.at_zeeland.post(&format!("{address}/intrekken"), &[]).await;
    assert_eq!(not_theirs.status, StatusCode::CONFLICT, "only the sender takes back");
    let taken_back = desks.at_brabant.post(&format!("{address}/intrekken"), &[]).await;
    assert_eq!(taken_back.status, StatusCode::SEE_OTHER);
    desks.settle().await;
    check(&desks.at_zeeland.get(&address).await, &["Ingetrokken"]);
    let late = desks.at_zeeland.post(&format!("{address}/aannemen"), &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let file = desks.at_brabant.get(&format!("/kandidaten/{}", desks.person)).await;
    check(&file, &["Aanbod beëindigd; het traject loopt hier verder"]);
    let no_receipt = desks.at_brabant.get(&format!("{address}/ontvangstbewijs")).await;
    assert_eq!(no_receipt.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_consent_nothing_is_offered_also_by_a_region_that_has_joined() {
    let desks = Desks::open().await;
    let program = Program::signed_in(&desks.brabant, "Adviser").await;
    let offer = json!({ "case": desks.case.to_string(), "toRegion": "AM24" });
    let refused = program.post("/v1/handovers", &offer).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert!(refused.body["title"].as_str().unwrap().contains("geldige toestemming"), "{}", refused.body);
    assert_eq!(desks.brabant.audit().last().map(String::as_str), Some("handover.no-consent"));
    let form = format!("/kandidaten/{}/overdragen", desks.person);
    let on_the_page = desks.at_brabant.post(&form, &[("region", "AM24")]).await;
    assert!(on_the_page.status.is_client_error() && on_the_page.html.contains("geen geldige toestemming"));
    desks.brabant.consent(desks.person, "AM22").await;
    assert_eq!(
        program.post("/v1/handovers", &offer).await.status,
        StatusCode::FORBIDDEN,
        "for another region"
    );
    assert_eq!((desks.brabant.outbox().len(), desks.brabant.count("handovers")), (0, 0));
    // The contrast: with the consent of the person it is offered.
    desks.brabant.consent(desks.person, "AM24").await;
    assert_eq!(program.post("/v1/handovers", &offer).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn what_a_region_sees_before_it_decides_is_logged_at_both_ends() {
    let mut desks = Desks::open().await;
    let address = desks.offer_and_deliver().await;
    let id = address.rsplit('/').next().unwrap();
    let offers_read = format!("audit_entries WHERE action = 'handover.read' AND subject = 'handover/{id}'");
    assert_eq!(desks.zeeland.count(&offers_read), 0);
    desks.at_zeeland.get(&address).await;
    assert_eq!(desks.zeeland.count(&offers_read), 1);
    let program = Program::signed_in(&desks.zeeland, "Adviser").await;
    let seen = program.get(&format!("/v1/handovers/{id}")).await;
    assert_eq!(seen.body["preview"]["municipality"], "GM0758", "a program sees what it decides about");
    assert!(
        seen.body["preview"]["skills"].as_array().unwrap().len() == 3
            && !seen.body.to_string().contains("Dorkem")
    );
    assert_eq!(desks.zeeland.count(&offers_read), 2);

    let reads = |what: &str| {
        let subject = access_log::subject(desks.person);
        format!(
            "audit_entries WHERE action = 'candidate.read' AND subject = '{subject}' AND detail = '{what}'"
        )
    };
    let (preview, line) = (reads(access_log::PREVIEW), reads(access_log::HANDOVER));
    let before = (desks.brabant.count(&preview), desks.brabant.count(&line));
    desks.at_brabant.get(&address).await;
    desks.at_brabant.get("/overdrachten").await;
    let after = (desks.brabant.count(&preview), desks.brabant.count(&line));
    assert_eq!((after.0 - before.0, after.1 - before.1), (1, 2), "the page with the preview, and the list");
    desks.brabant.leave_room(0);
    let mut shown = 0;
    while desks.at_brabant.get(&address).await.status == StatusCode::OK {
        shown += 1;
        assert!(shown < 1_000, "the disk never filled");
    }
    assert_eq!(desks.brabant.count(&preview) - after.0, shown, "what could not be logged was not shown");
}

#[tokio::test]
async fn a_long_list_of_hand_overs_comes_in_parts_latest_first() {
    let mut desks = Desks::open().await;
    let mut offered = Vec::new();
    for _ in 0..5 {
        let address = desks.offer().await;
        offered.push(address.rsplit('/').next().unwrap().to_owned());
        desks.at_brabant.post(&format!("{address}/intrekken"), &[]).await;
        desks.brabant.pass(jiff::SignedDuration::from_secs(1));
    }
    offered.reverse();
    let program = Program::signed_in(&desks.brabant, "Adviser").await;
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let part = program.get(&format!("/v1/handovers?limit=2{after}")).await.body;
        seen.extend(
            part["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = part["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(seen, offered);
}

#[tokio::test]
async fn a_decision_that_the_network_does_not_take_stands_in_the_audit_log() {
    let mut desks = Desks::open().await;
    let address = desks.offer_and_deliver().await;
    let id: HandoverId = address.rsplit('/').next().unwrap().parse().unwrap();
    desks.at_zeeland.post(&format!("{address}/aannemen"), &[]).await;
    decision_was_refused(&desks.zeeland.context, id, "decided already".to_owned()).await.unwrap();
    assert_eq!(desks.zeeland.audit().last().map(String::as_str), Some("handover.decision-not-taken"));
    let seen = desks.at_zeeland.get(&address).await;
    check(&seen, &["Traject aannemen"]);
}
