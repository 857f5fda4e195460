//! The pilot's story with a small population, and a look at every frame that left a program while it was played.

#![expect(clippy::unwrap_used, reason = "a test that finds something else than it expects has failed")]

use std::path::Path;
use tests::{
    narrator::Narrator,
    population::PopulationSize,
    stage::{
        Stage,
        in_process::{InProcess, RecordedFrame},
    },
    story::{Plot, RIJNMOND, Story, WEST_BRABANT, ZEELAND},
    traces::{PersonalStrings, Trace, TraceSearch},
};

/// Enough for West-Brabant to have somebody near the border; few enough for a test.
const PEOPLE: usize = 600;
/// Fewer than the pilot's 26: what holds for a week holds for the next.
const WEEKS: usize = 3;

async fn play(folder: &Path) -> Vec<RecordedFrame> {
    let mut stage = InProcess::new(&folder.join("stage")).unwrap();
    let narrator = Narrator::silent();
    let plot =
        Plot { size: PopulationSize::of_people(PEOPLE), weeks: WEEKS, seed: 1, folder: folder.join("files") };
    let played = Story::new(&mut stage, &narrator, plot).unwrap().play().await;
    if let Err(error) = played {
        panic!("the story is not true: {error:#}");
    }
    let recording = stage.recording();
    stage.close().await.unwrap();
    recording.frames()
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
    let mut frames = play(folder.path()).await;
    let personal = personal_strings(folder.path());
    assert!(personal.len() > 3 * PEOPLE * 5, "{} strings to look for", personal.len());
    assert!(frames.len() > 100, "only {} frames were recorded", frames.len());
    let search = TraceSearch::of(&personal);
    if let Some((trace, frame)) = first_trace(&search, &frames) {
        panic!("{trace} in a frame that {} {:?}, peer {}", frame.at, frame.direction, frame.peer);
    }
    // The contrast: one name in one frame is found.
    let text = std::fs::read_to_string(folder.path().join("files").join(ZEELAND).join("candidates.ndjson"));
    let text = text.unwrap();
    let person: serde_json::Value = serde_json::from_str(text.lines().next_back().unwrap()).unwrap();
    let middle = frames.len() / 2;
    frames[middle].bytes.extend_from_slice(person["name"].as_str().unwrap().to_lowercase().as_bytes());
    let (_, found) = first_trace(&search, &frames).expect("a planted name is found");
    assert_eq!(found.bytes, frames[middle].bytes);
}
