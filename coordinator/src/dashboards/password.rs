//! Passwords of accounts: argon2id, as OWASP advises (19 MiB, two passes, the defaults of the library).

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

/// Passwords that are checked at a time, whoever asks: each check takes 19 MiB and a processor for a while.
const CHECKS_AT_A_TIME: usize = 3;
/// Whose turn it is. One for the program, because memory is the program's.
static CHECKS: Semaphore = Semaphore::const_new(CHECKS_AT_A_TIME);

/// The hash to store for a password, in PHC form with its own salt.
///
/// # Errors
/// When the operating system gives no randomness or the password is too long.
pub fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
}

/// Whether this is the password of the hash. Takes as long for a hash that does not exist (`None`), so that the
/// duration does not tell which names there are.
#[must_use]
pub fn fits(password: &str, hash: Option<&str>) -> bool {
    let stored = hash.and_then(|text| PasswordHash::new(text).ok());
    match stored {
        Some(stored) => Argon2::default().verify_password(password.as_bytes(), &stored).is_ok(),
        None => {
            drop(Argon2::default().hash_password(password.as_bytes()));
            false
        }
    }
}

/// As [`fits`], off the async threads, when it is its turn.
pub async fn fits_in_turn(password: String, hash: Option<String>) -> bool {
    let Ok(turn) = CHECKS.acquire().await else { return false };
    let check = tokio::task::spawn_blocking(move || {
        // The turn ends with the check, also when nobody waits for its answer any more.
        let _turn = turn;
        fits(&password, hash.as_deref())
    });
    check.await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_fits_its_hash() {
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(fits("correct horse", Some(&stored)));
        assert!(!fits("correct horse ", Some(&stored)));
        assert!(!fits("correct horse", None));
        assert_ne!(stored, hash("correct horse").unwrap());
    }
}
