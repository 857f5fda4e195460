//! What people look at: Dutch first, English complete, whole without JavaScript.
//!
//! [`views`] are the values that pages show and [`templates`] the pages themselves, both without storage or domain
//! rules; [`words`] names the catalogue's keys of values. How a page is made stands in [`service::web`].

pub mod templates;
pub mod views;
pub mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
