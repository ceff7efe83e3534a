//! Chance that can be repeated: numbers from a seed, and how many rounds a test runs.

use std::time::Duration;

/// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to choose moments and places.
pub(crate) struct Chance(u64);

impl Chance {
    /// From `SEALPOST_SEED`, or 1; the seed is printed so that a failure can be repeated.
    pub(crate) fn new(what: &str) -> Self {
        let seed = number("SEALPOST_SEED").unwrap_or(1);
        println!("{what}: seed {seed}");
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    pub(crate) fn micros(&mut self, most: u64) -> Duration {
        Duration::from_micros(self.below(most))
    }
}

/// How often something is tried: what the environment says, or `usual`.
pub(crate) fn rounds(variable: &str, usual: u64) -> u64 {
    number(variable).unwrap_or(usual)
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} must be a number")),
    )
}
