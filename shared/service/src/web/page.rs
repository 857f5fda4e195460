//! The frame of a page: whose site it is, where the reader is, who is signed in.

use super::{
    assets::Assets,
    components::Tag,
    format::dutch_day,
    locale::{LANGUAGE_NAME, Locale},
    translator::{Catalogue, Translator, Value},
};
use axum::{
    extract::FromRequestParts,
    http::{Uri, request::Parts},
};
use jiff::{Timestamp, civil::Date};
use std::{convert::Infallible, sync::Arc};

/// A small value or references to one: templates hand values over in any of these ways.
pub trait Plain<T> {
    /// The value.
    fn plain(self) -> T;
}

impl<T: Copy> Plain<T> for T {
    fn plain(self) -> T {
        self
    }
}

impl<T: Copy> Plain<T> for &T {
    fn plain(self) -> T {
        *self
    }
}

impl<T: Copy> Plain<T> for &&T {
    fn plain(self) -> T {
        **self
    }
}

/// What is the same on every page of a running program.
#[derive(Debug, Clone)]
pub struct Site {
    /// The network's name, such as *Zij-instroom*.
    pub network: String,
    /// The region's name, or *Landelijk*.
    pub place: String,
    /// The program's version, for the footer.
    pub version: String,
    /// Style sheets and script.
    pub assets: Arc<Assets>,
    /// The words.
    pub catalogue: Arc<Catalogue>,
    /// Whether the clock is a simulated one: then every page says so.
    pub simulated_clock: bool,
}

/// What a page needs of the request: its language and its address.
#[derive(Debug, Clone)]
pub struct PageRequest {
    /// The language to speak.
    pub locale: Locale,
    /// Path and query as asked.
    pub uri: Uri,
}

impl<S: Send + Sync> FromRequestParts<S> for PageRequest {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self { locale: Locale::of_request(&parts.uri, &parts.headers), uri: parts.uri.clone() })
    }
}

/// One entry of the main menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationItem {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: String,
}

/// The search field of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchBox {
    /// The page that answers the form (POST, field `q`): what is searched for, such as a name, stands in no address.
    pub action: String,
    /// What can be searched, read out as the field's label.
    pub label: String,
    /// What is filled in now.
    pub query: String,
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account's name.
    pub name: String,
    /// What the person is, in the page's language.
    pub role: String,
    /// The session's CSRF token, for forms.
    pub csrf: String,
    /// Where the sign-out form posts to.
    pub sign_out: String,
}

/// A step of the breadcrumb; the page itself is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: String,
}

/// How a message at the top of a page is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Info,
    /// Something was done.
    Good,
    /// Something needs attention.
    Warning,
    /// Something failed.
    Bad,
}

impl Tone {
    /// The name in class names and of the word that goes before the message.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// A message above the content, with at most one thing to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// Address and text of the next step.
    pub link: Option<(String, String)>,
}

/// Everything that `layout.html` shows around a page's own content.
#[derive(Debug, Clone)]
pub struct Page {
    /// The site.
    pub site: Arc<Site>,
    /// Speaks the page's language.
    pub translator: Translator,
    /// Path and query of the page.
    pub uri: Uri,
    /// The time of rendering.
    pub now: Timestamp,
    /// The `h1`, and the first part of `<title>`.
    pub title: String,
    /// The pages above this one.
    pub trail: Vec<Crumb>,
    /// The main menu.
    pub navigation: Vec<NavigationItem>,
    /// The header's search field.
    pub search: Option<SearchBox>,
    /// Who is signed in.
    pub account: Option<Account>,
    /// Messages above the content.
    pub notices: Vec<Notice>,
    /// Where the page listens for changes (`text/event-stream`).
    pub live: Option<String>,
    /// What a printed copy says under its title, such as the filter in force.
    pub print_note: String,
    /// Whether every print is marked as confidential.
    pub confidential: bool,
}

impl Page {
    /// A page without menu, search or account, titled with the text of `title_key`.
    #[must_use]
    pub fn new(site: &Arc<Site>, request: &PageRequest, now: Timestamp, title_key: &str) -> Self {
        let translator = Translator::new(Arc::clone(&site.catalogue), request.locale);
        Self {
            site: Arc::clone(site),
            title: translator.say(title_key),
            translator,
            uri: request.uri.clone(),
            now,
            trail: Vec::new(),
            navigation: Vec::new(),
            search: None,
            account: None,
            notices: Vec::new(),
            live: None,
            print_note: String::new(),
            confidential: false,
        }
    }

    /// Another title, such as a name.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Puts a page above this one in the breadcrumb, outermost first.
    #[must_use]
    pub fn under(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.trail.push(Crumb { href: href.into(), label: label.into() });
        self
    }

    /// Adds an entry to the main menu.
    #[must_use]
    pub fn with_navigation(mut self, href: &str, label_key: &str) -> Self {
        let label = self.translator.say(label_key);
        self.navigation.push(NavigationItem { href: href.to_owned(), label });
        self
    }

    /// Says who is signed in.
    #[must_use]
    pub fn with_account(mut self, account: Account) -> Self {
        self.account = Some(account);
        self
    }

    /// Adds a message above the content.
    #[must_use]
    pub fn with_notice(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.notices.push(Notice { tone, text: text.into(), link: None });
        self
    }

    /// The language of the page.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.translator.locale()
    }

    /// The text for `key`.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.translator.say(key)
    }

    /// The text for `key` with values filled in.
    #[must_use]
    pub fn say_with(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.translator.say_with(key, values)
    }

    /// The text for `key` with the number `$n`.
    #[must_use]
    pub fn count(&self, key: &str, n: impl Into<Value>) -> String {
        self.translator.say_with(key, &[("n", n.into())])
    }

    /// The text for `key` with the text `$name`.
    #[must_use]
    pub fn name(&self, key: &str, name: impl Into<Value>) -> String {
        self.translator.say_with(key, &[("name", name.into())])
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, number: impl Into<Value>) -> String {
        match number.into() {
            Value::Number(number) => self.locale().decimal(number, 0),
            Value::Text(text) => text,
        }
    }

    /// A number with decimals.
    #[must_use]
    pub fn decimal(&self, number: impl Plain<f64>, decimals: usize) -> String {
        self.locale().decimal(number.plain(), decimals)
    }

    /// A share between 0 and 1 as a percentage.
    #[must_use]
    pub fn percentage(&self, share: impl Plain<f64>) -> String {
        self.locale().percentage(share.plain())
    }

    /// A size in bytes.
    #[must_use]
    pub fn size(&self, bytes: impl Plain<u64>) -> String {
        self.locale().size(bytes.plain())
    }

    /// A day.
    #[must_use]
    pub fn date(&self, date: impl Plain<Date>) -> String {
        self.locale().date(date.plain())
    }

    /// An instant.
    #[must_use]
    pub fn date_time(&self, at: impl Plain<Timestamp>) -> String {
        self.locale().date_time(at.plain())
    }

    /// Today in the Netherlands.
    #[must_use]
    pub fn today(&self) -> Date {
        dutch_day(self.now)
    }

    /// Whether a menu entry leads to this page or one below it.
    #[must_use]
    pub fn is_here(&self, href: &str) -> bool {
        let path = self.uri.path();
        path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
    }

    /// This page in the other language.
    #[must_use]
    pub fn other_language_href(&self) -> String {
        let kept = self.uri.query().unwrap_or_default().split('&').filter(|pair| {
            !pair.is_empty() && pair.split_once('=').map_or(*pair, |(name, _)| name) != LANGUAGE_NAME
        });
        let mut href = format!("{}?", self.uri.path());
        for pair in kept {
            href.push_str(pair);
            href.push('&');
        }
        href + LANGUAGE_NAME + "=" + self.locale().other().tag()
    }

    /// The session's CSRF token, or nothing for a reader who has not signed in.
    #[must_use]
    pub fn csrf(&self) -> &str {
        self.account.as_ref().map_or("", |account| &account.csrf)
    }

    /// What a print says: when, by whom, of what.
    #[must_use]
    pub fn print_line(&self) -> String {
        let when = self.date_time(self.now);
        let mut line = match &self.account {
            Some(account) => {
                self.say_with("print-line", &[("when", when.into()), ("who", account.name.as_str().into())])
            }
            None => self.say_with("print-line-anonymous", &[("when", when.into())]),
        };
        for part in [self.print_note.clone(), self.confidential_word()] {
            if !part.is_empty() {
                line.push_str(" · ");
                line.push_str(&part);
            }
        }
        line
    }

    /// A tag that says whether `due` is past, today or later.
    #[must_use]
    pub fn due_tag(&self, due: impl Plain<Date>) -> Tag {
        let due = due.plain();
        let today = self.today();
        let days = (due - today).get_days();
        match days {
            ..0 => Tag::late(self.count("due-late", -days)),
            0 => Tag::waiting(self.say("due-today")),
            _ => Tag::plain(self.name("due-on", self.date(due))),
        }
    }

    /// The word before a message.
    #[must_use]
    pub fn tone_word(&self, tone: impl Plain<Tone>) -> String {
        self.say(match tone.plain() {
            Tone::Info => "tone-info",
            Tone::Good => "tone-good",
            Tone::Warning => "tone-warning",
            Tone::Bad => "tone-bad",
        })
    }

    fn confidential_word(&self) -> String {
        if self.confidential { self.say("confidential") } else { String::new() }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn sample_page(locale: Locale, uri: &str) -> Page {
        let site = Arc::new(Site {
            network: "Zij-instroom".into(),
            place: "Zeeland".into(),
            version: "0.1.0".into(),
            assets: Arc::new(Assets::new(None)),
            catalogue: Arc::new(Catalogue::new(&[]).unwrap()),
            simulated_clock: true,
        });
        let request = PageRequest { locale, uri: uri.parse().unwrap() };
        Page::new(&site, &request, "2026-11-24T09:00:00Z".parse().unwrap(), "help")
    }

    #[test]
    fn the_language_link_keeps_the_rest_of_the_address() {
        let href = |uri: &str| sample_page(Locale::Nl, uri).other_language_href();
        assert_eq!(href("/kandidaten?q=zorg&taal=nl&stap=3"), "/kandidaten?q=zorg&stap=3&taal=en");
        assert_eq!(href("/"), "/?taal=en");
    }

    #[test]
    fn a_menu_entry_is_current_on_its_page_and_below_but_not_beside() {
        let page = sample_page(Locale::Nl, "/kandidaten/1?x=2");
        assert!(page.is_here("/kandidaten"));
        assert!(!page.is_here("/"));
        assert!(!page.is_here("/kandi"));
    }
}
