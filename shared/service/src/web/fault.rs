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
    use crate::web::{assets::Assets, locale::Locale, page::tests::sample_page, theme::Theme};
    use std::sync::Arc;

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

    #[test]
    fn a_page_wears_the_theme_of_its_municipality_after_our_own_look() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("theme.css");
        let css = "/* https://example.nl/licence */ .gemeente-theme { --basis-color-action-1-color-default: #7a0019 }";
        std::fs::write(&path, css).unwrap();
        let mut page = sample_page(Locale::Nl, "/x");
        let site = Arc::make_mut(&mut page.site);
        site.assets = Arc::new(Assets::new(Some(Theme::load(&path).unwrap())));
        let assets = Arc::clone(&site.assets);
        let page =
            FaultPage { page, explanation: String::new(), next_steps: Vec::new(), reference: String::new() };
        let html = page.render().unwrap();
        assert!(html.contains(r#"<html lang="nl" class="gemeente-theme">"#), "{html}");
        let place =
            |address: &str| html.find(&format!(r#"<link rel="stylesheet" href="{address}">"#)).unwrap();
        assert!(place(assets.style()) < place(assets.theme().unwrap()), "the theme goes before");
        let name = assets.theme().unwrap().rsplit('/').next().unwrap();
        assert_eq!(assets.serve(name, &axum::http::HeaderMap::new()).status(), axum::http::StatusCode::OK);
    }
}
