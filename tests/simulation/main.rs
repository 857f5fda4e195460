//! Simulations: the rules of a node and the coordinator's real state machine play many hand-overs against each
//! other while messages are lost, doubled, late and out of order, programs crash, regions are cut off and replicas
//! lag or are rebuilt. One file per invariant; each checks it after every event, then heals the network and demands
//! that everything comes to its end.
//!
//! One seed decides everything, and a failure names it: `SIMULATION_SEED=17 cargo nextest run -p tests --test
//! simulation` plays that one again. What is real here and what is not: `docs/decisions/0012-simulation.md`.

mod chance;
mod coordinator;
mod network;
mod no_readable_copy;
mod node;
mod nothing_is_lost;
mod one_owner;
mod replicas_agree;
mod world;

use world::{Flaw, World};

/// How many seeds each invariant is tried with, unless `PROPTEST_CASES` says otherwise, as the long runs do.
const SEEDS: u64 = 60;

/// What must hold; the text says what does not.
type Invariant = fn(&World) -> Result<(), String>;

/// Plays one world: `always` after every event, `finally` when it has healed.
fn play(seed: u64, flaw: Option<Flaw>, always: Invariant, finally: Invariant) -> Result<(), String> {
    let mut world = World::new(seed, flaw);
    while world.happen() {
        always(&world)?;
    }
    world.heal();
    while world.happen() {
        always(&world)?;
    }
    finally(&world)
}

/// Holds both invariants against all seeds.
fn hold(always: Invariant, finally: Invariant) {
    for seed in seeds() {
        if let Err(broken) = play(seed, None, always, finally) {
            panic!("with SIMULATION_SEED={seed}: {broken}");
        }
    }
}

/// The contrast: with this flaw in a program, some seed breaks the invariant. Gives what is said then.
fn broken_by(flaw: Flaw, always: Invariant, finally: Invariant) -> String {
    let found = (0..SEEDS).find_map(|seed| play(seed, Some(flaw), always, finally).err());
    found.unwrap_or_else(|| panic!("{flaw:?} was noticed with none of {SEEDS} seeds"))
}

fn seeds() -> std::ops::Range<u64> {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    match number("SIMULATION_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("PROPTEST_CASES").unwrap_or(SEEDS),
    }
}

fn nothing(_: &World) -> Result<(), String> {
    Ok(())
}

#[test]
fn a_seed_decides_everything() {
    let story = |seed| {
        let mut world = World::new(seed, None);
        while world.happen() {}
        world.heal();
        while world.happen() {}
        (world.happenings(), world.coordinator.hashes())
    };
    assert_eq!(story(3), story(3));
    assert_ne!(story(3), story(4));
}

#[test]
fn the_seeds_bring_every_end_of_a_hand_over_and_every_fault() {
    let mut ends = std::collections::BTreeSet::new();
    let mut faults = world::FaultCounts::default();
    for seed in 0..SEEDS {
        let mut world = World::new(seed, None);
        while world.happen() {}
        faults.add(&world.faults);
        world.heal();
        while world.happen() {}
        ends.extend(world.ends());
    }
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), ["closed", "expired", "refused", "withdrawn"]);
    assert!(faults.all_happened(), "{faults:?}");
}
