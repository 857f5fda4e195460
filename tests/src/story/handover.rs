//! The chapters of one hand-over: consent, the sealed case, and the receipts on both sides.

use super::{Client, Story, WEST_BRABANT, ZEELAND, eventually};
use crate::{
    json::{list, text},
    narrator::{Stopwatch, words_for},
    stage::Stage,
};
use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the consent of the story covers: everything but the birth date and the remarks.
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

impl<S: Stage> Story<'_, S> {
    pub(super) async fn candidate_consents(&mut self) -> Result<()> {
        self.narrator.chapter(5, "The candidate consents");
        let client = self.adviser(&self.region(WEST_BRABANT)?).await?;
        let candidate = self.memory.candidate.clone().context("somebody was found")?;
        let opened = client.post("/v1/cases", &json!({ "candidate": candidate })).await?;
        let case = text(&opened, "/id")?;
        let offer = json!({ "case": case, "toRegion": ZEELAND });
        let (status, problem) = client.try_ask(Method::POST, "/v1/handovers", Some(&offer)).await?;
        let problem: Value = serde_json::from_str(&problem).unwrap_or_default();
        let kind = problem["type"].as_str().unwrap_or_default();
        ensure!(
            status == StatusCode::FORBIDDEN && kind == "urn:schakelnet:problem:forbidden",
            "without consent a hand-over is forbidden, but the answer was {status}: {problem}"
        );
        ensure!(
            list(&client.get("/v1/handovers").await?, "/items")?.is_empty(),
            "a hand-over was begun without consent"
        );
        self.narrator.say("Without consent the hand-over is refused.");
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
        let candidate = self.memory.candidate.clone().context("somebody was found")?;
        let before = sender.get(&format!("/v1/candidates/{candidate}")).await?;
        let watch = Stopwatch::start();
        let offered = sender.post("/v1/handovers", &json!({ "case": case, "toRegion": ZEELAND })).await?;
        let handover = text(&offered, "/id")?;
        let path = format!("/v1/handovers/{handover}");
        let offer = eventually("Zeeland sees the offer", async || {
            let (status, body) = receiver.try_ask(Method::GET, &path, None).await?;
            Ok(if status.is_success() { Ok(body) } else { Err(format!("{status}: {body}")) })
        })
        .await?;
        let name = text(&before, "/name")?;
        ensure!(!offer.contains(&name), "the offer names the person before it is accepted: {offer}");
        self.narrator.done("Zeeland sees the offer, and not yet whose it is.", watch.elapsed());
        receiver.post(&format!("{path}/accept"), &json!({})).await?;
        let taken =
            eventually("the case is open in Zeeland", async || taken_over(&receiver, &path).await).await?;
        self.narrator.done("Zeeland is owner: the case is open there.", watch.elapsed());
        eventually("the case has left West-Brabant", async || {
            departed(&sender, &path, &case, &candidate).await
        })
        .await?;
        self.narrator.done("West-Brabant knows, and keeps one line of it.", watch.elapsed());
        self.narrator.figure("a hand-over end to end", &words_for(watch.elapsed()));
        as_far_as_consented(&before, &receiver.get(&format!("/v1/candidates/{}", taken.candidate)).await?)?;
        self.narrator.say("Zeeland has the file as far as the consent goes: no birth date.");
        self.memory.taken_case = Some(taken.case);
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
                let (status, body) = client.try_ask(Method::GET, &path, None).await?;
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
}

/// The case and the person by the ids that the receiver gave them.
struct Taken {
    case: String,
    candidate: String,
}

/// The case as the receiver owns it: open, with the person's file.
async fn taken_over(receiver: &Client, path: &str) -> Result<Result<Taken, String>> {
    let seen = receiver.get(path).await?;
    let (Some(case), Some(candidate), Some(true)) =
        (seen["case"].as_str(), seen["candidate"].as_str(), seen["ownedHere"].as_bool())
    else {
        return Ok(Err(seen.to_string()));
    };
    let opened = receiver.get(&format!("/v1/cases/{case}")).await?;
    ensure!(
        (text(&opened, "/progress")?.as_str(), text(&opened, "/ownerRegion")?.as_str()) == ("open", ZEELAND),
        "Zeeland owns the case, and it is not open there: {opened}"
    );
    Ok(Ok(Taken { case: case.to_owned(), candidate: candidate.to_owned() }))
}

/// That the sender has neither case nor person any more, and one line that says where they went.
async fn departed(sender: &Client, path: &str, case: &str, candidate: &str) -> Result<Result<(), String>> {
    let seen = sender.get(path).await?;
    if seen["ownedHere"] != json!(false) || !matches!(seen["state"].as_str(), Some("accepted" | "closed")) {
        return Ok(Err(seen.to_string()));
    }
    let (status, body) = sender.try_ask(Method::GET, &format!("/v1/cases/{case}"), None).await?;
    if status != StatusCode::NOT_FOUND {
        return Ok(Err(format!("the case is still in West-Brabant ({status}): {body}")));
    }
    let (status, body) = sender.try_ask(Method::GET, &format!("/v1/candidates/{candidate}"), None).await?;
    ensure!(
        status == StatusCode::GONE && body.contains(ZEELAND),
        "West-Brabant keeps one line of the person, where to, but the answer was {status}: {body}"
    );
    Ok(Ok(()))
}

/// That the receiver has what the consent names, and not what it leaves out.
fn as_far_as_consented(before: &Value, after: &Value) -> Result<()> {
    for field in ["name", "email", "phone", "municipality", "education", "occupation", "languages"] {
        ensure!(before[field] == after[field], "`{field}` of the file did not come over: {after}");
    }
    let skills = |file: &Value| -> Result<BTreeSet<String>> {
        Ok(list(file, "/skills")?.iter().map(Value::to_string).collect())
    };
    ensure!(skills(before)? == skills(after)?, "`skills` of the file did not come over: {after}");
    ensure!(!list(after, "/skills")?.is_empty(), "the person came over without skills: {after}");
    ensure!(!before["bornOn"].is_null(), "the person of the story has a birth date at home: {before}");
    ensure!(after["bornOn"].is_null(), "the birth date came over, which the consent leaves out");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_goes_beyond_the_consent_or_falls_short_of_it_is_noticed() {
        let before = json!({ "name": "Wimaa Unedorkem", "email": "w@example.nl", "phone": "06-55501234",
            "municipality": "GM0748", "education": "mbo3", "occupation": "x", "skills": [{ "uri": "y" }],
            "languages": [], "bornOn": "1975-03-04" });
        let with = |field: &str, value: Value| {
            let mut after = before.clone();
            after["bornOn"] = Value::Null;
            after[field] = value;
            as_far_as_consented(&before, &after).map_err(|error| error.to_string())
        };
        assert_eq!(with("bornOn", Value::Null), Ok(()));
        assert!(with("bornOn", json!("1975-03-04")).unwrap_err().contains("birth date came over"));
        assert!(with("name", json!("Somebody Else")).unwrap_err().contains("`name`"));
        assert!(with("skills", json!([])).unwrap_err().contains("`skills`"));
    }
}
