//! How long it takes from one municipality to another, estimated from their centre points.

use std::collections::BTreeMap;
use vocabulary::MunicipalityCode;

/// The mean radius of the earth (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0;
/// Roads are longer than the straight line; 1.3 is the usual detour factor for the Netherlands' main network.
const DETOUR: f64 = 1.3;
/// Door to door, with parking or waiting.
const SPEED_KM_PER_MINUTE: f64 = 50.0 / 60.0;
/// Getting away and arriving, also inside one municipality.
const ENDS_MINUTES: f64 = 5.0;
/// What the table has for a way that is longer than four hours, however long it is: the most that fits a byte.
pub const LONGER_THAN_FOUR_HOURS: u16 = 255;

/// A municipality's row in a [`TravelTable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u16);

impl Place {
    /// Which row.
    pub(super) const fn number(self) -> u16 {
        self.0
    }
}

/// Travel minutes between all municipalities, one byte each.
#[derive(Debug, Default)]
pub struct TravelTable {
    places: BTreeMap<MunicipalityCode, Place>,
    minutes: Vec<u8>,
}

impl TravelTable {
    /// Computes the table from centre points: code, degrees north, degrees east.
    #[must_use]
    pub fn from_centres(centres: impl IntoIterator<Item = (MunicipalityCode, f64, f64)>) -> Self {
        let centres: BTreeMap<_, _> = centres
            .into_iter()
            .map(|(code, north, east)| (code, (north, east)))
            .take(usize::from(u16::MAX))
            .collect();
        let points: Vec<(f64, f64)> = centres.values().copied().collect();
        let minutes =
            points.iter().flat_map(|from| points.iter().map(|to| minutes_between(*from, *to))).collect();
        let places = centres.into_keys().zip((0..=u16::MAX).map(Place)).collect();
        Self { places, minutes }
    }

    /// The row of a municipality, if its centre is known.
    #[must_use]
    pub fn place(&self, code: &MunicipalityCode) -> Option<Place> {
        self.places.get(code).copied()
    }

    /// Minutes from one place to another, one way, up to [`LONGER_THAN_FOUR_HOURS`].
    #[must_use]
    pub fn minutes(&self, from: Place, to: Place) -> Option<u16> {
        let row = usize::from(from.0) * self.places.len() + usize::from(to.0);
        self.minutes.get(row).map(|minutes| u16::from(*minutes))
    }

    /// Minutes from each place to one, in order of the places' numbers; 255 stands for longer than four hours.
    pub(super) fn all_minutes_to(&self, to: Place) -> impl Iterator<Item = u8> {
        let to = usize::from(to.0);
        self.minutes.chunks_exact(self.places.len().max(1)).filter_map(move |row| row.get(to)).copied()
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.places.len()
    }

    /// The bytes that the table takes in memory, about.
    #[must_use]
    pub const fn size_bytes(&self) -> usize {
        self.minutes.len()
    }
}

fn minutes_between(from: (f64, f64), to: (f64, f64)) -> u8 {
    let minutes = ENDS_MINUTES + kilometres(from, to) * DETOUR / SPEED_KM_PER_MINUTE;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to a byte just before"
    )]
    let minutes = minutes.round().clamp(0.0, 255.0) as u8;
    minutes
}

/// The haversine formula.
fn kilometres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (from_north, to_north) = (from.0.to_radians(), to.0.to_radians());
    let half_north = (to_north - from_north) / 2.0;
    let half_east = (to.1 - from.1).to_radians() / 2.0;
    let square = half_north.sin().powi(2) + from_north.cos() * to_north.cos() * half_east.sin().powi(2);
    2.0 * EARTH_RADIUS_KM * square.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn municipality(code: &str) -> MunicipalityCode {
        MunicipalityCode::new(code).unwrap()
    }

    #[test]
    fn neighbours_are_near_and_the_far_side_of_the_country_is_not() {
        let table = TravelTable::from_centres([
            (municipality("GM0703"), 51.44, 4.11), // Reimerswaal
            (municipality("GM0748"), 51.50, 4.29), // Bergen op Zoom
            (municipality("GM0014"), 53.22, 6.57), // Groningen
        ]);
        let place = |code| table.place(&municipality(code)).unwrap();
        let near = table.minutes(place("GM0703"), place("GM0748")).unwrap();
        assert!((20..40).contains(&near), "{near}");
        assert_eq!(near, table.minutes(place("GM0748"), place("GM0703")).unwrap());
        assert_eq!(table.minutes(place("GM0703"), place("GM0014")).unwrap(), 255);
        assert_eq!(table.minutes(place("GM0014"), place("GM0014")).unwrap(), 5);
        assert!(table.place(&municipality("GM9999")).is_none());
    }
}
