//! Configuration, logging, clock, tasks, QUIC endpoint, control socket and what the pages of both programs share.
