//! The only SQL. Two doors: read and write.
