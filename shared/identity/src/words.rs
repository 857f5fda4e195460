//! Six words that two people compare over the telephone: the same at both ends exactly when both ends mean the
//! same network, region and keys. 66 bits, from the English word list of BIP 39.

use sha2::{Digest as _, Sha256};
use vocabulary::RegionId;

/// The six words of a request to join.
#[must_use]
pub fn six_words(
    ca_fingerprint: &[u8; 32],
    region: &RegionId,
    signing_key: &[u8; 32],
    sealing_key: &[u8; 32],
    tls_spki: &[u8],
) -> [&'static str; 6] {
    let mut hash = Sha256::new();
    let parts: [&[u8]; 6] = [
        b"schakelnet six words",
        ca_fingerprint,
        region.as_str().as_bytes(),
        signing_key,
        sealing_key,
        tls_spki,
    ];
    for part in parts {
        // The length in front keeps the parts apart.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let list = bip39::Language::English.word_list();
    std::array::from_fn(|word| list[eleven_bits(&digest, 11 * word)])
}

/// Eleven bits of the digest, from bit `at`.
fn eleven_bits(digest: &[u8; 32], at: usize) -> usize {
    (at..at + 11).fold(0, |value, bit| {
        let set = digest[bit / 8] >> (7 - bit % 8) & 1;
        value << 1 | usize::from(set)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_change_with_every_part_that_they_stand_for() {
        let region = RegionId::new("AM24").unwrap();
        let words = six_words(&[1; 32], &region, &[2; 32], &[3; 32], b"tls");
        assert_eq!(words, six_words(&[1; 32], &region, &[2; 32], &[3; 32], b"tls"));
        let others = [
            six_words(&[9; 32], &region, &[2; 32], &[3; 32], b"tls"),
            six_words(&[1; 32], &RegionId::new("AM25").unwrap(), &[2; 32], &[3; 32], b"tls"),
            six_words(&[1; 32], &region, &[9; 32], &[3; 32], b"tls"),
            six_words(&[1; 32], &region, &[2; 32], &[9; 32], b"tls"),
            six_words(&[1; 32], &region, &[2; 32], &[3; 32], b"tlt"),
        ];
        for other in others {
            assert_ne!(other, words);
        }
    }

    #[test]
    fn eleven_bits_are_taken_in_order() {
        let mut digest = [0; 32];
        digest[1] = 0b0010_0000;
        assert_eq!(eleven_bits(&digest, 0), 1);
        assert_eq!(eleven_bits(&digest, 10), 1 << 10);
        assert_eq!(eleven_bits(&[0xFF; 32], 55), 2047);
    }
}
