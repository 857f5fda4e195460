//! Leads each kind of message to where it is answered.

use super::{Answer, enrolment, figures, handovers, releases, session, vacancies};
use crate::{handle::CoordinatorHandle, state::command::Refusal};
use protocol::{
    Frame, Message as _, Request,
    latest::{
        DirectoryRequest, EnrolRequest, EnrolStatusRequest, ErrorCode, FeedRequest, FiguresRequest,
        HandoverClose, HandoverDecision, HandoverOffer, HandoverStatusRequest, Hello, MailboxRequest,
        ReleaseDelivery, ReleaseMarksRequest, RenewRequest, VacancyChanges,
    },
};
use service::quic::{Handler, HandlerFuture, Peer, answer};
use tracing::{debug, info};

/// Seconds after which a node asks again when the coordinator cannot decide.
const RETRY_AFTER_S: u32 = 1;

/// Answers regions on `schakel/1`.
#[derive(Debug, Clone)]
pub struct Nodes(pub CoordinatorHandle);

/// Answers those who want to join on `schakel-enrol/1`.
#[derive(Debug, Clone)]
pub struct Newcomers(pub CoordinatorHandle);

impl Handler for Nodes {
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a> {
        Box::pin(async move {
            let answer = self.answer(peer, &frame).await;
            answer.unwrap_or_else(|refusal| refusal_frame(peer, &frame, &refusal))
        })
    }
}

impl Nodes {
    async fn answer(&self, peer: &Peer, frame: &Frame) -> Answer<Frame> {
        let Self(handle) = self;
        let session = session::admit(handle, peer).await?;
        let message = frame.header.message_id;
        match frame.header.kind {
            Hello::KIND => reply::<Hello>(frame, session::hello(handle, session, read(frame)?).await?),
            DirectoryRequest::KIND => {
                reply::<DirectoryRequest>(frame, session::directory(handle, session, read(frame)?).await?)
            }
            RenewRequest::KIND => {
                reply::<RenewRequest>(frame, session::renew(handle, session, read(frame)?).await?)
            }
            VacancyChanges::KIND => {
                let changes = read(frame)?;
                reply::<VacancyChanges>(frame, vacancies::put(handle, session, message, changes).await?)
            }
            FeedRequest::KIND => {
                reply::<FeedRequest>(frame, vacancies::feed(handle, session, read(frame)?).await?)
            }
            ReleaseDelivery::KIND => {
                reply::<ReleaseDelivery>(frame, releases::put(handle, session, read(frame)?).await?)
            }
            ReleaseMarksRequest::KIND => {
                reply::<ReleaseMarksRequest>(frame, releases::marks(handle, session, read(frame)?).await?)
            }
            // Who speaks an older version does without: its version has no such message.
            FiguresRequest::KIND if frame.header.version >= FiguresRequest::SINCE => {
                reply::<FiguresRequest>(frame, figures::figures(handle, session, read(frame)?).await?)
            }
            HandoverOffer::KIND => {
                reply::<HandoverOffer>(frame, handovers::offer(handle, session, read(frame)?).await?)
            }
            HandoverDecision::KIND => {
                reply::<HandoverDecision>(frame, handovers::decide(handle, session, read(frame)?).await?)
            }
            HandoverClose::KIND => {
                reply::<HandoverClose>(frame, handovers::close(handle, session, read(frame)?).await?)
            }
            MailboxRequest::KIND => {
                reply::<MailboxRequest>(frame, handovers::mailbox(handle, session, read(frame)?).await?)
            }
            HandoverStatusRequest::KIND => {
                reply::<HandoverStatusRequest>(frame, handovers::status(handle, session, read(frame)?).await?)
            }
            kind => unknown(kind),
        }
    }
}

impl Handler for Newcomers {
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a> {
        Box::pin(async move {
            let answer = self.answer(&frame).await;
            answer.unwrap_or_else(|refusal| refusal_frame(peer, &frame, &refusal))
        })
    }
}

impl Newcomers {
    async fn answer(&self, frame: &Frame) -> Answer<Frame> {
        let Self(handle) = self;
        match frame.header.kind {
            EnrolRequest::KIND => {
                reply::<EnrolRequest>(frame, enrolment::request(handle, read(frame)?).await?)
            }
            EnrolStatusRequest::KIND => {
                reply::<EnrolStatusRequest>(frame, enrolment::status(handle, read(frame)?).await?)
            }
            kind => unknown(kind),
        }
    }
}

fn read<R: Request>(frame: &Frame) -> Answer<R> {
    protocol::decode(&frame.payload, R::LIMIT_BYTES)
        .map_err(|error| Refusal::new(ErrorCode::Malformed, error.to_string()))
}

#[expect(clippy::unnecessary_wraps, reason = "every arm of the dispatch gives an answer or a refusal")]
#[expect(clippy::needless_pass_by_value, reason = "the reply is made for this one frame")]
fn reply<R: Request>(frame: &Frame, message: R::Reply) -> Answer<Frame> {
    Ok(answer::reply::<R>(&frame.header, &message))
}

fn unknown(kind: u16) -> Answer<Frame> {
    Err(Refusal::new(ErrorCode::UnknownKind, format!("messages of kind {kind} are not known here")))
}

fn refusal_frame(peer: &Peer, frame: &Frame, refusal: &Refusal) -> Frame {
    let Refusal { code, sentence } = refusal;
    if *code == ErrorCode::Unavailable {
        debug!(peer = %peer, "{peer} is asked to come again: {sentence}");
        return answer::refuse_until(&frame.header, *code, sentence, Some(RETRY_AFTER_S));
    }
    info!(peer = %peer, message.kind = frame.header.kind, "{peer} is refused: {sentence}");
    answer::refuse(&frame.header, *code, sentence)
}
