//! Over the borders of sectors and regions: a bank employee in Zeeland, a school in West-Brabant.

#![expect(clippy::unwrap_used, reason = "a test that finds something else than it expects has failed")]

use serde_json::{Value, json};
use std::path::Path;
use tests::{
    client::Client,
    stage::{Stage, in_process::InProcess},
    story::{WEST_BRABANT, ZEELAND, eventually},
};
use vocabulary::{OccupationIndex, RegionId, Sectors, SkillIndex, Vocabulary};

/// Customer adviser of a bank, by its ESCO code.
const BANK: &str = "3312.1";
/// Teacher in vocational education, by its ESCO code.
const SCHOOL: &str = "2320.1";
/// Reimerswaal, the last municipality of Zeeland before the border.
const HOME: &str = "GM0703";
/// Bergen op Zoom, the first one of West-Brabant behind it.
const WORK: &str = "GM0748";

/// Two regions that have joined, and an adviser signed in at each.
struct TwoRegions {
    stage: InProcess,
    vocabulary: Vocabulary,
    zeeland: Client,
    west_brabant: Client,
}

/// What happened to the bank employee.
struct Journey {
    vacancy: String,
    matched: Value,
    case: String,
    handover: String,
}

impl TwoRegions {
    async fn joined(folder: &Path) -> Self {
        let mut stage = InProcess::new(folder).unwrap();
        stage.found_network().await.unwrap();
        let mut clients = Vec::new();
        for code in [ZEELAND, WEST_BRABANT] {
            let region = RegionId::new(code).unwrap();
            stage.found_region(&region).await.unwrap();
            stage.join_region(&region).await.unwrap();
            stage.start_region(&region).await.unwrap();
            let who = stage.adviser();
            let client = Client::at(stage.region_address(&region).unwrap()).unwrap();
            clients.push(client.sign_in(&who.name, &who.password).await.unwrap());
        }
        let [zeeland, west_brabant] = clients.try_into().unwrap();
        Self { stage, vocabulary: Vocabulary::starter(), zeeland, west_brabant }
    }

    fn occupation(&self, code: &str) -> OccupationIndex {
        self.vocabulary.occupations().find(|it| self.vocabulary.occupation_code(*it) == code).unwrap()
    }

    fn all_skills(&self, occupation: OccupationIndex) -> Vec<SkillIndex> {
        let essential = self.vocabulary.essential_skills(occupation);
        essential.chain(self.vocabulary.optional_skills(occupation)).collect()
    }

    fn uris(&self, skills: &[SkillIndex]) -> Vec<String> {
        skills.iter().map(|skill| self.vocabulary.skill_uri(*skill).to_string()).collect()
    }

    /// What the work at the bank and the work at the school have in common.
    fn common_skills(&self) -> Vec<SkillIndex> {
        let school = self.all_skills(self.occupation(SCHOOL));
        self.all_skills(self.occupation(BANK)).into_iter().filter(|skill| school.contains(skill)).collect()
    }

    async fn post_school_vacancy(&self) -> String {
        let employer = json!({ "name": "Leerhuis Belador", "municipality": WORK, "size": "50-249" });
        let employer = self.west_brabant.post("/v1/employers", &employer).await.unwrap();
        let school = self.occupation(SCHOOL);
        let to_learn: Vec<_> = self.vocabulary.essential_skills(school).take(4).collect();
        let wanted: Vec<_> = [to_learn.clone(), self.common_skills()].concat();
        let vacancy = json!({
            "employer": employer["id"],
            "municipality": WORK,
            "occupation": self.vocabulary.occupation_uri(school).as_str(),
            "title": "Docent handel en economie, zij-instroom welkom",
            "essentialSkills": self.uris(&wanted),
            "trainableSkills": self.uris(&to_learn),
            "hoursMin": 16,
            "hoursMax": 32,
            "educationMin": "hbo",
            "jobGuarantee": true,
            "publicSource": "https://werken.example.nl/docent",
        });
        let made = self.west_brabant.post("/v1/vacancies", &vacancy).await.unwrap();
        made["id"].as_str().unwrap().to_owned()
    }

    async fn register_bank_employee(&self) -> String {
        let bank = self.occupation(BANK);
        let own: Vec<_> = [self.vocabulary.essential_skills(bank).collect(), self.common_skills()].concat();
        let claim = |uri: String| json!({ "uri": uri, "level": 3, "evidence": "employer" });
        let mut uris = self.uris(&own);
        uris.sort();
        uris.dedup();
        let candidate = json!({
            "name": "Wimaa Unedorkem",
            "email": "wimaa@example.nl",
            "municipality": HOME,
            "hoursMin": 24,
            "hoursMax": 32,
            "maxTravelMinutes": 45,
            "education": "hbo",
            "occupation": self.vocabulary.occupation_uri(bank).as_str(),
            "skills": uris.into_iter().map(claim).collect::<Vec<_>>(),
        });
        let made = self.zeeland.post("/v1/candidates", &candidate).await.unwrap();
        made["id"].as_str().unwrap().to_owned()
    }

    /// From the listing over the match to the case in the other region.
    async fn journey(&self) -> Journey {
        let candidate = self.register_bank_employee().await;
        let vacancy = self.post_school_vacancy().await;
        let matches = format!("/v1/candidates/{candidate}/matches");
        let matched = eventually("the school's vacancy is proposed in Zeeland", async || {
            let found = self.zeeland.get(&matches).await?;
            let same = |item: &&Value| item["vacancy"] == vacancy.as_str();
            Ok(found["items"].as_array().into_iter().flatten().find(same).cloned().ok_or(found.to_string()))
        });
        let matched = matched.await.unwrap();
        let case = self.zeeland.post("/v1/cases", &json!({ "candidate": candidate })).await.unwrap();
        let case = case["id"].as_str().unwrap().to_owned();
        let step = json!({
            "step": "matching", "vacancy": vacancy, "revision": 1, "reason": "knows the way already",
        });
        self.zeeland.post(&format!("/v1/cases/{case}/steps"), &step).await.unwrap();
        let consent = json!({
            "region": WEST_BRABANT,
            "fields": ["name", "contact", "municipality", "availability", "education", "occupations", "skills"],
            "channel": "in-person",
        });
        self.zeeland.post(&format!("/v1/candidates/{candidate}/consents"), &consent).await.unwrap();
        let offer = json!({ "case": case, "toRegion": WEST_BRABANT });
        let handover = self.zeeland.post("/v1/handovers", &offer).await.unwrap();
        let handover = handover["id"].as_str().unwrap().to_owned();
        Journey { vacancy, matched, case, handover }
    }

    /// The hand-over at one end, once it is in one of these states.
    async fn handover_in(&self, client: &Client, handover: &str, states: &[&str]) -> Value {
        let path = format!("/v1/handovers/{handover}");
        let look = eventually("the hand-over gets on", async || {
            let (status, body) = client.try_ask(reqwest::Method::GET, &path, None).await?;
            let seen: Value = serde_json::from_str(&body).unwrap_or_default();
            let there = status.is_success() && states.iter().any(|state| seen["state"] == *state);
            Ok(if there { Ok(seen) } else { Err(body) })
        });
        look.await.unwrap()
    }

    async fn accepted(&self, journey: &Journey) -> Value {
        self.handover_in(&self.west_brabant, &journey.handover, &["offered"]).await;
        let accept = format!("/v1/handovers/{}/accept", journey.handover);
        self.west_brabant.post(&accept, &json!({})).await.unwrap();
        self.handover_in(&self.zeeland, &journey.handover, &["accepted", "closed"]).await;
        let path = format!("/v1/handovers/{}", journey.handover);
        let look = eventually("West-Brabant has the case", async || {
            let seen = self.west_brabant.get(&path).await?;
            Ok(if seen["candidate"].is_string() { Ok(seen) } else { Err(seen.to_string()) })
        });
        look.await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn net_09_a_bank_employee_in_one_region_is_matched_to_a_school_in_another_and_routed() {
    let folder = tempfile::tempdir().unwrap();
    let regions = TwoRegions::joined(folder.path()).await;
    let sectors = Sectors::embedded();
    let sector = |code: &str| {
        let occupation = regions.occupation(code);
        sectors.of_isco(&regions.vocabulary.isco(occupation)).unwrap().code.clone()
    };
    assert_ne!(sector(BANK), sector(SCHOOL), "the two kinds of work lie in different sectors");
    let journey = regions.journey().await;

    let held = journey.matched["held"].as_array().unwrap();
    assert!(!held.is_empty(), "the bank employee brings something along: {}", journey.matched);
    let missing = journey.matched["missing"].as_array().unwrap();
    assert!(
        missing.iter().all(|skill| skill["trainable"] == true),
        "what is missing can be learnt on the job"
    );
    for rule in journey.matched["rules"].as_array().unwrap() {
        assert_eq!(rule["outcome"], "passed", "{rule}");
    }

    let there = regions.accepted(&journey).await;
    assert_eq!((&there["ownedHere"], &there["otherRegion"]), (&json!(true), &json!(ZEELAND)));
    // In West-Brabant the same person is matched to the same school.
    let candidate = there["candidate"].as_str().unwrap();
    let matches = regions.west_brabant.get(&format!("/v1/candidates/{candidate}/matches")).await.unwrap();
    let vacancies: Vec<_> =
        matches["items"].as_array().unwrap().iter().map(|item| &item["vacancy"]).collect();
    assert!(vacancies.contains(&&json!(journey.vacancy)), "{matches}");
    regions.stage.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn net_02_the_network_makes_matches_and_hand_overs_and_not_only_listings() {
    let folder = tempfile::tempdir().unwrap();
    let regions = TwoRegions::joined(folder.path()).await;
    let journey = regions.journey().await;

    // The listing came over the hub …
    let listing = format!("/v1/network-vacancies/{}", journey.vacancy);
    assert_eq!(regions.zeeland.get(&listing).await.unwrap()["region"], WEST_BRABANT);
    // … it became a match with reasons …
    assert!(journey.matched["score"].as_f64().unwrap() > 0.0);
    // … the person was referred to the vacancy …
    let case = regions.zeeland.get(&format!("/v1/cases/{}", journey.case)).await.unwrap();
    assert_eq!((&case["step"], &case["progress"]), (&json!("matching"), &json!("offered")));
    // … and the case was handed over, with a receipt at both ends.
    let there = regions.accepted(&journey).await;
    assert_eq!(there["side"], "receiver");
    let receipt = format!("/v1/handovers/{}/receipt", journey.handover);
    let receipts =
        [regions.zeeland.get(&receipt).await.unwrap(), regions.west_brabant.get(&receipt).await.unwrap()];
    assert_eq!(receipts[0], receipts[1]);
    regions.stage.close().await.unwrap();
}
