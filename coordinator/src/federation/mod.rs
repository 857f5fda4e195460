//! Serves the nodes: listener, session, enrolment, dispatch.
