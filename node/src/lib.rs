//! A region's node: its people, employers and vacancies, the seven-step case, matching, and the region's side
//! of the federation.
//!
//! In reading order, each knowing only what stands above it: [`domain`] is the chain itself; [`matching`]
//! ranks and explains; [`storage`] holds the only SQL; [`workflow`] is one file per thing a person does;
//! [`federation`] speaks with the coordinator and is the only code that builds an outgoing message;
//! [`background`] does by itself what is due; [`web`] serves pages and API; [`cli`] is what the operator types;
//! [`config`] is what can be set; [`control`] answers the operator's command line; [`node`] puts it all together.

pub mod background;
pub mod cli;
pub mod config;
pub mod control;
pub mod domain;
pub mod federation;
pub mod matching;
pub mod node;
pub mod storage;
pub mod web;
pub mod workflow;
