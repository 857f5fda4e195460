//! The time as something that is handed in: the system's clock, a clock that a test sets, and a clock that runs
//! ahead of the system's by an offset that an exercise chooses.

use jiff::{SignedDuration, Timestamp};
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

/// Tells the time.
pub trait Clock: Send + Sync + fmt::Debug {
    /// This moment.
    fn now(&self) -> Timestamp;

    /// This moment in milliseconds since 1970 UTC, as the database and the wire write it.
    fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }

    /// The day of this moment in the Netherlands: deadlines are dates there.
    fn today(&self) -> jiff::civil::Date {
        let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap_or(jiff::tz::TimeZone::UTC);
        self.now().to_zoned_datetime(zone).date()
    }

    /// Moves the clock ahead, if it is one that can be moved.
    ///
    /// # Errors
    /// [`AdvanceError`] when the clock follows the real time or the new offset cannot be stored.
    fn advance_by(&self, _ahead: SignedDuration) -> Result<Timestamp, AdvanceError> {
        Err(AdvanceError::RealTime)
    }

    /// Whether the clock may differ from the real time, which every page then says.
    fn is_simulated(&self) -> bool {
        false
    }
}

/// A clock that several parts of a program share.
pub type SharedClock = Arc<dyn Clock>;

/// Why a clock was not moved.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    /// The clock is the real one.
    #[error(
        "this program runs on the real time; only one with `[clock] simulated = true` in its configuration can be moved ahead"
    )]
    RealTime,
    /// Clocks do not run backwards: certificates, deadlines and budgets depend on it.
    #[error("a clock can only be moved ahead")]
    Backwards,
    /// The offset would leave the calendar.
    #[error("the clock cannot be moved that far")]
    TooFar,
    /// The offset could not be written.
    #[error("cannot store the clock's offset in {path}")]
    Store {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

impl AdvanceError {
    /// Whether something else has to be asked, rather than the disk be put right.
    #[must_use]
    pub const fn is_about_what_was_asked(&self) -> bool {
        match self {
            Self::RealTime | Self::Backwards | Self::TooFar => true,
            Self::Store { .. } => false,
        }
    }
}

/// The real time.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the real time is read")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock by a duration; tests may also move it back.
    ///
    /// # Panics
    /// When the time would leave the calendar.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(by).expect("a test keeps its clock inside the calendar");
    }

    /// Puts the clock at a moment.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn advance_by(&self, ahead: SignedDuration) -> Result<Timestamp, AdvanceError> {
        if ahead.is_negative() {
            return Err(AdvanceError::Backwards);
        }
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(ahead).map_err(|_| AdvanceError::TooFar)?;
        Ok(*now)
    }

    fn is_simulated(&self) -> bool {
        true
    }
}

/// The real time plus an offset that only grows and is kept in the data folder. For pilots and exercises.
#[derive(Debug)]
pub struct SimulatedClock {
    offset_s: AtomicI64,
    file: PathBuf,
}

impl SimulatedClock {
    /// The file in the data folder that keeps the offset, in whole seconds.
    pub const FILE: &'static str = "clock-offset-s";

    /// Reads the offset from the data folder; 0 when there is none yet.
    ///
    /// # Errors
    /// The system's error when the file is there and cannot be read or is not a number.
    pub fn open(data_dir: &Path) -> io::Result<Self> {
        let file = data_dir.join(Self::FILE);
        let offset_s = match fs::read_to_string(&file) {
            Ok(text) => text.trim().parse().map_err(|_| {
                io::Error::new(io::ErrorKind::InvalidData, format!("{} holds no number", file.display()))
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(error),
        };
        Ok(Self { offset_s: AtomicI64::new(offset_s), file })
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_secs(self.offset_s.load(Ordering::Relaxed));
        SystemClock.now().checked_add(offset).unwrap_or(Timestamp::MAX)
    }

    fn advance_by(&self, ahead: SignedDuration) -> Result<Timestamp, AdvanceError> {
        if ahead.is_negative() {
            return Err(AdvanceError::Backwards);
        }
        let offset_s =
            self.offset_s.load(Ordering::Relaxed).checked_add(ahead.as_secs()).ok_or(AdvanceError::TooFar)?;
        SystemClock
            .now()
            .checked_add(SignedDuration::from_secs(offset_s))
            .map_err(|_| AdvanceError::TooFar)?;
        fs::write(&self.file, format!("{offset_s}\n"))
            .map_err(|source| AdvanceError::Store { path: self.file.clone(), source })?;
        self.offset_s.store(offset_s, Ordering::Relaxed);
        Ok(self.now())
    }

    fn is_simulated(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simulated_clock_keeps_its_offset_over_a_restart_and_never_runs_backwards() {
        let folder = tempfile::tempdir().unwrap();
        let clock = SimulatedClock::open(folder.path()).unwrap();
        let before = clock.now();
        let week = SignedDuration::from_hours(24 * 7);
        clock.advance_by(week).unwrap();
        assert!(clock.now() >= before + week);
        assert!(matches!(clock.advance_by(-week), Err(AdvanceError::Backwards)));
        assert!(SimulatedClock::open(folder.path()).unwrap().now() >= before + week);
    }

    #[test]
    fn the_real_clock_cannot_be_moved() {
        assert!(matches!(SystemClock.advance_by(SignedDuration::from_secs(1)), Err(AdvanceError::RealTime)));
    }

    #[test]
    fn today_is_the_date_in_the_netherlands() {
        let clock = ManualClock::at("2026-07-01T22:30:00Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-07-02");
        clock.set("2026-12-31T22:30:00Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-12-31");
    }
}
