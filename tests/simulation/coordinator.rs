//! The coordinator: one committed log, and three replicas that carry it out with the program's own `apply` on the
//! program's own tables. A read is answered by whichever replica is asked, and may lag.

use crate::{
    network::{Answer, HandoverNumber, Request, Told, handover_id, number_of, share_of},
    world::{Flaw, RegionNumber},
};
use coordinator::{
    state::{
        command::{Batch, Command, Offer, Reply},
        record::{Blob, EnrolmentKeys, Handover, HandoverStage, IssuedCertificate},
    },
    storage::{StateDatabase, handovers, state_hash},
};
use node::domain::handover::Outcome;
use protocol::{
    ProtocolVersion,
    latest::{Decision, RefusalReason},
};
use rusqlite::types::ValueRef;
use std::path::Path;
use vocabulary::{EnrolmentId, RegionId};

/// More than any mailbox of a simulation.
const MOST_MAILBOX_BYTES: usize = 1_000_000;
/// How many replicas there are.
pub(crate) const REPLICAS: usize = 3;

pub(crate) struct Coordinator {
    log: Vec<Batch>,
    replicas: Vec<Replica>,
    leader: usize,
    flaw: Option<Flaw>,
    /// What was refused; with honest programs nothing ever is.
    pub(crate) refused: Vec<String>,
}

struct Replica {
    state: StateDatabase,
    applied: usize,
}

impl Replica {
    fn empty() -> Self {
        let state = StateDatabase::open(Path::new(":memory:")).expect("memory is always there");
        Self { state, applied: 0 }
    }

    /// Carries out the log up to `until` and gives the replies of its last entry.
    fn catch_up(&mut self, log: &[Batch], until: usize) -> Vec<Reply> {
        let mut replies = Vec::new();
        while self.applied < until {
            let (index, batch) = (self.applied as u64 + 1, log[self.applied].clone());
            replies = self.state.write(|state| state.apply(index, batch)).expect("memory does not fail");
            self.applied += 1;
        }
        replies
    }
}

impl Coordinator {
    /// A network with these regions, all of them admitted.
    pub(crate) fn with_regions(codes: &[&str], now_ms: i64, flaw: Option<Flaw>) -> Self {
        let replicas = (0..REPLICAS).map(|_| Replica::empty()).collect();
        let mut coordinator = Self { log: Vec::new(), replicas, leader: 0, flaw, refused: Vec::new() };
        for code in codes {
            for command in admission(code, now_ms) {
                let reply = coordinator.decide(command, now_ms);
                assert!(!matches!(reply, Reply::Refused(_)), "{reply:?}");
            }
        }
        coordinator
    }

    /// Commits one command; the leader carries it out at once, the others when they come to it.
    pub(crate) fn decide(&mut self, command: Command, now_ms: i64) -> Reply {
        self.log.push(Batch { at_ms: now_ms, commands: vec![command] });
        let until = self.log.len();
        self.replicas[self.leader].catch_up(&self.log, until).pop().expect("one command has one reply")
    }

    /// A replica carries out part of what it lacks.
    pub(crate) fn replicate(&mut self, replica: usize, entries: usize) {
        if self.flaw == Some(Flaw::AReplicaSkipsAnEntry) && replica != self.leader && self.log.len() > 20 {
            self.replicas[replica].applied = self.replicas[replica].applied.max(20);
        }
        let until = self.log.len().min(self.replicas[replica].applied + entries);
        self.replicas[replica].catch_up(&self.log, until);
    }

    /// Another replica leads; it has everything that was committed.
    pub(crate) fn lead(&mut self, replica: usize) {
        self.leader = replica;
        self.replicas[replica].catch_up(&self.log, self.log.len());
    }

    /// A replica lost its disk and begins from nothing.
    pub(crate) fn rebuild(&mut self, replica: usize) {
        self.replicas[replica] = Replica::empty();
        if replica == self.leader {
            self.lead(replica);
        }
    }

    /// Brings all replicas to the end of the log.
    pub(crate) fn catch_up(&mut self) {
        for replica in 0..REPLICAS {
            self.replicate(replica, self.log.len());
        }
    }

    /// Answers a node; `replica` answers what is only read.
    pub(crate) fn answer(
        &mut self,
        from: RegionNumber,
        request: &Request,
        replica: usize,
        now_ms: i64,
    ) -> Answer {
        let command = match request {
            Request::Mailbox { after } => return self.mailbox(from, *after, replica),
            Request::Status(numbers) => {
                let read = &self.replicas[replica].state;
                let found = numbers.iter().filter_map(|number| {
                    handovers::find(read.connection(), handover_id(*number)).expect("memory does not fail")
                });
                return Answer::Told(found.map(|handover| self.tell(from, &handover)).collect());
            }
            Request::Offer { number, to, expires_at_ms } => offer(from, *number, *to, *expires_at_ms),
            Request::Accept(number) => {
                decision(from, *number, Decision::Accept { receiver_signature: vec![8; 64] })
            }
            Request::Refuse(number) => {
                let reason = RefusalReason::NothingFits;
                decision(from, *number, Decision::Refuse { reason, note: vec![9; 16] })
            }
            Request::Withdraw(number) => decision(from, *number, Decision::Withdraw),
            Request::Close(number) => {
                Command::CloseHandover { region: from.id(), handover: handover_id(*number) }
            }
        };
        match self.decide(command, now_ms) {
            Reply::Handover(handover) => Answer::Told(vec![self.tell(from, &handover)]),
            other => {
                self.refused.push(format!("{request:?} of {from:?} was answered with {other:?}"));
                Answer::Told(Vec::new())
            }
        }
    }

    fn mailbox(&self, from: RegionNumber, after: u64, replica: usize) -> Answer {
        let connection = self.replicas[replica].state.connection();
        let items = handovers::mailbox_after(connection, &from.id(), after, MOST_MAILBOX_BYTES)
            .expect("memory does not fail");
        Answer::Mailbox(items.iter().map(|item| (item.sequence, number_of(&item.statement))).collect())
    }

    /// What a party may know: the share goes to the receiver only, and only after a committed accept.
    fn tell(&self, asker: RegionNumber, handover: &Handover) -> Told {
        let (outcome, share) = match &handover.stage {
            HandoverStage::Offered { share } => {
                (Outcome::Offered, (self.flaw == Some(Flaw::TheShareIsToldToEarly)).then_some(*share))
            }
            HandoverStage::Accepted { share, .. } => (Outcome::Accepted, Some(*share)),
            HandoverStage::Closed { .. } => (Outcome::Closed, None),
            HandoverStage::Refused { .. } => (Outcome::Refused(None), None),
            HandoverStage::Withdrawn { .. } => (Outcome::Withdrawn, None),
            HandoverStage::Expired { .. } => (Outcome::Expired, None),
        };
        let share = share.filter(|_| handover.to == asker.id());
        Told { number: number_of(&handover.statement), outcome, share }
    }

    /// What the committed log says of a hand-over.
    pub(crate) fn decided(&self, number: HandoverNumber) -> Option<Handover> {
        handovers::find(self.replicas[self.leader].state.connection(), handover_id(number))
            .expect("memory does not fail")
    }

    /// The hash of each replica's state.
    pub(crate) fn hashes(&self) -> Vec<[u8; 32]> {
        let hash = |replica: &Replica| state_hash(replica.state.connection()).expect("memory does not fail");
        self.replicas.iter().map(hash).collect()
    }

    /// How many replicas have these bytes in any row of any table.
    pub(crate) fn replicas_with(&self, bytes: &[u8]) -> usize {
        self.replicas.iter().filter(|replica| holds(replica.state.connection(), bytes)).count()
    }
}

fn holds(connection: &rusqlite::Connection, bytes: &[u8]) -> bool {
    let mut tables =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").expect("a schema is there");
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .expect("a schema can be read")
        .collect::<Result<_, _>>()
        .expect("names are text");
    tables.iter().any(|table| {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).expect("it exists");
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect("it can be read");
        while let Some(row) = rows.next().expect("it can be read") {
            for column in 0..columns {
                if let ValueRef::Blob(blob) = row.get_ref(column).expect("the column exists")
                    && blob.windows(bytes.len()).any(|window| window == bytes)
                {
                    return true;
                }
            }
        }
        false
    })
}

/// Invitation, request and approval of a region.
fn admission(code: &str, now_ms: i64) -> [Command; 3] {
    let region = RegionId::new(code).expect("a region");
    let key = RegionNumber::of(code).key();
    let words = format!("anchor bridge candle {} empty fossil", code.to_lowercase());
    let keys = EnrolmentKeys {
        signing_key: key,
        sealing_key: [2; 32],
        signing_request: vec![3; 10],
        words: words.clone(),
        oldest: ProtocolVersion::OLDEST,
        newest: ProtocolVersion::NEWEST,
    };
    let certificate = IssuedCertificate {
        serial: code.as_bytes().to_vec(),
        certificate: vec![9; 10],
        not_after_ms: now_ms + 400 * 24 * 3_600_000,
    };
    let actor = "els".to_owned();
    let (name, expires_at_ms) = (format!("Region {code}"), now_ms + 1_000);
    let enrolment = EnrolmentId::from_bytes([key[0]; 16]);
    [
        Command::InviteRegion {
            token_sha256: key,
            region: region.clone(),
            name,
            expires_at_ms,
            actor: actor.clone(),
        },
        Command::RequestEnrolment { enrolment, region: region.clone(), token_sha256: key, keys },
        Command::ApproveRegion { region, enrolment, words, certificate, actor },
    ]
}

fn offer(from: RegionNumber, number: HandoverNumber, to: RegionNumber, expires_at_ms: i64) -> Command {
    let offer = Offer {
        handover: handover_id(number),
        from: from.id(),
        to: to.id(),
        expires_at_ms,
        statement: vec![number.0],
        sender_signature: vec![4; 64],
        preview: Blob(vec![5; 16]),
        envelope: Blob(crate::network::envelope_of(number)),
        share: share_of(number),
    };
    Command::OfferHandover { verified_with: from.key(), offer }
}

fn decision(from: RegionNumber, number: HandoverNumber, decision: Decision) -> Command {
    Command::DecideHandover {
        region: from.id(),
        handover: handover_id(number),
        decision,
        verified_with: from.key(),
    }
}
