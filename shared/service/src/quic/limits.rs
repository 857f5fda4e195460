//! How much of a server others may take: who has shown no certificate gets little, and nobody gets everything.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Requests of a stranger that are under way at once: joining asks one at a time.
pub(super) const STREAMS_OF_A_STRANGER: u32 = 4;
/// Requests of a region or replica that are under way at once; plenty for one region and little for a server.
pub(super) const STREAMS_OF_A_MEMBER: u32 = 64;
/// Bytes that a stranger may have under way to us: its largest requests, each of 16 KiB.
pub(super) const WINDOW_OF_A_STRANGER: u32 = 64 * 1024;
/// Bytes that a region or replica may have under way to us: two envelopes of the largest size.
pub(super) const WINDOW_OF_A_MEMBER: u32 = 8 * 1024 * 1024;
/// Bytes of answers that wait to be read on one connection; an answer beyond it waits, and not for ever.
pub(super) const ANSWERS_WAITING: u64 = 1024 * 1024;

/// How much of a server others may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections of those who have not shown a certificate, or not yet, at once. Joining is rare: with 35 regions
    /// this is room for all of them at once and for as many who try.
    pub strangers: usize,
    /// The same of one address (of one network of 64 bits with IPv6); several regions may stand behind one.
    pub strangers_of_one_address: usize,
    /// Connections of one region or replica at once: it needs one, and a second while it changes its certificate.
    pub connections_of_one_member: usize,
    /// How long a handshake, the sending of a request and the reading of an answer may take, each.
    pub patience: Duration,
    /// How long a stranger's connection stays without a request.
    pub stranger_idle: Duration,
    /// How long a stranger's connection stays at all; whoever still waits connects anew.
    pub stranger_life: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            strangers: 256,
            strangers_of_one_address: 16,
            connections_of_one_member: 16,
            patience: Duration::from_secs(10),
            stranger_idle: Duration::from_secs(10),
            stranger_life: Duration::from_secs(60),
        }
    }
}

/// Counts who is in.
#[derive(Debug)]
pub(super) struct Doorkeeper {
    limits: Limits,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug, Default)]
struct Inside {
    strangers: BTreeMap<IpAddr, usize>,
    members: BTreeMap<String, usize>,
}

/// A place inside, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    holder: Holder,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug)]
enum Holder {
    Stranger(IpAddr),
    Member(String),
}

impl Doorkeeper {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, inside: Arc::default() }
    }

    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether so many strangers are in that the next one has to show that its address is its own.
    pub(super) fn is_crowded(&self) -> bool {
        locked(&self.inside).strangers.values().sum::<usize>() * 2 >= self.limits.strangers
    }

    /// Lets somebody in who has shown nothing yet, while there is room.
    pub(super) fn let_stranger_in(&self, address: IpAddr) -> Option<Place> {
        let network = network_of(address);
        let mut inside = locked(&self.inside);
        let all: usize = inside.strangers.values().sum();
        let count = inside.strangers.entry(network).or_default();
        if all >= self.limits.strangers || *count >= self.limits.strangers_of_one_address {
            forget_nobody(&mut inside.strangers, &network);
            return None;
        }
        *count += 1;
        Some(Place { holder: Holder::Stranger(network), inside: Arc::clone(&self.inside) })
    }

    /// Lets a region or replica in that has shown its certificate, while it is not in too often.
    pub(super) fn let_member_in(&self, name: &str) -> Option<Place> {
        let mut inside = locked(&self.inside);
        let count = inside.members.entry(name.to_owned()).or_default();
        if *count >= self.limits.connections_of_one_member {
            return None;
        }
        *count += 1;
        Some(Place { holder: Holder::Member(name.to_owned()), inside: Arc::clone(&self.inside) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = locked(&self.inside);
        match &self.holder {
            Holder::Stranger(network) => {
                inside.strangers.entry(*network).and_modify(|count| *count -= 1);
                forget_nobody(&mut inside.strangers, network);
            }
            Holder::Member(name) => {
                inside.members.entry(name.clone()).and_modify(|count| *count -= 1);
                forget_nobody(&mut inside.members, name);
            }
        }
    }
}

fn forget_nobody<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) {
    if counts.get(key) == Some(&0) {
        counts.remove(key);
    }
}

/// With IPv6 a subscriber has a network of 64 bits, and every address in it (RFC 6177).
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) >> 64 << 64).into(),
        address @ IpAddr::V4(_) => address,
    }
}

fn locked(inside: &Mutex<Inside>) -> MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_holder_has_gone() {
        let limits = Limits {
            strangers: 3,
            strangers_of_one_address: 2,
            connections_of_one_member: 1,
            ..Limits::default()
        };
        let door = Doorkeeper::new(limits);
        let stranger = |address: &str| door.let_stranger_in(address.parse().unwrap());
        let first = stranger("192.0.2.1").unwrap();
        assert!(!door.is_crowded());
        let _second = stranger("192.0.2.1").unwrap();
        assert!(door.is_crowded());
        assert!(stranger("192.0.2.1").is_none(), "two of one address are enough");
        let third = stranger("2001:db8::1").unwrap();
        assert!(stranger("192.0.2.2").is_none(), "three in all are enough");
        drop(first);
        assert!(stranger("192.0.2.1").is_some());
        let _fourth = stranger("2001:db8::2").unwrap();
        drop(third);
        assert!(stranger("2001:db8::ffff:3").is_some(), "one network");
        let member = door.let_member_in("AM24").unwrap();
        assert!(door.let_member_in("AM24").is_none());
        assert!(door.let_member_in("AM25").is_some());
        drop(member);
        assert!(door.let_member_in("AM24").is_some());
    }
}
