//! Small parts of a page that print themselves: icon, word and colour together, never colour alone.

use askama::{FastWritable, Values, filters::HtmlSafe};
use std::fmt::{self, Display, Write};

/// A short status: an icon, a word, a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    kind: TagKind,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TagKind {
    Plain,
    Good,
    Waiting,
    Late,
}

impl Tag {
    /// Just a word.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { kind: TagKind::Plain, text: text.into() }
    }

    /// Done or present.
    #[must_use]
    pub fn good(text: impl Into<String>) -> Self {
        Self { kind: TagKind::Good, text: text.into() }
    }

    /// Waiting, or still to do.
    #[must_use]
    pub fn waiting(text: impl Into<String>) -> Self {
        Self { kind: TagKind::Waiting, text: text.into() }
    }

    /// Late, refused or failed.
    #[must_use]
    pub fn late(text: impl Into<String>) -> Self {
        Self { kind: TagKind::Late, text: text.into() }
    }

    /// The word alone.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

const CHECK: &str = r#"<path d="M2.5 6.5 5 9l4.5-6"/>"#;
const CIRCLE: &str = r#"<circle cx="6" cy="6" r="4"/>"#;
const EXCLAMATION: &str = r#"<path d="M6 2v5M6 9.2v.8"/>"#;

impl Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (class, icon) = match self.kind {
            TagKind::Plain => ("plain", ""),
            TagKind::Good => ("good", CHECK),
            TagKind::Waiting => ("waiting", CIRCLE),
            TagKind::Late => ("late", EXCLAMATION),
        };
        write!(f, r#"<span class="tag tag--{class}">"#)?;
        if !icon.is_empty() {
            write!(f, r#"<svg class="icon" viewBox="0 0 12 12" aria-hidden="true">{icon}</svg>"#)?;
        }
        write!(f, "{}</span>", Escaped(&self.text))
    }
}

/// A bar from 0 to 1 whose meaning stands in words beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meter {
    share: f64,
}

impl Meter {
    /// A bar filled for this share.
    #[must_use]
    pub const fn new(share: f64) -> Self {
        Self { share: share.clamp(0.0, 1.0) }
    }
}

impl Display for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="meter" width="100%" height="10" aria-hidden="true"><rect class="meter-ground" width="100%" height="10"/><rect class="meter-fill" width="{:.1}%" height="10"/></svg>"#,
            self.share * 100.0
        )
    }
}

/// A class of the shortage–surplus scale, or the absence of figures.
///
/// Short is not bad and ample is not good: the scale has no red and no green. Both ends look alike in grey, so the
/// glyph and a number belong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// *Zeer krap*.
    VeryShort,
    /// *Krap*.
    Short,
    /// *Gemiddeld*.
    Even,
    /// *Ruim*.
    Ample,
    /// *Zeer ruim*.
    VeryAmple,
    /// *Onzeker*: the interval spans more than one class.
    Uncertain,
    /// *Geen cijfers*.
    Missing,
}

impl Mark {
    /// Every class, from short to ample, then the two without one.
    pub const ALL: [Self; 7] = [
        Self::VeryShort,
        Self::Short,
        Self::Even,
        Self::Ample,
        Self::VeryAmple,
        Self::Uncertain,
        Self::Missing,
    ];

    /// The CSS class of a tile or swatch of this class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::VeryShort => "scale-very-short",
            Self::Short => "scale-short",
            Self::Even => "scale-even",
            Self::Ample => "scale-ample",
            Self::VeryAmple => "scale-very-ample",
            Self::Uncertain => "scale-uncertain",
            Self::Missing => "scale-missing",
        }
    }

    /// The key of its word in the shared catalogue.
    #[must_use]
    pub const fn word_key(self) -> &'static str {
        match self {
            Self::VeryShort => "scale-very-short",
            Self::Short => "scale-short",
            Self::Even => "scale-even",
            Self::Ample => "scale-ample",
            Self::VeryAmple => "scale-very-ample",
            Self::Uncertain => "scale-uncertain",
            Self::Missing => "scale-missing",
        }
    }
}

/// Prints the glyph alone; the word goes beside it.
impl Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, shape) = match self {
            Self::VeryShort => (22, r#"<path d="M5 1 9.5 10H.5zM16 1l4.5 9h-9z"/>"#),
            Self::Short => (11, r#"<path d="M5.5 1 10 10H1z"/>"#),
            Self::Even => (11, r#"<path d="M1 3h9v2H1zm0 4h9v2H1z"/>"#),
            Self::Ample => (11, r#"<path d="M5.5 10 10 1H1z"/>"#),
            Self::VeryAmple => (22, r#"<path d="M5 10 9.5 1H.5zM16 10l4.5-9h-9z"/>"#),
            Self::Uncertain => (22, r#"<path d="M1 6 5 2v3h12V2l4 4-4 4V7H5v3z"/>"#),
            Self::Missing => (11, r#"<path d="M1 5h9v2H1z"/>"#),
        };
        write!(
            f,
            r#"<svg class="glyph" viewBox="0 0 {width} 11" width="{width}" height="11" aria-hidden="true">{shape}</svg>"#
        )
    }
}

/// Text made safe for HTML.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

macro_rules! prints_html {
    ($($component:ty),+) => {$(
        impl HtmlSafe for $component {}
        impl FastWritable for $component {
            fn write_into(&self, target: &mut dyn Write, _values: &dyn Values) -> askama::Result<()> {
                write!(target, "{self}").map_err(Into::into)
            }
        }
    )+};
}
prints_html!(Tag, Meter, Mark);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_escapes_its_text_and_says_its_kind_with_an_icon() {
        let html = Tag::late("<b> & \"x\"").to_string();
        assert!(html.contains("&lt;b&gt; &amp; &quot;x&quot;"), "{html}");
        assert!(html.contains("tag--late") && html.contains("<svg"));
    }

    #[test]
    fn a_meter_stays_within_its_bar() {
        assert!(Meter::new(3.0).to_string().contains(r#"width="100.0%""#));
        assert!(Meter::new(-1.0).to_string().contains(r#"width="0.0%""#));
    }
}
