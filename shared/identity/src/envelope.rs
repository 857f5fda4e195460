//! The envelope of a hand-over: a case encrypted under a key made of two shares. One share is sealed to the
//! receiver inside the envelope; the other goes to the coordinator, which releases it with the commit of the
//! accept and destroys it otherwise. Neither share alone says anything about the key.
//!
//! ```text
//! 1 byte form | 80 bytes share sealed to the receiver | case, padded, ChaCha20-Poly1305 under both shares
//! ```

use crate::{OpenError, RegionKeys, SealError, random_bytes, sealing};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use vocabulary::{HandoverId, RegionId};
use zeroize::Zeroizing;

/// The form of the envelope described above.
const FORM: u8 = 1;
/// An encapsulated key, a share and a tag.
const SEALED_SHARE_BYTES: usize = 32 + 32 + 16;

/// Which hand-over the bytes belong to; they open in no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeContext {
    /// The hand-over.
    pub handover: HandoverId,
    /// The sender.
    pub from: RegionId,
    /// The receiver.
    pub to: RegionId,
}

impl EnvelopeContext {
    /// The use as sealing knows it. All parts have a fixed length, so no two contexts make the same text.
    fn info(&self, part: &str) -> Vec<u8> {
        let mut info = format!("schakelnet handover {part} {} {} ", self.from, self.to).into_bytes();
        info.extend_from_slice(&self.handover.to_bytes());
        info
    }
}

/// A case in its envelope, with the share that goes to the coordinator.
pub struct SealedCase {
    /// The envelope.
    pub envelope: Vec<u8>,
    /// The coordinator's share of the key.
    pub coordinator_share: [u8; 32],
}

impl std::fmt::Debug for SealedCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedCase({} bytes)", self.envelope.len())
    }
}

/// Puts a case into an envelope for the holder of the sealing key `to`.
///
/// # Errors
/// [`SealError`] when the key is none or the case is too large.
pub fn seal_case(to: &[u8; 32], context: &EnvelopeContext, case: &[u8]) -> Result<SealedCase, SealError> {
    let receiver_share = Zeroizing::new(random_bytes::<32>().map_err(|_| SealError::NoRandomness)?);
    let coordinator_share = random_bytes::<32>().map_err(|_| SealError::NoRandomness)?;
    let sealed_share = sealing::seal_unpadded(to, &context.info("share"), receiver_share.as_slice())?;
    let mut ciphertext = sealing::pad(case)?;
    content_key(&receiver_share, &coordinator_share)
        .seal_in_place_append_tag(only_nonce(), Aad::from(context.info("case")), &mut *ciphertext)
        .map_err(|_| SealError::TooLarge { size_bytes: case.len() })?;
    let envelope = [&[FORM], sealed_share.as_slice(), ciphertext.as_slice()].concat();
    Ok(SealedCase { envelope, coordinator_share })
}

/// Takes a case out of its envelope with both shares.
///
/// # Errors
/// [`OpenError`] when the envelope is for another region or hand-over, the share does not fit, or a byte was
/// changed.
pub fn open_case(
    keys: &RegionKeys,
    context: &EnvelopeContext,
    envelope: &[u8],
    coordinator_share: &[u8; 32],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let Some((&FORM, rest)) = envelope.split_first() else {
        return Err(OpenError::Malformed);
    };
    let (sealed_share, ciphertext) =
        rest.split_first_chunk::<SEALED_SHARE_BYTES>().ok_or(OpenError::Malformed)?;
    let share = keys.open_unpadded(&context.info("share"), sealed_share)?;
    let receiver_share = Zeroizing::new(share.as_slice().try_into().map_err(|_| OpenError::Malformed)?);
    let mut padded = Zeroizing::new(ciphertext.to_vec());
    let plaintext = content_key(&receiver_share, coordinator_share)
        .open_in_place(only_nonce(), Aad::from(context.info("case")), &mut padded)
        .map_err(|_| OpenError::NotForUs)?;
    sealing::unpad(plaintext)
}

fn content_key(receiver_share: &[u8; 32], coordinator_share: &[u8; 32]) -> LessSafeKey {
    let key: Zeroizing<[u8; 32]> =
        Zeroizing::new(std::array::from_fn(|at| receiver_share[at] ^ coordinator_share[at]));
    let key = UnboundKey::new(&CHACHA20_POLY1305, key.as_slice()).expect("the key has the cipher's 32 bytes");
    LessSafeKey::new(key)
}

/// Each key encrypts one case and never anything else, so one nonce is enough (RFC 8439, section 2.8: a nonce
/// must not repeat under the same key).
fn only_nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// Seals what the receiver may see before it decides.
///
/// # Errors
/// [`SealError`] when the key is none or the preview is too large.
pub fn seal_preview(to: &[u8; 32], context: &EnvelopeContext, preview: &[u8]) -> Result<Vec<u8>, SealError> {
    sealing::seal(to, &context.info("preview"), preview)
}

/// Opens what [`seal_preview`] sealed.
///
/// # Errors
/// [`OpenError`].
pub fn open_preview(
    keys: &RegionKeys,
    context: &EnvelopeContext,
    preview: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    keys.open(&context.info("preview"), preview)
}

/// Seals the note of a refusal to the sender of the hand-over; `to` is the sender's key.
///
/// # Errors
/// [`SealError`] when the key is none or the note is too large.
pub fn seal_note(to: &[u8; 32], context: &EnvelopeContext, note: &[u8]) -> Result<Vec<u8>, SealError> {
    sealing::seal(to, &context.info("note"), note)
}

/// Opens what [`seal_note`] sealed.
///
/// # Errors
/// [`OpenError`].
pub fn open_note(
    keys: &RegionKeys,
    context: &EnvelopeContext,
    note: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    keys.open(&context.info("note"), note)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> EnvelopeContext {
        EnvelopeContext {
            handover: HandoverId::from_bytes([5; 16]),
            from: RegionId::new("AM25").unwrap(),
            to: RegionId::new("AM24").unwrap(),
        }
    }

    #[test]
    fn a_case_opens_with_both_shares_and_with_neither_alone() {
        let receiver = RegionKeys::generate().unwrap();
        let sealed = seal_case(&receiver.sealing_key(), &context(), b"the case").unwrap();
        let opened = open_case(&receiver, &context(), &sealed.envelope, &sealed.coordinator_share).unwrap();
        assert_eq!(opened.as_slice(), b"the case");

        // The receiver without the coordinator's share: guessing it, or taking it for zeros.
        for share in
            [[0; 32], [7; 32], std::array::from_fn(|at| sealed.coordinator_share[at] ^ u8::from(at == 31))]
        {
            assert_eq!(open_case(&receiver, &context(), &sealed.envelope, &share), Err(OpenError::NotForUs));
        }
        // The coordinator without the receiver's key.
        let stranger = RegionKeys::generate().unwrap();
        let stolen = open_case(&stranger, &context(), &sealed.envelope, &sealed.coordinator_share);
        assert_eq!(stolen, Err(OpenError::NotForUs));
        assert!(!sealed.envelope.windows(8).any(|window| window == b"the case"));
    }

    #[test]
    fn an_envelope_opens_in_its_own_hand_over_only_and_unchanged_only() {
        let receiver = RegionKeys::generate().unwrap();
        let sealed = seal_case(&receiver.sealing_key(), &context(), b"the case").unwrap();
        let open = |context: &EnvelopeContext, envelope: &[u8]| {
            open_case(&receiver, context, envelope, &sealed.coordinator_share)
        };
        let mut other = context();
        other.handover = HandoverId::from_bytes([6; 16]);
        assert!(open(&other, &sealed.envelope).is_err());
        let mut other = context();
        other.from = RegionId::new("AM22").unwrap();
        assert!(open(&other, &sealed.envelope).is_err());
        for at in (0..sealed.envelope.len()).step_by(5).chain(0..100) {
            let mut flipped = sealed.envelope.clone();
            flipped[at] ^= 0x80;
            assert!(open(&context(), &flipped).is_err(), "byte {at}");
        }
        assert!(open(&context(), &sealed.envelope[..90]).is_err());
        assert!(open(&context(), &[]).is_err());
    }

    #[test]
    fn preview_and_note_are_not_interchangeable() {
        let receiver = RegionKeys::generate().unwrap();
        let preview = seal_preview(&receiver.sealing_key(), &context(), b"a preview").unwrap();
        assert_eq!(open_preview(&receiver, &context(), &preview).unwrap().as_slice(), b"a preview");
        assert_eq!(open_note(&receiver, &context(), &preview), Err(OpenError::NotForUs));
        let note = seal_note(&receiver.sealing_key(), &context(), b"a note").unwrap();
        assert_eq!(open_note(&receiver, &context(), &note).unwrap().as_slice(), b"a note");
        assert_eq!(open_preview(&receiver, &context(), &note), Err(OpenError::NotForUs));
    }

    #[test]
    fn two_cases_of_different_size_make_envelopes_of_one_size() {
        let key = RegionKeys::generate().unwrap().sealing_key();
        let small = seal_case(&key, &context(), &[1; 10]).unwrap();
        let larger = seal_case(&key, &context(), &[1; 900]).unwrap();
        assert_eq!(small.envelope.len(), larger.envelope.len());
        assert_ne!(small.coordinator_share, larger.coordinator_share);
    }
}
