//! Answers: headers every one of them carries, and refusals.

use std::io;
use std::sync::Arc;

use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Bytes, Frame};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};

use super::form_page;
use crate::office::PushError;
use crate::policy::Refusal;
use crate::signed::SignedError;
use crate::storage::{PIECE_BYTES, StoreError, Stored};

pub(super) type Answer = Response<UnsyncBoxBody<Bytes, io::Error>>;

pub(super) const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const UPLOAD_COMPLETE: HeaderName = HeaderName::from_static("upload-complete");
pub(super) const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// A refusal: a status, one sentence, and what to do.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    error: &'static str,
    hint: &'static str,
    extra: Vec<(HeaderName, HeaderValue)>,
    /// Whether the connection cannot go on.
    pub(super) closes: bool,
}

impl Problem {
    pub(super) const fn new(status: StatusCode, error: &'static str, hint: &'static str) -> Self {
        Self {
            status,
            error,
            hint,
            extra: Vec::new(),
            closes: false,
        }
    }

    pub(super) fn with(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.extra.push((name, value.into()));
        self
    }

    pub(super) const fn closing(mut self) -> Self {
        self.closes = true;
        self
    }

    /// The same answer for every path that is not there.
    pub(super) const fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "there is no such thing here",
            "check the address",
        )
    }

    pub(super) const fn malformed(error: &'static str, hint: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, hint)
    }

    pub(super) const fn not_age() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "this is not an age file",
            "seal it first; nothing that is not sealed is kept here",
        )
    }

    pub(super) const fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "the sender was too slow",
            "send again, in pieces if the connection is bad",
        )
        .closing()
    }

    pub(super) fn too_many(seconds: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too many requests from this part of the network",
            "wait as long as Retry-After says and try again",
        )
        .with(header::RETRY_AFTER, seconds)
    }

    pub(super) const fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the relay failed at its own work",
            "try again later, or another relay",
        )
    }

    pub(super) fn wrong_offset(have: u64) -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "the upload goes on at another place",
            "go on at Upload-Offset",
        )
        .with(UPLOAD_OFFSET, have)
        .with(UPLOAD_COMPLETE, HeaderValue::from_static("?0"))
    }

    /// JSON, or a page for the person who sent the form.
    pub(super) fn answer(self, page: bool) -> Answer {
        let mut answer = if page {
            let text = form_page::refused(self.status);
            html(self.status, text)
        } else {
            json(
                self.status,
                &serde_json::json!({"error": self.error, "hint": self.hint}),
            )
        };
        for (name, value) in self.extra {
            answer.headers_mut().insert(name, value);
        }
        if self.closes {
            answer
                .headers_mut()
                .insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, error, hint) = match refusal {
            Refusal::DayIsFull => (
                StatusCode::INSUFFICIENT_STORAGE,
                "the relay has taken as much as it takes in a day",
                "use another relay, or try again tomorrow",
            ),
            Refusal::Malformed => (
                StatusCode::BAD_REQUEST,
                "the lengths of this upload contradict each other",
                "send Upload-Length, Upload-Offset and Content-Length that fit",
            ),
            Refusal::NoLength => (
                StatusCode::LENGTH_REQUIRED,
                "the length is missing",
                "send a Content-Length",
            ),
            Refusal::NoRoom => (
                StatusCode::INSUFFICIENT_STORAGE,
                "the relay has no room",
                "use another relay, or try again later",
            ),
            Refusal::NotASizeClass => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "the length is not a size class",
                "seal with padding to a size class",
            ),
            Refusal::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "this is larger than the relay takes",
                "send less, or in several letters",
            ),
            Refusal::TooManyUploads => (
                StatusCode::SERVICE_UNAVAILABLE,
                "too many uploads are under way",
                "try again in some minutes, or use another relay",
            ),
            Refusal::WrongOffset => (
                StatusCode::CONFLICT,
                "the upload goes on at another place",
                "ask for the offset",
            ),
        };
        let problem = Self::new(status, error, hint);
        if refusal == Refusal::TooManyUploads {
            problem.with(header::RETRY_AFTER, 300u64)
        } else {
            problem
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NoRoom) {
            return Refusal::NoRoom.into();
        }
        tracing::error!(%error, "a request failed");
        Self::internal()
    }
}

impl From<PushError> for Problem {
    fn from(error: PushError) -> Self {
        let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
        match error {
            PushError::Store(error) => error.into(),
            PushError::NumberTooLow => Self::new(
                StatusCode::CONFLICT,
                "a document with this number or a higher one was accepted before",
                "push the newest one",
            ),
            PushError::NoRoot => Self::malformed(
                "this relay has no root key yet",
                "compare the fingerprint words and send Sealpost-Root",
            ),
            PushError::NotPublished => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "this relay waits for the first publication",
                "push the public release first",
            )
            .with(header::RETRY_AFTER, 3600u64),
            PushError::Expired => Self::new(
                unprocessable,
                "the parcel has expired",
                "publish it again at the desk",
            ),
            PushError::WrongOrganisation => Self::new(
                unprocessable,
                "the document is of another organisation",
                "push it to a relay of that organisation",
            ),
            PushError::WrongRoot => Self::new(
                unprocessable,
                "the document is signed by another root key than the one pinned here",
                "announce a new root with next_root in a release of the old one first",
            ),
            PushError::WrongBlob => Self::new(
                unprocessable,
                "a blob does not belong to the document",
                "bring a fresh copy from the desk",
            ),
            PushError::Signed(SignedError::WrongSignature) => Self::new(
                unprocessable,
                "the signature does not verify",
                "check that the desk or root key is the published one",
            ),
            PushError::Signed(SignedError::UnknownVersion) => Self::new(
                unprocessable,
                "the document is of a version this relay does not know",
                "upgrade the relay, and keep the document",
            ),
            PushError::Signed(_) => Self::malformed(
                "the document does not follow the protocol",
                "bring a fresh copy from the desk",
            ),
        }
    }
}

/// An answer that lies in memory.
pub(super) fn bytes(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Answer {
    let body = Full::new(bytes.into())
        .map_err(|never| match never {})
        .boxed_unsync();
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    // Neither of the two has a content whose type could be told.
    if !matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        answer
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    answer
}

pub(super) fn json(status: StatusCode, value: &serde_json::Value) -> Answer {
    bytes(status, "application/json", value.to_string())
}

pub(super) fn html(status: StatusCode, text: String) -> Answer {
    bytes(status, "text/html; charset=utf-8", text)
}

pub(super) fn empty(status: StatusCode) -> Answer {
    bytes(status, "text/plain", Bytes::new())
}

/// A stored blob, or the part of it that `Range` asks for. Read in pieces: memory stays flat,
/// and a slow reader occupies no thread.
pub(super) fn stored(
    blob: Box<dyn Stored>,
    kind: &'static str,
    request: &HeaderMap,
    ranges: bool,
) -> Answer {
    let length = blob.length();
    let range = request.get(header::RANGE).filter(|_| ranges);
    let (status, from, to) = match range.map(|value| read_range(value, length)) {
        None | Some(Asked::Everything) => (StatusCode::OK, 0, length),
        Some(Asked::Part(from, to)) => (StatusCode::PARTIAL_CONTENT, from, to),
        Some(Asked::Nothing) => {
            let mut answer = Problem::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "the range lies outside",
                "ask for a range within the length",
            )
            .answer(false);
            insert(
                answer.headers_mut(),
                header::CONTENT_RANGE,
                format!("bytes */{length}"),
            );
            return answer;
        }
    };
    let blob: Arc<dyn Stored> = blob.into();
    let pieces = stream::try_unfold(from, move |at| {
        let blob = Arc::clone(&blob);
        async move {
            if at >= to {
                return Ok(None);
            }
            let most = usize::try_from(to - at)
                .unwrap_or(PIECE_BYTES)
                .min(PIECE_BYTES);
            let read = tokio::task::spawn_blocking(move || {
                let mut piece = vec![0; most];
                let count = blob.read_at(&mut piece, at)?;
                piece.truncate(count);
                Ok::<_, io::Error>(piece)
            });
            let piece = read.await.map_err(|_| io::ErrorKind::Other)??;
            if piece.is_empty() {
                // Shorter than announced: the connection must break, not the letter.
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let next = at + piece.len() as u64;
            Ok(Some((Frame::data(Bytes::from(piece)), next)))
        }
    });
    let mut answer = Response::new(StreamBody::new(pieces).boxed_unsync());
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, (to - from).into());
    if ranges {
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    if status == StatusCode::PARTIAL_CONTENT {
        let part = format!("bytes {from}-{}/{length}", to - 1);
        insert(headers, header::CONTENT_RANGE, part);
    }
    answer
}

/// Inserts a header whose text this program made.
pub(super) fn insert(headers: &mut HeaderMap, name: HeaderName, text: String) {
    if let Ok(value) = HeaderValue::try_from(text) {
        headers.insert(name, value);
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Everything,
    Part(u64, u64),
    Nothing,
}

/// Reads a `Range` of one part; anything else is ignored, as RFC 9110, 14.2 allows.
fn read_range(value: &HeaderValue, length: u64) -> Asked {
    let parsed = value
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix("bytes="))
        // Digits and one hyphen: `parse` alone would take a plus sign.
        .filter(|text| text.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
        .and_then(|text| text.split_once('-'));
    let (from, to) = match parsed {
        None => return Asked::Everything,
        Some(("", last)) => match last.parse::<u64>() {
            Ok(last) => (length.saturating_sub(last), length),
            Err(_) => return Asked::Everything,
        },
        Some((from, to)) => {
            let Ok(from) = from.parse::<u64>() else {
                return Asked::Everything;
            };
            let to = match to {
                "" => length,
                to => match to.parse::<u64>() {
                    Ok(to) if to >= from => to.saturating_add(1).min(length),
                    _ => return Asked::Everything,
                },
            };
            (from, to)
        }
    };
    if from < to {
        Asked::Part(from, to)
    } else {
        Asked::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_follow_rfc_9110() {
        for (text, expected) in [
            ("bytes=0-9", Asked::Part(0, 10)),
            ("bytes=90-", Asked::Part(90, 100)),
            ("bytes=90-1000", Asked::Part(90, 100)),
            ("bytes=-10", Asked::Part(90, 100)),
            ("bytes=-1000", Asked::Part(0, 100)),
            ("bytes=100-", Asked::Nothing),
            ("bytes=-0", Asked::Nothing),
            ("bytes=5-4", Asked::Everything),
            ("bytes=0-1,3-4", Asked::Everything),
            ("lines=0-1", Asked::Everything),
            ("bytes=a-b", Asked::Everything),
            ("bytes=+1-2", Asked::Everything),
            ("bytes=1-2-3", Asked::Everything),
            ("bytes=0-18446744073709551615", Asked::Part(0, 100)),
        ] {
            assert_eq!(
                read_range(&HeaderValue::from_static(text), 100),
                expected,
                "{text}"
            );
        }
    }
}
