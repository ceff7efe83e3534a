//! The courier: carries letters from relays to a stick, and what desks wrote back to relays.
//!
//! It runs on a connected computer. It can open nothing, keeps nothing outside the stick, and
//! counts letters without ever naming one. The stick's layout is section 11 of
//! `docs/protocol.md`, the relay's routes are section 10.

mod address;
mod arguments;
mod cards;
mod download;
pub(crate) mod fuzzing;
mod index;
mod link;
mod outgoing;
mod patience;
mod progress;
mod proxy;
mod pull;
mod push;
mod report;
mod round;
mod state;
mod stick;
mod tls;
mod trouble;
mod trust;
mod upload;
mod watch;

#[cfg(test)]
mod fake;

pub use arguments::CourierArgs;
pub use watch::run;
