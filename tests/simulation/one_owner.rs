//! NET-04: exactly one region answers for a case at every moment, also during a hand-over and with programs off.
//! The first decision in the coordinator's log wins; a region never runs ahead of the log.

use crate::{
    broken_by, hold,
    world::{Flaw, World},
};

fn nobody_runs_ahead_of_the_log(world: &World) -> Result<(), String> {
    for (number, sender, receiver) in world.handovers() {
        let is_receivers = world.belongs_to_receiver(number);
        if receiver.claims(number) && !is_receivers {
            return Err(format!("{number:?}: the receiver claims what the log does not say"));
        }
        if !sender.claims(number) && !is_receivers {
            return Err(format!("{number:?}: the sender let go before a committed accept"));
        }
        let works = |node: &crate::node::Node| node.held.get(&number).is_some_and(|held| held.may_work);
        if works(sender) && works(receiver) {
            return Err(format!("{number:?}: two regions work on one case"));
        }
        if works(sender) && is_receivers {
            return Err(format!("{number:?}: the sender works on a case that the log gave away"));
        }
    }
    Ok(())
}

fn exactly_one_end_claims(world: &World) -> Result<(), String> {
    for (number, sender, receiver) in world.handovers() {
        let (sends, receives) = (sender.claims(number), receiver.claims(number));
        if sends == receives {
            return Err(format!("{number:?}: sender {sends}, receiver {receives}"));
        }
        if receives != world.belongs_to_receiver(number) {
            return Err(format!("{number:?}: {:?} claims it, the log says otherwise", receiver.region()));
        }
    }
    Ok(())
}

#[test]
fn net_04_a_case_has_exactly_one_owner_whatever_fails() {
    hold(nobody_runs_ahead_of_the_log, exactly_one_end_claims);
}

#[test]
fn net_04_a_receiver_that_takes_its_wish_for_a_decision_is_noticed() {
    let flaw = Flaw::AReceiverTakesItsWishForADecision;
    let said = broken_by(flaw, nobody_runs_ahead_of_the_log, exactly_one_end_claims);
    assert!(said.contains("the receiver claims what the log does not say"), "{said}");
}
