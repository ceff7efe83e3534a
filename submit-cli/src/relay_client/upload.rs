//! Brings a sealed letter to a relay (protocol 10.1).
//!
//! A letter of less than a mebibyte goes in one request. A larger one goes in pieces, and the
//! state of its journey is kept in a file beside it, so that neither a broken link nor a closed
//! lid costs what has arrived. Success is only what the relay confirms with the letter's SHA-256.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crypto_core::Digest;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ureq::http::Response;
use ureq::{Body, SendBody};

use super::{RelayAddress, RelayClient, read_body, unreachable_or_wrong};
use crate::error::Error;
use crate::home;

/// From this length on, a letter goes in pieces.
const RESUMABLE_FROM_BYTES: u64 = 1 << 20;
/// Length of one piece: small enough that a proxy on the way does not lose much of it.
const PIECE_BYTES: u64 = 4 << 20;
/// Answers to sending are a line of JSON.
const ANSWER_BYTES: u64 = 64 << 10;
/// No relay may make a person wait longer between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const PARTIAL: &str = "/v1/submissions/partial/";

/// How long to go on trying.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// Failures in a row, without a byte of progress, before this relay is given up.
    pub(crate) attempts: u32,
    /// Pause after the first failure; it doubles, up to half a minute.
    pub(crate) pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            attempts: 5,
            pause: Duration::from_secs(1),
        }
    }
}

impl Patience {
    fn wait(&self, failures: u32, asked: Option<Duration>) {
        let pause = self.pause.saturating_mul(1 << failures.min(5));
        let pause = pause.min(LONGEST_PAUSE);
        thread::sleep(asked.map_or(pause, |asked| pause.max(asked.min(LONGEST_PAUSE))));
    }
}

/// Told how many bytes the relay has.
pub(crate) type Progress<'a> = dyn FnMut(u64) + 'a;

/// A sealed letter in a file, on its way.
#[derive(Debug)]
pub(crate) struct Upload {
    path: PathBuf,
    length: u64,
    sha256: Digest,
}

/// Where a letter in pieces stands; in `<letter>.upload`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journey {
    /// The relay's id or address: a partial upload belongs to the relay that began it.
    relay: String,
    /// Its path there.
    location: String,
    /// The letter's SHA-256, so that the state is never used for another letter.
    sha256: Digest,
}

/// Why an attempt ended.
enum Trouble {
    /// Worth another attempt here, after the pause that the relay asked for, if it did.
    Passing(Error, Option<Duration>),
    /// Not worth another attempt here.
    Lasting(Error),
}

impl Upload {
    /// Reads the letter once, checking that it is one, and its checksum.
    pub(crate) fn new(path: &Path) -> Result<Self, Error> {
        let mut file = File::open(path).map_err(Error::read(path))?;
        let mut hash = Sha256::new();
        let mut start = [0; 22];
        let mut length = file.read(&mut start).map_err(Error::read(path))?;
        hash.update(&start[..length]);
        if &start[..length] != b"age-encryption.org/v1\n" {
            return Err(Error::Letter(path.to_owned()));
        }
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = file.read(&mut buffer).map_err(Error::read(path))?;
            if count == 0 {
                break;
            }
            hash.update(&buffer[..count]);
            length += count;
        }
        let length = length as u64;
        // A truncated letter would be refused by every relay: say so here.
        if length < 65_536 || !crypto_core::SizeClass::is_class(length) {
            return Err(Error::Letter(path.to_owned()));
        }
        Ok(Self {
            path: path.to_owned(),
            length,
            sha256: Digest::from_bytes(hash.finalize().into()),
        })
    }

    /// Returns the letter's length in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Returns the letter's SHA-256.
    pub(crate) fn sha256(&self) -> Digest {
        self.sha256
    }

    /// Sends the letter, going on where an earlier attempt ended.
    pub(crate) fn send(
        &self,
        address: &RelayAddress,
        client: &RelayClient,
        patience: Patience,
        progress: &mut Progress<'_>,
    ) -> Result<(), Error> {
        let mut failures = 0;
        let mut furthest = 0;
        loop {
            let mut reached = 0;
            let attempt = if self.length < RESUMABLE_FROM_BYTES {
                self.send_whole(client, progress)
            } else {
                self.send_pieces(address, client, &mut |bytes| {
                    reached = bytes;
                    progress(bytes);
                })
            };
            match attempt {
                Ok(confirmed) if confirmed == self.sha256 => {
                    self.forget_journey();
                    return Ok(());
                }
                Ok(_) => {
                    self.forget_journey();
                    return Err(Error::RelayChecksum);
                }
                Err(Trouble::Lasting(error)) => return Err(error),
                Err(Trouble::Passing(error, pause)) => {
                    if reached > furthest {
                        furthest = reached;
                        failures = 0;
                    }
                    failures += 1;
                    if failures >= patience.attempts {
                        return Err(error);
                    }
                    patience.wait(failures - 1, pause);
                }
            }
        }
    }

    fn send_whole(
        &self,
        client: &RelayClient,
        progress: &mut Progress<'_>,
    ) -> Result<Digest, Trouble> {
        let mut body = self.part(0, self.length, progress)?;
        let answer = client
            .agent
            .post(client.url("/v1/submissions"))
            .header("Content-Type", "application/octet-stream")
            .header("Content-Length", self.length)
            .send(SendBody::from_reader(&mut body))
            .map_err(|error| self.broken(error))?;
        confirmed(answer)
    }

    fn send_pieces(
        &self,
        address: &RelayAddress,
        client: &RelayClient,
        progress: &mut Progress<'_>,
    ) -> Result<Digest, Trouble> {
        let relay = address
            .relay
            .map_or_else(|| address.url.clone(), |id| id.to_string());
        let (location, mut offset) = match self.journey(&relay) {
            Some(location) => match self.offset(client, &location)? {
                Some(offset) => (location, offset),
                // Forgotten by the relay, which keeps pieces for a day.
                None => (self.begin(client, &relay)?, 0),
            },
            None => (self.begin(client, &relay)?, 0),
        };
        progress(offset);
        loop {
            let length = PIECE_BYTES.min(self.length - offset);
            // With nothing left it was the last answer that got lost: an empty last piece asks
            // for it again.
            let is_last = offset + length == self.length;
            let mut body = self.part(offset, length, progress)?;
            let answer = client
                .agent
                .patch(client.url(&location))
                .header("Content-Type", "application/partial-upload")
                .header("Content-Length", length)
                .header("Upload-Offset", offset)
                .header("Upload-Complete", if is_last { "?1" } else { "?0" })
                .send(SendBody::from_reader(&mut body))
                .map_err(|error| self.broken(error))?;
            match answer.status().as_u16() {
                200 | 201 if is_last => return confirmed(answer),
                200 | 201 | 204 if !is_last => offset += length,
                // Another offset than we thought: ask, and go on from there.
                409 => return Err(Trouble::Passing(Error::RelayAnswer, None)),
                404 | 410 => {
                    self.forget_journey();
                    return Err(Trouble::Passing(Error::RelayAnswer, None));
                }
                _ => return Err(refused(&answer)),
            }
        }
    }

    /// Creates a partial upload and notes where it is.
    fn begin(&self, client: &RelayClient, relay: &str) -> Result<String, Trouble> {
        let answer = client
            .agent
            .post(client.url("/v1/submissions"))
            .header("Content-Type", "application/octet-stream")
            .header("Upload-Complete", "?0")
            .header("Upload-Length", self.length)
            .send_empty()
            .map_err(|error| Trouble::Passing(unreachable_or_wrong(error), None))?;
        if answer.status().as_u16() != 201 {
            return Err(refused(&answer));
        }
        let location = header(&answer, "location")
            // A path on this relay, never an address elsewhere.
            .filter(|at| at.strip_prefix(PARTIAL).is_some_and(is_hex_id))
            .ok_or(Trouble::Lasting(Error::RelayAnswer))?
            .to_owned();
        let journey = Journey {
            relay: relay.to_owned(),
            location: location.clone(),
            sha256: self.sha256,
        };
        // Without the note the letter still arrives, only not across a restart.
        if let Ok(json) = serde_json::to_vec(&journey) {
            let _ = home::write_bytes(&self.journey_path(), true, &json);
        }
        Ok(location)
    }

    /// Asks how many bytes have arrived; `None` if the relay knows nothing of it.
    fn offset(&self, client: &RelayClient, location: &str) -> Result<Option<u64>, Trouble> {
        let answer = client
            .agent
            .head(client.url(location))
            .call()
            .map_err(|error| Trouble::Passing(unreachable_or_wrong(error), None))?;
        match answer.status().as_u16() {
            200 | 204 => header(&answer, "upload-offset")
                .and_then(|text| text.parse().ok())
                .filter(|offset| *offset <= self.length)
                .map(Some)
                .ok_or_else(|| {
                    self.forget_journey();
                    Trouble::Passing(Error::RelayAnswer, None)
                }),
            404 | 410 => Ok(None),
            _ => Err(refused(&answer)),
        }
    }

    fn journey_path(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".upload");
        name.into()
    }

    fn journey(&self, relay: &str) -> Option<String> {
        let bytes = home::read_bounded(&self.journey_path(), 4096).ok()?;
        let journey: Journey = serde_json::from_slice(&bytes).ok()?;
        let is_ours = journey.relay == relay
            && journey.sha256 == self.sha256
            && journey
                .location
                .strip_prefix(PARTIAL)
                .is_some_and(is_hex_id);
        is_ours.then_some(journey.location)
    }

    fn forget_journey(&self) {
        let _ = fs::remove_file(self.journey_path());
    }

    fn part<'a>(
        &self,
        offset: u64,
        length: u64,
        progress: &'a mut Progress<'_>,
    ) -> Result<Part<'a>, Trouble> {
        let open = || -> io::Result<File> {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(offset))?;
            Ok(file)
        };
        let file = open().map_err(|e| Trouble::Lasting(Error::read(&self.path)(e)))?;
        Ok(Part {
            file: file.take(length),
            sent: offset,
            tell: Box::new(progress),
        })
    }

    fn broken(&self, error: ureq::Error) -> Trouble {
        Trouble::Passing(unreachable_or_wrong(error), None)
    }
}

/// A stretch of the letter that tells how far it was read.
struct Part<'a> {
    file: io::Take<File>,
    sent: u64,
    tell: Box<dyn FnMut(u64) + 'a>,
}

impl Read for Part<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buf)?;
        self.sent += count as u64;
        (self.tell)(self.sent);
        Ok(count)
    }
}

fn is_hex_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn header<'a>(answer: &'a Response<Body>, name: &str) -> Option<&'a str> {
    answer.headers().get(name)?.to_str().ok()
}

/// Reads the checksum that a relay confirms.
fn confirmed(mut answer: Response<Body>) -> Result<Digest, Trouble> {
    #[derive(Deserialize)]
    struct Stored {
        sha256: Digest,
    }
    if answer.status().as_u16() != 201 {
        return Err(refused(&answer));
    }
    let body =
        read_body(&mut answer, ANSWER_BYTES).map_err(|error| Trouble::Passing(error, None))?;
    serde_json::from_slice::<Stored>(&body)
        .map(|stored| stored.sha256)
        .map_err(|_| Trouble::Lasting(Error::RelayAnswer))
}

/// Sorts refusals: what a little later may go well, and what will not.
fn refused(answer: &Response<Body>) -> Trouble {
    let status = answer.status().as_u16();
    match status {
        408 | 429 | 500 | 502..=504 => {
            let pause = header(answer, "retry-after")
                .and_then(|text| text.parse().ok())
                .map(Duration::from_secs);
            Trouble::Passing(Error::RelayRefused(status), pause)
        }
        _ => Trouble::Lasting(Error::RelayRefused(status)),
    }
}
