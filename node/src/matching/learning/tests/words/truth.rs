//! When a sentence of a learning path is true, from the wanted skills, the own skills and the modules, and what has to
//! be told of them.

use super::{super::*, Says};
use crate::matching::reading::Said;

/// What is wanted, what is held, and what can be followed.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) wanted: Vec<WantedSkill>,
    pub(super) own: Vec<OwnSkill>,
    pub(super) courses: Vec<Course>,
}

impl Facts {
    fn is_missing(&self, skill: SkillNumber) -> bool {
        self.own.iter().all(|own| own.skill != skill)
    }

    fn missing(&self, want: Want) -> BTreeSet<SkillNumber> {
        let missing = self.wanted.iter().filter(|it| it.want == want && self.is_missing(it.skill));
        missing.map(|it| it.skill).collect()
    }

    fn has(&self, taught: &(SkillNumber, u8)) -> bool {
        self.own.iter().any(|own| own.skill == taught.0 && own.level >= taught.1)
    }

    /// Seven tenths of what is wanted, or all that the work cannot do without from the first day.
    fn is_enough_with(&self, learnt: &BTreeSet<SkillNumber>) -> bool {
        let is_there = |it: &&WantedSkill| !self.is_missing(it.skill) || learnt.contains(&it.skill);
        let of = |wanted: &mut dyn Iterator<Item = &WantedSkill>| {
            wanted.map(|it| u64::from(it.weight)).sum::<u64>()
        };
        let (there, all) = (of(&mut self.wanted.iter().filter(is_there)), of(&mut self.wanted.iter()));
        let needed = self.missing(Want::Essential);
        there * 10 >= all * 7 || (!needed.is_empty() && needed.is_subset(learnt))
    }

    fn fits_now(&self) -> bool {
        self.is_enough_with(&BTreeSet::new())
    }

    fn course(&self, name: &str) -> Option<&Course> {
        self.courses.iter().find(|it| format!("module {}", it.module.to_bytes()[0]) == name)
    }

    /// What can be learnt from today on, of all modules or of these.
    fn can_be_learnt(&self) -> BTreeSet<SkillNumber> {
        let open = self.courses.iter().filter(|it| match &it.starts {
            Starts::Continuous => true,
            Starts::On(days) => days.iter().any(|day| *day >= today()),
        });
        open.flat_map(|it| it.teaches.iter().map(|taught| taught.0)).collect()
    }

    /// Whether some modules, one after the other in some order from a day on, make the person fit.
    fn some_way_fits(&self, left: &[&Course], learnt: &BTreeSet<SkillNumber>, day: Date) -> bool {
        if !learnt.is_empty() && self.is_enough_with(learnt) {
            return true;
        }
        (0..left.len()).any(|at| {
            let Some(begin) = left[at].starts.first_from(day) else { return false };
            let mut rest = left.to_vec();
            let course = rest.remove(at);
            let taught = course.teaches.iter().map(|taught| taught.0).filter(|it| self.is_missing(*it));
            let learnt = learnt.iter().copied().chain(taught).collect();
            self.some_way_fits(&rest, &learnt, after(begin, course.weeks))
        })
    }

    /// Whether some modules make the person fit. Of many modules not all ways are tried: there is one at least where
    /// those that begin on any day are enough together.
    fn has_a_way(&self) -> bool {
        if self.are_few() {
            let all: Vec<&Course> = self.courses.iter().collect();
            return self.some_way_fits(&all, &BTreeSet::new(), today());
        }
        let any_day = self.courses.iter().filter(|it| it.starts == Starts::Continuous);
        self.is_enough_with(&any_day.flat_map(|it| it.teaches.iter().map(|taught| taught.0)).collect())
    }

    /// Whether all ways can be tried here; of many modules the sentences promise no more than a good way.
    fn are_few(&self) -> bool {
        self.courses.len() <= 12
    }
}

/// The first day after so many weeks from a day on.
fn after(day: Date, weeks: u16) -> Date {
    day.checked_add(jiff::Span::new().days(7 * i64::from(weeks))).unwrap()
}

fn is_step(said: &Said<Says>) -> bool {
    matches!(said.says, Says::Step | Says::StepWithExemption)
}

/// The modules of the steps that are told, in their order.
fn followed<'a>(facts: &'a Facts, told: &[Said<Says>]) -> Vec<&'a Course> {
    let steps = told.iter().filter(|said| is_step(said));
    steps.filter_map(|said| facts.course(&said.list("module")[0])).collect()
}

fn learnt(facts: &Facts, courses: &[&Course]) -> BTreeSet<SkillNumber> {
    let all = courses.iter().flat_map(|it| it.teaches.iter().map(|taught| taught.0));
    all.filter(|skill| facts.wanted.iter().any(|it| it.skill == *skill) && facts.is_missing(*skill)).collect()
}

fn are_named(names: &[String], skills: impl IntoIterator<Item = SkillNumber>) -> bool {
    let mut names = names.to_vec();
    let mut wanted: Vec<String> = skills.into_iter().map(|skill| format!("skill {}", skill.0)).collect();
    names.sort();
    wanted.sort();
    !names.is_empty() && names == wanted
}

/// Whether a sentence is true; `told` is all that is told, of which it is a part.
pub(super) fn is_true(facts: &Facts, told: &[Said<Says>], said: &Said<Says>) -> bool {
    let path = followed(facts, told);
    let fits_after = || !facts.fits_now() && facts.is_enough_with(&learnt(facts, &path));
    let never_fits = || !facts.fits_now() && !facts.has_a_way();
    match said.says {
        Says::FitsNow => facts.fits_now(),
        Says::FitsAfter => {
            let last = told.iter().filter(|said| is_step(said)).map(|said| said.day("until")).max();
            let days = last.map_or(0, |last| (last.tomorrow().unwrap() - today()).get_days());
            let weeks: u64 = path.iter().map(|it| u64::from(it.weeks)).sum();
            let ready = u64::try_from(days).unwrap().div_ceil(7);
            fits_after() && said.number("ready") == ready && said.number("learning") == weeks
        }
        Says::NoModules => never_fits() && path.is_empty(),
        Says::NotAfterThese => never_fits() && !path.is_empty() && !fits_after(),
        Says::Step | Says::StepWithExemption => is_true_step(facts, told, said),
        Says::Free => !path.is_empty() && path.iter().all(|it| it.costs.by_payer().is_empty()),
        Says::Costs => {
            let all = path.iter().flat_map(|it| it.costs.by_payer().values());
            said.cents("total") == all.map(|amount| amount.cents()).sum::<i64>()
        }
        Says::Share => {
            let payer =
                [Payer::Employer, Payer::TrainingFund, Payer::Subsidy, Payer::Own][said.word("payer")];
            let of_payer = path.iter().filter_map(|it| it.costs.by_payer().get(&payer));
            said.cents("amount") == of_payer.map(|amount| amount.cents()).sum::<i64>()
                && said.cents("amount") > 0
        }
        Says::OnTheJob => {
            let learnt = learnt(facts, &path);
            let left = facts.missing(Want::EssentialTrainable).into_iter().filter(|it| !learnt.contains(it));
            are_named(said.list("skills"), left)
        }
        Says::LeftOut => {
            let names = said.list("modules").iter().map(|name| facts.course(name));
            let named: Option<Vec<_>> = names.map(|it| it.filter(|it| is_left_out(facts, it))).collect();
            named.is_some_and(|named| {
                named.len() == facts.courses.iter().filter(|it| is_left_out(facts, it)).count()
            })
        }
        Says::NotTaught => {
            let taught = facts.can_be_learnt();
            let left = facts.missing(Want::Essential).into_iter().filter(|it| !taught.contains(it));
            are_named(said.list("skills"), left)
        }
        Says::ManyModules => !facts.are_few(),
    }
}

/// A module that teaches something for this work, all of which the person can do at that level.
fn is_left_out(facts: &Facts, course: &Course) -> bool {
    let for_this_work = |taught: &&(SkillNumber, u8)| facts.wanted.iter().any(|it| it.skill == taught.0);
    let mut taught = course.teaches.iter().filter(for_this_work).peekable();
    taught.peek().is_some() && taught.all(|it| facts.has(it))
}

fn is_true_step(facts: &Facts, told: &[Said<Says>], said: &Said<Says>) -> bool {
    let [name] = said.list("module") else { return false };
    let Some(course) = facts.course(name) else { return false };
    let steps: Vec<&Said<Says>> = told.iter().filter(|said| is_step(said)).collect();
    let at = steps.iter().position(|step| *step == said).unwrap();
    let free_from =
        at.checked_sub(1).map_or(today(), |before| steps[before].day("until").tomorrow().unwrap());
    let begins_then = match &course.starts {
        Starts::Continuous => said.day("from") == free_from,
        Starts::On(days) => days.range(free_from..).next() == Some(&said.day("from")),
    };
    let before = learnt(facts, &followed(facts, &told[..told.iter().position(|it| it == said).unwrap()]));
    let new = learnt(facts, &[course]).into_iter().filter(|it| !before.contains(it));
    let held: Vec<SkillNumber> = course.teaches.iter().filter(|it| facts.has(it)).map(|it| it.0).collect();
    begins_then
        && said.day("until") == after(said.day("from"), course.weeks).yesterday().unwrap()
        && are_named(said.list("teaches"), new)
        && match said.says {
            Says::Step => held.is_empty(),
            _ => are_named(said.list("held"), held),
        }
}

/// Whether all is told that a reader has to know.
pub(super) fn tells_all(facts: &Facts, told: &[Said<Says>]) -> Result<(), String> {
    let path = followed(facts, told);
    let learnt = learnt(facts, &path);
    let payers: BTreeSet<Payer> = path.iter().flat_map(|it| it.costs.by_payer().keys().copied()).collect();
    let taught = facts.can_be_learnt();
    let leads = [Says::FitsNow, Says::FitsAfter, Says::NoModules, Says::NotAfterThese];
    let wanted = [
        (&leads[..], 1),
        (&[Says::Free], usize::from(!path.is_empty() && payers.is_empty())),
        (&[Says::Costs], usize::from(!payers.is_empty())),
        (&[Says::Share], payers.len()),
        (&[Says::OnTheJob], usize::from(!facts.missing(Want::EssentialTrainable).is_subset(&learnt))),
        (&[Says::LeftOut], usize::from(facts.courses.iter().any(|it| is_left_out(facts, it)))),
        (&[Says::NotTaught], usize::from(!facts.missing(Want::Essential).is_subset(&taught))),
    ];
    for (kinds, count) in wanted {
        let found = told.iter().filter(|said| kinds.contains(&said.says)).count();
        if found != count {
            return Err(format!("{found} sentences of {kinds:?}, and {count} have to be told"));
        }
    }
    let is_short = told.iter().any(|said| said.says == Says::NotAfterThese);
    if is_short && facts.missing(Want::Essential).iter().any(|it| taught.contains(it) && !learnt.contains(it))
    {
        return Err("a way that is not enough teaches all that it can".to_owned());
    }
    // where all ways were weighed, or none can be enough, nothing has to be hedged
    let hedged = told.iter().any(|said| said.says == Says::ManyModules);
    if !facts.are_few() && !facts.fits_now() && facts.is_enough_with(&taught) && !hedged {
        return Err("among many modules there may be a better way".to_owned());
    }
    Ok(())
}
