//! Which part of the tree knows nothing of which others; `architecture` holds the tree to it.

/// A part of the tree and the names that its program text may not mention: "`part` knows nothing of …".
pub(crate) struct KnowsNothingOf {
    pub(crate) part: &'static str,
    pub(crate) names: &'static [&'static str],
}

/// Modules that decide: no runtime, no network, no disk, no database, no clock.
const OUTSIDE_WORLD: &[&str] = &[
    "tokio",
    "rusqlite",
    "axum",
    "askama",
    "quinn",
    "openraft",
    "std::fs",
    "std::net",
    "std::process",
    "service",
];

/// No runtime, no database, no network, no pages: for what both programs share.
const MACHINERY: &[&str] = &["tokio", "rusqlite", "axum", "quinn", "openraft", "std::net"];

/// The programs, of which nothing that both share knows.
const PROGRAMS: &[&str] = &["node", "coordinator"];

/// The modules of the node above storage.
const NODE_ABOVE_STORAGE: &[&str] =
    &["crate::workflow", "crate::federation", "crate::background", "crate::web", "crate::cli", "coordinator"];

/// The modules of the coordinator around those that decide.
const COORDINATOR_AROUND: &[&str] = &[
    "crate::storage",
    "crate::consensus",
    "crate::federation",
    "crate::background",
    "crate::dashboards",
    "crate::cli",
    "node",
];

/// Pages.
const PAGES: &[&str] = &["axum", "askama"];

/// Who knows nothing of whom.
pub(crate) const DIRECTIONS: &[KnowsNothingOf] = &[
    // shared: vocabulary <- protocol <- identity <- service, vocabulary <- privacy
    KnowsNothingOf { part: "shared/vocabulary/src", names: MACHINERY },
    KnowsNothingOf { part: "shared/vocabulary/src", names: &["protocol", "privacy", "identity", "service"] },
    KnowsNothingOf { part: "shared/protocol/src", names: MACHINERY },
    KnowsNothingOf { part: "shared/protocol/src", names: PROGRAMS },
    KnowsNothingOf { part: "shared/protocol/src", names: &["std::fs", "privacy", "identity", "service"] },
    KnowsNothingOf { part: "shared/privacy/src", names: MACHINERY },
    KnowsNothingOf { part: "shared/privacy/src", names: PROGRAMS },
    KnowsNothingOf { part: "shared/privacy/src", names: &["std::fs", "protocol", "identity", "service"] },
    KnowsNothingOf { part: "shared/identity/src", names: MACHINERY },
    KnowsNothingOf { part: "shared/identity/src", names: PROGRAMS },
    KnowsNothingOf { part: "shared/identity/src", names: &["privacy", "service"] },
    KnowsNothingOf { part: "shared/service/src", names: PROGRAMS },
    KnowsNothingOf { part: "shared/service/src", names: &["rusqlite", "openraft", "privacy"] },
    // node: web, background -> workflow -> matching, storage -> domain; background -> federation -> storage, protocol
    KnowsNothingOf { part: "node/src/domain", names: &["crate::matching", "crate::storage"] },
    KnowsNothingOf { part: "node/src/domain", names: NODE_ABOVE_STORAGE },
    KnowsNothingOf { part: "node/src/domain", names: OUTSIDE_WORLD },
    KnowsNothingOf { part: "node/src/matching", names: &["crate::storage"] },
    KnowsNothingOf { part: "node/src/matching", names: NODE_ABOVE_STORAGE },
    KnowsNothingOf { part: "node/src/matching", names: OUTSIDE_WORLD },
    KnowsNothingOf { part: "node/src/storage", names: PAGES },
    KnowsNothingOf { part: "node/src/storage", names: NODE_ABOVE_STORAGE },
    KnowsNothingOf { part: "node/src/storage", names: &["quinn"] },
    KnowsNothingOf { part: "node/src/workflow", names: PAGES },
    KnowsNothingOf {
        part: "node/src/workflow",
        names: &["quinn", "crate::background", "crate::web", "crate::cli", "coordinator"],
    },
    KnowsNothingOf { part: "node/src/federation", names: PAGES },
    KnowsNothingOf {
        part: "node/src/federation",
        names: &["crate::background", "crate::web", "crate::cli", "coordinator"],
    },
    KnowsNothingOf { part: "node/src/background", names: PAGES },
    KnowsNothingOf { part: "node/src/background", names: &["crate::web", "crate::cli", "coordinator"] },
    KnowsNothingOf {
        part: "node/src/web",
        names: &["rusqlite", "quinn", "crate::background", "crate::cli", "coordinator"],
    },
    KnowsNothingOf { part: "node/src", names: &["coordinator"] },
    // coordinator: state, aggregation and routing are pure
    KnowsNothingOf { part: "coordinator/src/state", names: &["rand", "getrandom"] },
    KnowsNothingOf { part: "coordinator/src/state", names: COORDINATOR_AROUND },
    KnowsNothingOf { part: "coordinator/src/state", names: OUTSIDE_WORLD },
    KnowsNothingOf { part: "coordinator/src/aggregation", names: COORDINATOR_AROUND },
    KnowsNothingOf { part: "coordinator/src/aggregation", names: OUTSIDE_WORLD },
    KnowsNothingOf { part: "coordinator/src/routing", names: COORDINATOR_AROUND },
    KnowsNothingOf { part: "coordinator/src/routing", names: OUTSIDE_WORLD },
    KnowsNothingOf { part: "coordinator/src/storage", names: PAGES },
    KnowsNothingOf {
        part: "coordinator/src/storage",
        names: &["quinn", "crate::federation", "crate::background", "crate::dashboards", "crate::cli"],
    },
    KnowsNothingOf { part: "coordinator/src/consensus", names: PAGES },
    KnowsNothingOf {
        part: "coordinator/src/consensus",
        names: &["crate::federation", "crate::background", "crate::dashboards", "crate::cli"],
    },
    KnowsNothingOf { part: "coordinator/src/federation", names: PAGES },
    KnowsNothingOf {
        part: "coordinator/src/federation",
        names: &["rusqlite", "crate::dashboards", "crate::cli"],
    },
    KnowsNothingOf { part: "coordinator/src/background", names: PAGES },
    KnowsNothingOf {
        part: "coordinator/src/background",
        names: &["rusqlite", "crate::dashboards", "crate::cli"],
    },
    KnowsNothingOf {
        part: "coordinator/src/dashboards",
        names: &["rusqlite", "quinn", "openraft", "crate::cli"],
    },
    KnowsNothingOf { part: "coordinator/src", names: &["node"] },
];
