//! The region's side of the network: enrolment, session, outbox sender, inbox, disclosure.
