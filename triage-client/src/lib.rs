//! The desk: where caseworkers read what defenders sent, decide and answer, on a laptop that
//! never touches a network.
//!
//! [`desk::Desk`] is everything without a window: vault, import, replies, exchange with the stick.
//! [`model`] is the open desk as plain data. [`window`] draws it, [`cli`] is the same on a command
//! line. [`hardening`] takes from the process what a desk never needs, first of all the network.

pub mod cli;
pub mod desk;
#[doc(hidden)]
pub mod fuzzing;
pub mod hardening;
pub mod model;
pub mod window;

mod app;
mod command;
mod fonts;
mod privacy;
mod state;
mod stick;
mod store;
mod theme;
mod update;
mod vault;
mod views;
mod widgets;
mod worker;
