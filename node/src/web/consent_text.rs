//! What is written down of the text that a person agrees to before a case is handed over: the same text whether a
//! page shows it or a program reads it out.

use crate::domain::consent::ConsentText;
use service::web::translator::Translator;
use sha2::{Digest, Sha256};

/// The version of the text; a change of it makes a new one. Old versions stay in the consents given to them.
const HANDOVER_VERSION: &str = "handover-1";

/// Version, hash and language of the text for a hand-over.
#[must_use]
pub fn handover(translator: &Translator) -> ConsentText {
    ConsentText {
        version: HANDOVER_VERSION.to_owned(),
        sha256: Sha256::digest(translator.say("consent-intro").as_bytes()).into(),
        language: translator.locale().tag().to_owned(),
    }
}
