//! What is typed in a search box: text, or not.

use super::error::{FieldError, WebError};
use vocabulary::text::is_readable;

/// Refuses a text that nobody types, such as the bytes of a file, in place of answering that nothing was found.
///
/// # Errors
/// With a sentence at the field, when it has many control characters or bytes that are no text.
pub fn readable(field: &str, text: String) -> Result<String, WebError> {
    if is_readable(&text) {
        return Ok(text);
    }
    let (nl, en) = (
        "Dit is geen tekst waarop gezocht kan worden. Typ een of meer woorden.",
        "This is not text that can be searched. Type one word or more.",
    );
    Err(WebError::invalid(vec![FieldError::new(field, nl, en)]))
}
