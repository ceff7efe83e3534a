//! What colleagues set, each on their own laptop: nothing is lost where two did it apart.
//!
//! An event that sets something names the values it replaces. A value that no event replaced
//! stands. So two laptops that set the same thing before they met leave two values standing, on
//! both of them, until somebody who sees both sets it again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::DeviceId;

/// The event that wrote something: device and sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventRef(pub(crate) DeviceId, pub(crate) u64);

/// A value that somebody set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Who set it.
    pub person: String,
    /// When, by that laptop's clock.
    pub at: Timestamp,
    /// The event that set it.
    pub source: EventRef,
}

/// Sets a value: what `over` names goes; without `over`, everything before it.
///
/// Events come in the order of their clocks, and an event's clock is higher than that of whatever
/// it replaces: what goes is always there already.
pub(super) fn set<T>(standing: &mut Vec<Written<T>>, over: Option<&[EventRef]>, new: Written<T>) {
    match over {
        None => standing.clear(),
        Some(over) => standing.retain(|known| !over.contains(&known.source)),
    }
    standing.push(new);
}

/// The events that a new value replaces: those of all that stand.
pub(crate) fn sources<T>(standing: &[Written<T>]) -> Vec<EventRef> {
    standing.iter().map(|known| known.source).collect()
}
