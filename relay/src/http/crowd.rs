//! How many connections one network or circuit may hold.
//!
//! Buckets count requests; a connection that sends one slowly, or none, costs its holder next to
//! nothing. Without a share for each, one machine could take every place for as long as it likes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::rate::Origin;

/// One network or circuit gets an eighth of all places, and never fewer than this: behind one
/// address of a telephone company there are many people.
const LEAST_PLACES: usize = 16;

/// Who is connected now; an origin is forgotten with its last connection.
pub(super) struct Crowd {
    one: usize,
    onion: usize,
    here: Mutex<HashMap<Origin, usize>>,
}

/// A connection's place, given back when it is dropped.
pub(super) struct Place {
    crowd: Arc<Crowd>,
    origin: Origin,
}

impl Crowd {
    /// Shares so many places.
    pub(super) fn new(connections: usize) -> Self {
        Self {
            one: (connections / 8).max(LEAST_PLACES),
            // Circuits that are not told apart leave half of the places to the other door.
            onion: (connections / 2).max(LEAST_PLACES),
            here: Mutex::default(),
        }
    }

    /// Takes a place, or says that this origin has its share.
    pub(super) fn enter(self: &Arc<Self>, origin: Origin) -> Option<Place> {
        let most = if origin == Origin::Onion {
            self.onion
        } else {
            self.one
        };
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let count = here.entry(origin).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place {
            crowd: Arc::clone(self),
            origin,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut here = self
            .crowd
            .here
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = here.get_mut(&self.origin) {
            *count -= 1;
            if *count == 0 {
                here.remove(&self.origin);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn one_network_gets_its_share_and_leaves_the_rest_to_others() {
        let crowd = Arc::new(Crowd::new(512));
        let origin = |text: &str| Origin::of(text.parse().unwrap());
        let enter = |text| crowd.enter(origin(text));
        let mut places: Vec<_> = (0..64).map(|_| enter("192.0.2.1").unwrap()).collect();
        assert!(enter("192.0.2.200").is_none(), "the same network");
        let other = enter("198.51.100.1").unwrap();
        places.pop();
        assert!(enter("192.0.2.1").is_some());
        let onion: Vec<_> = (0..256)
            .map(|_| crowd.enter(Origin::Onion).unwrap())
            .collect();
        assert!(crowd.enter(Origin::Onion).is_none());
        drop((places, other, onion));
        assert!(crowd.here.lock().unwrap().is_empty());
    }
}
