//! What a visit did, as one line.

use std::fmt;

use super::trouble::{Trouble, letters};

/// What was carried to and from one relay.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Letters that the stick did not have.
    pub(super) new: u64,
    /// Letters on the stick that were damaged and were fetched again.
    pub(super) mended: u64,
    pub(super) release: bool,
    /// The relay shows a later public release than the one on the stick.
    pub(super) later_release: bool,
    pub(super) editions: u64,
    pub(super) parcels: u64,
    pub(super) acknowledgements: u64,
    pub(super) troubles: Vec<Trouble>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut failures = self
            .troubles
            .iter()
            .map(|trouble| format!("FAILED: {trouble}. {}", trouble.hint()))
            .collect::<Vec<_>>();
        if !self.moved() && !failures.is_empty() {
            return f.write_str(&failures.join(" "));
        }
        match self.new {
            0 => f.write_str("no new letter")?,
            1 => f.write_str("1 new letter")?,
            count => write!(f, "{count} new letters")?,
        }
        if self.mended > 0 {
            let were = if self.mended == 1 { "was" } else { "were" };
            write!(
                f,
                ", {} on the stick {were} damaged and fetched again",
                letters(self.mended)
            )?;
        }
        let counted = |count: u64, one: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {one}s")),
        };
        let sent: Vec<String> = [
            self.release.then(|| "the public release".to_owned()),
            counted(self.editions, "edition"),
            counted(self.parcels, "parcel"),
            counted(self.acknowledgements, "acknowledgement"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if sent.is_empty() {
            f.write_str("; nothing to send")?;
        } else {
            write!(f, "; sent {}", sent.join(", "))?;
        }
        if self.later_release {
            f.write_str("; the relay shows a later public release than the stick's")?;
        }
        failures.insert(0, ".".to_owned());
        f.write_str(&failures.join(" "))
    }
}

impl Report {
    /// Tells whether anything was carried.
    const fn moved(&self) -> bool {
        self.new + self.mended + self.editions + self.parcels + self.acknowledgements > 0
            || self.release
    }

    /// Adds a trouble, unless one of its kind is there.
    pub(super) fn trouble(&mut self, trouble: Trouble) {
        let kind = std::mem::discriminant(&trouble);
        if self
            .troubles
            .iter()
            .all(|known| std::mem::discriminant(known) != kind)
        {
            self.troubles.push(trouble);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_happened_and_what_to_do() {
        assert_eq!(
            Report::default().to_string(),
            "no new letter; nothing to send."
        );
        let dead = Report {
            troubles: vec![Trouble::OnionOnly],
            ..Report::default()
        };
        assert_eq!(
            dead.to_string(),
            "FAILED: it can be reached through Tor only. Start Tor and add --socks5 127.0.0.1:9050."
        );
        let report = Report {
            new: 3,
            mended: 1,
            release: true,
            editions: 2,
            acknowledgements: 1,
            troubles: vec![Trouble::NoRoom],
            ..Report::default()
        };
        assert_eq!(
            report.to_string(),
            "3 new letters, 1 letter on the stick was damaged and fetched again; sent the public \
             release, 2 editions, 1 acknowledgement. FAILED: it has no room left. Whoever runs \
             the relay must make room."
        );
    }
}
