//! Sending: whole, or in pieces that survive a broken connection.

use std::io::Read as _;
use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::{self, HeaderMap, HeaderValue};

use super::Server;
use super::answer::{self, Answer, Problem, UPLOAD_COMPLETE, UPLOAD_LENGTH, UPLOAD_OFFSET};
use super::body::{BodyReader, blocking};
use super::guard::{boolean, content_length, number};
use crate::counts::Count;
use crate::digest::{BlobHasher, BlobId, Id16};
use crate::hour::Hour;
use crate::office::{Announced, Office};
use crate::policy::{Facts, Verdict};
use crate::sizes::AGE_MAGIC;
use crate::storage::{Draft, PIECE_BYTES, Partial, Shelf, StoreError};

impl Server {
    /// `POST /v1/submissions`.
    pub(super) async fn submit(
        self: &Arc<Self>,
        headers: &HeaderMap,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        let length = content_length(headers);
        let total = number(headers, &UPLOAD_LENGTH)?;
        if boolean(headers, &UPLOAD_COMPLETE)? == Some(false) {
            return self.begin_upload(total, length, body).await;
        }
        if total.is_some() && total != length {
            return Err(Problem::malformed(
                "Upload-Length and Content-Length differ",
                "send the whole letter, or Upload-Complete: ?0",
            ));
        }
        let (length, announced) = self.admit(Facts::Letter { length }).await?;
        if body.peek(AGE_MAGIC.len()).await? != AGE_MAGIC {
            return Err(Problem::not_age());
        }
        let (draft, id) = body.pour(length, self.draft().await?, &announced).await?;
        self.keep_letter(draft, id).await?;
        Ok(created(id))
    }

    async fn begin_upload(
        self: &Arc<Self>,
        total: Option<u64>,
        length: Option<u64>,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        let (length, announced) = self.admit(Facts::Begin { total, length }).await?;
        let total = total.unwrap_or(length);
        check_beginning(body, length).await?;
        let office = Arc::clone(&self.office);
        let hour = Hour::of(self.now());
        let id = blocking(move || office.partials.begin(total, hour)).await?;
        let mut offset = 0;
        if length > 0 {
            let claimed = self.office.partials.claim(id).await?;
            let partial = claimed.ok_or_else(Problem::not_found)?;
            offset = self.append(partial, length, body, &announced).await?.offset;
        }
        let mut answer = answer::empty(StatusCode::CREATED);
        let location = format!("/v1/submissions/partial/{id}");
        answer::insert(answer.headers_mut(), header::LOCATION, location);
        answer.headers_mut().insert(UPLOAD_OFFSET, offset.into());
        answer
            .headers_mut()
            .insert(UPLOAD_COMPLETE, HeaderValue::from_static("?0"));
        Ok(answer)
    }

    /// `HEAD` on an upload: how much is there.
    pub(super) async fn upload_state(&self, id: Id16) -> Result<Answer, Problem> {
        let (offset, total, complete) = match self.office.partials.completed(id) {
            Some((total, _)) => (total, total, "?1"),
            None => match self.office.partials.claim(id).await? {
                Some(partial) => (partial.offset, partial.total, "?0"),
                // Completed while this request waited for it.
                None => {
                    let done = self.office.partials.completed(id);
                    let (total, _) = done.ok_or_else(Problem::not_found)?;
                    (total, total, "?1")
                }
            },
        };
        let mut answer = answer::empty(StatusCode::NO_CONTENT);
        let headers = answer.headers_mut();
        headers.insert(UPLOAD_OFFSET, offset.into());
        headers.insert(UPLOAD_LENGTH, total.into());
        headers.insert(UPLOAD_COMPLETE, HeaderValue::from_static(complete));
        Ok(answer)
    }

    /// `PATCH` on an upload: one more piece.
    pub(super) async fn upload_more(
        self: &Arc<Self>,
        id: Id16,
        headers: &HeaderMap,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        if let Some((_, blob)) = self.office.partials.completed(id) {
            // The last answer was lost on the way: give it again.
            return Ok(created(blob));
        }
        let kind = headers
            .get(header::CONTENT_TYPE)
            .map(|value| value.as_bytes());
        if kind != Some(b"application/partial-upload") {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "a piece of an upload has a media type of its own",
                "send Content-Type: application/partial-upload",
            ));
        }
        let offset = number(headers, &UPLOAD_OFFSET)?;
        let last = boolean(headers, &UPLOAD_COMPLETE)?.ok_or(Problem::malformed(
            "Upload-Complete is missing",
            "send ?1 with the last piece and ?0 before",
        ))?;
        let claimed = self.office.partials.claim(id).await?;
        let Some(mut partial) = claimed else {
            // Completed while this request waited for it: a `404` would make its sender begin
            // anew with what is safe already.
            let done = self.office.partials.completed(id);
            return done
                .map(|(_, blob)| created(blob))
                .ok_or_else(Problem::not_found);
        };
        let (total, have) = (partial.total, partial.offset);
        if offset.is_some_and(|offset| offset != have) {
            return Err(Problem::wrong_offset(have));
        }
        let length = content_length(headers);
        let facts = Facts::Append {
            total,
            have,
            offset,
            length,
            last,
        };
        let (length, announced) = self.admit(facts).await?;
        if have == 0 {
            check_beginning(body, length).await?;
        }
        if length > 0 {
            partial = self.append(partial, length, body, &announced).await?;
        }
        if !last {
            let mut answer = answer::empty(StatusCode::NO_CONTENT);
            answer
                .headers_mut()
                .insert(UPLOAD_OFFSET, partial.offset.into());
            answer
                .headers_mut()
                .insert(UPLOAD_COMPLETE, HeaderValue::from_static("?0"));
            return Ok(answer);
        }
        let draft = self.draft().await?;
        let (partial, draft, blob) = blocking(move || copy(partial, draft)).await?;
        let Some(blob) = blob else {
            blocking(move || partial.forget()).await?;
            return Err(Problem::not_age());
        };
        self.keep_letter(draft, blob).await?;
        self.office
            .partials
            .complete(id, total, blob, Hour::of(self.now()));
        blocking(move || partial.forget()).await?;
        Ok(created(blob))
    }

    /// `DELETE` on an upload.
    pub(super) async fn upload_forget(&self, id: Id16) -> Result<Answer, Problem> {
        let partial = self
            .office
            .partials
            .claim(id)
            .await?
            .ok_or_else(Problem::not_found)?;
        blocking(move || partial.forget()).await?;
        Ok(answer::empty(StatusCode::NO_CONTENT))
    }

    /// Adds a body to an upload. What arrived before the connection broke is kept.
    async fn append(
        &self,
        mut partial: Partial,
        length: u64,
        body: &mut BodyReader,
        announced: &Announced,
    ) -> Result<Partial, Problem> {
        let end = partial.offset + length;
        let mut failed = None;
        while partial.offset < end {
            let most = usize::try_from(end - partial.offset).unwrap_or(PIECE_BYTES);
            let piece = tokio::select! {
                piece = body.take(most.min(PIECE_BYTES)) => piece,
                () = partial.wanted_elsewhere() => Err(Problem::new(
                    StatusCode::CONFLICT,
                    "this upload goes on over another connection",
                    "ask for the offset",
                ).closing()),
            };
            match piece {
                Ok(piece) if !piece.is_empty() => {
                    if let Err(full) = announced.came(piece.len()) {
                        failed = Some(full.into());
                        break;
                    }
                    partial = blocking(move || {
                        partial.append(&piece)?;
                        Ok::<_, StoreError>(partial)
                    })
                    .await?;
                }
                Ok(_) => {
                    failed = Some(super::body::cut_short());
                    break;
                }
                Err(problem) => {
                    failed = Some(problem);
                    break;
                }
            }
        }
        // The hour in which the last byte came, not the one in which the first did: the hour's
        // turn knows by it what to copy.
        let hour = Hour::of(self.now());
        let partial = blocking(move || {
            partial.sync(hour)?;
            Ok::<_, StoreError>(partial)
        })
        .await?;
        match failed {
            None => Ok(partial),
            Some(problem) => Err(problem),
        }
    }

    /// Asks the policy, and reserves what was announced for as long as the guard lives.
    pub(super) async fn admit(self: &Arc<Self>, facts: Facts) -> Result<(u64, Announced), Problem> {
        let (office, now) = (Arc::clone(&self.office), self.now());
        let (verdict, announced) = blocking(move || Office::admit(&office, facts, now)).await?;
        match verdict {
            Verdict::Take(bytes) => Ok((bytes, announced)),
            Verdict::Refuse(refusal) => Err(refusal.into()),
        }
    }

    pub(super) async fn draft(&self) -> Result<Box<dyn Draft>, Problem> {
        let store = Arc::clone(&self.office.store);
        blocking(move || store.draft()).await
    }

    /// Keeps a letter; afterwards it may be acknowledged to its sender.
    pub(super) async fn keep_letter(
        self: &Arc<Self>,
        draft: Box<dyn Draft>,
        id: BlobId,
    ) -> Result<(), Problem> {
        let server = Arc::clone(self);
        blocking(move || server.office.keep_letter(draft, &id, || server.now())).await?;
        self.counts.add(Count::Letters);
        Ok(())
    }

    /// Keeps a blob that staff pushed.
    pub(super) async fn keep_blob(
        &self,
        draft: Box<dyn Draft>,
        shelf: Shelf,
        id: BlobId,
    ) -> Result<(), Problem> {
        let hour = Hour::of(self.now());
        blocking(move || draft.keep(shelf, &id, hour)).await?;
        Ok(())
    }
}

/// Refuses a first piece that is not the beginning of an age file.
async fn check_beginning(body: &mut BodyReader, length: u64) -> Result<(), Problem> {
    let count = usize::try_from(length)
        .unwrap_or(AGE_MAGIC.len())
        .min(AGE_MAGIC.len());
    if body.peek(count).await? == &AGE_MAGIC[..count] {
        Ok(())
    } else {
        Err(Problem::not_age())
    }
}

/// The upload, the draft it was copied into, and the name, if it is an age file.
type Copied = (Partial, Box<dyn Draft>, Option<BlobId>);

/// Copies a complete upload into a draft and names it; no name if it is not an age file.
fn copy(partial: Partial, mut draft: Box<dyn Draft>) -> Result<Copied, StoreError> {
    let mut file = partial.reader()?;
    let mut hasher = BlobHasher::new();
    let mut piece = vec![0; PIECE_BYTES];
    let mut first = true;
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            return Ok((partial, draft, Some(hasher.finish())));
        }
        if std::mem::take(&mut first) && !piece[..count].starts_with(AGE_MAGIC) {
            return Ok((partial, draft, None));
        }
        hasher.update(&piece[..count]);
        draft.append(&piece[..count])?;
    }
}

/// `201` with the SHA-256, which the sender compares with its own.
fn created(id: BlobId) -> Answer {
    let mut answer = answer::json(StatusCode::CREATED, &serde_json::json!({ "sha256": id }));
    answer
        .headers_mut()
        .insert(UPLOAD_COMPLETE, HeaderValue::from_static("?1"));
    answer
}
