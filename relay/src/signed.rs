//! Signed documents: minisign signatures, envelopes, and the documents a relay carries.
//!
//! Everything here verifies; nothing signs and nothing decrypts (protocol, section 9).

mod documents;

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use documents::{
    Acknowledged, Acknowledgement, DeskKey, Edition, MAX_LETTERS_ACKNOWLEDGED, MAX_RELEASE_BYTES,
    MAX_RELEASE_FILES, OrganisationFile, OrganisationRelay, ParcelNote, PublicRelease, Reason,
    ReleaseFile,
};

use crate::digest::Id16;

/// The longest document an envelope may hold, in bytes: an edition or an acknowledgement
/// (protocol, sections 9.3 and 9.4).
pub const MAX_DOCUMENT_BYTES: usize = 4 << 20;

/// The longest envelope, in bytes: the document with JSON escapes, and its signature.
pub const MAX_ENVELOPE_BYTES: usize = MAX_DOCUMENT_BYTES * 2 + 8192;

/// What is wrong with a signed document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignedError {
    /// The document is longer than any document of its kind.
    #[error("the document is too long")]
    DocumentTooLong,
    /// The envelope is not the JSON of section 9.
    #[error("the envelope is not JSON with a document and a signature")]
    MalformedEnvelope,
    /// The document is not JSON, lacks a key, or holds one its type does not know.
    #[error("the document does not follow the rules of its type")]
    MalformedDocument,
    /// A public key is not a minisign key.
    #[error("not a minisign public key")]
    MalformedKey,
    /// The signature is not the text of a `.minisig` file.
    #[error("not a minisign signature")]
    MalformedSignature,
    /// The document has a type that does not belong here.
    #[error("the document is of another type")]
    WrongType,
    /// The signature was not made by this key over these bytes.
    #[error("the signature does not verify")]
    WrongSignature,
    /// The document has a major version this program does not know.
    #[error("the document is of a version this program does not know")]
    UnknownVersion,
}

/// A minisign public key: the base64 line of a `.pub` file.
#[derive(Clone)]
pub struct PublicKey {
    line: String,
    key: [u8; 32],
    verifier: minisign_verify::PublicKey,
}

impl PublicKey {
    /// Returns the base64 line, exactly as it was read.
    pub fn as_str(&self) -> &str {
        &self.line
    }

    /// Returns the 32 bytes of the Ed25519 key.
    pub const fn key_bytes(&self) -> &[u8; 32] {
        &self.key
    }

    /// Checks a `.minisig` text over the exact bytes of a document.
    ///
    /// Only prehashed signatures (`ED`) are accepted; the legacy kind is refused.
    pub fn verify(&self, document: &[u8], signature: &str) -> Result<(), SignedError> {
        let signature = minisign_verify::Signature::decode(signature)
            .map_err(|_| SignedError::MalformedSignature)?;
        self.verifier
            .verify(document, &signature, false)
            .map_err(|_| SignedError::WrongSignature)
    }
}

impl FromStr for PublicKey {
    type Err = SignedError;

    fn from_str(line: &str) -> Result<Self, SignedError> {
        let line = line.trim();
        let bytes = STANDARD
            .decode(line)
            .map_err(|_| SignedError::MalformedKey)?;
        // "Ed", 8 bytes of key id, 32 bytes of key. The verifying crate also takes "ED" here;
        // the protocol does not.
        let (Some(b"Ed"), Some(key)) = (bytes.first_chunk(), bytes.last_chunk()) else {
            return Err(SignedError::MalformedKey);
        };
        if bytes.len() != 42 {
            return Err(SignedError::MalformedKey);
        }
        let verifier =
            minisign_verify::PublicKey::from_base64(line).map_err(|_| SignedError::MalformedKey)?;
        Ok(Self {
            line: line.to_owned(),
            key: *key,
            verifier,
        })
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.line)
    }
}

impl PartialEq for PublicKey {
    /// Two lines name the same key when the 32 bytes agree, whatever the key id says.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for PublicKey {}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.line)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A signed document as it travels over HTTP: its exact text, and the text of its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The exact text of the document: what the signature is over.
    pub document: String,
    /// The text of the `.minisig` file.
    pub signature: String,
}

impl Envelope {
    /// Reads an envelope from JSON, and refuses one that is too long.
    pub fn from_json(bytes: &[u8]) -> Result<Self, SignedError> {
        if bytes.len() > MAX_ENVELOPE_BYTES {
            return Err(SignedError::DocumentTooLong);
        }
        let envelope: Self =
            serde_json::from_slice(bytes).map_err(|_| SignedError::MalformedEnvelope)?;
        if envelope.document.len() > MAX_DOCUMENT_BYTES {
            return Err(SignedError::DocumentTooLong);
        }
        Ok(envelope)
    }

    /// Writes the envelope as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("two strings always become JSON")
    }

    /// Begins a signed upload: four bytes of length and the envelope. The blobs follow.
    pub fn upload_head(&self) -> Vec<u8> {
        let json = self.to_json();
        let length = u32::try_from(json.len()).expect("an envelope is a few MiB at most");
        let mut head = Vec::with_capacity(4 + json.len());
        head.extend_from_slice(&length.to_be_bytes());
        head.extend_from_slice(&json);
        head
    }

    /// Checks the signature with one key.
    pub fn verify(&self, key: &PublicKey) -> Result<(), SignedError> {
        key.verify(self.document.as_bytes(), &self.signature)
    }
}

/// The kinds of signed documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum DocumentType {
    /// The organisation file, signed by root.
    #[serde(rename = "sealpost-organisation")]
    Organisation,
    /// The public release, signed by root.
    #[serde(rename = "sealpost-public")]
    Public,
    /// A lane's edition, signed by its desk.
    #[serde(rename = "sealpost-edition")]
    Edition,
    /// A list of letters a desk holds, signed by that desk.
    #[serde(rename = "sealpost-acknowledgement")]
    Acknowledgement,
    /// A note that goes with a parcel, signed by a desk.
    #[serde(rename = "sealpost-parcel")]
    Parcel,
}

/// The four keys with which every signed document begins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Opening {
    /// What kind of document this is.
    #[serde(rename = "type")]
    pub kind: DocumentType,
    /// The major version: 1.
    pub version: u64,
    /// The organisation that signs.
    pub organisation: Id16,
    /// From 1, rising; a lower number than one accepted before is refused.
    pub number: u64,
}

impl Opening {
    /// Reads the four keys of any signed document. Says nothing about the rest of it, nor
    /// about its signature.
    pub fn read(document: &[u8]) -> Result<Self, SignedError> {
        let opening: Self =
            serde_json::from_slice(document).map_err(|_| SignedError::MalformedDocument)?;
        if opening.version != 1 {
            return Err(SignedError::UnknownVersion);
        }
        // 2^53 - 1: the largest integer that every JSON reader keeps exactly.
        if opening.number == 0 || opening.number > (1 << 53) - 1 {
            return Err(SignedError::MalformedDocument);
        }
        Ok(opening)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::io::Cursor;

    use super::*;

    fn key_pair() -> (minisign::KeyPair, PublicKey) {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        let line = pair.pk.to_base64();
        (pair, line.parse().unwrap())
    }

    fn sign(pair: &minisign::KeyPair, document: &str) -> Envelope {
        let signature =
            minisign::sign(Some(&pair.pk), &pair.sk, Cursor::new(document), None, None).unwrap();
        Envelope {
            document: document.to_owned(),
            signature: signature.into_string(),
        }
    }

    #[test]
    fn a_signature_holds_for_its_bytes_and_its_key_only() {
        let (pair, key) = key_pair();
        let envelope = sign(&pair, "{\"a\": 1}");
        assert_eq!(envelope.verify(&key), Ok(()));
        let mut changed = envelope.clone();
        changed.document.push(' ');
        assert_eq!(changed.verify(&key), Err(SignedError::WrongSignature));
        assert_eq!(
            envelope.verify(&key_pair().1),
            Err(SignedError::WrongSignature)
        );
        let read = Envelope::from_json(&envelope.to_json()).unwrap();
        assert_eq!(read, envelope);
        assert_eq!(&envelope.upload_head()[4..], envelope.to_json());
    }

    #[test]
    fn hostile_keys_and_signatures_are_refused_without_panic() {
        for text in ["", "AAAA", "RWQ", "not base64 at all", &"A".repeat(4000)] {
            assert!(text.parse::<PublicKey>().is_err());
        }
        let (_, key) = key_pair();
        for text in ["", "\n\n\n", "a\nb\nc\nd", "trusted comment: x"] {
            assert_eq!(key.verify(b"x", text), Err(SignedError::MalformedSignature));
        }
    }

    #[test]
    fn the_opening_is_strict_about_version_and_number() {
        let document = |version: &str, number: &str| {
            format!(
                "{{\"type\":\"sealpost-edition\",\"version\":{version},\
                 \"organisation\":\"00112233445566778899aabbccddeeff\",\"number\":{number},\"more\":1}}"
            )
        };
        assert_eq!(
            Opening::read(document("1", "7").as_bytes()).unwrap().number,
            7
        );
        assert_eq!(
            Opening::read(document("2", "7").as_bytes()),
            Err(SignedError::UnknownVersion)
        );
        for number in ["0", "-1", "1.5", "9007199254740992", "\"1\""] {
            assert_eq!(
                Opening::read(document("1", number).as_bytes()),
                Err(SignedError::MalformedDocument)
            );
        }
    }
}
