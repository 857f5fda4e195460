//! How many people of other regions a vacancy could reach, in words: what splitting it brings there.

use super::labels::Labels;
use crate::domain::vacancy::elsewhere::{Elsewhere, Expected, ExpectedGain, GainOfRegion};
use service::web::page::Page;

/// One region, or all together.
#[derive(Debug, Clone)]
pub struct GainRow {
    /// The name.
    pub name: String,
    /// Whom the whole reaches.
    pub before: String,
    /// Whom at least one part reaches.
    pub after: String,
    /// Whom a part reaches and the whole does not.
    pub more: String,
    /// Of when the figures are, and whether they are old or still settling; empty for all together.
    pub as_of: String,
}

/// A row for each region, then one for all together where there are several; none while nothing is known.
pub(super) fn rows(page: &Page, labels: &Labels<'_>, elsewhere: &Elsewhere) -> Vec<GainRow> {
    let regions = elsewhere.regions.iter();
    let mut rows: Vec<_> = regions
        .map(|(region, gain)| row(page, labels.region(region), gain.gain, as_of(page, gain)))
        .collect();
    if rows.len() > 1 {
        rows.push(row(page, page.say("elsewhere-together"), elsewhere.together, String::new()));
    }
    rows
}

pub(super) fn row(page: &Page, name: String, gain: ExpectedGain, as_of: String) -> GainRow {
    let [before, after, more] = [gain.before, gain.after, gain.more].map(|expected| words(page, expected));
    GainRow { name, before, after, more, as_of }
}

fn words(page: &Page, expected: Expected) -> String {
    let number = |count: u32| page.number(count).into();
    match expected {
        Expected::Nobody => page.say("elsewhere-nobody"),
        Expected::Between { least, likely, most } => page.say_with(
            "elsewhere-between",
            &[("least", number(least)), ("likely", number(likely)), ("most", number(most))],
        ),
        Expected::Uncertain { most } => page.name("elsewhere-uncertain", page.number(most)),
    }
}

pub(super) fn as_of(page: &Page, gain: &GainOfRegion) -> String {
    let mut said = vec![page.name("elsewhere-as-of", page.date(gain.week.monday()))];
    if gain.outdated {
        said.push(page.say("elsewhere-outdated"));
    }
    if gain.settling {
        said.push(page.say("elsewhere-settling"));
    }
    said.join(", ")
}
