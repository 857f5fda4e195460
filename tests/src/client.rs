//! A person at a keyboard, as far as the programs can tell: signs in and uses the `/v1` interface.

use anyhow::{Context, Result, bail};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};

/// How long one request may take before the story ends: far above what a calm machine needs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A signed-in user of one program.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

impl Client {
    /// Somebody who has not signed in at the program that listens on `address`.
    ///
    /// # Errors
    /// When no HTTP client can be made, which the TLS-less build rules out in practice.
    pub fn at(address: SocketAddr) -> Result<Self> {
        let http = reqwest::Client::builder().timeout(PATIENCE).build().context("making an HTTP client")?;
        Ok(Self { http, base: format!("http://{address}"), token: None })
    }

    /// Signs in and keeps the session.
    ///
    /// # Errors
    /// When the program refuses the name or password, with its own words.
    pub async fn sign_in(mut self, name: &str, password: &str) -> Result<Self> {
        let answer = self.post("/v1/sessions", &json!({ "name": name, "password": password })).await?;
        let token = answer["token"].as_str().context("the answer to a sign-in holds a token")?;
        self.token = Some(token.to_owned());
        Ok(self)
    }

    /// The address of a page or resource.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Reads a resource.
    ///
    /// # Errors
    /// When the program does not answer or refuses, with its own words.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.ask(Method::GET, path, None).await
    }

    /// Makes or does something.
    ///
    /// # Errors
    /// When the program does not answer or refuses, with its own words.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Asks without expecting success: status and body as they are.
    ///
    /// # Errors
    /// When the program does not answer.
    pub async fn try_ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<(StatusCode, String)> {
        let mut request = self.http.request(method.clone(), self.url(path));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.with_context(|| format!("{method} {path}: no answer"))?;
        let status = response.status();
        let text =
            response.text().await.with_context(|| format!("{method} {path}: the answer breaks off"))?;
        Ok((status, text))
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let (status, text) = self.try_ask(method.clone(), path, body).await?;
        if !status.is_success() {
            bail!("{method} {path} was refused with {status}: {text}");
        }
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text)
            .with_context(|| format!("{method} {path}: the answer is not JSON: {text}"))
    }
}
