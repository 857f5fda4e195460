//! Skills and factors of a match as sentences of level B1. A sentence says what the data say, and no more.

use super::{Counts, Explanation, Factor, Held, Judged, Language, Missing, StoodIn};
use crate::matching::{
    input::{Evidence, Want},
    interests::Riasec,
    weighting::{Class, Fits},
};
use vocabulary::{SkillIndex, Vocabulary};

impl Explanation {
    /// *3 of 5 needed skills are there, of which 1 a beginning, 1 that is like one, 1 to learn*. Where no skill is
    /// needed those that help are told, and none of them is to be learnt.
    #[must_use]
    pub fn summary(&self, language: Language) -> String {
        let Counts { held, begun, stood_in, missing, of_needed } = self.counts();
        let wanted = held + stood_in + missing;
        let mut parts = vec![match (language, of_needed, wanted == 1) {
            (Language::Dutch, true, true) => format!("{held} van 1 nodige skill aanwezig"),
            (Language::Dutch, true, false) => format!("{held} van {wanted} nodige skills aanwezig"),
            (Language::Dutch, false, true) => format!("{held} van 1 skill die helpt aanwezig"),
            (Language::Dutch, false, false) => format!("{held} van {wanted} skills die helpen aanwezig"),
            (Language::English, true, true) => format!("{held} of 1 needed skill is there"),
            (Language::English, true, false) => format!("{held} of {wanted} needed skills are there"),
            (Language::English, false, true) => format!("{held} of 1 skill that helps is there"),
            (Language::English, false, false) => format!("{held} of {wanted} skills that help are there"),
        }];
        if begun > 0 {
            parts.push(match language {
                Language::Dutch => format!("waarvan {begun} een begin"),
                Language::English => format!("of which {begun} a beginning"),
            });
        }
        if stood_in > 0 {
            parts.push(match language {
                Language::Dutch if stood_in == 1 => "1 die erop lijkt".to_owned(),
                Language::Dutch => format!("{stood_in} die erop lijken"),
                Language::English if stood_in == 1 => "1 that is like one".to_owned(),
                Language::English => format!("{stood_in} that are like one"),
            });
        }
        if missing > 0 {
            parts.push(match (language, of_needed) {
                (Language::Dutch, true) => format!("{missing} te leren"),
                (Language::Dutch, false) => format!("{missing} niet aanwezig"),
                (Language::English, true) => format!("{missing} to learn"),
                (Language::English, false) => format!("{missing} not there"),
            });
        }
        parts.join(", ")
    }
}

impl Fits {
    /// The short name, as the API writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Soon => "soon",
            Self::NotYet => "notYet",
        }
    }

    /// What the score means.
    #[must_use]
    pub const fn sentence(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Now, Language::Dutch) => "Past nu",
            (Self::Soon, Language::Dutch) => "Past bijna",
            (Self::NotYet, Language::Dutch) => "Past nog niet",
            (Self::Now, Language::English) => "Fits now",
            (Self::Soon, Language::English) => "Nearly fits",
            (Self::NotYet, Language::English) => "Does not fit yet",
        }
    }
}

impl Held {
    /// How the skill is held, by the one who says so.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let level = self.own.level;
        let by = evidence(self.own.evidence, language);
        match (language, self.class == Class::Beginning) {
            (Language::Dutch, true) => format!("Een begin is er: niveau {level} van 4, {by}"),
            (Language::Dutch, false) => format!("Aanwezig: niveau {level} van 4, {by}"),
            (Language::English, true) => format!("A beginning is there: level {level} of 4, {by}"),
            (Language::English, false) => format!("There: level {level} of 4, {by}"),
        }
    }
}

const fn evidence(evidence: Evidence, language: Language) -> &'static str {
    match (evidence, language) {
        (Evidence::Myself, Language::Dutch) => "zelf genoemd",
        (Evidence::Employer, Language::Dutch) => "volgens een werkgever",
        (Evidence::Certificate, Language::Dutch) => "met een certificaat",
        (Evidence::Assessment, Language::Dutch) => "gemeten in een toets",
        (Evidence::Myself, Language::English) => "the person says so",
        (Evidence::Employer, Language::English) => "an employer says so",
        (Evidence::Certificate, Language::English) => "with a certificate",
        (Evidence::Assessment, Language::English) => "measured in an assessment",
    }
}

impl StoodIn {
    /// Which skill stands in and why.
    #[must_use]
    pub fn sentence(&self, vocabulary: &Vocabulary, language: Language) -> String {
        let named = match language {
            Language::Dutch => vocabulary::Language::NL,
            Language::English => vocabulary::Language::EN,
        };
        let held = vocabulary.skill_label(SkillIndex(self.by.skill.0), named);
        format!("‘{held}’ {}", self.because.sentence(vocabulary, language))
    }
}

impl Missing {
    /// What to do about it.
    #[must_use]
    pub const fn sentence(&self, language: Language) -> &'static str {
        match (self.want, language) {
            (Want::Essential, Language::Dutch) => "Te leren voordat het werk begint",
            (Want::EssentialTrainable, Language::Dutch) => "Te leren op het werk",
            (Want::Optional, Language::Dutch) => "Helpt, maar hoeft niet",
            (Want::Essential, Language::English) => "To learn before the work begins",
            (Want::EssentialTrainable, Language::English) => "Can be learnt on the job",
            (Want::Optional, Language::English) => "Helps, but is not needed",
        }
    }
}

impl Factor {
    /// The short name, as the API writes it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.judged {
            Judged::HardPotential(_) => "potentialHard",
            Judged::SoftPotential(_) => "potentialSoft",
            Judged::Interests(..) => "interests",
            Judged::Culture => "culture",
        }
    }

    /// Whether what it asks is known; what is not counts as the middle.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        match self.judged {
            Judged::HardPotential(level) | Judged::SoftPotential(level) => level.is_some(),
            Judged::Interests(interests, kind) => interests.is_some() && kind.is_some(),
            Judged::Culture => false,
        }
    }

    /// What it was judged by, and that the middle counts where nothing is known.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match (language, self.judged) {
            (Language::Dutch, Judged::HardPotential(level)) => in_dutch("vakvaardigheden", level),
            (Language::Dutch, Judged::SoftPotential(level)) => in_dutch("sociale vaardigheden", level),
            (Language::English, Judged::HardPotential(level)) => in_english("hard", level),
            (Language::English, Judged::SoftPotential(level)) => in_english("soft", level),
            (Language::Dutch, Judged::Interests(Some(_), Some(kind))) => {
                let fit = ["niet", "weinig", "redelijk", "goed", "heel goed"];
                let fit = fit.get(usize::from(self.steps)).copied().unwrap_or_default();
                let [first, second, _] = kind.types().map(liked_in_dutch);
                format!("De interesses passen {fit} bij dit werk ({first} en {second})")
            }
            (Language::Dutch, Judged::Interests(None, _)) => {
                "De interesses zijn niet bekend: dat telt als het midden".to_owned()
            }
            (Language::Dutch, Judged::Interests(..)) => {
                "Welke interesses dit werk vraagt is niet bekend: dat telt als het midden".to_owned()
            }
            (Language::English, Judged::Interests(Some(_), Some(kind))) => {
                let fit = ["do not fit", "hardly fit", "fit this work fairly", "fit well", "fit very well"];
                let fit = fit.get(usize::from(self.steps)).copied().unwrap_or_default();
                let [first, second, _] = kind.types().map(liked_in_english);
                format!("The interests {fit} ({first} and {second})")
            }
            (Language::English, Judged::Interests(None, _)) => {
                "The interests are not known: that counts as the middle".to_owned()
            }
            (Language::English, Judged::Interests(..)) => {
                "Which interests this work asks is not known: that counts as the middle".to_owned()
            }
            (Language::Dutch, Judged::Culture) => {
                "De cultuur van de organisatie is niet bekend: dat telt als het midden".to_owned()
            }
            (Language::English, Judged::Culture) => {
                "The culture of the organisation is not known: that counts as the middle".to_owned()
            }
        }
    }
}

fn in_dutch(skills: &str, level: Option<u8>) -> String {
    match level {
        Some(level) => format!("Ontwikkelpotentie voor {skills}: {level} van 5"),
        None => format!("De ontwikkelpotentie voor {skills} is niet bekend: dat telt als het midden"),
    }
}

fn in_english(skills: &str, level: Option<u8>) -> String {
    match level {
        Some(level) => format!("Potential to develop {skills} skills: {level} of 5"),
        None => format!("The potential to develop {skills} skills is not known: that counts as the middle"),
    }
}

const fn liked_in_dutch(kind: Riasec) -> &'static str {
    match kind {
        Riasec::Realistic => "doen en maken",
        Riasec::Investigative => "uitzoeken",
        Riasec::Artistic => "bedenken en vormgeven",
        Riasec::Social => "mensen helpen",
        Riasec::Enterprising => "ondernemen",
        Riasec::Conventional => "ordenen",
    }
}

const fn liked_in_english(kind: Riasec) -> &'static str {
    match kind {
        Riasec::Realistic => "doing and making",
        Riasec::Investigative => "finding out",
        Riasec::Artistic => "creating",
        Riasec::Social => "helping people",
        Riasec::Enterprising => "enterprise",
        Riasec::Conventional => "ordering",
    }
}
