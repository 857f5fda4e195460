//! Brings the figures of all regions up to date, and believes none that the network did not sign.
//!
//! Only the edition that is known goes out: everybody gets everything, so that asking tells nothing.

use super::session::Session;
use crate::storage::{Storage, StorageError, region_figures};
use identity::figures::FiguresError;
use protocol::{
    Message as _,
    latest::{ErrorCode, FiguresDocument, FiguresReply, FiguresRequest, SignedFigures},
};
use service::{SharedClock, quic::CallError};
use std::collections::BTreeSet;
use vocabulary::{IsoWeek, RegionId, isco};

/// How bringing the figures up to date ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// The coordinator is of a version that does not offer figures.
    NotOffered,
    /// What is there is the newest.
    Unchanged,
    /// A newer edition is there now.
    Newer,
}

/// Why figures are not taken in.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The coordinator does not answer, or what it answers is too large or malformed.
    #[error(transparent)]
    Call(#[from] CallError),
    /// What came is not the network's.
    #[error("the figures of other regions that the coordinator sent are not believed")]
    Figures(#[from] FiguresError),
    /// Signed, and yet not what figures are.
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
    /// They cannot be saved.
    #[error("cannot save the figures of other regions")]
    Storage(#[from] StorageError),
}

/// What is wrong with signed figures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// They are as old as what is there, or older: somebody plays old ones back.
    #[error("the coordinator sent edition {sent} of the figures, and {known} is known already")]
    NotNewer {
        /// What came.
        sent: u64,
        /// What is there.
        known: u64,
    },
    /// A region stands in them twice.
    #[error("region {0} stands in the figures twice")]
    Twice(RegionId),
    /// A region's figures do not have one number for each group.
    #[error("the figures of region {region} have {found} numbers in place of {wanted}")]
    Shape {
        /// The region.
        region: RegionId,
        /// How many numbers there are.
        found: usize,
        /// How many groups ISCO-08 has.
        wanted: usize,
    },
    /// The release would be of a week that has not come.
    #[error("the figures of region {region} are of week {week}, which has not come")]
    FutureWeek {
        /// The region.
        region: RegionId,
        /// The week.
        week: IsoWeek,
    },
}

/// Asks for a newer edition and keeps it.
///
/// # Errors
/// [`RefreshError`]; what was there stays.
pub async fn refresh(
    session: &Session,
    storage: &Storage,
    network_key: [u8; 32],
    clock: &SharedClock,
) -> Result<Refreshed, RefreshError> {
    if session.version().await? < FiguresRequest::SINCE {
        return Ok(Refreshed::NotOffered);
    }
    let known_edition = storage.read(region_figures::edition).await?;
    let newer = match session.ask(&FiguresRequest { known_edition }).await {
        Ok(FiguresReply { newer }) => newer,
        // A coordinator of this version from before there were figures.
        Err(CallError::Refused(reply)) if reply.code == ErrorCode::UnknownKind => {
            return Ok(Refreshed::NotOffered);
        }
        Err(error) => return Err(error.into()),
    };
    let Some(signed) = newer else { return Ok(Refreshed::Unchanged) };
    let now = clock.now();
    let document = believed(&network_key, &signed, known_edition, IsoWeek::of_timestamp(now))?;
    let saved = storage.write(move |tx| region_figures::save(tx, &signed, document.edition, now)).await?;
    Ok(if saved { Refreshed::Newer } else { Refreshed::Unchanged })
}

/// Reads figures that came, if they are the network's, newer than what is known, and whole.
fn believed(
    network_key: &[u8; 32],
    signed: &SignedFigures,
    known: u64,
    this_week: IsoWeek,
) -> Result<FiguresDocument, RefreshError> {
    let document = identity::figures::verify(network_key, signed)?;
    is_whole(&document, known, this_week)?;
    Ok(document)
}

fn is_whole(document: &FiguresDocument, known: u64, this_week: IsoWeek) -> Result<(), NotTaken> {
    let sent = document.edition;
    if sent <= known {
        return Err(NotTaken::NotNewer { sent, known });
    }
    let mut seen = BTreeSet::new();
    for figures in &document.regions {
        let region = || figures.region.clone();
        if !seen.insert(&figures.region) {
            return Err(NotTaken::Twice(region()));
        }
        let shapes = [
            (figures.unit_groups.len(), isco::unit_groups().len()),
            (figures.sub_major_groups.len(), isco::sub_major_groups().len()),
        ];
        if let Some((found, wanted)) = shapes.into_iter().find(|(found, wanted)| found != wanted) {
            return Err(NotTaken::Shape { region: region(), found, wanted });
        }
        // A region whose clock is a little ahead may have released next week's tables already.
        if figures.week > this_week.next() {
            return Err(NotTaken::FutureWeek { region: region(), week: figures.week });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::latest::{RegionFigures, StockEstimate};

    fn week(text: &str) -> IsoWeek {
        text.parse().unwrap()
    }

    fn zeeland() -> RegionFigures {
        let none = StockEstimate { mean_tenths: 0, deviation_tenths: 1 };
        RegionFigures {
            region: RegionId::new("AM24").unwrap(),
            week: week("2026-W47"),
            weeks: 3,
            total: none,
            sub_major_groups: vec![none; 43],
            unit_groups: vec![none; 436],
        }
    }

    #[track_caller]
    fn check(regions: Vec<RegionFigures>, expected: Result<(), &str>) {
        let taken = is_whole(&FiguresDocument { edition: 5, regions }, 4, week("2026-W47"));
        assert_eq!(taken.map_err(|error| error.to_string()), expected.map_err(str::to_owned));
    }

    #[test]
    fn figures_that_are_cut_off_doubled_or_of_a_week_to_come_are_refused_with_the_reason() {
        check(vec![zeeland()], Ok(()));
        check(vec![RegionFigures { week: week("2026-W48"), ..zeeland() }], Ok(()));
        check(vec![zeeland(), zeeland()], Err("region AM24 stands in the figures twice"));
        let mut cut = zeeland();
        cut.unit_groups.pop();
        check(vec![cut], Err("the figures of region AM24 have 435 numbers in place of 436"));
        let mut long = zeeland();
        long.sub_major_groups.push(long.total);
        check(vec![long], Err("the figures of region AM24 have 44 numbers in place of 43"));
        let future = RegionFigures { week: week("2026-W49"), ..zeeland() };
        check(vec![future], Err("the figures of region AM24 are of week 2026-W49, which has not come"));
    }

    #[test]
    fn an_edition_that_is_not_newer_is_refused() {
        let document = FiguresDocument { edition: 5, regions: vec![zeeland()] };
        let taken = |known| is_whole(&document, known, week("2026-W47"));
        assert_eq!(taken(4), Ok(()));
        assert_eq!(taken(5), Err(NotTaken::NotNewer { sent: 5, known: 5 }));
        assert_eq!(taken(6), Err(NotTaken::NotNewer { sent: 5, known: 6 }));
    }
}
