//! Hand-overs as this region knows them, at either end, and the one line that is left of a case that went.

use super::{
    StorageError,
    sql::{Doing, day, instant, instant_if_any, parsed, parsed_if_any, rows},
};
use crate::domain::{
    handover::{HandoverProgress, HandoverState, Problem, Side},
    text::FreeText,
};
use jiff::Timestamp;
use protocol::{
    Message as _,
    latest::{HandoverOutcome, HandoverReceipt},
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::{AccountId, CandidateId, CaseId, ConsentId, Date, HandoverId, Personal, Purpose, RegionId};

/// A hand-over with everything that this region keeps of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The hand-over.
    pub id: HandoverId,
    /// Where it stands.
    pub progress: HandoverProgress,
    /// The region at the other end.
    pub other_region: RegionId,
    /// The case here: the sender's until it is given away, the receiver's from when it is taken in.
    pub case: Option<CaseId>,
    /// The person here, likewise.
    pub candidate: Option<CandidateId>,
    /// The consent that it rests on; only at the sender.
    pub consent: Option<ConsentId>,
    /// The sender's adviser, or the receiver's who decided.
    pub account: Option<AccountId>,
    /// The statement, as the sender signed it.
    pub statement: Vec<u8>,
    /// The sender's signature.
    pub sender_signature: Vec<u8>,
    /// The encrypted case; only at the receiver, and only until it is of no use any more.
    pub envelope: Option<Vec<u8>>,
    /// What the receiver may see before deciding, JSON; only at the receiver.
    pub preview: Personal<Option<String>>,
    /// The note that came with a refusal.
    pub refusal_note: Personal<Option<FreeText>>,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// The receipt, once accepted.
    pub receipt: Option<HandoverReceipt>,
    /// What the operator has to look at, where something went wrong.
    pub problem: Option<Problem>,
    /// What the person agreed to, with the salt, as the statement carries its hash; only at the receiver, once it has
    /// the case.
    pub consent_record: Personal<Option<String>>,
}

impl Handover {
    /// Whether the case is this region's and nobody here answers for it: the accept was asked for after this copy of
    /// the database was made.
    #[must_use]
    pub fn waits_for_an_owner(&self) -> bool {
        self.progress.side == Side::Receiver
            && self.progress.state == HandoverState::Accepted
            && self.case.is_none()
            && self.account.is_none()
    }

    /// Whether the case is this region's and neither it nor its envelope is to be had any more: it was stored after
    /// this copy of the database was made.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.progress.side == Side::Receiver
            && self.progress.state == HandoverState::Closed
            && self.case.is_none()
    }
}

/// What is left of a case that went to another region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartedCase {
    /// The case as it was known here.
    pub case: CaseId,
    /// The person as known here.
    pub candidate: CandidateId,
    /// The hand-over, with its receipt.
    pub handover: HandoverId,
    /// Where it went.
    pub to: RegionId,
    /// When.
    pub on: Date,
}

/// Saves a hand-over, new or changed.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the case is offered already.
pub fn save(transaction: &Transaction<'_>, handover: &Handover) -> Result<(), StorageError> {
    let receipt = handover
        .receipt
        .as_ref()
        .map(|receipt| {
            protocol::encode(receipt)
                .map_err(|_| StorageError::Corrupt { what: "a receipt that cannot be written".to_owned() })
        })
        .transpose()?;
    let progress = &handover.progress;
    transaction
        .prepare_cached(
            "INSERT INTO handovers (id, side, state, asked, refusal, refusal_note, other_region, case_id,
                 candidate, consent, account, statement, sender_signature, envelope, preview, offered_at_ms,
                 expires_at_ms, decided_at_ms, receipt, problem, consent_record)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                     ?21)
             ON CONFLICT (id) DO UPDATE SET state = ?3, asked = ?4, refusal = ?5, refusal_note = ?6,
                 case_id = ?8, candidate = ?9, account = ?11, envelope = ?14, preview = ?15,
                 decided_at_ms = ?18, receipt = ?19, problem = ?20, consent_record = ?21",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                handover.id.to_bytes(),
                progress.side.name(),
                progress.state.name(),
                progress.asked.map(|asked| asked.name()),
                progress.refusal.map(|refusal| refusal.name()),
                handover.refusal_note.reveal(Purpose::Storage).as_ref().map(FreeText::as_str),
                handover.other_region.as_str(),
                handover.case.map(CaseId::to_bytes),
                handover.candidate.map(CandidateId::to_bytes),
                handover.consent.map(ConsentId::to_bytes),
                handover.account.map(AccountId::to_bytes),
                handover.statement,
                handover.sender_signature,
                handover.envelope,
                handover.preview.reveal(Purpose::Storage),
                handover.offered_at.as_millisecond(),
                progress.expires_at.as_millisecond(),
                handover.decided_at.map(Timestamp::as_millisecond),
                receipt,
                handover.problem.map(Problem::name),
                handover.consent_record.reveal(Purpose::Storage),
            ])
        })
        .doing("save a hand-over")?;
    Ok(())
}

const COLUMNS: &str =
    "SELECT id, side, state, asked, refusal, refusal_note, other_region, case_id, candidate,
    consent, account, statement, sender_signature, envelope, preview, offered_at_ms, expires_at_ms,
    decided_at_ms, receipt, problem, consent_record FROM handovers";

/// One hand-over.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, id: HandoverId) -> Result<Option<Handover>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], handover).optional())
        .doing("read a hand-over")
}

/// What somebody has still to decide here: an offer, or who answers for a case that came ([`Handover::waits_for_an_owner`]).
const UNDECIDED: &str = "(state IN ('drafted', 'offered')
     OR (side = 'receiver' AND state = 'accepted' AND case_id IS NULL AND account IS NULL))";

/// Which hand-overs a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those that nobody has decided yet.
    Undecided,
    /// Those that are decided.
    Decided,
}

/// Hand-overs, newest first, after one.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn page(
    connection: &Connection,
    which: Which,
    after: Option<HandoverId>,
    limit: u32,
) -> Result<Vec<Handover>, StorageError> {
    let condition = match which {
        Which::All => String::new(),
        Which::Undecided => format!("AND {UNDECIDED}"),
        Which::Decided => format!("AND NOT {UNDECIDED}"),
    };
    rows(
        connection,
        &format!(
            "{COLUMNS} WHERE (?1 IS NULL OR EXISTS (
                 SELECT 1 FROM handovers AS before WHERE before.id = ?1
                  AND (handovers.offered_at_ms < before.offered_at_ms
                       OR (handovers.offered_at_ms = before.offered_at_ms AND handovers.id > before.id))))
             {condition} ORDER BY offered_at_ms DESC, id LIMIT ?2"
        ),
        params![after.map(HandoverId::to_bytes), limit],
        handover,
    )
    .doing("read the hand-overs")
}

/// The hand-overs that rest on a person of this node, newest first.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn of_candidate(connection: &Connection, candidate: CandidateId) -> Result<Vec<Handover>, StorageError> {
    rows(
        connection,
        &format!("{COLUMNS} WHERE candidate = ?1 ORDER BY offered_at_ms DESC, id"),
        [candidate.to_bytes()],
        handover,
    )
    .doing("read the hand-overs of a person")
}

/// The hand-overs whose outcome is still to come: those to ask the coordinator about.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn under_way(connection: &Connection) -> Result<Vec<HandoverId>, StorageError> {
    rows(
        connection,
        "SELECT id FROM handovers WHERE state IN ('drafted', 'offered', 'accepted') ORDER BY id",
        [],
        |row| Ok(HandoverId::from_bytes(row.get(0)?)),
    )
    .doing("read the hand-overs under way")
}

/// Whether a hand-over of this person is under way.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn is_under_way(connection: &Connection, candidate: CandidateId) -> Result<bool, StorageError> {
    connection
        .prepare_cached(
            "SELECT 1 FROM handovers WHERE candidate = ?1 AND side = 'sender'
             AND state IN ('drafted', 'offered', 'accepted')",
        )
        .and_then(|mut statement| statement.exists([candidate.to_bytes()]))
        .doing("look a hand-over up")
}

fn handover(row: &Row<'_>) -> rusqlite::Result<Handover> {
    let receipt: Option<Vec<u8>> = row.get(18)?;
    let receipt = receipt
        .map(|bytes| protocol::decode(&bytes, HandoverOutcome::LIMIT_BYTES))
        .transpose()
        .map_err(|_| super::sql::unreadable(18, "a receipt that cannot be read"))?;
    Ok(Handover {
        id: HandoverId::from_bytes(row.get(0)?),
        progress: HandoverProgress {
            side: parsed(row, 1)?,
            state: parsed(row, 2)?,
            asked: parsed_if_any(row, 3)?,
            refusal: parsed_if_any(row, 4)?,
            expires_at: instant(row, 16)?,
        },
        refusal_note: Personal::new(parsed_if_any(row, 5)?),
        other_region: parsed(row, 6)?,
        case: row.get::<_, Option<[u8; 16]>>(7)?.map(CaseId::from_bytes),
        candidate: row.get::<_, Option<[u8; 16]>>(8)?.map(CandidateId::from_bytes),
        consent: row.get::<_, Option<[u8; 16]>>(9)?.map(ConsentId::from_bytes),
        account: row.get::<_, Option<[u8; 16]>>(10)?.map(AccountId::from_bytes),
        statement: row.get(11)?,
        sender_signature: row.get(12)?,
        envelope: row.get(13)?,
        preview: Personal::new(row.get(14)?),
        offered_at: instant(row, 15)?,
        decided_at: instant_if_any(row, 17)?,
        receipt,
        problem: parsed_if_any(row, 19)?,
        consent_record: Personal::new(row.get(20)?),
    })
}

/// Erases what other regions wrote about a person when they refused the case, and what the person agreed to when the
/// case came here.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn forget_notes(transaction: &Transaction<'_>, candidate: CandidateId) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "UPDATE handovers SET refusal_note = NULL, consent_record = NULL WHERE candidate = ?1",
        )
        .and_then(|mut statement| statement.execute([candidate.to_bytes()]))
        .doing("erase notes about a person")?;
    Ok(())
}

/// Keeps the one line that is left of a case that went.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn insert_departed(transaction: &Transaction<'_>, departed: &DepartedCase) -> Result<(), StorageError> {
    transaction
        .prepare_cached("INSERT INTO departed_cases VALUES (?1, ?2, ?3, ?4, ?5)")
        .and_then(|mut statement| {
            statement.execute(params![
                departed.case.to_bytes(),
                departed.candidate.to_bytes(),
                departed.handover.to_bytes(),
                departed.to.as_str(),
                departed.on.to_string(),
            ])
        })
        .doing("note that a case went to another region")?;
    Ok(())
}

/// Where a person's cases went, newest first.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn departed(connection: &Connection, candidate: CandidateId) -> Result<Vec<DepartedCase>, StorageError> {
    rows(
        connection,
        "SELECT case_id, candidate, handover, to_region, handed_over_on FROM departed_cases
         WHERE candidate = ?1 ORDER BY handed_over_on DESC",
        [candidate.to_bytes()],
        |row| {
            Ok(DepartedCase {
                case: CaseId::from_bytes(row.get(0)?),
                candidate: CandidateId::from_bytes(row.get(1)?),
                handover: HandoverId::from_bytes(row.get(2)?),
                to: parsed(row, 3)?,
                on: day(row, 4)?,
            })
        },
    )
    .doing("read where a case went")
}
