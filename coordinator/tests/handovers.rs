//! Every race for a hand-over, and what is left of it.

use crate::support::{
    DAY_MS, World, accept, change, close, decide, files_that_hold, handover_id, key, offer, refuse, region,
};
use coordinator::{
    state::{
        command::{Command, StateChange},
        record::HandoverStage,
    },
    storage::{self, handovers},
};
use protocol::latest::{Decision, ErrorCode};
use rusqlite::Connection;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Accept,
    Refuse,
    Withdraw,
    /// Time passes beyond the end of the offer.
    Expire,
}

impl Act {
    const ALL: [Self; 4] = [Self::Accept, Self::Refuse, Self::Withdraw, Self::Expire];

    fn command(self) -> Command {
        match self {
            Self::Accept => decide(1, "AM25", accept()),
            Self::Refuse => decide(1, "AM25", refuse()),
            Self::Withdraw => decide(1, "AM24", Decision::Withdraw),
            Self::Expire => Command::PassTime,
        }
    }

    fn stage(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Refuse => "refused",
            Self::Withdraw => "withdrawn",
            Self::Expire => "expired",
        }
    }
}

fn name(stage: &HandoverStage) -> &'static str {
    match stage {
        HandoverStage::Offered { .. } => "offered",
        HandoverStage::Accepted { .. } => "accepted",
        HandoverStage::Closed { .. } => "closed",
        HandoverStage::Refused { .. } => "refused",
        HandoverStage::Withdrawn { .. } => "withdrawn",
        HandoverStage::Expired { .. } => "expired",
    }
}

fn offered() -> World {
    let mut world = World::with_regions(&["AM22", "AM24", "AM25"]);
    let handover = world.handover(offer(1, "AM24", "AM25"));
    assert_eq!(name(&handover.stage), "offered");
    world
}

fn mailbox(connection: &Connection) -> usize {
    handovers::mailbox_after(connection, &region("AM25"), 0, usize::MAX).unwrap().len()
}

fn holds_share(stage: &HandoverStage) -> bool {
    matches!(stage, HandoverStage::Offered { .. } | HandoverStage::Accepted { .. })
}

#[test]
fn of_two_decisions_the_first_applied_wins_and_the_second_gets_its_outcome() {
    for first in Act::ALL {
        for second in Act::ALL {
            let mut world = offered();
            if first == Act::Expire {
                world.now_ms += 8 * DAY_MS;
            }
            world.run(first.command());
            world.now_ms += 8 * DAY_MS;
            let reply = world.run(second.command());
            let stands = handovers::find(world.database.connection(), handover_id(1)).unwrap().unwrap();
            assert_eq!(name(&stands.stage), first.stage(), "{first:?} then {second:?}");
            if let coordinator::state::command::Reply::Handover(told) = reply {
                assert_eq!(*told, stands, "{second:?} after {first:?} is told what holds");
            }
            assert_eq!(mailbox(world.database.connection()), usize::from(first == Act::Accept));
            assert_eq!(holds_share(&stands.stage), first == Act::Accept);
        }
    }
}

#[test]
fn a_decision_after_the_end_of_the_offer_finds_it_expired_even_before_the_clockwork_came_by() {
    for late in [Act::Accept, Act::Refuse, Act::Withdraw] {
        let mut world = offered();
        world.now_ms += 7 * DAY_MS;
        assert_eq!(name(&world.handover(late.command()).stage), "expired", "{late:?}");
        let mut world = offered();
        world.now_ms += 7 * DAY_MS - 1;
        assert_eq!(name(&world.handover(late.command()).stage), late.stage(), "{late:?} in time");
    }
}

#[test]
fn a_leader_whose_clock_runs_behind_does_not_open_an_expired_offer_again() {
    let mut world = offered();
    world.now_ms += 8 * DAY_MS;
    world.done(Command::PassTime);
    world.now_ms -= 5 * DAY_MS;
    assert_eq!(name(&world.handover(Act::Accept.command()).stage), "expired");
    let late = world.handover(offer(2, "AM24", "AM25"));
    assert_eq!(name(&late.stage), "expired", "time never goes back");
}

#[test]
fn a_leader_whose_clock_stands_in_a_far_future_moves_the_time_by_a_year_at_most() {
    let mut world = offered();
    let before = storage::time_ms(world.database.connection()).unwrap();
    world.now_ms = i64::MAX;
    world.done(Command::PassTime);
    let after = storage::time_ms(world.database.connection()).unwrap();
    assert_eq!(after - before, 366 * DAY_MS);
    // The contrast: a network that was off for half a year goes on at its real time.
    let mut world = offered();
    world.now_ms += 180 * DAY_MS;
    world.done(Command::PassTime);
    assert_eq!(storage::time_ms(world.database.connection()).unwrap(), world.now_ms);
}

#[test]
fn only_the_receiver_accepts_or_refuses_and_only_the_sender_withdraws() {
    for (by, decision, allowed) in [
        ("AM25", accept(), true),
        ("AM24", accept(), false),
        ("AM22", accept(), false),
        ("AM25", refuse(), true),
        ("AM24", refuse(), false),
        ("AM22", refuse(), false),
        ("AM24", Decision::Withdraw, true),
        ("AM25", Decision::Withdraw, false),
        ("AM22", Decision::Withdraw, false),
    ] {
        let mut world = offered();
        let command = decide(1, by, decision);
        if allowed {
            world.handover(command);
        } else {
            let before = world.hash();
            assert_eq!(world.refused(command), ErrorCode::Forbidden, "{by}");
            assert_eq!(world.hash(), before, "a refusal leaves no trace");
        }
    }
}

#[test]
fn a_region_cannot_offer_to_itself_nor_accept_its_own_offer() {
    let mut world = World::with_regions(&["AM24", "AM25"]);
    assert_eq!(world.refused(offer(1, "AM24", "AM24")), ErrorCode::Forbidden);
    world.handover(offer(1, "AM24", "AM25"));
    assert_eq!(world.refused(decide(1, "AM24", accept())), ErrorCode::Forbidden);
    world.handover(decide(1, "AM25", accept()));
}

#[test]
fn an_offer_sent_twice_is_one_offer_and_another_under_its_id_is_refused() {
    let mut world = offered();
    let before = world.hash();
    assert_eq!(name(&world.handover(offer(1, "AM24", "AM25")).stage), "offered");
    assert_eq!(world.hash(), before);
    let mut other = offer(1, "AM24", "AM25");
    let Command::OfferHandover { offer: inner, .. } = &mut other else { unreachable!() };
    inner.statement = vec![99; 80];
    assert_eq!(world.refused(other), ErrorCode::Conflict);
    world.handover(Act::Accept.command());
    assert_eq!(
        name(&world.handover(offer(1, "AM24", "AM25")).stage),
        "accepted",
        "the sender learns the outcome"
    );
}

#[test]
fn close_deletes_the_share_and_the_envelope_and_keeps_the_receipt() {
    let mut world = offered();
    assert_eq!(world.refused(close(1, "AM25")), ErrorCode::Conflict, "not accepted yet");
    world.handover(Act::Accept.command());
    assert_eq!(mailbox(world.database.connection()), 1, "the receiver may fetch it again");
    assert_eq!(world.refused(close(1, "AM24")), ErrorCode::Forbidden);
    let closed = world.handover(close(1, "AM25"));
    let HandoverStage::Closed { accept, .. } = &closed.stage else { panic!("{closed:?}") };
    assert_eq!(accept.receiver_key, key("AM25"));
    assert_eq!(mailbox(world.database.connection()), 0);
    assert_eq!(world.handover(close(1, "AM25")), closed, "closing twice is closing once");
    let shares: i64 = world
        .database
        .connection()
        .query_row("SELECT COUNT(*) FROM handovers WHERE share IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    assert_eq!(shares, 0);
}

#[test]
fn a_share_and_an_envelope_leave_no_bytes_in_any_file_of_the_state_when_the_offer_ends() {
    let share = [0xA7; 32];
    for (act, stays) in
        [(Act::Accept, true), (Act::Refuse, false), (Act::Withdraw, false), (Act::Expire, false)]
    {
        let mut world = World::with_regions(&["AM24", "AM25"]);
        let mut command = offer(1, "AM24", "AM25");
        let Command::OfferHandover { offer: inner, .. } = &mut command else { unreachable!() };
        inner.share = share;
        inner.envelope.0 = vec![0xC3; 9000];
        world.handover(command);
        if act == Act::Expire {
            world.now_ms += 8 * DAY_MS;
        }
        world.run(act.command());
        let holds = |bytes: &[u8]| !files_that_hold(world.folder.path(), bytes).is_empty();
        assert!(holds(&share), "{act:?}: the write-ahead log has it still");
        assert!(world.database.settle().unwrap());
        assert_eq!(holds(&share), stays, "share after {act:?}");
        assert_eq!(holds(&[0xC3; 64]), stays, "envelope after {act:?}");
    }
}

#[test]
fn a_region_that_is_not_admitted_neither_offers_nor_decides() {
    for state in [StateChange::Suspend, StateChange::Revoke] {
        let mut world = offered();
        world.done(change("AM25", state));
        assert_eq!(world.refused(decide(1, "AM25", accept())), ErrorCode::NotAdmitted);
        assert_eq!(
            world.refused(offer(2, "AM24", "AM25")),
            ErrorCode::NotFound,
            "nobody is there to receive"
        );
        let withdrawn = world.handover(decide(1, "AM24", Decision::Withdraw));
        let expected = if state == StateChange::Revoke { "expired" } else { "withdrawn" };
        assert_eq!(name(&withdrawn.stage), expected);
    }
    let mut world = offered();
    world.done(change("AM25", StateChange::Suspend));
    world.done(change("AM25", StateChange::Readmit));
    assert_eq!(name(&world.handover(decide(1, "AM25", accept())).stage), "accepted");
}

#[test]
fn a_signature_checked_with_an_old_key_counts_for_nothing() {
    let mut world = offered();
    let stale = Command::DecideHandover {
        region: region("AM25"),
        handover: handover_id(1),
        decision: accept(),
        verified_with: [0; 32],
    };
    assert_eq!(world.refused(stale), ErrorCode::BadSignature);
}

#[test]
fn mailboxes_count_on_their_own() {
    let mut world = World::with_regions(&["AM22", "AM24", "AM25"]);
    world.handover(offer(1, "AM24", "AM25"));
    world.handover(offer(2, "AM24", "AM22"));
    world.handover(offer(3, "AM22", "AM25"));
    world.handover(decide(1, "AM25", refuse()));
    let connection = world.database.connection();
    let items = handovers::mailbox_after(connection, &region("AM25"), 0, usize::MAX).unwrap();
    assert_eq!(items.iter().map(|item| item.sequence).collect::<Vec<_>>(), [2]);
    let items = handovers::mailbox_after(connection, &region("AM22"), 0, usize::MAX).unwrap();
    assert_eq!(items.iter().map(|item| item.sequence).collect::<Vec<_>>(), [1]);
    assert!(handovers::mailbox_after(connection, &region("AM24"), 0, usize::MAX).unwrap().is_empty());
}
