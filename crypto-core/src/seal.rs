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

/// The longest sealed file: 256 MiB.
pub const LARGEST_SEALED_BYTES: u64 = 256 * MIB;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

const REPLY_BYTES: u64 = 8 * KIB;
/// Classes below the step, smallest first.
const SMALL_CLASSES: [u64; 3] = [64 * KIB, 256 * KIB, MIB];
/// From here on every multiple is a class.
const STEP_BYTES: u64 = 4 * MIB;

/// age seals the payload in pieces of 64 KiB with a tag of 16 bytes each.
const CHUNK_BYTES: u64 = 64 * KIB;
const TAG_BYTES: u64 = 16;
/// More than any header and nonce: the class of a plaintext does not depend on random grease.
const HEADER_ALLOWANCE_BYTES: u64 = 4 * KIB;
/// The same for replies, which have less to spare. The longest header is 1 833 bytes; a test
/// adds it up.
const REPLY_HEADER_ALLOWANCE_BYTES: u64 = 2 * KIB;
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

/// An exact length that sealed files have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SizeClass(u64);

impl SizeClass {
    /// Returns the one class of replies: 8 192 bytes.
    pub const fn reply() -> Self {
        Self(REPLY_BYTES)
    }

    /// Returns the smallest class of letters, drafts and parcels that holds so much plaintext.
    ///
    /// # Errors
    ///
    /// [`SealError::TooLarge`] if none does.
    pub fn for_plaintext(plaintext_bytes: u64) -> Result<Self, SealError> {
        SMALL_CLASSES
            .into_iter()
            .chain((1..=LARGEST_SEALED_BYTES / STEP_BYTES).map(|steps| steps * STEP_BYTES))
            .map(Self)
            .find(|class| plaintext_bytes <= class.room())
            .ok_or(SealError::TooLarge {
                limit_bytes: LARGEST_SEALED_BYTES,
            })
    }

    /// Says whether letters, drafts and parcels may have this length.
    pub fn is_class(bytes: u64) -> bool {
        SMALL_CLASSES.contains(&bytes)
            || ((STEP_BYTES..=LARGEST_SEALED_BYTES).contains(&bytes)
                && bytes.is_multiple_of(STEP_BYTES))
    }

    /// Returns the sealed length in bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// Returns the plaintext in bytes that fits, whatever the header's length.
    pub const fn room(self) -> u64 {
        let header = if self.0 == REPLY_BYTES {
            REPLY_HEADER_ALLOWANCE_BYTES
        } else {
            HEADER_ALLOWANCE_BYTES
        };
        self.0 - header - TAG_BYTES * self.0.div_ceil(CHUNK_BYTES)
    }

    /// Returns the plaintext that fits exactly behind a header of this length, nonce included, or
    /// `None` if no payload has the length that is left.
    fn plaintext_behind(self, header_bytes: u64) -> Option<u64> {
        let payload = self.0.checked_sub(header_bytes)?;
        let chunks = payload.div_ceil(CHUNK_BYTES + TAG_BYTES);
        let plaintext = payload.checked_sub(TAG_BYTES * chunks)?;
        // age has no empty last piece, unless it is the only one.
        (chunks == 1 || (chunks > 1 && plaintext > CHUNK_BYTES * (chunks - 1))).then_some(plaintext)
    }
}

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
        let data = &data[..data.len().min(CHUNK_BYTES as usize)];
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
mod tests {
    // A failed unwrap is a failed test.
    #![allow(clippy::unwrap_used)]

    use std::cell::Cell;

    use age_core::format::{FileKey, Stanza, grease_the_joint};
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use serde_json::Value;

    use super::*;
    use crate::id::Digest;

    fn identity() -> HybridIdentity {
        HybridIdentity::from_seed(&[1; 32])
    }

    fn seal(class: SizeClass, plaintext: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::new(identity().recipient(), class, Vec::new()).unwrap();
        sealer.write_all(plaintext).unwrap();
        sealer.finish().unwrap()
    }

    fn open_all(identities: &[HybridIdentity], sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
        let mut plaintext = Vec::new();
        open(identities, sealed)?.read_to_end(&mut plaintext)?;
        Ok(plaintext)
    }

    #[test]
    fn size_classes() {
        let class = |bytes| SizeClass::for_plaintext(bytes).map(SizeClass::bytes);
        for (plaintext, sealed) in [
            (0, 65_536),
            (65_536 - 4096 - 16, 65_536),
            (65_536 - 4096 - 15, 262_144),
            (262_144 - 4096 - 64, 262_144),
            (262_144 - 4096 - 63, 1_048_576),
            (1_048_576, 4_194_304),
            (4_194_304 - 4096 - 1024, 4_194_304),
            (4_194_304 - 4096 - 1023, 8_388_608),
            (268_435_456 - 4096 - 65_536, 268_435_456),
        ] {
            assert_eq!(class(plaintext).unwrap(), sealed, "{plaintext}");
            assert!(SizeClass::is_class(sealed));
        }
        for too_large in [268_435_456 - 4096 - 65_535, u64::MAX] {
            assert!(matches!(
                class(too_large),
                Err(SealError::TooLarge {
                    limit_bytes: LARGEST_SEALED_BYTES
                })
            ));
        }
        for other in [0, 1, 8192, 65_535, 131_072, 6 * MIB, 260 * MIB, u64::MAX] {
            assert!(!SizeClass::is_class(other), "{other}");
        }
    }

    #[test]
    fn payload_lengths_that_do_not_exist() {
        let three = SizeClass(3 * (CHUNK_BYTES + TAG_BYTES));
        assert_eq!(three.plaintext_behind(0), Some(3 * CHUNK_BYTES));
        // What is left for the last piece is its tag and `rest` bytes.
        for rest in 1..=16 {
            let header = CHUNK_BYTES + TAG_BYTES - rest;
            assert_eq!(three.plaintext_behind(header), None, "{rest}");
        }
        assert_eq!(
            three.plaintext_behind(CHUNK_BYTES + TAG_BYTES - 17),
            Some(2 * CHUNK_BYTES + 1)
        );
        assert_eq!(
            three.plaintext_behind(CHUNK_BYTES + TAG_BYTES),
            Some(2 * CHUNK_BYTES)
        );
        assert_eq!(SizeClass(100).plaintext_behind(84), Some(0));
        assert_eq!(SizeClass(100).plaintext_behind(85), None);
        assert_eq!(SizeClass(100).plaintext_behind(100), None);
        assert_eq!(SizeClass(100).plaintext_behind(101), None);
    }

    /// Every class has a payload for every header there can be, so that the retry is there for
    /// future headers only.
    #[test]
    fn every_header_fits_every_class() {
        let classes = SMALL_CLASSES
            .into_iter()
            .chain((1..=64).map(|steps| steps * STEP_BYTES))
            .map(SizeClass);
        for class in classes.chain([SizeClass::reply()]) {
            for header in 1500..=LONGEST_HEADER_BYTES {
                let plaintext = class.plaintext_behind(header);
                assert!(plaintext.unwrap() >= class.room(), "{class:?} {header}");
            }
        }
    }

    /// Version line; our stanza; grease: `-> `, tag of 8 characters and `-grease`, 4 arguments of
    /// 8, 132 characters of body on three lines; MAC line; nonce.
    const LONGEST_HEADER_BYTES: u64 = 22
        + (3 + 14 + 1 + 1494 + 1)
        + (43 + 1)
        + (3 + 15 + 4 * 9 + 1)
        + (132 + 3)
        + MAC_LINE_BYTES as u64
        + 1
        + 16;

    #[test]
    fn headers_stay_below_the_allowance() {
        assert_eq!(LONGEST_HEADER_BYTES, 1833);
        let mut longest_body = 0;
        for _ in 0..2000 {
            let grease = grease_the_joint();
            assert!(grease.tag.len() <= 15 && grease.tag.ends_with("-grease"));
            assert!(grease.args.len() <= 4);
            assert!(grease.args.iter().all(|argument| argument.len() <= 8));
            longest_body = longest_body.max(grease.body.len());
        }
        assert!(longest_body <= 99);
        for _ in 0..50 {
            let sealer =
                Sealer::new(identity().recipient(), SizeClass::reply(), io::sink()).unwrap();
            let header = REPLY_BYTES - sealer.unwritten;
            assert!((1640..=LONGEST_HEADER_BYTES).contains(&header), "{header}");
        }
    }

    #[test]
    fn exact_lengths_and_back() {
        for class in [
            SizeClass::reply(),
            SizeClass(65_536),
            SizeClass(262_144),
            SizeClass(MIB),
            SizeClass(2 * STEP_BYTES),
        ] {
            let room = usize::try_from(class.room()).unwrap();
            for length in [0, 1, room.min(70_000), room] {
                let plaintext: Vec<u8> = (0..length).map(|at| (at % 255) as u8 + 1).collect();
                let sealed = seal(class, &plaintext);
                assert_eq!(sealed.len() as u64, class.bytes());
                assert!(is_age(&sealed));
                let opened = open_all(&[identity()], &sealed).unwrap();
                assert!(opened.len() as u64 >= class.room());
                assert_eq!(opened[..length], plaintext);
                assert!(opened[length..].iter().all(|byte| *byte == 0));
            }
        }
    }

    #[test]
    fn too_much_is_refused_before_it_does_damage() {
        let mut sealer =
            Sealer::new(identity().recipient(), SizeClass::reply(), Vec::new()).unwrap();
        let room = usize::try_from(sealer.remaining()).unwrap();
        sealer.write_all(&vec![1; room - 10]).unwrap();
        assert_eq!(sealer.remaining(), 10);
        assert_eq!(
            sealer.write(&[2; 11]).unwrap_err().kind(),
            io::ErrorKind::FileTooLarge
        );
        assert_eq!(sealer.remaining(), 10);
        sealer.write_all(&[3; 10]).unwrap();
        assert!(sealer.write(&[4]).is_err());
        let sealed = sealer.finish().unwrap();
        assert_eq!(sealed.len() as u64, REPLY_BYTES);
        let opened = open_all(&[identity()], &sealed).unwrap();
        assert_eq!(opened[room - 10..], [3; 10]);
        assert_eq!(opened.len(), room);
    }

    #[test]
    fn memory_stays_flat() {
        struct Largest<'a>(&'a Cell<usize>);

        impl Write for Largest<'_> {
            fn write(&mut self, data: &[u8]) -> io::Result<usize> {
                self.0.set(self.0.get().max(data.len()));
                Ok(data.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }

        let largest = Cell::new(0);
        let class = SizeClass(4 * STEP_BYTES);
        let mut sealer = Sealer::new(identity().recipient(), class, Largest(&largest)).unwrap();
        sealer.write_all(&vec![9; 9_000_000]).unwrap();
        sealer.finish().unwrap();
        assert!(largest.get() <= 2 * 65_552, "{}", largest.get());
    }

    #[test]
    fn the_right_key_among_several() {
        let others: Vec<_> = (2..6)
            .map(|seed| HybridIdentity::from_seed(&[seed; 32]))
            .collect();
        let sealed = seal(SizeClass::reply(), b"content");
        assert!(matches!(
            open(&others, sealed.as_slice()),
            Err(OpenError::NoMatchingKey)
        ));
        assert!(matches!(
            open(&[], sealed.as_slice()),
            Err(OpenError::NoMatchingKey)
        ));
        let all = [others, vec![identity()]].concat();
        assert!(open_all(&all, &sealed).unwrap().starts_with(b"content"));
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let sealed = seal(SizeClass::reply(), b"content");
        let identities = [identity()];
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << (at % 8);
            let error = open_all(&identities, &changed).unwrap_err();
            assert!(!matches!(error, OpenError::Io(_)), "{at}: {error}");
        }
    }

    #[test]
    fn every_shortened_file_is_noticed() {
        let sealed = seal(SizeClass::reply(), b"content");
        // Every length of the header, and some of the payload.
        for length in (0..2000).chain((2000..sealed.len()).step_by(61)) {
            let error = open_all(&[identity()], &sealed[..length]).unwrap_err();
            if length < MAGIC.len() {
                assert!(matches!(error, OpenError::NotAge | OpenError::Damaged));
            } else {
                assert!(matches!(error, OpenError::Damaged), "{length}: {error}");
            }
        }
        let longer = [sealed.as_slice(), b"x"].concat();
        assert!(matches!(
            open_all(&[identity()], &longer),
            Err(OpenError::Damaged)
        ));
        // At the border between two pieces.
        let sealed = seal(SizeClass(262_144), b"content");
        let header = sealed.len() - 3 * 65_552 - (sealed.len() - 1800) % 65_552;
        for length in header..header + 400 {
            for pieces in 1..3 {
                let cut = &sealed[..length + pieces * 65_552];
                assert!(matches!(
                    open_all(&[identity()], cut),
                    Err(OpenError::Damaged)
                ));
            }
        }
    }

    #[test]
    fn damage_lasts() {
        let mut sealed = seal(SizeClass(262_144), b"content");
        sealed[100_000] ^= 1;
        let identities = [identity()];
        let mut reader = open(&identities, sealed.as_slice()).unwrap();
        let error = io::copy(&mut reader, &mut io::sink()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        for _ in 0..3 {
            assert!(reader.read(&mut [0; 10]).is_err());
        }
    }

    #[test]
    fn what_is_not_age() {
        let error = |bytes: &[u8]| open_all(&[identity()], bytes).unwrap_err();
        for other in [
            &b""[..],
            b"a",
            b"PK\x03\x04",
            b"age-encryption.org",
            &[0; 100_000],
        ] {
            assert!(matches!(error(other), OpenError::NotAge));
            assert!(!is_age(other));
        }
        assert!(matches!(
            error(b"age-encryption.org/v2\n-> whatever"),
            OpenError::UnknownVersion { major: 2 }
        ));
        assert!(matches!(
            error(b"age-encryption.org/v14\n"),
            OpenError::UnknownVersion { major: 14 }
        ));
        assert!(matches!(
            error(b"age-encryption.org/v1\r\n"),
            OpenError::Damaged
        ));
    }

    #[test]
    fn hostile_headers_are_cheap() {
        let error = |bytes: &[u8]| open_all(&[identity()], bytes).unwrap_err();
        let mac = format!("--- {}\n", "A".repeat(43));
        let many = format!("age-encryption.org/v1\n{}{mac}", "-> a\n\n".repeat(33));
        assert!(matches!(error(many.as_bytes()), OpenError::Damaged));
        let few = format!("age-encryption.org/v1\n{}{mac}", "-> a\n\n".repeat(32));
        assert!(matches!(
            error(&[few.as_bytes(), &[0; 16]].concat()),
            OpenError::NoMatchingKey
        ));
        let long = format!("age-encryption.org/v1\n-> {}\n\n{mac}", "a".repeat(70_000));
        assert!(matches!(error(long.as_bytes()), OpenError::Damaged));
        let endless = [MAGIC, &vec![b'A'; 1_000_000]].concat();
        assert!(matches!(error(&endless), OpenError::Damaged));
        let body = format!(
            "age-encryption.org/v1\n-> a\n{}\n{mac}",
            "A\n".repeat(30_000)
        );
        assert!(matches!(error(body.as_bytes()), OpenError::Damaged));

        // A MAC line that is too short must not send the parser into the payload.
        struct Counted<'a>(&'a [u8], &'a Cell<usize>);

        impl Read for Counted<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let got = self.0.read(out)?;
                self.1.set(self.1.get() + got);
                Ok(got)
            }
        }

        let file = [
            b"age-encryption.org/v1\n-> a\n\n--- short\n".as_slice(),
            &vec![b'x'; 1_000_000],
        ]
        .concat();
        let read = Cell::new(0);
        let reader = io::BufReader::with_capacity(64, Counted(&file, &read));
        assert!(matches!(
            open(&[identity()], reader),
            Err(OpenError::Damaged)
        ));
        assert!(read.get() < 1000, "{}", read.get());
    }

    #[test]
    fn a_full_header_is_read_in_good_time() {
        let mut header = String::from_utf8(MAGIC.to_vec()).unwrap();
        for _ in 0..STANZAS_MAX {
            header.push_str("-> a\n");
            header.push_str(&format!("{}\n", "A".repeat(64)).repeat(30));
            header.push('\n');
        }
        header.push_str(&format!("--- {}\n", "A".repeat(43)));
        assert!(header.len() > 60_000 && header.len() <= HEADER_MAX_BYTES);
        let file = [header.as_bytes(), &[0; 100]].concat();
        let begin = std::time::Instant::now();
        assert!(matches!(
            open(&[identity()], file.as_slice()),
            Err(OpenError::NoMatchingKey)
        ));
        assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
    }

    #[test]
    fn errors_of_the_medium_stay_what_they_are() {
        struct Broken;

        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::PermissionDenied))
            }
        }

        let sealed = seal(SizeClass(65_536), b"content");
        for length in [0, 10, 100, 2000, 40_000] {
            let input = io::BufReader::new(sealed[..length].chain(Broken));
            let result = open(&[identity()], input).and_then(|mut reader| {
                reader.read_to_end(&mut Vec::new()).map_err(OpenError::from)
            });
            assert!(matches!(result, Err(OpenError::Io(_))), "{length}");
        }
    }

    #[test]
    fn passphrases() {
        let passphrase = SecretString::from("correct horse");
        let sealed = seal_with_passphrase(&passphrase, b"secret", 10);
        assert_eq!(
            open_with_passphrase(&passphrase, &sealed)
                .unwrap()
                .as_slice(),
            b"secret"
        );
        assert!(matches!(
            open_with_passphrase(&SecretString::from("wrong horse"), &sealed),
            Err(OpenError::WrongPassphrase)
        ));
        // A factor of 1 would be no protection.
        let weak = seal_with_passphrase(&passphrase, b"secret", 1);
        let header = String::from_utf8_lossy(&weak[..100]).into_owned();
        assert!(header.lines().nth(1).unwrap().ends_with(" 10"), "{header}");
        // Nobody computes for hours because a file says so.
        let costly = String::from_utf8_lossy(&sealed[..100]).replacen(" 10\n", " 21\n", 1);
        let costly = [costly.as_bytes(), &sealed[100..]].concat();
        let sealed_hybrid = seal(SizeClass::reply(), b"content");
        assert!(matches!(
            open_with_passphrase(&passphrase, &sealed_hybrid),
            Err(OpenError::NoMatchingKey)
        ));
        assert!(matches!(
            open_all(&[identity()], &sealed),
            Err(OpenError::NoMatchingKey)
        ));
        assert!(matches!(
            open_with_passphrase(&passphrase, &costly),
            Err(OpenError::TooCostly)
        ));
        for length in 0..sealed.len() {
            assert!(open_with_passphrase(&passphrase, &sealed[..length]).is_err());
        }
    }

    #[test]
    fn files_of_another_implementation() {
        let vectors: Vec<Value> =
            serde_json::from_str(include_str!("../../tests/vectors/seal/hybrid.json")).unwrap();
        for vector in vectors {
            let text = |name: &str| vector[name].as_str().unwrap();
            let identity: HybridIdentity = text("identity").parse().unwrap();
            let file = BASE64_STANDARD.decode(text("file")).unwrap();
            let plaintext = BASE64_STANDARD.decode(text("plaintext")).unwrap();
            assert_eq!(open_all(&[identity], &file).unwrap(), plaintext);
        }
    }

    /// Knows the file key beforehand: for vectors sealed to recipients that we do not have.
    struct KnownKey([u8; 16]);

    impl age::Identity for KnownKey {
        fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<FileKey, DecryptError>> {
            Some(Ok(FileKey::new(Box::new(self.0))))
        }
    }

    #[test]
    fn cctv() {
        let vectors: Vec<Value> =
            serde_json::from_str(include_str!("../../tests/vectors/seal/cctv.json")).unwrap();
        assert!(vectors.len() > 70);
        for vector in vectors {
            let name = vector["name"].as_str().unwrap();
            let texts = |key: &str| -> Vec<String> {
                vector[key]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|value| value.as_str().unwrap().to_owned())
                    .collect()
            };
            let file = BASE64_STANDARD
                .decode(vector["file"].as_str().unwrap())
                .unwrap();
            let passphrases = texts("passphrases");
            let hybrid: Vec<HybridIdentity> = texts("identities")
                .iter()
                .filter_map(|text| text.parse().ok())
                .collect();
            let result = if !passphrases.is_empty() {
                passphrases
                    .iter()
                    .map(|text| open_with_passphrase(&SecretString::from(text.clone()), &file))
                    .reduce(|first, second| first.or(second))
                    .unwrap()
                    .map(|plaintext| plaintext.to_vec())
            } else if !hybrid.is_empty() {
                open_all(&hybrid, &file)
            } else {
                let key = vector["file_key"]
                    .as_str()
                    .map(|text| hex::decode(text).unwrap());
                let key = KnownKey(key.unwrap_or(vec![0; 16]).try_into().unwrap());
                open_with([&key as &dyn age::Identity].into_iter(), file.as_slice()).and_then(
                    |mut reader| {
                        let mut plaintext = Vec::new();
                        reader.read_to_end(&mut plaintext)?;
                        Ok(plaintext)
                    },
                )
            };
            let expected = vector["expect"].as_str().unwrap();
            match (expected, &result) {
                ("success", Ok(plaintext)) => {
                    assert_eq!(
                        Digest::of(plaintext).to_string(),
                        vector["payload"],
                        "{name}"
                    );
                }
                ("no match", Err(OpenError::NoMatchingKey | OpenError::WrongPassphrase)) => {}
                ("HMAC failure" | "payload failure", Err(OpenError::Damaged)) => {}
                (
                    "header failure",
                    Err(
                        OpenError::Damaged
                        | OpenError::NotAge
                        | OpenError::TooCostly
                        | OpenError::UnknownVersion { .. },
                    ),
                ) => {}
                // The fault is in a stanza for a classical recipient, which we pass over.
                ("header failure", Err(OpenError::NoMatchingKey))
                    if name == "hybrid_x25519_arg" => {}
                _ => panic!("{name}: expected {expected}, got {result:?}"),
            }
        }
    }
}
