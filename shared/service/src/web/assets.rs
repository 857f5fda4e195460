//! Style sheet and script: embedded, named after their content, compressed once, served as immutable.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::BTreeMap, io::Write};
use thiserror::Error;

/// The folder of the assets in addresses: `/assets/{name}` is to be routed to [`Assets::serve`].
pub const ASSETS_PATH: &str = "/assets/{name}";

/// A municipality's NL Design System theme: custom properties that go before our neutral defaults.
#[derive(Debug, Clone)]
pub struct Theme {
    css: String,
    class: Option<String>,
}

/// A theme file that cannot be used.
#[derive(Debug, Error)]
pub enum ThemeError {
    /// The file cannot be read.
    #[error("the theme file {path} cannot be read")]
    Read {
        /// The path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file reaches outside: the pages load nothing from elsewhere.
    #[error(
        "the theme file {path} loads `{what}`; a theme may only hold custom properties and rules of its own"
    )]
    Outside {
        /// The path.
        path: String,
        /// What it loads.
        what: String,
    },
}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// When it cannot be read or loads something from outside.
    pub fn load(path: &std::path::Path) -> Result<Self, ThemeError> {
        let shown = path.display().to_string();
        let css = std::fs::read_to_string(path)
            .map_err(|source| ThemeError::Read { path: shown.clone(), source })?;
        for what in ["@import", "http://", "https://", "url(//"] {
            if css.contains(what) {
                return Err(ThemeError::Outside { path: shown, what: what.to_owned() });
            }
        }
        Ok(Self::parse(css))
    }

    fn parse(css: String) -> Self {
        // NL Design System themes hang their tokens on a class such as `.utrecht-theme`: the pages then carry it.
        let class = css.split('.').skip(1).find_map(|rest| {
            let name: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
            (name.ends_with("-theme")).then_some(name)
        });
        Self { css, class }
    }
}

/// The embedded files of the pages.
#[derive(Debug)]
pub struct Assets {
    files: BTreeMap<String, File>,
    style: String,
    script: String,
    theme: Option<String>,
    theme_class: String,
}

#[derive(Debug)]
struct File {
    mime: &'static str,
    plain: Cow<'static, [u8]>,
    gzip: Vec<u8>,
    brotli: Vec<u8>,
}

const STYLE: &str = include_str!("../../assets/app.css");
const SCRIPT: &str = include_str!("../../assets/app.js");

impl Assets {
    /// The shared style sheet and script, with a theme on top.
    #[must_use]
    pub fn new(theme: Option<Theme>) -> Self {
        let mut assets = Self {
            files: BTreeMap::new(),
            style: String::new(),
            script: String::new(),
            theme: None,
            theme_class: String::new(),
        };
        assets.style = assets.add("app", "css", Cow::Borrowed(STYLE.as_bytes()));
        assets.script = assets.add("app", "js", Cow::Borrowed(SCRIPT.as_bytes()));
        if let Some(Theme { css, class }) = theme {
            assets.theme = Some(assets.add("theme", "css", Cow::Owned(css.into_bytes())));
            assets.theme_class = class.unwrap_or_default();
        }
        assets
    }

    /// The address of the style sheet.
    #[must_use]
    pub fn style(&self) -> &str {
        &self.style
    }

    /// The address of the script.
    #[must_use]
    pub fn script(&self) -> &str {
        &self.script
    }

    /// The address of the theme, when there is one.
    #[must_use]
    pub fn theme(&self) -> Option<&str> {
        self.theme.as_deref()
    }

    /// The class that the theme's tokens hang on, or nothing.
    #[must_use]
    pub fn theme_class(&self) -> &str {
        &self.theme_class
    }

    /// Answers a request for `name`, compressed as the browser likes best.
    #[must_use]
    pub fn serve(&self, name: &str, headers: &HeaderMap) -> Response {
        let Some(file) = self.files.get(name) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let accepted =
            headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let accepts =
            |coding: &str| accepted.split(',').any(|part| part.trim().split(';').next() == Some(coding));
        let (coding, bytes) = if accepts("br") {
            (Some("br"), file.brotli.clone())
        } else if accepts("gzip") {
            (Some("gzip"), file.gzip.clone())
        } else {
            (None, file.plain.to_vec())
        };
        let mut response = Response::new(Body::from(bytes));
        let answered = response.headers_mut();
        answered.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.mime));
        answered
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        answered.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(coding) = coding {
            answered.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }

    /// Adds a file and gives its address.
    fn add(&mut self, stem: &str, extension: &str, plain: Cow<'static, [u8]>) -> String {
        let hash = hex::encode(&Sha256::digest(&plain)[..6]);
        let name = format!("{stem}.{hash}.{extension}");
        let mime = match extension {
            "css" => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        };
        let (gzip, brotli) = (gzipped(&plain), brotlied(&plain));
        self.files.insert(name.clone(), File { mime, plain, gzip, brotli });
        format!("/assets/{name}")
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing into memory cannot fail")
}

fn brotlied(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)
        .expect("writing into memory cannot fail");
    compressed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(accept: &str) -> Option<String> {
        let assets = Assets::new(None);
        let name = assets.style().rsplit('/').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
        let response = assets.serve(&name, &headers);
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn an_asset_is_sent_in_the_best_coding_that_the_browser_takes() {
        assert_eq!(coding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(coding("gzip;q=0.8").as_deref(), Some("gzip"));
        assert_eq!(coding("identity"), None);
    }

    #[test]
    fn an_unknown_asset_is_not_found() {
        let response = Assets::new(None).serve("app.css", &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_script_stays_small() {
        assert!(SCRIPT.len() < 10_000, "{} bytes", SCRIPT.len());
    }

    #[test]
    fn a_theme_names_its_class_and_may_not_load_from_outside() {
        let theme = Theme::parse(".gemeente-theme { --basis-color-default-bg-document: white }".into());
        assert_eq!(theme.class.as_deref(), Some("gemeente-theme"));
        assert_eq!(Theme::parse(":root { --x: 1 }".into()).class, None);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("theme.css");
        std::fs::write(&path, "@import 'x'; .a-theme{}").unwrap();
        assert!(matches!(Theme::load(&path), Err(ThemeError::Outside { .. })));
        std::fs::write(&path, ".a-theme{}").unwrap();
        assert!(Theme::load(&path).is_ok());
    }
}
