use super::*;
use proptest::prelude::*;

const NEVER: Timestamp = Timestamp::MAX;

fn at(side: Side, state: HandoverState) -> HandoverProgress {
    HandoverProgress { side, state, asked: None, refusal: None, expires_at: NEVER }
}

#[test]
fn the_sender_owns_until_it_reads_a_committed_accept() {
    let check = |outcome, owns| {
        let (after, _) = at(Side::Sender, HandoverState::Offered).learn(outcome);
        assert_eq!(after.owns_here(), owns, "{outcome:?}");
    };
    check(Outcome::Offered, true);
    check(Outcome::Refused(None), true);
    check(Outcome::Withdrawn, true);
    check(Outcome::Expired, true);
    check(Outcome::Accepted, false);
    check(Outcome::Closed, false);
}

#[test]
fn the_receiver_owns_only_once_it_reads_a_committed_accept() {
    let offered = at(Side::Receiver, HandoverState::Offered);
    assert!(!offered.clone().ask(Asked::Accept).unwrap().owns_here(), "asking is not owning");
    assert!(offered.clone().learn(Outcome::Accepted).0.owns_here());
    assert!(!offered.learn(Outcome::Withdrawn).0.owns_here());
}

#[test]
fn only_the_right_end_asks_and_only_while_nothing_is_decided() {
    let check = |side, state, asked, expected: Result<(), &str>| {
        let result = at(side, state).ask(asked).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(result, expected.map_err(str::to_owned));
    };
    use HandoverState::{Accepted, Drafted, Offered, Refused};
    check(Side::Receiver, Offered, Asked::Accept, Ok(()));
    check(Side::Receiver, Offered, Asked::Refuse, Ok(()));
    check(Side::Sender, Drafted, Asked::Withdraw, Ok(()));
    check(Side::Sender, Offered, Asked::Accept, Err("only the receiver can accept a hand-over"));
    check(Side::Receiver, Offered, Asked::Withdraw, Err("only the sender can withdraw a hand-over"));
    check(Side::Sender, Accepted, Asked::Withdraw, Err("the hand-over is accepted already"));
    check(Side::Receiver, Refused, Asked::Accept, Err("the hand-over is refused already"));
    let asked = at(Side::Receiver, Offered).ask(Asked::Accept).unwrap();
    assert!(matches!(asked.ask(Asked::Refuse), Err(AskRefused::AskedAlready { asked: Asked::Accept })));
}

#[test]
fn a_region_cannot_hand_a_case_to_itself() {
    let [zeeland, brabant] = ["AM24", "AM25"].map(|code| RegionId::new(code).unwrap());
    assert_eq!(between(&zeeland, &zeeland), Err(AskRefused::OwnRegion));
    assert_eq!(between(&zeeland, &brabant), Ok(()));
}

#[test]
fn the_file_is_erased_at_the_sender_only_after_the_receiver_stored_it() {
    let (accepted, effects) = at(Side::Sender, HandoverState::Offered).learn(Outcome::Accepted);
    assert_eq!(effects, [HandoverEffect::GiveCaseAway]);
    let (closed, effects) = accepted.learn(Outcome::Closed);
    assert_eq!(effects, [HandoverEffect::EraseCase]);
    assert_eq!(closed.learn(Outcome::Closed).1, [], "a second reading changes nothing");
}

#[test]
fn net_04_a_receiver_whose_older_copy_was_put_back_owns_what_the_log_says_that_it_closed() {
    let (receiver, effects) = at(Side::Receiver, HandoverState::Offered).learn(Outcome::Closed);
    let (sender, _) = at(Side::Sender, HandoverState::Accepted).learn(Outcome::Closed);
    assert!(receiver.owns_here() && !sender.owns_here(), "one owner, not none");
    assert_eq!((receiver.state, effects), (HandoverState::Closed, vec![]));
}

/// The coordinator's log of one hand-over, as small as it can be: the first decision wins.
#[derive(Debug, Clone, Copy)]
struct Log(Option<Outcome>);

impl Log {
    fn decide(&mut self, outcome: Outcome) {
        match (self.0, outcome) {
            (None, Outcome::Offered) => self.0 = Some(Outcome::Offered),
            (Some(Outcome::Offered), Outcome::Offered | Outcome::Closed) | (None, _) => {}
            (Some(Outcome::Offered), decided) => self.0 = Some(decided),
            (Some(Outcome::Accepted), Outcome::Closed) => self.0 = Some(Outcome::Closed),
            (Some(_), _) => {}
        }
    }

    /// Who owns the case by the log.
    fn owner(self) -> Side {
        match self.0 {
            Some(Outcome::Accepted | Outcome::Closed) => Side::Receiver,
            _ => Side::Sender,
        }
    }
}

/// What can happen, in any order, any number of times.
#[derive(Debug, Clone, Copy)]
enum Happening {
    OfferArrives,
    MailboxIsRead,
    ReceiverAccepts,
    ReceiverRefuses,
    SenderWithdraws,
    /// A request that was asked arrives, perhaps for the second time.
    RequestOfSenderArrives,
    RequestOfReceiverArrives,
    TimeRunsOut,
    SenderReads,
    ReceiverReads,
    /// An old answer turns up late.
    SenderReadsOld,
    ReceiverReadsOld,
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening::*;
    prop::sample::select(vec![
        OfferArrives,
        MailboxIsRead,
        ReceiverAccepts,
        ReceiverRefuses,
        SenderWithdraws,
        RequestOfSenderArrives,
        RequestOfReceiverArrives,
        TimeRunsOut,
        SenderReads,
        ReceiverReads,
        SenderReadsOld,
        ReceiverReadsOld,
    ])
}

/// Sender, receiver and log together, with what each end holds of the case.
struct Model {
    log: Log,
    history: Vec<Outcome>,
    sender: HandoverProgress,
    receiver: Option<HandoverProgress>,
    sender_asked: Option<Outcome>,
    receiver_asked: Option<Outcome>,
    sender_has_file: bool,
    sender_may_change: bool,
    receiver_has_case: bool,
}

impl Model {
    fn new() -> Self {
        Self {
            log: Log(None),
            history: Vec::new(),
            sender: HandoverProgress::drafted(NEVER),
            receiver: None,
            sender_asked: None,
            receiver_asked: None,
            sender_has_file: true,
            sender_may_change: false,
            receiver_has_case: false,
        }
    }

    fn decide(&mut self, outcome: Outcome) {
        self.log.decide(outcome);
        self.history.extend(self.log.0);
    }

    fn sender_learns(&mut self, outcome: Option<Outcome>) {
        let Some(outcome) = outcome else { return };
        let (after, effects) = self.sender.clone().learn(outcome);
        self.sender = after;
        for effect in effects {
            match effect {
                HandoverEffect::TakeCaseBack => self.sender_may_change = true,
                HandoverEffect::GiveCaseAway => assert!(!self.sender_may_change),
                HandoverEffect::EraseCase => {
                    assert!(self.receiver_has_case, "erased before the receiver has it");
                    self.sender_has_file = false;
                }
                HandoverEffect::TakeCaseIn | HandoverEffect::DropOffer => panic!("not the sender's"),
            }
        }
    }

    fn receiver_learns(&mut self, outcome: Option<Outcome>) {
        let (Some(outcome), Some(receiver)) = (outcome, self.receiver.clone()) else { return };
        let (after, effects) = receiver.learn(outcome);
        self.receiver = Some(after);
        for effect in effects {
            match effect {
                HandoverEffect::TakeCaseIn => {
                    assert!(!self.receiver_has_case, "taken in twice");
                    self.receiver_has_case = true;
                    self.decide(Outcome::Closed);
                }
                HandoverEffect::DropOffer => {}
                _ => panic!("not the receiver's"),
            }
        }
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::OfferArrives => self.decide(Outcome::Offered),
            Happening::MailboxIsRead if self.log.0.is_some() && self.receiver.is_none() => {
                self.receiver = Some(HandoverProgress::received(NEVER));
            }
            Happening::MailboxIsRead => {}
            Happening::ReceiverAccepts => self.receiver_asks(Asked::Accept, Outcome::Accepted),
            Happening::ReceiverRefuses => self.receiver_asks(Asked::Refuse, Outcome::Refused(None)),
            Happening::SenderWithdraws => {
                if let Ok(asked) = self.sender.clone().ask(Asked::Withdraw) {
                    self.sender = asked;
                    self.sender_asked = Some(Outcome::Withdrawn);
                }
            }
            Happening::RequestOfSenderArrives => {
                if let Some(outcome) = self.sender_asked {
                    self.decide(outcome);
                }
            }
            Happening::RequestOfReceiverArrives => {
                if let Some(outcome) = self.receiver_asked {
                    self.decide(outcome);
                }
            }
            Happening::TimeRunsOut => self.decide(Outcome::Expired),
            Happening::SenderReads => self.sender_learns(self.log.0),
            Happening::ReceiverReads => self.receiver_learns(self.log.0),
            Happening::SenderReadsOld => self.sender_learns(self.history.first().copied()),
            Happening::ReceiverReadsOld => self.receiver_learns(self.history.first().copied()),
        }
    }

    fn receiver_asks(&mut self, asked: Asked, outcome: Outcome) {
        if let Some(Ok(receiver)) = self.receiver.clone().map(|receiver| receiver.ask(asked)) {
            self.receiver = Some(receiver);
            self.receiver_asked = Some(outcome);
        }
    }

    /// What must hold at every moment.
    fn check(&self) {
        let owner = self.log.owner();
        let receiver_owns = self.receiver.as_ref().is_some_and(HandoverProgress::owns_here);
        // By the log exactly one end owns it; nobody claims it before the log says so.
        if receiver_owns {
            assert_eq!(owner, Side::Receiver, "the receiver claims what the log does not say");
        }
        if !self.sender.owns_here() {
            assert_eq!(owner, Side::Receiver, "the sender let go before a committed accept");
        }
        // A sender that has not read the accept yet still answers for the case, and cannot change it.
        if owner == Side::Receiver {
            assert!(!self.sender_may_change, "two regions work on one case");
        }
        assert!(self.sender_has_file || self.receiver_has_case, "the file is lost");
        assert!(!(self.sender_may_change && self.receiver_has_case), "two regions work on one case");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(2_000)))]

    /// NET-04: exactly one responsible owner at each moment, also during a hand-over and with a node off: a
    /// node that is off is one whose readings do not happen.
    #[test]
    fn net_04_a_case_has_exactly_one_owner_at_every_moment_of_any_hand_over(
        happenings in prop::collection::vec(happening(), 0..40)
    ) {
        let mut model = Model::new();
        for happening in happenings {
            model.happen(happening);
            model.check();
        }
        // Then heal: both read until nothing changes, and both say the same.
        for happening in [
            Happening::OfferArrives, Happening::MailboxIsRead, Happening::TimeRunsOut, Happening::ReceiverReads,
            Happening::SenderReads, Happening::ReceiverReads,
        ] {
            model.happen(happening);
            model.check();
        }
        let receiver = model.receiver.clone().expect("the mailbox was read");
        prop_assert_ne!(model.sender.owns_here(), receiver.owns_here());
        prop_assert_eq!(receiver.owns_here(), model.log.owner() == Side::Receiver);
        prop_assert_eq!(model.sender_has_file, model.sender.owns_here());
        prop_assert_eq!(model.receiver_has_case, receiver.owns_here());
        prop_assert!(model.sender.state.has_ended() && receiver.state.has_ended());
    }
}

/// The contrast: a sender that gives the case away when it *asks* instead of when it reads is caught.
#[test]
#[should_panic(expected = "the sender let go before a committed accept")]
fn net_04_an_owner_that_lets_go_too_early_is_caught_by_the_check() {
    let mut model = Model::new();
    model.happen(Happening::OfferArrives);
    model.sender.state = HandoverState::Accepted;
    model.check();
}

/// The contrast: a receiver that counts its own wish as a decision is caught.
#[test]
#[should_panic(expected = "the receiver claims what the log does not say")]
fn net_04_a_receiver_that_owns_before_the_commit_is_caught_by_the_check() {
    let mut model = Model::new();
    model.happen(Happening::OfferArrives);
    model.happen(Happening::MailboxIsRead);
    model.receiver.as_mut().expect("the mailbox was read").state = HandoverState::Accepted;
    model.check();
}
