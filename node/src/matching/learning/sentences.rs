//! A learning path in words. Each sentence says what the path holds and nothing more.

use super::{
    path::{LearningPath, Method, ModuleStep, Outcome},
    proposal::FundingChoice,
};
use crate::{
    domain::module::Payer,
    matching::{explain::Language, input::SkillNumber},
};
use vocabulary::{Date, ModuleId, Money};

/// Names and days as a reader reads them.
pub trait Wording {
    /// The name of a skill.
    fn skill(&self, skill: SkillNumber) -> String;
    /// The name of a module.
    fn module(&self, module: ModuleId) -> String;
    /// A day.
    fn day(&self, day: Date) -> String;
}

impl LearningPath {
    /// The path in sentences: where it leads, its modules, the money, what is learnt on the job, what is left out and
    /// what no module teaches.
    #[must_use]
    pub fn sentences(&self, today: Date, language: Language, words: &impl Wording) -> Vec<String> {
        let dutch = language == Language::Dutch;
        let mut said = vec![self.where_it_leads(today, dutch)];
        said.extend(self.parts.iter().map(|part| step(part, dutch, words)));
        said.extend(self.money(dutch));
        let skills = |of: &[SkillNumber]| of.iter().map(|it| words.skill(*it)).collect::<Vec<_>>().join(", ");
        if !self.on_the_job.is_empty() {
            let learnt = skills(&self.on_the_job);
            said.push(in_either(
                dutch,
                &format!("Op het werk te leren: {learnt}."),
                &format!("Learnt on the job: {learnt}."),
            ));
        }
        if !self.exempted.is_empty() {
            let left_out = self.exempted.iter().map(|it| words.module(*it)).collect::<Vec<_>>().join(", ");
            said.push(in_either(
                dutch,
                &format!("Niet nodig, want de persoon kan al wat dit voor het werk leert: {left_out}."),
                &format!(
                    "Not needed, for the person can already do what this teaches for the work: {left_out}."
                ),
            ));
        }
        if !self.not_taught.is_empty() {
            let missing = skills(&self.not_taught);
            said.push(in_either(
                dutch,
                &format!("Geen traject voor: {missing}."),
                &format!("No training for: {missing}."),
            ));
        }
        if self.method == Method::RuleOfThumb {
            said.push(in_either(
                dutch,
                "Er zijn veel modules: misschien is er een betere weg.",
                "There are many modules: perhaps there is a better way.",
            ));
        }
        said
    }

    fn where_it_leads(&self, today: Date, dutch: bool) -> String {
        let weeks = self.ready_in_weeks(today);
        match self.outcome {
            Outcome::FitsNow => in_either(dutch, "Past nu.", "Fits now."),
            Outcome::FitsAfter if dutch => {
                format!("Past over {} ({}).", weeks_in_dutch(weeks), of_learning(self.weeks, true))
            }
            Outcome::FitsAfter => {
                format!("Fits in {} ({}).", weeks_in_english(weeks), of_learning(self.weeks, false))
            }
            Outcome::NotEnough if self.parts.is_empty() => in_either(
                dutch,
                "Past nog niet, en wij vonden geen modules die genoeg helpen.",
                "Does not fit yet, and we found no modules that help enough.",
            ),
            Outcome::NotEnough => in_either(
                dutch,
                "Past nog niet genoeg, ook niet na deze modules.",
                "Does not fit well enough yet, not after these modules either.",
            ),
        }
    }

    fn money(&self, dutch: bool) -> Option<String> {
        if self.parts.is_empty() {
            return None;
        }
        if self.costs.by_payer().is_empty() {
            return Some(in_either(dutch, "Het kost niets.", "It costs nothing."));
        }
        let shares = self.costs.by_payer().iter().map(|(payer, amount)| {
            format!(
                "{} {}",
                euros(*amount, dutch),
                in_either(dutch, payer_in_dutch(*payer), payer_in_english(*payer))
            )
        });
        let shares = shares.collect::<Vec<_>>().join(", ");
        let total = euros(self.costs.total(), dutch);
        Some(if dutch { format!("Kosten: {total}: {shares}.") } else { format!("Costs: {total}: {shares}.") })
    }
}

fn step(part: &ModuleStep, dutch: bool, words: &impl Wording) -> String {
    let (name, from, until) = (words.module(part.module), words.day(part.starts_on), words.day(part.ends_on));
    let skills = |of: &[SkillNumber]| of.iter().map(|it| words.skill(*it)).collect::<Vec<_>>().join(", ");
    let teaches = skills(&part.teaches);
    let mut said = if dutch {
        format!("{name}: van {from} tot en met {until}. Te leren: {teaches}.")
    } else {
        format!("{name}: from {from} to {until}. To learn: {teaches}.")
    };
    if !part.held_already.is_empty() {
        let held = skills(&part.held_already);
        said.push_str(&in_either(
            dutch,
            &format!(" Vraag vrijstelling voor: {held}."),
            &format!(" Ask for an exemption for: {held}."),
        ));
    }
    said
}

impl FundingChoice {
    /// What the employer can do, as a sentence.
    #[must_use]
    pub fn sentence(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::SectorFund, Language::Dutch) => {
                "De werkgever vraagt het O&O-fonds van de sector om geld voor eigen scholing."
            }
            (Self::SectorFund, Language::English) => {
                "The employer asks the training fund of the sector for money for training of its own."
            }
            (Self::OwnMeans, Language::Dutch) => "De werkgever betaalt eigen scholing zelf.",
            (Self::OwnMeans, Language::English) => "The employer pays for training of its own.",
        }
    }
}

fn in_either(dutch: bool, nl: &str, en: &str) -> String {
    if dutch { nl.to_owned() } else { en.to_owned() }
}

fn weeks_in_dutch(weeks: u32) -> String {
    if weeks == 1 { "1 week".to_owned() } else { format!("{weeks} weken") }
}

fn weeks_in_english(weeks: u32) -> String {
    if weeks == 1 { "1 week".to_owned() } else { format!("{weeks} weeks") }
}

fn of_learning(weeks: u16, dutch: bool) -> String {
    if dutch {
        format!("{} leren", weeks_in_dutch(weeks.into()))
    } else {
        format!("{} of learning", weeks_in_english(weeks.into()))
    }
}

const fn payer_in_dutch(payer: Payer) -> &'static str {
    match payer {
        Payer::Employer => "van de werkgever",
        Payer::TrainingFund => "uit het O&O-fonds",
        Payer::Subsidy => "uit subsidie",
        Payer::Own => "eigen bijdrage",
    }
}

const fn payer_in_english(payer: Payer) -> &'static str {
    match payer {
        Payer::Employer => "from the employer",
        Payer::TrainingFund => "from the training fund",
        Payer::Subsidy => "from subsidy",
        Payer::Own => "own contribution",
    }
}

/// An amount as the language writes it: € 1.234,50 or € 1,234.50.
#[must_use]
pub fn euros(amount: Money, dutch: bool) -> String {
    let (thousands, decimal) = if dutch { ('.', ',') } else { (',', '.') };
    let (whole, cents) = (amount.cents().unsigned_abs() / 100, amount.cents().unsigned_abs() % 100);
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(thousands);
        }
        grouped.push(digit);
    }
    let sign = if amount.cents() < 0 { "-" } else { "" };
    format!("{sign}€ {grouped}{decimal}{cents:02}")
}
