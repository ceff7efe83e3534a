//! Bounded CBOR: the only file that names `serde_cbor`.
//!
//! Bytes from outside are walked once by [`scan`] before the decoder sees them. The walk allows
//! the subset of RFC 8949 that `docs/protocol.md` describes and nothing else, so the decoder
//! never meets a tag, an indefinite length, a length that lies, or a depth it might not survive.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why bytes were refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodecError {
    /// Nested deeper than [`Limits::depth`].
    #[error("nested too deep")]
    Depth,
    /// A map holds the same key twice.
    #[error("a key occurs twice")]
    DuplicateKey,
    /// More items than [`Limits::items`].
    #[error("too many items")]
    Items,
    /// Longer than [`Limits::bytes`].
    #[error("longer than allowed")]
    Length,
    /// Not the record that is expected here.
    #[error("not the expected record")]
    Shape,
    /// Not one whole item of the allowed subset.
    #[error("not in the allowed form of CBOR")]
    Syntax,
}

/// What an encoded record may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length in bytes.
    pub bytes: usize,
    /// Arrays and maps inside each other.
    pub depth: usize,
    /// Items of every kind, keys included.
    pub items: usize,
}

impl Limits {
    /// Limits of a header in a sealed frame (protocol 2).
    pub const HEADER: Self = Self {
        bytes: 1 << 20,
        depth: 16,
        items: 65_536,
    };
}

/// A value of unknown shape: what travels under the key `x` of a record.
pub type Extension = BTreeMap<String, serde_cbor::Value>;

/// Encodes a record.
///
/// Fields come in the order of their declaration. A record is never signed or hashed through
/// a second encoding: keep the bytes.
///
/// # Errors
///
/// [`CodecError::Shape`] if the value has no encoding within the subset.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    serde_cbor::to_vec(value).map_err(|_| CodecError::Shape)
}

/// Decodes one record that fills `bytes` exactly.
///
/// # Errors
///
/// Any [`CodecError`]; none of them repeats the input.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8], limits: Limits) -> Result<T, CodecError> {
    scan(bytes, limits)?;
    serde_cbor::from_slice(bytes).map_err(|_| CodecError::Shape)
}

/// Checks that `bytes` are one item of the allowed subset, within `limits`.
pub fn scan(bytes: &[u8], limits: Limits) -> Result<(), CodecError> {
    if bytes.len() > limits.bytes {
        return Err(CodecError::Length);
    }
    let mut scanner = Scanner {
        rest: bytes,
        items_left: limits.items,
    };
    scanner.item(limits.depth)?;
    if scanner.rest.is_empty() {
        Ok(())
    } else {
        Err(CodecError::Syntax)
    }
}

struct Scanner<'a> {
    rest: &'a [u8],
    items_left: usize,
}

impl<'a> Scanner<'a> {
    fn item(&mut self, depth_left: usize) -> Result<(), CodecError> {
        let (major, argument) = self.head()?;
        match major {
            0 | 1 => Ok(()),
            2 => self.take(argument).map(drop),
            3 => self.text(argument).map(drop),
            4 => {
                let depth_left = depth_left.checked_sub(1).ok_or(CodecError::Depth)?;
                for _ in 0..self.count(argument)? {
                    self.item(depth_left)?;
                }
                Ok(())
            }
            5 => {
                let depth_left = depth_left.checked_sub(1).ok_or(CodecError::Depth)?;
                self.map(argument, depth_left)
            }
            // false, true, null; `head` has refused every other simple value and floats.
            7 => Ok(()),
            _ => Err(CodecError::Syntax),
        }
    }

    fn map(&mut self, argument: u64, depth_left: usize) -> Result<(), CodecError> {
        let mut keys = std::collections::BTreeSet::new();
        for _ in 0..self.count(argument)? {
            let start = self.rest;
            let (major, argument) = self.head()?;
            match major {
                0 => {}
                3 => drop(self.text(argument)?),
                _ => return Err(CodecError::Syntax),
            }
            let key = &start[..start.len() - self.rest.len()];
            if !keys.insert(key) {
                return Err(CodecError::DuplicateKey);
            }
            self.item(depth_left)?;
        }
        Ok(())
    }

    /// Refuses a count that could not be met by the bytes left, before anything loops over it.
    fn count(&self, argument: u64) -> Result<usize, CodecError> {
        usize::try_from(argument)
            .ok()
            .filter(|count| *count <= self.rest.len())
            .ok_or(CodecError::Syntax)
    }

    /// Reads the first byte of an item and its argument, which must be in its shortest form.
    fn head(&mut self) -> Result<(u8, u64), CodecError> {
        self.items_left = self.items_left.checked_sub(1).ok_or(CodecError::Items)?;
        let first = self.take(1)?[0];
        let (major, info) = (first >> 5, first & 0x1f);
        if major == 7 {
            // 20 false, 21 true, 22 null
            return if (20..=22).contains(&info) {
                Ok((major, u64::from(info)))
            } else {
                Err(CodecError::Syntax)
            };
        }
        let (argument, shortest_from) = match info {
            0..=23 => (u64::from(info), 0),
            24 => (self.unsigned(1)?, 24),
            25 => (self.unsigned(2)?, 1 << 8),
            26 => (self.unsigned(4)?, 1 << 16),
            27 => (self.unsigned(8)?, 1 << 32),
            _ => return Err(CodecError::Syntax),
        };
        if argument < shortest_from {
            return Err(CodecError::Syntax);
        }
        Ok((major, argument))
    }

    fn unsigned(&mut self, length: u64) -> Result<u64, CodecError> {
        Ok(self
            .take(length)?
            .iter()
            .fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    fn text(&mut self, length: u64) -> Result<&'a [u8], CodecError> {
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|_| CodecError::Syntax)?;
        Ok(bytes)
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], CodecError> {
        let length = usize::try_from(length).map_err(|_| CodecError::Syntax)?;
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(CodecError::Syntax)?;
        self.rest = rest;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(hex_text: &str) -> Result<(), CodecError> {
        let bytes = hex::decode(hex_text).expect("test input is hex");
        scan(&bytes, Limits::HEADER)
    }

    #[test]
    fn accepts_the_subset() {
        for text in [
            "00",
            "1818",
            "1a00010000",
            "20",
            "4101",
            "6161",
            "80",
            "a0",
            "a16161f5",
            "f6",
            "a2616100616201",
            "a10001",
            "820102",
        ] {
            assert_eq!(scanned(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for (text, error) in [
            ("", CodecError::Syntax),
            ("0000", CodecError::Syntax),                 // two items
            ("1800", CodecError::Syntax),                 // not shortest
            ("190018", CodecError::Syntax),               // not shortest
            ("9fff", CodecError::Syntax),                 // indefinite
            ("5f4101ff", CodecError::Syntax),             // indefinite
            ("c000", CodecError::Syntax),                 // tag
            ("f93c00", CodecError::Syntax),               // float
            ("f7", CodecError::Syntax),                   // undefined
            ("f8ff", CodecError::Syntax),                 // simple value
            ("61ff", CodecError::Syntax),                 // not UTF-8
            ("a14100f5", CodecError::Syntax),             // bytes as key
            ("a2616100616100", CodecError::DuplicateKey), // key twice
            ("5b7fffffffffffffff", CodecError::Syntax),   // length that lies
            ("9b4000000000000000", CodecError::Syntax),   // count that lies
            ("8201", CodecError::Syntax),                 // cut off
        ] {
            assert_eq!(scanned(text), Err(error), "{text}");
        }
    }

    #[test]
    fn bounds_depth_items_and_length() {
        let nested = |depth: usize| [vec![0x81; depth], vec![0]].concat();
        assert_eq!(scan(&nested(16), Limits::HEADER), Ok(()));
        assert_eq!(scan(&nested(17), Limits::HEADER), Err(CodecError::Depth));
        assert_eq!(
            scan(&nested(900_000), Limits::HEADER),
            Err(CodecError::Depth)
        );

        let mut many = vec![0x9a, 0, 1, 0, 0];
        many.resize(5 + 65_536, 0);
        assert_eq!(scan(&many, Limits::HEADER), Err(CodecError::Items));
        assert_eq!(
            scan(&vec![0; (1 << 20) + 1], Limits::HEADER),
            Err(CodecError::Length)
        );
    }
}
