//! A network of a few lines: a log in which the first decision wins, with the real keys and signatures. The real
//! coordinator has tests of its own; this one can be stopped between any two steps and asked to lie.

use crate::desk::{Desk, region};
use identity::{
    EnvelopeContext, NetworkAuthority, RegionKeys, directory::sign as sign_directory, envelope, receipt,
};
use jiff::Timestamp;
use node::{
    storage::{directory, handovers, outbox, region_figures},
    workflow::{
        apply_handover_outcome::apply_handover_outcome,
        receive_offer::{Received, receive_offer},
    },
};
use protocol::{
    Message as _, ProtocolVersion, kind,
    latest::{
        Decision, DirectoryDocument, DirectoryRegion, FiguresDocument, HandoverClose, HandoverDecision,
        HandoverOffer, HandoverOutcome, HandoverReceipt, HandoverState, HandoverStatement, MailboxItem,
        RefusalReason, RegionFigures, RegionState, StockEstimate,
    },
};
use std::{collections::BTreeMap, sync::Arc};
use vocabulary::{HandoverId, RegionId};

pub(crate) struct Network {
    authority: NetworkAuthority,
    keys: BTreeMap<RegionId, Arc<RegionKeys>>,
    pub(crate) log: BTreeMap<HandoverId, Logged>,
}

pub(crate) struct Logged {
    pub(crate) offer: HandoverOffer,
    pub(crate) statement: HandoverStatement,
    pub(crate) state: HandoverState,
    refusal: Option<(RefusalReason, Vec<u8>)>,
    receipt: Option<HandoverReceipt>,
}

impl Network {
    /// A network that these desks have joined.
    pub(crate) fn of(desks: &mut [&mut Desk]) -> Self {
        let authority = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap();
        let mut network = Self { authority, keys: BTreeMap::new(), log: BTreeMap::new() };
        for desk in desks.iter_mut() {
            let keys = Arc::new(RegionKeys::generate().unwrap());
            network.keys.insert(desk.context.region.clone(), keys.clone());
            desk.context.signer = Some(keys);
            desk.context.network_key = Some(network.authority.network_key());
        }
        for desk in desks {
            network.send_directory(desk, RegionState::Approved);
        }
        network
    }

    /// Sends a directory in which every region has this state.
    pub(crate) fn send_directory(&self, desk: &Desk, state: RegionState) {
        self.send_directory_with(desk, state, 1, ProtocolVersion::NEWEST);
    }

    /// Sends a directory of this version in which every region speaks no newer protocol than this.
    pub(crate) fn send_directory_with(
        &self,
        desk: &Desk,
        state: RegionState,
        version: u64,
        newest: ProtocolVersion,
    ) {
        let region = |(code, keys): (&RegionId, &Arc<RegionKeys>)| DirectoryRegion {
            region: code.clone(),
            name: code.to_string(),
            state,
            signing_key: keys.signing_key(),
            sealing_key: keys.sealing_key(),
            oldest: ProtocolVersion::OLDEST,
            newest,
            agreement: 1,
            since_ms: 0,
        };
        let document = DirectoryDocument {
            version,
            issued_at_ms: 0,
            regions: self.keys.iter().map(region).collect(),
            revoked_serials: vec![],
        };
        let signed = sign_directory(&self.authority, &document).unwrap();
        let now = crate::desk::begin();
        desk.context.storage.write_blocking(|tx| directory::save(tx, &signed, &document, now)).unwrap();
    }

    /// Lets the figures of these regions come to a desk, as the background job would.
    pub(crate) fn send_figures(&self, desk: &Desk, edition: u64, regions: Vec<RegionFigures>) {
        let signed = identity::figures::sign(&self.authority, &FiguresDocument { edition, regions }).unwrap();
        let now = crate::desk::begin();
        let saved = desk.context.storage.write_blocking(|tx| region_figures::save(tx, &signed, edition, now));
        assert!(saved.unwrap());
    }

    /// Everything that waits at a desk arrives; the answers are stored when `answers_arrive`.
    pub(crate) async fn deliver(&mut self, desk: &Desk, answers_arrive: bool) {
        let now = desk.context.clock.now();
        loop {
            let due = desk.context.storage.read_blocking(|c| outbox::due(c, now, 100)).unwrap();
            if due.is_empty() {
                return;
            }
            for entry in due {
                let id = entry.message.message_id;
                let begun = desk.context.storage.write_blocking(|tx| outbox::mark_tried(tx, id)).unwrap();
                assert!(begun);
                let outcome = self.take(&desk.context.region, &entry.message, now);
                if !answers_arrive {
                    continue;
                }
                if let Some(outcome) = outcome {
                    apply_handover_outcome(&desk.context, outcome).await.unwrap();
                }
                desk.context.storage.write_blocking(|tx| outbox::mark_delivered(tx, id, now)).unwrap();
            }
            if !answers_arrive {
                return;
            }
        }
    }

    fn take(
        &mut self,
        from: &RegionId,
        message: &outbox::OutboxMessage,
        now: Timestamp,
    ) -> Option<HandoverOutcome> {
        let id = match message.kind {
            kind::HANDOVER_OFFER => {
                let offer: HandoverOffer =
                    protocol::decode(&message.payload, HandoverOffer::LIMIT_BYTES).unwrap();
                self.offer(offer)
            }
            kind::HANDOVER_DECISION => {
                let HandoverDecision { handover, decision } =
                    protocol::decode(&message.payload, HandoverDecision::LIMIT_BYTES).unwrap();
                self.decide(handover, decision, now);
                handover
            }
            kind::HANDOVER_CLOSE => {
                let HandoverClose { handover } =
                    protocol::decode(&message.payload, HandoverClose::LIMIT_BYTES).unwrap();
                let logged = self.log.get_mut(&handover).unwrap();
                assert!(logged.state.belongs_to_receiver() && logged.statement.to == *from);
                logged.state = HandoverState::Closed;
                handover
            }
            _ => return None,
        };
        Some(self.outcome(id, from))
    }

    fn offer(&mut self, offer: HandoverOffer) -> HandoverId {
        let statement: HandoverStatement = protocol::decode(&offer.statement, 1024).unwrap();
        let id = statement.handover;
        let state = HandoverState::Offered;
        self.log.entry(id).or_insert(Logged { offer, statement, state, refusal: None, receipt: None });
        id
    }

    pub(crate) fn decide(&mut self, id: HandoverId, decision: Decision, now: Timestamp) {
        let Self { authority, keys, log } = self;
        let logged = log.get_mut(&id).expect("the offer came first");
        if logged.state != HandoverState::Offered {
            return;
        }
        match decision {
            Decision::Accept { receiver_signature } => {
                logged.state = HandoverState::Accepted;
                let receipt = HandoverReceipt {
                    statement: logged.offer.statement.clone(),
                    sender_signature: logged.offer.sender_signature.clone(),
                    receiver_signature,
                    sender_key: keys[&logged.statement.from].signing_key(),
                    receiver_key: keys[&logged.statement.to].signing_key(),
                    decided_at_ms: now.as_millisecond(),
                    log_index: 42,
                    network_signature: vec![],
                };
                logged.receipt = Some(receipt::sign(authority, receipt).unwrap());
            }
            Decision::Refuse { reason, note } => {
                logged.state = HandoverState::Refused;
                logged.refusal = Some((reason, note));
            }
            Decision::Withdraw => logged.state = HandoverState::Withdrawn,
        }
    }

    /// Puts another file in the place of an offered one, as a sender would that signs whatever it likes.
    pub(crate) fn doctor(&mut self, id: HandoverId, change: impl FnOnce(&mut serde_json::Value)) {
        let Self { keys, log, .. } = self;
        let Logged { offer, statement, .. } = log.get_mut(&id).unwrap();
        let (sender, receiver) = (&keys[&statement.from], &keys[&statement.to]);
        let context =
            EnvelopeContext { handover: id, from: statement.from.clone(), to: statement.to.clone() };
        let file =
            envelope::open_case(receiver, &context, &offer.envelope, &offer.coordinator_share).unwrap();
        let mut file: serde_json::Value = serde_json::from_slice(&file).unwrap();
        change(&mut file);
        let bytes = serde_json::to_vec(&file).unwrap();
        let sealed = envelope::seal_case(&receiver.sealing_key(), &context, &bytes).unwrap();
        statement.envelope_sha256 = identity::sha256(&sealed.envelope);
        statement.consent_sha256 = identity::sha256(file["consent"].as_str().unwrap().as_bytes());
        offer.statement = protocol::encode(statement).unwrap();
        offer.sender_signature = receipt::sign_offer(sender, &offer.statement);
        offer.envelope = sealed.envelope;
        offer.coordinator_share = sealed.coordinator_share;
    }

    pub(crate) fn expire(&mut self, id: HandoverId) {
        let logged = self.log.get_mut(&id).unwrap();
        if logged.state == HandoverState::Offered {
            logged.state = HandoverState::Expired;
        }
    }

    pub(crate) fn outcome(&self, id: HandoverId, to: &RegionId) -> HandoverOutcome {
        let logged = &self.log[&id];
        let for_receiver = *to == logged.statement.to && logged.state == HandoverState::Accepted;
        HandoverOutcome {
            handover: id,
            state: logged.state,
            decided_at_ms: crate::desk::begin().as_millisecond(),
            refusal: logged.refusal.clone(),
            coordinator_share: for_receiver.then_some(logged.offer.coordinator_share),
            receipt: logged.receipt.clone(),
        }
    }

    pub(crate) fn item(&self, id: HandoverId) -> MailboxItem {
        let HandoverOffer { statement, sender_signature, preview, envelope, .. } =
            self.log[&id].offer.clone();
        MailboxItem { sequence: 1, statement, sender_signature, preview, envelope }
    }

    /// A desk reads its mailbox.
    pub(crate) async fn read_mailbox(&self, desk: &Desk) -> Vec<Received> {
        let mut received = Vec::new();
        for (id, logged) in &self.log {
            if logged.statement.to == desk.context.region && logged.state == HandoverState::Offered {
                received.push(receive_offer(&desk.context, self.item(*id)).await.unwrap());
            }
        }
        received
    }

    /// A desk asks how its hand-overs stand.
    pub(crate) async fn ask(&self, desk: &Desk) {
        let under_way = desk.context.storage.read_blocking(handovers::under_way).unwrap();
        for id in under_way {
            if self.log.contains_key(&id) {
                apply_handover_outcome(&desk.context, self.outcome(id, &desk.context.region)).await.unwrap();
            }
        }
    }

    /// Everything that is on its way arrives, everywhere.
    pub(crate) async fn settle(&mut self, desks: &[&Desk]) {
        for _ in 0..4 {
            for desk in desks {
                self.deliver(desk, true).await;
                self.read_mailbox(desk).await;
                self.ask(desk).await;
            }
        }
    }

    pub(crate) fn owner(&self, id: HandoverId) -> RegionId {
        let Some(logged) = self.log.get(&id) else { return region("AM25") };
        if logged.state.belongs_to_receiver() {
            logged.statement.to.clone()
        } else {
            logged.statement.from.clone()
        }
    }
}

/// Figures of a region with this many people in each group, and a deviation of a twentieth of that.
pub(crate) fn figures_of(code: &str, people: i32) -> RegionFigures {
    let of =
        |people: i32| StockEstimate { mean_tenths: people * 10, deviation_tenths: people.unsigned_abs() / 2 };
    RegionFigures {
        region: region(code),
        week: "2026-W47".parse().unwrap(),
        weeks: 30,
        total: of(people * 436),
        sub_major_groups: vec![of(people * 10); 43],
        unit_groups: vec![of(people); 436],
    }
}
