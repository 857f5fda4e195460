//! The chapters of the network: regions join, a vacancy travels and finds somebody, the coordinator goes and comes back.

use super::{Client, RIJNMOND, Story, WEST_BRABANT, ZEELAND, eventually, population};
use crate::{
    json::{list, text, whole},
    narrator::Stopwatch,
    programmes,
    stage::{Import, Stage},
};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::time::Duration;
use vocabulary::{Geography, IsoWeek, Language, RegionId, SkillIndex, Vocabulary};

/// Where the care vacancy of the story is: Reimerswaal, in Zeeland on the border with West-Brabant.
const MUNICIPALITY: &str = "GM0703";
/// The ISCO-08 group of the vacancy: health care assistants.
const CARE_GROUP: &str = "5321";
/// A node is calm when its memory has not changed by a hundredth for so long.
const CALM: Duration = Duration::from_secs(2);

impl<S: Stage> Story<'_, S> {
    /// A signed-in adviser of a region.
    pub(super) async fn adviser(&self, region: &RegionId) -> Result<Client> {
        let who = self.stage.adviser();
        Client::at(self.stage.region_address(region)?)?.sign_in(&who.name, &who.password).await
    }

    pub(super) fn region(&self, code: &str) -> Result<RegionId> {
        RegionId::new(code).context("a region code of the story")
    }

    pub(super) async fn regions_join(&mut self) -> Result<()> {
        self.narrator.chapter(1, "Three regions join the network");
        let watch = Stopwatch::start();
        let busy = self.narrator.busy("founding the network");
        self.stage.found_network().await.context("founding the network")?;
        busy.finish_and_clear();
        self.narrator.done("The national coordinator runs.", watch.elapsed());
        let geography = Geography::embedded();
        for region in self.regions.clone() {
            let name = name_of(&geography, &region);
            let watch = Stopwatch::start();
            let busy = self.narrator.busy(&format!("founding {name}"));
            self.stage.found_region(&region).await.with_context(|| format!("founding {name}"))?;
            busy.finish_and_clear();
            let words = self.stage.join_region(&region).await.with_context(|| format!("{name} joins"))?;
            self.memory.joined.insert(region.clone(), IsoWeek::of_timestamp(self.stage.now()));
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
        self.memory_is_measured().await
    }

    /// What a node with its people holds in memory when it has nothing to do; only of a process of its own.
    async fn memory_is_measured(&self) -> Result<()> {
        let zeeland = self.region(ZEELAND)?;
        let Some(mut known) = self.stage.resident_bytes(&zeeland) else { return Ok(()) };
        let mut since = Stopwatch::start();
        let idle = eventually("the node of Zeeland is calm", async || {
            let now = self.stage.resident_bytes(&zeeland).context("the node of Zeeland runs")?;
            if now.abs_diff(known) > known / 100 {
                (known, since) = (now, Stopwatch::start());
            }
            Ok(if since.elapsed() >= CALM { Ok(now) } else { Err(format!("{now} bytes")) })
        })
        .await?;
        let size = self.plot.size.candidates;
        let megabytes = format!("{} MB", idle.div_ceil(1_000_000));
        self.narrator.say(&format!("The node of Zeeland is calm and holds {megabytes}."));
        self.narrator.figure(&format!("memory of an idle node with {size} candidates"), &megabytes);
        Ok(())
    }

    async fn import_people(&mut self, region: &RegionId) -> Result<()> {
        let geography = Geography::embedded();
        let municipalities: Vec<_> =
            geography.municipalities_of(region).iter().map(|it| it.code.to_string()).collect();
        let folder = self.plot.folder.join(region.as_str());
        let (size, seed) = (&self.plot.size, self.plot.seed);
        let files = population::write_region(&self.world, region, &municipalities, size, seed, &folder)?;
        let initiatives = folder.join("initiatives.ndjson");
        programmes::write_initiatives(&self.world, region, &municipalities, &initiatives)?;
        for (what, file) in [
            (Import::Initiatives, &initiatives),
            (Import::Employers, &files.employers),
            (Import::Vacancies, &files.vacancies),
            (Import::Candidates, &files.candidates),
        ] {
            let size = file.metadata().with_context(|| format!("measuring {}", file.display()))?.len();
            let bar = self.narrator.bar_of_bytes(&format!("importing {}", what.word()), size);
            self.stage.import(region, what, file, &|bytes| bar.set_position(bytes)).await?;
            bar.finish_and_clear();
        }
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
        let rules = list(best, "/rules")?;
        for rule in rules {
            self.narrator.say(&format!("  · {}", text(rule, "/sentence")?));
        }
        ensure!(
            rules.iter().any(|rule| rule["rule"] == "travel" && rule["outcome"] == "passed"),
            "the best match is not known to be willing to travel so far: {best}"
        );
        self.memory.candidate = Some(text(best, "/candidate")?);
        Ok(())
    }

    pub(super) async fn coordinator_is_away(&mut self) -> Result<()> {
        self.narrator.chapter(10, "The coordinator is away; the region works on");
        let nobody = Client::at(self.stage.coordinator_address()?)?;
        self.stage.stop_coordinator().await?;
        let answer = nobody.try_ask(reqwest::Method::GET, "/readyz", None).await;
        ensure!(answer.is_err(), "the coordinator still answers after it was stopped: {answer:?}");
        let zeeland = self.adviser(&self.region(ZEELAND)?).await?;
        let vacancy = care_vacancy(&zeeland, "nachtdienst").await?;
        let made = text(&zeeland.post("/v1/vacancies", &vacancy).await?, "/id")?;
        let waiting = zeeland.get("/v1/status").await?;
        ensure!(whole(&waiting, "/outbox/waiting")? >= 1, "nothing waits in the outbox: {waiting}");
        self.narrator.say("Zeeland posts another vacancy; its message waits in the outbox.");
        let matches = zeeland.get(&format!("/v1/vacancies/{made}/matches")).await?;
        let found = list(&matches, "/items")?.len();
        let case = self.memory.taken_case.as_deref().context("the case was handed over")?;
        let path = format!("/v1/cases/{case}");
        let before = zeeland.get(&path).await?;
        let step = json!({ "step": "coaching", "revision": whole(&before, "/revision")? });
        zeeland.post(&format!("{path}/steps"), &step).await?;
        let after = zeeland.get(&path).await?;
        ensure!(text(&after, "/step")? == "coaching", "the case did not move on: {after}");
        self.narrator.say(&format!(
            "It finds {found} people of its own for it, and leads the case that came over to its next step."
        ));
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
        let times = times_listed(&other, &made).await?;
        ensure!(times == 1, "West-Brabant lists the vacancy {times} times");
        self.narrator
            .done("The coordinator is back; the outbox is empty and West-Brabant has it.", watch.elapsed());
        Ok(())
    }
}

/// The name of a region as its people say it.
fn name_of(geography: &Geography, region: &RegionId) -> String {
    geography.region(region).map_or_else(|| region.to_string(), |known| known.name.to_string())
}

/// How many times a node lists a vacancy among those of the network.
async fn times_listed(client: &Client, vacancy: &str) -> Result<usize> {
    let (mut times, mut next) = (0, None::<String>);
    loop {
        let after = next.map_or_else(String::new, |next| format!("&after={next}"));
        let part = client.get(&format!("/v1/network-vacancies?region={ZEELAND}&limit=200{after}")).await?;
        times += list(&part, "/items")?.iter().filter(|listed| listed["id"] == vacancy).count();
        match part["next"].as_str() {
            Some(more) => next = Some(more.to_owned()),
            None => return Ok(times),
        }
    }
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
