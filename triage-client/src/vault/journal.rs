//! The journal: the truth about every case, kept twice (protocol 12.3).
//!
//! `a` and `b` hold the same frames. Each frame opens by itself and names the hash of the one
//! before it, so a damaged frame costs no other, and is taken from the twin.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crypto_core::{AtRestKey, Digest};
use zeroize::Zeroizing;

use super::durable;
use super::keyring::JournalMark;
use crate::desk::DeskError;

const MAGIC: &[u8; 4] = b"SPJ1";
/// Magic, index, hash of the frame before, length of the sealed bytes.
const HEADER_BYTES: usize = 4 + 8 + 32 + 4;
/// Longest sealed content: a published organisation file is at most 4 MiB.
const MAX_SEALED_BYTES: usize = 16 << 20;
const LABEL: &[u8] = b"sealpost/v1/journal";
const COPIES: [&str; 2] = ["a", "b"];
/// Damaged copies kept beside the journal, less one.
const MOST_KEPT: u32 = 5;

/// Where a frame lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FrameRef {
    index: u64,
    offset: u64,
    length: usize,
    previous: Digest,
    hash: Digest,
}

/// What was found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum JournalDamage {
    /// A copy (by name) was missing, cut off or damaged, and was written again from the other.
    Mended(&'static str),
    /// A frame (by number) is damaged in both copies.
    Lost(u64),
    /// The journal ends before the number of frames the keyring knows.
    Short {
        /// Frames missing at the end.
        missing: u64,
    },
    /// A frame (by number) does not name the hash of the one before it.
    Chain(u64),
}

/// Both copies, open.
pub(crate) struct Journal {
    folder: PathBuf,
    key: AtRestKey,
    files: [File; 2],
    /// Frames that can be read, by index; they lie at the same place in both copies.
    frames: Vec<FrameRef>,
    end: u64,
    mark: JournalMark,
}

impl Journal {
    /// Makes an empty journal for a new vault.
    pub(crate) fn create(folder: &Path, key: AtRestKey) -> io::Result<Self> {
        durable::create_folder(folder)?;
        let files = [open(&folder.join("a"))?, open(&folder.join("b"))?];
        durable::sync_folder(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            key,
            files,
            frames: Vec::new(),
            end: 0,
            mark: JournalMark::START,
        })
    }

    /// Opens both copies, mends what one of them can give the other, and names the rest.
    pub(crate) fn open(
        folder: &Path,
        key: AtRestKey,
        expected: JournalMark,
    ) -> io::Result<(Self, Vec<JournalDamage>)> {
        durable::create_folder(folder)?;
        Self::open_with(folder, key, expected, &[])
    }

    /// The same, taking frames that neither copy holds from `others`: copies in a backup.
    pub(crate) fn open_with(
        folder: &Path,
        key: AtRestKey,
        expected: JournalMark,
        others: &[PathBuf],
    ) -> io::Result<(Self, Vec<JournalDamage>)> {
        let mut damage = Vec::new();
        let own: Vec<PathBuf> = COPIES.iter().map(|name| folder.join(name)).collect();
        let mut sources = Vec::new();
        for path in &own {
            let file = open(path)?;
            let scan = scan(&file, &key)?;
            sources.push((file, scan));
        }
        for path in others {
            if let Ok(file) = File::open(path) {
                let scan = scan(&file, &key)?;
                sources.push((file, scan));
            }
        }
        let best = choose(&sources);
        let is_complete = best.len() as u64 >= expected.count
            && (0..).zip(&best).all(|(at, (_, frame))| frame.index == at);
        for (at, name) in COPIES.into_iter().enumerate() {
            let (file, scan) = &sources[at];
            if !is_exactly(&best, &scan.frames) || file.metadata()?.len() != packed_bytes(&best) {
                if !is_complete && file.metadata()?.len() > 0 {
                    // Whoever knows more than this program may still get something out of it.
                    keep_damaged(folder, name)?;
                }
                write_copy(folder, name, &best, &sources)?;
                damage.push(JournalDamage::Mended(name));
            }
        }
        let files = [open(&own[0])?, open(&own[1])?];
        let mut offset = 0;
        let mut frames = Vec::with_capacity(best.len());
        for (_, frame) in best {
            frames.push(FrameRef { offset, ..frame });
            offset += frame.length as u64;
        }
        let (count, head) = frames.last().map_or((0, JournalMark::START.head), |last| {
            (last.index + 1, last.hash)
        });
        let mut next = 0;
        let mut previous = Some(JournalMark::START.head);
        for frame in &frames {
            damage.extend((next..frame.index).map(JournalDamage::Lost));
            if frame.index == next && previous != Some(frame.previous) {
                damage.push(JournalDamage::Chain(frame.index));
            }
            next = frame.index + 1;
            previous = Some(frame.hash);
        }
        let known_head = expected
            .count
            .checked_sub(1)
            .and_then(|last| frames.iter().find(|frame| frame.index == last));
        if expected.count > count {
            damage.push(JournalDamage::Short {
                missing: expected.count - count,
            });
        } else if known_head.is_some_and(|frame| frame.hash != expected.head) {
            damage.push(JournalDamage::Chain(expected.count - 1));
        }
        let mark = if expected.count > count {
            // The lost numbers are never given again.
            expected
        } else {
            JournalMark { count, head }
        };
        let journal = Self {
            folder: folder.to_owned(),
            key,
            files,
            frames,
            end: offset,
            mark,
        };
        Ok((journal, damage))
    }

    /// Frames ever written and the hash of the last.
    pub(crate) fn mark(&self) -> JournalMark {
        self.mark
    }

    /// Numbers of the frames that can be read.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u64> + '_ {
        self.frames.iter().map(|frame| frame.index)
    }

    /// Reads one frame, from the other copy if the first fails.
    pub(crate) fn read(&self, index: u64) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        let lost = || DeskError::damaged(format!("frame {index} of the journal"));
        let at = self
            .frames
            .binary_search_by_key(&index, |frame| frame.index)
            .map_err(|_| lost())?;
        let frame = self.frames[at];
        self.files
            .iter()
            .find_map(|file| {
                let mut bytes = vec![0; frame.length];
                file.read_exact_at(&mut bytes, frame.offset).ok()?;
                let (found, content) = open_frame(&self.key, &bytes)?;
                (found.hash == frame.hash).then_some(content)
            })
            .ok_or_else(lost)
    }

    /// What the frames of another copy hold that are not, byte for byte, among those here.
    pub(crate) fn others_in(&self, path: &Path) -> io::Result<Vec<Zeroizing<Vec<u8>>>> {
        let file = match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            file => file?,
        };
        let known: BTreeSet<Digest> = self.frames.iter().map(|frame| frame.hash).collect();
        let mut contents = Vec::new();
        for frame in scan(&file, &self.key)?.frames {
            if known.contains(&frame.hash) {
                continue;
            }
            let mut bytes = vec![0; frame.length];
            file.read_exact_at(&mut bytes, frame.offset)?;
            contents.extend(open_frame(&self.key, &bytes).map(|(_, content)| content));
        }
        Ok(contents)
    }

    /// Appends frames to both copies; they are on the medium when this returns.
    ///
    /// On failure neither the copies nor the count have changed.
    pub(crate) fn append(&mut self, contents: &[Vec<u8>]) -> Result<Vec<u64>, DeskError> {
        let mut bytes = Vec::new();
        let mut added = Vec::new();
        let mut mark = self.mark;
        for content in contents {
            let start = bytes.len();
            seal_frame(&self.key, mark, content, &mut bytes);
            let frame = FrameRef {
                index: mark.count,
                offset: self.end + start as u64,
                length: bytes.len() - start,
                previous: mark.head,
                hash: Digest::of(&bytes[start..]),
            };
            if frame.length - HEADER_BYTES > MAX_SEALED_BYTES {
                return Err(DeskError::TooLarge {
                    limit_bytes: MAX_SEALED_BYTES as u64,
                });
            }
            mark = JournalMark {
                count: mark.count + 1,
                head: frame.hash,
            };
            added.push(frame);
        }
        for file in &self.files {
            let written = file
                .write_all_at(&bytes, self.end)
                .and_then(|()| file.sync_data());
            if let Err(error) = written {
                for file in &self.files {
                    // What cannot be cut off now is cut off as an unfinished tail at the next
                    // opening, or is there in one copy and was never confirmed.
                    let _ = file.set_len(self.end);
                }
                return Err(DeskError::io("writing the journal")(error));
            }
        }
        let numbers = added.iter().map(|frame| frame.index).collect();
        self.end += bytes.len() as u64;
        self.frames.extend(added);
        self.mark = mark;
        Ok(numbers)
    }

    /// Reads everything again from the medium.
    pub(crate) fn reopen(&mut self, others: &[PathBuf]) -> io::Result<Vec<JournalDamage>> {
        let (journal, damage) = Self::open_with(&self.folder, self.key.clone(), self.mark, others)?;
        *self = journal;
        Ok(damage)
    }
}

struct Scan {
    frames: Vec<FrameRef>,
}

type Source = (File, Scan);

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

/// Associated data: the label and the header without the length's own use.
fn associated(header: &[u8]) -> Vec<u8> {
    [LABEL, header].concat()
}

fn seal_frame(key: &AtRestKey, mark: JournalMark, content: &[u8], out: &mut Vec<u8>) {
    // Nonce 24, tag 16.
    let sealed_bytes = content.len() + 40;
    let mut header = Vec::with_capacity(HEADER_BYTES);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&mark.count.to_be_bytes());
    header.extend_from_slice(mark.head.as_bytes());
    // A length beyond the limit is refused by the caller before it is written.
    header.extend_from_slice(
        &u32::try_from(sealed_bytes)
            .unwrap_or(u32::MAX)
            .to_be_bytes(),
    );
    let sealed = key.seal(&mut rand_core::OsRng, &associated(&header), content);
    out.extend_from_slice(&header);
    out.extend_from_slice(&sealed);
}

struct Header {
    index: u64,
    previous: Digest,
    sealed_bytes: usize,
}

fn parse_header(bytes: &[u8]) -> Option<Header> {
    let bytes: &[u8; HEADER_BYTES] = bytes.get(..HEADER_BYTES)?.try_into().ok()?;
    let sealed_bytes = u32::from_be_bytes(bytes[44..48].try_into().ok()?) as usize;
    (&bytes[..4] == MAGIC && (40..=MAX_SEALED_BYTES).contains(&sealed_bytes)).then_some(Header {
        index: u64::from_be_bytes(bytes[4..12].try_into().ok()?),
        previous: Digest::from_bytes(bytes[12..44].try_into().ok()?),
        sealed_bytes,
    })
}

/// Opens a whole frame; the reference's offset is left at 0.
fn open_frame(key: &AtRestKey, bytes: &[u8]) -> Option<(FrameRef, Zeroizing<Vec<u8>>)> {
    let header = parse_header(bytes)?;
    let sealed = bytes.get(HEADER_BYTES..)?;
    if sealed.len() != header.sealed_bytes {
        return None;
    }
    let content = key.open(&associated(&bytes[..HEADER_BYTES]), sealed).ok()?;
    let frame = FrameRef {
        index: header.index,
        offset: 0,
        length: bytes.len(),
        previous: header.previous,
        hash: Digest::of(bytes),
    };
    Some((frame, content))
}

/// Finds every frame that opens, also behind damage.
fn scan(file: &File, key: &AtRestKey) -> io::Result<Scan> {
    let length = file.metadata()?.len();
    let mut frames: Vec<FrameRef> = Vec::new();
    let mut offset = 0;
    while offset + (HEADER_BYTES as u64) <= length {
        if let Some(frame) = frame_at(file, key, offset, length)? {
            offset += frame.length as u64;
            frames.push(frame);
        } else {
            match next_magic(file, offset + 1, length)? {
                Some(found) => offset = found,
                None => break,
            }
        }
    }
    Ok(Scan { frames })
}

fn frame_at(
    file: &File,
    key: &AtRestKey,
    offset: u64,
    length: u64,
) -> io::Result<Option<FrameRef>> {
    let mut header = [0; HEADER_BYTES];
    if !read_or_skip(file, &mut header, offset)? {
        return Ok(None);
    }
    let Some(parsed) = parse_header(&header) else {
        return Ok(None);
    };
    let whole = HEADER_BYTES + parsed.sealed_bytes;
    if offset + whole as u64 > length {
        return Ok(None);
    }
    let mut bytes = vec![0; whole];
    if !read_or_skip(file, &mut bytes, offset)? {
        return Ok(None);
    }
    Ok(open_frame(key, &bytes).map(|(frame, _)| FrameRef { offset, ..frame }))
}

/// A sector that cannot be read counts as damage of this copy, not as the end of the vault.
fn read_or_skip(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<bool> {
    match file.read_exact_at(buffer, offset) {
        Ok(()) => Ok(true),
        Err(error)
            if error.kind() == io::ErrorKind::UnexpectedEof
                || error.raw_os_error() == Some(libc::EIO) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn next_magic(file: &File, mut from: u64, length: u64) -> io::Result<Option<u64>> {
    let mut buffer = vec![0; 64 * 1024];
    while from + (MAGIC.len() as u64) <= length {
        let wanted = buffer.len().min((length - from) as usize);
        if !read_or_skip(file, &mut buffer[..wanted], from)? {
            from += wanted as u64;
            continue;
        }
        let found = buffer[..wanted]
            .windows(MAGIC.len())
            .position(|window| window == MAGIC);
        if let Some(at) = found {
            return Ok(Some(from + at as u64));
        }
        if wanted <= MAGIC.len() {
            break;
        }
        from += (wanted - MAGIC.len() + 1) as u64;
    }
    Ok(None)
}

/// Chooses one readable frame for each number. Where copies hold different frames of one number
/// (a write that failed half-way and was repeated), the one its successor names wins.
fn choose(sources: &[Source]) -> Vec<(usize, FrameRef)> {
    let numbers: BTreeSet<u64> = sources
        .iter()
        .flat_map(|(_, scan)| scan.frames.iter().map(|frame| frame.index))
        .collect();
    let mut best: Vec<(usize, FrameRef)> = Vec::with_capacity(numbers.len());
    let mut wanted: Option<(u64, Digest)> = None;
    for number in numbers.into_iter().rev() {
        let candidates = || {
            sources
                .iter()
                .enumerate()
                .filter_map(move |(at, (_, scan))| {
                    // Numbers rise within a copy, but for what damage may have left.
                    scan.frames
                        .binary_search_by_key(&number, |frame| frame.index)
                        .ok()
                        .map(|found| (at, scan.frames[found]))
                })
        };
        let named = wanted
            .filter(|(index, _)| *index == number)
            .and_then(|(_, hash)| candidates().find(|(_, frame)| frame.hash == hash));
        if let Some(chosen) = named.or_else(|| candidates().next()) {
            wanted = number
                .checked_sub(1)
                .map(|before| (before, chosen.1.previous));
            best.push(chosen);
        }
    }
    best.reverse();
    best
}

fn packed_bytes(best: &[(usize, FrameRef)]) -> u64 {
    best.iter().map(|(_, frame)| frame.length as u64).sum()
}

/// Whether a copy holds exactly these frames, one after the other.
fn is_exactly(best: &[(usize, FrameRef)], frames: &[FrameRef]) -> bool {
    let mut offset = 0;
    best.len() == frames.len()
        && best.iter().zip(frames).all(|((_, wanted), found)| {
            let fits = wanted.hash == found.hash && found.offset == offset;
            offset += found.length as u64;
            fits
        })
}

/// Moves a copy that cannot be mended out of the way, under the first free name.
fn keep_damaged(folder: &Path, name: &str) -> io::Result<()> {
    let free = (1..MOST_KEPT)
        .map(|number| folder.join(format!("{name}.damaged-{number}")))
        .find(|path| !path.exists());
    match free {
        Some(path) => std::fs::rename(folder.join(name), path),
        None => Ok(()),
    }
}

fn write_copy(
    folder: &Path,
    name: &str,
    best: &[(usize, FrameRef)],
    sources: &[Source],
) -> io::Result<()> {
    let (file, temporary) = durable::temporary(folder)?;
    let mut out = BufWriter::new(file);
    let mut bytes = Vec::new();
    for (source, frame) in best {
        bytes.resize(frame.length, 0);
        sources[*source].0.read_exact_at(&mut bytes, frame.offset)?;
        out.write_all(&bytes)?;
    }
    out.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    std::fs::rename(&temporary, folder.join(name))?;
    durable::sync_folder(folder)
}

#[cfg(test)]
mod tests;
