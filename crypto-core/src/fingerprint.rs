//! The fingerprint of an organisation's root key: what two people read to each other.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::signature::VerifyingKey;
use crate::word_list::{self, WordList, WordsError};

const LABEL: &[u8] = b"sealpost/v1/fingerprint";
/// 88 bits: a forger tries 2^88 keys, on average, to find one with a given fingerprint.
const FINGERPRINT_BYTES: usize = 11;
const FINGERPRINT_WORDS: usize = 8;

/// 88 bits of a hash of a root key, shown as 8 words or 8 numbers (protocol 9).
///
/// It has no checksum: it is compared, not used.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; FINGERPRINT_BYTES]);

impl Fingerprint {
    /// Computes the fingerprint of a key.
    pub fn of(key: &VerifyingKey) -> Self {
        let hash = Sha256::new()
            .chain_update(LABEL)
            .chain_update(key.as_bytes())
            .finalize();
        let mut first = [0; FINGERPRINT_BYTES];
        first.copy_from_slice(&hash[..FINGERPRINT_BYTES]);
        Self(first)
    }

    /// Returns the 8 words.
    pub fn words(&self, list: WordList) -> Vec<&'static str> {
        word_list::places_of::<FINGERPRINT_WORDS>(&self.0)
            .iter()
            .map(|place| list.word(*place))
            .collect()
    }

    /// Returns the 8 numbers.
    pub fn numbers(&self) -> Vec<String> {
        word_list::numbers(word_list::places_of::<FINGERPRINT_WORDS>(&self.0).as_slice())
    }
}

impl fmt::Display for Fingerprint {
    /// Writes the English words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(WordList::English).join(" "))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = WordsError;

    /// Reads 8 words of any list, or 8 numbers.
    fn from_str(text: &str) -> Result<Self, WordsError> {
        let readings = word_list::read_places::<FINGERPRINT_WORDS>(text)?;
        let mut bytes = [0; FINGERPRINT_BYTES];
        // Eight words that are all in two lists do not occur in practice; the first list wins,
        // and the comparison that follows fails at worst.
        if let Some(places) = readings.first() {
            word_list::bytes_of(places.as_slice(), &mut bytes);
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::SigningKey;

    #[test]
    fn every_spelling() {
        let key = SigningKey::from_seed(&[7; 32]).public();
        let fingerprint = Fingerprint::of(&key);
        let numbers = fingerprint.numbers();
        assert_eq!(numbers.len(), 8);
        assert_eq!(numbers.join(" ").parse(), Ok(fingerprint));
        for list in WordList::ALL {
            let words = fingerprint.words(list);
            assert_eq!(words.len(), 8);
            assert_eq!(words.join(" ").parse(), Ok(fingerprint));
        }
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
        let other = SigningKey::from_seed(&[8; 32]).public();
        assert_ne!(Fingerprint::of(&other), fingerprint);
        assert_eq!(
            "abandon".parse::<Fingerprint>(),
            Err(WordsError::WrongCount {
                found: 1,
                expected: 8
            })
        );
    }
}
