//! Files that go with a letter.
//!
//! A file is read where it lies and never changed. What it tells beyond its content (place, time,
//! device, author) is shown, and a copy without it is offered; the copy lives in memory only.

mod file_type;
mod jpeg;
mod pdf;
mod picture;

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crypto_core::{Arg, Attachment, ProblemKind, Question};
use zeroize::Zeroizing;

use crate::cli::Traces;
use crate::console::Console;
use crate::error::{Error, size};

pub(crate) use file_type::media_type;

/// Files up to this length are looked into; a copy without traces is made in memory.
const LOOK_INTO_BYTES: u64 = 64 << 20;

/// Where the content is.
#[derive(Clone)]
enum Content {
    /// In the file that the person named, untouched.
    Path(PathBuf),
    /// In memory: a copy without traces, or out of a draft.
    Memory(Arc<Zeroizing<Vec<u8>>>),
}

/// A file that will be sealed, and what the letter says about it.
#[derive(Clone)]
pub(crate) struct AttachedFile {
    pub(crate) attachment: Attachment,
    content: Content,
}

/// What a file tells beyond its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    /// Message id: `trace-position`, `trace-time`, …
    pub(crate) kind: &'static str,
    /// As it stands in the file.
    pub(crate) value: String,
}

impl Trace {
    fn new(kind: &'static str, value: impl Into<String>) -> Self {
        Self {
            kind,
            value: value.into(),
        }
    }
}

/// What was found in a file.
#[derive(Debug)]
pub(crate) enum Found {
    /// These traces; `cleaned` is a copy without them, where one can be made.
    Traces {
        traces: Vec<Trace>,
        cleaned: Option<Vec<u8>>,
    },
    /// Nothing.
    Nothing,
    /// The tool cannot look into this kind of file, or not into one so large.
    Unknown,
}

impl AttachedFile {
    /// Describes a file as it is.
    pub(crate) fn from_path(path: &Path, question: Option<&str>) -> Result<Self, Error> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let media_type = media_type(path, &read_start(path)?);
        let mut file = File::open(path).map_err(Error::read(path))?;
        let attachment =
            Attachment::describe(question.map(str::to_owned), &name, media_type, &mut file)
                .map_err(Error::read(path))?;
        Ok(Self {
            attachment,
            content: Content::Path(path.to_owned()),
        })
    }

    /// Takes content that is in memory.
    pub(crate) fn from_memory(attachment: Attachment, content: Zeroizing<Vec<u8>>) -> Self {
        Self {
            attachment,
            content: Content::Memory(Arc::new(content)),
        }
    }

    /// Opens the content for sealing.
    pub(crate) fn open(&self) -> Result<Box<dyn Read>, Error> {
        Ok(match &self.content {
            Content::Path(path) => Box::new(File::open(path).map_err(Error::read(path))?),
            Content::Memory(bytes) => Box::new(Cursor::new(Shared(Arc::clone(bytes)))),
        })
    }

    /// Replaces the content by a copy without traces. The name stays; it was the person's choice.
    fn replace(&mut self, cleaned: Vec<u8>) -> io::Result<()> {
        let cleaned = Zeroizing::new(cleaned);
        self.attachment = Attachment::describe(
            self.attachment.question.clone(),
            &self.attachment.name,
            &self.attachment.media_type,
            &mut cleaned.as_slice(),
        )?;
        self.content = Content::Memory(Arc::new(cleaned));
        Ok(())
    }

    /// Looks for traces.
    pub(crate) fn look(&self) -> Found {
        if self.attachment.length > LOOK_INTO_BYTES {
            return Found::Unknown;
        }
        let mut bytes = Vec::new();
        let read = self.open().and_then(|mut reader| {
            reader
                .read_to_end(&mut bytes)
                .map_err(|_| Error::AttachmentChanged)
        });
        if read.is_err() {
            return Found::Unknown;
        }
        match self.attachment.media_type.as_str() {
            "image/jpeg" => picture::look(&bytes, jpeg::without_traces(&bytes)),
            "image/png" => picture::look(&bytes, picture::png_without_traces(&bytes)),
            "image/webp" => picture::look(&bytes, picture::webp_without_traces(&bytes)),
            "image/heic" | "image/tiff" => picture::look(&bytes, None),
            "application/pdf" => pdf::look(&bytes),
            "text/plain" => Found::Nothing,
            _ => Found::Unknown,
        }
    }
}

/// Bytes that two readers may share.
struct Shared(Arc<Zeroizing<Vec<u8>>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn read_start(path: &Path) -> Result<Vec<u8>, Error> {
    let mut start = Vec::new();
    File::open(path)
        .map_err(Error::read(path))?
        .take(64)
        .read_to_end(&mut start)
        .map_err(Error::read(path))?;
    Ok(start)
}

/// Checks a file against its question: length and kind.
pub(crate) fn check(file: &AttachedFile, question: &Question) -> Result<(), Error> {
    match question.check_file(&file.attachment.media_type, file.attachment.length) {
        None => Ok(()),
        Some(ProblemKind::FileTooLarge { max_bytes }) => Err(Error::AttachmentTooLarge(max_bytes)),
        Some(_) => Err(Error::AttachmentKind),
    }
}

/// Describes a file, shows what it tells, and lets the person choose.
pub(crate) fn attach(
    console: &mut Console,
    path: &Path,
    question: Option<&Question>,
    traces: Traces,
) -> Result<AttachedFile, Error> {
    let mut file = AttachedFile::from_path(path, question.map(|q| q.id.as_str()))?;
    if let Some(question) = question {
        check(&file, question)?;
    }
    console.say_with(
        "file-found",
        &[
            ("name", Arg::from(file.attachment.name.as_str())),
            ("size", Arg::from(size(file.attachment.length))),
            ("type", Arg::from(file.attachment.media_type.as_str())),
        ],
    );
    match file.look() {
        Found::Nothing => console.say("file-no-traces"),
        Found::Unknown => console.say("file-unknown-traces"),
        Found::Traces {
            traces: found,
            cleaned,
        } => {
            console.say("file-traces");
            for trace in &found {
                let kind = console.text(trace.kind);
                console.print_indented(2, &format!("{kind}: {}", trace.value));
            }
            match (cleaned, traces) {
                (None, _) => console.say("file-traces-stay"),
                (Some(_), Traces::Keep) => console.say("file-kept"),
                (Some(cleaned), Traces::Remove) => remove(console, &mut file, cleaned, path)?,
                (Some(cleaned), Traces::Ask) => {
                    console.say("file-choice");
                    let choice = console
                        .choose(&[console.text("file-remove"), console.text("file-keep")])?;
                    if choice == 0 {
                        remove(console, &mut file, cleaned, path)?;
                    } else {
                        console.say("file-kept");
                    }
                }
            }
        }
    }
    Ok(file)
}

fn remove(
    console: &Console,
    file: &mut AttachedFile,
    cleaned: Vec<u8>,
    path: &Path,
) -> Result<(), Error> {
    file.replace(cleaned).map_err(Error::read(path))?;
    console.say("file-removed");
    Ok(())
}

/// Reads a path as people type, paste or drop it: in quotes, with `~`, with escaped spaces.
pub(crate) fn typed_path(text: &str) -> PathBuf {
    let text = text.trim();
    let unquoted = ['"', '\'']
        .iter()
        .find_map(|q| text.strip_prefix(*q)?.strip_suffix(*q))
        .unwrap_or(text);
    if let Some(rest) = unquoted.strip_prefix("~/")
        && let Some(home) = std::env::var_os("HOME")
    {
        return Path::new(&home).join(rest);
    }
    let path = PathBuf::from(unquoted);
    if !path.exists() && unquoted.contains("\\ ") {
        return unquoted.replace("\\ ", " ").into();
    }
    path
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn paths_as_typed() {
        assert_eq!(typed_path(" '/tmp/a b.jpg' "), Path::new("/tmp/a b.jpg"));
        assert_eq!(typed_path("\"x.pdf\""), Path::new("x.pdf"));
        assert_eq!(typed_path("/none/a\\ b.jpg"), Path::new("/none/a b.jpg"));
    }

    #[test]
    fn the_original_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("photo.jpg");
        let original = jpeg::tests::with_position();
        std::fs::write(&path, &original).unwrap();
        let mut file = AttachedFile::from_path(&path, Some("files")).unwrap();
        assert_eq!(file.attachment.media_type, "image/jpeg");
        let Found::Traces {
            cleaned: Some(cleaned),
            ..
        } = file.look()
        else {
            panic!("the position is found");
        };
        file.replace(cleaned).unwrap();
        let mut sealed = Vec::new();
        file.open().unwrap().read_to_end(&mut sealed).unwrap();
        assert!(matches!(file.look(), Found::Nothing));
        assert_ne!(sealed, original);
        assert_eq!(file.attachment.length, sealed.len() as u64);
        assert_eq!(std::fs::read(&path).unwrap(), original);
    }
}
