//! Signatures in minisign's format, so that `minisign -V` can check what Sealpost signs
//! (protocol 9).
//!
//! Only the prehashed kind, `ED`: Ed25519 over BLAKE2b-512 of the document. The legacy kind signs
//! the document itself, and whoever can make someone sign 64 bytes of their choice that way has a
//! signature of the other kind.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use blake2::{Blake2b512, Digest};
use ed25519_dalek::{Signature, Signer};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::id::KeyId;

const KEY_ALGORITHM: &[u8; 2] = b"Ed";
const PREHASHED: &[u8; 2] = b"ED";
const KEY_LINE_BYTES: usize = 2 + KeyId::BYTES + 32;
const SIGNATURE_LINE_BYTES: usize = 2 + KeyId::BYTES + 64;
const UNTRUSTED: &str = "untrusted comment: ";
const TRUSTED: &str = "trusted comment: ";

/// Longest `.minisig` or `.pub` text that is read: two lines of base64 and two short comments.
const TEXT_MAX_BYTES: usize = 4096;
/// Longest trusted comment that is written, in bytes.
const COMMENT_MAX_BYTES: usize = 1024;

/// Why a signature or a key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The document is not what was signed, or the signature is forged.
    #[error("the signature does not fit the document")]
    Invalid,
    /// minisign's old kind, which Sealpost never makes.
    #[error("a signature of minisign's old kind, without prehashing")]
    Legacy,
    /// Not minisign's format.
    #[error("not a minisign key or signature")]
    Malformed,
    /// Made with another key.
    #[error("signed with another key")]
    OtherKey,
    /// A public key for which anyone can make signatures.
    #[error("a public key that must not be used")]
    WeakKey,
}

/// What signs; wiped on drop.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// Makes a new one.
    pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self::from_seed(&seed)
    }

    /// Makes the key of a seed (RFC 8032, "private key").
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Returns the seed.
    pub fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Returns the public half.
    pub fn public(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// Signs a document and returns the text of its `.minisig` file.
    ///
    /// The trusted comment is signed too. Control characters are left out of it: a line break
    /// would forge the rest of the file. It is cut after 1024 bytes.
    pub fn sign_document(&self, document: &[u8], trusted_comment: &str) -> String {
        let mut comment = String::new();
        for character in trusted_comment.chars().filter(|c| !c.is_control()) {
            if comment.len() + character.len_utf8() > COMMENT_MAX_BYTES {
                break;
            }
            comment.push(character);
        }
        let comment = comment.trim_end();
        let signature = self.0.sign(&Blake2b512::digest(document)).to_bytes();
        let mut signed = signature.to_vec();
        signed.extend_from_slice(comment.as_bytes());
        let global = self.0.sign(&signed).to_bytes();

        let mut line = Vec::with_capacity(SIGNATURE_LINE_BYTES);
        line.extend_from_slice(PREHASHED);
        line.extend_from_slice(self.public().key_id().as_bytes());
        line.extend_from_slice(&signature);
        format!(
            "{UNTRUSTED}minisign signature made by Sealpost\n{}\n{TRUSTED}{comment}\n{}\n",
            BASE64_STANDARD.encode(line),
            BASE64_STANDARD.encode(global),
        )
    }

    /// Signs bytes with plain Ed25519 (RFC 8032).
    pub fn sign_raw(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// What checks signatures. As text, minisign's base64 line.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// Reads the 32 bytes of an Ed25519 public key.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Malformed`] if they are no point of the curve;
    /// [`SignatureError::WeakKey`] if the point is of low order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, SignatureError> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes)
            .map_err(|_| SignatureError::Malformed)?;
        // A second encoding of the same point would be the same key with another fingerprint.
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(SignatureError::Malformed);
        }
        if key.is_weak() {
            return Err(SignatureError::WeakKey);
        }
        Ok(Self(key))
    }

    /// Returns the 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Returns the id that names it in signatures: the first 8 bytes of its SHA-256.
    pub fn key_id(&self) -> KeyId {
        let hash = Sha256::digest(self.as_bytes());
        let mut id = [0; KeyId::BYTES];
        id.copy_from_slice(&hash[..KeyId::BYTES]);
        KeyId::from_bytes(id)
    }

    /// Reads the two lines of a `.pub` file, or the second alone.
    ///
    /// # Errors
    ///
    /// As for the line.
    pub fn from_pub_file(text: &str) -> Result<Self, SignatureError> {
        let mut lines = bounded_lines(text)?;
        match (lines.next(), lines.next(), lines.next()) {
            (Some(line), None, None) => line.parse(),
            (Some(comment), Some(line), None) if comment.starts_with("untrusted comment:") => {
                line.parse()
            }
            _ => Err(SignatureError::Malformed),
        }
    }

    /// Writes the `.pub` file for `minisign -V -p`.
    pub fn to_pub_file(&self) -> String {
        // minisign shows the id as a little-endian number.
        let number = u64::from_le_bytes(*self.key_id().as_bytes());
        format!("{UNTRUSTED}minisign public key {number:016X}\n{self}\n")
    }

    /// Checks the `.minisig` file of a document.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] if anything about it is not right, the trusted comment included.
    pub fn verify_document(&self, document: &[u8], minisig: &str) -> Result<(), SignatureError> {
        let mut lines = bounded_lines(minisig)?;
        let mut line = || lines.next().ok_or(SignatureError::Malformed);
        let untrusted = line()?;
        let signature_line: [u8; SIGNATURE_LINE_BYTES] = decode_base64(line()?)?;
        let comment = line()?
            .strip_prefix(TRUSTED)
            .ok_or(SignatureError::Malformed)?;
        let global: [u8; 64] = decode_base64(line()?)?;
        // minisign's own comments hold tabs.
        let control = |text: &str| text.chars().any(|c| c.is_control() && c != '\t');
        if lines.next().is_some()
            || !untrusted.starts_with(UNTRUSTED)
            || control(untrusted)
            || control(comment)
        {
            return Err(SignatureError::Malformed);
        }

        let (algorithm, rest) = signature_line.split_at(2);
        let (key_id, signature) = rest.split_at(KeyId::BYTES);
        if algorithm == KEY_ALGORITHM {
            return Err(SignatureError::Legacy);
        }
        if algorithm != PREHASHED {
            return Err(SignatureError::Malformed);
        }
        if key_id != self.key_id().as_bytes() {
            return Err(SignatureError::OtherKey);
        }
        let mut raw = [0; 64];
        raw.copy_from_slice(signature);
        self.verify_raw(&Blake2b512::digest(document), &raw)?;
        let mut signed = raw.to_vec();
        signed.extend_from_slice(comment.as_bytes());
        self.verify_raw(&signed, &global)
    }

    /// Checks a plain Ed25519 signature.
    ///
    /// Strictly: no component of small order, so that one signature fits one message.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Invalid`] if it does not fit.
    pub fn verify_raw(&self, message: &[u8], signature: &[u8; 64]) -> Result<(), SignatureError> {
        self.0
            .verify_strict(message, &Signature::from_bytes(signature))
            .map_err(|_| SignatureError::Invalid)
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = [0; KEY_LINE_BYTES];
        line[..2].copy_from_slice(KEY_ALGORITHM);
        line[2..2 + KeyId::BYTES].copy_from_slice(self.key_id().as_bytes());
        line[2 + KeyId::BYTES..].copy_from_slice(self.as_bytes());
        f.write_str(&BASE64_STANDARD.encode(line))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({})", self.key_id())
    }
}

impl FromStr for VerifyingKey {
    type Err = SignatureError;

    /// Reads minisign's base64 line.
    fn from_str(text: &str) -> Result<Self, SignatureError> {
        let line: [u8; KEY_LINE_BYTES] = decode_base64(text)?;
        let (algorithm, rest) = line.split_at(2);
        let (key_id, bytes) = rest.split_at(KeyId::BYTES);
        if algorithm != KEY_ALGORITHM {
            return Err(SignatureError::Malformed);
        }
        let mut raw = [0; 32];
        raw.copy_from_slice(bytes);
        let key = Self::from_bytes(&raw)?;
        // One key, one line: ours are not random as minisign's own are.
        if key_id != key.key_id().as_bytes() {
            return Err(SignatureError::Malformed);
        }
        Ok(key)
    }
}

impl Serialize for VerifyingKey {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifyingKey {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

/// Lines of a short text, with either kind of line end.
fn bounded_lines(text: &str) -> Result<std::str::Lines<'_>, SignatureError> {
    if text.len() > TEXT_MAX_BYTES {
        return Err(SignatureError::Malformed);
    }
    Ok(text.lines())
}

fn decode_base64<const N: usize>(text: &str) -> Result<[u8; N], SignatureError> {
    if text.len() != N.div_ceil(3) * 4 {
        return Err(SignatureError::Malformed);
    }
    BASE64_STANDARD
        .decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(SignatureError::Malformed)
}

#[cfg(test)]
mod tests {
    // A failed unwrap is a failed test.
    #![allow(clippy::unwrap_used)]

    use serde_json::Value;

    use super::*;
    use crate::fingerprint::Fingerprint;

    struct Vector {
        key: SigningKey,
        document: Vec<u8>,
        value: Value,
    }

    impl Vector {
        fn text(&self, name: &str) -> &str {
            self.value[name].as_str().unwrap()
        }
    }

    fn vectors() -> Vec<Vector> {
        let values: Vec<Value> =
            serde_json::from_str(include_str!("../../tests/vectors/minisign.json")).unwrap();
        values
            .into_iter()
            .map(|value| {
                let seed = hex::decode(value["seed"].as_str().unwrap()).unwrap();
                Vector {
                    key: SigningKey::from_seed(&seed.try_into().unwrap()),
                    document: BASE64_STANDARD
                        .decode(value["document"].as_str().unwrap())
                        .unwrap(),
                    value,
                }
            })
            .collect()
    }

    #[test]
    fn what_minisign_signs_is_what_we_sign() {
        for vector in vectors() {
            let key = vector.key.public();
            assert_eq!(key.to_string(), vector.text("public"));
            assert_eq!(vector.text("public").parse(), Ok(key));
            let theirs = vector.text("signature");
            assert_eq!(key.verify_document(&vector.document, theirs), Ok(()));
            let ours = vector
                .key
                .sign_document(&vector.document, vector.text("comment"));
            assert_eq!(key.verify_document(&vector.document, &ours), Ok(()));
            // Ed25519 is deterministic; only the untrusted comment differs.
            assert!(ours.lines().skip(1).eq(theirs.lines().skip(1)));
            let numbers = Fingerprint::of(&key).numbers();
            let bits: String = numbers
                .iter()
                .map(|number| format!("{:011b}", number.parse::<u16>().unwrap()))
                .collect();
            let bytes: String = (0..11)
                .map(|at| u8::from_str_radix(&bits[8 * at..8 * at + 8], 2).unwrap())
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(bytes, vector.text("fingerprint"));
        }
    }

    #[test]
    fn the_old_kind_is_refused() {
        for vector in vectors() {
            assert_eq!(
                vector
                    .key
                    .public()
                    .verify_document(&vector.document, vector.text("legacy")),
                Err(SignatureError::Legacy)
            );
        }
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let key = SigningKey::from_seed(&[3; 32]);
        let public = key.public();
        let signature = key.sign_document(b"document", "a trusted comment");
        let trusted_from = signature.find('\n').unwrap();
        for at in 0..signature.len() {
            for to in [b'A', b'\n', 0xff, signature.as_bytes()[at] ^ 1] {
                let mut changed = signature.clone().into_bytes();
                if changed[at] == to {
                    continue;
                }
                changed[at] = to;
                let Ok(changed) = String::from_utf8(changed) else {
                    continue;
                };
                let result = public.verify_document(b"document", &changed);
                // The first line is a comment that nobody signed, and the last line end may go.
                if at > trusted_from && at < signature.len() - 1 {
                    assert!(result.is_err(), "byte {at} to {to}");
                }
            }
        }
        for length in 0..signature.len() - 1 {
            assert!(
                public
                    .verify_document(b"document", &signature[..length])
                    .is_err(),
                "{length}"
            );
        }
        assert_eq!(
            public.verify_document(b"documens", &signature),
            Err(SignatureError::Invalid)
        );
        assert_eq!(
            SigningKey::from_seed(&[4; 32])
                .public()
                .verify_document(b"document", &signature),
            Err(SignatureError::OtherKey)
        );
        let more = format!("{signature}more\n");
        assert_eq!(
            public.verify_document(b"document", &more),
            Err(SignatureError::Malformed)
        );
        let long = format!("untrusted comment: {}\n", "x".repeat(5000));
        assert_eq!(
            public.verify_document(b"document", &long),
            Err(SignatureError::Malformed)
        );
        let windows = signature.replace('\n', "\r\n");
        assert_eq!(public.verify_document(b"document", &windows), Ok(()));
    }

    #[test]
    fn comments_cannot_forge_lines() {
        let key = SigningKey::from_seed(&[3; 32]);
        for comment in [
            "",
            "a\nb",
            "a\r\ntrusted comment: b",
            &"好".repeat(1000),
            "end ",
        ] {
            let signature = key.sign_document(b"document", comment);
            assert_eq!(signature.lines().count(), 4);
            assert_eq!(
                key.public().verify_document(b"document", &signature),
                Ok(())
            );
        }
    }

    #[test]
    fn public_keys() {
        let key = SigningKey::from_seed(&[3; 32]).public();
        assert_eq!(VerifyingKey::from_pub_file(&key.to_pub_file()), Ok(key));
        assert_eq!(VerifyingKey::from_pub_file(&key.to_string()), Ok(key));
        assert!(VerifyingKey::from_pub_file("").is_err());
        assert!(VerifyingKey::from_pub_file(&format!("x\n{key}\n")).is_err());
        let json = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<VerifyingKey>(&json).unwrap(), key);

        let mut line = BASE64_STANDARD.decode(key.to_string()).unwrap();
        line[3] ^= 1;
        assert_eq!(
            BASE64_STANDARD.encode(&line).parse::<VerifyingKey>(),
            Err(SignatureError::Malformed)
        );
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(
            VerifyingKey::from_bytes(&identity),
            Err(SignatureError::WeakKey)
        );
        // y = 1 again, written as p + 1.
        let mut unreduced = [0xff; 32];
        unreduced[0] = 0xee;
        unreduced[31] = 0x7f;
        assert!(VerifyingKey::from_bytes(&unreduced).is_err());
        assert!(VerifyingKey::from_bytes(&[0xff; 32]).is_err());
    }

    #[test]
    fn raw_signatures() {
        let key = SigningKey::from_seed(&[3; 32]);
        let signature = key.sign_raw(b"event");
        assert_eq!(key.public().verify_raw(b"event", &signature), Ok(()));
        assert!(key.public().verify_raw(b"events", &signature).is_err());
        for bit in 0..512 {
            let mut wrong = signature;
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert!(key.public().verify_raw(b"event", &wrong).is_err());
        }
        assert_eq!(format!("{key:?}"), "SigningKey(…)");
    }
}
