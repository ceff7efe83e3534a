//! Why sealing or opening failed.
//!
//! No message repeats content, keys, receipts or slots: errors end up in logs and on screens.

use std::io;

use crate::codec::CodecError;

/// Why something could not be sealed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// A file is not what its description said: it was changed or cut while it was being sealed.
    #[error("attachment {number} changed while it was being sealed")]
    AttachmentChanged {
        /// Place in the list, from 1.
        number: usize,
    },
    /// The recipient is not one that letters may be sealed to.
    #[error("the recipient's key is not usable")]
    BadRecipient,
    /// A record breaks a limit of the protocol.
    #[error("a field breaks a limit of the protocol")]
    Limit,
    /// The content is larger than may be sealed in one piece.
    #[error("larger than the {limit_bytes} bytes that may be sealed in one piece")]
    TooLarge {
        /// The limit, sealed, in bytes.
        limit_bytes: u64,
    },
    /// Reading the content or writing the result failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<CodecError> for SealError {
    fn from(_: CodecError) -> Self {
        Self::Limit
    }
}

/// Why something sealed could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file was cut off, changed, or padded with something else than zeros.
    #[error("damaged: cut off or changed on the way")]
    Damaged,
    /// It opens, but holds something that Sealpost did not make.
    #[error("opens, but was not made by Sealpost")]
    Foreign,
    /// It opens, but a record in it breaks the protocol.
    #[error("opens, but breaks the protocol")]
    Malformed,
    /// None of the keys at hand opens it.
    #[error("sealed to a key that is not here")]
    NoMatchingKey,
    /// Not an age file at all.
    #[error("not a sealed file")]
    NotAge,
    /// The proof inside does not hold: someone else wrote it, or for someone else.
    #[error("the proof of who wrote it does not hold")]
    Proof,
    /// Opening it would take more memory and time than a file from outside may ask for.
    #[error("asks for too much work to try a passphrase")]
    TooCostly,
    /// Made by a newer Sealpost.
    #[error("made by a newer version ({major}) of Sealpost")]
    UnknownVersion {
        /// The major version found.
        major: u8,
    },
    /// The passphrase does not open it.
    #[error("wrong passphrase, or damaged")]
    WrongPassphrase,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(io::Error),
}

impl From<io::Error> for OpenError {
    /// The opening reader reports damage as [`io::ErrorKind::InvalidData`] or
    /// [`io::ErrorKind::UnexpectedEof`]; everything else is the medium's fault.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}

impl From<CodecError> for OpenError {
    fn from(_: CodecError) -> Self {
        Self::Malformed
    }
}
