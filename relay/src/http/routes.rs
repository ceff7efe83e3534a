//! Which path means what.

use crate::digest::{BlobId, Id16};

/// What a path names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route {
    Acknowledged,
    Board,
    Chunk(BlobId, usize),
    Form,
    Health,
    Inbox,
    Letter(BlobId),
    Nothing,
    Parcel(BlobId),
    Parcels,
    Partial(Id16),
    Public,
    Relay,
    Static(String),
    Submissions,
}

impl Route {
    /// Reads a path. Nothing is decoded: no path of the protocol needs an escape.
    pub(super) fn of(path: &str) -> Self {
        let Some(path) = path.strip_prefix('/') else {
            return Self::Nothing;
        };
        let segments: Vec<&str> = path.split('/').collect();
        match segments[..] {
            ["healthz"] => Self::Health,
            ["upload"] => Self::Form,
            ["v1", "submissions"] => Self::Submissions,
            ["v1", "submissions", "partial", id] => id.parse().map_or(Self::Nothing, Self::Partial),
            ["v1", "board"] => Self::Board,
            ["v1", "board", edition, chunk] => match (edition.parse(), chunk_number(chunk)) {
                (Ok(edition), Some(chunk)) => Self::Chunk(edition, chunk),
                _ => Self::Nothing,
            },
            ["v1", "parcels"] => Self::Parcels,
            ["v1", "parcels", id] => id.parse().map_or(Self::Nothing, Self::Parcel),
            ["v1", "inbox"] => Self::Inbox,
            ["v1", "inbox", "acknowledged"] => Self::Acknowledged,
            ["v1", "inbox", id] => id.parse().map_or(Self::Nothing, Self::Letter),
            ["v1", "public"] => Self::Public,
            ["v1", "relay"] => Self::Relay,
            ["v1", ..] => Self::Nothing,
            _ => Self::Static(path.to_owned()),
        }
    }

    /// The methods a path takes, as `Allow` lists them.
    pub(super) const fn allow(&self) -> &'static str {
        match self {
            Self::Submissions => "POST, OPTIONS",
            Self::Partial(_) => "HEAD, PATCH, DELETE, OPTIONS",
            Self::Form | Self::Acknowledged => "POST",
            Self::Public => "PUT",
            Self::Board => "GET, HEAD, PUT, OPTIONS",
            Self::Parcels => "PUT",
            Self::Parcel(_) | Self::Chunk(..) | Self::Relay => "GET, HEAD, OPTIONS",
            Self::Inbox | Self::Letter(_) | Self::Health | Self::Static(_) | Self::Nothing => {
                "GET, HEAD"
            }
        }
    }

    /// Whether a page of any origin may use it: sending, and fetching what is public.
    pub(super) const fn any_origin(&self) -> bool {
        matches!(
            self,
            Self::Submissions
                | Self::Partial(_)
                | Self::Board
                | Self::Chunk(..)
                | Self::Parcel(_)
                | Self::Relay
        )
    }
}

/// A chunk's number: plain decimal, one way to write each.
fn chunk_number(text: &str) -> Option<usize> {
    let number: usize = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_one_meaning() {
        let id = "0".repeat(64);
        assert_eq!(Route::of("/v1/submissions"), Route::Submissions);
        assert_eq!(Route::of("/v1/inbox/acknowledged"), Route::Acknowledged);
        assert!(matches!(
            Route::of(&format!("/v1/board/{id}/12")),
            Route::Chunk(_, 12)
        ));
        assert!(matches!(
            Route::of(&format!("/v1/parcels/{id}")),
            Route::Parcel(_)
        ));
        assert_eq!(Route::of("/"), Route::Static(String::new()));
        assert_eq!(Route::of("/a/b.css"), Route::Static("a/b.css".to_owned()));
        for nothing in [
            "",
            "x",
            "/v1",
            "/v1/",
            "/v1/submissions/",
            "/v1/inbox/xyz",
            "/v1/submissions/partial/00",
            &format!("/v1/board/{id}/012"),
            &format!("/v1/board/{id}/+1"),
            &format!("/v1/inbox/{}", "A".repeat(64)),
            "/v1/../v1/inbox",
        ] {
            assert_eq!(Route::of(nothing), Route::Nothing, "{nothing}");
        }
    }
}
