//! openraft glue only: log store, state machine, network, membership.
