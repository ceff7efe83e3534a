//! One letter, from a relay onto the stick: resumed, hashed, and only then given its name.

use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use ureq::Body;
use ureq::http::Response;
use ureq::http::header::CONTENT_RANGE;

use super::link::{Link, Listed, refusal};
use super::progress::Progress;
use super::stick::{PIECE_BYTES, Stick, StickError, feed};
use super::trouble::{Halt, Trouble};
use crate::digest::{BlobHasher, BlobId};

/// How a fetch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fetched {
    /// The letter is on the stick, under its name.
    Whole,
    /// What the relay sent does not have the hash it was listed under.
    Damaged,
    /// The relay deleted it since it was listed.
    Vanished,
}

/// A try that got this far, in bytes, earns fresh patience. More than a byte, so that a relay
/// that sends one byte a connection does not hold the courier for ever.
const WORTHWHILE_BYTES: u64 = 64 << 10;

/// After this time a body must have come at `SLOWEST` on average: the limit on silence alone
/// lets through a relay that sends one byte a minute.
const GRACE: Duration = Duration::from_secs(60);
/// Bytes a second.
const SLOWEST: u64 = 128;

/// Fetches a letter.
pub(super) fn fetch(
    stick: &Stick,
    link: &Link,
    progress: &Progress,
    letter: &Listed,
) -> Result<Fetched, Halt> {
    let growing = stick.unfinished_letter(letter.sha256);
    let mut resumed = stick.open_file(&growing)?.is_some();
    let mut reached = 0;
    let mut tried = 1;
    loop {
        link.in_time()?;
        match attempt(stick, link, progress, letter, &growing) {
            Ok(Attempt::Whole(hash)) if hash == letter.sha256 => {
                let file = stick.grow(&growing)?;
                stick.settle(&file, &growing, &stick.letter(letter.sha256))?;
                return Ok(Fetched::Whole);
            }
            Ok(Attempt::Vanished) => {
                stick.remove(&growing)?;
                return Ok(Fetched::Vanished);
            }
            Ok(Attempt::Whole(_) | Attempt::Mismatch) => {
                stick.remove(&growing)?;
                // The beginning may be from an earlier visit, and torn by a power cut.
                if !resumed {
                    return Ok(Fetched::Damaged);
                }
                resumed = false;
            }
            Err(Halt::Stick(StickError::Full)) => {
                // Gives the room back to the indexes, and to the letters that do fit.
                stick.remove(&growing)?;
                return Err(StickError::Full.into());
            }
            Err(Halt::Stick(error)) => return Err(error.into()),
            Err(Halt::Relay(trouble)) => {
                let now = growing.metadata().map_or(0, |found| found.len());
                if now >= reached + WORTHWHILE_BYTES {
                    reached = now;
                    tried = 1;
                }
                link.patience.wait(tried, trouble)?;
                tried += 1;
            }
        }
    }
}

enum Attempt {
    /// All bytes are there, and hash to this.
    Whole(BlobId),
    /// The relay's lengths contradict each other.
    Mismatch,
    Vanished,
}

/// Goes on where the unfinished file ends, over one connection.
fn attempt(
    stick: &Stick,
    link: &Link,
    progress: &Progress,
    letter: &Listed,
    growing: &Path,
) -> Result<Attempt, Halt> {
    let mut hasher = BlobHasher::new();
    let mut have = match stick.open_file(growing)? {
        Some(mut file) => feed(&mut file, &mut hasher).map_err(|error| stick.error(&error))?,
        None => 0,
    };
    if have > letter.length {
        return Ok(Attempt::Mismatch);
    }
    if have == letter.length && have > 0 {
        return Ok(Attempt::Whole(hasher.finish()));
    }
    let mut answer = link.letter(letter.sha256, have)?;
    match answer.status().as_u16() {
        206 if have > 0 => {
            if range(&answer) != Some((have, letter.length)) {
                return Ok(Attempt::Mismatch);
            }
        }
        // A relay may ignore the range and send everything.
        200 => {
            stick.remove(growing)?;
            hasher = BlobHasher::new();
            have = 0;
        }
        206 | 416 => return Ok(Attempt::Mismatch),
        404 => return Ok(Attempt::Vanished),
        _ => return Err(refusal(&answer).into()),
    }
    let mut file = stick.grow(growing)?;
    let began = Instant::now();
    let mut came = 0;
    // One byte more than is due, to notice a relay that sends more.
    let mut body = answer.body_mut().as_reader().take(letter.length - have + 1);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let count = match body.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(link.io_trouble(&error).into()),
        };
        hasher.update(&piece[..count]);
        have += count as u64;
        came += count as u64;
        if have > letter.length {
            return Ok(Attempt::Mismatch);
        }
        file.write_all(&piece[..count])
            .map_err(|error| stick.error(&error))?;
        progress.advance(count as u64);
        link.in_time()?;
        let spent = began.elapsed();
        if spent > GRACE && came / spent.as_secs().max(1) < SLOWEST {
            return Err(Trouble::TooSlow.into());
        }
    }
    if have < letter.length {
        return Err(Trouble::Unreachable.into());
    }
    Ok(Attempt::Whole(hasher.finish()))
}

/// Reads `Content-Range: bytes <first>-<last>/<total>` as first byte and total.
fn range(answer: &Response<Body>) -> Option<(u64, u64)> {
    let text = answer.headers().get(CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let total: u64 = total.parse().ok()?;
    let whole = last.parse::<u64>().ok()?.checked_add(1)? == total;
    Some((first.parse().ok()?, total)).filter(|_| whole)
}
