//! Tells a story on a terminal: chapters, progress bars, and the measured time of each thing that was done.
//!
//! On something that is not a terminal (a log, a test) it writes plain lines and no bars.

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    io::{IsTerminal, Write},
    sync::Mutex,
    time::{Duration, Instant},
};

/// How often a bar without steps moves.
const TICK: Duration = Duration::from_millis(200);

/// Where a story is told, and what was measured while it was told.
#[derive(Debug)]
pub struct Narrator {
    bars: MultiProgress,
    audience: Audience,
    figures: Mutex<Vec<Figure>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    Terminal,
    Log,
    Nobody,
}

/// One measured figure, for the closing table and for `docs/measurements.md`.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// The value with its unit.
    pub value: String,
}

/// A running measurement. Tests and the pilot measure real time, whatever clock the programs are shown.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "a measured duration is of the real clock by definition")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

impl Narrator {
    /// Tells on standard output: with bars on a terminal, in plain lines elsewhere.
    #[must_use]
    pub fn on_standard_output() -> Self {
        let audience = if std::io::stdout().is_terminal() { Audience::Terminal } else { Audience::Log };
        Self::telling(audience)
    }

    /// Tells nothing and only measures.
    #[must_use]
    pub fn silent() -> Self {
        Self::telling(Audience::Nobody)
    }

    fn telling(audience: Audience) -> Self {
        let target = match audience {
            Audience::Terminal => ProgressDrawTarget::stdout(),
            Audience::Log | Audience::Nobody => ProgressDrawTarget::hidden(),
        };
        Self { bars: MultiProgress::with_draw_target(target), audience, figures: Mutex::new(Vec::new()) }
    }

    /// Begins a chapter.
    pub fn chapter(&self, number: usize, title: &str) {
        self.line("");
        self.line(&format!("{number}. {title}"));
    }

    /// Says one sentence.
    pub fn say(&self, sentence: &str) {
        self.line(&format!("   {sentence}"));
    }

    /// Says one sentence with the time that it took, and keeps the figure.
    pub fn done(&self, sentence: &str, took: Duration) {
        self.line(&format!("   {sentence}  [{}]", words_for(took)));
    }

    /// Keeps a figure for the closing table.
    pub fn figure(&self, name: &str, value: &str) {
        let figure = Figure { name: name.to_owned(), value: value.to_owned() };
        self.figures.lock().expect("no holder of the figures panics").push(figure);
    }

    /// The figures so far.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        self.figures.lock().expect("no holder of the figures panics").clone()
    }

    /// Says all figures as a table.
    pub fn closing_table(&self) {
        let figures = self.figures();
        let width = figures.iter().map(|figure| figure.name.chars().count()).max().unwrap_or(0);
        for figure in figures {
            self.line(&format!("   {:width$}  {}", figure.name, figure.value));
        }
    }

    /// The figures as the rows of a table in `docs/measurements.md`.
    #[must_use]
    pub fn figures_as_rows(&self) -> String {
        self.figures().iter().map(|figure| format!("| {} | {} |\n", figure.name, figure.value)).collect()
    }

    /// A bar of `length` steps under the present chapter.
    #[must_use]
    pub fn bar(&self, what: &str, length: u64) -> ProgressBar {
        self.bar_of("   {msg:32} {bar:40} {pos}/{len} {elapsed}", what, length)
    }

    /// A bar of so many bytes under the present chapter.
    #[must_use]
    pub fn bar_of_bytes(&self, what: &str, length: u64) -> ProgressBar {
        self.bar_of("   {msg:32} {bar:40} {bytes}/{total_bytes} {elapsed}", what, length)
    }

    /// Something of unknown length under the present chapter: the time that it has taken so far.
    #[must_use]
    pub fn busy(&self, what: &str) -> ProgressBar {
        let bar = self.bar_of("   {msg:32} {spinner} {elapsed}", what, 1);
        bar.enable_steady_tick(TICK);
        bar
    }

    fn bar_of(&self, template: &str, what: &str, length: u64) -> ProgressBar {
        let style = ProgressStyle::with_template(template).expect("the templates are constants that parse");
        let bar = self.bars.add(ProgressBar::new(length).with_style(style));
        bar.set_message(what.to_owned());
        bar
    }

    fn line(&self, text: &str) {
        match self.audience {
            Audience::Nobody => {}
            Audience::Terminal => drop(self.bars.println(text)),
            // A closed pipe is the reader's choice and no reason to end the story.
            Audience::Log => drop(writeln!(std::io::stdout().lock(), "{text}")),
        }
    }
}

/// A duration as people read it.
#[must_use]
pub fn words_for(took: Duration) -> String {
    match took.as_millis() {
        0..=9 => format!("{:.1} ms", took.as_secs_f64() * 1000.0),
        10..=1999 => format!("{} ms", took.as_millis()),
        _ => format!("{:.1} s", took.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_in_the_unit_that_fits() {
        let check = |ms: f64, expected: &str| {
            assert_eq!(words_for(Duration::from_secs_f64(ms / 1000.0)), expected);
        };
        check(1.25, "1.2 ms");
        check(140.0, "140 ms");
        check(2_340.0, "2.3 s");
    }
}
