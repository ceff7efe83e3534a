//! Token buckets: one for everybody, and one for each network or onion circuit.
//!
//! No address is kept. A bucket's name is an HMAC of the network (/24 or /56) or of the circuit,
//! under a random key that lives in memory only and is replaced every day: after that even a
//! seized memory image cannot be asked whether somebody was here.

use std::collections::HashMap;
use std::net::IpAddr;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::random::{self, NoRandomness};

/// How many buckets are kept at most; a bucket is 40 bytes or so.
const MOST_BUCKETS: usize = 50_000;
/// How long the key of the names lives, in seconds.
const KEY_LIFE_SECS: u64 = 24 * 3600;

/// How fast buckets fill and how much they hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rates {
    /// Units a second for everybody together.
    pub(crate) all_per_sec: f64,
    /// Units a second for one network or circuit.
    pub(crate) one_per_sec: f64,
    /// How many seconds' worth a bucket holds.
    pub(crate) burst_secs: f64,
}

/// Where a request comes from, as coarse as it is ever known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// A network: the address without its last 8 (IPv4) or 72 (IPv6) bits.
    Network([u8; 8]),
    /// A circuit of the onion service.
    Circuit([u8; 16]),
    /// The onion service, circuits not told apart.
    Onion,
}

impl Origin {
    /// Forgets the part of an address that names a single machine.
    pub(crate) fn of(address: IpAddr) -> Self {
        let mut network = [0; 8];
        match address.to_canonical() {
            IpAddr::V4(v4) => {
                network[0] = 4;
                network[1..4].copy_from_slice(&v4.octets()[..3]);
            }
            IpAddr::V6(v6) => {
                network[0] = 6;
                network[1..8].copy_from_slice(&v6.octets()[..7]);
            }
        }
        Self::Network(network)
    }
}

/// All buckets.
pub(crate) struct Buckets {
    rates: Rates,
    key: [u8; 32],
    key_made_secs: u64,
    all: Bucket,
    one: HashMap<[u8; 16], Bucket>,
}

#[derive(Clone, Copy)]
struct Bucket {
    units: f64,
    at_secs: f64,
}

impl Bucket {
    fn fill(&mut self, per_sec: f64, burst: f64, now: f64) {
        let passed = (now - self.at_secs).max(0.0);
        self.units = (self.units + passed * per_sec).min(burst);
        self.at_secs = now;
    }
}

impl Buckets {
    /// Makes full buckets. `now` counts seconds from the start of the process.
    pub(crate) fn new(rates: Rates, now: f64) -> Result<Self, NoRandomness> {
        Ok(Self {
            rates,
            key: random::bytes()?,
            key_made_secs: now as u64,
            all: Bucket {
                units: rates.all_per_sec * rates.burst_secs,
                at_secs: now,
            },
            one: HashMap::new(),
        })
    }

    /// Takes `cost` units, or tells after how many seconds to try again.
    pub(crate) fn take(&mut self, origin: Origin, cost: f64, now: f64) -> Result<(), u64> {
        self.renew_key(now as u64);
        let Rates {
            all_per_sec,
            one_per_sec,
            burst_secs,
        } = self.rates;
        // Onion visitors share a bucket where circuits are not told apart: give them half of all.
        let per_sec = if origin == Origin::Onion {
            all_per_sec / 2.0
        } else {
            one_per_sec
        };
        let name = self.name(origin);
        if self.one.len() >= MOST_BUCKETS && !self.one.contains_key(&name) {
            // Full buckets need not be remembered.
            self.one.retain(|_, bucket| {
                bucket.fill(one_per_sec, one_per_sec * burst_secs, now);
                bucket.units < one_per_sec * burst_secs
            });
            if self.one.len() >= MOST_BUCKETS {
                return Err(1);
            }
        }
        let one = self.one.entry(name).or_insert(Bucket {
            units: per_sec * burst_secs,
            at_secs: now,
        });
        one.fill(per_sec, per_sec * burst_secs, now);
        self.all.fill(all_per_sec, all_per_sec * burst_secs, now);
        if one.units < cost {
            return Err(((cost - one.units) / per_sec).ceil().clamp(1.0, 3600.0) as u64);
        }
        if self.all.units < cost {
            return Err(((cost - self.all.units) / all_per_sec)
                .ceil()
                .clamp(1.0, 3600.0) as u64);
        }
        one.units -= cost;
        self.all.units -= cost;
        Ok(())
    }

    fn name(&self, origin: Origin) -> [u8; 16] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes any key");
        match origin {
            Origin::Network(network) => mac.update(&network),
            Origin::Circuit(circuit) => mac.update(&circuit),
            Origin::Onion => mac.update(b"onion"),
        }
        let mut name = [0; 16];
        name.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        name
    }

    fn renew_key(&mut self, now_secs: u64) {
        if now_secs.saturating_sub(self.key_made_secs) >= KEY_LIFE_SECS {
            // Without randomness the old key serves on; the buckets are forgotten anyway.
            if let Ok(key) = random::bytes() {
                self.key = key;
            }
            self.key_made_secs = now_secs;
            self.one.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn origin(text: &str) -> Origin {
        Origin::of(text.parse().unwrap())
    }

    const RATES: Rates = Rates {
        all_per_sec: 10.0,
        one_per_sec: 1.0,
        burst_secs: 5.0,
    };

    #[test]
    fn neighbours_share_a_bucket_and_strangers_do_not() {
        assert!(origin("192.0.2.1") == origin("192.0.2.250"));
        assert!(origin("192.0.2.1") != origin("192.0.3.1"));
        assert!(origin("192.0.2.1") == origin("::ffff:192.0.2.9"));
        assert!(origin("2001:db8:0:1::1") == origin("2001:db8:0:ff::2"));
        assert!(origin("2001:db8:0:100::1") != origin("2001:db8:0:200::2"));
    }

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let mut buckets = Buckets::new(RATES, 0.0).unwrap();
        let one = origin("192.0.2.1");
        for _ in 0..5 {
            assert_eq!(buckets.take(one, 1.0, 0.0), Ok(()));
        }
        assert_eq!(buckets.take(one, 1.0, 0.0), Err(1));
        assert_eq!(buckets.take(origin("198.51.100.1"), 1.0, 0.0), Ok(()));
        assert_eq!(buckets.take(one, 2.0, 1.0), Err(1));
        assert_eq!(buckets.take(one, 2.0, 2.0), Ok(()));
        // The bucket of everybody: 50 units, of which strangers take what is left.
        let mut taken = 0;
        for third in 0..200u8 {
            let stranger = origin(&format!("10.0.{third}.1"));
            taken += usize::from(buckets.take(stranger, 1.0, 2.0).is_ok());
        }
        assert!((40..=50).contains(&taken), "{taken}");
    }

    #[test]
    fn names_change_every_day() {
        let mut buckets = Buckets::new(RATES, 0.0).unwrap();
        let one = origin("192.0.2.1");
        let before = buckets.name(one);
        buckets.take(one, 1.0, 100.0).unwrap();
        assert_eq!(buckets.name(one), before);
        buckets.take(one, 1.0, 86_400.0).unwrap();
        assert_ne!(buckets.name(one), before);
        assert_eq!(buckets.one.len(), 1);
    }
}
