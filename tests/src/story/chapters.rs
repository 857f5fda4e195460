//! The chapters, in order.

use super::{Client, RIJNMOND, Story, WEST_BRABANT, ZEELAND, eventually, population};
use crate::{
    json::{list, text, whole},
    narrator::Stopwatch,
    stage::{Import, Stage},
};
use anyhow::{Context, Result, bail, ensure};
use jiff::SignedDuration;
use serde_json::{Value, json};
use vocabulary::{Geography, Language, RegionId, Sectors, SkillIndex, Vocabulary};

/// Where the care vacancy of the story is: Reimerswaal, in Zeeland on the border with West-Brabant.
const MUNICIPALITY: &str = "GM0703";
/// The ISCO-08 group of the vacancy: health care assistants.
const CARE_GROUP: &str = "5321";
/// What the consent of the story covers.
const CONSENT_FIELDS: [&str; 9] = [
    "name",
    "contact",
    "municipality",
    "availability",
    "education",
    "occupations",
    "languages",
    "skills",
    "case-history",
];

/// From so many people in a region on the noise is small beside the figures, and a miss is an error.
const FULL_SIZE: usize = 20_000;
/// Beside few people the noise is large: of 21 intervals that hold the truth nine times in ten, more than four lie
/// wholly to one side of it once in three hundred plays.
const MISSES_EXPLAINED: usize = 4;

impl<S: Stage> Story<'_, S> {
    /// A signed-in adviser of a region.
    async fn adviser(&self, region: &RegionId) -> Result<Client> {
        let who = self.stage.adviser();
        Client::at(self.stage.region_address(region)?)?.sign_in(&who.name, &who.password).await
    }

    fn region(&self, code: &str) -> Result<RegionId> {
        RegionId::new(code).context("a region code of the story")
    }

    pub(super) async fn regions_join(&mut self) -> Result<()> {
        self.narrator.chapter(1, "Three regions join the network");
        let watch = Stopwatch::start();
        self.stage.found_network().await.context("founding the network")?;
        self.narrator.done("The national coordinator runs.", watch.elapsed());
        let geography = Geography::embedded();
        for region in self.regions.clone() {
            let name = name_of(&geography, &region);
            let watch = Stopwatch::start();
            self.stage.found_region(&region).await.with_context(|| format!("founding {name}"))?;
            let words = self.stage.join_region(&region).await.with_context(|| format!("{name} joins"))?;
            self.narrator.done(&format!("{name} joined; both sides saw: {words}."), watch.elapsed());
            let watch = Stopwatch::start();
            self.import_people(&region).await.with_context(|| format!("importing the people of {name}"))?;
            let size = &self.plot.size;
            let sentence = format!(
                "{name} holds {} candidates, {} employers and {} vacancies, all synthetic.",
                size.candidates, size.employers, size.vacancies
            );
            self.narrator.done(&sentence, watch.elapsed());
            let watch = Stopwatch::start();
            self.stage.start_region(&region).await.with_context(|| format!("starting {name}"))?;
            self.narrator.done(&format!("The node of {name} runs."), watch.elapsed());
            if region.as_str() == ZEELAND {
                let start = crate::narrator::words_for(watch.elapsed());
                self.narrator.figure("start of a node with its people", &start);
            }
        }
        Ok(())
    }

    async fn import_people(&mut self, region: &RegionId) -> Result<()> {
        let geography = Geography::embedded();
        let municipalities: Vec<_> =
            geography.municipalities_of(region).iter().map(|it| it.code.to_string()).collect();
        let folder = self.plot.folder.join(region.as_str());
        let (size, seed) = (&self.plot.size, self.plot.seed);
        let files = population::write_region(&self.world, region, &municipalities, size, seed, &folder)?;
        let bar = self.narrator.bar("importing", 3);
        for (what, file) in [
            (Import::Employers, &files.employers),
            (Import::Vacancies, &files.vacancies),
            (Import::Candidates, &files.candidates),
        ] {
            self.stage.import(region, what, file).await?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }

    pub(super) async fn vacancy_is_posted(&mut self) -> Result<()> {
        self.narrator.chapter(2, "An employer in Zeeland posts a care vacancy");
        let client = self.adviser(&self.region(ZEELAND)?).await?;
        let vacancy = care_vacancy(&client, "leerwerkplek").await?;
        let watch = Stopwatch::start();
        let made = client.post("/v1/vacancies", &vacancy).await?;
        self.memory.vacancy = Some(text(&made, "/id")?);
        self.memory.posted = Some(watch);
        let sentence = format!("“{}”, 16 to 32 hours, with job guarantee.", text(&vacancy, "/title")?);
        self.narrator.done(&sentence, watch.elapsed());
        Ok(())
    }

    pub(super) async fn vacancy_reaches_everybody(&mut self) -> Result<()> {
        self.narrator.chapter(3, "The vacancy reaches the other nodes");
        let vacancy = self.memory.vacancy.clone().context("the vacancy was posted")?;
        let watch = self.memory.posted.context("the vacancy was posted")?;
        for code in [WEST_BRABANT, RIJNMOND] {
            let client = self.adviser(&self.region(code)?).await?;
            let path = format!("/v1/network-vacancies/{vacancy}");
            eventually(&format!("{code} has the vacancy"), async || {
                let (status, body) = client.try_ask(reqwest::Method::GET, &path, None).await?;
                Ok(if status.is_success() { Ok(()) } else { Err(format!("{status}: {body}")) })
            })
            .await?;
            self.narrator.done(&format!("{code} has it."), watch.elapsed());
        }
        self.narrator.figure("a public vacancy on all nodes", &crate::narrator::words_for(watch.elapsed()));
        Ok(())
    }

    pub(super) async fn somebody_is_found(&mut self) -> Result<()> {
        self.narrator.chapter(4, "West-Brabant finds people who would travel");
        let client = self.adviser(&self.region(WEST_BRABANT)?).await?;
        let vacancy = self.memory.vacancy.clone().context("the vacancy was posted")?;
        let watch = Stopwatch::start();
        let matches = client.get(&format!("/v1/vacancies/{vacancy}/matches?limit=10")).await?;
        let found = list(&matches, "/items")?;
        self.narrator.done(&format!("{} people, the best first.", found.len()), watch.elapsed());
        let best = found.first().context("West-Brabant has nobody for the vacancy")?;
        let (held, missing) = (list(best, "/held")?, list(best, "/missing")?);
        ensure!(!held.is_empty(), "the best match holds none of the skills: {best}");
        self.narrator.say(&format!(
            "The best holds {} of {} wanted skills and has {} to learn:",
            held.len(),
            held.len() + missing.len(),
            missing.len()
        ));
        for skill in held.iter().take(3) {
            self.narrator.say(&format!("  + {} (level {})", text(skill, "/label")?, whole(skill, "/level")?));
        }
        for skill in missing.iter().take(2) {
            self.narrator.say(&format!("  - {}", text(skill, "/label")?));
        }
        for rule in list(best, "/rules")? {
            self.narrator.say(&format!("  · {}", text(rule, "/sentence")?));
        }
        self.memory.candidate = Some(text(best, "/candidate")?);
        Ok(())
    }

    pub(super) async fn candidate_consents(&mut self) -> Result<()> {
        self.narrator.chapter(5, "The candidate consents");
        let client = self.adviser(&self.region(WEST_BRABANT)?).await?;
        let candidate = self.memory.candidate.clone().context("somebody was found")?;
        let opened = client.post("/v1/cases", &json!({ "candidate": candidate })).await?;
        let case = text(&opened, "/id")?;
        // Without consent there is no hand-over.
        let offer = json!({ "case": case, "toRegion": ZEELAND });
        let (status, _) = client.try_ask(reqwest::Method::POST, "/v1/handovers", Some(&offer)).await?;
        ensure!(!status.is_success(), "a case was offered without consent");
        let consent = json!({ "region": ZEELAND, "fields": CONSENT_FIELDS, "channel": "in-person" });
        client.post(&format!("/v1/candidates/{candidate}/consents"), &consent).await?;
        self.narrator.say("To Zeeland and to no other region, for named parts of the file.");
        self.memory.case = Some(case);
        Ok(())
    }

    pub(super) async fn case_is_handed_over(&mut self) -> Result<()> {
        self.narrator.chapter(6, "The case is handed over, sealed");
        let (from, to) = (self.region(WEST_BRABANT)?, self.region(ZEELAND)?);
        let (sender, receiver) = (self.adviser(&from).await?, self.adviser(&to).await?);
        let case = self.memory.case.clone().context("the case was opened")?;
        let watch = Stopwatch::start();
        let offered = sender.post("/v1/handovers", &json!({ "case": case, "toRegion": ZEELAND })).await?;
        let handover = text(&offered, "/id")?;
        let path = format!("/v1/handovers/{handover}");
        eventually("Zeeland sees the offer", async || {
            let (status, body) = receiver.try_ask(reqwest::Method::GET, &path, None).await?;
            Ok(if status.is_success() { Ok(()) } else { Err(format!("{status}: {body}")) })
        })
        .await?;
        self.narrator.done("Zeeland sees the offer, as far as the consent allows.", watch.elapsed());
        receiver.post(&format!("{path}/accept"), &json!({})).await?;
        for (who, client) in [("Zeeland", &receiver), ("West-Brabant", &sender)] {
            eventually(&format!("{who} knows of the accept"), async || {
                let seen = client.get(&path).await?;
                let state = text(&seen, "/state")?;
                Ok(if state == "accepted" || state == "closed" { Ok(()) } else { Err(state) })
            })
            .await?;
            self.narrator.done(&format!("{who} knows: Zeeland is owner."), watch.elapsed());
        }
        self.narrator.figure("a hand-over end to end", &crate::narrator::words_for(watch.elapsed()));
        self.memory.handover = Some(handover);
        Ok(())
    }

    pub(super) async fn receipts_verify(&mut self) -> Result<()> {
        self.narrator.chapter(7, "Both receipts verify, offline");
        let handover = self.memory.handover.clone().context("the case was handed over")?;
        let mut receipts = Vec::new();
        for code in [WEST_BRABANT, ZEELAND] {
            let region = self.region(code)?;
            let client = self.adviser(&region).await?;
            let path = format!("/v1/handovers/{handover}/receipt");
            let receipt = eventually(&format!("{code} has the receipt"), async || {
                let (status, body) = client.try_ask(reqwest::Method::GET, &path, None).await?;
                Ok(if status.is_success() { Ok(body) } else { Err(format!("{status}: {body}")) })
            })
            .await?;
            let file = self.plot.folder.join(format!("receipt-{code}.json"));
            std::fs::write(&file, &receipt).with_context(|| format!("writing {}", file.display()))?;
            self.stage
                .verify_receipt(&region, &file)
                .await
                .with_context(|| format!("the receipt of {code}"))?;
            self.narrator.say(&format!("{code}: both signatures hold."));
            receipts.push(receipt);
        }
        ensure!(receipts[0] == receipts[1], "the two regions hold different receipts");
        Ok(())
    }

    pub(super) async fn weeks_are_published(&mut self) -> Result<()> {
        let weeks = self.plot.weeks;
        self.narrator.chapter(8, &format!("All regions publish {weeks} weeks of noisy tables"));
        let bar = self.narrator.bar("weeks", u64::try_from(weeks).unwrap_or(u64::MAX));
        let watch = Stopwatch::start();
        for week in 1..=weeks {
            // The week in which a region joins may be left out; every later one is published.
            self.stage.advance_clock(SignedDuration::from_hours(7 * 24)).await?;
            // A week ends every session.
            let analyst = self.analyst().await?;
            let wanted = 3 * self.regions.len() * week;
            eventually(&format!("{wanted} tables are with the coordinator"), async || {
                let deliveries = analyst.get("/v1/deliveries").await?;
                let mut released = 0;
                for delivery in list(&deliveries, "/items")? {
                    released += list(delivery, "/tables")?.len();
                }
                Ok(if released >= wanted { Ok(()) } else { Err(format!("{released} tables")) })
            })
            .await?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        self.narrator
            .done("Every table is noisy, paid from the budget and kept with a receipt.", watch.elapsed());
        Ok(())
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
        let (mut called, mut missed) = (0, Vec::new());
        for drawn in ["care", "education", "ict", "engineering", "hospitality", "trade", "business-support"] {
            let answer = analyst.get(&format!("/v1/shortages?sector={drawn}")).await?;
            let short = population::SHORT.contains(&drawn);
            for row in list(&answer, "/items")? {
                let region = text(row, "/region")?;
                if !self.regions.iter().any(|known| known.as_str() == region) {
                    continue;
                }
                let side = Side::of(row);
                if side == (if short { Side::Surplus } else { Side::Shortage }) {
                    missed.push(format!("{region}, {drawn}: {row}"));
                }
                called += usize::from(side != Side::Open);
                self.narrator.say(&shortage_sentence(&sectors, drawn, row)?);
            }
        }
        let allowed = if self.plot.size.candidates < FULL_SIZE { MISSES_EXPLAINED } else { 0 };
        if missed.len() > allowed {
            bail!(
                "{} figures are shown the other way than they were drawn: {}",
                missed.len(),
                missed.join("; ")
            );
        }
        self.narrator
            .say(&format!("{called} of {} cells are certain enough to be called.", 7 * self.regions.len()));
        if !missed.is_empty() {
            self.narrator.say(&format!(
                "{} of them lie the other way than the people were drawn: the noise is made for whole regions.",
                missed.len()
            ));
        }
        Ok(())
    }

    pub(super) async fn coordinator_is_away(&mut self) -> Result<()> {
        self.narrator.chapter(10, "The coordinator is away; the region works on");
        self.stage.stop_coordinator().await?;
        let zeeland = self.adviser(&self.region(ZEELAND)?).await?;
        let vacancy = care_vacancy(&zeeland, "nachtdienst").await?;
        let made = text(&zeeland.post("/v1/vacancies", &vacancy).await?, "/id")?;
        let waiting = zeeland.get("/v1/status").await?;
        ensure!(whole(&waiting, "/outbox/waiting")? >= 1, "nothing waits in the outbox: {waiting}");
        self.narrator.say("Zeeland posts another vacancy; its message waits in the outbox.");
        self.stage.start_coordinator().await?;
        let watch = Stopwatch::start();
        let other = self.adviser(&self.region(WEST_BRABANT)?).await?;
        eventually("the outbox drains and West-Brabant has the vacancy", async || {
            let status = zeeland.get("/v1/status").await?;
            let (found, _) =
                other.try_ask(reqwest::Method::GET, &format!("/v1/network-vacancies/{made}"), None).await?;
            let waiting = whole(&status, "/outbox/waiting")?;
            Ok(if waiting == 0 && found.is_success() {
                Ok(())
            } else {
                Err(format!("{waiting} wait, {found}"))
            })
        })
        .await?;
        self.narrator
            .done("The coordinator is back; the outbox is empty and West-Brabant has it.", watch.elapsed());
        Ok(())
    }
}

/// The name of a region as its people say it.
fn name_of(geography: &Geography, region: &RegionId) -> String {
    geography.region(region).map_or_else(|| region.to_string(), |known| known.name.to_string())
}

/// A public vacancy in health care, of the first employer of the node.
async fn care_vacancy(client: &Client, kind: &str) -> Result<Value> {
    let employers = client.get("/v1/employers?limit=1").await?;
    let vocabulary = Vocabulary::starter();
    let occupation = vocabulary
        .occupations()
        .find(|occupation| vocabulary.isco(*occupation).as_str() == CARE_GROUP)
        .context("the vocabulary has an occupation in health care assistance")?;
    let title = vocabulary.occupation_label(occupation, Language::NL);
    let uris = |skills: &mut dyn Iterator<Item = SkillIndex>| -> Vec<String> {
        skills.take(12).map(|skill| vocabulary.skill_uri(skill).to_string()).collect()
    };
    let essential = uris(&mut vocabulary.essential_skills(occupation));
    Ok(json!({
        "employer": text(&employers, "/items/0/id")?,
        "municipality": MUNICIPALITY,
        "occupation": vocabulary.occupation_uri(occupation).as_str(),
        "title": format!("{title} ({kind})"),
        "essentialSkills": essential,
        "trainableSkills": essential[essential.len() / 2..].to_vec(),
        "optionalSkills": uris(&mut vocabulary.optional_skills(occupation)),
        "hoursMin": 16,
        "hoursMax": 32,
        "jobGuarantee": true,
        "publicSource": "https://werken.example.nl/leerwerkplek",
    }))
}

/// What a row of the shortage table says for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Shortage,
    Surplus,
    /// Balanced, too uncertain to call, or too few to show.
    Open,
}

impl Side {
    fn of(row: &Value) -> Self {
        let class = |end: &str| row.pointer(end).and_then(Value::as_str).unwrap_or_default();
        match (class("/class/tightest"), class("/class/amplest")) {
            (_, "tight" | "very-tight") => Self::Shortage,
            ("ample" | "very-ample", _) => Self::Surplus,
            _ => Self::Open,
        }
    }
}

/// A shortage or surplus with its interval, as a sentence.
fn shortage_sentence(sectors: &Sectors, sector: &str, row: &Value) -> Result<String> {
    let name = sectors.all().iter().find(|known| known.code.as_str() == sector);
    let name = name.map_or(sector, |known| known.name(Language::EN));
    let number = |pointer: &str| {
        row.pointer(pointer)
            .and_then(Value::as_i64)
            .map_or_else(|| "?".to_owned(), |number| number.to_string())
    };
    let class = |end: &str| row.pointer(end).and_then(Value::as_str).unwrap_or("not shown");
    let (tightest, amplest) = (class("/class/tightest"), class("/class/amplest"));
    let class = if tightest == amplest { tightest.to_owned() } else { format!("{tightest} to {amplest}") };
    Ok(format!(
        "{}, {name}: {} vacancies to {} people ({} to {}): {class}",
        text(row, "/region")?,
        number("/openVacancies"),
        number("/supply/value"),
        number("/supply/low"),
        number("/supply/high"),
    ))
}
