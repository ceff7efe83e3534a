//! Sealing what stays on one machine: records and files under a key that the machine's owner has.
//!
//! XChaCha20-Poly1305. Every record is bound to its place by associated data, so that whoever can
//! write to the disk cannot put one record where another belongs. What this does not prevent is
//! putting back an older copy of the same record.

use std::fmt;
use std::io::{self, Read, Write};

use chacha20poly1305::aead::{Aead, AeadInPlace, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::CryptoRngCore;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

mod stream;

use stream::STREAM_ID_BYTES;
pub use stream::{OpeningReader, SealingWriter};

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

const DERIVE_SALT: &[u8] = b"sealpost/v1/at rest/key";
const MAC_SALT: &[u8] = b"sealpost/v1/at rest/mac";
const STREAM_SALT: &[u8] = b"sealpost/v1/at rest/stream";

/// What is wrong with a record: damaged, another key's, or in another one's place. No one can
/// tell which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("damaged, out of place, or sealed with another key")]
pub struct AtRestError;

/// A key for what stays on one machine; wiped on drop.
#[derive(Clone, ZeroizeOnDrop)]
pub struct AtRestKey([u8; KEY_BYTES]);

impl AtRestKey {
    /// Makes a new one.
    pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
        let mut bytes = [0; KEY_BYTES];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Wraps 32 bytes.
    pub const fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Returns the 32 bytes.
    pub const fn expose(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// Derives the key of one purpose: HKDF-SHA-256 with the label as `info`.
    #[must_use]
    pub fn derive(&self, label: &str) -> Self {
        self.expand(DERIVE_SALT, label.as_bytes())
    }

    /// Computes HMAC-SHA-256 under a key derived for the label: names that only the owner of the
    /// key can compute.
    pub fn mac(&self, label: &str, data: &[u8]) -> [u8; 32] {
        let key = self.expand(MAC_SALT, label.as_bytes());
        <Hmac<Sha256> as Mac>::new_from_slice(&key.0)
            .expect("HMAC takes keys of any length")
            .chain_update(data)
            .finalize()
            .into_bytes()
            .into()
    }

    /// Seals a record: nonce (24 bytes), ciphertext, tag (16 bytes).
    ///
    /// `aad` names the record's place; it is needed for opening and is not stored.
    pub fn seal(&self, rng: &mut impl CryptoRngCore, aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
        // 24 random bytes never repeat, whatever the number of records.
        let mut sealed = vec![0; NONCE_BYTES];
        sealed.reserve_exact(plaintext.len() + TAG_BYTES);
        rng.fill_bytes(&mut sealed);
        sealed.extend_from_slice(plaintext);
        let (nonce, content) = sealed.split_at_mut(NONCE_BYTES);
        let tag = self
            .cipher()
            .encrypt_in_place_detached(XNonce::from_slice(nonce), aad, content)
            .expect("records are shorter than the cipher's limit of 256 GiB");
        sealed.extend_from_slice(&tag);
        sealed
    }

    /// Opens a record.
    ///
    /// # Errors
    ///
    /// [`AtRestError`] if it is damaged or not the one that belongs here.
    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, AtRestError> {
        if sealed.len() < NONCE_BYTES + TAG_BYTES {
            return Err(AtRestError);
        }
        let (nonce, sealed) = sealed.split_at(NONCE_BYTES);
        self.cipher()
            .decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad })
            .map(Zeroizing::new)
            .map_err(|_| AtRestError)
    }

    /// Seals a file of any length while it is written. Call [`SealingWriter::finish`].
    ///
    /// # Errors
    ///
    /// What the inner writer reports.
    pub fn seal_stream<W: Write>(
        &self,
        rng: &mut impl CryptoRngCore,
        aad: &[u8],
        inner: W,
    ) -> io::Result<SealingWriter<W>> {
        let mut id = [0; STREAM_ID_BYTES];
        rng.fill_bytes(&mut id);
        SealingWriter::new(self.stream_cipher(), id, aad, inner)
    }

    /// Opens what [`seal_stream`](Self::seal_stream) sealed, while it is read.
    ///
    /// Each piece is authentic when it comes out, but that nothing is missing after it is certain
    /// only once the reader has said that it is at its end. Damage is
    /// [`io::ErrorKind::InvalidData`].
    ///
    /// # Errors
    ///
    /// What the inner reader reports; a file too short for its beginning is damaged.
    pub fn open_stream<R: Read>(&self, aad: &[u8], inner: R) -> io::Result<OpeningReader<R>> {
        OpeningReader::new(self.stream_cipher(), aad, inner)
    }

    fn expand(&self, salt: &[u8], info: &[u8]) -> Self {
        let mut bytes = [0; KEY_BYTES];
        Hkdf::<Sha256>::new(Some(salt), &self.0)
            .expand(info, &mut bytes)
            .expect("32 bytes are one hash length");
        let key = Self(bytes);
        bytes.zeroize();
        key
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.0).into())
    }

    fn stream_cipher(&self) -> XChaCha20Poly1305 {
        self.expand(STREAM_SALT, b"").cipher()
    }
}

impl fmt::Debug for AtRestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AtRestKey(…)")
    }
}

#[cfg(test)]
mod tests {
    // A failed unwrap is a failed test.
    #![allow(clippy::unwrap_used)]

    use rand_core::OsRng;

    use super::*;

    #[test]
    fn records() {
        let key = AtRestKey::generate(&mut OsRng);
        for length in [0, 1, 1000] {
            let plaintext = vec![7; length];
            let sealed = key.seal(&mut OsRng, b"place", &plaintext);
            assert_eq!(sealed.len(), 24 + length + 16);
            assert_eq!(key.open(b"place", &sealed).unwrap().as_slice(), plaintext);
            assert_eq!(key.open(b"other", &sealed), Err(AtRestError));
            let other = AtRestKey::generate(&mut OsRng);
            assert_eq!(other.open(b"place", &sealed), Err(AtRestError));
            assert_eq!(key.derive("x").open(b"place", &sealed), Err(AtRestError));
            assert_ne!(key.seal(&mut OsRng, b"place", &plaintext), sealed);
        }
    }

    #[test]
    fn damaged_records() {
        let key = AtRestKey::from_bytes([1; 32]);
        let sealed = key.seal(&mut OsRng, b"place", b"content");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(b"place", &changed), Err(AtRestError));
            assert_eq!(key.open(b"place", &sealed[..at]), Err(AtRestError));
        }
    }

    #[test]
    fn a_record_of_another_implementation() {
        // draft-irtf-cfrg-xchacha-03, A.3.1.
        let key: Vec<u8> = (0x80..=0x9f).collect();
        let key = AtRestKey::from_bytes(key.try_into().unwrap());
        let nonce: Vec<u8> = (0x40..=0x57).collect();
        let aad = hex::decode("50515253c0c1c2c3c4c5c6c7").unwrap();
        let sealed = hex::decode(concat!(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb",
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452",
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9",
            "21f9664c97637da9768812f615c68b13b52e",
            "c0875924c1c7987947deafd8780acf49",
        ))
        .unwrap();
        let opened = key.open(&aad, &[nonce, sealed].concat()).unwrap();
        assert!(opened.starts_with(b"Ladies and Gentlemen of the class of '99"));
    }

    #[test]
    fn labels_separate() {
        let key = AtRestKey::from_bytes([1; 32]);
        assert_ne!(key.derive("a").expose(), key.derive("b").expose());
        assert_ne!(key.mac("a", b"x"), key.mac("b", b"x"));
        assert_ne!(key.mac("a", b"x"), key.mac("a", b"y"));
        assert_eq!(key.mac("a", b"x"), key.mac("a", b"x"));
        assert_eq!(format!("{key:?}"), "AtRestKey(…)");
    }
}
