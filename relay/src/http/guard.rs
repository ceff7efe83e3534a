//! What hyper lets through and a relay does not.
//!
//! Each rule closes a way in which two programs could understand one request differently
//! (request smuggling), or a feature that nobody here needs.

use hyper::header::{self, HeaderMap};
use hyper::{Method, Request, Version};

use super::answer::Problem;

/// Refuses a request before anything of its body is read.
pub(super) fn guard<B>(request: &Request<B>) -> Result<(), Problem> {
    let refuse = |error| Err(Problem::malformed(error, "send a plain HTTP/1.1 request").closing());
    let headers = request.headers();
    // RFC 9112, 3.2: missing or repeated Host must be answered with 400.
    let hosts = headers.get_all(header::HOST).iter().count();
    if request.version() != Version::HTTP_11 && request.version() != Version::HTTP_10 {
        return refuse("only HTTP/1.1 is spoken here");
    }
    if hosts > 1 || (hosts == 0 && request.version() == Version::HTTP_11) {
        return refuse("exactly one Host is wanted");
    }
    let codings: Vec<_> = headers.get_all(header::TRANSFER_ENCODING).iter().collect();
    match codings[..] {
        [] => {}
        [coding] if coding.as_bytes() == b"chunked" => {}
        _ => return refuse("this Transfer-Encoding is not taken"),
    }
    if headers.get_all(header::CONTENT_LENGTH).iter().count() > 1
        || (!codings.is_empty() && headers.contains_key(header::CONTENT_LENGTH))
    {
        return refuse("the length is ambiguous");
    }
    if headers.contains_key(header::UPGRADE) || request.method() == Method::CONNECT {
        return refuse("nothing is upgraded or connected here");
    }
    if headers.contains_key(header::CONTENT_ENCODING) {
        return refuse("encoded bodies are not taken");
    }
    // Origin form only: what a proxy would receive is not for us.
    let uri = request.uri();
    if uri.scheme().is_some() || uri.authority().is_some() || !uri.path().starts_with('/') {
        return refuse("only a path is wanted as the target");
    }
    Ok(())
}

/// The announced length, if the body is not chunked.
pub(super) fn content_length(headers: &HeaderMap) -> Option<u64> {
    let text = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?;
    // `parse` alone would take a plus sign.
    if text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// Reads a header that holds a number.
pub(super) fn number(
    headers: &HeaderMap,
    name: &header::HeaderName,
) -> Result<Option<u64>, Problem> {
    let bad = Problem::malformed("a header should be a number", "send whole numbers");
    match headers.get(name) {
        None => Ok(None),
        Some(value) => {
            let text = value.to_str().ok();
            let text = text.filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
            text.and_then(|text| text.parse().ok()).map(Some).ok_or(bad)
        }
    }
}

/// Reads a header that holds a structured-field boolean (RFC 9651): `?0` or `?1`.
pub(super) fn boolean(
    headers: &HeaderMap,
    name: &header::HeaderName,
) -> Result<Option<bool>, Problem> {
    match headers.get(name).map(|value| value.as_bytes()) {
        None => Ok(None),
        Some(b"?0") => Ok(Some(false)),
        Some(b"?1") => Ok(Some(true)),
        Some(_) => Err(Problem::malformed(
            "a header should be ?0 or ?1",
            "send ?0 or ?1",
        )),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn ambiguous_requests_are_refused() {
        let request = |target: &str, headers: &[(&'static str, &'static str)]| {
            let mut builder = Request::builder().method("POST").uri(target);
            for (name, value) in headers {
                builder = builder.header(*name, *value);
            }
            builder.body(()).unwrap()
        };
        let host = ("host", "a");
        assert!(guard(&request("/x", &[host])).is_ok());
        assert!(guard(&request("/x", &[host, ("transfer-encoding", "chunked")])).is_ok());
        assert!(guard(&request("/x?y", &[host, ("content-length", "3")])).is_ok());
        for bad in [
            &[][..],
            &[host, ("host", "b")],
            &[host, ("transfer-encoding", "gzip, chunked")],
            &[
                host,
                ("transfer-encoding", "chunked"),
                ("transfer-encoding", "chunked"),
            ],
            &[host, ("transfer-encoding", "Chunked ")],
            &[
                host,
                ("transfer-encoding", "chunked"),
                ("content-length", "3"),
            ],
            &[host, ("content-length", "3"), ("content-length", "3")],
            &[host, ("upgrade", "h2c")],
            &[host, ("content-encoding", "gzip")],
        ] {
            assert!(guard(&request("/x", bad)).is_err(), "{bad:?}");
        }
        assert!(guard(&request("http://elsewhere/x", &[host])).is_err());
        assert!(guard(&request("*", &[host])).is_err());
    }

    #[test]
    fn numbers_are_digits_only() {
        let mut headers = HeaderMap::new();
        for (text, expected) in [
            ("12", Some(12)),
            ("+12", None),
            (" 12", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            headers.insert(header::CONTENT_LENGTH, text.parse().unwrap());
            assert_eq!(content_length(&headers), expected, "{text}");
        }
    }
}
