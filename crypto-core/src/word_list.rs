//! The word lists in which receipts and fingerprints are shown: BIP-39's.
//!
//! Words and four-digit numbers are two spellings of the same thing, the place in a list of 2048.
//! The lists themselves are the `bip39` crate's; nothing else of it is used.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

use crate::language::Language;

/// Bits that one word carries: 2^11 = 2048 words.
pub(crate) const BITS_PER_WORD: usize = 11;

/// Nobody types more than this for 12 words; what is longer is refused before it is looked at.
const TYPED_MAX_BYTES: usize = 4096;

/// A list of 2048 words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordList {
    /// English
    English,
    /// Simplified Chinese, one character each
    SimplifiedChinese,
    /// French
    French,
}

/// Why typed text is not a receipt or a fingerprint. Never repeats what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WordsError {
    /// More than anyone would type.
    #[error("far too long")]
    TooLong,
    /// The word or number at this place, counted from 1, is in no list.
    #[error("word {position} is not in the list")]
    UnknownWord {
        /// Place among the words, from 1.
        position: usize,
    },
    /// A word was mistyped as another one of the list, or two changed places.
    #[error("a word is wrong, or two have changed places")]
    WrongChecksum,
    /// Words are missing or too many.
    #[error("found {found} words instead of {expected}")]
    WrongCount {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
}

/// The lists, composed (NFC), in the order of [`WordList::ALL`].
///
/// BIP-39 publishes the French list decomposed; screens and printers show accents more reliably
/// when they are one character with their letter.
static WORDS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| {
    WordList::ALL.map(|list| {
        list.published()
            .iter()
            .map(|word| word.nfc().collect())
            .collect()
    })
});

/// What is compared: see [`folded`].
static KEYS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| {
    WordList::ALL.map(|list| list.published().iter().map(|word| folded(word)).collect())
});

impl WordList {
    /// Every list, in the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::English, Self::SimplifiedChinese, Self::French];

    /// Returns the list that a speaker of `language` is shown. There is no Vietnamese one.
    pub const fn for_language(language: Language) -> Self {
        match language {
            Language::ZhHans => Self::SimplifiedChinese,
            Language::Fr => Self::French,
            Language::En | Language::Vi => Self::English,
        }
    }

    /// Returns the words that begin with `prefix`, in the order of the list; accents and case do
    /// not count. Nothing for an empty prefix.
    pub fn complete(self, prefix: &str) -> Vec<&'static str> {
        if prefix.len() > TYPED_MAX_BYTES {
            return Vec::new();
        }
        let prefix = folded(prefix.trim());
        if prefix.is_empty() {
            return Vec::new();
        }
        let keys = &KEYS[self as usize];
        (0..keys.len())
            .filter(|place| keys[*place].starts_with(&prefix))
            .map(|place| WORDS[self as usize][place].as_str())
            .collect()
    }

    /// Returns the word at a place below 2048.
    pub(crate) fn word(self, place: u16) -> &'static str {
        &WORDS[self as usize][usize::from(place)]
    }

    fn place(self, key: &str) -> Option<u16> {
        let place = KEYS[self as usize].iter().position(|word| word == key)?;
        u16::try_from(place).ok()
    }

    fn published(self) -> &'static [&'static str; 2048] {
        match self {
            Self::English => bip39::Language::English.word_list(),
            Self::SimplifiedChinese => bip39::Language::SimplifiedChinese.word_list(),
            Self::French => bip39::Language::French.word_list(),
        }
    }
}

/// Spells places as four-digit numbers.
pub(crate) fn numbers(places: &[u16]) -> Vec<String> {
    places.iter().map(|place| format!("{place:04}")).collect()
}

/// Cuts bytes into places of 11 bits, first bit first; the caller sees to it that they fit.
pub(crate) fn places_of<const N: usize>(bytes: &[u8]) -> Zeroizing<[u16; N]> {
    let mut places = Zeroizing::new([0; N]);
    for (index, place) in places.iter_mut().enumerate() {
        for bit in index * BITS_PER_WORD..(index + 1) * BITS_PER_WORD {
            *place = (*place << 1) | u16::from((bytes[bit / 8] >> (7 - bit % 8)) & 1);
        }
    }
    places
}

/// The reverse of [`places_of`]: `bytes` holds all the bits.
pub(crate) fn bytes_of(places: &[u16], bytes: &mut [u8]) {
    for (index, place) in places.iter().enumerate() {
        for bit in 0..BITS_PER_WORD {
            let at = index * BITS_PER_WORD + bit;
            let set = (place >> (BITS_PER_WORD - 1 - bit)) & 1 == 1;
            bytes[at / 8] |= u8::from(set) << (7 - at % 8);
        }
    }
}

/// Reads `N` words of one list, or numbers, and returns what they can mean.
///
/// English and French share words at different places, so that in principle a line can be both;
/// the caller's checksum decides. There is at least one reading.
pub(crate) fn read_places<const N: usize>(
    text: &str,
) -> Result<Vec<Zeroizing<[u16; N]>>, WordsError> {
    if text.len() > TYPED_MAX_BYTES {
        return Err(WordsError::TooLong);
    }
    // Longer than any folding of the text, so that it is not left behind by a string that grew.
    let mut typed = Zeroizing::new(String::with_capacity(text.len() * 4));
    fold_into(text, &mut typed);
    let mut tokens: Vec<&str> = typed
        .split(|c: char| !c.is_alphanumeric())
        .flat_map(characters_apart)
        .collect();
    drop_list_numbers(&mut tokens, N);

    if !tokens.is_empty() && tokens.iter().all(|token| is_number(token)) {
        return read_numbers(&tokens).map(|places| vec![places]);
    }
    if tokens.len() != N {
        return Err(WordsError::WrongCount {
            found: tokens.len(),
            expected: N,
        });
    }
    let mut readings = Vec::new();
    // Which list was meant: the one that knows most of the words.
    let mut best_known = 0;
    let mut unknown = 0;
    for list in WordList::ALL {
        let mut places = Zeroizing::new([0; N]);
        let mut known = 0;
        let mut first_unknown = None;
        for (index, token) in tokens.iter().enumerate() {
            match list.place(token) {
                Some(place) => {
                    places[index] = place;
                    known += 1;
                }
                None => first_unknown = first_unknown.or(Some(index)),
            }
        }
        match first_unknown {
            None => readings.push(places),
            Some(index) if known > best_known => (best_known, unknown) = (known, index),
            Some(_) => {}
        }
    }
    if readings.is_empty() {
        return Err(WordsError::UnknownWord {
            position: unknown + 1,
        });
    }
    Ok(readings)
}

/// Reads numbers: `N` of them with or without leading zeros, or `4 N` digits in any groups.
fn read_numbers<const N: usize>(tokens: &[&str]) -> Result<Zeroizing<[u16; N]>, WordsError> {
    let mut digits = Zeroizing::new(String::with_capacity(TYPED_MAX_BYTES));
    if tokens.len() == N && tokens.iter().all(|token| token.len() <= 4) {
        for token in tokens {
            digits.extend(std::iter::repeat_n('0', 4 - token.len()));
            digits.push_str(token);
        }
    } else {
        for token in tokens {
            digits.push_str(token);
        }
    }
    if digits.len() != 4 * N {
        // Rounded away from the right count: 47 digits are 11 numbers, 49 are 13.
        let found = if digits.len() < 4 * N {
            digits.len() / 4
        } else {
            digits.len().div_ceil(4)
        };
        return Err(WordsError::WrongCount { found, expected: N });
    }
    let mut places = Zeroizing::new([0; N]);
    for (index, place) in places.iter_mut().enumerate() {
        *place = digits[4 * index..4 * index + 4]
            .parse()
            .ok()
            .filter(|place| *place < 2048)
            .ok_or(WordsError::UnknownWord {
                position: index + 1,
            })?;
    }
    Ok(places)
}

fn is_number(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit())
}

/// Drops the numbers of a numbered list, `1. … 2. …`, as a receipt may be written down.
fn drop_list_numbers(tokens: &mut Vec<&str>, expected: usize) {
    let numbered = tokens.len() == 2 * expected
        && tokens
            .iter()
            .step_by(2)
            .enumerate()
            .all(|(index, token)| token.parse() == Ok(index + 1));
    if numbered {
        let mut index = 0;
        tokens.retain(|_| {
            index += 1;
            index % 2 == 0
        });
    }
}

/// Cuts ideographs apart: Chinese words are written without anything between them.
fn characters_apart(token: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, character) in token.char_indices() {
        if character >= '\u{2E80}' {
            let end = at + character.len_utf8();
            parts.extend([&token[begin..at], &token[at..end]]);
            begin = end;
        }
    }
    parts.push(&token[begin..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Makes everything equal that people may type for the same word: Unicode forms (NFKD, which also
/// turns full-width digits into ASCII ones), accents, case.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    fold_into(text, &mut out);
    out
}

fn fold_into(text: &str, out: &mut String) {
    out.extend(
        text.nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase),
    );
}

#[cfg(test)]
mod tests {
    // A failed unwrap is a failed test.
    #![allow(clippy::unwrap_used)]

    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_word_folds_to_a_key_of_its_own() {
        for list in WordList::ALL {
            let keys: HashSet<_> = KEYS[list as usize].iter().collect();
            assert_eq!(keys.len(), 2048, "{list:?}");
            for place in 0..2048 {
                let word = list.word(place);
                assert_eq!(list.place(&folded(word)), Some(place));
                assert_eq!(characters_apart(&folded(word)).len(), 1);
                assert!(folded(word).chars().all(char::is_alphanumeric), "{word}");
            }
        }
    }

    #[test]
    fn words_are_composed() {
        let words: Vec<_> = (0..2048)
            .map(|place| WordList::French.word(place))
            .collect();
        assert!(words.contains(&"acquérir"));
        assert!(
            words
                .iter()
                .all(|word| !word.chars().any(is_combining_mark))
        );
    }

    #[test]
    fn completion() {
        assert_eq!(WordList::English.complete("woo"), ["wood", "wool"]);
        assert_eq!(WordList::English.complete(" WOO "), ["wood", "wool"]);
        // Accents do not count, and the three stand apart in the list.
        assert_eq!(
            WordList::French.complete("bel"),
            ["belette", "bélier", "belote"]
        );
        assert!(WordList::French.complete("ACQUER").contains(&"acquérir"));
        assert_eq!(WordList::SimplifiedChinese.complete("的"), ["的"]);
        assert!(WordList::English.complete("").is_empty());
        assert!(WordList::English.complete("woof").is_empty());
        assert!(WordList::English.complete(&"w".repeat(5000)).is_empty());
    }

    #[test]
    fn bits_there_and_back() {
        let bytes = [
            0x80, 0x10, 0x02, 0x00, 0x40, 0x08, 0x01, 0x00, 0x20, 0x04, 0x01,
        ];
        let places = places_of::<8>(&bytes);
        assert_eq!(*places, [1024, 1024, 1024, 1024, 1024, 1024, 1024, 1025]);
        let mut back = [0; 11];
        bytes_of(places.as_slice(), &mut back);
        assert_eq!(back, bytes);
    }

    fn read(text: &str) -> Result<[u16; 3], WordsError> {
        read_places::<3>(text).map(|readings| *readings[0])
    }

    #[test]
    fn ways_to_type_it() {
        let meant = Ok([0, 8, 2047]);
        for text in [
            "abandon absurd zoo",
            "  Abandon,ABSURD / zoo.\n",
            "ａｂａｎｄｏｎ absurd zoo",
            "1. abandon 2. absurd 3. zoo",
            "0000 0008 2047",
            "0000-0008-2047",
            "0 8 2047",
            "000000082047",
            "00 00 00 08 20 47",
            "０００0 ０００８ ２０４７",
            "1) 0000\n2) 0008\n3) 2047",
        ] {
            assert_eq!(read(text), meant, "{text}");
        }
        let chinese: String = [0, 8, 2047]
            .map(|place| WordList::SimplifiedChinese.word(place))
            .concat();
        assert_eq!(read(&chinese), meant);
        let spaced: String = chinese.chars().flat_map(|c| [c, '　']).collect();
        assert_eq!(read(&spaced), meant);
        let french = [0, 8, 2047]
            .map(|place| WordList::French.word(place))
            .join(" ");
        assert_eq!(read(&french), meant);
        let bare: String = french.nfkd().filter(char::is_ascii).collect();
        assert_eq!(read(&bare.to_uppercase()), meant);
        assert_eq!(read(&french.nfkd().collect::<String>()), meant);
    }

    #[test]
    fn what_is_wrong() {
        let count = |found| Err(WordsError::WrongCount { found, expected: 3 });
        let unknown = |position| Err(WordsError::UnknownWord { position });
        assert_eq!(read(""), count(0));
        assert_eq!(read("…"), count(0));
        assert_eq!(read("abandon absurd"), count(2));
        assert_eq!(read("abandon absurd zoo zoo"), count(4));
        assert_eq!(read("0000 0007"), count(2));
        assert_eq!(read("0000 0008 20470"), count(4));
        assert_eq!(read("abandon absurdd zoo"), unknown(2));
        assert_eq!(read("abandn absurd zoo"), unknown(1));
        // All but the first are English, so English was meant.
        assert_eq!(read("abaisser absurd zoo"), unknown(1));
        assert_eq!(read("0000 2048 2047"), unknown(2));
        assert_eq!(read("0000 absurd zoo"), unknown(1));
        assert_eq!(read(&"zoo ".repeat(2000)), Err(WordsError::TooLong));
    }

    #[test]
    fn shared_words_are_read_both_ways() {
        // In both lists, at different places.
        let readings = read_places::<3>("absurde absurde absurde").unwrap();
        assert_eq!(readings.len(), 1);
        let shared: Vec<_> = (0..2048)
            .map(|place| WordList::English.word(place))
            .filter(|word| WordList::French.place(word).is_some())
            .collect();
        assert!(shared.len() > 50, "{}", shared.len());
        let readings = read_places::<3>(&shared[..3].join(" ")).unwrap();
        assert_eq!(readings.len(), 2);
    }
}
