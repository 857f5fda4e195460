//! When a sentence about a rule is true, and what has to be said of a pair: each wanted skill once, each factor that
//! counts once, each rule that applies once.

use super::{
    phrases::Says,
    truth::{Pair, of_factors, of_skills},
};
use crate::matching::{
    input::{Education, HoursRange, SkillNumber},
    reading::Said,
};

/// Travel that takes longer is told as more than four hours: the table of travel times ends there.
const LONGEST_MINUTES: f64 = 254.0;

/// Whether a sentence is true of a pair. `about` is the skill beside which it stands.
pub(super) fn is_true(pair: &Pair<'_>, about: Option<SkillNumber>, said: &Said<Says>) -> bool {
    let found =
        of_skills(pair, about, said).or_else(|| of_factors(pair, said)).or_else(|| of_rules(pair, said));
    found.unwrap_or_else(|| panic!("nothing says when {:?} is true", said.says))
}

fn of_rules(pair: &Pair<'_>, said: &Said<Says>) -> Option<bool> {
    let (person, vacancy) = (pair.person, pair.vacancy);
    Some(match said.says {
        Says::HoursFit | Says::HoursDoNotFit => {
            let range = |hours: Option<HoursRange>| hours.map(|it| (it.min(), it.max()));
            let is_said = range(person.hours) == Some(said.hours("own"))
                && range(vacancy.hours) == Some(said.hours("work"));
            let (own, work) = (said.hours("own"), said.hours("work"));
            let fits = (own.0..=own.1).any(|hours| (work.0..=work.1).contains(&hours));
            is_said && fits == (said.says == Says::HoursFit)
        }
        Says::HoursUnknown => person.hours.is_none() || vacancy.hours.is_none(),
        Says::TravelWithin | Says::TravelBeyond | Says::TravelTooLong => {
            let Some((minutes, limit)) = pair.minutes().zip(person.max_travel_minutes.map(f64::from)) else {
                return Some(false);
            };
            let is_limit = is(said.number("limit"), limit);
            let is_too_long = minutes > LONGEST_MINUTES;
            is_limit
                && match said.says {
                    Says::TravelTooLong => is_too_long && minutes > limit,
                    says => {
                        is(said.number("minutes"), minutes)
                            && !is_too_long
                            && (minutes <= limit) == (says == Says::TravelWithin)
                    }
                }
        }
        Says::TravelUnknown => pair.minutes().is_none() || person.max_travel_minutes.is_none(),
        Says::EntryHas | Says::EntryLacks | Says::EntryUnknown => {
            let levels = [Education::BelowBachelor, Education::Bachelor, Education::Master];
            let place =
                |of: Option<Education>| of.and_then(|of| levels.iter().position(|level| *level == of));
            let Some(asked) = place(vacancy.entry_level) else { return Some(false) };
            let outcome = place(person.education).map(|own| own >= asked);
            let is_told = match outcome {
                Some(true) => Says::EntryHas,
                Some(false) => Says::EntryLacks,
                None => Says::EntryUnknown,
            };
            said.word("level") == asked && said.says == is_told
        }
        Says::StartInTime | Says::StartLate => {
            let days = person.available_from.zip(vacancy.starts_on);
            days.is_some_and(|(from, starts)| {
                (from, starts) == (said.day("from"), said.day("starts"))
                    && (from > starts) == (said.says == Says::StartLate)
            })
        }
        Says::StartUnknown => {
            person.available_from.is_none() && vacancy.starts_on == Some(said.day("starts"))
        }
        _ => return None,
    })
}

/// Whether a number that was said is this whole one.
fn is(said: u64, number: f64) -> bool {
    said.to_string() == number.to_string()
}

/// What was said of a pair, sentence by sentence.
pub(super) type Told = (Option<SkillNumber>, Said<Says>);

/// Whether all is told that a reader has to know: what is missing here the sentences do not say.
pub(super) fn tells_all(pair: &Pair<'_>, told: &[Told]) -> Result<(), String> {
    let mut skills: Vec<SkillNumber> = told.iter().filter_map(|(about, _)| *about).collect();
    skills.sort_unstable();
    if skills != pair.wanted() {
        return Err(format!("sentences about {skills:?}, wanted are {:?}", pair.wanted()));
    }
    let [_, begun, like, missing] = pair.counts();
    let shares = pair.world.yardstick.weighting().shares();
    let all = u32::from(shares.skills)
        + [shares.potential, shares.interests, shares.culture].map(u32::from).iter().sum::<u32>();
    // half of the points of potential each; a factor that counts for no whole point is not told
    let counts = |share: u8, part: u32| 60_000 * u32::from(share) / all >= part;
    let wanted: [(&[Says], bool); 13] = [
        (&[Says::OneNeeded, Says::Needed, Says::OneHelps, Says::Helps], true),
        (&[Says::Begun], begun > 0),
        (&[Says::OneLike, Says::Like], like > 0),
        (&[Says::ToLearn, Says::NotThere], missing > 0),
        (&[Says::FitsNow, Says::FitsSoon, Says::FitsNotYet], true),
        (&[Says::HardPotential, Says::HardUnknown], counts(shares.potential, 2)),
        (&[Says::SoftPotential, Says::SoftUnknown], counts(shares.potential, 1)),
        (&[Says::Interests, Says::InterestsUnknown, Says::WorkUnknown], counts(shares.interests, 1)),
        (&[Says::CultureUnknown], counts(shares.culture, 1)),
        (&[Says::HoursFit, Says::HoursDoNotFit, Says::HoursUnknown], true),
        (&[Says::TravelWithin, Says::TravelBeyond, Says::TravelTooLong, Says::TravelUnknown], true),
        (&[Says::EntryHas, Says::EntryLacks, Says::EntryUnknown], pair.vacancy.entry_level.is_some()),
        (&[Says::StartInTime, Says::StartLate, Says::StartUnknown], pair.vacancy.starts_on.is_some()),
    ];
    for (kinds, is_wanted) in wanted {
        let count = told.iter().filter(|(_, said)| kinds.contains(&said.says)).count();
        if count != usize::from(is_wanted) {
            return Err(format!("{count} sentences of {kinds:?}"));
        }
    }
    Ok(())
}
