//! What every signed document has in common (protocol 9).

mod canonical;
mod json;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use crate::{OrganisationId, SigningKey, VerifyingKey};

pub(crate) use canonical::canonical_json;
pub(crate) use json::{MAX_INTEGER, check_value, read_value};

/// Longest description of a fault, in characters.
const MAX_WHAT_CHARS: usize = 200;

/// What travels under the key `x` of a JSON record: kept, and read by no one here.
pub type JsonExtension = BTreeMap<String, Value>;

/// Why a document was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentError {
    /// A key, a field or a list breaks the protocol.
    #[error("the document breaks the protocol: {what}")]
    Malformed {
        /// What is wrong, and where; never the content of a slot or a letter.
        what: String,
    },
    /// Not JSON, or JSON with a key twice, a fraction, too many values, or nested too deep.
    #[error("not a JSON document in the allowed form")]
    NotJson,
    /// Signed for another organisation.
    #[error("the document is from another organisation")]
    OtherOrganisation,
    /// The signature is missing, damaged, or by another key.
    #[error("the signature does not verify")]
    Signature,
    /// Larger than such a document may be.
    #[error("larger than the {limit_bytes} bytes allowed")]
    TooLarge {
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// The organisation file lists no desk for this lane.
    #[error("the organisation has no desk in lane {lane}")]
    UnknownDesk {
        /// The lane in the document.
        lane: u8,
    },
    /// A newer major version.
    #[error("made by a newer version ({version}) of Sealpost")]
    UnknownVersion {
        /// The version found.
        version: u64,
    },
    /// Another kind of document.
    #[error("not the kind of document that belongs here")]
    WrongType,
}

impl DocumentError {
    /// Says what can be done about it.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotJson | Self::Malformed { .. } => {
                Some("fetch it again; if that does not help, tell the organisation")
            }
            Self::Signature | Self::OtherOrganisation => {
                Some("it may be forged: compare the fingerprint with a printed one")
            }
            Self::UnknownVersion { .. } => Some("update Sealpost"),
            Self::UnknownDesk { .. } => Some("fetch the newest organisation file"),
            Self::TooLarge { .. } | Self::WrongType => None,
        }
    }
}

/// What is wrong may repeat a document that nobody has signed yet: it is kept short, and without
/// what could steer a terminal or turn the direction of text.
pub(crate) fn malformed(what: impl AsRef<str>) -> DocumentError {
    let what = what.as_ref();
    let is_plain = |c: &char| {
        !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut plain: String = what.chars().filter(is_plain).take(MAX_WHAT_CHARS).collect();
    if what.len() > plain.len() {
        plain.push('…');
    }
    DocumentError::Malformed { what: plain }
}

/// The kinds of signed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentType {
    /// Lists of letters that are safe at a desk (protocol 9.4).
    Acknowledgement,
    /// A lane's waiting replies (protocol 9.3).
    Edition,
    /// Names, keys, programmes and forms (protocol 9.1).
    Organisation,
    /// A parcel and how long it is kept (protocol 9.5).
    Parcel,
    /// The public files (protocol 9.2).
    Public,
}

impl DocumentType {
    /// Returns the value of the key `type`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Acknowledgement => "sealpost-acknowledgement",
            Self::Edition => "sealpost-edition",
            Self::Organisation => "sealpost-organisation",
            Self::Parcel => "sealpost-parcel",
            Self::Public => "sealpost-public",
        }
    }
}

/// A signed document as it travels over HTTP: its exact text and the text of its `.minisig` file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The exact text of the document.
    pub document: String,
    /// The text of the `.minisig` file.
    pub signature: String,
}

impl Envelope {
    /// Most bytes of an envelope.
    pub const MAX_BYTES: usize = 16 << 20;

    /// Reads an envelope.
    ///
    /// # Errors
    ///
    /// [`DocumentError::TooLarge`], [`DocumentError::NotJson`] or [`DocumentError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(DocumentError::TooLarge {
                limit_bytes: Self::MAX_BYTES,
            });
        }
        // Not by way of a value: millions of empty lists would take twenty times their length.
        if bytes.trim_ascii_start().first() != Some(&b'{') {
            return Err(malformed("not an envelope"));
        }
        serde_json::from_slice(bytes).map_err(|error| match error.classify() {
            Category::Data => malformed("not an envelope"),
            _ => DocumentError::NotJson,
        })
    }

    /// Writes the envelope as JSON.
    pub fn to_json_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("two texts always serialize")
    }
}

/// A document as it was signed: what is written to a stick or uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The exact bytes of the document.
    pub bytes: Vec<u8>,
    /// The text of the `.minisig` file.
    pub minisig: String,
}

impl Signed {
    /// Returns the same as an envelope.
    pub fn envelope(&self) -> Envelope {
        Envelope {
            document: String::from_utf8(self.bytes.clone()).expect("JSON is UTF-8"),
            signature: self.minisig.clone(),
        }
    }
}

/// Reads a document up to its body: the type, the version and the number are right.
pub(crate) fn open(
    bytes: &[u8],
    expected: DocumentType,
    limit_bytes: usize,
) -> Result<Value, DocumentError> {
    let mut value = read_value(bytes, limit_bytes)?;
    let record = value.as_object_mut().ok_or(DocumentError::WrongType)?;
    if record.remove("type") != Some(Value::from(expected.tag())) {
        return Err(DocumentError::WrongType);
    }
    match record.remove("version").as_ref().and_then(Value::as_u64) {
        Some(1) => {}
        Some(version) if version > 1 => return Err(DocumentError::UnknownVersion { version }),
        _ => return Err(malformed("version")),
    }
    match record.get("number").and_then(Value::as_u64) {
        Some(1..=MAX_INTEGER) => Ok(value),
        _ => Err(malformed("number")),
    }
}

/// Reads the body of an opened document.
///
/// What serde says about a fault may repeat the document, so it is dropped.
pub(crate) fn body<T: DeserializeOwned>(value: Value) -> Result<T, DocumentError> {
    serde_json::from_value(value)
        .map_err(|_| malformed("a field is missing, unknown or of the wrong kind"))
}

#[derive(Serialize)]
struct Headed<'a, T> {
    r#type: &'static str,
    version: u8,
    /// Begins with `organisation` and `number`.
    #[serde(flatten)]
    body: &'a T,
}

/// Refuses a number that a reader would refuse.
pub(crate) fn check_number(number: u64) -> Result<(), DocumentError> {
    match number {
        1..=MAX_INTEGER => Ok(()),
        _ => Err(malformed("number")),
    }
}

/// Writes a document: one line of JSON that begins with the four keys, and a line feed.
pub(crate) fn write<T: Serialize>(document_type: DocumentType, body: &T) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(&Headed {
        r#type: document_type.tag(),
        version: 1,
        body,
    })
    .expect("documents have text keys and no value that can fail");
    bytes.push(b'\n');
    bytes
}

/// Signs a written document.
pub(crate) fn sign(
    document_type: DocumentType,
    organisation: OrganisationId,
    number: u64,
    bytes: Vec<u8>,
    key: &SigningKey,
) -> Signed {
    let comment = format!("sealpost {} {organisation} {number}", document_type.tag());
    let minisig = key.sign_document(&bytes, &comment);
    Signed { bytes, minisig }
}

/// Verifies a signature; why it fails is nobody's business but the forger's.
pub(crate) fn verify(bytes: &[u8], minisig: &str, key: &VerifyingKey) -> Result<(), DocumentError> {
    key.verify_document(bytes, minisig)
        .map_err(|_| DocumentError::Signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "00000000000000000000000000000001";

    fn opened(text: &str) -> Result<Value, DocumentError> {
        open(text.as_bytes(), DocumentType::Edition, 1000)
    }

    #[test]
    fn the_four_keys() {
        let good = format!(
            r#"{{"type":"sealpost-edition","version":1,"organisation":"{ID}","number":1}}"#
        );
        assert!(opened(&good).is_ok());
        for (from, to, error) in [
            ("edition", "public", DocumentError::WrongType),
            ("\"version\":1,", "", malformed("version")),
            ("\"version\":1", "\"version\":0", malformed("version")),
            ("\"version\":1", "\"version\":\"1\"", malformed("version")),
            (
                "\"version\":1",
                "\"version\":2",
                DocumentError::UnknownVersion { version: 2 },
            ),
            ("\"number\":1", "\"number\":0", malformed("number")),
            ("\"number\":1", "\"number\":-1", malformed("number")),
            ("\"number\":1", "\"number\":1.0", DocumentError::NotJson),
            (
                "\"number\":1",
                "\"number\":9007199254740992",
                DocumentError::NotJson,
            ),
        ] {
            let bad = good.replace(from, to);
            assert_ne!(bad, good);
            assert_eq!(opened(&bad), Err(error), "{bad}");
        }
        assert_eq!(opened("[]"), Err(DocumentError::WrongType));
        assert_eq!(
            opened(&" ".repeat(1001)),
            Err(DocumentError::TooLarge { limit_bytes: 1000 })
        );
    }

    #[test]
    fn written_documents_begin_with_the_four_keys() {
        #[derive(Serialize)]
        struct Body {
            organisation: OrganisationId,
            number: u64,
            a: u8,
        }
        let bytes = write(
            DocumentType::Edition,
            &Body {
                organisation: ID.parse().expect("an id"),
                number: 7,
                a: 1,
            },
        );
        assert_eq!(
            String::from_utf8(bytes).expect("JSON is text"),
            format!(
                "{{\"type\":\"sealpost-edition\",\"version\":1,\"organisation\":\"{ID}\",\"number\":7,\"a\":1}}\n"
            )
        );
    }

    #[test]
    fn faults_are_told_in_few_plain_words() {
        let what = |error| match error {
            DocumentError::Malformed { what } => what,
            other => panic!("{other}"),
        };
        assert_eq!(what(malformed("number")), "number");
        assert_eq!(what(malformed("a\u{1b}[2Jb\u{202e}c")), "a[2Jbc…");
        assert_eq!(what(malformed("é".repeat(5_000))).chars().count(), 201);
    }

    #[test]
    fn envelopes() {
        let envelope = Envelope {
            document: "{\"é\":\"\n\"}".to_owned(),
            signature: "s".to_owned(),
        };
        assert_eq!(Envelope::parse(&envelope.to_json_bytes()), Ok(envelope));
        for bad in [
            "{}",
            "{\"document\":\"\"}",
            "{\"document\":\"\",\"signature\":\"\",\"more\":1}",
            "{\"document\":\"\",\"document\":\"\",\"signature\":\"\"}",
            "\"\"",
            "[\"\",\"\"]",
            "{\"document\":\"\",\"signature\":\"\"} 1",
        ] {
            assert!(Envelope::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
