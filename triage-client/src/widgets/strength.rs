//! Advice on a passphrase while it is made.

use std::collections::BTreeSet;

/// How long a guesser with the vault in hand would need, roughly.
///
/// This is advice, not a measure: it sees length and variety, and knows no word lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    Empty,
    /// Found in hours.
    Weak,
    /// Found by a determined state in years.
    Fair,
    /// Not found.
    Strong,
}

impl Strength {
    pub(crate) fn of(passphrase: &str) -> Self {
        if passphrase.is_empty() {
            return Self::Empty;
        }
        let bits = bits(passphrase);
        match bits {
            bits if bits < 32.0 => Self::Weak,
            bits if bits < 60.0 => Self::Fair,
            _ => Self::Strong,
        }
    }

    /// Message id of the advice.
    pub(crate) fn label_id(self) -> &'static str {
        match self {
            Self::Empty => "strength-empty",
            Self::Weak => "strength-weak",
            Self::Fair => "strength-fair",
            Self::Strong => "strength-strong",
        }
    }
}

/// Guesses the entropy in bits: each character by its kind, less where they repeat.
fn bits(passphrase: &str) -> f64 {
    let words = passphrase.split_whitespace().count();
    let mut bits = 0.0;
    let mut before: Option<char> = None;
    for character in passphrase.chars() {
        let step = before.map(|before| i64::from(character as u32) - i64::from(before as u32));
        bits += match character {
            // The next letter or digit in order, or the same again, adds next to nothing.
            _ if matches!(step, Some(-1..=1)) => 0.5,
            'a'..='z' | 'A'..='Z' => 2.3,
            '0'..='9' => 2.6,
            character if character.is_whitespace() => 0.8,
            character if (character as u32) < 0x300 => 3.2,
            // Vietnamese letters with their marks, Chinese characters.
            character if (character as u32) < 0x2e80 => 3.0,
            _ => 7.0,
        };
        before = Some(character);
    }
    let distinct = passphrase.chars().collect::<BTreeSet<_>>().len() as f64;
    let variety = (distinct / 8.0).min(1.0);
    let repeated = passphrase.split_whitespace().collect::<BTreeSet<_>>().len();
    let fresh = if words > 1 {
        repeated as f64 / words as f64
    } else {
        1.0
    };
    bits * variety * fresh
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_follows_length_and_variety() {
        assert_eq!(Strength::of(""), Strength::Empty);
        for weak in [
            "secret",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "12345678901234567890",
            "abc abc abc abc abc abc abc",
        ] {
            assert_eq!(Strength::of(weak), Strength::Weak, "{weak}");
        }
        assert_eq!(Strength::of("horse battery staple 9"), Strength::Fair);
        for strong in [
            "velvet harbour pencil orange quiet",
            "trời mưa đường trơn xe lăn bánh chậm",
            "清晨的雨落在旧屋顶上",
        ] {
            assert_eq!(Strength::of(strong), Strength::Strong, "{strong}");
        }
    }
}
