//! Which regions are likely to have people for a vacancy. Pure.
