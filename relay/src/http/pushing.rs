//! Pushing: signed uploads of the organisation's staff.

use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::{HeaderMap, HeaderName};

use super::Server;
use super::answer::{self, Answer, Problem};
use super::body::{BodyReader, blocking};
use super::guard::content_length;
use crate::counts::Count;
use crate::digest::BlobId;
use crate::office::{EditionCheck, ParcelCheck, PushError, ReleaseCheck};
use crate::policy::Facts;
use crate::signed::{Envelope, MAX_ENVELOPE_BYTES, MAX_RELEASE_BYTES, PublicKey};
use crate::sizes::{AGE_MAGIC, CHUNK_BYTES, LARGEST_LETTER_BYTES};
use crate::storage::Shelf;

const ROOT: HeaderName = HeaderName::from_static("sealpost-root");
/// Four bytes of length and the envelope.
const HEAD_BYTES: u64 = 4 + MAX_ENVELOPE_BYTES as u64;
/// 1 024 chunks: the most slots an edition may hold.
const MOST_EDITION_BYTES: u64 = 1_024 * CHUNK_BYTES;

impl Server {
    /// `PUT /v1/public`.
    pub(super) async fn push_release(
        self: &Arc<Self>,
        headers: &HeaderMap,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        let offered = match headers.get(&ROOT) {
            None => None,
            Some(value) => {
                let key = value
                    .to_str()
                    .ok()
                    .and_then(|text| text.parse::<PublicKey>().ok());
                Some(key.ok_or(Problem::malformed(
                    "Sealpost-Root is not a minisign public key",
                    "send the base64 line of the key",
                ))?)
            }
        };
        let mut push = self
            .begin_push(headers, body, HEAD_BYTES + MAX_RELEASE_BYTES)
            .await?;
        let _alone = self.pushing.lock().await;
        let (office, envelope) = (Arc::clone(&self.office), push.envelope.clone());
        let check = blocking(move || office.check_release(&envelope, offered.as_ref())).await?;
        let ReleaseCheck::New(release) = check else {
            return Ok(answer::empty(StatusCode::NO_CONTENT));
        };
        push.expect(release.files.iter().map(|file| file.length).sum())?;
        for file in &release.files {
            self.take_blob(&mut push, file.length, Shelf::Release, file.sha256)
                .await?;
        }
        let (office, now, envelope) = (Arc::clone(&self.office), self.now(), push.envelope);
        blocking(move || office.switch_release(envelope, *release, now)).await?;
        tracing::info!("a new public release is served");
        self.counts.add(Count::Pushes);
        Ok(answer::empty(StatusCode::CREATED))
    }

    /// `PUT /v1/board`.
    pub(super) async fn push_edition(
        self: &Arc<Self>,
        headers: &HeaderMap,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        self.published()?;
        let mut push = self
            .begin_push(headers, body, HEAD_BYTES + MOST_EDITION_BYTES)
            .await?;
        let _alone = self.pushing.lock().await;
        let (office, envelope) = (Arc::clone(&self.office), push.envelope.clone());
        let check = blocking(move || office.check_edition(&envelope)).await?;
        let EditionCheck::New(edition) = check else {
            return Ok(answer::empty(StatusCode::NO_CONTENT));
        };
        push.expect(edition.chunks.len() as u64 * CHUNK_BYTES)?;
        for id in &edition.chunks {
            self.take_blob(&mut push, CHUNK_BYTES, Shelf::Chunks, *id)
                .await?;
        }
        let (office, now, envelope) = (Arc::clone(&self.office), self.now(), push.envelope);
        blocking(move || office.switch_edition(&envelope, edition.lane, now)).await?;
        self.counts.add(Count::Pushes);
        Ok(answer::empty(StatusCode::CREATED))
    }

    /// `PUT /v1/parcels`.
    pub(super) async fn push_parcel(
        self: &Arc<Self>,
        headers: &HeaderMap,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        self.published()?;
        let mut push = self
            .begin_push(headers, body, HEAD_BYTES + LARGEST_LETTER_BYTES)
            .await?;
        let _alone = self.pushing.lock().await;
        let (office, now, envelope) = (Arc::clone(&self.office), self.now(), push.envelope.clone());
        let check = blocking(move || office.check_parcel(&envelope, now)).await?;
        let ParcelCheck::New(note) = check else {
            return Ok(answer::empty(StatusCode::NO_CONTENT));
        };
        push.expect(note.length)?;
        if push.body.peek(AGE_MAGIC.len()).await? != AGE_MAGIC {
            return Err(Problem::not_age());
        }
        self.take_blob(&mut push, note.length, Shelf::Parcels, note.sha256)
            .await?;
        let (office, envelope) = (Arc::clone(&self.office), push.envelope);
        blocking(move || office.keep_note(&envelope, &note.sha256, now)).await?;
        self.counts.add(Count::Pushes);
        Ok(answer::empty(StatusCode::CREATED))
    }

    /// `POST /v1/inbox/acknowledged`.
    pub(super) async fn push_acknowledgement(
        self: &Arc<Self>,
        headers: &HeaderMap,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        self.published()?;
        let facts = Facts::Push {
            length: content_length(headers),
            most: MAX_ENVELOPE_BYTES as u64,
        };
        let (length, _announced) = self.admit(facts).await?;
        let json = body
            .exactly(usize::try_from(length).unwrap_or(MAX_ENVELOPE_BYTES))
            .await?;
        let envelope = Envelope::from_json(&json).map_err(PushError::from)?;
        let _alone = self.pushing.lock().await;
        let (office, now) = (Arc::clone(&self.office), self.now());
        blocking(move || office.acknowledge(&envelope, now)).await?;
        self.counts.add(Count::Pushes);
        Ok(answer::empty(StatusCode::NO_CONTENT))
    }

    fn published(&self) -> Result<(), Problem> {
        match self.office.publication() {
            Some(_) => Ok(()),
            None => Err(PushError::NotPublished.into()),
        }
    }

    /// Reads the head of a signed upload: four bytes of length and the envelope.
    async fn begin_push<'a>(
        self: &Arc<Self>,
        headers: &HeaderMap,
        body: &'a mut BodyReader,
        most: u64,
    ) -> Result<Push<'a>, Problem> {
        let facts = Facts::Push {
            length: content_length(headers),
            most,
        };
        let (length, announced) = self.admit(facts).await?;
        let head = body.exactly(4).await?;
        let head = <[u8; 4]>::try_from(&head[..]).map_err(|_| Problem::internal())?;
        let size = u64::from(u32::from_be_bytes(head));
        let rest = length.checked_sub(4 + size);
        let (Some(rest), true) = (rest, size <= MAX_ENVELOPE_BYTES as u64) else {
            return Err(does_not_add_up());
        };
        let size = usize::try_from(size).map_err(|_| does_not_add_up())?;
        let envelope = Envelope::from_json(&body.exactly(size).await?).map_err(PushError::from)?;
        Ok(Push {
            envelope,
            body,
            rest,
            announced,
        })
    }

    /// Takes the next blob of a push, which must be the one that the document names.
    async fn take_blob(
        &self,
        push: &mut Push<'_>,
        length: u64,
        shelf: Shelf,
        id: BlobId,
    ) -> Result<(), Problem> {
        let (draft, found) = push
            .body
            .pour(length, self.draft().await?, &push.announced)
            .await?;
        if found != id {
            return Err(PushError::WrongBlob.into());
        }
        self.keep_blob(draft, shelf, id).await
    }
}

/// A signed upload whose blobs are still to come.
struct Push<'a> {
    envelope: Envelope,
    body: &'a mut BodyReader,
    rest: u64,
    announced: crate::office::Announced,
}

impl Push<'_> {
    /// Checks that exactly so many bytes of blobs follow.
    fn expect(&self, bytes: u64) -> Result<(), Problem> {
        if self.rest == bytes {
            Ok(())
        } else {
            Err(does_not_add_up())
        }
    }
}

const fn does_not_add_up() -> Problem {
    Problem::malformed(
        "the lengths of this upload do not add up",
        "send length, envelope and every blob the document lists, and nothing else",
    )
}
