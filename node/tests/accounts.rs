//! Signing in, and the door that closes.

use crate::desk::{Desk, PASSWORD};
use jiff::SignedDuration;
use node::{
    domain::{account::Role, text::Line},
    workflow::{
        Actor, ErrorKind, WorkflowError,
        add_account::{AddAccount, add_account},
        sign_in::{SignedIn, session_of, sign_in, sign_out},
    },
};

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
        let Err(WorkflowError::TooManyAttempts { until }) =
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
