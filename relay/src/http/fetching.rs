//! Fetching: the public release, the board, parcels; the inbox for those with the token.

use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::{self, HeaderMap, HeaderValue};
use serde_json::json;

use super::Server;
use super::answer::{self, Answer, Problem};
use super::body::blocking;
use super::coding::{Coding, names_tag};
use crate::counts::Count;
use crate::digest::BlobId;
use crate::hour::Hour;
use crate::office::Publication;
use crate::storage::{Shelf, Store, StoreError, Stored};

/// Letters on one page of the inbox.
const PAGE: usize = 1_000;
const BINARY: &str = "application/octet-stream";

impl Server {
    /// `GET /v1/board`.
    pub(super) fn board(&self) -> Answer {
        self.counts.add(Count::Boards);
        answer::bytes(
            StatusCode::OK,
            "application/json",
            self.office.board().json.clone(),
        )
    }

    /// `GET /v1/board/{edition}/{chunk}`.
    pub(super) async fn chunk(
        &self,
        edition: BlobId,
        number: usize,
        headers: &HeaderMap,
    ) -> Result<Answer, Problem> {
        let id = self
            .office
            .board()
            .chunk(&edition, number)
            .ok_or_else(Problem::not_found)?;
        let blob = self.open(Shelf::Chunks, id).await?;
        self.counts.add(Count::Chunks);
        Ok(answer::stored(blob, BINARY, headers, true))
    }

    /// `GET /v1/parcels/{sha256}`.
    pub(super) async fn parcel(&self, id: BlobId, headers: &HeaderMap) -> Result<Answer, Problem> {
        let blob = self.open(Shelf::Parcels, id).await?;
        self.counts.add(Count::Parcels);
        Ok(answer::stored(blob, BINARY, headers, true))
    }

    /// `GET /v1/inbox`.
    pub(super) async fn inbox(&self, query: Option<&str>) -> Result<Answer, Problem> {
        let after = match query.unwrap_or("") {
            "" => None,
            query => {
                let cursor = query.strip_prefix("after=").and_then(read_cursor);
                Some(cursor.ok_or(Problem::malformed(
                    "the cursor is not one of this relay",
                    "begin the list anew",
                ))?)
            }
        };
        let store = Arc::clone(&self.office.store);
        let mut list = blocking(move || store.letters(after, PAGE + 1)).await?;
        let more = list.len() > PAGE;
        list.truncate(PAGE);
        let next = list
            .last()
            .filter(|_| more)
            .map(|last| format!("{}.{}", last.hour.folder(), last.id));
        let letters: Vec<_> = list
            .iter()
            .map(|letter| {
                json!({
                    "sha256": letter.id,
                    "length": letter.length,
                    "hour": letter.hour.to_string(),
                })
            })
            .collect();
        let page = json!({ "relay": self.office.id, "letters": letters, "next": next });
        Ok(answer::json(StatusCode::OK, &page))
    }

    /// `GET /v1/inbox/{sha256}`.
    pub(super) async fn letter(&self, id: BlobId, headers: &HeaderMap) -> Result<Answer, Problem> {
        let store = Arc::clone(&self.office.store);
        let blob = blocking(move || find_letter(&*store, &id)).await?;
        let blob = blob.ok_or_else(Problem::not_found)?;
        Ok(answer::stored(blob, BINARY, headers, true))
    }

    /// `GET /v1/relay`.
    pub(super) fn relay(&self) -> Answer {
        let publication = self.office.publication();
        let facts = json!({
            "relay": self.office.id,
            "root": publication.as_ref().map(|served| &served.release.root),
            "public": publication.as_ref().map(|served| served.release.number),
        });
        answer::json(StatusCode::OK, &facts)
    }

    /// `GET /` and the files of the public release.
    pub(super) async fn static_file(
        &self,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<Answer, Problem> {
        let publication = self.office.publication();
        let wanted = if path.is_empty() { "index.html" } else { path };
        let Some((publication, file)) =
            publication.and_then(|served| served.file(wanted).map(|file| (served.clone(), file)))
        else {
            // The signed list itself is no file of the list.
            let signed = self
                .office
                .publication()
                .filter(|_| path.starts_with("public.json"));
            return match (path, signed) {
                ("", _) => Ok(self.plain_page()),
                ("public.json", Some(served)) => Ok(answer::bytes(
                    StatusCode::OK,
                    "application/json",
                    served.listing.clone(),
                )),
                ("public.json.minisig", Some(served)) => Ok(answer::bytes(
                    StatusCode::OK,
                    "text/plain; charset=utf-8",
                    served.envelope.signature.clone(),
                )),
                _ => Err(Problem::not_found()),
            };
        };
        match self.released(&publication, wanted, file.0, headers).await {
            // The release was switched between the two lines above: look once more.
            Err(_) => {
                let served = self.office.publication().unwrap_or(publication);
                let (id, _) = served.file(wanted).ok_or_else(Problem::not_found)?;
                self.released(&served, wanted, id, headers).await
            }
            answer => answer,
        }
    }

    /// A file of a release in the form that the client takes.
    async fn released(
        &self,
        publication: &Publication,
        path: &str,
        id: BlobId,
        headers: &HeaderMap,
    ) -> Result<Answer, Problem> {
        let packed = publication.packed(&id);
        // A part is always one of the plain bytes, and of those that the client has begun with.
        let plain = Coding::Identity.tag(&id);
        let part = headers.contains_key(header::RANGE)
            && headers
                .get(header::IF_RANGE)
                .is_none_or(|tag| tag.as_bytes() == plain.as_bytes());
        let (coding, bytes) = if part {
            (Coding::Identity, None)
        } else {
            Coding::choose(headers, packed)
        };
        let tag = coding.tag(&id);
        let kind = media_type(path);
        let mut answer = if names_tag(headers, header::IF_NONE_MATCH, &tag) {
            answer::empty(StatusCode::NOT_MODIFIED)
        } else if let Some(bytes) = bytes {
            self.counts.add(Count::Pages);
            answer::bytes(StatusCode::OK, kind, bytes)
        } else {
            let blob = self.open(Shelf::Release, id).await?;
            self.counts.add(Count::Pages);
            let whole = HeaderMap::new();
            let asked = if part { headers } else { &whole };
            answer::stored(blob, kind, asked, true)
        };
        let set = answer.headers_mut();
        answer::insert(set, header::ETAG, tag);
        if let Some(name) = coding.name() {
            set.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if packed.is_some() {
            let vary = HeaderValue::from_static("Accept-Encoding");
            set.insert(header::VARY, vary);
        }
        if let Some(policy) = &publication.policy {
            answer::insert(set, header::CONTENT_SECURITY_POLICY, policy.clone());
        }
        Ok(answer)
    }

    /// What a relay without a page of the organisation shows.
    fn plain_page(&self) -> Answer {
        let state = match self.office.publication() {
            Some(_) => "It carries sealed letters and replies and cannot open them.",
            None => "It waits for the first publication of its organisation.",
        };
        let text = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Relay</title>\
             <h1>Relay</h1><p>This is a relay. {state}"
        );
        answer::html(StatusCode::OK, text)
    }

    async fn open(&self, shelf: Shelf, id: BlobId) -> Result<Box<dyn Stored>, Problem> {
        let store = Arc::clone(&self.office.store);
        let blob = blocking(move || store.open(shelf, &id)).await?;
        blob.ok_or_else(Problem::not_found)
    }
}

fn find_letter(store: &dyn Store, id: &BlobId) -> Result<Option<Box<dyn Stored>>, StoreError> {
    match store.find_letter(id)? {
        Some(hour) => store.open(Shelf::Letters(hour), id),
        None => Ok(None),
    }
}

/// A cursor is the last letter of the page before: `2026-11-23T14.<sha256>`.
fn read_cursor(text: &str) -> Option<(Hour, BlobId)> {
    let (hour, id) = text.split_once('.')?;
    Some((Hour::from_folder(hour)?, id.parse().ok()?))
}

/// The media type of a file of the release, by its ending. Files without a known one are never
/// run by a browser.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "txt" | "minisig" | "asc" | "pub" => "text/plain; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        _ => BINARY,
    }
}
