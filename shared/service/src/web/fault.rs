//! The page for what went wrong: what happened, what is kept, what to do next.

use super::page::Page;
use askama::Template;

/// A page for an error, with a next step.
#[derive(Debug, Template)]
#[template(path = "fault.html")]
pub struct FaultPage {
    /// The frame; its title says what happened.
    pub page: Page,
    /// What it means, and what is kept.
    pub explanation: String,
    /// What the reader can do: address and text.
    pub next_steps: Vec<(String, String)>,
    /// What to name when asking for help; empty when there is none.
    pub reference: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{locale::Locale, page::tests::sample_page};

    #[test]
    fn an_error_page_offers_a_next_step_and_keeps_the_frame() {
        for locale in Locale::ALL {
            let html = FaultPage {
                page: sample_page(locale, "/x?a=b").titled("Niet gevonden"),
                explanation: "<script>".into(),
                next_steps: vec![("/".into(), "Verder".into())],
                reference: "abc".into(),
            }
            .render()
            .unwrap();
            assert!(html.contains(&format!("<html lang=\"{}\"", locale.tag())), "{html}");
            assert!(html.contains("<h1>Niet gevonden</h1>") && html.contains(r#"<a href="/">Verder</a>"#));
            assert!(!html.contains("<script>") && !html.contains(" style=") && !html.contains('⟦'), "{html}");
        }
    }
}
