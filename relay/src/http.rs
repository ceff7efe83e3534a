//! HTTP: who may ask for what, and how the answer looks.
//!
//! HTTP/1.1 only, on purpose: fewer ways to be attacked, and every stall can be cut.

mod answer;
mod body;
mod certificate;
mod coding;
mod crowd;
mod fetching;
mod form;
mod form_page;
pub(crate) mod fuzzing;
mod guard;
mod listen;
mod proxy_line;
mod pushing;
mod routes;
mod sending;

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request, StatusCode};
use jiff::Timestamp;
use tokio::time::Instant;

use answer::{Answer, Problem};
use body::{BodyReader, Patience};
use routes::Route;

use crate::config::RelayConfig;
use crate::counts::{Count, Counts};
use crate::office::Office;
use crate::random::NoRandomness;
use crate::rate::{Buckets, Origin};
use crate::tokens::{Tokens, matches};

pub(crate) use certificate::Certificate;
pub use certificate::CertificateError;
pub use listen::{Listening, ServeError, serve};

/// What a request costs in units of its bucket.
const COST_SEND: f64 = 4.0;
const COST_OTHER: f64 = 1.0;
/// Beginning an upload occupies a place for a day.
const COST_BEGIN: f64 = 10.0;
/// A wrong token costs as much as twenty requests: guessing is not only hopeless but slow.
const COST_WRONG_TOKEN: f64 = 20.0;

/// Everything a request can reach.
pub(crate) struct Server {
    office: Arc<Office>,
    config: RelayConfig,
    tokens: Tokens,
    buckets: Mutex<Buckets>,
    /// Held by whoever pushes or keeps house: the one must not sweep what the other brings.
    pushing: tokio::sync::Mutex<()>,
    counts: Counts,
    started: Instant,
    stopping: AtomicBool,
}

/// How a connection came in.
#[derive(Clone, Copy)]
struct Link {
    origin: Origin,
    encrypted: bool,
}

impl Server {
    fn new(config: RelayConfig, office: Arc<Office>, tokens: Tokens) -> Result<Self, NoRandomness> {
        let buckets = Mutex::new(Buckets::new(config.rates(), 0.0)?);
        Ok(Self {
            office,
            config,
            tokens,
            buckets,
            pushing: tokio::sync::Mutex::new(()),
            counts: Counts::default(),
            started: Instant::now(),
            stopping: AtomicBool::new(false),
        })
    }

    /// Answers one request.
    async fn respond(
        self: Arc<Self>,
        link: Link,
        request: Request<Incoming>,
    ) -> Result<Answer, Infallible> {
        let guarded = guard::guard(&request);
        let (mut parts, body) = request.into_parts();
        if parts.method == Method::HEAD {
            // RFC 9110, 14.2: a range means something for GET alone.
            parts.headers.remove(header::RANGE);
        }
        let mut body = BodyReader::new(body);
        let route = Route::of(parts.uri.path());
        let result = match guarded {
            Ok(()) => self.route(link, &route, &parts, &mut body).await,
            Err(problem) => Err(problem),
        };
        let mut answer = result.unwrap_or_else(|problem| {
            self.counts.add(Count::Refused);
            problem.answer(route == Route::Form && wants_page(&parts.headers))
        });
        self.dress(link, &route, answer.headers_mut());
        if body.unread() {
            let close = HeaderValue::from_static("close");
            answer.headers_mut().insert(header::CONNECTION, close);
            // A sender that waits for "100 Continue" has sent nothing; asking it to is wrong.
            if !parts.headers.contains_key(header::EXPECT) {
                let patience = if route == Route::Form {
                    Patience::Browser
                } else {
                    Patience::Program
                };
                tokio::spawn(body.drain(patience));
            }
        }
        Ok(answer)
    }

    async fn route(
        self: &Arc<Self>,
        link: Link,
        route: &Route,
        parts: &Parts,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        if self.stopping.load(Ordering::Relaxed) {
            return Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the relay is shutting down",
                "try again in a minute, or another relay",
            )
            .with(header::RETRY_AFTER, 60u64)
            .closing());
        }
        if parts.method == Method::OPTIONS && route.any_origin() {
            self.pay(link, COST_OTHER)?;
            return Ok(preflight(route));
        }
        let read = parts.method == Method::GET || parts.method == Method::HEAD;
        // Whoever holds a token is not counted against the bucket of the network it came through.
        let staff = match (route, parts.method.as_str()) {
            (Route::Inbox | Route::Letter(_), "GET" | "HEAD") => {
                Some(self.check_token(link, parts, self.tokens.pull.expose())?)
            }
            (Route::Public | Route::Board | Route::Parcels, "PUT")
            | (Route::Acknowledged, "POST") => {
                Some(self.check_token(link, parts, self.tokens.push.expose())?)
            }
            _ => None,
        };
        if staff.is_none() {
            let cost = match route {
                Route::Submissions if parts.headers.contains_key(answer::UPLOAD_COMPLETE) => {
                    COST_BEGIN
                }
                Route::Submissions | Route::Form => COST_SEND,
                _ => COST_OTHER,
            };
            self.pay(link, cost)?;
        }
        let headers = &parts.headers;
        match (route, parts.method.as_str()) {
            (Route::Submissions, "POST") => self.submit(headers, body).await,
            (Route::Partial(id), "HEAD") => self.upload_state(*id).await,
            (Route::Partial(id), "PATCH") => self.upload_more(*id, headers, body).await,
            (Route::Partial(id), "DELETE") => self.upload_forget(*id).await,
            (Route::Form, "POST") => self.receive_form(headers, body).await,
            (Route::Public, "PUT") => self.push_release(headers, body).await,
            (Route::Board, "PUT") => self.push_edition(headers, body).await,
            (Route::Parcels, "PUT") => self.push_parcel(headers, body).await,
            (Route::Acknowledged, "POST") => self.push_acknowledgement(headers, body).await,
            (Route::Board, _) if read => Ok(self.board()),
            (Route::Chunk(edition, chunk), _) if read => {
                self.chunk(*edition, *chunk, headers).await
            }
            (Route::Parcel(id), _) if read => self.parcel(*id, headers).await,
            (Route::Inbox, _) if read => self.inbox(parts.uri.query()).await,
            (Route::Letter(id), _) if read => self.letter(*id, headers).await,
            (Route::Relay, _) if read => Ok(self.relay()),
            (Route::Health, _) if read => Ok(answer::bytes(StatusCode::OK, "text/plain", "ok")),
            (Route::Static(path), _) if read => self.static_file(path, headers).await,
            (Route::Nothing, _) => Err(Problem::not_found()),
            (route, _) => Err(Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "this method does not work here",
                "use one that Allow lists",
            )
            .with(header::ALLOW, HeaderValue::from_static(route.allow()))),
        }
    }

    fn check_token(&self, link: Link, parts: &Parts, expected: &str) -> Result<(), Problem> {
        let given = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        if given.is_some_and(|given| matches(given, expected)) {
            return Ok(());
        }
        self.pay(link, COST_WRONG_TOKEN)?;
        Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "the token is missing or wrong",
            "use the newest setup card of this relay",
        )
        .with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")))
    }

    fn pay(&self, link: Link, cost: f64) -> Result<(), Problem> {
        let now = self.started.elapsed().as_secs_f64();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets
            .take(link.origin, cost, now)
            .map_err(Problem::too_many)
    }

    /// Headers that every answer carries.
    fn dress(&self, link: Link, route: &Route, headers: &mut HeaderMap) {
        let mut set = |name: HeaderName, value: &'static str| {
            headers
                .entry(name)
                .or_insert(HeaderValue::from_static(value));
        };
        set(header::CACHE_CONTROL, "no-store");
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::REFERRER_POLICY, "no-referrer");
        set(header::X_FRAME_OPTIONS, "DENY");
        set(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        );
        set(
            HeaderName::from_static("cross-origin-embedder-policy"),
            "require-corp",
        );
        set(
            HeaderName::from_static("permissions-policy"),
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
             geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), serial=(), usb=()",
        );
        // A release brings the policy for its files (`csp.txt`), and its page repeats it inside.
        // For a release without one, what no page can forbid from within is forbidden here.
        set(
            header::CONTENT_SECURITY_POLICY,
            match route {
                Route::Static(_) => {
                    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
                }
                Route::Form => form_page::POLICY,
                _ => {
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                }
            },
        );
        if route.any_origin() {
            set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            set(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                "Location, Upload-Offset, Upload-Complete, Upload-Length, Upload-Limit, Retry-After, \
                 Content-Range",
            );
            set(
                HeaderName::from_static("cross-origin-resource-policy"),
                "cross-origin",
            );
        } else {
            set(
                HeaderName::from_static("cross-origin-resource-policy"),
                "same-origin",
            );
        }
        if link.encrypted {
            set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
            if let (Some(onion), Route::Static(path)) = (&self.config.onion, route) {
                let onion = onion.trim_end_matches('/');
                let name = HeaderName::from_static("onion-location");
                answer::insert(headers, name, format!("{onion}/{path}"));
            }
        }
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Fills all buckets, for a fuzzer that sends more than any crowd.
    fn refill(&self) {
        if let Ok(full) = Buckets::new(self.config.rates(), 0.0) {
            *self.buckets.lock().unwrap_or_else(PoisonError::into_inner) = full;
        }
    }
}

/// The answer to a browser that asks before it sends.
fn preflight(route: &Route) -> Answer {
    let mut answer = answer::empty(StatusCode::NO_CONTENT);
    let headers = answer.headers_mut();
    let allow = HeaderValue::from_static(route.allow());
    headers.insert(header::ALLOW, allow.clone());
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, allow);
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static(
            "Content-Type, Range, Upload-Complete, Upload-Length, Upload-Offset, \
             Upload-Draft-Interop-Version",
        ),
    );
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static("86400"),
    );
    answer
}

/// Whether a browser sent this itself, and a person will read the answer.
fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}
