//! Sealing files of any length in pieces.

use std::fmt;
use std::io::{self, Read, Write};

use chacha20poly1305::aead::AeadInPlace;
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, Zeroizing};

use super::{AtRestError, NONCE_BYTES, TAG_BYTES};

/// Plaintext in one piece of a stream: 64 KiB.
const CHUNK_BYTES: usize = 64 * 1024;
const SEALED_CHUNK_BYTES: usize = CHUNK_BYTES + TAG_BYTES;
/// XChaCha20 makes a key of its own out of the first 16 bytes of the nonce: one for each stream.
pub(super) const STREAM_ID_BYTES: usize = 16;

/// The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce of a piece is the
/// stream's id (16 bytes), the piece's number (7 bytes) and whether it is the last (1 byte), so
/// that pieces cannot be swapped, repeated or cut off.
struct Chunks {
    cipher: XChaCha20Poly1305,
    id: [u8; STREAM_ID_BYTES],
    number: u64,
    aad: Vec<u8>,
}

impl Chunks {
    fn new(cipher: XChaCha20Poly1305, id: [u8; STREAM_ID_BYTES], aad: &[u8]) -> Self {
        Self {
            cipher,
            id,
            number: 0,
            aad: aad.to_vec(),
        }
    }

    fn next_nonce(&mut self, last: bool) -> XNonce {
        let mut nonce = [0; NONCE_BYTES];
        nonce[..STREAM_ID_BYTES].copy_from_slice(&self.id);
        // 2^56 pieces are 2^72 bytes: the counter ends after every disk.
        nonce[STREAM_ID_BYTES..]
            .copy_from_slice(&((self.number << 8) | u64::from(last)).to_be_bytes());
        self.number += 1;
        nonce.into()
    }

    fn seal(&mut self, buffer: &mut Vec<u8>, last: bool) {
        let nonce = self.next_nonce(last);
        let tag = self
            .cipher
            .encrypt_in_place_detached(&nonce, &self.aad, buffer)
            .expect("64 KiB are within the cipher's limit");
        buffer.extend_from_slice(&tag);
    }

    /// Opens `sealed` into the beginning of `plain` and returns its length.
    fn open(&mut self, sealed: &[u8], last: bool, plain: &mut [u8]) -> io::Result<usize> {
        let length = sealed.len().checked_sub(TAG_BYTES).ok_or_else(damaged)?;
        // One file, one encoding: an empty last piece only where there is nothing else.
        if length == 0 && self.number > 0 {
            return Err(damaged());
        }
        let nonce = self.next_nonce(last);
        let plain = &mut plain[..length];
        plain.copy_from_slice(&sealed[..length]);
        self.cipher
            .decrypt_in_place_detached(&nonce, &self.aad, plain, Tag::from_slice(&sealed[length..]))
            .map_err(|_| damaged())?;
        Ok(length)
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, AtRestError)
}

/// Seals what is written to it; see [`AtRestKey::seal_stream`](super::AtRestKey::seal_stream).
///
/// Without [`finish`](Self::finish) the file is cut off and will not open.
pub struct SealingWriter<W> {
    inner: W,
    chunks: Chunks,
    buffer: Zeroizing<Vec<u8>>,
}

impl<W: Write> SealingWriter<W> {
    pub(super) fn new(
        cipher: XChaCha20Poly1305,
        id: [u8; STREAM_ID_BYTES],
        aad: &[u8],
        mut inner: W,
    ) -> io::Result<Self> {
        inner.write_all(&id)?;
        Ok(Self {
            inner,
            chunks: Chunks::new(cipher, id, aad),
            buffer: Zeroizing::new(Vec::with_capacity(SEALED_CHUNK_BYTES)),
        })
    }

    /// Seals the last piece, flushes, and returns the inner writer.
    ///
    /// # Errors
    ///
    /// What the inner writer reports.
    pub fn finish(mut self) -> io::Result<W> {
        self.chunks.seal(&mut self.buffer, true);
        self.inner.write_all(&self.buffer)?;
        self.inner.flush()?;
        Ok(self.inner)
    }
}

impl<W: Write> Write for SealingWriter<W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        // A full piece waits until more follows: it may be the last.
        if self.buffer.len() == CHUNK_BYTES && !data.is_empty() {
            self.chunks.seal(&mut self.buffer, false);
            let result = self.inner.write_all(&self.buffer);
            self.buffer.zeroize();
            result?;
        }
        let taken = data.len().min(CHUNK_BYTES - self.buffer.len());
        self.buffer.extend_from_slice(&data[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W> fmt::Debug for SealingWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingWriter(…)")
    }
}

enum State {
    Reading,
    /// The last piece is opened.
    Ended,
    /// Once damaged, always damaged: a caller that tries again must not read on.
    Damaged,
}

/// Opens what is read through it; see [`AtRestKey::open_stream`](super::AtRestKey::open_stream).
pub struct OpeningReader<R> {
    inner: R,
    chunks: Chunks,
    /// One sealed piece and one byte more, which tells whether another piece follows.
    sealed: Vec<u8>,
    /// That byte, if it was read: 0 or 1.
    carried: usize,
    plain: Zeroizing<Vec<u8>>,
    position: usize,
    length: usize,
    state: State,
}

impl<R: Read> OpeningReader<R> {
    pub(super) fn new(cipher: XChaCha20Poly1305, aad: &[u8], mut inner: R) -> io::Result<Self> {
        let mut id = [0; STREAM_ID_BYTES];
        inner.read_exact(&mut id).map_err(|error| {
            if error.kind() == io::ErrorKind::UnexpectedEof {
                damaged()
            } else {
                error
            }
        })?;
        Ok(Self {
            inner,
            chunks: Chunks::new(cipher, id, aad),
            sealed: vec![0; SEALED_CHUNK_BYTES + 1],
            carried: 0,
            plain: Zeroizing::new(vec![0; CHUNK_BYTES]),
            position: 0,
            length: 0,
            state: State::Reading,
        })
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        let mut filled = self.carried;
        while filled < self.sealed.len() {
            match self.inner.read(&mut self.sealed[filled..]) {
                Ok(0) => break,
                Ok(more) => filled += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let last = filled <= SEALED_CHUNK_BYTES;
        let end = filled.min(SEALED_CHUNK_BYTES);
        self.position = 0;
        self.length = 0;
        self.length = self
            .chunks
            .open(&self.sealed[..end], last, &mut self.plain)?;
        if last {
            self.state = State::Ended;
        } else {
            self.sealed[0] = self.sealed[SEALED_CHUNK_BYTES];
            self.carried = 1;
        }
        Ok(())
    }
}

impl<R: Read> Read for OpeningReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.position == self.length {
            match self.state {
                State::Ended => return Ok(0),
                State::Damaged => return Err(damaged()),
                State::Reading => {}
            }
            if let Err(error) = self.next_chunk() {
                self.state = State::Damaged;
                return Err(error);
            }
        }
        let taken = out.len().min(self.length - self.position);
        out[..taken].copy_from_slice(&self.plain[self.position..self.position + taken]);
        self.position += taken;
        Ok(taken)
    }
}

impl<R> fmt::Debug for OpeningReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningReader(…)")
    }
}

#[cfg(test)]
mod tests {
    // A failed unwrap is a failed test.
    #![allow(clippy::unwrap_used)]

    use rand_core::OsRng;

    use super::super::AtRestKey;
    use super::*;

    fn seal(key: &AtRestKey, plaintext: &[u8]) -> Vec<u8> {
        let mut writer = key.seal_stream(&mut OsRng, b"file", Vec::new()).unwrap();
        // Uneven steps, so that pieces and calls do not coincide.
        for part in plaintext.chunks(10_007) {
            writer.write_all(part).unwrap();
        }
        writer.finish().unwrap()
    }

    fn open(key: &AtRestKey, sealed: &[u8]) -> io::Result<Vec<u8>> {
        let mut plaintext = Vec::new();
        key.open_stream(b"file", sealed)?
            .read_to_end(&mut plaintext)?;
        Ok(plaintext)
    }

    #[test]
    fn streams() {
        let key = AtRestKey::from_bytes([1; 32]);
        for length in [0_usize, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let plaintext: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let sealed = seal(&key, &plaintext);
            let chunks = length.div_ceil(CHUNK_BYTES).max(1);
            assert_eq!(sealed.len(), 16 + length + 16 * chunks);
            assert_eq!(open(&key, &sealed).unwrap(), plaintext, "{length}");
            assert!(
                key.open_stream(b"else", sealed.as_slice())
                    .unwrap()
                    .read(&mut [0; 10])
                    .is_err()
            );
        }
    }

    #[test]
    fn damaged_streams() {
        let key = AtRestKey::from_bytes([1; 32]);
        let refused = |sealed: &[u8]| {
            let error = open(&key, sealed).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        };
        let short = seal(&key, b"content");
        for at in 0..short.len() {
            let mut changed = short.clone();
            changed[at] ^= 0x80;
            refused(&changed);
            refused(&short[..at]);
        }
        let long = seal(&key, &vec![5; 3 * CHUNK_BYTES]);
        let piece = |number: usize| {
            let begin = 16 + number * SEALED_CHUNK_BYTES;
            &long[begin..begin + SEALED_CHUNK_BYTES]
        };
        let id = &long[..16];
        assert!(open(&key, &[id, piece(0), piece(1), piece(2)].concat()).is_ok());
        // Cut off between pieces, swapped, repeated, with something after the end.
        refused(&[id, piece(0), piece(1)].concat());
        refused(&[id, piece(1), piece(0), piece(2)].concat());
        refused(&[id, piece(0), piece(0), piece(2)].concat());
        refused(&[id, piece(0), piece(1), piece(2), b"x"].concat());
        refused(&[id, piece(0), piece(1), piece(2), piece(2)].concat());
        // Pieces of another file under the same key.
        let other = seal(&key, &vec![5; 3 * CHUNK_BYTES]);
        refused(
            &[
                id,
                piece(0),
                piece(1),
                &other[16 + 2 * SEALED_CHUNK_BYTES..],
            ]
            .concat(),
        );
        // A record is no stream.
        refused(&key.seal(&mut OsRng, b"file", b"content"));
    }

    #[test]
    fn damage_lasts() {
        let key = AtRestKey::from_bytes([1; 32]);
        let mut sealed = seal(&key, &vec![5; 2 * CHUNK_BYTES]);
        sealed[100] ^= 1;
        let mut reader = key.open_stream(b"file", sealed.as_slice()).unwrap();
        for _ in 0..3 {
            assert!(reader.read(&mut [0; 100]).is_err());
        }
    }
}
