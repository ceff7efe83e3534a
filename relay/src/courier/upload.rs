//! The body of a signed upload: an envelope and files, streamed.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Cursor, Read, Take};
use std::path::PathBuf;

use super::progress::Progress;
use super::stick::{Stick, StickError};
use crate::signed::Envelope;

/// Reads as `envelope length ‖ envelope ‖ blobs`, one open file at a time.
pub(super) struct Upload<'a> {
    stick: &'a Stick,
    progress: &'a Progress,
    head: Vec<u8>,
    blobs: Vec<(PathBuf, u64)>,
    position: Position,
    failed: Option<StickError>,
}

struct Position {
    head: Cursor<Vec<u8>>,
    waiting: VecDeque<(PathBuf, u64)>,
    current: Option<Take<File>>,
}

impl<'a> Upload<'a> {
    /// Puts an envelope and the files it lists together, each with its length in bytes.
    pub(super) fn new(
        stick: &'a Stick,
        progress: &'a Progress,
        envelope: &Envelope,
        blobs: Vec<(PathBuf, u64)>,
    ) -> Self {
        let head = envelope.upload_head();
        Self {
            stick,
            progress,
            position: Position {
                head: Cursor::new(Vec::new()),
                waiting: VecDeque::new(),
                current: None,
            },
            head,
            blobs,
            failed: None,
        }
    }

    /// The envelope alone: the relay checks it before anything else, so that it can say "I have
    /// it" or "I cannot take it" before a large file crosses a slow line for nothing.
    pub(super) fn offer(stick: &'a Stick, progress: &'a Progress, envelope: &Envelope) -> Self {
        Self::new(stick, progress, envelope, Vec::new())
    }

    /// Tells whether this is an envelope alone.
    pub(super) const fn is_offer(&self) -> bool {
        self.blobs.is_empty()
    }

    /// Returns the length of the whole body, in bytes.
    pub(super) fn length(&self) -> u64 {
        self.head.len() as u64 + self.blobs.iter().map(|(_, length)| length).sum::<u64>()
    }

    /// Goes back to the beginning, for the first or another try.
    pub(super) fn rewind(&mut self) -> Result<(), StickError> {
        self.stick.still_there()?;
        self.position = Position {
            head: Cursor::new(self.head.clone()),
            waiting: self.blobs.iter().cloned().collect(),
            current: None,
        };
        self.progress.restart(self.length());
        Ok(())
    }

    /// Says what was wrong with the stick while it was read.
    pub(super) fn failure(&mut self) -> Result<(), StickError> {
        self.failed.take().map_or(Ok(()), Err)
    }

    fn read_next(&mut self, piece: &mut [u8]) -> Result<usize, StickError> {
        let stick = self.stick;
        let broken = |error: io::Error| stick.error(&error);
        let count = self.position.head.read(piece).map_err(broken)?;
        if count > 0 {
            return Ok(count);
        }
        loop {
            if let Some(file) = &mut self.position.current {
                let count = file.read(piece).map_err(broken)?;
                if count > 0 {
                    return Ok(count);
                }
                // Shorter than it was a moment ago, when its hash was checked.
                if file.limit() > 0 {
                    return Err(StickError::Broken(io::ErrorKind::UnexpectedEof));
                }
            }
            let Some((path, length)) = self.position.waiting.pop_front() else {
                return Ok(0);
            };
            let file = stick
                .open_file(&path)?
                .ok_or(StickError::Broken(io::ErrorKind::NotFound))?;
            self.position.current = Some(file.take(length));
        }
    }
}

impl Read for Upload<'_> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        if piece.is_empty() {
            return Ok(0);
        }
        match self.read_next(piece) {
            Ok(count) => {
                self.progress.advance(count as u64);
                Ok(count)
            }
            Err(error) => {
                self.failed = Some(error);
                Err(io::Error::other("the stick cannot be read"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::fs;

    use super::*;

    #[test]
    fn the_body_is_envelope_and_blobs_and_can_be_sent_twice() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("relays")).unwrap();
        let stick = Stick::open(folder.path()).unwrap();
        let progress = Progress::silent();
        let (one, two) = (stick.path("one"), stick.path("two"));
        fs::write(&one, b"first").unwrap();
        fs::write(&two, b"second").unwrap();
        let envelope = Envelope {
            document: "{}".to_owned(),
            signature: "s".to_owned(),
        };
        let blobs = vec![(one.clone(), 5), (two, 6)];
        let mut upload = Upload::new(&stick, &progress, &envelope, blobs);
        let expected = [&envelope.upload_head()[..], b"firstsecond"].concat();
        for _ in 0..2 {
            upload.rewind().unwrap();
            let mut body = Vec::new();
            upload.read_to_end(&mut body).unwrap();
            assert_eq!(body, expected);
            assert_eq!(body.len() as u64, upload.length());
        }
        fs::write(&one, b"fir").unwrap();
        upload.rewind().unwrap();
        assert!(upload.read_to_end(&mut Vec::new()).is_err());
        assert!(upload.failure().is_err());
    }
}
