//! Fixed-size identifiers.
//!
//! Each kind of id has its own type, so that a reply's id cannot be passed where a letter's is
//! meant. All of them read and write lower-case hexadecimal as text and raw bytes in CBOR.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use rand_core::CryptoRngCore;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

/// Text that is not the id it should be.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not {expected_bytes} bytes in hexadecimal")]
pub struct IdError {
    expected_bytes: usize,
}

/// Reads exactly `N` bytes from lower-case hex.
///
/// Upper case is refused: an id has one spelling, or two names could mean one file.
fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], IdError> {
    let wrong = IdError { expected_bytes: N };
    if text.len() != 2 * N || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(wrong);
    }
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| wrong)?;
    Ok(bytes)
}

struct BytesVisitor<const N: usize>;

impl<'de, const N: usize> de::Visitor<'de> for BytesVisitor<N> {
    type Value = [u8; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{N} bytes")
    }

    fn visit_bytes<E: de::Error>(self, v: &[u8]) -> Result<Self::Value, E> {
        v.try_into().map_err(|_| E::invalid_length(v.len(), &self))
    }

    fn visit_str<E: de::Error>(self, v: &str) -> Result<Self::Value, E> {
        from_hex(v).map_err(E::custom)
    }
}

/// Serializes fixed-size bytes: hex for people, raw bytes in CBOR.
pub(crate) fn serialize_bytes<S: Serializer>(bytes: &[u8], s: S) -> Result<S::Ok, S::Error> {
    if s.is_human_readable() {
        s.serialize_str(&hex::encode(bytes))
    } else {
        s.serialize_bytes(bytes)
    }
}

/// The reverse of [`serialize_bytes`].
pub(crate) fn deserialize_bytes<'de, D: Deserializer<'de>, const N: usize>(
    d: D,
) -> Result<[u8; N], D::Error> {
    if d.is_human_readable() {
        d.deserialize_str(BytesVisitor::<N>)
    } else {
        d.deserialize_bytes(BytesVisitor::<N>)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $debug:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// Length in bytes.
            pub const BYTES: usize = $bytes;

            /// Wraps these bytes.
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// Returns the bytes.
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }

            /// Draws a new one.
            pub fn random(rng: &mut impl CryptoRngCore) -> Self {
                let mut bytes = [0; $bytes];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                id!(@$debug self f $name)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                from_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                serialize_bytes(&self.0, s)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                deserialize_bytes(d).map(Self)
            }
        }
    };
    (@shown $self:ident $f:ident $name:ident) => {
        write!($f, concat!(stringify!($name), "({})"), $self)
    };
    (@hidden $self:ident $f:ident $name:ident) => {
        // A slot or a receipt id in a log would tie a stored reply to a person.
        $f.write_str(concat!(stringify!($name), "(…)"))
    };
}

id!(
    /// An organisation, for as long as it exists.
    OrganisationId, 16, shown
);
id!(
    /// One letter.
    LetterId, 16, shown
);
id!(
    /// One reply, or one part of a long one.
    ReplyId, 16, shown
);
id!(
    /// The public name of a receipt, known to its holder and the organisation (protocol 3).
    ReceiptId, 16, hidden
);
id!(
    /// The place of one reply on the board (protocol 3).
    Slot, 16, hidden
);
id!(
    /// One relay.
    RelayId, 16, shown
);
id!(
    /// An intake, fallback or answer key: the start of a hash of its public half.
    KeyId, 8, shown
);
id!(
    /// A SHA-256 value.
    Digest, 32, shown
);

impl Digest {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// Passes everything on to another writer and hashes it on the way.
#[derive(Debug)]
pub struct DigestWriter<W> {
    inner: W,
    hash: Sha256,
    length: u64,
}

impl<W: Write> DigestWriter<W> {
    /// Wraps `inner`.
    pub fn new(inner: W) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            length: 0,
        }
    }

    /// Returns the inner writer, SHA-256 and length in bytes of what was written.
    pub fn finish(self) -> (W, Digest, u64) {
        (self.inner, Digest(self.hash.finalize().into()), self.length)
    }
}

impl<W: Write> Write for DigestWriter<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buf)?;
        self.hash.update(&buf[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let id = LetterId::from_bytes([0xab; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("AB".repeat(16).parse::<LetterId>().is_err());
        assert!("ab".repeat(15).parse::<LetterId>().is_err());
        assert!("zz".repeat(16).parse::<LetterId>().is_err());
    }

    #[test]
    fn slots_do_not_reach_logs() {
        assert_eq!(format!("{:?}", Slot::from_bytes([7; 16])), "Slot(…)");
    }

    #[test]
    fn hashing_on_the_way() {
        let mut writer = DigestWriter::new(Vec::new());
        writer.write_all(b"abc").expect("a vector takes everything");
        let (out, digest, length) = writer.finish();
        assert_eq!((out.as_slice(), length), (&b"abc"[..], 3));
        assert_eq!(digest, Digest::of(b"abc"));
    }
}
