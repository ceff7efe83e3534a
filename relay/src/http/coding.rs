//! Which form of a file a client gets: content coding and entity tag (RFC 9110, 8.8 and 12.5.3).

use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName};

use crate::digest::BlobId;
use crate::office::Packed;

/// How the bytes of a file travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Brotli,
    Gzip,
    Identity,
}

impl Coding {
    /// Chooses the smallest form there is among those that the client takes. Its order of
    /// preference counts for nothing: a refusal (`q=0`) does.
    pub(super) fn choose(headers: &HeaderMap, packed: Option<&Packed>) -> (Self, Option<Bytes>) {
        let accepts = |coding| accepts(headers, coding);
        let packed = packed.map(|packed| (packed.brotli.clone(), packed.gzip.clone()));
        match packed {
            Some((Some(bytes), _)) if accepts("br") => (Self::Brotli, Some(bytes)),
            Some((_, Some(bytes))) if accepts("gzip") => (Self::Gzip, Some(bytes)),
            _ => (Self::Identity, None),
        }
    }

    /// Its name in `Content-Encoding`; none for plain bytes.
    pub(super) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The entity tag: the file's hash, which is the same for everyone and follows no one.
    pub(super) fn tag(self, id: &BlobId) -> String {
        match self.name() {
            Some(name) => format!("\"{id}-{name}\""),
            None => format!("\"{id}\""),
        }
    }
}

/// Whether a list of entity tags in a header holds this one. Weak comparison.
pub(super) fn names_tag(headers: &HeaderMap, name: HeaderName, tag: &str) -> bool {
    headers.get_all(name).iter().any(|value| {
        value.to_str().is_ok_and(|list| {
            list.split(',')
                .map(str::trim)
                .any(|listed| listed == "*" || listed.strip_prefix("W/").unwrap_or(listed) == tag)
        })
    })
}

/// Whether the client said that it takes this coding. What it does not name it does not get:
/// "anything" from a program is seldom meant.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let mut accepted = false;
    for value in headers.get_all(header::ACCEPT_ENCODING) {
        for listed in value.to_str().unwrap_or("").split(',') {
            let mut parts = listed.split(';').map(str::trim);
            if parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(coding))
            {
                let refused = parts.any(|parameter| {
                    let weight = parameter
                        .strip_prefix("q=")
                        .or_else(|| parameter.strip_prefix("Q="));
                    weight.is_some_and(|weight| {
                        weight.trim_matches(|c| c == '0' || c == '.').is_empty()
                    })
                });
                accepted = !refused;
            }
        }
    }
    accepted
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn headers(name: HeaderName, values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(name.clone(), value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn the_client_gets_the_smallest_form_that_it_takes() {
        let both = Packed {
            brotli: Some(Bytes::from_static(b"b")),
            gzip: Some(Bytes::from_static(b"g")),
        };
        let gzip_alone = Packed {
            brotli: None,
            gzip: Some(Bytes::from_static(b"g")),
        };
        for (accepted, expected) in [
            (&["gzip, deflate, br, zstd"][..], Coding::Brotli),
            (&["gzip, deflate"], Coding::Gzip),
            (&["gzip", "br"], Coding::Brotli),
            (&["BR;q=0.1, gzip"], Coding::Brotli),
            (&["br;q=0, gzip"], Coding::Gzip),
            (&["br; q=0.000 , gzip;q=0"], Coding::Identity),
            (&["br;q=1.0"], Coding::Brotli),
            (&["identity"], Coding::Identity),
            (&["*"], Coding::Identity),
            (&[""], Coding::Identity),
            (&["brotli, xgzip"], Coding::Identity),
            (&[], Coding::Identity),
        ] {
            let headers = headers(header::ACCEPT_ENCODING, accepted);
            assert_eq!(
                Coding::choose(&headers, Some(&both)).0,
                expected,
                "{accepted:?}"
            );
            assert_eq!(Coding::choose(&headers, None).0, Coding::Identity);
            if expected == Coding::Brotli {
                assert_ne!(
                    Coding::choose(&headers, Some(&gzip_alone)).0,
                    Coding::Brotli
                );
            }
        }
    }

    #[test]
    fn tags_are_compared_as_a_list() {
        let tag = Coding::Gzip.tag(&BlobId::of(b"x"));
        for list in [tag.clone(), format!("\"a\", W/{tag}"), "*".to_owned()] {
            let headers = headers(header::IF_NONE_MATCH, &[&list]);
            assert!(names_tag(&headers, header::IF_NONE_MATCH, &tag), "{list}");
        }
        for list in ["\"a\"", "", tag.trim_matches('"')] {
            let headers = headers(header::IF_NONE_MATCH, &[list]);
            assert!(!names_tag(&headers, header::IF_NONE_MATCH, &tag), "{list}");
        }
    }
}
