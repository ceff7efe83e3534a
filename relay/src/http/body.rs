//! Reading what people send, with an eye on the clock.

use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Bytes, Incoming};
use tokio::time::{Instant, timeout};

use super::answer::Problem;
use crate::digest::{BlobHasher, BlobId};
use crate::office::Announced;
use crate::storage::{Draft, PIECE_BYTES, StoreError};

/// How long a body may stand still.
const STALL: Duration = Duration::from_secs(20);
/// After this long, the average must have reached [`LEAST_BYTES_PER_SEC`].
const GRACE: Duration = Duration::from_secs(30);
/// The slowest sender that is waited for: 1 KiB a second, less than a 2G link carries.
const LEAST_BYTES_PER_SEC: u64 = 1024;
/// How much of a refused body is read, so that the refusal reaches its reader.
#[derive(Clone, Copy)]
pub(super) enum Patience {
    /// A program, which sends a piece at a time or reads while it writes.
    Program,
    /// A browser, which shows what it was told only after it has sent the whole form, and shows a
    /// broken connection before. A person must learn that a film was refused because it was not
    /// sealed.
    Browser,
}

impl Patience {
    const fn limits(self) -> (u64, Duration) {
        match self {
            Self::Program => (4 << 20, Duration::from_secs(5)),
            Self::Browser => (64 << 20, Duration::from_secs(60)),
        }
    }
}

/// A request's body.
pub(super) struct BodyReader {
    body: Incoming,
    carry: Bytes,
    waited: Duration,
    read: u64,
    ended: bool,
}

impl BodyReader {
    pub(super) fn new(body: Incoming) -> Self {
        let ended = body.is_end_stream();
        Self {
            body,
            carry: Bytes::new(),
            waited: Duration::ZERO,
            read: 0,
            ended,
        }
    }

    /// Tells whether something of the body was not read.
    pub(super) fn unread(&self) -> bool {
        // The last byte may have come without the end having been asked for.
        !(self.ended || self.body.is_end_stream()) || !self.carry.is_empty()
    }

    /// Returns the next bytes, at most so many; none at the end.
    pub(super) async fn take(&mut self, most: usize) -> Result<Bytes, Problem> {
        while self.carry.is_empty() && !self.ended {
            self.fill().await?;
        }
        Ok(self.carry.split_to(most.min(self.carry.len())))
    }

    /// Looks at the first bytes without taking them; fewer than asked for at the end.
    pub(super) async fn peek(&mut self, count: usize) -> Result<&[u8], Problem> {
        while self.carry.len() < count && !self.ended {
            self.fill().await?;
        }
        Ok(&self.carry[..count.min(self.carry.len())])
    }

    /// Takes exactly so many bytes into memory.
    pub(super) async fn exactly(&mut self, count: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::with_capacity(count.min(PIECE_BYTES));
        while bytes.len() < count {
            let piece = self.take(count - bytes.len()).await?;
            if piece.is_empty() {
                return Err(cut_short());
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    /// Pours exactly so many bytes into a draft, in pieces, and names what was poured.
    pub(super) async fn pour(
        &mut self,
        length: u64,
        draft: Box<dyn Draft>,
        announced: &Announced,
    ) -> Result<(Box<dyn Draft>, BlobId), Problem> {
        let mut pouring = Pouring::new(draft);
        let mut left = length;
        while left > 0 {
            let most = usize::try_from(left)
                .unwrap_or(PIECE_BYTES)
                .min(PIECE_BYTES);
            let piece = self.take(most).await?;
            if piece.is_empty() {
                return Err(cut_short());
            }
            left -= piece.len() as u64;
            announced.came(piece.len())?;
            pouring = pouring.add(&piece).await?;
        }
        pouring.finish().await
    }

    /// Reads a part of what is left, and forgets it. Without this a sender who is still writing
    /// sees a broken connection instead of the refusal.
    pub(super) async fn drain(mut self, patience: Patience) {
        let (mut left, time) = patience.limits();
        let reading = async {
            while let Some(Ok(frame)) = self.body.frame().await {
                let length = frame.data_ref().map_or(0, |data| data.len() as u64);
                match left.checked_sub(length) {
                    Some(rest) => left = rest,
                    None => break,
                }
            }
        };
        let _ = timeout(time, reading).await;
    }

    async fn fill(&mut self) -> Result<(), Problem> {
        let began = Instant::now();
        let frame = timeout(STALL, self.body.frame())
            .await
            .map_err(|_| Problem::too_slow())?;
        self.waited += began.elapsed();
        match frame {
            None => self.ended = true,
            Some(Err(_)) => {
                self.ended = true;
                return Err(cut_short());
            }
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    self.read += data.len() as u64;
                    if self.carry.is_empty() {
                        self.carry = data;
                    } else {
                        self.carry = [&self.carry[..], &data[..]].concat().into();
                    }
                }
            }
        }
        if self.waited > GRACE && self.read < self.waited.as_secs() * LEAST_BYTES_PER_SEC {
            return Err(Problem::too_slow());
        }
        Ok(())
    }
}

/// A draft being filled away from the network threads, 64 KiB at a time.
pub(super) struct Pouring {
    draft: Box<dyn Draft>,
    hasher: BlobHasher,
    piece: Vec<u8>,
}

impl Pouring {
    pub(super) fn new(draft: Box<dyn Draft>) -> Self {
        Self {
            draft,
            hasher: BlobHasher::new(),
            piece: Vec::with_capacity(PIECE_BYTES),
        }
    }

    pub(super) async fn add(mut self, bytes: &[u8]) -> Result<Self, Problem> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self = self.flush().await?;
        }
        Ok(self)
    }

    pub(super) async fn finish(self) -> Result<(Box<dyn Draft>, BlobId), Problem> {
        let done = self.flush().await?;
        Ok((done.draft, done.hasher.finish()))
    }

    async fn flush(mut self) -> Result<Self, Problem> {
        blocking(move || {
            self.hasher.update(&self.piece);
            self.draft.append(&self.piece)?;
            self.piece.clear();
            Ok::<_, StoreError>(self)
        })
        .await
    }
}

/// Runs something that may block, away from the network threads.
pub(super) async fn blocking<T, E, F>(work: F) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Into<Problem> + Send + 'static,
    F: FnOnce() -> Result<T, E> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(Into::into),
        Err(_) => Err(Problem::internal()),
    }
}

pub(super) const fn cut_short() -> Problem {
    Problem::malformed("the body was cut short", "send it again").closing()
}
