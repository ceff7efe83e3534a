//! Size classes and magic bytes: the little a relay knows about what it carries.
//!
//! They are restated from the protocol (section 1) on purpose, because this package shares no
//! code with the packages that seal and open.

/// With what every binary age file begins.
pub const AGE_MAGIC: &[u8; 22] = b"age-encryption.org/v1\n";

/// The length of a sealed reply, in bytes.
pub const REPLY_BYTES: u64 = 8_192;
/// The slots of one chunk of an edition.
pub const SLOTS_IN_CHUNK: usize = 16;
/// The fewest slots an edition may hold.
pub(crate) const SLOTS_LEAST: usize = 32;
/// The length of one chunk of an edition, in bytes.
pub const CHUNK_BYTES: u64 = REPLY_BYTES * SLOTS_IN_CHUNK as u64;

/// The length of the smallest sealed letter, in bytes.
pub const SMALLEST_LETTER_BYTES: u64 = 65_536;
/// From here on, every multiple of this length is a class.
pub(crate) const LARGE_STEP_BYTES: u64 = 4 << 20;
/// The length of the largest sealed letter, in bytes: 256 MiB.
pub const LARGEST_LETTER_BYTES: u64 = 256 << 20;
/// The shortest age file the form for people without JavaScript takes, in bytes.
pub(crate) const SMALLEST_UPLOAD_BYTES: u64 = 200;

/// Tells whether a length is exactly a size class of a letter, draft or parcel.
pub const fn is_letter_class(bytes: u64) -> bool {
    matches!(bytes, 65_536 | 262_144 | 1_048_576)
        || (bytes >= LARGE_STEP_BYTES
            && bytes <= LARGEST_LETTER_BYTES
            && bytes.is_multiple_of(LARGE_STEP_BYTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_classes_of_the_protocol_are_classes() {
        for good in [
            65_536,
            262_144,
            1 << 20,
            4 << 20,
            8 << 20,
            12 << 20,
            256 << 20,
        ] {
            assert!(is_letter_class(good), "{good}");
        }
        for bad in [
            0,
            1,
            8_192,
            65_535,
            65_537,
            131_072,
            2 << 20,
            5 << 20,
            260 << 20,
        ] {
            assert!(!is_letter_class(bad), "{bad}");
        }
        assert_eq!(CHUNK_BYTES, 131_072);
    }
}
