//! Signing in, and the door that closes.

use crate::desk::{Desk, PASSWORD};
use jiff::SignedDuration;
use node::{
    domain::{account::Role, text::Line},
    workflow::{
        Actor, ErrorKind, WorkflowError,
        add_account::{AddAccount, add_account},
        assign_case::assign_case,
        change_account::{AccountChange, change_account},
        sign_in::{SignedIn, session_of, sign_in, sign_out},
    },
};
use tokio::task::JoinSet;

async fn attempt(desk: &Desk, name: &str, password: &str, address: &str) -> Result<SignedIn, WorkflowError> {
    sign_in(&desk.context, name, password.to_owned(), address).await
}

#[tokio::test]
async fn a_session_lasts_while_it_is_used_and_ends_when_it_is_not() {
    let desk = Desk::with_passwords("AM24");
    let signed_in = attempt(&desk, " coach ", PASSWORD, "192.0.2.1").await.unwrap();
    assert_eq!((signed_in.account.role, signed_in.token.len()), (Role::Coach, 64));
    let account = session_of(&desk.context, &signed_in.token).await.unwrap().unwrap();
    assert_eq!(Some(account.id), desk.coach.id());
    for _ in 0..3 {
        desk.pass(SignedDuration::from_mins(59));
        assert!(session_of(&desk.context, &signed_in.token).await.unwrap().is_some());
    }
    desk.pass(SignedDuration::from_mins(60));
    assert!(session_of(&desk.context, &signed_in.token).await.unwrap().is_none(), "not used for an hour");

    let signed_in = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap();
    for _ in 0..24 {
        desk.pass(SignedDuration::from_mins(30));
        let _used = session_of(&desk.context, &signed_in.token).await.unwrap();
    }
    assert!(
        session_of(&desk.context, &signed_in.token).await.unwrap().is_none(),
        "twelve hours are the most"
    );

    let signed_in = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap();
    sign_out(&desk.context, &signed_in.token).await.unwrap();
    assert!(session_of(&desk.context, &signed_in.token).await.unwrap().is_none());
    assert!(!desk.holds(&signed_in.token), "only the hash of a token is stored");
    assert!(!desk.holds(PASSWORD), "no password is stored");
}

#[tokio::test]
async fn wrong_attempts_close_the_door_for_a_name_also_over_a_restart() {
    let mut desk = Desk::with_passwords("AM24");
    for address in 0..5 {
        let wrong = attempt(&desk, "Coach", "wrong", &format!("192.0.2.{address}")).await.unwrap_err();
        assert!(matches!(wrong, WorkflowError::WrongCredentials), "{wrong}");
    }
    desk.restart().await;
    let closed = attempt(&desk, "COACH", PASSWORD, "192.0.2.9").await.unwrap_err();
    assert!(
        matches!(closed, WorkflowError::TooManyAttempts { .. }),
        "even with the right password: {closed}"
    );
    assert_eq!(closed.kind(), ErrorKind::TooOften);
    assert!(attempt(&desk, "Adviser", PASSWORD, "192.0.2.9").await.is_ok(), "others are not kept out");
    desk.pass(SignedDuration::from_secs(31));
    assert!(attempt(&desk, "Coach", PASSWORD, "192.0.2.9").await.is_ok());
    assert!(matches!(
        attempt(&desk, "Coach", "wrong", "192.0.2.9").await,
        Err(WorkflowError::WrongCredentials)
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_attempts_at_the_same_moment_try_no_more_passwords_than_are_free() {
    let desk = Desk::with_passwords("AM24");
    let mut attempts = JoinSet::new();
    for number in 0..50 {
        let context = desk.context.clone();
        // Each from an address of its own: the name alone closes the door.
        let address = format!("192.0.2.{number}");
        attempts.spawn(async move { sign_in(&context, "Coach", "wrong".to_owned(), &address).await });
    }
    let (mut wrong, mut closed) = (0, 0);
    while let Some(attempt) = attempts.join_next().await {
        match attempt.unwrap().unwrap_err() {
            WorkflowError::WrongCredentials => wrong += 1,
            WorkflowError::TooManyAttempts { wait_s, .. } => {
                assert_eq!(wait_s, 30);
                closed += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!((wrong, closed), (5, 45));
    desk.pass(SignedDuration::from_secs(31));
    assert!(attempt(&desk, "Coach", PASSWORD, "192.0.2.99").await.is_ok(), "the contrast");
}

#[tokio::test]
async fn right_attempts_are_not_counted_and_signing_in_and_out_is_noted() {
    let desk = Desk::with_passwords("AM24");
    for _ in 0..7 {
        let signed_in = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap();
        sign_out(&desk.context, &signed_in.token).await.unwrap();
        sign_out(&desk.context, &signed_in.token).await.unwrap();
    }
    assert_eq!(desk.count("sign_in_failures"), 0);
    let of = |action: &str| desk.audit().iter().filter(|logged| *logged == action).count();
    assert_eq!((of("sign-in"), of("sign-out"), of("sign-in.failed")), (7, 7, 0));
}

#[tokio::test]
async fn wrong_attempts_close_the_door_for_an_address_whatever_the_name() {
    let desk = Desk::with_passwords("AM24");
    for number in 0..20 {
        let wrong = attempt(&desk, &format!("nobody {number}"), "wrong", "192.0.2.7").await.unwrap_err();
        assert!(matches!(wrong, WorkflowError::WrongCredentials), "{wrong}");
    }
    let closed = attempt(&desk, "Coach", PASSWORD, "192.0.2.7").await.unwrap_err();
    assert!(matches!(closed, WorkflowError::TooManyAttempts { .. }));
    assert!(attempt(&desk, "Coach", PASSWORD, "192.0.2.8").await.is_ok());
}

#[tokio::test]
async fn each_further_wrong_attempt_keeps_the_door_closed_for_longer() {
    let desk = Desk::with_passwords("AM24");
    for _ in 0..5 {
        assert!(attempt(&desk, "Coach", "wrong", "192.0.2.1").await.is_err());
    }
    let mut before = 0;
    for _ in 0..6 {
        let Err(WorkflowError::TooManyAttempts { until, .. }) =
            attempt(&desk, "Coach", "wrong", "192.0.2.1").await
        else {
            panic!("the door is closed");
        };
        let wait = until.duration_since(desk.context.clock.now());
        assert!(wait.as_secs() >= before && wait.as_secs() <= 15 * 60);
        before = wait.as_secs();
        desk.pass(wait);
        assert!(matches!(
            attempt(&desk, "Coach", "wrong", "192.0.2.1").await,
            Err(WorkflowError::WrongCredentials)
        ));
    }
    assert_eq!(before, 15 * 60);
}

#[tokio::test]
async fn an_account_needs_a_free_name_and_a_long_password_and_the_operator() {
    let desk = Desk::with_passwords("AM24");
    let account = |name: &str, password: &str| AddAccount {
        name: Line::new(name).unwrap(),
        role: Role::Coach,
        password: password.to_owned(),
    };
    let add = async |actor: Actor, name: &str, password: &str| {
        add_account(&desk.context, &actor, account(name, password)).await.map_err(|error| error.kind())
    };
    assert_eq!(add(desk.operator, "Zoë", "short").await, Err(ErrorKind::Invalid));
    assert_eq!(add(desk.coach, "Zoë", PASSWORD).await, Err(ErrorKind::Forbidden));
    assert!(add(desk.operator, "Zoë", PASSWORD).await.is_ok());
    assert_eq!(add(desk.operator, "zoe", PASSWORD).await, Err(ErrorKind::Conflict), "too like another");
    assert!(attempt(&desk, "ZOE", PASSWORD, "192.0.2.1").await.is_ok());
}

#[tokio::test]
async fn a_lost_password_is_replaced_and_whoever_was_signed_in_is_not_any_more() {
    let desk = Desk::with_passwords("AM24");
    let before = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap();
    for _ in 0..5 {
        assert!(attempt(&desk, "Coach", "forgotten", "192.0.2.1").await.is_err());
    }
    let new = AccountChange::Password("another long password".into());
    let change = async |actor: Actor, change: &AccountChange| {
        change_account(&desk.context, &actor, "coach".into(), change.clone()).await
    };
    assert_eq!(change(desk.adviser, &new).await.unwrap_err().kind(), ErrorKind::Forbidden);
    let short = AccountChange::Password("short".into());
    assert_eq!(change(desk.operator, &short).await.unwrap_err().kind(), ErrorKind::Invalid);
    assert!(session_of(&desk.context, &before.token).await.unwrap().is_some(), "nothing has changed so far");
    change(desk.operator, &new).await.unwrap();
    assert!(session_of(&desk.context, &before.token).await.unwrap().is_none());
    assert!(attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.is_err());
    assert!(
        attempt(&desk, "Coach", "another long password", "192.0.2.1").await.is_ok(),
        "the door is open again"
    );
    assert_eq!(desk.audit().iter().filter(|action| *action == "account.password").count(), 1);
    assert!(!desk.holds("another long password"));
}

#[tokio::test]
async fn who_leaves_cannot_sign_in_or_be_responsible_and_can_come_back() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let case = desk.case_of(person).await;
    let change = async |name: &str, change: AccountChange| {
        change_account(&desk.context, &desk.operator, name.into(), change).await
    };
    let session = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap();
    assert_eq!(change("Coach", AccountChange::Disable).await.unwrap(), 0);
    assert_eq!(change("Adviser", AccountChange::Disable).await.unwrap(), 1, "an open case is told");
    assert!(session_of(&desk.context, &session.token).await.unwrap().is_none());
    let refused = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap_err();
    assert!(matches!(refused, WorkflowError::WrongCredentials), "it is not told that the account is there");
    let coach = desk.coach.id().unwrap();
    let assigned = assign_case(&desk.context, &desk.adviser, case, 1, coach).await.unwrap_err();
    assert_eq!(assigned.kind(), ErrorKind::Conflict, "{assigned}");
    change("Coach", AccountChange::Enable).await.unwrap();
    assert!(attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.is_ok());
    assert!(assign_case(&desk.context, &desk.adviser, case, 1, coach).await.is_ok(), "the contrast");
    assert_eq!(change("Nobody", AccountChange::Disable).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn another_role_holds_at_once_and_not_while_open_cases_would_be_nobodys() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    let change = async |name: &str, role: Role| {
        change_account(&desk.context, &desk.operator, name.into(), AccountChange::Role(role)).await
    };
    assert_eq!(change("Adviser", Role::Operator).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(change("Adviser", Role::Coach).await.unwrap(), 1);
    let session = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap();
    change("Coach", Role::BusinessAdviser).await.unwrap();
    assert!(session_of(&desk.context, &session.token).await.unwrap().is_none());
    let session = attempt(&desk, "Coach", PASSWORD, "192.0.2.1").await.unwrap();
    assert_eq!(session.account.role, Role::BusinessAdviser);
    assert!(desk.audit().contains(&"account.role".to_owned()));
}
