//! The fingerprint of a root key: what two people compare by voice or on paper.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::signed::PublicKey;

/// Separates this hash from every other use of SHA-256 (protocol, section 9).
const LABEL: &[u8] = b"sealpost/v1/fingerprint";

/// How many words, or four-digit numbers, a fingerprint is shown as.
pub const FINGERPRINT_WORDS: usize = 8;

/// 88 bits of SHA-256 over a root key, as eight places in the BIP-39 word lists.
///
/// 88 bits stop an attacker who searches for a second key with the same fingerprint; they are
/// not meant to stop the organisation itself from making two keys that look alike.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u16; FINGERPRINT_WORDS]);

/// Which BIP-39 list the words are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WordList {
    /// The English list.
    English,
    /// The Simplified Chinese list.
    SimplifiedChinese,
    /// The French list.
    French,
}

impl Fingerprint {
    /// Computes the fingerprint of a root key.
    pub fn of(root: &PublicKey) -> Self {
        Self::of_bytes(root.key_bytes())
    }

    /// Computes the fingerprint of the 32 bytes of an Ed25519 key.
    pub fn of_bytes(key: &[u8; 32]) -> Self {
        let hash = Sha256::new()
            .chain_update(LABEL)
            .chain_update(key)
            .finalize();
        let mut places = [0u16; FINGERPRINT_WORDS];
        for (number, place) in places.iter_mut().enumerate() {
            // 11 bits, most significant first, beginning at bit 11 * number.
            for bit in number * 11..(number + 1) * 11 {
                let value = hash[bit / 8] >> (7 - bit % 8) & 1;
                *place = *place << 1 | u16::from(value);
            }
        }
        Self(places)
    }

    /// Returns the eight places, each from 0 to 2047.
    pub const fn places(&self) -> &[u16; FINGERPRINT_WORDS] {
        &self.0
    }

    /// Writes the fingerprint as eight words, with single spaces.
    pub fn words(&self, list: WordList) -> String {
        let words = match list {
            WordList::English => bip39::Language::English,
            WordList::SimplifiedChinese => bip39::Language::SimplifiedChinese,
            WordList::French => bip39::Language::French,
        }
        .word_list();
        self.0.map(|place| words[usize::from(place)]).join(" ")
    }

    /// Writes the fingerprint as eight numbers of four digits, with single spaces.
    pub fn numbers(&self) -> String {
        self.0.map(|place| format!("{place:04}")).join(" ")
    }
}

impl fmt::Display for Fingerprint {
    /// English words: the language in which a relay speaks to its operator.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(WordList::English))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.numbers())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_come_from_the_first_88_bits() {
        let print = Fingerprint::of_bytes(&[7; 32]);
        let hash = Sha256::new()
            .chain_update(LABEL)
            .chain_update([7; 32])
            .finalize();
        let mut joined: u128 = 0;
        for place in print.places() {
            assert!(*place < 2048);
            joined = joined << 11 | u128::from(*place);
        }
        assert_eq!(joined.to_be_bytes()[5..], hash[..11]);
        assert_eq!(print.numbers().split(' ').count(), FINGERPRINT_WORDS);
        assert_eq!(print.to_string().split(' ').count(), FINGERPRINT_WORDS);
        let first = bip39::Language::French.word_list()[usize::from(print.places()[0])];
        assert!(print.words(WordList::French).starts_with(first));
        assert_ne!(print, Fingerprint::of_bytes(&[8; 32]));
    }
}
