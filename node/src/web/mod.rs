//! Pages and API. Knows no SQL and no sockets of the federation.

pub mod pages;
