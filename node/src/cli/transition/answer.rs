//! The answers of `transition` as programs and people read them.

use super::sentences;
use crate::matching::{
    explain,
    input::{Education, Want},
    transition::{
        explain::Explanation,
        level_gap::{LevelGap, entry_sentence},
        rank::{self, Map},
        score::{Feasibility, Parts},
    },
};
use ::vocabulary::{EscoUri, Language, OccupationIndex, SkillIndex, Vocabulary};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// One pair of `transition score`.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    from: EscoUri,
    to: EscoUri,
    feasibility: Feasibility,
    held: Vec<EscoUri>,
    substituted: Vec<Substituted>,
    missing: Vec<EscoUri>,
    /// Those of the wanted skills that are optional.
    optional: Vec<EscoUri>,
    parts: Parts,
    beside: Beside,
    labels: BTreeMap<EscoUri, &'a str>,
    #[serde(skip)]
    spoken: explain::Language,
}

#[derive(Serialize)]
struct Substituted {
    wanted: EscoUri,
    held: EscoUri,
    because: String,
    reason: &'static str,
    discount: f32,
}

/// What stands apart from the score.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Beside {
    level_gap: Option<LevelGap>,
    /// The entry level that the law asks of who teaches.
    entry_level: Option<&'static str>,
}

impl Beside {
    fn new(explanation: &Explanation) -> Self {
        let entry_level = explanation.entry_level.map(|it| match it {
            Education::BelowBachelor => "mbo",
            Education::Bachelor => "hbo",
            Education::Master => "wo",
        });
        Self { level_gap: explanation.level_gap, entry_level }
    }

    fn write_text(&self, out: &mut impl Write, spoken: explain::Language) -> io::Result<()> {
        if let Some(gap) = self.level_gap.filter(|it| it.steps_up() != 0) {
            writeln!(out, "      {}", gap.sentence(spoken))?;
        }
        if self.entry_level.is_some() {
            writeln!(out, "      {}", entry_sentence(spoken))?;
        }
        Ok(())
    }
}

impl<'a> Answer<'a> {
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        language: Language,
        from: OccupationIndex,
        to: OccupationIndex,
        explanation: &Explanation,
    ) -> Self {
        let spoken = sentences(language);
        let mut labels: BTreeMap<EscoUri, &str> = [from, to]
            .into_iter()
            .map(|it| (vocabulary.occupation_uri(it), vocabulary.occupation_label(it, language)))
            .collect();
        let mut optional = Vec::new();
        let mut uri = |skill: SkillIndex| {
            let uri = vocabulary.skill_uri(skill);
            labels.insert(uri.clone(), vocabulary.skill_label(skill, language));
            uri
        };
        let mut wanted = |skill: SkillIndex, want: Want| {
            let uri = uri(skill);
            if want == Want::Optional {
                optional.push(uri.clone());
            }
            uri
        };
        let held = explanation.held.iter().map(|it| wanted(it.skill, it.want)).collect();
        let missing = explanation.missing.iter().map(|it| wanted(it.skill, it.want)).collect();
        let asked: Vec<EscoUri> =
            explanation.substituted.iter().map(|it| wanted(it.wanted, it.want)).collect();
        let substituted = asked.into_iter().zip(&explanation.substituted).map(|(wanted, it)| Substituted {
            wanted,
            held: uri(it.by.held),
            because: it.by.because.sentence(vocabulary, spoken),
            reason: it.by.because.name(),
            discount: it.by.discount,
        });
        Self {
            from: vocabulary.occupation_uri(from),
            to: vocabulary.occupation_uri(to),
            feasibility: explanation.feasibility,
            held,
            substituted: substituted.collect(),
            missing,
            parts: explanation.parts,
            beside: Beside::new(explanation),
            optional,
            labels,
            spoken,
        }
    }

    pub(super) fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        let label = |uri: &EscoUri| self.labels.get(uri).copied().unwrap_or_default();
        writeln!(out, "{:.2}  {} -> {}", self.feasibility.value(), label(&self.from), label(&self.to))?;
        for sentence in self.parts.sentences(self.spoken) {
            writeln!(out, "      {sentence}")?;
        }
        self.beside.write_text(out, self.spoken)?;
        self.held.iter().try_for_each(|it| writeln!(out, "    + {}", label(it)))?;
        for it in &self.substituted {
            writeln!(out, "    ~ {}: ‘{}’ {}", label(&it.wanted), label(&it.held), it.because)?;
        }
        self.missing.iter().try_for_each(|it| writeln!(out, "    - {}", label(it)))
    }
}

/// One line of `transition from`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Destination<'a> {
    uri: EscoUri,
    label: &'a str,
    feasibility: Feasibility,
    sector: Option<&'a str>,
    in_other_sector: bool,
    held: usize,
    substituted: usize,
    missing: usize,
    beside: Beside,
    #[serde(skip)]
    spoken: explain::Language,
}

impl<'a> Destination<'a> {
    pub(super) fn new(
        map: &Map<'a>,
        language: Language,
        found: &rank::Destination,
        explanation: &Explanation,
    ) -> Self {
        let sector = found.sector.as_ref().and_then(|it| map.sectors.get(it));
        Self {
            uri: map.vocabulary.occupation_uri(found.occupation),
            label: map.vocabulary.occupation_label(found.occupation, language),
            feasibility: found.feasibility,
            sector: sector.map(|it| it.name(language)),
            in_other_sector: found.in_other_sector,
            held: explanation.held.len(),
            substituted: explanation.substituted.len(),
            missing: explanation.missing.len(),
            beside: Beside::new(explanation),
            spoken: sentences(language),
        }
    }

    pub(super) fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        let sector = self.sector.unwrap_or_default();
        writeln!(out, "{:.2}  {}  ({sector})  {}", self.feasibility.value(), self.label, self.uri)?;
        let (held, substituted, missing) = (self.held, self.substituted, self.missing);
        match self.spoken {
            explain::Language::Dutch => {
                writeln!(
                    out,
                    "      {held} skills zijn er, {substituted} worden vervangen, {missing} ontbreken"
                )
            }
            explain::Language::English => {
                writeln!(
                    out,
                    "      {held} skills are held, {substituted} are stood in for, {missing} are missing"
                )
            }
        }?;
        self.beside.write_text(out, self.spoken)
    }
}
