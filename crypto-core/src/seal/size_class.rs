//! The exact lengths that sealed files have (protocol 1).
//!
//! A length tells an observer a class and nothing more: a cry for help and an empty cover letter
//! are equally long.

use crate::error::SealError;

/// The longest sealed file: 256 MiB.
pub const LARGEST_SEALED_BYTES: u64 = 256 * MIB;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

const REPLY_BYTES: u64 = 8 * KIB;
/// Classes below the step, smallest first.
const SMALL_CLASSES: [u64; 3] = [64 * KIB, 256 * KIB, MIB];
/// From here on every multiple is a class.
const STEP_BYTES: u64 = 4 * MIB;

/// age seals the payload in pieces of 64 KiB with a tag of 16 bytes each.
const CHUNK_BYTES: u64 = 64 * KIB;
const TAG_BYTES: u64 = 16;
/// More than any header and nonce: the class of a plaintext does not depend on random grease.
const HEADER_ALLOWANCE_BYTES: u64 = 4 * KIB;
/// The same for replies, which have less to spare. The longest header is 1 833 bytes; a test
/// adds it up.
const REPLY_HEADER_ALLOWANCE_BYTES: u64 = 2 * KIB;

/// An exact length that sealed files have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SizeClass(u64);

impl SizeClass {
    /// Returns the one class of replies: 8 192 bytes.
    pub const fn reply() -> Self {
        Self(REPLY_BYTES)
    }

    /// Returns the smallest class of letters, drafts and parcels that holds so much plaintext.
    ///
    /// # Errors
    ///
    /// [`SealError::TooLarge`] if none does.
    pub fn for_plaintext(plaintext_bytes: u64) -> Result<Self, SealError> {
        SMALL_CLASSES
            .into_iter()
            .chain((1..=LARGEST_SEALED_BYTES / STEP_BYTES).map(|steps| steps * STEP_BYTES))
            .map(Self)
            .find(|class| plaintext_bytes <= class.room())
            .ok_or(SealError::TooLarge {
                limit_bytes: LARGEST_SEALED_BYTES,
            })
    }

    /// Says whether letters, drafts and parcels may have this length.
    pub fn is_class(bytes: u64) -> bool {
        SMALL_CLASSES.contains(&bytes)
            || ((STEP_BYTES..=LARGEST_SEALED_BYTES).contains(&bytes)
                && bytes.is_multiple_of(STEP_BYTES))
    }

    /// Returns the sealed length in bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// Returns the plaintext in bytes that fits, whatever the header's length.
    pub const fn room(self) -> u64 {
        let header = if self.0 == REPLY_BYTES {
            REPLY_HEADER_ALLOWANCE_BYTES
        } else {
            HEADER_ALLOWANCE_BYTES
        };
        self.0 - header - TAG_BYTES * self.0.div_ceil(CHUNK_BYTES)
    }

    /// Returns the plaintext that fits exactly behind a header of this length, nonce included, or
    /// `None` if no payload has the length that is left.
    pub(super) fn plaintext_behind(self, header_bytes: u64) -> Option<u64> {
        let payload = self.0.checked_sub(header_bytes)?;
        let chunks = payload.div_ceil(CHUNK_BYTES + TAG_BYTES);
        let plaintext = payload.checked_sub(TAG_BYTES * chunks)?;
        // age has no empty last piece, unless it is the only one.
        (chunks == 1 || (chunks > 1 && plaintext > CHUNK_BYTES * (chunks - 1))).then_some(plaintext)
    }
}

#[cfg(test)]
mod tests {
    // A failed unwrap is a failed test.
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn size_classes() {
        let class = |bytes| SizeClass::for_plaintext(bytes).map(SizeClass::bytes);
        for (plaintext, sealed) in [
            (0, 65_536),
            (65_536 - 4096 - 16, 65_536),
            (65_536 - 4096 - 15, 262_144),
            (262_144 - 4096 - 64, 262_144),
            (262_144 - 4096 - 63, 1_048_576),
            (1_048_576, 4_194_304),
            (4_194_304 - 4096 - 1024, 4_194_304),
            (4_194_304 - 4096 - 1023, 8_388_608),
            (268_435_456 - 4096 - 65_536, 268_435_456),
        ] {
            assert_eq!(class(plaintext).unwrap(), sealed, "{plaintext}");
            assert!(SizeClass::is_class(sealed));
        }
        for too_large in [268_435_456 - 4096 - 65_535, u64::MAX] {
            assert!(matches!(
                class(too_large),
                Err(SealError::TooLarge {
                    limit_bytes: LARGEST_SEALED_BYTES
                })
            ));
        }
        for other in [0, 1, 8192, 65_535, 131_072, 6 * MIB, 260 * MIB, u64::MAX] {
            assert!(!SizeClass::is_class(other), "{other}");
        }
    }

    #[test]
    fn payload_lengths_that_do_not_exist() {
        let three = SizeClass(3 * (CHUNK_BYTES + TAG_BYTES));
        assert_eq!(three.plaintext_behind(0), Some(3 * CHUNK_BYTES));
        // What is left for the last piece is its tag and `rest` bytes.
        for rest in 1..=16 {
            let header = CHUNK_BYTES + TAG_BYTES - rest;
            assert_eq!(three.plaintext_behind(header), None, "{rest}");
        }
        assert_eq!(
            three.plaintext_behind(CHUNK_BYTES + TAG_BYTES - 17),
            Some(2 * CHUNK_BYTES + 1)
        );
        assert_eq!(
            three.plaintext_behind(CHUNK_BYTES + TAG_BYTES),
            Some(2 * CHUNK_BYTES)
        );
        assert_eq!(SizeClass(100).plaintext_behind(84), Some(0));
        assert_eq!(SizeClass(100).plaintext_behind(85), None);
        assert_eq!(SizeClass(100).plaintext_behind(100), None);
        assert_eq!(SizeClass(100).plaintext_behind(101), None);
    }
}
