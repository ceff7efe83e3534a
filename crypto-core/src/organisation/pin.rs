//! What a client remembers of the organisation it trusts.

use serde::{Deserialize, Serialize};

use super::Organisation;
use crate::document::DocumentError;
use crate::{Digest, Fingerprint, OrganisationId, VerifyingKey};

/// Which organisation file was accepted last.
///
/// It is what stands between a person and a relay that serves another organisation's file, or an
/// old one whose keys have been stolen since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Whose file.
    pub organisation: OrganisationId,
    /// Who must sign the next one.
    pub root: VerifyingKey,
    /// Its number.
    pub number: u64,
    /// Hash of the key that may take the root's place.
    #[serde(default)]
    pub next_root: Option<Digest>,
    /// SHA-256 of the file.
    pub digest: Digest,
}

/// Why an organisation file was not accepted in place of the pinned one.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum PinError {
    /// Not a good organisation file at all.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Another organisation's file.
    #[error("the file is from another organisation than the one trusted before")]
    OtherOrganisation,
    /// Signed by a key that the pinned file did not announce.
    #[error("the file is signed by another key than the one trusted before")]
    OtherRoot,
    /// Older than the pinned one.
    #[error("the file has number {offered}, older than number {pinned} trusted before")]
    Rollback {
        /// The number accepted before.
        pinned: u64,
        /// The number of the file.
        offered: u64,
    },
    /// Two different files with one number.
    #[error("the file differs from the one trusted before under the same number {number}")]
    SameNumber {
        /// The number of both.
        number: u64,
    },
}

impl PinError {
    /// Says what can be done about it.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Document(error) => error.hint(),
            Self::OtherOrganisation | Self::OtherRoot => Some(
                "if the organisation really changed its key, compare the new fingerprint with a printed one and trust it anew",
            ),
            Self::Rollback { .. } | Self::SameNumber { .. } => {
                Some("the relay may be out of date or hostile: try another relay")
            }
        }
    }
}

impl Pin {
    /// Pins an organisation at first use, or after a person compared the fingerprint.
    ///
    /// # Errors
    ///
    /// [`PinError::Document`].
    pub fn first(bytes: &[u8], minisig: &str) -> Result<(Organisation, Self), PinError> {
        let organisation = Organisation::verify(bytes, minisig)?;
        let pin = Self::of(&organisation, bytes);
        Ok((organisation, pin))
    }

    /// Accepts a newer file of the same organisation, or the same file again.
    ///
    /// # Errors
    ///
    /// Any [`PinError`]; the pin stays as it was.
    pub fn accept(&self, bytes: &[u8], minisig: &str) -> Result<(Organisation, Self), PinError> {
        let organisation = Organisation::verify(bytes, minisig)?;
        if organisation.id != self.organisation {
            return Err(PinError::OtherOrganisation);
        }
        let is_next = self.next_root == Some(Digest::of(organisation.root.as_bytes()));
        if organisation.root != self.root && !is_next {
            return Err(PinError::OtherRoot);
        }
        if organisation.number < self.number {
            return Err(PinError::Rollback {
                pinned: self.number,
                offered: organisation.number,
            });
        }
        let pin = Self::of(&organisation, bytes);
        if pin.number == self.number && pin.digest != self.digest {
            return Err(PinError::SameNumber {
                number: self.number,
            });
        }
        Ok((organisation, pin))
    }

    /// Returns the fingerprint to compare with a printed one.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.root)
    }

    fn of(organisation: &Organisation, bytes: &[u8]) -> Self {
        Self {
            organisation: organisation.id,
            root: organisation.root,
            number: organisation.number,
            next_root: organisation.next_root,
            digest: Digest::of(bytes),
        }
    }
}
