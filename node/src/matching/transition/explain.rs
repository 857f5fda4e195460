//! Why a change of occupation is as feasible as it is: each wanted skill once, as held, stood in for, or missing,
//! and in words.

use super::{
    Origin, Transitions,
    level_gap::{LevelGap, entry_level},
    score::{Feasibility, Parts},
    stand_in::{Because, StandIn},
    weights::Wanted,
};
use crate::matching::{
    explain::Language,
    input::{Education, Want},
};
use vocabulary::{OccupationIndex, SkillIndex, Vocabulary};

/// A wanted skill that is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Which.
    pub skill: SkillIndex,
    /// How the occupation asks it.
    pub want: Want,
    /// How surely it is held: 1 for sure, less when it is only optional where one comes from.
    pub certainty: f32,
    /// Which share of all wanted weight it is, between 0 and 1.
    pub share: f32,
}

/// A wanted skill for which a held one stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Substituted {
    /// The wanted skill.
    pub wanted: SkillIndex,
    /// How the occupation asks it.
    pub want: Want,
    /// What stands in, for how much, and why.
    pub by: StandIn,
    /// Which share of all wanted weight the wanted skill is, between 0 and 1.
    pub share: f32,
}

/// A wanted skill that is neither held nor stood in for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missing {
    /// Which.
    pub skill: SkillIndex,
    /// How the occupation asks it.
    pub want: Want,
    /// Which share of all wanted weight it is, between 0 and 1.
    pub share: f32,
}

/// Why a change is as feasible as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The score.
    pub feasibility: Feasibility,
    /// Its parts.
    pub parts: Parts,
    /// What is held, heaviest first.
    pub held: Vec<Held>,
    /// What is stood in for, heaviest first.
    pub substituted: Vec<Substituted>,
    /// What is missing, heaviest first.
    pub missing: Vec<Missing>,
    /// The step in level; nothing when one comes from no occupation. No part of the score.
    pub level_gap: Option<LevelGap>,
    /// What the law asks of who teaches. No part of the score.
    pub entry_level: Option<Education>,
}

impl Transitions {
    /// Why a change is as feasible as it is.
    #[must_use]
    pub fn explain(&self, origin: &Origin, to: OccupationIndex) -> Explanation {
        let mut explanation = Explanation {
            feasibility: self.feasibility(origin, to),
            parts: self.parts(origin, to),
            held: Vec::new(),
            substituted: Vec::new(),
            missing: Vec::new(),
            level_gap: origin
                .occupation()
                .and_then(|from| Some(LevelGap::between(self.isco(from)?, self.isco(to)?))),
            entry_level: self.isco(to).and_then(entry_level),
        };
        let wanted = self.wanted(to);
        let total: f32 = wanted.iter().map(|it| it.weight).sum();
        for &Wanted { skill, want, weight } in wanted {
            let share = weight / total;
            let certainty = origin.held().certainty(skill);
            if certainty > 0.0 {
                explanation.held.push(Held { skill, want, certainty, share });
            } else if let Some((by, _)) = self.stand_ins().best(skill, origin.held()) {
                explanation.substituted.push(Substituted { wanted: skill, want, by, share });
            } else {
                explanation.missing.push(Missing { skill, want, share });
            }
        }
        explanation.held.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.skill.cmp(&b.skill)));
        explanation.substituted.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.wanted.cmp(&b.wanted)));
        explanation.missing.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.skill.cmp(&b.skill)));
        explanation
    }
}

impl Because {
    /// The reason's short name, as programs read it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Narrower => "narrower",
            Self::Broader => "broader",
            Self::Related => "related",
            Self::SameParent(_) => "sameParent",
            Self::SameGroup(_) => "sameGroup",
            Self::SameUse { .. } => "sameUse",
            Self::SameWords => "sameWords",
        }
    }

    /// The reason as a sentence, told from the held skill.
    #[must_use]
    pub fn sentence(self, vocabulary: &Vocabulary, language: Language) -> String {
        match language {
            Language::Dutch => self.in_dutch(vocabulary),
            Language::English => self.in_english(vocabulary),
        }
    }

    fn in_dutch(self, vocabulary: &Vocabulary) -> String {
        let language = vocabulary::Language::NL;
        match self {
            Self::Narrower => "is een bijzondere vorm van wat gevraagd wordt".to_owned(),
            Self::Broader => "is de algemene vorm van wat gevraagd wordt".to_owned(),
            Self::Related => "hoort volgens ESCO bij wat gevraagd wordt".to_owned(),
            Self::SameParent(parent) => {
                format!(
                    "is net als het gevraagde een vorm van ‘{}’",
                    vocabulary.skill_label(parent, language)
                )
            }
            Self::SameGroup(group) => {
                format!("hoort net als het gevraagde bij ‘{}’", vocabulary.skill_group_label(group, language))
            }
            Self::SameUse { unit_groups: 1 } => {
                "wordt net als het gevraagde gebruikt in dezelfde beroepsgroep".to_owned()
            }
            Self::SameUse { unit_groups } => {
                format!("wordt net als het gevraagde gebruikt in {unit_groups} dezelfde beroepsgroepen")
            }
            Self::SameWords => "heeft in ESCO een naam die lijkt op een naam van het gevraagde".to_owned(),
        }
    }

    fn in_english(self, vocabulary: &Vocabulary) -> String {
        let language = vocabulary::Language::EN;
        match self {
            Self::Narrower => "is a special case of what is asked".to_owned(),
            Self::Broader => "is the general case of what is asked".to_owned(),
            Self::Related => "belongs to what is asked, says ESCO".to_owned(),
            Self::SameParent(parent) => {
                format!("is, like what is asked, a case of ‘{}’", vocabulary.skill_label(parent, language))
            }
            Self::SameGroup(group) => {
                format!("belongs, like what is asked, to ‘{}’", vocabulary.skill_group_label(group, language))
            }
            Self::SameUse { unit_groups: 1 } => {
                "is used, like what is asked, in the same group of occupations".to_owned()
            }
            Self::SameUse { unit_groups } => {
                format!("is used, like what is asked, in the same {unit_groups} groups of occupations")
            }
            Self::SameWords => "has a name in ESCO that is like a name of what is asked".to_owned(),
        }
    }
}

impl Parts {
    /// What makes up the score, a sentence per part that applies, weightiest first, and what they come to together.
    /// What a part counts for is its share of the parts that apply: without an occupation that one comes from there
    /// are two of the five.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let all: f32 = self.shares().map(|(_, share, _)| share).sum();
        let part = |(part, share, value): (&str, f32, f32)| {
            let (share, value) = (share / all * 100.0, value * 100.0);
            match language {
                Language::Dutch => format!("{}: {value:.0} van 100 (telt voor {share:.0}%)", dutch(part)),
                Language::English => format!("{}: {value:.0} of 100 (counts for {share:.0}%)", english(part)),
            }
        };
        let (together, score) = (self.together() * 100.0, self.feasibility().of_hundred());
        let together = match language {
            Language::Dutch => {
                format!("Samen: {together:.0} van 100; op de schaal van de score is dat {score}")
            }
            Language::English => {
                format!("Together: {together:.0} of 100; on the scale of the score that is {score}")
            }
        };
        self.shares().map(part).chain([together]).collect()
    }
}

fn dutch(part: &str) -> &'static str {
    match part {
        "skills" => "Gevraagde skills die er zijn of vervangen worden",
        "kinds" => "Gevraagde soorten skills die er zijn",
        "likeness" => "De skills van beide beroepen lijken op elkaar",
        "names" => "De namen van beide beroepen lijken op elkaar",
        _ => "De beroepen liggen bij elkaar in de indeling van beroepen",
    }
}

fn english(part: &str) -> &'static str {
    match part {
        "skills" => "Wanted skills that are held or stood in for",
        "kinds" => "Wanted kinds of skill that are held",
        "likeness" => "The skills of both occupations are alike",
        "names" => "The names of both occupations are alike",
        _ => "The occupations lie together in the classification",
    }
}
