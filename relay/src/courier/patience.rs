//! How long and how often the courier tries.

use std::thread;
use std::time::Duration;

use super::tls::random;
use super::trouble::Trouble;

/// The longest wait that a relay may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The longest fetching of one visit. A relay that sends just fast enough not to be cut must not
/// keep the courier from the others for days; what is left is fetched the next time.
const FETCHING: Duration = Duration::from_secs(3 * 3600);

/// How often something is tried, and how long the first pause is; each further one doubles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub(super) tries: u32,
    pub(super) pause: Duration,
    /// How long a visit may fetch.
    pub(super) fetching: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            tries: 4,
            pause: Duration::from_secs(1),
            fetching: FETCHING,
        }
    }
}

impl Patience {
    /// Waits before the next try, or gives the trouble back when it is not worth one.
    pub(super) fn wait(self, tried: u32, trouble: Trouble) -> Result<(), Trouble> {
        if tried >= self.tries || !trouble.may_pass() {
            return Err(trouble);
        }
        let doubled = self
            .pause
            .saturating_mul(1 << tried.min(6).saturating_sub(1));
        let asked = match trouble {
            Trouble::Overloaded(Some(asked)) => asked.min(LONGEST_WAIT),
            _ => Duration::ZERO,
        };
        thread::sleep(spread(doubled.max(asked)));
        Ok(())
    }
}

/// Varies a time by a fifth either way, so that many couriers do not come at the same moment and
/// one does not come at a rhythm by which it can be told.
pub(super) fn spread(time: Duration) -> Duration {
    let mut bytes = [0; 2];
    random(&mut bytes);
    time.mul_f64(0.8 + 0.4 * f64::from(u16::from_be_bytes(bytes)) / 65_535.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_vary_but_never_by_more_than_a_fifth() {
        for _ in 0..200 {
            let varied = spread(Duration::from_secs(10));
            assert!(varied >= Duration::from_secs(8) && varied <= Duration::from_secs(12));
        }
    }

    #[test]
    fn patience_ends() {
        let patience = Patience {
            tries: 3,
            pause: Duration::ZERO,
            fetching: FETCHING,
        };
        assert!(patience.wait(1, Trouble::Unreachable).is_ok());
        assert!(patience.wait(3, Trouble::Unreachable).is_err());
        assert!(patience.wait(1, Trouble::CertificateChanged).is_err());
    }
}
