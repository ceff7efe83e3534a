//! What a desk tells relays: which letters are safe, how long a parcel is kept (protocol 9.4, 9.5).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::{self, DocumentError, DocumentType, JsonExtension, Signed, malformed};
use crate::{Digest, Organisation, OrganisationId, RelayId, SigningKey, calendar};

const MAX_BYTES: usize = 4 << 20;
const MAX_LETTERS: usize = 10_000;
const MAX_RELAYS: usize = 32;
const MAX_LANE: u8 = 15;

/// Letters that a desk holds, so that relays may delete them in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// Whose desk.
    pub organisation: OrganisationId,
    /// Rises with every acknowledgement of the lane.
    pub number: u64,
    /// The desk's lane, 0 to 15.
    pub lane: u8,
    /// The relays it is meant for.
    pub relays: Vec<RelayId>,
    /// The letters, at most 10 000.
    pub letters: Vec<AcknowledgedLetter>,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

/// One letter in an acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgedLetter {
    /// SHA-256 of the sealed letter.
    pub sha256: Digest,
    /// What became of it.
    pub reason: Reason,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Opened, and safe in two places: deleted after 30 days.
    Imported,
    /// No desk can open it: deleted after 90 days.
    SetAside,
}

/// How long a relay keeps a parcel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParcelNote {
    /// Whose parcel.
    pub organisation: OrganisationId,
    /// Rises with every note of the lane.
    pub number: u64,
    /// The desk's lane, 0 to 15.
    pub lane: u8,
    /// SHA-256 of the sealed parcel.
    pub sha256: Digest,
    /// Length of the sealed parcel in bytes.
    pub length: u64,
    /// The last day on which it is served.
    #[serde(with = "calendar::day")]
    pub expires: Date,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

impl Acknowledgement {
    /// Reads an acknowledgement without looking at its signature.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`] but those of signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let value = document::open(bytes, DocumentType::Acknowledgement, MAX_BYTES)?;
        let acknowledgement: Self = document::body(value)?;
        acknowledgement.validate()?;
        Ok(acknowledgement)
    }

    /// Reads an acknowledgement signed by the desk of its lane.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`].
    pub fn verify(
        bytes: &[u8],
        minisig: &str,
        organisation: &Organisation,
    ) -> Result<Self, DocumentError> {
        let read = Self::parse(bytes)?;
        verify_desk(bytes, minisig, organisation, read.organisation, read.lane)?;
        Ok(read)
    }

    /// Signs it with the key of its lane's desk.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Malformed`] if a reader would refuse it.
    pub fn sign(&self, desk: &SigningKey) -> Result<Signed, DocumentError> {
        self.validate()?;
        let document_type = DocumentType::Acknowledgement;
        let bytes = document::write(document_type, self);
        Ok(document::sign(
            document_type,
            self.organisation,
            self.number,
            bytes,
            desk,
        ))
    }

    fn validate(&self) -> Result<(), DocumentError> {
        check_head(self.number, self.lane)?;
        if self.relays.len() > MAX_RELAYS || self.letters.len() > MAX_LETTERS {
            return Err(malformed("too many relays or letters"));
        }
        let mut seen = BTreeSet::new();
        if !self.letters.iter().all(|letter| seen.insert(letter.sha256)) {
            return Err(malformed("a letter occurs twice"));
        }
        Ok(())
    }
}

impl ParcelNote {
    /// Reads a note without looking at its signature.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`] but those of signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let value = document::open(bytes, DocumentType::Parcel, MAX_BYTES)?;
        let note: Self = document::body(value)?;
        note.validate()?;
        Ok(note)
    }

    /// Reads a note signed by the desk of its lane.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`].
    pub fn verify(
        bytes: &[u8],
        minisig: &str,
        organisation: &Organisation,
    ) -> Result<Self, DocumentError> {
        let read = Self::parse(bytes)?;
        verify_desk(bytes, minisig, organisation, read.organisation, read.lane)?;
        Ok(read)
    }

    /// Signs it with the key of its lane's desk.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Malformed`] if a reader would refuse it.
    pub fn sign(&self, desk: &SigningKey) -> Result<Signed, DocumentError> {
        self.validate()?;
        let document_type = DocumentType::Parcel;
        let bytes = document::write(document_type, self);
        Ok(document::sign(
            document_type,
            self.organisation,
            self.number,
            bytes,
            desk,
        ))
    }

    fn validate(&self) -> Result<(), DocumentError> {
        check_head(self.number, self.lane)?;
        // A reader takes no integer above 2^53 − 1, and no parcel is anywhere near that long.
        document::check_number(self.length).map_err(|_| malformed("length"))
    }
}

fn check_head(number: u64, lane: u8) -> Result<(), DocumentError> {
    document::check_number(number)?;
    if lane > MAX_LANE {
        return Err(malformed("a lane above 15"));
    }
    Ok(())
}

fn verify_desk(
    bytes: &[u8],
    minisig: &str,
    organisation: &Organisation,
    id: OrganisationId,
    lane: u8,
) -> Result<(), DocumentError> {
    if id != organisation.id {
        return Err(DocumentError::OtherOrganisation);
    }
    let key = organisation
        .desk(lane)
        .ok_or(DocumentError::UnknownDesk { lane })?;
    document::verify(bytes, minisig, key)
}
