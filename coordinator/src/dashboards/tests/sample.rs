//! A made-up network behind the pages: regions with 26 weeks of noisy tables, one that is stale, one that asks to
//! join, accounts. No person in it is real.

use super::coordinator::{
    dashboards::{
        password,
        source::{Answer, Demand, RegionDecision, Source, SourceError},
    },
    state::{
        record::{Account, RegionChange, Role},
        view::{Contact, CoordinatorView, DeliveryWeek, OpenInvitation, PendingEnrolment, RegionView},
    },
};
use jiff::{SignedDuration, Timestamp};
use protocol::{
    ProtocolVersion,
    latest::{RegionState, ReleaseRecord, TableId},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};
use vocabulary::{AccountId, EnrolmentId, IscoCode, IsoWeek, RegionId, isco};

/// The moment of the sample.
pub(crate) const NOW: &str = "2026-11-24T09:00:00Z";
/// The six words of the one request.
pub(crate) const WORDS: &str = "harbor velvet candle orbit museum tiger";
/// How many weeks the regions have published.
const WEEKS: i64 = 26;

/// The made-up network.
pub(crate) struct Sample {
    view: Mutex<CoordinatorView>,
    releases: Vec<ReleaseRecord>,
    demand: Demand,
    accounts: Vec<Account>,
    /// The decisions that were carried out.
    pub(crate) decisions: Mutex<Vec<(RegionId, RegionDecision, String)>>,
    /// Whether the coordinator answers.
    pub(crate) answering: Mutex<bool>,
}

struct Chance(u64);

impl Chance {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64 + 0.5) / f64::from(1_u32 << 31)
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

/// The day of the sample.
pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn ago(hours: i64) -> i64 {
    now().checked_sub(SignedDuration::from_hours(hours)).unwrap().as_millisecond()
}

fn region(code: &str) -> RegionId {
    RegionId::new(code).unwrap()
}

/// Region, name, people, state, weeks since its newest release.
const REGIONS: &[(&str, &str, f64, RegionState, i64)] = &[
    ("AM22", "Rijnmond", 24_000.0, RegionState::Approved, 1),
    ("AM24", "Zeeland", 6_500.0, RegionState::Approved, 1),
    ("AM25", "West-Brabant", 14_000.0, RegionState::Approved, 1),
    ("AM01", "Groningen", 9_000.0, RegionState::Approved, 1),
    ("AM05", "Twente", 11_000.0, RegionState::Approved, 1),
    ("AM14", "Amersfoort", 16_000.0, RegionState::Approved, 1),
    ("AM11", "Flevoland", 7_000.0, RegionState::Suspended, 4),
];

impl Sample {
    /// The network with this many regions of the list, from none to all.
    pub(crate) fn new(regions: usize) -> Self {
        let mut chance = Chance(7);
        let (mut releases, mut deliveries) = (Vec::new(), Vec::new());
        let mut demand = Demand { by_unit_group: BTreeMap::new(), unknown_occupation: 3 };
        for (index, (code, _, people, _, newest)) in REGIONS.iter().take(regions).enumerate() {
            let stocks = stocks(*people, &mut chance);
            for back in (*newest..=WEEKS).rev() {
                let week = IsoWeek::of_timestamp(Timestamp::from_millisecond(ago(24 * 7 * back)).unwrap());
                let missed = index == 1 && back == 9;
                if !missed {
                    releases.extend(tables(&region(code), week, &stocks, &mut chance));
                    deliveries.push(delivery(&region(code), week, back, index == 2 && back == 14));
                }
            }
            for (unit, stock) in isco::unit_groups().iter().zip(&stocks) {
                let wanted = pull(unit) * stock * (0.5 * chance.normal()).exp();
                if wanted >= 1.0 {
                    demand.by_unit_group.insert((region(code), unit.clone()), wanted as u32);
                }
            }
        }
        deliveries.sort_by_key(|delivery| std::cmp::Reverse(delivery.period));
        let accounts = [
            ("anna", vec![Role::Analyst]),
            ("nico", vec![Role::NetworkOperator]),
            ("karin", vec![Role::Quartermaster]),
        ];
        Self {
            view: Mutex::new(view(regions, deliveries)),
            releases,
            demand,
            accounts: accounts.into_iter().map(account).collect(),
            decisions: Mutex::default(),
            answering: Mutex::new(true),
        }
    }

    fn answer<T: Send + 'static>(&self, value: T) -> Answer<'_, T> {
        let answering = *self.answering.lock().unwrap();
        Box::pin(async move {
            if answering { Ok(value) } else { Err(SourceError::Unavailable("the sample is silent".into())) }
        })
    }
}

fn account((name, roles): (&str, Vec<Role>)) -> Account {
    Account {
        id: AccountId::random(),
        name: name.into(),
        password_hash: password::hash("a long pass phrase").unwrap(),
        roles: BTreeSet::from_iter(roles),
    }
}

/// How many vacancies there are per person: care, education, ICT and engineering are short.
fn pull(unit: &IscoCode) -> f64 {
    match &unit.as_str()[..2] {
        "22" | "32" | "53" => 4.5,
        "23" | "25" | "35" => 2.4,
        "21" | "31" | "71" | "72" | "74" => 1.9,
        "51" | "52" | "94" => 0.3,
        "41" | "42" | "43" | "44" => 0.18,
        _ => 0.9,
    }
}

fn stocks(people: f64, chance: &mut Chance) -> Vec<f64> {
    let weights: Vec<f64> = isco::unit_groups().iter().map(|_| (1.2 * chance.normal()).exp() / 1.0).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum * people).collect()
}

fn tables(region: &RegionId, week: IsoWeek, stocks: &[f64], chance: &mut Chance) -> Vec<ReleaseRecord> {
    let mut groups: BTreeMap<IscoCode, f64> =
        isco::sub_major_groups().iter().map(|code| (code.clone(), 0.0)).collect();
    for (unit, stock) in isco::unit_groups().iter().zip(stocks) {
        *groups.entry(unit.at_level(2)).or_default() += stock;
    }
    let total = stocks.iter().sum();
    [
        (TableId::Total, vec![total], 162.0),
        (TableId::UnitGroups, stocks.to_vec(), 64.6),
        (TableId::SubMajorGroups, groups.into_values().collect(), 98.6),
    ]
    .into_iter()
    .map(|(table, counts, sigma)| {
        let noisy: Vec<i64> =
            counts.iter().map(|count| (count + sigma * chance.normal()).round() as i64).collect();
        ReleaseRecord {
            release_id: [table as u8; 32],
            region: region.clone(),
            table,
            schema_version: 1,
            period: week,
            rho_micro: 6_350,
            sigma_centi: (sigma * 100.0) as u32,
            sequence: 1,
            previous: [0; 32],
            cells: ReleaseRecord::cells_of(&noisy),
        }
    })
    .collect()
}

fn delivery(region: &RegionId, week: IsoWeek, back: i64, part: bool) -> DeliveryWeek {
    let received = ago(24 * 7 * (back - 1) + 31);
    let mut tables = BTreeMap::from([
        (TableId::Total, received),
        (TableId::UnitGroups, received + 1_200),
        (TableId::SubMajorGroups, received + 2_400),
    ]);
    if part {
        tables.remove(&TableId::SubMajorGroups);
    }
    DeliveryWeek { region: region.clone(), period: week, tables }
}

fn view(count: usize, deliveries: Vec<DeliveryWeek>) -> CoordinatorView {
    let both = Some((ProtocolVersion::OLDEST, ProtocolVersion::NEWEST));
    let mut regions = Vec::new();
    let mut changes = Vec::new();
    for (index, (code, name, _, state, _)) in REGIONS.iter().take(count).enumerate() {
        let since = ago(24 * 190 - 3 * index as i64);
        regions.push(RegionView {
            region: region(code),
            name: (*name).into(),
            state: *state,
            since_ms: since,
            versions: both,
            contact: (index != 4).then(|| Contact {
                at_ms: if index == 3 { ago(51) } else { ago(0) - 40_000 * index as i64 },
                software: "schakel-node 0.1.0".into(),
                clock_difference_ms: 12,
            }),
            last_delivery_ms: deliveries
                .iter()
                .filter(|it| it.region == region(code))
                .flat_map(|it| it.tables.values().copied())
                .max(),
            open_vacancies: 1_480 - 130 * index as u64,
            certificate_until_ms: Some(ago(if index == 5 { -90 } else { -24 * 19 })),
        });
        changes.push(RegionChange {
            sequence: index as u64,
            at_ms: since,
            region: region(code),
            actor: "nico".into(),
            state: RegionState::Approved,
            // As the state machine writes it.
            reason: "the six words were compared".into(),
        });
    }
    if count == REGIONS.len() {
        changes.push(RegionChange {
            sequence: 90,
            at_ms: ago(24 * 20),
            region: region("AM11"),
            actor: "nico".into(),
            state: RegionState::Suspended,
            reason: "Verhuist naar een andere machine; meldt zich als dat klaar is.".into(),
        });
    }
    changes.reverse();
    regions.sort_by(|a, b| a.region.cmp(&b.region));
    CoordinatorView {
        applied_index: 48_211,
        as_of_ms: ago(0),
        directory_version: 14,
        feed_sequence: 20_113,
        regions,
        pending_enrolments: vec![PendingEnrolment {
            id: EnrolmentId::random(),
            region: region("AM27"),
            name: "Noordoost-Brabant".into(),
            words: WORDS.into(),
            requested_at_ms: ago(2),
        }],
        open_invitations: vec![OpenInvitation {
            region: region("AM36"),
            name: "Regio Zwolle".into(),
            expires_at_ms: ago(-40),
        }],
        deliveries,
        changes,
    }
}

impl Source for Sample {
    fn view(&self) -> Answer<'_, CoordinatorView> {
        self.answer(self.view.lock().unwrap().clone())
    }

    fn releases(&self) -> Answer<'_, Vec<ReleaseRecord>> {
        self.answer(self.releases.clone())
    }

    fn demand(&self) -> Answer<'_, Demand> {
        self.answer(self.demand.clone())
    }

    fn account<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Account>> {
        self.answer(self.accounts.iter().find(|account| account.name == name).cloned())
    }

    fn decide<'a>(
        &'a self,
        region: &'a RegionId,
        decision: RegionDecision,
        actor: &'a str,
    ) -> Answer<'a, ()> {
        if matches!(&decision, RegionDecision::Approve { words } if words != WORDS) {
            return Box::pin(async { Err(SourceError::WrongWords) });
        }
        self.decisions.lock().unwrap().push((region.clone(), decision, actor.to_owned()));
        self.answer(())
    }
}
