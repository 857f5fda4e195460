//! The chapters of the summaries: the weeks that are published, and what the coordinator makes of them.

use super::{Client, Story, eventually, population, shortages};
use crate::{
    json::{list, text, whole},
    narrator::Stopwatch,
    stage::Stage,
};
use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use privacy::budget::RUNNING_BUDGET;
use serde_json::Value;
use shortages::{Demanded, Shown};
use vocabulary::{IsoWeek, RegionId, Sectors};

/// The tables that a region publishes each week.
const TABLES: [&str; 3] = ["S0", "S1", "S1b"];

impl<S: Stage> Story<'_, S> {
    pub(super) async fn weeks_are_published(&mut self) -> Result<()> {
        let weeks = self.plot.weeks;
        self.narrator.chapter(8, &format!("All regions publish {weeks} weeks of noisy tables"));
        let bar = self.narrator.bar("weeks", u64::try_from(weeks).unwrap_or(u64::MAX));
        let watch = Stopwatch::start();
        for week in 1..=weeks {
            // The week in which a region joins is left out; every later one is published.
            self.stage.advance_clock(SignedDuration::from_hours(7 * 24)).await?;
            // A week ends every session.
            let analyst = self.analyst().await?;
            eventually(&format!("the tables of {week} weeks are with the coordinator"), async || {
                let wanted = TABLES.len() * self.weeks_of_all()?;
                let deliveries = analyst.get("/v1/deliveries").await?;
                let mut released = 0;
                for delivery in list(&deliveries, "/items")? {
                    released += list(delivery, "/tables")?.len();
                }
                Ok(if released >= wanted { Ok(()) } else { Err(format!("{released} tables of {wanted}")) })
            })
            .await?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        self.narrator.done("Every table is with the coordinator.", watch.elapsed());
        for region in self.regions.clone() {
            let client = self.adviser(&region).await?;
            let (releases, weeks) =
                eventually(&format!("{region} has a receipt for every table"), async || {
                    let weeks = self.weeks_of(&region)?;
                    let releases = client.get("/v1/releases?limit=200").await?;
                    let waiting =
                        list(&releases, "/items")?.iter().filter(|line| line["receivedAt"].is_null()).count();
                    Ok(if waiting == 0 {
                        Ok((releases, weeks))
                    } else {
                        Err(format!("{waiting} without one"))
                    })
                })
                .await?;
            let spent = paid_from_the_budget(list(&releases, "/items")?, weeks)
                .with_context(|| format!("what {region} published"))?;
            let cap = RUNNING_BUDGET.cap_micro();
            self.narrator.say(&format!(
                "{region}: {} tables, each with a receipt; {spent} of {cap} millionths of rho spent.",
                TABLES.len() * weeks
            ));
        }
        Ok(())
    }

    /// How many weeks a region has published by now: each one after that in which it joined. One more than the story has
    /// let pass when a Monday began meanwhile.
    fn weeks_of(&self, region: &RegionId) -> Result<usize> {
        let joined = self.memory.joined.get(region).with_context(|| format!("{region} joined"))?;
        let passed = IsoWeek::of_timestamp(self.stage.now()).weeks_since(*joined);
        usize::try_from(passed).context("a region joined before now")
    }

    fn weeks_of_all(&self) -> Result<usize> {
        self.regions.iter().map(|region| self.weeks_of(region)).sum()
    }

    /// A signed-in national analyst.
    async fn analyst(&self) -> Result<Client> {
        let who = self.stage.analyst();
        Client::at(self.stage.coordinator_address()?)?.sign_in(&who.name, &who.password).await
    }

    pub(super) async fn shortages_are_shown(&mut self) -> Result<()> {
        self.narrator.chapter(9, "The coordinator shows shortage and surplus");
        let analyst = self.analyst().await?;
        let sectors = Sectors::embedded();
        let mut shown = Vec::new();
        for drawn in population::SHORT.into_iter().chain(population::AMPLE) {
            let answer = analyst.get(&format!("/v1/shortages?sector={drawn}")).await?;
            for row in list(&answer, "/items")? {
                shown.extend(self.row(&sectors, drawn, row)?);
            }
        }
        let regions: Vec<_> = self.regions.iter().map(RegionId::as_str).collect();
        let demanded = Demanded::of(self.plot.size.candidates, self.plot.weeks);
        let tally = shortages::judge(&shown, &regions, demanded)?;
        self.narrator.say(&format!(
            "{} of {} cells are certain enough to be called: {} short, {} in surplus.",
            tally.short + tally.ample,
            shown.len(),
            tally.short,
            tally.ample
        ));
        if tally.wrong > 0 {
            self.narrator.say(&format!(
                "{} of them lie the other way than the people were drawn: the noise is made for whole regions.",
                tally.wrong
            ));
        }
        Ok(())
    }

    /// A row of a region of the story, said and read.
    fn row(&self, sectors: &Sectors, drawn: &'static str, row: &Value) -> Result<Option<Shown>> {
        let region = text(row, "/region")?;
        if !self.regions.iter().any(|known| known.as_str() == region) {
            return Ok(None);
        }
        self.narrator.say(&shortages::sentence(sectors, drawn, row)?);
        Shown::read(drawn, row).map(Some)
    }
}

/// That each week's tables were paid for once and that all together stay under the budget; what was spent, in
/// millionths of rho. All weeks of a story lie within one window of the budget.
fn paid_from_the_budget(releases: &[Value], weeks: usize) -> Result<u64> {
    for table in TABLES {
        let mut periods = Vec::new();
        for line in releases {
            if text(line, "/table")? == table {
                periods.push(text(line, "/period")?);
            }
        }
        let count = periods.len();
        periods.sort();
        periods.dedup();
        ensure!(
            (count, periods.len()) == (weeks, weeks),
            "table {table} was published {count} times in {} weeks, not once in each of {weeks}",
            periods.len()
        );
    }
    ensure!(releases.len() == TABLES.len() * weeks, "there are tables besides {TABLES:?}");
    let mut spent = 0;
    for line in releases {
        let rho_micro = whole(line, "/rhoMicro")?;
        ensure!(rho_micro > 0, "a table cost nothing: {line}");
        ensure!(!line["receivedAt"].is_null(), "a table has no receipt: {line}");
        spent += rho_micro.unsigned_abs();
    }
    let cap = RUNNING_BUDGET.cap_micro();
    ensure!(spent <= cap, "{spent} millionths of rho were spent of {cap}");
    Ok(spent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn line(table: &str, period: &str, rho_micro: i64) -> Value {
        json!({ "table": table, "period": period, "rhoMicro": rho_micro, "receivedAt": "2026-11-24T03:00:00Z" })
    }

    #[test]
    fn a_week_that_is_missing_twice_there_unpaid_or_above_the_budget_is_noticed() {
        let weeks = ["2026-W48", "2026-W49"];
        let of_week = |week: &str| [line("S0", week, 20), line("S1", week, 120), line("S1b", week, 52)];
        let right: Vec<_> = weeks.iter().flat_map(|week| of_week(week)).collect();
        assert_eq!(paid_from_the_budget(&right, 2).unwrap(), 384);
        let wrong = |change: &dyn Fn(&mut Vec<Value>)| {
            let mut releases = right.clone();
            change(&mut releases);
            paid_from_the_budget(&releases, 2).unwrap_err().to_string()
        };
        assert!(wrong(&|it| drop(it.pop())).contains("S1b was published 1 times"));
        assert!(wrong(&|it| it[0] = line("S0", "2026-W49", 20)).contains("in 1 weeks"));
        assert!(wrong(&|it| it.push(line("S2", "2026-W49", 20))).contains("besides"));
        assert!(wrong(&|it| it[1]["rhoMicro"] = json!(0)).contains("cost nothing"));
        assert!(wrong(&|it| it[1]["receivedAt"] = Value::Null).contains("no receipt"));
        assert!(wrong(&|it| it[1]["rhoMicro"] = json!(20_187)).contains("were spent of 20187"));
    }
}
