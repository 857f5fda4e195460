//! Receipts: of a hand-over, with the signatures of both regions and of the network, as bytes and as a file that
//! anybody can verify offline; and of a release, with the network's.

use crate::{NetworkAuthority, RegionKeys, SignatureDomain, sha256, verify as verify_signature};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use protocol::latest::{HandoverReceipt, HandoverStatement, ReleaseReceipt};
use serde::{Deserialize, Serialize};
use vocabulary::{IsoWeek, RegionId};

/// The first line of the file form; another form is refused rather than guessed at.
const FORMAT: &str = "schakelnet-handover-receipt/1";
/// The most bytes of a statement.
const STATEMENT_LIMIT_BYTES: usize = 1024;

/// Why a receipt is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not JSON of the receipt's form.
    #[error("this file is not a receipt of a hand-over: {reason}")]
    NotAReceipt {
        /// What the reader of the file says.
        reason: String,
    },
    /// The statement cannot be read.
    #[error("the receipt's statement cannot be read")]
    BadStatement,
    /// The sender did not sign this.
    #[error("the sender's signature does not fit the receipt")]
    BadSenderSignature,
    /// The receiver did not sign this.
    #[error("the receiver's signature does not fit the receipt")]
    BadReceiverSignature,
    /// The network did not sign this.
    #[error("the network's signature does not fit the receipt")]
    BadNetworkSignature,
    /// What stands in plain words differs from what is signed.
    #[error("`{field}` in the file differs from what was signed")]
    Contradicts {
        /// The field.
        field: &'static str,
    },
}

/// The sender's signature under a statement.
#[must_use]
pub fn sign_offer(keys: &RegionKeys, statement: &[u8]) -> Vec<u8> {
    keys.sign(SignatureDomain::HandoverOffer, statement)
}

/// The receiver's signature under the sender's statement.
#[must_use]
pub fn sign_accept(keys: &RegionKeys, statement: &[u8]) -> Vec<u8> {
    keys.sign(SignatureDomain::HandoverAccept, statement)
}

/// Reads the statement of an offer if the sender signed it.
///
/// # Errors
/// [`ReceiptError::BadSenderSignature`] or [`ReceiptError::BadStatement`].
pub fn verify_offer(
    sender_key: &[u8; 32],
    statement: &[u8],
    signature: &[u8],
) -> Result<HandoverStatement, ReceiptError> {
    if !verify_signature(sender_key, SignatureDomain::HandoverOffer, statement, signature) {
        return Err(ReceiptError::BadSenderSignature);
    }
    protocol::decode(statement, STATEMENT_LIMIT_BYTES).map_err(|_| ReceiptError::BadStatement)
}

/// Whether the receiver signed the statement.
#[must_use]
pub fn verify_accept(receiver_key: &[u8; 32], statement: &[u8], signature: &[u8]) -> bool {
    verify_signature(receiver_key, SignatureDomain::HandoverAccept, statement, signature)
}

/// Puts the network's signature under a receipt that is complete but for it.
///
/// # Errors
/// [`protocol::EncodeError`], which a golden test of the type rules out.
pub fn sign(
    authority: &NetworkAuthority,
    mut receipt: HandoverReceipt,
) -> Result<HandoverReceipt, protocol::EncodeError> {
    receipt.network_signature = Vec::new();
    let bytes = protocol::encode(&receipt)?;
    receipt.network_signature = authority.sign(SignatureDomain::HandoverReceipt, &bytes);
    Ok(receipt)
}

/// Verifies all three signatures and gives the statement that they stand under.
///
/// # Errors
/// [`ReceiptError`] naming the first signature that does not fit.
pub fn verify(network_key: &[u8; 32], receipt: &HandoverReceipt) -> Result<HandoverStatement, ReceiptError> {
    let mut unsigned = receipt.clone();
    let signature = std::mem::take(&mut unsigned.network_signature);
    let bytes = protocol::encode(&unsigned).map_err(|_| ReceiptError::BadNetworkSignature)?;
    if !verify_signature(network_key, SignatureDomain::HandoverReceipt, &bytes, &signature) {
        return Err(ReceiptError::BadNetworkSignature);
    }
    let statement = verify_offer(&receipt.sender_key, &receipt.statement, &receipt.sender_signature)?;
    if !verify_accept(&receipt.receiver_key, &receipt.statement, &receipt.receiver_signature) {
        return Err(ReceiptError::BadReceiverSignature);
    }
    Ok(statement)
}

/// The id of the release of a table and week: SHA-256 of what it is of, whatever was counted. The table goes by its
/// name, such as `S1`.
#[must_use]
pub fn release_id(region: &RegionId, table: &str, schema_version: u16, week: IsoWeek) -> [u8; 32] {
    sha256(format!("{region}|{table}|{schema_version}|{week}").as_bytes())
}

/// Puts the network's signature under the receipt of a release.
///
/// # Errors
/// [`protocol::EncodeError`], which a golden test of the type rules out.
pub fn sign_release(
    authority: &NetworkAuthority,
    mut receipt: ReleaseReceipt,
) -> Result<ReleaseReceipt, protocol::EncodeError> {
    receipt.signature = Vec::new();
    let bytes = protocol::encode(&receipt)?;
    receipt.signature = authority.sign(SignatureDomain::ReleaseReceipt, &bytes);
    Ok(receipt)
}

/// Whether the network signed the receipt of a release.
#[must_use]
pub fn verify_release(network_key: &[u8; 32], receipt: &ReleaseReceipt) -> bool {
    let mut unsigned = receipt.clone();
    let signature = std::mem::take(&mut unsigned.signature);
    protocol::encode(&unsigned)
        .is_ok_and(|bytes| verify_signature(network_key, SignatureDomain::ReleaseReceipt, &bytes, &signature))
}

/// The file form: what was agreed in plain words, then the bytes that prove it. No personal data in either.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReceiptFile {
    format: String,
    handover: String,
    from: String,
    to: String,
    offered_at: String,
    expires_at: String,
    accepted_at: String,
    log_index: u64,
    statement: String,
    sender_key: String,
    sender_signature: String,
    receiver_key: String,
    receiver_signature: String,
    network_key: String,
    network_signature: String,
}

/// A receipt as it was read from a file, its plain words compared with what is signed; the signatures are not
/// verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadReceipt {
    /// The receipt.
    pub receipt: HandoverReceipt,
    /// The network that the file claims; only a verifier who knows the network's key by another way can tell
    /// whether it is the right one.
    pub network_key: [u8; 32],
}

/// The file form of a receipt, JSON.
///
/// # Errors
/// [`ReceiptError::BadStatement`] when the receipt holds none.
pub fn to_json(network_key: &[u8; 32], receipt: &HandoverReceipt) -> Result<String, ReceiptError> {
    let file = file_of(network_key, receipt)?;
    let mut json = serde_json::to_string_pretty(&file)
        .map_err(|error| ReceiptError::NotAReceipt { reason: error.to_string() })?;
    json.push('\n');
    Ok(json)
}

fn file_of(network_key: &[u8; 32], receipt: &HandoverReceipt) -> Result<ReceiptFile, ReceiptError> {
    let statement: HandoverStatement = protocol::decode(&receipt.statement, STATEMENT_LIMIT_BYTES)
        .map_err(|_| ReceiptError::BadStatement)?;
    let time = |at_ms| {
        Timestamp::from_millisecond(at_ms).map(|at| at.to_string()).map_err(|_| ReceiptError::BadStatement)
    };
    Ok(ReceiptFile {
        format: FORMAT.to_owned(),
        handover: statement.handover.to_string(),
        from: statement.from.to_string(),
        to: statement.to.to_string(),
        offered_at: time(statement.offered_at_ms)?,
        expires_at: time(statement.expires_at_ms)?,
        accepted_at: time(receipt.decided_at_ms)?,
        log_index: receipt.log_index,
        statement: STANDARD.encode(&receipt.statement),
        sender_key: STANDARD.encode(receipt.sender_key),
        sender_signature: STANDARD.encode(&receipt.sender_signature),
        receiver_key: STANDARD.encode(receipt.receiver_key),
        receiver_signature: STANDARD.encode(&receipt.receiver_signature),
        network_key: STANDARD.encode(network_key),
        network_signature: STANDARD.encode(&receipt.network_signature),
    })
}

/// Reads the file form. [`verify`] comes after it.
///
/// # Errors
/// [`ReceiptError`] when it is another kind of file, or its plain words differ from what is signed.
pub fn from_json(json: &str) -> Result<ReadReceipt, ReceiptError> {
    let not_a_receipt = |reason: String| ReceiptError::NotAReceipt { reason };
    let file: ReceiptFile = serde_json::from_str(json).map_err(|error| not_a_receipt(error.to_string()))?;
    if file.format != FORMAT {
        return Err(not_a_receipt(format!("its form is not {FORMAT}")));
    }
    let bytes = |field: &str, text: &str| {
        STANDARD.decode(text).map_err(|_| not_a_receipt(format!("`{field}` is not base64")))
    };
    let key = |field: &str, text: &str| {
        <[u8; 32]>::try_from(bytes(field, text)?).map_err(|_| not_a_receipt(format!("`{field}` is no key")))
    };
    let accepted_at: Timestamp =
        file.accepted_at.parse().map_err(|_| not_a_receipt("`acceptedAt` is no time".to_owned()))?;
    let receipt = HandoverReceipt {
        statement: bytes("statement", &file.statement)?,
        sender_signature: bytes("senderSignature", &file.sender_signature)?,
        receiver_signature: bytes("receiverSignature", &file.receiver_signature)?,
        sender_key: key("senderKey", &file.sender_key)?,
        receiver_key: key("receiverKey", &file.receiver_key)?,
        decided_at_ms: accepted_at.as_millisecond(),
        log_index: file.log_index,
        network_signature: bytes("networkSignature", &file.network_signature)?,
    };
    let network_key = key("networkKey", &file.network_key)?;
    let signed = file_of(&network_key, &receipt)?;
    let plain = [
        ("handover", &file.handover, &signed.handover),
        ("from", &file.from, &signed.from),
        ("to", &file.to, &signed.to),
        ("offeredAt", &file.offered_at, &signed.offered_at),
        ("expiresAt", &file.expires_at, &signed.expires_at),
        ("acceptedAt", &file.accepted_at, &signed.accepted_at),
    ];
    match plain.into_iter().find(|(_, written, signed)| written != signed) {
        Some((field, _, _)) => Err(ReceiptError::Contradicts { field }),
        None => Ok(ReadReceipt { receipt, network_key }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{HandoverId, RegionId};

    struct Signed {
        network: NetworkAuthority,
        receipt: HandoverReceipt,
    }

    fn signed() -> Signed {
        let network = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap();
        let [sender, receiver] = [(); 2].map(|()| RegionKeys::generate().unwrap());
        let statement = protocol::encode(&HandoverStatement {
            handover: HandoverId::from_bytes([4; 16]),
            from: RegionId::new("AM25").unwrap(),
            to: RegionId::new("AM24").unwrap(),
            envelope_sha256: [1; 32],
            preview_sha256: [3; 32],
            consent_sha256: [2; 32],
            offered_at_ms: 1_790_000_000_000,
            expires_at_ms: 1_791_000_000_000,
        })
        .unwrap();
        let receipt = HandoverReceipt {
            sender_signature: sign_offer(&sender, &statement),
            receiver_signature: sign_accept(&receiver, &statement),
            statement,
            sender_key: sender.signing_key(),
            receiver_key: receiver.signing_key(),
            decided_at_ms: 1_790_000_500_123,
            log_index: 77,
            network_signature: Vec::new(),
        };
        let receipt = sign(&network, receipt).unwrap();
        Signed { network, receipt }
    }

    #[test]
    fn a_receipt_verifies_offline_from_its_file() {
        let Signed { network, receipt } = signed();
        let json = to_json(&network.network_key(), &receipt).unwrap();
        let read = from_json(&json).unwrap();
        assert_eq!(read.receipt, receipt);
        assert_eq!(read.network_key, network.network_key());
        let statement = verify(&network.network_key(), &read.receipt).unwrap();
        assert_eq!(statement.from.as_str(), "AM25");
    }

    #[test]
    fn every_changed_byte_of_the_file_is_refused() {
        let Signed { network, receipt } = signed();
        let json = to_json(&network.network_key(), &receipt).unwrap();
        let believed = |text: &str| {
            from_json(text).is_ok_and(|read| {
                read.network_key == network.network_key()
                    && verify(&network.network_key(), &read.receipt).is_ok()
            })
        };
        assert!(believed(&json));
        for at in 0..json.len() - 1 {
            let mut bytes = json.clone().into_bytes();
            bytes[at] ^= 1;
            assert!(!String::from_utf8(bytes).is_ok_and(|text| believed(&text)), "byte {at}");
        }
    }

    #[test]
    fn a_receipt_needs_all_three_signatures() {
        let Signed { network, receipt } = signed();
        let key = network.network_key();
        let stranger = RegionKeys::generate().unwrap();
        let resign = |receipt: HandoverReceipt| sign(&network, receipt).unwrap();

        let forged = HandoverReceipt {
            sender_signature: sign_offer(&stranger, &receipt.statement),
            ..receipt.clone()
        };
        assert_eq!(verify(&key, &resign(forged)), Err(ReceiptError::BadSenderSignature));
        let swapped = HandoverReceipt {
            receiver_signature: receipt.sender_signature.clone(),
            receiver_key: receipt.sender_key,
            ..receipt.clone()
        };
        // The sender cannot sign for the receiver with the signature of its offer: the domains differ.
        assert_eq!(verify(&key, &resign(swapped)), Err(ReceiptError::BadReceiverSignature));
        let later = HandoverReceipt { decided_at_ms: receipt.decided_at_ms + 1, ..receipt.clone() };
        assert_eq!(verify(&key, &later), Err(ReceiptError::BadNetworkSignature));
        let other = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap().network_key();
        assert_eq!(verify(&other, &receipt), Err(ReceiptError::BadNetworkSignature));
        verify(&key, &receipt).unwrap();
    }

    #[test]
    fn another_file_is_said_to_be_no_receipt() {
        for text in ["", "{}", "[]", "hello"] {
            assert!(matches!(from_json(text), Err(ReceiptError::NotAReceipt { .. })), "{text}");
        }
    }
}
