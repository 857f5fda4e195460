//! A node: what its database holds, and what it does with the program's own rules of a hand-over. Everything that
//! a method changes is one transaction; a crash falls between two of them.

use crate::{
    network::{Answer, HandoverNumber, Request, Told},
    world::{Flaw, RegionNumber},
};
use jiff::Timestamp;
use node::domain::handover::{Asked, HandoverEffect, HandoverProgress, HandoverState, Side};
use std::collections::BTreeMap;

pub(crate) struct Node {
    region: RegionNumber,
    flaw: Option<Flaw>,
    /// The database.
    pub(crate) held: BTreeMap<HandoverNumber, Held>,
    outbox: BTreeMap<u64, Request>,
    next_message: u64,
    mailbox_read: u64,
    /// Which life of the program this is: an answer to an earlier one finds nobody.
    pub(crate) life: u32,
    pub(crate) is_up: bool,
}

/// What a node holds of one hand-over.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) progress: HandoverProgress,
    /// The person's file in the clear.
    pub(crate) has_file: bool,
    /// Whether the case moves here.
    pub(crate) may_work: bool,
    pub(crate) has_envelope: bool,
    pub(crate) share: Option<[u8; 32]>,
    pub(crate) taken_in: u32,
}

impl Held {
    /// Whether somebody here can read the case.
    pub(crate) const fn can_read(&self) -> bool {
        self.has_file || (self.has_envelope && self.share.is_some())
    }
}

impl Node {
    pub(crate) fn new(region: RegionNumber, flaw: Option<Flaw>) -> Self {
        Self {
            region,
            flaw,
            held: BTreeMap::new(),
            outbox: BTreeMap::new(),
            next_message: 1,
            mailbox_read: 0,
            life: 0,
            is_up: true,
        }
    }

    /// Writes an offer down and queues it.
    pub(crate) fn draft(&mut self, number: HandoverNumber, to: RegionNumber, expires_at_ms: i64) {
        let held = Held {
            progress: HandoverProgress::drafted(Timestamp::MAX),
            has_file: true,
            may_work: false,
            has_envelope: false,
            share: None,
            taken_in: 0,
        };
        self.held.insert(number, held);
        self.queue(Request::Offer { number, to, expires_at_ms });
    }

    /// An adviser wants something; the rules may refuse it.
    pub(crate) fn wish(&mut self, number: HandoverNumber, asked: Asked) {
        let Some(held) = self.held.get_mut(&number) else { return };
        let Ok(mut progress) = held.progress.clone().ask(asked) else { return };
        if self.flaw == Some(Flaw::AReceiverTakesItsWishForADecision) && asked == Asked::Accept {
            progress.state = HandoverState::Accepted;
        }
        held.progress = progress;
        self.queue(match asked {
            Asked::Accept => Request::Accept(number),
            Asked::Refuse => Request::Refuse(number),
            Asked::Withdraw => Request::Withdraw(number),
        });
    }

    fn queue(&mut self, request: Request) {
        self.outbox.insert(self.next_message, request);
        self.next_message += 1;
    }

    /// What is sent now: the first message about each hand-over, then the questions.
    pub(crate) fn due(&self) -> Vec<(Option<u64>, Request)> {
        let mut subjects = Vec::new();
        let mut due = Vec::new();
        for (message, request) in &self.outbox {
            let subject = request.subject();
            if !subjects.contains(&subject) {
                subjects.push(subject);
                due.push((Some(*message), request.clone()));
            }
        }
        due.push((None, Request::Mailbox { after: self.mailbox_read }));
        let open = self.held.iter().filter(|(_, held)| !held.progress.state.has_ended());
        let open: Vec<_> = open.map(|(number, _)| *number).collect();
        if !open.is_empty() {
            due.push((None, Request::Status(open)));
        }
        due
    }

    /// Takes in an answer; that it settles a message of the outbox is part of the same transaction.
    pub(crate) fn take_in(&mut self, message: Option<u64>, answer: Answer) {
        match answer {
            Answer::Mailbox(items) => {
                items.into_iter().for_each(|(place, number)| self.receive(place, number))
            }
            Answer::Told(told) => told.into_iter().for_each(|told| self.learn(told)),
        }
        if let Some(message) = message {
            self.outbox.remove(&message);
        }
    }

    fn receive(&mut self, place: u64, number: HandoverNumber) {
        self.mailbox_read = self.mailbox_read.max(place);
        self.held.entry(number).or_insert_with(|| Held {
            progress: HandoverProgress::received(Timestamp::MAX),
            has_file: false,
            may_work: false,
            has_envelope: true,
            share: None,
            taken_in: 0,
        });
    }

    fn learn(&mut self, told: Told) {
        let Told { number, outcome, share } = told;
        let Some(mut held) = self.held.remove(&number) else { return };
        let (progress, effects) = held.progress.learn(outcome);
        held.progress = progress;
        held.share = held.share.or(share);
        for effect in effects {
            match effect {
                HandoverEffect::TakeCaseBack => held.may_work = true,
                HandoverEffect::GiveCaseAway => {
                    held.may_work = false;
                    if self.flaw == Some(Flaw::ASenderErasesWhenItReadsTheAccept) {
                        held.has_file = false;
                    }
                }
                HandoverEffect::EraseCase => held.has_file = false,
                HandoverEffect::TakeCaseIn => {
                    assert!(held.has_envelope && share.is_some(), "the file cannot be opened");
                    held.has_file = true;
                    held.may_work = true;
                    held.taken_in += 1;
                    self.queue(Request::Close(number));
                }
                HandoverEffect::DropOffer => {
                    held.has_envelope = false;
                    held.share = None;
                }
            }
        }
        self.held.insert(number, held);
    }

    pub(crate) const fn region(&self) -> RegionNumber {
        self.region
    }

    /// Whether nothing waits to be sent.
    pub(crate) fn has_sent_everything(&self) -> bool {
        self.outbox.is_empty()
    }

    /// Whether this end says that the case is its own.
    pub(crate) fn claims(&self, number: HandoverNumber) -> bool {
        self.held.get(&number).is_some_and(|held| held.progress.owns_here())
    }

    /// Which end of the hand-over this node is.
    pub(crate) fn side(&self, number: HandoverNumber) -> Option<Side> {
        self.held.get(&number).map(|held| held.progress.side)
    }
}
