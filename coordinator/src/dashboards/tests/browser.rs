//! A browser, or a program, over the made-up network.

use super::{
    coordinator::{
        config::Config,
        dashboards::{Dashboards, api, router},
    },
    sample::{self, Sample},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use service::{
    clock::ManualClock,
    web::api_audit::{Answer, Description},
};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tower::ServiceExt;

/// What the interface says of itself; every answer that a program gets is held against it.
pub(super) static DESCRIPTION: LazyLock<Description> =
    LazyLock::new(|| Description::parse(&api::description()).unwrap());

/// Pages over the sample, with somebody signed in or not.
pub(super) struct Browser {
    pub(super) router: Router,
    pub(super) sample: Arc<Sample>,
    pub(super) clock: Arc<ManualClock>,
    pub(super) cookie: String,
    _folder: TempDir,
}

pub(super) struct Seen {
    pub(super) status: StatusCode,
    pub(super) headers: header::HeaderMap,
    pub(super) text: String,
}

impl Browser {
    pub(super) fn new(regions: usize, settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = Arc::new(Sample::new(regions));
        let clock = Arc::new(ManualClock::at(sample::now()));
        let path = folder.path().join("coordinator.toml");
        let whole = format!("data_dir = '.'\n[replica]\nid = 1\naddress = 'localhost:8450'\n{settings}");
        std::fs::write(&path, whole).unwrap();
        let config = Config::load(&path).unwrap();
        let pages = Dashboards::open(Arc::clone(&sample) as _, Arc::clone(&clock) as _, &config).unwrap();
        Self { router: router(pages), sample, clock, cookie: String::new(), _folder: folder }
    }

    pub(super) async fn signed_in(regions: usize, name: &str) -> Self {
        Self::signed_in_with(regions, name, "").await
    }

    pub(super) async fn signed_in_with(regions: usize, name: &str, settings: &str) -> Self {
        let mut browser = Self::new(regions, settings);
        let seen = browser
            .post("/aanmelden", &format!("name={name}&password=a+long+pass+phrase&to=%2Fnetwerk"))
            .await;
        assert_eq!((seen.status, seen.header("location")), (StatusCode::SEE_OTHER, "/netwerk"));
        let cookie = seen.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    pub(super) async fn get(&self, address: &str) -> Seen {
        self.send(Request::get(address).header("cookie", &self.cookie).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&self, address: &str, body: &str) -> Seen {
        let request = Request::post(address)
            .header("cookie", &self.cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()));
        self.send(request.unwrap()).await
    }

    /// Fills in the form of a page with its own token, as a browser does.
    pub(super) async fn submit(&self, address: &str, fields: &str) -> Seen {
        let form = self.get(address).await.text;
        let csrf = form.split("name=\"csrf\" value=\"").last().unwrap().split('"').next().unwrap().to_owned();
        self.post(address, &format!("csrf={csrf}&{fields}")).await
    }

    pub(super) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Seen {
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        if path.starts_with("/v1/") {
            let content_type = headers.get("content-type").map_or("", |kind| kind.to_str().unwrap());
            let (method, path, body) = (method.as_str(), path.as_str(), &bytes[..]);
            let answer = Answer { method, path, status: status.as_u16(), content_type, body };
            let differences = DESCRIPTION.differences(&answer);
            assert!(differences.is_empty(), "{differences:#?}");
        }
        Seen { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub(super) fn has(&self, text: &str) {
        assert!(self.text.contains(text), "`{text}` is not on the page ({}):\n{}", self.status, self.text);
    }
}
