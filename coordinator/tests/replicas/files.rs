//! What stands in the files of replicas and goes over between them in snapshots.

use super::*;

/// The commands that let these regions in.
fn admitted(codes: &[&str]) -> Vec<Command> {
    let steps = |code: &&str| {
        let keys = keys(code);
        let words = keys.words.clone();
        [invite(code, START_MS + 1000), ask(code, secret(code), keys), approve(code, &words)]
    };
    codes.iter().flat_map(steps).collect()
}

/// A share and a part of an envelope that occur nowhere else.
const SHARE: [u8; 32] = [0xA7; 32];

const ENVELOPE: [u8; 64] = [0xC3; 64];

fn marked_offer(size_bytes: usize) -> Command {
    let mut command = offer(1, "AM24", "AM25");
    let Command::OfferHandover { offer, .. } = &mut command else { unreachable!() };
    offer.share = SHARE;
    offer.envelope.0 = ENVELOPE.iter().copied().cycle().take(size_bytes).collect();
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_share_and_an_envelope_are_in_no_file_of_any_replica_once_the_hand_over_has_ended() {
    for (how, end) in [
        ("refused", vec![decide(1, "AM25", refuse())]),
        ("withdrawn", vec![decide(1, "AM24", Decision::Withdraw)]),
        ("expired", vec![Command::PassTime]),
        ("closed", vec![decide(1, "AM25", accept()), close(1, "AM25")]),
    ] {
        let network = Network::of(3).await;
        network.carry_out(admitted(&["AM24", "AM25"])).await;
        network.carry_out(vec![marked_offer(9000)]).await;
        network.compact().await;
        let files = |bytes: &[u8]| files_that_hold(network.folder.path(), bytes);
        // The contrast: while it is open, state and snapshot of each replica hold both.
        assert!(files(&SHARE).len() >= 6, "{how}: {:?}", files(&SHARE));
        if how == "expired" {
            network.clock.advance(SignedDuration::from_hours(8 * 24));
        }
        network.carry_out(end).await;
        assert!(!files(&SHARE).is_empty(), "{how}: not without compaction");
        network.compact().await;
        assert_eq!(files(&SHARE), [] as [PathBuf; 0], "share, {how}");
        assert_eq!(files(&ENVELOPE), [] as [PathBuf; 0], "envelope, {how}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_compaction_that_somebody_stands_in_the_way_of_is_not_done() {
    let network = Network::of(1).await;
    network.carry_out(vec![number(1)]).await;
    let replica = network.replica(1);
    for file in ["sm.db", "log.db"] {
        let reader = rusqlite::Connection::open(network.data(1).join(file)).unwrap();
        reader.execute_batch("BEGIN").unwrap();
        reader.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).unwrap();
        network.carry_out(vec![number(2)]).await;
        let hindered = replica.compact().await;
        assert!(matches!(hindered, Err(ProposeError::Unavailable(_))), "{file}: {hindered:?}");
        drop(reader);
        replica.compact().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_whose_parts_come_out_of_order_is_sent_again_from_its_beginning() {
    let mut network = Network::of(3).await;
    let (_, away) = network.leader_and_follower();
    network.carry_out(admitted(&["AM24", "AM25"])).await;
    network.stop(away).await;
    // Three parts at the least.
    network.carry_out(vec![marked_offer(2_200_000)]).await;
    for count in 1..=60 {
        network.carry_out(vec![number(count)]).await;
    }
    network.compact().await;
    network.wires.parts.store(0, Ordering::SeqCst);
    network.wires.stutters.store(true, Ordering::SeqCst);
    network.start(away).await;
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    assert!(!network.wires.stutters.load(Ordering::SeqCst), "a part did arrive twice");
    assert!(network.wires.parts.load(Ordering::SeqCst) >= 5, "two parts in vain, then all three");
    let files: Vec<_> = std::fs::read_dir(network.data(away).join("snapshots"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(files.len() == 1 && files[0].starts_with("snap-"), "{files:?}");
}
