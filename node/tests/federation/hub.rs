//! What a coordinator of the test's own answers: as the test says. It remembers what it was sent.

use super::records::listed;
use identity::{NetworkAuthority, receipt};
use jiff::Timestamp;
use protocol::{
    Frame, FrameHeader, ProtocolVersion, kind,
    latest::{
        Delivered, DirectoryDocument, DirectoryReply, DirectoryRequest, EnrolReply, EnrolRequest,
        EnrolStatusRequest, ErrorCode, FeedEntry, FeedReply, FeedRequest, FiguresReply, FiguresRequest,
        HandoverOutcome, HandoverStatusReply, HandoverStatusRequest, Hello, HelloReply, MailboxReply,
        MailboxRequest, ReleaseDelivery, ReleaseMarksReply, ReleaseMarksRequest, ReleaseReceipt,
        ReleaseRecord, RenewReply, RenewRequest, SignedFigures, SignedVacancy, VacancyChanges, VacancyRecord,
    },
};
use service::{
    Clock as _, ManualClock,
    quic::{Handler, HandlerFuture, Peer, answer},
};
use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};
use vocabulary::{EnrolmentId, MessageId};

/// What the hub does with requests to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    LetIn,
    Wait,
    Reject,
    TokenUnknown,
}

/// What the hub does with messages of the outbox.
#[derive(Debug, Clone)]
pub(crate) enum Mood {
    Takes,
    /// Refuses messages that hold these bytes.
    Refuses(ErrorCode, Vec<u8>),
    /// Takes the message and answers too late.
    Dawdles,
}

pub(crate) struct HubState {
    pub(crate) admission: Admission,
    pub(crate) mood: Mood,
    /// What it says when it is asked which releases it holds; without a reason it says all.
    pub(crate) keeps_marks_back: Option<ErrorCode>,
    pub(crate) newest: ProtocolVersion,
    pub(crate) directory: DirectoryDocument,
    pub(crate) feed: Vec<SignedVacancy>,
    /// The edition of the figures, and what is sent to who knows an older one; a hub without any knows no such message.
    pub(crate) figures: Option<(u64, SignedFigures)>,
    /// The editions that were named by who asked for figures.
    pub(crate) figures_asked: Vec<u64>,
    pub(crate) renewals: usize,
    /// Whether nodes are answered, whatever their certificate.
    pub(crate) admits: bool,
    /// How hand-overs stand.
    pub(crate) outcomes: Vec<HandoverOutcome>,
    /// Message ids and frame versions of what the outbox sent, in order, repetitions too.
    pub(crate) taken: Vec<(MessageId, ProtocolVersion)>,
    pub(crate) vacancies: Vec<VacancyRecord>,
    pub(crate) releases: Vec<ReleaseRecord>,
}

pub(crate) struct Hub {
    pub(crate) authority: NetworkAuthority,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) state: Mutex<HubState>,
    pub(crate) secret: [u8; 32],
}

impl Hub {
    fn answer(&self, peer: &Peer, frame: &Frame) -> Result<Frame, Frame> {
        let header = &frame.header;
        let mut state = self.state.lock().unwrap();
        if header.version > state.newest {
            return Err(self.unknown_version(frame, &state));
        }
        if !state.admits && matches!(peer, Peer::Region { .. }) {
            return Err(answer::refuse(header, ErrorCode::NotAdmitted, "this region is revoked"));
        }
        let now = self.clock.now();
        Ok(match header.kind {
            kind::ENROL_REQUEST => {
                let request: EnrolRequest = answer::read(frame)?;
                identity::enrolment::verify_request(&request, &self.authority.fingerprint()).unwrap();
                if request.token_secret != self.secret {
                    return Err(answer::refuse(header, ErrorCode::BadToken, "no such invitation"));
                }
                self.enrol(&mut state, frame, Some(&request), now)
            }
            kind::ENROL_STATUS_REQUEST => {
                let _: EnrolStatusRequest = answer::read(frame)?;
                self.enrol(&mut state, frame, None, now)
            }
            kind::HELLO => {
                let hello: Hello = answer::read(frame)?;
                let version = hello.newest.min(state.newest);
                answer::reply::<Hello>(
                    header,
                    &HelloReply {
                        version,
                        directory_version: state.directory.version,
                        feed_sequence: 0,
                        mailbox_sequence: 0,
                        clock_ms: self.clock.now_ms(),
                    },
                )
            }
            kind::DIRECTORY_REQUEST => {
                let request: DirectoryRequest = answer::read(frame)?;
                let newer = (request.known_version < state.directory.version)
                    .then(|| identity::directory::sign(&self.authority, &state.directory).unwrap());
                answer::reply::<DirectoryRequest>(header, &DirectoryReply { newer })
            }
            kind::RENEW_REQUEST => {
                let request: RenewRequest = answer::read(frame)?;
                let region = peer.region().unwrap();
                let issued = self.authority.issue_region(region, &request.signing_request, now).unwrap();
                state.renewals += 1;
                answer::reply::<RenewRequest>(header, &RenewReply { chain: issued.chain })
            }
            kind::FEED_REQUEST => {
                let FeedRequest { after_sequence } = answer::read(frame)?;
                let entries = state
                    .feed
                    .iter()
                    .zip(1..)
                    .map(|(vacancy, sequence)| FeedEntry { sequence, vacancy: vacancy.clone() });
                let entries = entries.filter(|entry| entry.sequence > after_sequence).take(2).collect();
                let last_sequence = state.feed.len() as u64;
                answer::reply::<FeedRequest>(header, &FeedReply { entries, last_sequence })
            }
            kind::FIGURES_REQUEST => figures(&mut state, frame)?,
            kind::MAILBOX_REQUEST => {
                answer::reply::<MailboxRequest>(header, &MailboxReply { items: Vec::new(), last_sequence: 0 })
            }
            kind::HANDOVER_STATUS_REQUEST => {
                let HandoverStatusRequest { handovers } = answer::read(frame)?;
                let asked = state.outcomes.iter().filter(|outcome| handovers.contains(&outcome.handover));
                let outcomes = asked.cloned().collect();
                answer::reply::<HandoverStatusRequest>(header, &HandoverStatusReply { outcomes })
            }
            kind::RELEASE_MARKS_REQUEST => {
                if let Some(code) = state.keeps_marks_back {
                    return Err(answer::refuse(header, code, "ask again"));
                }
                answer::reply::<ReleaseMarksRequest>(header, &ReleaseMarksReply { receipts: Vec::new() })
            }
            kind::VACANCY_CHANGES | kind::RELEASE_DELIVERY => self.take(&mut state, frame)?,
            _ => return Err(answer::refuse(header, ErrorCode::UnknownKind, "not known here")),
        })
    }

    fn enrol(
        &self,
        state: &mut HubState,
        frame: &Frame,
        request: Option<&EnrolRequest>,
        now: Timestamp,
    ) -> Frame {
        let reply = match (state.admission, request) {
            (Admission::TokenUnknown, _) => {
                return answer::refuse(&frame.header, ErrorCode::BadToken, "this token was used already");
            }
            (Admission::Reject, _) => EnrolReply::Rejected,
            (Admission::LetIn, Some(request)) => {
                let issued =
                    self.authority.issue_region(&request.region, &request.signing_request, now).unwrap();
                let listed = listed(&request.region, request.signing_key, request.sealing_key);
                state.directory.regions.push(listed);
                state.directory.version += 1;
                EnrolReply::Approved {
                    chain: issued.chain,
                    directory: identity::directory::sign(&self.authority, &state.directory).unwrap(),
                    network_key: self.authority.network_key(),
                }
            }
            _ => EnrolReply::Pending { enrolment: EnrolmentId::from_bytes([7; 16]) },
        };
        answer::reply::<EnrolRequest>(&frame.header, &reply)
    }

    fn take(&self, state: &mut HubState, frame: &Frame) -> Result<Frame, Frame> {
        let header = &frame.header;
        if let Mood::Refuses(code, bytes) = &state.mood
            && frame.payload.windows(bytes.len()).any(|window| window == bytes)
        {
            return Err(answer::refuse(header, *code, "not this one"));
        }
        let known_already = state.taken.iter().any(|(id, _)| *id == header.message_id);
        state.taken.push((header.message_id, header.version));
        if header.kind == kind::VACANCY_CHANGES {
            let changes: VacancyChanges = answer::read(frame)?;
            let records = changes.vacancies.iter().map(|signed| VacancyRecord::from_signed(signed).unwrap());
            if !known_already {
                state.vacancies.extend(records);
            }
            return Ok(answer::reply::<VacancyChanges>(header, &Delivered { known_already }));
        }
        let delivery: ReleaseDelivery = answer::read(frame)?;
        let record: ReleaseRecord = protocol::decode(&delivery.record, 64 * 1024).unwrap();
        let receipt = ReleaseReceipt {
            release_id: record.release_id,
            record_sha256: identity::sha256(&delivery.record),
            table: record.table,
            period: record.period,
            rho_micro: record.rho_micro,
            sequence: record.sequence,
            received_at_ms: self.clock.now_ms(),
            signature: Vec::new(),
        };
        state.releases.push(record);
        let receipt = receipt::sign_release(&self.authority, receipt).unwrap();
        Ok(answer::reply::<ReleaseDelivery>(header, &receipt))
    }

    fn unknown_version(&self, frame: &Frame, state: &HubState) -> Frame {
        let mut frame = answer::refuse(&frame.header, ErrorCode::UnknownVersion, "too new");
        let mut reply: protocol::latest::ErrorReply = protocol::decode(&frame.payload, 4096).unwrap();
        reply.newest = state.newest;
        frame.payload = protocol::encode(&reply).unwrap();
        frame
    }
}

/// The newer figures, as large as the test made them: `answer::reply` would make a refusal of a reply that is too large.
fn figures(state: &mut HubState, frame: &Frame) -> Result<Frame, Frame> {
    let FiguresRequest { known_edition } = answer::read(frame)?;
    state.figures_asked.push(known_edition);
    let Some((edition, figures)) = state.figures.clone() else {
        return Err(answer::refuse(&frame.header, ErrorCode::UnknownKind, "not known here"));
    };
    let newer = (edition > known_edition).then_some(figures);
    let payload = protocol::encode(&FiguresReply { newer }).unwrap();
    Ok(Frame { header: FrameHeader { kind: kind::FIGURES_REPLY, ..frame.header }, payload })
}

impl Handler for Hub {
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a> {
        Box::pin(async move {
            let is_delivery = matches!(frame.header.kind, kind::VACANCY_CHANGES | kind::RELEASE_DELIVERY);
            let answer = self.answer(peer, &frame).unwrap_or_else(|refusal| refusal);
            let dawdles = matches!(self.state.lock().unwrap().mood, Mood::Dawdles);
            if is_delivery && dawdles {
                std::future::pending::<()>().await;
            }
            answer
        })
    }
}
