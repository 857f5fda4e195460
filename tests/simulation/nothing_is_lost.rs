//! Nothing is lost and nothing hangs: at every moment one region has the person's file, a case is taken in at most
//! once, and when the network has healed every hand-over has ended and every message was taken (design, section 4;
//! delivery at least once, effect exactly once).

use crate::{
    broken_by, hold,
    world::{Flaw, World},
};

fn somebody_has_the_file(world: &World) -> Result<(), String> {
    for (number, sender, receiver) in world.handovers() {
        let sends = &sender.held[&number];
        let receives = receiver.held.get(&number);
        if !sends.has_file && receives.is_none_or(|held| !held.has_file) {
            return Err(format!("{number:?}: the file is lost"));
        }
        if receives.is_some_and(|held| held.taken_in > 1) {
            return Err(format!("{number:?}: the case was taken in twice"));
        }
    }
    Ok(())
}

fn everything_came_to_its_end(world: &World) -> Result<(), String> {
    if let Some(refused) = world.coordinator.refused.first() {
        return Err(refused.clone());
    }
    for node in &world.nodes {
        if !node.has_sent_everything() {
            return Err(format!("{:?} still has something to send", node.region()));
        }
    }
    for (number, sender, receiver) in world.handovers() {
        for node in [sender, receiver] {
            let open = node.held.get(&number).map(|held| held.progress.clone());
            if let Some(progress) = open.filter(|it| !it.state.has_ended() || it.asked.is_some()) {
                return Err(format!("{number:?} hangs at {:?}: {progress:?}", node.region()));
            }
        }
        let has_file = |node: &crate::node::Node| node.held.get(&number).is_some_and(|held| held.has_file);
        if has_file(sender) == has_file(receiver) {
            return Err(format!("{number:?}: not exactly one region has the file"));
        }
    }
    Ok(())
}

#[test]
fn nothing_is_lost_and_a_healed_network_brings_every_hand_over_to_its_end() {
    hold(somebody_has_the_file, everything_came_to_its_end);
}

#[test]
fn a_sender_that_erases_before_the_receiver_has_stored_the_file_is_noticed() {
    let said =
        broken_by(Flaw::ASenderErasesWhenItReadsTheAccept, somebody_has_the_file, everything_came_to_its_end);
    assert!(said.contains("the file is lost"), "{said}");
}

#[test]
fn a_message_that_is_sent_only_once_is_noticed() {
    let said = broken_by(Flaw::AMessageIsSentOnlyOnce, somebody_has_the_file, everything_came_to_its_end);
    assert!(said.contains("something to send"), "{said}");
}
