//! Style sheet and script: embedded, named after their content, compressed once, served as immutable.

use super::theme::Theme;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::BTreeMap, io::Write};

/// The folder of the assets in addresses: `/assets/{name}` is to be routed to [`Assets::serve`].
pub const ASSETS_PATH: &str = "/assets/{name}";

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

pub(super) const STYLE: &str = include_str!("../../assets/app.css");
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
}
