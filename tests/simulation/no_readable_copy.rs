//! A refused, withdrawn or expired offer leaves nothing that its receiver could read, and no end of a hand-over
//! leaves share or envelope in the coordinator's state (design, section 4: "destroyed otherwise"). The log of the
//! replicas is not played here: that its entries are purged is tested on real files in `coordinator/tests`.

use crate::{
    broken_by, hold,
    network::{envelope_of, share_of},
    world::{Flaw, World},
};

fn the_receiver_reads_only_what_the_log_gave_it(world: &World) -> Result<(), String> {
    for (number, _, receiver) in world.handovers() {
        let can_read = receiver.held.get(&number).is_some_and(crate::node::Held::can_read);
        if can_read && !world.belongs_to_receiver(number) {
            return Err(format!("{number:?}: the receiver can read a case that is not its own"));
        }
    }
    Ok(())
}

fn nothing_readable_is_left(world: &World) -> Result<(), String> {
    for (number, sender, receiver) in world.handovers() {
        for (what, bytes) in [("share", share_of(number).to_vec()), ("envelope", envelope_of(number))] {
            let replicas = world.coordinator.replicas_with(&bytes);
            if replicas > 0 {
                return Err(format!("{number:?}: {replicas} replicas still have the {what}"));
            }
        }
        let readers = [sender, receiver]
            .map(|node| usize::from(node.held.get(&number).is_some_and(crate::node::Held::can_read)));
        if readers.iter().sum::<usize>() != 1 {
            return Err(format!("{number:?}: sender and receiver that can read the case: {readers:?}"));
        }
    }
    Ok(())
}

#[test]
fn an_offer_that_was_not_accepted_leaves_no_readable_copy() {
    hold(the_receiver_reads_only_what_the_log_gave_it, nothing_readable_is_left);
}

#[test]
fn a_share_that_is_told_before_the_accept_is_noticed() {
    let said = broken_by(
        Flaw::TheShareIsToldToEarly,
        the_receiver_reads_only_what_the_log_gave_it,
        nothing_readable_is_left,
    );
    assert!(said.contains("can read a case that is not its own"), "{said}");
}

/// The contrast of the search: while an offer waits, the share is there to be found.
#[test]
fn the_share_of_an_open_offer_is_found_in_the_state() {
    let mut world = World::new(1, None);
    let mut most = 0;
    while world.happen() {
        let shares = world.handovers().map(|(number, ..)| world.coordinator.replicas_with(&share_of(number)));
        most = most.max(shares.max().unwrap_or(0));
    }
    assert!(most > 0);
}
