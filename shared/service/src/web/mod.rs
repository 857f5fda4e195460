//! What the pages of node and coordinator share: look, layout, languages, forms, assets, security headers.
//!
//! Not here: any page of one program, sessions, authorization. The rule that holds: every page is complete without
//! JavaScript, holds no inline style or script, says everything through the catalogue (Dutch first, English
//! complete), and has one `h1`.
//!
//! # How a page is made
//!
//! 1. A struct with the facts the page shows (texts, numbers, dates, enums; no storage, no HTML) and a field
//!    `page: Page`, with `#[derive(askama::Template)] #[template(path = "regions.html")]`.
//! 2. A template that begins with `{% extends "layout.html" %}` and fills `{% block content %}`. The layout prints
//!    the `h1` from [`page::Page::title`]; a page that needs more beside it fills `{% block beside_title %}`.
//! 3. Words: `{{ page.say("regions-intro") }}`, with a number `{{ page.count("regions-shown", rows.len()) }}`, with
//!    more in Rust through [`page::Page::say_with`]. Keys stand in quotes in full, so that
//!    [`catalogue_audit`] can find missing and unused ones. Numbers and dates: `page.number(n)`, `page.decimal(x, 1)`,
//!    `page.date(d)`, `page.date_time(t)`.
//! 4. A form: build a [`form::Form`] and write `{% include "form.html" %}` (the template needs a field `form`);
//!    errors, kept values, focus links and the CSRF token come with it.
//! 5. Parts that print themselves: [`components::Tag`], [`components::Meter`], [`components::Mark`].
//! 6. [`frame::around`] adds assets, security headers and the language cookie to a program's router.
//! 7. The handler ends with [`respond::html`]; an error page is [`fault::FaultPage`].
//!
//! A list that can be replaced in place (filter forms) has an `id`, and its form says `data-swap="that-id"`; the
//! enhancement script then fetches the same page and swaps that element. Without the script the page just loads.

pub mod api_audit;
pub mod assets;
pub mod catalogue_audit;
pub mod components;
pub mod fault;
pub mod form;
pub mod format;
pub mod frame;
pub mod headers;
pub mod locale;
pub mod page;
pub mod respond;
pub mod theme;
pub mod translator;
