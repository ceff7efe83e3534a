//! One relay over HTTP: requests, limits, and other tries.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use ureq::http::Response;
use ureq::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, SendBody};

use super::address::{self, Socks};
use super::patience::Patience;
use super::proxy::{NumbersOnly, through};
use super::tls::trusting;
use super::trouble::{Halt, Trouble};
use super::upload::Upload;
use crate::card::{RelayCard, Token};
use crate::digest::{BlobId, Id16};

/// The longest time for connecting; a Tor circuit to an onion service can take most of a minute.
const CONNECT: Duration = Duration::from_secs(60);
/// The longest silence of a relay, and the longest wait until it takes more bytes.
const SILENCE: Duration = Duration::from_secs(60);
/// The longest wait for an answer once everything is sent: the relay flushes large files first.
const ANSWER: Duration = Duration::from_secs(180);
/// The longest time for a small answer's whole body.
const SMALL_BODY: Duration = Duration::from_secs(120);
/// The longest page of the inbox, in bytes: 1 000 letters of about 130 bytes each.
const MAX_PAGE_BYTES: u64 = 1 << 20;
/// The most letters on a page (protocol, section 10.2). A page of short lines could hold many
/// more, and a million pages of them more than this computer's memory.
const MAX_PAGE_LETTERS: usize = 1_000;
/// The most pages of one inbox: a million letters. A listing that goes on beyond is no listing.
const MAX_PAGES: usize = 1_000;
/// With which token a request goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Credential {
    None,
    Pull,
    Push,
}

/// What a relay says about itself.
#[derive(Debug, Deserialize)]
pub(super) struct About {
    pub(super) relay: Id16,
    pub(super) root: Option<crate::signed::PublicKey>,
    pub(super) public: Option<u64>,
}

/// One letter of a relay's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Listed {
    pub(super) sha256: BlobId,
    pub(super) length: u64,
    pub(super) hour: String,
}

#[derive(Debug, Deserialize)]
struct Page {
    relay: Id16,
    letters: Vec<Listed>,
    next: Option<String>,
}

/// How a relay answered a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It took the document.
    Yes,
    /// It has this already (204), or a document with this number or a higher one (409).
    Already,
    /// It would take it, but not without the blobs: the answer to an envelope alone (400).
    Wanted,
}

/// A relay that can be talked to.
pub(super) struct Link {
    agent: Agent,
    base: String,
    relay: Id16,
    pull: Token,
    push: Token,
    pinned: bool,
    proxied: bool,
    pub(super) patience: Patience,
    until: Instant,
}

impl Link {
    /// Prepares the connection to the relay of a card; nothing is sent yet.
    pub(super) fn new(
        card: &RelayCard,
        socks: Option<Socks>,
        patience: Patience,
    ) -> Result<Self, Trouble> {
        let base = address::choose(card, socks)?;
        let certificate = card.certificate_der();
        let proxy = socks
            .map(through)
            .transpose()
            .map_err(|_| Trouble::ProxyUnreachable)?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirect would take the token elsewhere.
            .max_redirects(0)
            // Set even when there is none: the default is what the environment says.
            .proxy(proxy)
            .tls_config(trusting(certificate.as_deref()))
            .user_agent("")
            .accept("")
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .timeout_recv_response(Some(ANSWER))
            .build();
        let agent = if socks.is_some() {
            Agent::with_parts(config, DefaultConnector::default(), NumbersOnly)
        } else {
            Agent::new_with_config(config)
        };
        Ok(Self {
            agent,
            base,
            relay: card.relay,
            pull: card.pull_token.clone(),
            push: card.push_token.clone(),
            pinned: certificate.is_some(),
            proxied: socks.is_some(),
            patience,
            until: Instant::now() + patience.fetching,
        })
    }

    /// Fails when fetching has taken its time.
    pub(super) fn in_time(&self) -> Result<(), Trouble> {
        if Instant::now() < self.until {
            Ok(())
        } else {
            Err(Trouble::FetchingTooLong)
        }
    }

    /// Asks the relay who it is, and checks that it is the one of the card.
    pub(super) fn about(&self) -> Result<About, Trouble> {
        let about: About = self.json("/v1/relay", Credential::None, 64 << 10)?;
        if about.relay == self.relay {
            Ok(about)
        } else {
            Err(Trouble::OtherRelay)
        }
    }

    /// Lists the inbox.
    pub(super) fn inbox(&self) -> Result<Vec<Listed>, Trouble> {
        let mut letters = Vec::new();
        let mut path = "/v1/inbox".to_owned();
        for _ in 0..MAX_PAGES {
            self.in_time()?;
            let page: Page = self.json(&path, Credential::Pull, MAX_PAGE_BYTES)?;
            if page.relay != self.relay {
                return Err(Trouble::OtherRelay);
            }
            if page.letters.len() > MAX_PAGE_LETTERS
                || !page.letters.iter().all(|letter| is_hour(&letter.hour))
            {
                return Err(Trouble::NotARelay);
            }
            letters.extend(page.letters);
            let Some(cursor) = page.next else {
                return Ok(letters);
            };
            path = format!("/v1/inbox?after={}", escaped(&cursor));
        }
        Err(Trouble::NotARelay)
    }

    /// Fetches a JSON answer of at most `most` bytes.
    pub(super) fn json<T: DeserializeOwned>(
        &self,
        path: &str,
        credential: Credential,
        most: u64,
    ) -> Result<T, Trouble> {
        self.patiently(|| {
            let mut answer = self.get(path, credential, None, Some(SMALL_BODY))?;
            match answer.status().as_u16() {
                200 => {}
                404 | 405 => return Err(Trouble::NotARelay),
                _ => return Err(refusal(&answer)),
            }
            let mut bytes = Vec::new();
            answer
                .body_mut()
                .as_reader()
                .take(most + 1)
                .read_to_end(&mut bytes)
                .map_err(|error| self.io_trouble(&error))?;
            if bytes.len() as u64 > most {
                return Err(Trouble::NotARelay);
            }
            serde_json::from_slice(&bytes).map_err(|_| Trouble::NotARelay)
        })
    }

    /// Asks for a letter from byte `from` on, once.
    pub(super) fn letter(&self, id: BlobId, from: u64) -> Result<Response<Body>, Trouble> {
        let from = (from > 0).then_some(from);
        self.get(&format!("/v1/inbox/{id}"), Credential::Pull, from, None)
    }

    /// Tells whether the relay has a parcel.
    pub(super) fn has_parcel(&self, id: BlobId) -> Result<bool, Trouble> {
        self.patiently(|| {
            let answer = self
                .agent
                .head(format!("{}/v1/parcels/{id}", self.base))
                .call()
                .map_err(|error| self.http_trouble(&error))?;
            match answer.status().as_u16() {
                200 => Ok(true),
                404 => Ok(false),
                _ => Err(refusal(&answer)),
            }
        })
    }

    /// Pushes a signed upload. `root` goes along when the relay has no root key yet.
    pub(super) fn put(
        &self,
        path: &str,
        root: Option<&str>,
        upload: &mut Upload<'_>,
    ) -> Result<Taken, Halt> {
        let mut tried = 1;
        loop {
            upload.rewind()?;
            let mut request = self
                .agent
                .put(format!("{}{path}", self.base))
                .header(AUTHORIZATION, self.bearer(Credential::Push))
                .header(CONTENT_TYPE, "application/octet-stream")
                .header(CONTENT_LENGTH, upload.length().to_string());
            if let Some(root) = root {
                request = request.header("Sealpost-Root", root);
            }
            let sent = request.send(SendBody::from_reader(upload));
            // A file that could not be read looks to the HTTP client like a broken connection.
            upload.failure()?;
            match sent
                .map_err(|error| self.http_trouble(&error))
                .and_then(|answer| match answer.status().as_u16() {
                    204 => Ok(Taken::Already),
                    400 if upload.is_offer() => Ok(Taken::Wanted),
                    _ => taken(&answer),
                }) {
                Ok(taken) => return Ok(taken),
                Err(trouble) => self.patience.wait(tried, trouble)?,
            }
            tried += 1;
        }
    }

    /// Posts an envelope.
    pub(super) fn post(&self, path: &str, envelope: &[u8]) -> Result<Taken, Trouble> {
        self.patiently(|| {
            let answer = self
                .agent
                .post(format!("{}{path}", self.base))
                .header(AUTHORIZATION, self.bearer(Credential::Push))
                .header(CONTENT_TYPE, "application/json")
                .send(envelope)
                .map_err(|error| self.http_trouble(&error))?;
            taken(&answer)
        })
    }

    /// Puts a failure while reading a body into words.
    pub(super) fn io_trouble(&self, error: &io::Error) -> Trouble {
        Trouble::from_io(error, self.pinned, self.proxied)
    }

    fn http_trouble(&self, error: &ureq::Error) -> Trouble {
        Trouble::from_http(error, self.pinned, self.proxied)
    }

    fn get(
        &self,
        path: &str,
        credential: Credential,
        from: Option<u64>,
        whole_body: Option<Duration>,
    ) -> Result<Response<Body>, Trouble> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        if !matches!(credential, Credential::None) {
            request = request.header(AUTHORIZATION, self.bearer(credential));
        }
        if let Some(from) = from {
            request = request.header("Range", format!("bytes={from}-"));
        }
        request
            .config()
            .timeout_recv_body(whole_body)
            .build()
            .call()
            .map_err(|error| self.http_trouble(&error))
    }

    fn patiently<T>(&self, mut once: impl FnMut() -> Result<T, Trouble>) -> Result<T, Trouble> {
        let mut tried = 1;
        loop {
            match once() {
                Err(trouble) => self.patience.wait(tried, trouble)?,
                done => return done,
            }
            tried += 1;
        }
    }

    fn bearer(&self, credential: Credential) -> String {
        let token = match credential {
            Credential::Push => &self.push,
            Credential::Pull | Credential::None => &self.pull,
        };
        format!("Bearer {}", token.expose())
    }
}

/// Reads bytes as the relay's two descriptions, as a fuzzer wants it.
pub(super) fn read_any(bytes: &[u8]) {
    let _ = serde_json::from_slice::<About>(bytes);
    if let Ok(page) = serde_json::from_slice::<Page>(bytes) {
        if let Some(cursor) = &page.next {
            assert!(escaped(cursor).is_ascii());
        }
        for letter in page.letters.iter().filter(|letter| is_hour(&letter.hour)) {
            assert_eq!(letter.hour.len(), 20);
        }
    }
}

/// Reads the answer to a push.
fn taken(answer: &Response<Body>) -> Result<Taken, Trouble> {
    match answer.status().as_u16() {
        200..=204 => Ok(Taken::Yes),
        409 => Ok(Taken::Already),
        _ => Err(refusal(answer)),
    }
}

/// Puts an answer that is not the one hoped for into words.
pub(super) fn refusal(answer: &Response<Body>) -> Trouble {
    let seconds = answer
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    Trouble::from_status(answer.status().as_u16(), seconds.map(Duration::from_secs))
}

/// Tells whether a text is an hour: `2026-11-23T14:00:00Z`.
pub(super) fn is_hour(text: &str) -> bool {
    text.len() == 20 && text.ends_with(":00:00Z") && text.parse::<jiff::Timestamp>().is_ok()
}

/// Escapes a cursor for a query (RFC 3986, section 2.3: everything but unreserved characters).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_cursors_are_checked() {
        assert!(is_hour("2026-11-23T14:00:00Z"));
        for wrong in [
            "2026-11-23T14:05:00Z",
            "2026-11-23T14:00:00",
            "2026-13-23T14:00:00Z",
            "",
        ] {
            assert!(!is_hour(wrong), "{wrong}");
        }
        assert_eq!(escaped("a/b c&d=é"), "a%2Fb%20c%26d%3D%C3%A9");
    }
}
