//! All replicas reach the same bytes from the same log, however late they read it, whoever leads, and also when one
//! lost its disk (openraft's state machine safety: Ongaro and Ousterhout 2014, section 5.2, figure 3).

use crate::{
    broken_by, hold, nothing,
    world::{Flaw, World},
};

fn all_replicas_hold_the_same(world: &World) -> Result<(), String> {
    let hashes = world.coordinator.hashes();
    if hashes.iter().all(|hash| *hash == hashes[0]) {
        Ok(())
    } else {
        Err("the replicas hold different states".to_owned())
    }
}

#[test]
fn replicas_that_lag_lead_or_lose_their_disk_reach_the_same_bytes() {
    hold(nothing, all_replicas_hold_the_same);
}

#[test]
fn a_replica_that_skips_an_entry_is_noticed() {
    let said = broken_by(Flaw::AReplicaSkipsAnEntry, nothing, all_replicas_hold_the_same);
    assert!(said.contains("different states"), "{said}");
}
