//! Time, faults, and the row of things that happen. Nothing here reads a clock or a source of chance but the seed.

use crate::{
    chance::Chance,
    coordinator::{Coordinator, REPLICAS},
    network::{Answer, HandoverNumber, Request},
    node::Node,
};
use coordinator::state::{command::Command, record::HandoverStage};
use node::domain::handover::Asked;
use std::collections::BTreeMap;
use vocabulary::RegionId;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// When a simulation begins.
const START_MS: i64 = 1_795_000_000_000;
/// How long faults last. Longer than an offer waits, so that some offers expire among them.
const TROUBLED_MS: i64 = 12 * DAY_MS;
/// How long the healed network gets: every offer has expired by then, and every message was sent many times.
const HEALED_MS: i64 = 8 * DAY_MS;
/// How long an offer waits for its answer.
const OFFER_MS: i64 = 5 * DAY_MS;
/// How often a node looks at what is due.
const TICK_MS: i64 = 4 * HOUR_MS;
/// How often the coordinator looks at the time.
const PASS_TIME_MS: i64 = 6 * HOUR_MS;
/// Hand-overs in a simulation.
const HANDOVERS: u8 = 5;

const CODES: [&str; 3] = ["AM22", "AM24", "AM25"];

/// A mistake that a program could have. The contrast of an invariant plays with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    AReceiverTakesItsWishForADecision,
    ASenderErasesWhenItReadsTheAccept,
    AMessageIsSentOnlyOnce,
    TheShareIsToldToEarly,
    AReplicaSkipsAnEntry,
}

/// One region of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RegionNumber(pub(crate) usize);

impl RegionNumber {
    pub(crate) fn of(code: &str) -> Self {
        Self(CODES.iter().position(|known| *known == code).expect("a region of the simulation"))
    }

    pub(crate) fn id(self) -> RegionId {
        RegionId::new(CODES[self.0]).expect("a region")
    }

    /// The key with which it signs.
    pub(crate) fn key(self) -> [u8; 32] {
        let number = u8::try_from(self.0).expect("a handful of regions");
        [0x10 + number; 32]
    }
}

#[derive(Debug, Clone)]
enum Event {
    Tick(RegionNumber),
    Draft { number: HandoverNumber },
    Wish { region: RegionNumber, number: HandoverNumber, asked: Asked },
    Arrives { from: RegionNumber, life: u32, message: Option<u64>, request: Request },
    Answered { to: RegionNumber, life: u32, message: Option<u64>, answer: Answer },
    TimePasses,
    Crash(RegionNumber),
    Start(RegionNumber),
    CutOff(RegionNumber),
    BackAgain(RegionNumber),
    ReplicaReads(usize),
    ReplicaLeads(usize),
    ReplicaIsRebuilt(usize),
}

/// How often each kind of fault happened.
#[derive(Debug, Clone, Default)]
pub(crate) struct FaultCounts {
    lost: u32,
    doubled: u32,
    late: u32,
    crashed: u32,
    cut_off: u32,
    led: u32,
    rebuilt: u32,
}

impl FaultCounts {
    pub(crate) fn add(&mut self, other: &Self) {
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.late += other.late;
        self.crashed += other.crashed;
        self.cut_off += other.cut_off;
        self.led += other.led;
        self.rebuilt += other.rebuilt;
    }

    pub(crate) fn all_happened(&self) -> bool {
        [self.lost, self.doubled, self.late, self.crashed, self.cut_off, self.led, self.rebuilt]
            .iter()
            .all(|times| *times > 0)
    }
}

/// One network with its whole future.
pub(crate) struct World {
    pub(crate) coordinator: Coordinator,
    pub(crate) nodes: Vec<Node>,
    pub(crate) faults: FaultCounts,
    chance: Chance,
    flaw: Option<Flaw>,
    now_ms: i64,
    ends_at_ms: i64,
    is_healed: bool,
    cut_off: [bool; CODES.len()],
    /// What will happen, by time and then by the order in which it was decided.
    future: BTreeMap<(i64, u64), Event>,
    next_event: u64,
    plan: BTreeMap<HandoverNumber, (RegionNumber, RegionNumber)>,
    sent_once: Vec<(RegionNumber, u64)>,
    happenings: Vec<String>,
}

impl World {
    pub(crate) fn new(seed: u64, flaw: Option<Flaw>) -> Self {
        let mut world = Self {
            coordinator: Coordinator::with_regions(&CODES, START_MS, flaw),
            nodes: (0..CODES.len()).map(|number| Node::new(RegionNumber(number), flaw)).collect(),
            faults: FaultCounts::default(),
            chance: Chance::new(seed),
            flaw,
            now_ms: START_MS,
            ends_at_ms: START_MS + TROUBLED_MS,
            is_healed: false,
            cut_off: [false; CODES.len()],
            future: BTreeMap::new(),
            next_event: 0,
            plan: BTreeMap::new(),
            sent_once: Vec::new(),
            happenings: Vec::new(),
        };
        world.plan_hand_overs();
        world.plan_faults();
        for region in regions() {
            let first = world.chance.span_ms(TICK_MS);
            world.later(first, Event::Tick(region));
        }
        world.later(PASS_TIME_MS, Event::TimePasses);
        world
    }

    fn plan_hand_overs(&mut self) {
        for number in (1..=HANDOVERS).map(HandoverNumber) {
            let from = self.chance.pick(&[0, 1, 2]);
            let to = (from + self.chance.pick(&[1, 2])) % CODES.len();
            let (from, to) = (RegionNumber(from), RegionNumber(to));
            self.plan.insert(number, (from, to));
            let drafted = self.chance.span_ms(5 * DAY_MS);
            self.later(drafted, Event::Draft { number });
            // None, one or several wishes of both ends, in any order.
            for _ in 0..self.chance.below(3) {
                let asked = self.chance.pick(&[Asked::Accept, Asked::Accept, Asked::Refuse]);
                let at = drafted + self.chance.span_ms(OFFER_MS);
                self.later(at, Event::Wish { region: to, number, asked });
            }
            if self.chance.one_in(3) {
                let at = drafted + self.chance.span_ms(3 * DAY_MS);
                self.later(at, Event::Wish { region: from, number, asked: Asked::Withdraw });
            }
        }
    }

    fn plan_faults(&mut self) {
        for region in regions() {
            for _ in 0..4 {
                let at = self.chance.span_ms(TROUBLED_MS);
                let (down, up) = if self.chance.one_in(2) {
                    (Event::Crash(region), Event::Start(region))
                } else {
                    (Event::CutOff(region), Event::BackAgain(region))
                };
                let lasts = self.chance.span_ms(DAY_MS);
                self.later(at, down);
                self.later(at + lasts, up);
            }
        }
        for _ in 0..60 {
            let (at, replica) = (self.chance.span_ms(TROUBLED_MS), self.replica());
            self.later(at, Event::ReplicaReads(replica));
        }
        for _ in 0..3 {
            let (at, replica) = (self.chance.span_ms(TROUBLED_MS), self.replica());
            self.later(at, Event::ReplicaLeads(replica));
        }
        let (at, replica) = (self.chance.span_ms(TROUBLED_MS), self.replica());
        self.later(at, Event::ReplicaIsRebuilt(replica));
    }

    fn replica(&mut self) -> usize {
        usize::try_from(self.chance.below(REPLICAS as u64)).expect("a handful of replicas")
    }

    fn later(&mut self, in_ms: i64, event: Event) {
        self.future.insert((self.now_ms + in_ms, self.next_event), event);
        self.next_event += 1;
    }

    /// Ends all faults for good: everybody runs, is reached and is up to date.
    pub(crate) fn heal(&mut self) {
        self.is_healed = true;
        self.ends_at_ms = self.now_ms + HEALED_MS;
        self.cut_off = [false; CODES.len()];
        self.coordinator.catch_up();
        for region in regions() {
            if !self.nodes[region.0].is_up {
                self.start(region);
            }
        }
    }

    /// The next thing happens; false when the time is over.
    pub(crate) fn happen(&mut self) -> bool {
        match self.future.pop_first() {
            Some(((at_ms, _), event)) if at_ms <= self.ends_at_ms => {
                self.now_ms = at_ms;
                self.happenings.push(format!("{at_ms} {event:?}"));
                self.carry_out(event);
                true
            }
            Some((key, event)) => {
                self.future.insert(key, event);
                self.now_ms = self.ends_at_ms;
                if self.is_healed {
                    self.coordinator.catch_up();
                }
                false
            }
            None => false,
        }
    }

    fn carry_out(&mut self, event: Event) {
        match event {
            Event::Tick(region) => self.tick(region),
            Event::Draft { number } => {
                let (from, to) = self.plan[&number];
                // What a person does waits until the program runs again.
                if self.nodes[from.0].is_up {
                    self.nodes[from.0].draft(number, to, self.now_ms + OFFER_MS);
                } else {
                    self.later(HOUR_MS, Event::Draft { number });
                }
            }
            Event::Wish { region, number, asked } => {
                if self.nodes[region.0].is_up {
                    self.nodes[region.0].wish(number, asked);
                }
            }
            Event::Arrives { from, life, message, request } => self.arrives(from, life, message, &request),
            Event::Answered { to, life, message, answer } => {
                let node = &mut self.nodes[to.0];
                if node.is_up && node.life == life {
                    node.take_in(message, answer);
                }
            }
            Event::TimePasses => {
                self.coordinator.decide(Command::PassTime, self.now_ms);
                self.later(PASS_TIME_MS, Event::TimePasses);
            }
            Event::Crash(_) | Event::CutOff(_) | Event::ReplicaLeads(_) | Event::ReplicaIsRebuilt(_)
                if self.is_healed => {}
            Event::Crash(region) => {
                self.faults.crashed += 1;
                self.nodes[region.0].is_up = false;
            }
            Event::Start(region) => self.start(region),
            Event::CutOff(region) => {
                self.faults.cut_off += 1;
                self.cut_off[region.0] = true;
            }
            Event::BackAgain(region) => self.cut_off[region.0] = false,
            Event::ReplicaReads(replica) => {
                let entries = usize::try_from(self.chance.below(6)).expect("a few entries");
                self.coordinator.replicate(replica, entries);
            }
            Event::ReplicaLeads(replica) => {
                self.faults.led += 1;
                self.coordinator.lead(replica);
            }
            Event::ReplicaIsRebuilt(replica) => {
                self.faults.rebuilt += 1;
                self.coordinator.rebuild(replica);
            }
        }
    }

    fn start(&mut self, region: RegionNumber) {
        let node = &mut self.nodes[region.0];
        node.is_up = true;
        node.life += 1;
    }

    fn tick(&mut self, region: RegionNumber) {
        let pause = TICK_MS / 2 + self.chance.span_ms(TICK_MS);
        self.later(pause, Event::Tick(region));
        if !self.nodes[region.0].is_up {
            return;
        }
        let life = self.nodes[region.0].life;
        for (message, request) in self.nodes[region.0].due() {
            if let Some(message) = message.filter(|_| self.flaw == Some(Flaw::AMessageIsSentOnlyOnce)) {
                if self.sent_once.contains(&(region, message)) {
                    continue;
                }
                self.sent_once.push((region, message));
            }
            self.carry(region, Event::Arrives { from: region, life, message, request });
        }
    }

    fn arrives(&mut self, from: RegionNumber, life: u32, message: Option<u64>, request: &Request) {
        let replica = self.replica();
        let answer = self.coordinator.answer(from, request, replica, self.now_ms);
        self.carry(from, Event::Answered { to: from, life, message, answer });
    }

    /// Carries something between a region and the coordinator, or loses it, doubles it, brings it late.
    fn carry(&mut self, region: RegionNumber, event: Event) {
        if !self.is_healed && (self.cut_off[region.0] || self.chance.one_in(4)) {
            self.faults.lost += 1;
            return;
        }
        let copies = if !self.is_healed && self.chance.one_in(4) { 2 } else { 1 };
        self.faults.doubled += u32::from(copies == 2);
        for _ in 0..copies {
            let mut delay = 5 + self.chance.span_ms(500);
            if !self.is_healed && self.chance.one_in(6) {
                // Later than what is sent at the next ticks: the order changes.
                self.faults.late += 1;
                delay += self.chance.span_ms(2 * DAY_MS);
            }
            self.later(delay, event.clone());
        }
    }

    /// The hand-overs that were written down, with sender and receiver.
    pub(crate) fn handovers(&self) -> impl Iterator<Item = (HandoverNumber, &Node, &Node)> {
        let drafted =
            self.plan.iter().filter(|(number, (from, _))| self.nodes[from.0].side(**number).is_some());
        drafted.map(|(number, (from, to))| (*number, &self.nodes[from.0], &self.nodes[to.0]))
    }

    /// Whether the log gave the case to the receiver.
    pub(crate) fn belongs_to_receiver(&self, number: HandoverNumber) -> bool {
        let decided = self.coordinator.decided(number).map(|handover| handover.stage);
        matches!(decided, Some(HandoverStage::Accepted { .. } | HandoverStage::Closed { .. }))
    }

    /// How the hand-overs ended.
    pub(crate) fn ends(&self) -> Vec<&'static str> {
        let stage = |number| self.coordinator.decided(number).map(|handover| handover.stage);
        let name = |stage| match stage {
            HandoverStage::Offered { .. } => "offered",
            HandoverStage::Accepted { .. } => "accepted",
            HandoverStage::Closed { .. } => "closed",
            HandoverStage::Refused { .. } => "refused",
            HandoverStage::Withdrawn { .. } => "withdrawn",
            HandoverStage::Expired { .. } => "expired",
        };
        self.plan.keys().filter_map(|number| stage(*number)).map(name).collect()
    }

    /// Everything that happened, in its order.
    pub(crate) fn happenings(&self) -> Vec<String> {
        self.happenings.clone()
    }
}

fn regions() -> impl Iterator<Item = RegionNumber> {
    (0..CODES.len()).map(RegionNumber)
}
