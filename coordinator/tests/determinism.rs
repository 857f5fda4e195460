//! Two replicas that apply the same commands reach the same bytes, however the commands were batched.

use crate::support::{
    DAY_MS, START_MS, World, accept, approve, ask, change, close, decide, invite, keys, offer, post, refuse,
    release, secret, vacancy,
};
use coordinator::state::command::{Batch, Command, StateChange};
use proptest::prelude::*;
use protocol::latest::{Decision, VacancyStatus};

fn code() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("AM22"), Just("AM24"), Just("AM25")]
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        code().prop_map(|code| invite(code, START_MS + 40 * DAY_MS)),
        code().prop_map(|code| ask(code, secret(code), keys(code))),
        code().prop_map(|code| approve(code, &keys(code).words)),
        (code(), 0..3).prop_map(|(code, which)| {
            let changes = [StateChange::Suspend, StateChange::Readmit, StateChange::Revoke];
            change(code, changes[usize::try_from(which).unwrap()])
        }),
        (code(), 1..5_u8, 1..4_u8, 1..4_u64).prop_map(|(code, message, number, revision)| {
            let status = if revision == 3 { VacancyStatus::Closed } else { VacancyStatus::Open };
            post(code, message, vec![vacancy(number, revision, status)])
        }),
        (code(), 1..4_u8, 1..4_u64)
            .prop_map(|(code, number, sequence)| release(code, number, sequence, "2026-W47")),
        (1..4_u8, code(), code()).prop_map(|(number, from, to)| offer(number, from, to)),
        (1..4_u8, code(), 0..3).prop_map(|(number, by, which)| {
            let decisions = [accept(), refuse(), Decision::Withdraw];
            decide(number, by, decisions[usize::try_from(which).unwrap()].clone())
        }),
        (1..4_u8, code()).prop_map(|(number, by)| close(number, by)),
        Just(Command::PassTime),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(24)))]

    #[test]
    fn two_replicas_reach_the_same_bytes(
        steps in proptest::collection::vec((0..2 * DAY_MS, proptest::collection::vec(command(), 1..6)), 1..25),
    ) {
        let (mut left, mut right) = (World::empty(), World::empty());
        for code in ["AM22", "AM24"] {
            left.admit(code);
            right.admit(code);
        }
        prop_assert_eq!(left.hash(), right.hash());
        let mut log_index = left.log_index;
        let mut together = Vec::new();
        for (passes_ms, commands) in steps {
            left.now_ms += passes_ms;
            log_index += 1;
            let batch = Batch { at_ms: left.now_ms, commands };
            // The left one applies each entry on its own, the right one all entries in one transaction.
            let replies = left.database.write(|state| state.apply(log_index, batch.clone())).unwrap();
            prop_assert_eq!(replies.len(), batch.commands.len());
            together.push((log_index, batch));
        }
        right
            .database
            .write(|state| {
                for (log_index, batch) in together {
                    state.apply(log_index, batch)?;
                }
                Ok(())
            })
            .unwrap();
        prop_assert_eq!(left.hash(), right.hash());
    }
}

#[test]
fn the_hash_tells_different_states_apart() {
    let (mut left, right) = (World::with_regions(&["AM24"]), World::with_regions(&["AM24"]));
    assert_eq!(left.hash(), right.hash());
    left.run(post("AM24", 1, vec![vacancy(1, 1, VacancyStatus::Open)]));
    assert_ne!(left.hash(), right.hash());
}
