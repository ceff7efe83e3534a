//! Sealing and opening: age files of exact lengths (protocol 1).
//!
//! What a file's length tells about its content is its size class, and nothing more. With
//! `hybrid.rs` this is the only file that names the `age` crate.

use std::fmt;
use std::io::{self, BufRead, Cursor, Read, Write};
use std::iter;
use std::sync::{Arc, Mutex, PoisonError};

use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, EncryptError, Encryptor};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::error::{OpenError, SealError};
use crate::hybrid::{HybridIdentity, HybridRecipient};

mod size_class;

pub use size_class::{LARGEST_SEALED_BYTES, SizeClass};

/// age seals the payload in pieces of 64 KiB.
const CHUNK_BYTES: usize = 64 * 1024;
/// Headers tried until the payload's length can be met. One in some thousands fails, if any.
const HEADER_TRIES: usize = 64;

const MAGIC: &[u8] = b"age-encryption.org/v1\n";
const MAGIC_ANY_VERSION: &[u8] = b"age-encryption.org/v";

/// `--- ` and HMAC-SHA-256 in base64 without padding.
const MAC_LINE_BYTES: usize = 4 + 43;
/// A full line of a stanza's body.
const BODY_LINE_BYTES: usize = 64;

/// Longest header that is read. Ours are below 2 KiB; `age` parses a header again from its
/// beginning with every line, so that a long one would keep it busy for long.
const HEADER_MAX_BYTES: usize = 64 * 1024;
/// Most stanzas that are read: ours have two.
const STANZAS_MAX: usize = 32;

/// scrypt work factors, as the power of two; 2^20 takes 1 GiB of memory.
const WORK_FACTOR_MIN: u8 = 10;
const WORK_FACTOR_MAX: u8 = 20;

/// Where `age` writes, and where the sealer takes its output away again: the header's length must
/// be known before it goes out, and a header that will not do must be thrown away.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pipe {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Seals what is written to it for one recipient, filled up with zeros to a size class.
///
/// Uses little memory, whatever the class. Without [`finish`](Self::finish) the file is cut off
/// and will not open.
pub struct Sealer<W> {
    stream: StreamWriter<Pipe>,
    pipe: Pipe,
    inner: W,
    /// Plaintext still to come, in bytes, zeros included.
    remaining: u64,
    /// Sealed bytes still to go out.
    unwritten: u64,
}

impl<W: Write> Sealer<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// What the inner writer reports.
    pub fn new(
        recipient: &HybridRecipient,
        class: SizeClass,
        mut inner: W,
    ) -> Result<Self, SealError> {
        for _ in 0..HEADER_TRIES {
            let pipe = Pipe::default();
            let stream = Encryptor::with_recipients(iter::once(recipient as &dyn age::Recipient))
                .map_err(seal_error)?
                .wrap_output(pipe.clone())?;
            let header = pipe.take();
            if let Some(remaining) = class.plaintext_behind(header.len() as u64) {
                inner.write_all(&header)?;
                return Ok(Self {
                    stream,
                    pipe,
                    inner,
                    remaining,
                    unwritten: class.bytes() - header.len() as u64,
                });
            }
        }
        Err(SealError::Limit)
    }

    /// Returns how much more may be written, in bytes.
    pub fn remaining(&self) -> u64 {
        self.remaining
    }

    /// Fills up with zeros, ends the file, flushes, and returns the inner writer.
    ///
    /// # Errors
    ///
    /// What the inner writer reports.
    pub fn finish(mut self) -> io::Result<W> {
        const ZEROS: [u8; 16 * 1024] = [0; 16 * 1024];
        while self.remaining > 0 {
            let some = self.remaining.min(ZEROS.len() as u64) as usize;
            self.write_all(&ZEROS[..some])?;
        }
        let Self {
            stream,
            pipe,
            mut inner,
            unwritten,
            ..
        } = self;
        stream.finish()?;
        let last = pipe.take();
        // A length that is no size class would tell what the classes hide.
        if last.len() as u64 != unwritten {
            return Err(io::Error::other("the sealed length came out wrong"));
        }
        inner.write_all(&last)?;
        inner.flush()?;
        Ok(inner)
    }
}

impl<W: Write> Write for Sealer<W> {
    /// Refuses what does not fit before any of it is written.
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if data.len() as u64 > self.remaining {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "longer than the size class has room for",
            ));
        }
        // In pieces, so that the pipe never holds more than two.
        let data = &data[..data.len().min(CHUNK_BYTES)];
        self.stream.write_all(data)?;
        self.remaining -= data.len() as u64;
        let sealed = self.pipe.take();
        self.inner.write_all(&sealed)?;
        self.unwritten = self.unwritten.saturating_sub(sealed.len() as u64);
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W> fmt::Debug for Sealer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

fn seal_error(error: EncryptError) -> SealError {
    match error {
        EncryptError::Io(error) if error.kind() != io::ErrorKind::InvalidInput => {
            SealError::Io(error)
        }
        _ => SealError::BadRecipient,
    }
}

/// Says whether a file begins as an age file of the version that exists.
pub fn is_age(beginning: &[u8]) -> bool {
    beginning.starts_with(MAGIC)
}

/// Opens a sealed file with the first of the identities that fits.
///
/// Each piece of 64 KiB is authentic when it comes out of the reader, but that nothing is missing
/// after it is certain only once the reader has said that it is at its end. Damage is
/// [`io::ErrorKind::InvalidData`], which [`OpenError`]'s conversion knows.
///
/// # Errors
///
/// [`OpenError`]; one that no identity opens may also be damaged in its first lines.
pub fn open<R: BufRead>(
    identities: &[HybridIdentity],
    input: R,
) -> Result<SealedReader<R>, OpenError> {
    open_with(
        identities
            .iter()
            .map(|identity| identity as &dyn age::Identity),
        input,
    )
}

fn open_with<'a, R: BufRead>(
    identities: impl Iterator<Item = &'a dyn age::Identity>,
    mut input: R,
) -> Result<SealedReader<R>, OpenError> {
    let header = read_header(&mut input)?;
    let input = Cursor::new(header).chain(input);
    let decryptor = Decryptor::new_buffered(input).map_err(open_error)?;
    let stream = decryptor.decrypt(identities).map_err(open_error)?;
    Ok(SealedReader {
        stream,
        damaged: false,
    })
}

/// Reads the header of an age file, within limits, and checks its lines, not what they say.
fn read_header(input: &mut impl BufRead) -> Result<Vec<u8>, OpenError> {
    let mut header = Vec::new();
    // Room for the line of a two-digit version.
    read_line(input, &mut header, MAGIC.len() + 2)?;
    if header != MAGIC {
        return Err(match header.strip_prefix(MAGIC_ANY_VERSION) {
            Some(version) => match digits(version) {
                Some(major) if major != 1 => OpenError::UnknownVersion { major },
                _ => OpenError::Damaged,
            },
            None => OpenError::NotAge,
        });
    }
    let mut stanzas = 0;
    // Whether a line of a stanza's body comes next. Lines of it are full, but for the last: an
    // `age` that accepts more would also let thousands of short lines through, and take its time.
    let mut in_body = false;
    loop {
        let begin = header.len();
        read_line(input, &mut header, HEADER_MAX_BYTES - begin)?;
        let line = header[begin..]
            .strip_suffix(b"\n")
            .ok_or(OpenError::Damaged)?;
        if in_body {
            if line.len() > BODY_LINE_BYTES {
                return Err(OpenError::Damaged);
            }
            in_body = line.len() == BODY_LINE_BYTES;
        } else if line.starts_with(b"-> ") && stanzas < STANZAS_MAX {
            stanzas += 1;
            in_body = true;
        } else if line.starts_with(b"--- ") && line.len() == MAC_LINE_BYTES {
            // A shorter one would send `age` looking for its rest in the payload, as far as the
            // next line end, which may be at the end of everything.
            return Ok(header);
        } else {
            return Err(OpenError::Damaged);
        }
    }
}

/// Appends one line with its end, or as much as there is or as `limit` allows.
fn read_line(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    limit_bytes: usize,
) -> Result<(), OpenError> {
    input
        .take(limit_bytes as u64)
        .read_until(b'\n', line)
        .map(|_| ())
        .map_err(OpenError::Io)
}

/// Reads a small number before a line end.
fn digits(text: &[u8]) -> Option<u8> {
    std::str::from_utf8(text.strip_suffix(b"\n")?)
        .ok()?
        .parse()
        .ok()
}

fn open_error(error: DecryptError) -> OpenError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed => {
            OpenError::NoMatchingKey
        }
        DecryptError::ExcessiveWork { .. } => OpenError::TooCostly,
        DecryptError::Io(error) => error.into(),
        // `age` calls a malformed header of version 1 an unknown format; the version was looked at
        // before.
        _ => OpenError::Damaged,
    }
}

/// The content of a sealed file, zeros at the end included; see [`open`].
pub struct SealedReader<R> {
    stream: StreamReader<io::Chain<Cursor<Vec<u8>>, R>>,
    damaged: bool,
}

impl<R: BufRead> Read for SealedReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // Once damaged, always damaged: a caller that tries again must not read on.
        if !self.damaged {
            match self.stream.read(out) {
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
                    ) =>
                {
                    self.damaged = true;
                }
                result => return result,
            }
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            OpenError::Damaged,
        ))
    }
}

impl<R> fmt::Debug for SealedReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedReader(…)")
    }
}

/// Seals something small with a passphrase: age's scrypt recipient.
///
/// The work factor is the power of two, held within 10 and 20; 18 takes about a second and
/// 256 MiB.
pub fn seal_with_passphrase(
    passphrase: &SecretString,
    plaintext: &[u8],
    work_factor: u8,
) -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(work_factor.clamp(WORK_FACTOR_MIN, WORK_FACTOR_MAX));
    seal_to_vec(&recipient, plaintext)
        .expect("one recipient of a kind that always works, and a vector to write to")
}

fn seal_to_vec(recipient: &dyn age::Recipient, plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut stream = Encryptor::with_recipients(iter::once(recipient))
        .map_err(seal_error)?
        .wrap_output(Vec::new())?;
    stream.write_all(plaintext)?;
    Ok(stream.finish()?)
}

/// Opens what [`seal_with_passphrase`] sealed.
///
/// # Errors
///
/// [`OpenError::WrongPassphrase`]; [`OpenError::TooCostly`] if the file asks for more than 2^20;
/// [`OpenError::NoMatchingKey`] if it was not sealed with a passphrase; and the rest of
/// [`OpenError`].
pub fn open_with_passphrase(
    passphrase: &SecretString,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(WORK_FACTOR_MAX);
    let header = read_header(&mut &sealed[..])?;
    let decryptor = Decryptor::new_buffered(sealed).map_err(open_error)?;
    let mut stream = decryptor
        .decrypt(iter::once(&identity as &dyn age::Identity))
        .map_err(|error| match error {
            DecryptError::DecryptionFailed => OpenError::WrongPassphrase,
            other => open_error(other),
        })?;
    // All the room at once, so that no copy of a secret is left behind by a vector that grew.
    let mut plaintext = Zeroizing::new(Vec::with_capacity(sealed.len() - header.len()));
    stream.read_to_end(&mut plaintext)?;
    Ok(plaintext)
}

#[cfg(test)]
mod tests;
