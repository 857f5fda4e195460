//! Invitations, requests, the six words and the states of regions.

use crate::support::{
    DAY_MS, START_MS, World, approve, ask, change, invite, keys, post, region, secret, vacancy,
};
use coordinator::{
    state::{
        command::{Command, Reply, StateChange},
        record::Counter,
    },
    storage::{self, regions},
};
use protocol::{
    ProtocolVersion,
    latest::{ErrorCode, RegionState, VacancyStatus},
};

fn state(world: &World, code: &str) -> RegionState {
    regions::find(world.database.connection(), &region(code)).unwrap().unwrap().state
}

fn invited() -> World {
    let mut world = World::empty();
    world.done(invite("AM24", START_MS + DAY_MS));
    world
}

#[test]
fn a_token_lets_one_node_ask_once() {
    let mut world = invited();
    let first = world.run(ask("AM24", secret("AM24"), keys("AM24")));
    assert!(matches!(first, Reply::Enrolment(_)));
    assert_eq!(
        world.run(ask("AM24", secret("AM24"), keys("AM24"))),
        first,
        "the same keys are the same request"
    );
    let stranger = keys("AM99");
    assert_eq!(world.refused(ask("AM24", secret("AM24"), stranger)), ErrorCode::BadToken);
}

#[test]
fn a_wrong_expired_or_foreign_token_is_refused() {
    let mut world = invited();
    assert_eq!(world.refused(ask("AM24", [0; 32], keys("AM24"))), ErrorCode::BadToken);
    assert_eq!(world.refused(ask("AM25", secret("AM24"), keys("AM25"))), ErrorCode::BadToken);
    world.now_ms += DAY_MS;
    assert_eq!(world.refused(ask("AM24", secret("AM24"), keys("AM24"))), ErrorCode::BadToken);
    world.done(invite("AM24", world.now_ms + DAY_MS));
    assert!(matches!(world.run(ask("AM24", secret("AM24"), keys("AM24"))), Reply::Enrolment(_)));
}

#[test]
fn a_new_invitation_replaces_the_unused_one() {
    let mut world = invited();
    let Command::InviteRegion { region, name, expires_at_ms, actor, .. } = invite("AM24", START_MS + DAY_MS)
    else {
        unreachable!()
    };
    world.done(Command::InviteRegion { token_sha256: [5; 32], region, name, expires_at_ms, actor });
    assert_eq!(world.refused(ask("AM24", secret("AM24"), keys("AM24"))), ErrorCode::BadToken);
    assert!(matches!(world.run(ask("AM24", [5; 32], keys("AM24"))), Reply::Enrolment(_)));
}

#[test]
fn wrong_words_do_not_let_a_region_in() {
    let mut world = invited();
    world.run(ask("AM24", secret("AM24"), keys("AM24")));
    assert_eq!(
        world.refused(approve("AM24", "anchor bridge candle am25 empty fossil")),
        ErrorCode::Forbidden
    );
    assert_eq!(world.refused(approve("AM24", "")), ErrorCode::Forbidden);
    assert_eq!(state(&world, "AM24"), RegionState::Pending);
    world.done(approve("AM24", &keys("AM24").words));
    assert_eq!(state(&world, "AM24"), RegionState::Approved);
}

#[test]
fn words_count_however_they_are_typed() {
    let mut world = invited();
    let spaced = EnrolmentWords("  Anchor, BRIDGE candle-alpha  empty\tfossil");
    let mut keys = keys("AM24");
    keys.words = "anchor bridge candle alpha empty fossil".to_owned();
    world.run(ask("AM24", secret("AM24"), keys));
    world.done(approve("AM24", spaced.0));
}

struct EnrolmentWords(&'static str);

#[test]
fn a_rejected_region_asks_again_only_with_a_new_invitation() {
    let mut world = invited();
    world.run(ask("AM24", secret("AM24"), keys("AM24")));
    world.done(Command::RejectRegion {
        region: region("AM24"),
        reason: "the words differed".to_owned(),
        actor: "els".to_owned(),
    });
    assert_eq!(state(&world, "AM24"), RegionState::Rejected);
    assert_eq!(world.refused(ask("AM24", secret("AM24"), keys("AM99"))), ErrorCode::BadToken);
    assert_eq!(world.refused(approve("AM24", &keys("AM24").words)), ErrorCode::NotFound);
    world.done(invite("AM24", START_MS + 2 * DAY_MS));
}

#[test]
fn each_state_leads_only_where_it_may() {
    use StateChange::{Readmit, Revoke, Suspend};
    for (before, wanted, expected) in [
        (None, Suspend, Some(RegionState::Suspended)),
        (None, Readmit, Some(RegionState::Approved)),
        (None, Revoke, Some(RegionState::Revoked)),
        (Some(Suspend), Readmit, Some(RegionState::Approved)),
        (Some(Suspend), Revoke, Some(RegionState::Revoked)),
        (Some(Revoke), Readmit, None),
        (Some(Revoke), Suspend, None),
        (Some(Revoke), Revoke, Some(RegionState::Revoked)),
    ] {
        let mut world = World::with_regions(&["AM24"]);
        if let Some(before) = before {
            world.done(change("AM24", before));
        }
        match expected {
            Some(expected) => {
                world.done(change("AM24", wanted));
                assert_eq!(state(&world, "AM24"), expected, "{before:?} {wanted:?}");
            }
            None => assert_eq!(
                world.refused(change("AM24", wanted)),
                ErrorCode::Conflict,
                "{before:?} {wanted:?}"
            ),
        }
    }
}

#[test]
fn every_change_makes_a_new_directory_and_stands_in_the_log_with_actor_and_time() {
    let mut world = World::with_regions(&["AM24"]);
    let version = |world: &World| storage::counter(world.database.connection(), Counter::Directory).unwrap();
    let before = version(&world);
    world.now_ms += 5;
    world.done(change("AM24", StateChange::Suspend));
    assert_eq!(version(&world), before + 1);
    world.done(change("AM24", StateChange::Suspend));
    assert_eq!(version(&world), before + 1, "nothing changed the second time");
    let changes = regions::changes(world.database.connection(), 10).unwrap();
    assert_eq!(changes[0].state, RegionState::Suspended);
    assert_eq!((changes[0].actor.as_str(), changes[0].at_ms), ("els", START_MS + 5));
    assert_eq!(storage::directory_time_ms(world.database.connection()).unwrap(), START_MS + 5);
}

#[test]
fn a_revoked_regions_certificates_are_refused_until_they_end_by_themselves() {
    let mut world = World::with_regions(&["AM24"]);
    let holds = |world: &World| {
        regions::certificate_holds(world.database.connection(), &region("AM24"), b"AM24").unwrap()
    };
    assert!(holds(&world));
    world.done(change("AM24", StateChange::Revoke));
    assert!(!holds(&world));
    assert_eq!(regions::revoked_serials(world.database.connection()).unwrap(), [b"AM24".to_vec()]);
    assert_eq!(
        world.refused(post("AM24", 1, vec![vacancy(1, 1, VacancyStatus::Open)])),
        ErrorCode::NotAdmitted
    );
    let before = storage::counter(world.database.connection(), Counter::Directory).unwrap();
    world.now_ms += 31 * DAY_MS;
    world.done(Command::PassTime);
    assert!(regions::revoked_serials(world.database.connection()).unwrap().is_empty());
    assert_eq!(storage::counter(world.database.connection(), Counter::Directory).unwrap(), before + 1);
}

#[test]
fn a_revoked_region_comes_back_with_new_keys_and_not_with_its_old_certificate() {
    let mut world = World::with_regions(&["AM24"]);
    assert_eq!(world.refused(invite("AM24", START_MS + DAY_MS)), ErrorCode::Conflict);
    world.done(change("AM24", StateChange::Revoke));
    let Command::InviteRegion { region: invited, name, expires_at_ms, actor, .. } =
        invite("AM24", START_MS + DAY_MS)
    else {
        unreachable!()
    };
    world.done(Command::InviteRegion { token_sha256: [5; 32], region: invited, name, expires_at_ms, actor });
    let mut fresh = keys("AM24");
    fresh.signing_key = [77; 32];
    world.run(ask_as(9, "AM24", [5; 32], fresh.clone()));
    world.done(approve_as(9, "AM24", &fresh.words, START_MS + 30 * DAY_MS));
    let connection = world.database.connection();
    assert!(!regions::certificate_holds(connection, &region("AM24"), b"AM24").unwrap());
    assert!(regions::certificate_holds(connection, &region("AM24"), b"new").unwrap());
    let keys = regions::find(connection, &region("AM24")).unwrap().unwrap().keys.unwrap();
    assert_eq!(keys.signing_key, [77; 32]);
}

/// An approval of the request with this id, by which the region gets the certificate `new`.
fn approve_as(id: u8, code: &str, words: &str, not_after_ms: i64) -> Command {
    let Command::ApproveRegion { region, words, mut certificate, actor, .. } = approve(code, words) else {
        unreachable!()
    };
    certificate.serial = b"new".to_vec();
    certificate.not_after_ms = not_after_ms;
    let enrolment = vocabulary::EnrolmentId::from_bytes([id; 16]);
    Command::ApproveRegion { region, enrolment, words, certificate, actor }
}

/// An invitation with another secret than the first.
fn invite_anew(code: &str, expires_at_ms: i64) -> Command {
    let Command::InviteRegion { region, name, actor, .. } = invite(code, expires_at_ms) else {
        unreachable!()
    };
    Command::InviteRegion { token_sha256: [5; 32], region, name, expires_at_ms, actor }
}

#[test]
fn an_approved_region_whose_certificates_have_ended_joins_again_and_stays_what_it_is_until_then() {
    let mut world = World::with_regions(&["AM24"]);
    world.now_ms += 30 * DAY_MS - 1;
    assert_eq!(
        world.refused(invite_anew("AM24", world.now_ms + DAY_MS)),
        ErrorCode::Conflict,
        "it can speak"
    );
    world.now_ms += 1;
    world.done(invite_anew("AM24", world.now_ms + DAY_MS));
    let mut fresh = keys("AM24");
    fresh.signing_key = [77; 32];
    let known = |world: &World| regions::find(world.database.connection(), &region("AM24")).unwrap().unwrap();
    let before = known(&world);
    for rejected in [true, false] {
        let id = if rejected { 8 } else { 9 };
        let token = if rejected { [5; 32] } else { [6; 32] };
        assert!(matches!(world.run(ask_as(id, "AM24", token, fresh.clone())), Reply::Enrolment(_)));
        assert_eq!(known(&world), before, "asking changes nothing");
        if rejected {
            let (reason, actor) = ("the words differed".to_owned(), "els".to_owned());
            world.done(Command::RejectRegion { region: region("AM24"), reason, actor });
            assert_eq!(known(&world), before, "nor does a rejection");
            let again = invite_anew("AM24", world.now_ms + DAY_MS);
            let Command::InviteRegion { region, name, expires_at_ms, actor, .. } = again else {
                unreachable!()
            };
            world.done(Command::InviteRegion { token_sha256: [6; 32], region, name, expires_at_ms, actor });
            continue;
        }
        world.done(approve_as(9, "AM24", &fresh.words, world.now_ms + 30 * DAY_MS));
    }
    assert_eq!(known(&world).keys.unwrap().signing_key, [77; 32]);
    assert_eq!(
        world.refused(invite_anew("AM24", world.now_ms + DAY_MS)),
        ErrorCode::Conflict,
        "it speaks again"
    );
}

#[test]
fn an_approval_counts_for_the_request_that_was_looked_at_and_no_other() {
    let mut world = invited();
    world.run(ask("AM24", secret("AM24"), keys("AM24")));
    // A second invitation, and a request with it, come between the look and the decision.
    world.done(invite_anew("AM24", START_MS + DAY_MS));
    world.run(ask_as(9, "AM24", [5; 32], keys("AM24")));
    assert_eq!(world.refused(approve("AM24", &keys("AM24").words)), ErrorCode::Conflict);
    assert_eq!(state(&world, "AM24"), RegionState::Pending);
    world.done(approve_as(9, "AM24", &keys("AM24").words, START_MS + 30 * DAY_MS));
    assert_eq!(state(&world, "AM24"), RegionState::Approved);
}

#[test]
fn a_node_that_speaks_other_versions_stands_in_a_new_directory_and_only_then() {
    let mut world = World::with_regions(&["AM24"]);
    let version = |world: &World| storage::counter(world.database.connection(), Counter::Directory).unwrap();
    let versions = |oldest, newest| Command::RecordVersions {
        region: region("AM24"),
        oldest: ProtocolVersion(oldest),
        newest: ProtocolVersion(newest),
    };
    let before = version(&world);
    world.done(versions(1, 2));
    assert_eq!(version(&world), before, "nothing changed");
    world.done(versions(1, 1));
    assert_eq!(version(&world), before + 1);
    let known = regions::find(world.database.connection(), &region("AM24")).unwrap().unwrap();
    let keys = known.keys.unwrap();
    assert_eq!((keys.oldest, keys.newest), (ProtocolVersion(1), ProtocolVersion(1)));
    world.done(change("AM24", StateChange::Suspend));
    assert_eq!(world.refused(versions(1, 2)), ErrorCode::NotAdmitted);
}

fn ask_as(id: u8, code: &str, token: [u8; 32], keys: coordinator::state::record::EnrolmentKeys) -> Command {
    let Command::RequestEnrolment { region, token_sha256, keys, .. } = ask(code, token, keys) else {
        unreachable!()
    };
    Command::RequestEnrolment {
        enrolment: vocabulary::EnrolmentId::from_bytes([id; 16]),
        region,
        token_sha256,
        keys,
    }
}
