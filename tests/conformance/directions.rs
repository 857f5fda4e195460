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

/// Who knows nothing of whom.
pub(crate) const DIRECTIONS: &[KnowsNothingOf] = &[
    // shared: vocabulary <- protocol <- identity <- service, vocabulary <- privacy
    KnowsNothingOf {
        part: "shared/vocabulary/src",
        names: &[
            "tokio", "rusqlite", "axum", "quinn", "openraft", "std::net", "protocol", "privacy", "identity",
            "service",
        ],
    },
    KnowsNothingOf {
        part: "shared/protocol/src",
        names: &[
            "tokio",
            "rusqlite",
            "axum",
            "quinn",
            "openraft",
            "std::net",
            "std::fs",
            "privacy",
            "identity",
            "service",
            "node",
            "coordinator",
        ],
    },
    KnowsNothingOf {
        part: "shared/privacy/src",
        names: &[
            "tokio",
            "rusqlite",
            "axum",
            "quinn",
            "openraft",
            "std::net",
            "std::fs",
            "protocol",
            "identity",
            "service",
            "node",
            "coordinator",
        ],
    },
    KnowsNothingOf {
        part: "shared/identity/src",
        names: &[
            "tokio",
            "rusqlite",
            "axum",
            "quinn",
            "openraft",
            "std::net",
            "privacy",
            "service",
            "node",
            "coordinator",
        ],
    },
    KnowsNothingOf {
        part: "shared/service/src",
        names: &["rusqlite", "openraft", "privacy", "node", "coordinator"],
    },
    // node: web, background -> workflow -> matching, storage -> domain; background -> federation -> storage, protocol
    KnowsNothingOf {
        part: "node/src/domain",
        names: &[
            "crate::matching",
            "crate::storage",
            "crate::workflow",
            "crate::federation",
            "crate::background",
            "crate::web",
            "crate::cli",
            "coordinator",
        ],
    },
    KnowsNothingOf { part: "node/src/domain", names: OUTSIDE_WORLD },
    KnowsNothingOf {
        part: "node/src/matching",
        names: &[
            "crate::storage",
            "crate::workflow",
            "crate::federation",
            "crate::background",
            "crate::web",
            "crate::cli",
            "coordinator",
        ],
    },
    KnowsNothingOf { part: "node/src/matching", names: OUTSIDE_WORLD },
    KnowsNothingOf {
        part: "node/src/storage",
        names: &[
            "axum",
            "askama",
            "quinn",
            "crate::workflow",
            "crate::federation",
            "crate::background",
            "crate::web",
            "crate::cli",
            "coordinator",
        ],
    },
    KnowsNothingOf {
        part: "node/src/workflow",
        names: &["axum", "askama", "quinn", "crate::background", "crate::web", "crate::cli", "coordinator"],
    },
    KnowsNothingOf {
        part: "node/src/federation",
        names: &["axum", "askama", "crate::background", "crate::web", "crate::cli", "coordinator"],
    },
    KnowsNothingOf {
        part: "node/src/background",
        names: &["axum", "askama", "crate::web", "crate::cli", "coordinator"],
    },
    KnowsNothingOf {
        part: "node/src/web",
        names: &["rusqlite", "quinn", "crate::background", "crate::cli", "coordinator"],
    },
    KnowsNothingOf { part: "node/src", names: &["coordinator"] },
    // coordinator: state, aggregation and routing are pure
    KnowsNothingOf {
        part: "coordinator/src/state",
        names: &[
            "crate::storage",
            "crate::consensus",
            "crate::federation",
            "crate::background",
            "crate::dashboards",
            "crate::cli",
            "rand",
            "getrandom",
            "node",
        ],
    },
    KnowsNothingOf { part: "coordinator/src/state", names: OUTSIDE_WORLD },
    KnowsNothingOf {
        part: "coordinator/src/aggregation",
        names: &[
            "crate::storage",
            "crate::consensus",
            "crate::federation",
            "crate::background",
            "crate::dashboards",
            "crate::cli",
            "node",
        ],
    },
    KnowsNothingOf { part: "coordinator/src/aggregation", names: OUTSIDE_WORLD },
    KnowsNothingOf {
        part: "coordinator/src/routing",
        names: &[
            "crate::storage",
            "crate::consensus",
            "crate::federation",
            "crate::background",
            "crate::dashboards",
            "crate::cli",
            "node",
        ],
    },
    KnowsNothingOf { part: "coordinator/src/routing", names: OUTSIDE_WORLD },
    KnowsNothingOf {
        part: "coordinator/src/storage",
        names: &[
            "axum",
            "askama",
            "quinn",
            "crate::federation",
            "crate::background",
            "crate::dashboards",
            "crate::cli",
            "node",
        ],
    },
    KnowsNothingOf {
        part: "coordinator/src/consensus",
        names: &[
            "axum",
            "askama",
            "crate::federation",
            "crate::background",
            "crate::dashboards",
            "crate::cli",
            "node",
        ],
    },
    KnowsNothingOf {
        part: "coordinator/src/federation",
        names: &["axum", "askama", "rusqlite", "crate::dashboards", "crate::cli", "node"],
    },
    KnowsNothingOf {
        part: "coordinator/src/background",
        names: &["axum", "askama", "rusqlite", "crate::dashboards", "crate::cli", "node"],
    },
    KnowsNothingOf {
        part: "coordinator/src/dashboards",
        names: &["rusqlite", "quinn", "openraft", "crate::cli", "node"],
    },
    KnowsNothingOf { part: "coordinator/src", names: &["node"] },
];
