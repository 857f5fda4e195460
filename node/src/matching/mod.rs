//! Ranking and its explanation. Pure: a vacancy or a person in, an explained order out.
