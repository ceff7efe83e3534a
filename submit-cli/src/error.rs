//! Everything that can go wrong: one sentence, a hint that can be acted on, an exit code.
//!
//! The sentences stand in the language files as `error-…`, the hints as `hint-…`. No variant can
//! carry an answer, a key, a receipt or the address of a reply.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crypto_core::{Arg, Language, Messages, WordsError};

use crate::words;

pub(crate) use crypto_core::size_text as size;

/// How the program ends; stable, and documented in `docs/submitting.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exit {
    /// Done.
    Done = 0,
    /// A file or this computer stood in the way.
    Computer = 1,
    /// Wrong use of a command.
    Usage = 2,
    /// Stopped by the person; nothing was sent.
    Stopped = 3,
    /// No organisation file, or one that was not accepted.
    Trust = 4,
    /// The receipt is not right.
    Receipt = 5,
    /// Answers are missing or not allowed.
    Answers = 6,
    /// No relay could be reached, or none took the letter.
    Relay = 7,
    /// Nothing waits for this receipt.
    Nothing = 8,
    /// A file is damaged, or is not what it should be.
    Damaged = 9,
}

impl From<Exit> for u8 {
    fn from(exit: Exit) -> Self {
        exit as Self
    }
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file to attach is larger than its question allows, in bytes.
    AttachmentTooLarge(u64),
    /// A file to attach changed while the letter was made.
    AttachmentChanged,
    /// A file to attach is not of a kind that the question takes.
    AttachmentKind,
    /// The board of a relay is not one, or is not signed by the organisation's desks.
    Board,
    /// A certificate file holds no certificate.
    Certificate,
    /// A draft does not open with this receipt, or is damaged.
    Draft,
    /// A draft was made for another organisation, or for a programme that is gone.
    DraftForeign,
    /// The input ended in the middle of a question.
    EndOfInput,
    /// A file of this name is there already.
    Exists(PathBuf),
    /// The fingerprint is not that of the organisation file.
    FingerprintDiffers,
    /// What was given as a fingerprint is not one.
    FingerprintUnreadable,
    /// A filled-in form has this many problems, all named before.
    FormProblems(usize),
    /// A filled-in form belongs to another organisation, or is not a form.
    FormForeign,
    /// A file is not a sealed letter.
    Letter(PathBuf),
    /// The answers and files are larger than a letter may be.
    LetterTooLarge,
    /// There is nothing to send or add.
    NothingToSend,
    /// Nothing on the board is for this receipt.
    NothingFound,
    /// What was read is not text in UTF-8.
    NotText,
    /// No organisation is trusted yet.
    NotTrusted,
    /// No relay took the letter; it is kept here.
    NotSent(PathBuf),
    /// The organisation file is signed by another key than the one that is trusted.
    OrganisationOtherRoot,
    /// The organisation file is older than the one that is trusted.
    OrganisationOlder,
    /// The organisation file is not signed by the key it names.
    OrganisationSignature,
    /// What was fetched or read is not an organisation file.
    OrganisationUnreadable,
    /// A parcel is not what the reply says.
    Parcel,
    /// No programme of this name.
    Programme(String),
    /// A programme takes no requests at this time.
    ProgrammeClosed,
    /// A file cannot be read.
    Read(PathBuf, io::ErrorKind),
    /// A receipt is not one.
    Receipt(WordsError),
    /// The given file or descriptor with the receipt cannot be read.
    ReceiptSource,
    /// A relay answered with something that is not allowed by the protocol.
    RelayAnswer,
    /// A relay shows a certificate that is neither its own nor from the web's authorities.
    RelayCertificate,
    /// A relay confirmed another checksum than that of the letter.
    RelayChecksum,
    /// A relay has no room, is overloaded or refused (HTTP status).
    RelayRefused(u16),
    /// An address is not that of a relay.
    RelayUrl,
    /// No relay could be reached.
    RelayUnreachable,
    /// More than one trusted organisation fits.
    SeveralOrganisations,
    /// Sealing failed.
    Seal,
    /// The address of the proxy is not HOST:PORT.
    Socks5,
    /// The person stopped.
    Stopped,
    /// The terminal cannot be used.
    Terminal,
    /// A list of names has none that fits.
    UnknownOrganisation(String),
    /// A file cannot be written.
    Write(PathBuf, io::ErrorKind),
}

impl Error {
    /// Makes an error about reading `path`.
    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::Read(path.to_owned(), error.kind())
    }

    /// Makes an error about writing `path`.
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::Write(path.to_owned(), error.kind())
    }

    /// Returns message id, hint id and exit code.
    fn entry(&self) -> (&'static str, Option<&'static str>, Exit) {
        use Exit::{Answers, Computer, Damaged, Nothing, Receipt, Relay, Stopped, Trust, Usage};
        match self {
            Self::AttachmentTooLarge(_) => (
                "error-attachment-too-large",
                Some("hint-attachment-too-large"),
                Answers,
            ),
            Self::AttachmentChanged => (
                "error-attachment-changed",
                Some("hint-attachment-changed"),
                Computer,
            ),
            Self::AttachmentKind => ("error-attachment-kind", None, Answers),
            Self::Board => ("error-board", Some("hint-board"), Damaged),
            Self::Certificate => ("error-certificate", Some("hint-certificate"), Usage),
            Self::Draft => ("error-draft", Some("hint-draft"), Damaged),
            Self::DraftForeign => ("error-draft-foreign", Some("hint-draft-foreign"), Damaged),
            Self::EndOfInput => ("error-end-of-input", Some("hint-end-of-input"), Stopped),
            Self::Exists(_) => ("error-exists", Some("hint-exists"), Computer),
            Self::FingerprintDiffers => (
                "error-fingerprint-differs",
                Some("hint-fingerprint-differs"),
                Trust,
            ),
            Self::FingerprintUnreadable => (
                "error-fingerprint-unreadable",
                Some("hint-fingerprint-unreadable"),
                Usage,
            ),
            Self::FormProblems(_) => ("error-form-problems", Some("hint-form-problems"), Answers),
            Self::FormForeign => ("error-form-foreign", Some("hint-form-foreign"), Damaged),
            Self::Letter(_) => ("error-letter", Some("hint-letter"), Damaged),
            Self::LetterTooLarge => (
                "error-letter-too-large",
                Some("hint-letter-too-large"),
                Answers,
            ),
            Self::NothingToSend => ("error-nothing-to-send", Some("hint-nothing-to-send"), Usage),
            Self::NothingFound => ("error-nothing-found", None, Nothing),
            Self::NotText => ("error-not-text", Some("hint-not-text"), Damaged),
            Self::NotTrusted => ("error-not-trusted", Some("hint-not-trusted"), Trust),
            Self::NotSent(_) => ("error-not-sent", Some("hint-not-sent"), Relay),
            Self::OrganisationOtherRoot => (
                "error-organisation-other-root",
                Some("hint-organisation-other-root"),
                Trust,
            ),
            Self::OrganisationOlder => (
                "error-organisation-older",
                Some("hint-organisation-older"),
                Trust,
            ),
            Self::OrganisationSignature => (
                "error-organisation-signature",
                Some("hint-organisation-signature"),
                Trust,
            ),
            Self::OrganisationUnreadable => (
                "error-organisation-unreadable",
                Some("hint-organisation-unreadable"),
                Trust,
            ),
            Self::Parcel => ("error-parcel", Some("hint-parcel"), Damaged),
            Self::Programme(_) => ("error-programme", Some("hint-programme"), Usage),
            Self::ProgrammeClosed => ("error-programme-closed", None, Answers),
            Self::Read(..) => ("error-read", Some("hint-read"), Computer),
            Self::Receipt(_) => (self.receipt_id(), Some("hint-receipt"), Receipt),
            Self::ReceiptSource => ("error-receipt-source", Some("hint-receipt-source"), Receipt),
            Self::RelayAnswer => ("error-relay-answer", Some("hint-relay-answer"), Relay),
            Self::RelayCertificate => (
                "error-relay-certificate",
                Some("hint-relay-certificate"),
                Relay,
            ),
            Self::RelayChecksum => ("error-relay-checksum", Some("hint-relay-checksum"), Relay),
            Self::RelayRefused(_) => ("error-relay-refused", Some("hint-relay-refused"), Relay),
            Self::RelayUrl => ("error-relay-url", Some("hint-relay-url"), Usage),
            Self::RelayUnreachable => (
                "error-relay-unreachable",
                Some("hint-relay-unreachable"),
                Relay,
            ),
            Self::SeveralOrganisations => (
                "error-several-organisations",
                Some("hint-several-organisations"),
                Usage,
            ),
            Self::Seal => ("error-seal", Some("hint-seal"), Computer),
            Self::Socks5 => ("error-socks5", Some("hint-socks5"), Usage),
            Self::Stopped => ("error-stopped", None, Stopped),
            Self::Terminal => ("error-terminal", Some("hint-terminal"), Computer),
            Self::UnknownOrganisation(_) => (
                "error-unknown-organisation",
                Some("hint-several-organisations"),
                Usage,
            ),
            Self::Write(..) => ("error-write", Some("hint-write"), Computer),
        }
    }

    fn receipt_id(&self) -> &'static str {
        match self {
            Self::Receipt(WordsError::WrongCount { .. } | WordsError::TooLong) => {
                "error-receipt-count"
            }
            Self::Receipt(WordsError::UnknownWord { .. }) => "error-receipt-word",
            _ => "error-receipt-checksum",
        }
    }

    fn arguments(&self) -> Vec<(&'static str, Arg<'_>)> {
        let path = |path: &Path| ("path", Arg::from(path.display().to_string()));
        match self {
            Self::AttachmentTooLarge(bytes) => vec![("limit", Arg::from(size(*bytes)))],
            Self::Exists(at) | Self::Letter(at) | Self::NotSent(at) => vec![path(at)],
            Self::FormProblems(count) => vec![("count", Arg::from(*count))],
            Self::Programme(name) | Self::UnknownOrganisation(name) => {
                vec![("name", Arg::from(name.clone()))]
            }
            Self::Read(at, kind) | Self::Write(at, kind) => {
                vec![path(at), ("reason", Arg::from(kind.to_string()))]
            }
            Self::Receipt(WordsError::WrongCount { found, expected }) => vec![
                ("found", Arg::from(*found)),
                ("expected", Arg::from(*expected)),
            ],
            Self::Receipt(WordsError::UnknownWord { position }) => {
                vec![("position", Arg::from(*position))]
            }
            Self::RelayRefused(status) => vec![("status", Arg::from(usize::from(*status)))],
            _ => Vec::new(),
        }
    }

    /// Returns the exit code.
    pub fn exit(&self) -> Exit {
        self.entry().2
    }

    /// Returns the sentence in the language of `messages`.
    pub fn sentence(&self, messages: &Messages) -> String {
        messages.format(self.entry().0, &self.arguments())
    }

    /// Returns what can be done about it.
    pub fn hint(&self, messages: &Messages) -> Option<String> {
        self.entry()
            .1
            .map(|id| messages.format(id, &self.arguments()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(&words::messages(Language::En)))
    }
}

impl std::error::Error for Error {}

impl From<WordsError> for Error {
    fn from(error: WordsError) -> Self {
        Self::Receipt(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sentence and hint exists in every language and leaves no variable open.
    #[test]
    fn every_error_has_words() {
        let at = PathBuf::from("letter.age");
        let errors = [
            Error::AttachmentTooLarge(20 * 1024 * 1024),
            Error::AttachmentChanged,
            Error::AttachmentKind,
            Error::Board,
            Error::Certificate,
            Error::Draft,
            Error::DraftForeign,
            Error::EndOfInput,
            Error::Exists(at.clone()),
            Error::FingerprintDiffers,
            Error::FingerprintUnreadable,
            Error::FormProblems(2),
            Error::FormForeign,
            Error::Letter(at.clone()),
            Error::LetterTooLarge,
            Error::NothingToSend,
            Error::NothingFound,
            Error::NotText,
            Error::NotTrusted,
            Error::NotSent(at.clone()),
            Error::OrganisationOtherRoot,
            Error::OrganisationOlder,
            Error::OrganisationSignature,
            Error::OrganisationUnreadable,
            Error::Parcel,
            Error::Programme("x".into()),
            Error::ProgrammeClosed,
            Error::Read(at.clone(), io::ErrorKind::NotFound),
            Error::Receipt(WordsError::WrongCount {
                found: 11,
                expected: 12,
            }),
            Error::Receipt(WordsError::UnknownWord { position: 3 }),
            Error::Receipt(WordsError::WrongChecksum),
            Error::ReceiptSource,
            Error::RelayAnswer,
            Error::RelayCertificate,
            Error::RelayChecksum,
            Error::RelayRefused(507),
            Error::RelayUrl,
            Error::RelayUnreachable,
            Error::SeveralOrganisations,
            Error::Seal,
            Error::Socks5,
            Error::Stopped,
            Error::Terminal,
            Error::UnknownOrganisation("x".into()),
            Error::Write(at, io::ErrorKind::StorageFull),
        ];
        for language in Language::ALL {
            let messages = words::messages(language);
            for error in &errors {
                let sentence = error.sentence(&messages);
                assert!(!sentence.starts_with("error-"), "{language}: {sentence}");
                assert!(!sentence.contains(['{', '\n']), "{language}: {sentence}");
                if let Some(hint) = error.hint(&messages) {
                    assert!(!hint.starts_with("hint-"), "{language}: {hint}");
                    assert!(!hint.contains('{'), "{language}: {hint}");
                }
            }
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(size(900), "900 B");
        assert_eq!(size(65_536), "64 KiB");
        assert_eq!(size(1_572_864), "1.5 MiB");
        assert_eq!(size(20_971_520), "20 MiB");
    }
}
