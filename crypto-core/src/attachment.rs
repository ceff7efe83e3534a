//! Files that travel with a letter or a draft.

use std::fmt;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::error::{OpenError, SealError};
use crate::id::{Digest, DigestWriter};

/// Most attachments in one letter.
pub const MAX_ATTACHMENTS: usize = 64;
const MAX_NAME_BYTES: usize = 255;
const MAX_TYPE_BYTES: usize = 127;

/// What a letter says about one file in it (protocol 4).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The question it answers, if it answers one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// File name: 1 to 255 bytes, no separator, no control character.
    pub name: String,
    /// Media type as the sender's side took it to be; nothing may trust it.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Length in bytes.
    pub length: u64,
    /// SHA-256 of the content.
    pub sha256: Digest,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // File names name people, and a hash is as good as the file to whoever has one.
        f.debug_struct("Attachment")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl Attachment {
    /// Describes a file by reading it once.
    ///
    /// The name is made safe by [`safe_name`].
    ///
    /// # Errors
    ///
    /// What the reader reports.
    pub fn describe(
        question: Option<String>,
        name: &str,
        media_type: &str,
        content: &mut impl Read,
    ) -> io::Result<Self> {
        let mut writer = DigestWriter::new(io::sink());
        io::copy(content, &mut writer)?;
        let (_, sha256, length) = writer.finish();
        Ok(Self {
            question,
            name: safe_name(name),
            media_type: media_type.to_owned(),
            length,
            sha256,
        })
    }

    fn is_valid(&self) -> bool {
        is_safe_name(&self.name)
            && self.media_type.len() <= MAX_TYPE_BYTES
            && self.question.as_ref().is_none_or(|id| id.len() <= 40)
    }
}

fn is_safe_name(name: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&name.len())
        && !name.contains(['/', '\\'])
        && !name.chars().any(char::is_control)
        && name != "."
        && name != ".."
}

/// Turns any file name into one that a letter may carry: the last path segment, without control
/// characters, cut to 255 bytes; `file` if nothing is left.
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut safe = String::new();
    for c in last.chars().filter(|c| !c.is_control()) {
        if safe.len() + c.len_utf8() > MAX_NAME_BYTES {
            break;
        }
        safe.push(c);
    }
    if is_safe_name(&safe) {
        safe
    } else {
        "file".to_owned()
    }
}

/// Refuses a list that breaks the protocol; returns the sum of the lengths in bytes.
pub(crate) fn check_list(attachments: &[Attachment]) -> Option<u64> {
    if attachments.len() > MAX_ATTACHMENTS || !attachments.iter().all(Attachment::is_valid) {
        return None;
    }
    attachments
        .iter()
        .try_fold(0u64, |sum, attachment| sum.checked_add(attachment.length))
}

/// Copies the files behind the header, holding each to its description.
pub(crate) fn write_all(
    attachments: &[Attachment],
    files: &mut [Box<dyn Read + '_>],
    out: &mut impl Write,
) -> Result<(), SealError> {
    if attachments.len() != files.len() {
        return Err(SealError::Limit);
    }
    for (at, (attachment, file)) in attachments.iter().zip(files).enumerate() {
        let mut writer = DigestWriter::new(&mut *out);
        // One byte more than described is enough to notice that the file grew.
        io::copy(&mut file.take(attachment.length), &mut writer)?;
        let (_, sha256, length) = writer.finish();
        let grew = file.read(&mut [0])? != 0;
        if grew || length != attachment.length || sha256 != attachment.sha256 {
            return Err(SealError::AttachmentChanged { number: at + 1 });
        }
    }
    Ok(())
}

/// Copies the files out, each to the writer that `sink` gives for it.
///
/// What the sinks hold is not to be used before the padding has been read: only then is the end
/// authenticated.
pub(crate) fn read_all(
    attachments: &[Attachment],
    reader: &mut impl Read,
    sink: &mut impl FnMut(usize, &Attachment) -> io::Result<Box<dyn Write>>,
) -> Result<(), OpenError> {
    for (at, attachment) in attachments.iter().enumerate() {
        let out = sink(at, attachment).map_err(OpenError::Io)?;
        let mut writer = DigestWriter::new(out);
        copy(reader, attachment.length, &mut writer)?;
        let (mut out, sha256, _) = writer.finish();
        out.flush().map_err(OpenError::Io)?;
        if sha256 != attachment.sha256 {
            return Err(OpenError::Malformed);
        }
    }
    Ok(())
}

/// Copies exactly `length` bytes, telling the reader's faults from the writer's.
pub(crate) fn copy(
    reader: &mut impl Read,
    length: u64,
    out: &mut impl Write,
) -> Result<(), OpenError> {
    let mut buffer = vec![0; 64 * 1024];
    let mut left = length;
    while left > 0 {
        let want = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        match reader.read(&mut buffer[..want]) {
            Ok(0) => return Err(OpenError::Malformed),
            Ok(got) => {
                out.write_all(&buffer[..got]).map_err(OpenError::Io)?;
                left -= got as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        for (name, safe) in [
            ("photo.jpg", "photo.jpg"),
            ("/home/someone/照片.jpg", "照片.jpg"),
            ("C:\\Users\\x\\a.pdf", "a.pdf"),
            ("..", "file"),
            ("", "file"),
            ("a\u{0}b\nc", "abc"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
        let long = safe_name(&"ễ".repeat(200));
        assert!(long.len() <= 255 && is_safe_name(&long));
    }

    #[test]
    fn a_file_that_grew_or_shrank_is_noticed() {
        let attachment = Attachment::describe(None, "a", "text/plain", &mut &b"abc"[..])
            .expect("a slice can be read");
        for content in ["ab", "abcd", "abd"] {
            let mut files: Vec<Box<dyn Read>> = vec![Box::new(content.as_bytes())];
            let result = write_all(
                std::slice::from_ref(&attachment),
                &mut files,
                &mut io::sink(),
            );
            assert!(
                matches!(result, Err(SealError::AttachmentChanged { number: 1 })),
                "{content}"
            );
        }
    }
}
