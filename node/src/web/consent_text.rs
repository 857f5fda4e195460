//! The text that a person agrees to before a case is handed over, in both languages. A changed text is a new
//! version; old versions stay in the consents that were given to them.

use crate::domain::consent::ConsentText;
use service::web::locale::Locale;
use sha2::{Digest, Sha256};

/// The version of the texts below.
const HANDOVER_VERSION: &str = "handover-1";

const HANDOVER_NL: &str = "Ik ga ermee akkoord dat mijn traject wordt overgedragen aan de genoemde regio, met de \
    genoemde delen van mijn dossier en geen andere. Die regio kan het dossier pas lezen als zij het traject \
    aanneemt. Ik kan deze toestemming intrekken zolang het traject niet is aangenomen.";
const HANDOVER_EN: &str = "I agree that my case is handed over to the region named here, with the parts of my file \
    named here and no others. That region can read the file only once it takes the case. I can withdraw this \
    consent as long as the case has not been taken.";

/// The words that are read out or shown for a hand-over.
#[must_use]
pub const fn handover_words(locale: Locale) -> &'static str {
    match locale {
        Locale::Nl => HANDOVER_NL,
        Locale::En => HANDOVER_EN,
    }
}

/// What is written down of these words: version, hash and language.
#[must_use]
pub fn handover(locale: Locale) -> ConsentText {
    ConsentText {
        version: HANDOVER_VERSION.to_owned(),
        sha256: Sha256::digest(handover_words(locale).as_bytes()).into(),
        language: locale.tag().to_owned(),
    }
}
