//! Two regions and a coordinator as processes, and what the scenes do with them.

use crate::relay::Relay;
use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::{
    client::Client,
    json::{list, text},
    population::{PopulationSize, World, write_region},
    stage::{Import, Stage, processes::Processes},
    story::{WEST_BRABANT, ZEELAND, eventually},
};
use vocabulary::{Geography, RegionId, Sectors, Vocabulary};

/// One of the two ends of every hand-over of these scenes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Which {
    /// West-Brabant.
    Sender,
    /// Zeeland.
    Receiver,
}

impl Which {
    fn region(self) -> RegionId {
        let code = match self {
            Self::Sender => WEST_BRABANT,
            Self::Receiver => ZEELAND,
        };
        RegionId::new(code).expect("the codes of the story are well formed")
    }
}

/// A person's way that is going to be handed over, and what must not be lost of it.
#[derive(Debug)]
pub(crate) struct Case {
    scene: &'static str,
    id: String,
    candidate: String,
    name: String,
    skills: usize,
}

/// The programs.
#[derive(Debug)]
pub(crate) struct Network {
    stage: Processes,
    _folder: tempfile::TempDir,
    clients: BTreeMap<Which, Client>,
    candidates: Vec<String>,
    /// Between the receiver and the coordinator.
    relay: Relay,
}

impl Network {
    pub(crate) async fn founded() -> Result<Self> {
        let folder = tempfile::tempdir().context("a folder for the programs")?;
        let mut stage = Processes::new(&folder.path().join("network"), 1, None)?;
        stage.found_network().await?;
        let relay = Relay::before(stage.federation_address()?).await?;
        let world = World::of(&Vocabulary::starter(), &Sectors::embedded());
        let geography = Geography::embedded();
        for which in [Which::Sender, Which::Receiver] {
            let region = which.region();
            stage.found_region(&region).await?;
            stage.join_region(&region).await?;
            let municipalities: Vec<_> =
                geography.municipalities_of(&region).iter().map(|it| it.code.to_string()).collect();
            let files = folder.path().join(region.as_str());
            let size = PopulationSize::of_people(40);
            let files = write_region(&world, &region, &municipalities, &size, 1, &files)?;
            stage.import(&region, Import::Candidates, &files.candidates, &|_| ()).await?;
            if matches!(which, Which::Receiver) {
                // Patient, so that no answer that is held back comes too late.
                let settings =
                    format!("\n[coordinator]\naddresses = [\"{}\"]\nrequest_timeout_s = 15\n", relay.address);
                stage.add_settings(&region, &settings)?;
            }
            stage.start_region(&region).await?;
        }
        let mut network =
            Self { stage, _folder: folder, clients: BTreeMap::new(), candidates: Vec::new(), relay };
        network.sign_in(Which::Sender).await?;
        network.sign_in(Which::Receiver).await?;
        let people = network.client(Which::Sender)?.get("/v1/candidates?limit=30").await?;
        for person in list(&people, "/items")? {
            network.candidates.push(text(person, "/id")?);
        }
        network.rehearse().await?;
        Ok(network)
    }

    /// Keeps what the coordinator answers from the receiver.
    pub(crate) fn hold_answers(&self) {
        self.relay.hold();
    }

    /// Lets the receiver have it.
    pub(crate) fn release_answers(&self) {
        self.relay.release();
    }

    /// Offers a case and takes it back, as soon as the sender has heard that the receiver was let in.
    async fn rehearse(&mut self) -> Result<()> {
        let case = self.case("rehearsal").await?;
        let handover = eventually("the sender knows the receiver", async || {
            Ok(self.offer(&case).await.map_err(|error| format!("{error:#}")))
        })
        .await?;
        self.reaches(Which::Receiver, &handover, "offered").await?;
        self.withdraw(&handover).await?;
        self.ends(&handover, "withdrawn", &case, Which::Sender).await
    }

    async fn sign_in(&mut self, which: Which) -> Result<()> {
        let who = self.stage.adviser();
        let client = Client::at(self.stage.region_address(&which.region())?)?;
        self.clients.insert(which, client.sign_in(&who.name, &who.password).await?);
        Ok(())
    }

    fn client(&self, which: Which) -> Result<&Client> {
        self.clients.get(&which).context("somebody is signed in")
    }

    /// Opens a case of somebody new at the sender, with consent for the receiver.
    pub(crate) async fn case(&mut self, scene: &'static str) -> Result<Case> {
        let candidate = self.candidates.pop().context("there are people left")?;
        let client = self.client(Which::Sender)?;
        let file = client.get(&format!("/v1/candidates/{candidate}")).await?;
        let opened = client.post("/v1/cases", &json!({ "candidate": candidate })).await?;
        let fields = [
            "name",
            "contact",
            "birth-date",
            "municipality",
            "availability",
            "education",
            "occupations",
            "languages",
            "skills",
            "remarks",
            "case-history",
        ];
        let consent = json!({ "region": ZEELAND, "fields": fields, "channel": "in-person" });
        client.post(&format!("/v1/candidates/{candidate}/consents"), &consent).await?;
        let (id, name) = (text(&opened, "/id")?, text(&file, "/name")?);
        Ok(Case { scene, id, candidate, name, skills: list(&file, "/skills")?.len() })
    }

    pub(crate) async fn offer(&self, case: &Case) -> Result<String> {
        let offer = json!({ "case": case.id, "toRegion": ZEELAND });
        let offered = self.client(Which::Sender)?.post("/v1/handovers", &offer).await;
        text(&offered.context(case.scene)?, "/id")
    }

    pub(crate) async fn accept(&self, handover: &str) -> Result<()> {
        self.decide(Which::Receiver, handover, "accept", json!({})).await
    }

    pub(crate) async fn refuse(&self, handover: &str) -> Result<()> {
        let reason = json!({ "reason": "no-capacity", "note": "Na de zomer is er weer plaats." });
        self.decide(Which::Receiver, handover, "refuse", reason).await
    }

    pub(crate) async fn withdraw(&self, handover: &str) -> Result<()> {
        self.decide(Which::Sender, handover, "withdraw", json!({})).await
    }

    async fn decide(&self, which: Which, handover: &str, decision: &str, body: Value) -> Result<()> {
        self.client(which)?.post(&format!("/v1/handovers/{handover}/{decision}"), &body).await?;
        Ok(())
    }

    /// The state as this end knows it, and whether it counts itself as owner; nothing when it knows of none.
    pub(crate) async fn state(&self, which: Which, handover: &str) -> Result<Option<(String, bool)>> {
        let path = format!("/v1/handovers/{handover}");
        let (status, body) = self.client(which)?.try_ask(reqwest::Method::GET, &path, None).await?;
        if status == reqwest::StatusCode::NOT_FOUND {
            return Ok(None);
        }
        ensure!(status.is_success(), "{path}: {status} {body}");
        let seen: Value = serde_json::from_str(&body).context("JSON")?;
        let owned_here = seen["ownedHere"].as_bool().with_context(|| format!("ownedHere in {seen}"))?;
        Ok(Some((text(&seen, "/state")?, owned_here)))
    }

    /// Waits until this end has the hand-over in this state.
    pub(crate) async fn reaches(&self, which: Which, handover: &str, state: &str) -> Result<()> {
        eventually(&format!("{which:?} has the hand-over as {state}"), async || {
            let seen = self.state(which, handover).await?;
            Ok(if seen.as_ref().is_some_and(|(it, _)| it == state) {
                Ok(())
            } else {
                Err(format!("{seen:?}"))
            })
        })
        .await
    }

    /// Waits until both ends know the end, then looks at who has the case and the person.
    pub(crate) async fn ends(&self, handover: &str, state: &str, case: &Case, owner: Which) -> Result<()> {
        let scene = case.scene;
        let ends = async {
            self.reaches(Which::Sender, handover, state).await?;
            self.reaches(Which::Receiver, handover, state).await?;
            let owners =
                [self.state(Which::Sender, handover).await?, self.state(Which::Receiver, handover).await?];
            let owners = owners.map(|seen| seen.is_some_and(|(_, owned_here)| owned_here));
            ensure!(owners == [owner == Which::Sender, owner == Which::Receiver], "owners: {owners:?}");
            match owner {
                Which::Sender => self.person_is_at(Which::Sender, &case.candidate, case).await,
                Which::Receiver => {
                    let seen =
                        self.client(Which::Receiver)?.get(&format!("/v1/handovers/{handover}")).await?;
                    self.person_is_at(Which::Receiver, &text(&seen, "/candidate")?, case).await?;
                    self.sender_keeps_no_file(case).await
                }
            }
        };
        ends.await.with_context(|| format!("scene: {scene}"))
    }

    async fn person_is_at(&self, which: Which, candidate: &str, case: &Case) -> Result<()> {
        let file = self.client(which)?.get(&format!("/v1/candidates/{candidate}")).await?;
        ensure!(text(&file, "/name")? == case.name, "the file is of somebody else");
        ensure!(list(&file, "/skills")?.len() == case.skills, "skills were lost");
        let cases = self.client(which)?.get("/v1/cases?limit=100").await?;
        let own = list(&cases, "/items")?.iter().filter(|line| line["candidate"] == candidate).count();
        ensure!(own == 1, "{own} open cases of this person");
        Ok(())
    }

    async fn sender_keeps_no_file(&self, case: &Case) -> Result<()> {
        let path = format!("/v1/candidates/{}", case.candidate);
        let (status, _) = self.client(Which::Sender)?.try_ask(reqwest::Method::GET, &path, None).await?;
        ensure!(!status.is_success(), "the sender still has the file");
        Ok(())
    }

    pub(crate) async fn kill(&mut self, which: Which) -> Result<()> {
        self.stage.kill_region(&which.region()).await
    }

    pub(crate) async fn start(&mut self, which: Which) -> Result<()> {
        self.stage.start_region(&which.region()).await
    }

    pub(crate) async fn kill_coordinator(&mut self) -> Result<()> {
        self.stage.kill_coordinator().await
    }

    pub(crate) async fn start_coordinator(&mut self) -> Result<()> {
        self.stage.start_coordinator().await
    }

    pub(crate) async fn pass_days(&mut self, days: i64) -> Result<()> {
        self.stage.advance_clock(SignedDuration::from_hours(24 * days)).await?;
        // Sessions end while days pass.
        self.sign_in(Which::Sender).await?;
        self.sign_in(Which::Receiver).await
    }

    pub(crate) async fn close(self) -> Result<()> {
        self.stage.close().await
    }
}
