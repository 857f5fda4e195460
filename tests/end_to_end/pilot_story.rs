//! The pilot's story with a small population, and a look at every frame that left a program while it was played.

#![expect(clippy::unwrap_used, reason = "a test that finds something else than it expects has failed")]

use protocol::{Frame, kind};
use serde_json::json;
use service::quic::Direction;
use std::path::Path;
use tests::{
    client::Client,
    narrator::Narrator,
    population::PopulationSize,
    stage::{
        Stage,
        in_process::{InProcess, RecordedFrame},
    },
    story::{Plot, RIJNMOND, Story, WEST_BRABANT, ZEELAND, eventually},
    traces::{PersonalStrings, Trace, TraceSearch},
};
use vocabulary::{RegionId, Vocabulary};

/// Enough for West-Brabant to have somebody near the border; few enough for a test.
const PEOPLE: usize = 600;
/// Fewer than the pilot's 26: what holds for a week holds for the next.
const WEEKS: usize = 3;

/// The story played to its end, with everything still running.
async fn play(folder: &Path) -> InProcess {
    let mut stage = InProcess::new(&folder.join("stage")).unwrap();
    let narrator = Narrator::silent();
    let plot =
        Plot { size: PopulationSize::of_people(PEOPLE), weeks: WEEKS, seed: 1, folder: folder.join("files") };
    let played = Story::new(&mut stage, &narrator, plot).unwrap().play().await;
    if let Err(error) = played {
        panic!("the story is not true: {error:#}");
    }
    stage
}

/// Posts a public vacancy of Zeeland with this title and waits until West-Brabant has it.
async fn post_vacancy(stage: &InProcess, title: &str) {
    let adviser = async |code: &str| {
        let address = stage.region_address(&RegionId::new(code).unwrap()).unwrap();
        let who = stage.adviser();
        Client::at(address).unwrap().sign_in(&who.name, &who.password).await.unwrap()
    };
    let (zeeland, west_brabant) = (adviser(ZEELAND).await, adviser(WEST_BRABANT).await);
    let employers = zeeland.get("/v1/employers?limit=1").await.unwrap();
    let vocabulary = Vocabulary::starter();
    let occupation = vocabulary.occupations().next().unwrap();
    let skill = vocabulary.essential_skills(occupation).next().unwrap();
    let vacancy = json!({
        "employer": employers["items"][0]["id"], "municipality": "GM0703", "title": title,
        "occupation": vocabulary.occupation_uri(occupation).as_str(),
        "essentialSkills": [vocabulary.skill_uri(skill).as_str()], "hoursMin": 16, "hoursMax": 32,
        "publicSource": "https://werken.example.nl/",
    });
    let made = zeeland.post("/v1/vacancies", &vacancy).await.unwrap();
    let path = format!("/v1/network-vacancies/{}", made["id"].as_str().unwrap());
    let there = eventually("West-Brabant has the vacancy", async || {
        Ok(west_brabant.get(&path).await.map_err(|error| error.to_string()))
    });
    there.await.unwrap();
}

/// How often a program sent or received a kind of message.
fn count(frames: &[RecordedFrame], at: &str, direction: Direction, kind: u16) -> usize {
    let wanted = |frame: &&RecordedFrame| {
        frame.at == at
            && frame.direction == direction
            && Frame::from_bytes(&frame.bytes).unwrap().header.kind == kind
    };
    frames.iter().filter(wanted).count()
}

/// What the story must have put on the wire, or the search had nothing to search.
fn holds_the_whole_story(frames: &[RecordedFrame]) {
    let seen = |at: &str, direction, kind, least: usize| {
        let count = count(frames, at, direction, kind);
        assert!(count >= least, "{at} {direction:?} {count} messages of kind {kind}, not {least}");
    };
    let tables = 3 * WEEKS;
    for region in [ZEELAND, WEST_BRABANT, RIJNMOND] {
        for (sent, received, least) in [
            (kind::ENROL_REQUEST, kind::ENROL_REPLY, 1),
            (kind::RELEASE_DELIVERY, kind::RELEASE_RECEIPT, tables),
            (kind::FEED_REQUEST, kind::FEED_REPLY, 1),
        ] {
            seen(region, Direction::Sent, sent, least);
            seen(region, Direction::Received, received, least);
        }
    }
    for (region, sent) in [(WEST_BRABANT, kind::HANDOVER_OFFER), (ZEELAND, kind::HANDOVER_DECISION)] {
        seen(region, Direction::Sent, sent, 1);
        seen(region, Direction::Received, kind::HANDOVER_OUTCOME, 1);
    }
    seen(ZEELAND, Direction::Received, kind::MAILBOX_REPLY, 1);
    for (received, sent, least) in [
        (kind::RELEASE_DELIVERY, kind::RELEASE_RECEIPT, 3 * tables),
        (kind::ENROL_REQUEST, kind::ENROL_REPLY, 3),
        (kind::HANDOVER_OFFER, kind::HANDOVER_OUTCOME, 1),
        (kind::HANDOVER_DECISION, kind::MAILBOX_REPLY, 1),
    ] {
        seen("coordinator", Direction::Received, received, least);
        seen("coordinator", Direction::Sent, sent, least);
    }
    // Words are readable before encryption: those of the public vacancy stand there, in what left and what came.
    for (region, direction) in [(ZEELAND, Direction::Sent), (WEST_BRABANT, Direction::Received)] {
        let readable = |frame: &&RecordedFrame| {
            frame.at == region
                && frame.direction == direction
                && frame.bytes.windows(13).any(|bytes| bytes == b"(leerwerkplek")
        };
        assert!(frames.iter().any(|frame| readable(&frame)), "the vacancy's title at {region}");
    }
}

fn personal_strings(folder: &Path) -> PersonalStrings {
    let mut personal = PersonalStrings::default();
    for region in [ZEELAND, WEST_BRABANT, RIJNMOND] {
        personal.add_file(&folder.join("files").join(region).join("candidates.ndjson")).unwrap();
        let database = folder.join("stage").join(region).join("data").join("node.db");
        for id in local_ids(&database) {
            personal.add_id(&id.to_string()).unwrap();
        }
    }
    personal
}

/// The ids that a node gave to people, cases and consents of its own.
fn local_ids(database: &Path) -> Vec<uuid::Uuid> {
    let connection = rusqlite::Connection::open(database).unwrap();
    let sql = "SELECT id FROM candidates UNION SELECT id FROM cases UNION SELECT id FROM consents
               UNION SELECT case_id FROM departed_cases UNION SELECT candidate FROM departed_cases";
    let mut statement = connection.prepare(sql).unwrap();
    let ids = statement.query_map([], |row| row.get::<_, [u8; 16]>(0)).unwrap();
    ids.map(|id| uuid::Uuid::from_bytes(id.unwrap())).collect()
}

fn first_trace<'frames>(
    search: &TraceSearch,
    frames: &'frames [RecordedFrame],
) -> Option<(Trace, &'frames RecordedFrame)> {
    frames.iter().find_map(|frame| Some((search.find(&frame.bytes)?, frame)))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_personal_string_leaves_a_node_while_the_pilots_story_comes_true() {
    let folder = tempfile::tempdir().unwrap();
    let stage = play(folder.path()).await;
    let recording = stage.recording();
    let frames = recording.frames();
    holds_the_whole_story(&frames);
    let personal = personal_strings(folder.path());
    assert!(personal.len() > 3 * PEOPLE * 5, "{} strings to look for", personal.len());
    assert!(frames.len() > 100, "only {} frames were recorded", frames.len());
    let search = TraceSearch::of(&personal);
    if let Some((trace, frame)) = first_trace(&search, &frames) {
        panic!("{trace} in a frame that {} {:?}, peer {}", frame.at, frame.direction, frame.peer);
    }
    // The contrast: a name that somebody writes into a public vacancy is found in the frame that carries it.
    let text = std::fs::read_to_string(folder.path().join("files").join(ZEELAND).join("candidates.ndjson"));
    let text = text.unwrap();
    let person: serde_json::Value = serde_json::from_str(text.lines().next_back().unwrap()).unwrap();
    let name = person["name"].as_str().unwrap();
    post_vacancy(&stage, &format!("Vraag naar {}", name.to_lowercase())).await;
    stage.close().await.unwrap();
    let later = &recording.frames()[frames.len()..];
    let (trace, found) = first_trace(&search, later).expect("a name in a public vacancy is found");
    assert!(name.contains(&trace.string), "{trace}");
    assert_eq!(Frame::from_bytes(&found.bytes).unwrap().header.kind, kind::VACANCY_CHANGES);
}
