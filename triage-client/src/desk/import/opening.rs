//! Opening what lies in an inbox, or saying why it does not open.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};

use crypto_core::{DigestWriter, LARGEST_SEALED_BYTES, Letter, OpenError, open_letter};

use super::foreign::{kind_of, whole_characters};
use super::reading::{Hashing, Sinks};
use super::{Run, aside, file_name};
use crate::desk::error::DeskError;
use crate::desk::open::Desk;
use crate::desk::report::{Unopened, UnopenedReason};
use crate::model::{Content, ImportedFile};
use crate::stick::InboxFile;

/// Longest beginning of foreign text shown as a message, in bytes.
const MAX_FOREIGN_TEXT_BYTES: usize = 20_000;

/// What became of a sealed file.
pub(super) enum Outcome {
    Letter(Letter, bool, Vec<ImportedFile>),
    Foreign(Content, Vec<ImportedFile>),
    Unopened(UnopenedReason),
}

/// Why each sealed letter in `aside/` is there. One that would open is taken in by the next import
/// and not listed. Reads them all, those with a fitting key to their end.
pub(in crate::desk) fn set_aside(desk: &Desk) -> Vec<Unopened> {
    let identities = desk.intake_identities();
    aside(desk)
        .into_iter()
        .filter_map(|file| {
            let reason = match File::open(&file.path).map(BufReader::new) {
                Ok(source) => {
                    match open_letter(&identities, source, |_, _| Ok(Box::new(io::sink()))) {
                        Ok(_) => return None,
                        Err(error) => reason_of(&error)?,
                    }
                }
                Err(_) => UnopenedReason::Unreadable,
            };
            Some(Unopened {
                file: file_name(&file.name),
                reason,
            })
        })
        .collect()
}

/// Why something did not open as a letter; none if it is content that Sealpost did not make, which
/// is taken in as it is.
fn reason_of(error: &OpenError) -> Option<UnopenedReason> {
    use UnopenedReason as Reason;
    Some(match error {
        OpenError::Foreign => return None,
        OpenError::Malformed => Reason::Malformed,
        OpenError::NotAge => Reason::NotSealed,
        OpenError::UnknownVersion { .. } => Reason::NewerVersion,
        OpenError::Damaged => Reason::Damaged,
        OpenError::Io(_) => Reason::Unreadable,
        _ => Reason::NoKey,
    })
}

impl Run {
    /// Reads a sealed file once.
    pub(super) fn open(&self, desk: &Desk, file: &InboxFile) -> Result<Outcome, DeskError> {
        use UnopenedReason as Reason;
        let Ok(source) = File::open(&file.path) else {
            return Ok(Outcome::Unopened(Reason::Unreadable));
        };
        match source.metadata() {
            Ok(metadata) if metadata.len() > LARGEST_SEALED_BYTES => {
                return Ok(Outcome::Unopened(Reason::TooLarge));
            }
            Ok(_) => {}
            Err(_) => return Ok(Outcome::Unopened(Reason::Unreadable)),
        }
        let mut reader = BufReader::with_capacity(
            64 * 1024,
            Hashing {
                inner: source.take(LARGEST_SEALED_BYTES + 1),
                hash: DigestWriter::new(io::sink()),
            },
        );
        let sinks = Sinks::new(&desk.files);
        let opened = open_letter(&self.identities, &mut reader, |_, attachment| {
            sinks.begin(attachment)
        });
        if sinks.failed.get() {
            // The vault's medium, not the stick's.
            return Err(DeskError::Io {
                what: "sealing an attachment".to_owned(),
                source: match opened {
                    Err(OpenError::Io(error)) => error,
                    _ => io::Error::other("writing failed"),
                },
            });
        }
        let opened = match opened {
            Err(OpenError::Io(_)) => return Ok(Outcome::Unopened(Reason::Unreadable)),
            opened => opened,
        };
        // Whatever came of it: the hash is over the whole file.
        if io::copy(&mut reader, &mut io::sink()).is_err() {
            return Ok(Outcome::Unopened(Reason::Unreadable));
        }
        if reader.into_inner().hash.finish().1 != file.name {
            return Ok(Outcome::Unopened(Reason::WrongHash));
        }
        Ok(match opened {
            Ok(opened) => {
                let ours = desk.keyring.organisation == Some(opened.letter.organisation);
                let proven = ours && opened.verify(&self.answer_keys);
                let files = sinks
                    .finish()
                    .map_err(DeskError::io("sealing an attachment"))?;
                Outcome::Letter(opened.letter, proven, files)
            }
            Err(error) => match reason_of(&error) {
                Some(reason) => Outcome::Unopened(reason),
                None => return self.open_foreign(desk, file),
            },
        })
    }

    /// Takes content that Sealpost did not make: a document sealed with stock age.
    fn open_foreign(&self, desk: &Desk, file: &InboxFile) -> Result<Outcome, DeskError> {
        use UnopenedReason as Reason;
        let Ok(source) = File::open(&file.path) else {
            return Ok(Outcome::Unopened(Reason::Unreadable));
        };
        let Ok(mut reader) = crypto_core::open(&self.identities, BufReader::new(source)) else {
            return Ok(Outcome::Unopened(Reason::Unreadable));
        };
        let context = || "sealing a document";
        let mut out = DigestWriter::new(desk.files.begin().map_err(DeskError::io(context()))?);
        let mut start = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(got) => {
                    let room = MAX_FOREIGN_TEXT_BYTES.saturating_sub(start.len());
                    start.extend_from_slice(&buffer[..got.min(room)]);
                    out.write_all(&buffer[..got])
                        .map_err(DeskError::io(context()))?;
                }
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    return Ok(Outcome::Unopened(Reason::Damaged));
                }
                Err(_) => return Ok(Outcome::Unopened(Reason::Unreadable)),
            }
        }
        let (new, sha256, length) = out.finish();
        let (name, key) = new.finish().map_err(DeskError::io(context()))?;
        let text = whole_characters(&start, length);
        let (file_name, media_type) = kind_of(&start, text.is_some());
        Ok(Outcome::Foreign(
            Content::Foreign {
                name: file_name.to_owned(),
                media_type: media_type.to_owned(),
                length,
                sha256,
                text: text.unwrap_or_default(),
            },
            vec![ImportedFile { name, key }],
        ))
    }
}
