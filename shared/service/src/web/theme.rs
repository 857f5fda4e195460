//! A municipality's NL Design System theme: custom properties that go before our neutral defaults.
//!
//! A theme restyles every page, so it is looked at before it is used: it loads nothing from elsewhere, and text stays
//! readable in its colours. Comments and embedded pictures may say what they like.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// A theme file that can be used.
#[derive(Debug, Clone)]
pub struct Theme {
    pub(super) css: String,
    pub(super) class: Option<String>,
}

/// A theme file that cannot be used.
#[derive(Debug, Error)]
pub enum ThemeError {
    /// The file cannot be read.
    #[error("the theme file {path} cannot be read")]
    Read {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file reaches outside: the pages load nothing from elsewhere.
    #[error(
        "the theme file {path} loads `{what}`; a theme may only hold custom properties and rules of its own"
    )]
    Outside {
        /// The path.
        path: PathBuf,
        /// What it loads.
        what: String,
    },
    /// Text cannot be read well in its colours.
    #[error("text cannot be read well with the theme file {path}: {what}")]
    Contrast {
        /// The path.
        path: PathBuf,
        /// Which colours, and how much they differ.
        what: String,
    },
}

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// Text and ground as `app.css` puts one on the other, without `--basis-color-`.
const TEXT_ON_GROUND: &[(&str, &str)] = &[
    ("default-color-document", "default-bg-document"),
    ("default-color-document", "default-bg-subtle"),
    ("default-color-document", "accent-1-bg-default"),
    ("default-color-document", "info-bg-subtle"),
    ("default-color-document", "positive-bg-subtle"),
    ("default-color-document", "warning-bg-subtle"),
    ("default-color-document", "negative-bg-subtle"),
    ("default-color-default", "default-bg-document"),
    ("default-color-default", "default-bg-subtle"),
    ("accent-1-inverse-color-default", "accent-1-inverse-bg-default"),
    ("action-1-color-default", "default-bg-document"),
    ("action-1-color-default", "default-bg-subtle"),
    ("action-1-color-default", "accent-1-bg-default"),
    ("action-1-color-hover", "default-bg-document"),
    ("action-1-color-hover", "default-bg-subtle"),
    ("action-1-inverse-color-default", "action-1-inverse-bg-default"),
    ("action-1-inverse-color-default", "action-1-inverse-bg-hover"),
    ("info-color-default", "info-bg-subtle"),
    ("positive-color-default", "positive-bg-subtle"),
    ("positive-color-default", "default-bg-document"),
    ("warning-color-default", "warning-bg-subtle"),
    ("negative-color-default", "negative-bg-subtle"),
    ("negative-color-default", "default-bg-document"),
];

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// When it cannot be read, loads something from outside, or makes text hard to read.
    pub fn load(path: &Path) -> Result<Self, ThemeError> {
        let path = path.to_owned();
        let css = match std::fs::read_to_string(&path) {
            Ok(css) => css,
            Err(source) => return Err(ThemeError::Read { path, source }),
        };
        let bare = without_comments(&css);
        if let Some(what) = loaded_from_outside(&bare) {
            return Err(ThemeError::Outside { path, what });
        }
        let mut properties = properties(&without_comments(super::assets::STYLE));
        properties.extend(self::properties(&bare));
        if let Some(what) = hard_to_read(&properties) {
            return Err(ThemeError::Contrast { path, what });
        }
        let class = class(&bare);
        Ok(Self { css, class })
    }
}

/// NL Design System themes hang their tokens on a class such as `.utrecht-theme`: the pages then carry it.
fn class(css: &str) -> Option<String> {
    css.split('.').skip(1).find_map(|rest| {
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        (name.ends_with("-theme")).then_some(name)
    })
}

fn without_comments(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        bare.push(' ');
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    bare + rest
}

/// The first thing that is not in the file itself nor a file beside the pages.
fn loaded_from_outside(css: &str) -> Option<String> {
    let lower = css.to_ascii_lowercase();
    if lower.contains("@import") {
        return Some("@import".to_owned());
    }
    ["url(", "src(", "image-set("].into_iter().find_map(|function| {
        lower.split(function).skip(1).find_map(|after| {
            let address = after.trim_start().trim_start_matches(['"', '\'']);
            let address: String = address.chars().take_while(|c| !matches!(c, '"' | '\'' | ')')).collect();
            let is_own = address.starts_with("data:") || address.starts_with('#');
            let leaves = address.starts_with("//") || address.split('/').next().unwrap_or("").contains(':');
            (leaves && !is_own).then(|| format!("{function}{}", address.chars().take(60).collect::<String>()))
        })
    })
}

/// Every custom property, the last one said; those for a dark screen are left out, the pages have none.
fn properties(css: &str) -> BTreeMap<String, String> {
    let mut properties = BTreeMap::new();
    let mut dark: Vec<bool> = Vec::new();
    let mut start = 0;
    for (place, character) in css.char_indices() {
        let said = &css[start..place];
        match character {
            '{' => dark.push(said.contains("dark")),
            ';' | '}' => {
                let declared = said.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
                if let Some((name, value)) = declared.filter(|(name, _)| name.starts_with("--"))
                    && !dark.contains(&true)
                {
                    properties.insert(name.to_owned(), value.to_owned());
                }
                if character == '}' {
                    dark.pop();
                }
            }
            _ => continue,
        }
        start = place + character.len_utf8();
    }
    properties
}

/// The first text whose colour is too like its ground. A colour that is written in a way that is not known here is
/// left to the eye.
fn hard_to_read(properties: &BTreeMap<String, String>) -> Option<String> {
    TEXT_ON_GROUND.iter().find_map(|(text, ground)| {
        let (text, ground) = (format!("--basis-color-{text}"), format!("--basis-color-{ground}"));
        let contrast = contrast(colour(properties, &text)?, colour(properties, &ground)?);
        (contrast < LEAST_CONTRAST).then(|| {
            format!(
                "{text} on {ground} has a contrast of {contrast:.2} and needs {LEAST_CONTRAST} (WCAG 1.4.3)"
            )
        })
    })
}

type Rgb = [f64; 3];

fn colour(properties: &BTreeMap<String, String>, name: &str) -> Option<Rgb> {
    let mut value = properties.get(name)?.as_str();
    // A token may stand for another one; ten in a row is a circle.
    for _ in 0..10 {
        let Some(inner) = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) else {
            return read_colour(value);
        };
        let (token, otherwise) = inner.split_once(',').unwrap_or((inner, ""));
        value = properties.get(token.trim()).map_or(otherwise.trim(), String::as_str);
    }
    None
}

/// A colour without transparency, in the ways that tokens write it: `#rgb`, `#rrggbb`, `rgb(…)`, black and white.
fn read_colour(text: &str) -> Option<Rgb> {
    let text = text.to_ascii_lowercase();
    let hex = |text: &str| u8::from_str_radix(text, 16).ok().map(f64::from);
    if let Some(digits) = text.strip_prefix('#').filter(|digits| digits.is_ascii()) {
        let of = |place: usize| match digits.len() {
            3 => hex(&digits[place..=place].repeat(2)),
            6 => hex(&digits[place * 2..place * 2 + 2]),
            _ => None,
        };
        return Some([of(0)?, of(1)?, of(2)?]);
    }
    if let Some(parts) = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let parts: Vec<f64> = parts
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .filter_map(|part| part.parse().ok())
            .collect();
        return parts.try_into().ok();
    }
    match text.as_str() {
        "white" => Some([255.0; 3]),
        "black" => Some([0.0; 3]),
        _ => None,
    }
}

/// The contrast ratio of two colours (WCAG 2.2, definitions of contrast ratio and relative luminance).
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let linear = colour.map(|channel| {
            let share = channel / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(css: &str) -> Result<Theme, ThemeError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("theme.css");
        std::fs::write(&path, css).unwrap();
        Theme::load(&path)
    }

    #[test]
    fn a_theme_may_not_load_from_outside_whatever_its_spelling() {
        for outside in [
            "@import 'x';",
            "@IMPORT url(x.css);",
            ".a-theme { background: url(https://elsewhere.example/x.png) }",
            ".a-theme { background: URL( \"//elsewhere.example/x.png\" ) }",
            "@font-face { src: url('http://elsewhere.example/x.woff2') }",
            ".a-theme { background: image-set('https://elsewhere.example/x.png' 1x) }",
        ] {
            assert!(matches!(load(outside), Err(ThemeError::Outside { .. })), "{outside}");
        }
    }

    #[test]
    fn a_licence_comment_or_an_embedded_picture_is_no_load() {
        let theme = load(
            "/* EUPL-1.2, see https://joinup.ec.europa.eu/; no @import here, nor .another-theme */
             .gemeente-theme {
               --basis-color-default-bg-document: #fefefe;
               --gemeente-icon: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\");
               --gemeente-mask: url(#mask); --gemeente-font: url(../fonts/a.woff2);
             }",
        );
        assert_eq!(theme.unwrap().class.as_deref(), Some("gemeente-theme"));
        assert_eq!(load(":root { --x: 1 }").unwrap().class, None);
    }

    #[test]
    fn text_that_is_hard_to_read_is_refused_with_the_two_colours() {
        let pale = ".a-theme { --basis-color-default-color-document: #999 }";
        let Err(ThemeError::Contrast { what, .. }) = load(pale) else { panic!("it is too pale") };
        assert!(what.contains("default-color-document on --basis-color-default-bg-document"), "{what}");
        assert!(what.contains("2.85"), "{what}");
        let by_token =
            ".a-theme { --a-grey: rgb(150, 150, 150); --basis-color-action-1-color-default: var(--a-grey) }";
        assert!(matches!(load(by_token), Err(ThemeError::Contrast { .. })));
        let on_ground = ".a-theme { --basis-color-accent-1-inverse-bg-default: #ffe600 }";
        assert!(matches!(load(on_ground), Err(ThemeError::Contrast { .. })), "white on yellow");
        let both = ".a-theme { --basis-color-accent-1-inverse-bg-default: #ffe600;
                               --basis-color-accent-1-inverse-color-default: black }";
        assert!(load(both).is_ok(), "the contrast: black on yellow");
        let dark =
            "@media (prefers-color-scheme: dark) { .a-theme { --basis-color-default-bg-document: #000 } }";
        assert!(load(dark).is_ok(), "the pages have no dark look");
    }

    #[test]
    fn our_own_colours_are_readable_and_all_of_them_are_looked_at() {
        let own = properties(&without_comments(super::super::assets::STYLE));
        assert_eq!(hard_to_read(&own), None);
        for (text, ground) in TEXT_ON_GROUND {
            for token in [text, ground] {
                assert!(colour(&own, &format!("--basis-color-{token}")).is_some(), "{token}");
            }
        }
        assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 1e-9);
    }
}
