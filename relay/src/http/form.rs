//! The form for people without JavaScript: `multipart/form-data` with one sealed file.
//!
//! A reader of its own, because memory must stay flat whatever is sent: at most a piece and one
//! boundary are held. Nothing is written before the first bytes proved to be an age file.

use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::{self, HeaderMap};

use super::Server;
use super::answer::{self, Answer, Problem};
use super::body::{BodyReader, Pouring};
use super::form_page;
use super::guard::content_length;
use crate::policy::{Facts, Refusal};
use crate::sizes::{AGE_MAGIC, SMALLEST_UPLOAD_BYTES};
use crate::storage::PIECE_BYTES;

/// The most bytes of headers of one part.
const MOST_HEADER_BYTES: usize = 8 << 10;

impl Server {
    /// `POST /upload`.
    pub(super) async fn receive_form(
        self: &Arc<Self>,
        headers: &HeaderMap,
        body: &mut BodyReader,
    ) -> Result<Answer, Problem> {
        let (_, announced) = self
            .admit(Facts::Form {
                length: content_length(headers),
            })
            .await?;
        let mut form = FormReader::new(boundary(headers)?, body);
        form.skip_part().await?;
        while let Some(part) = form.next_part().await? {
            if !part.is_file {
                form.skip_part().await?;
                continue;
            }
            let mut held = Vec::new();
            while held.len() < AGE_MAGIC.len() {
                match form.piece().await? {
                    Some(piece) => held.extend_from_slice(&piece),
                    None => return Err(Problem::not_age()),
                }
            }
            if !held.starts_with(AGE_MAGIC) {
                return Err(Problem::not_age());
            }
            announced.came(held.len())?;
            let mut length = held.len() as u64;
            let mut pouring = Pouring::new(self.draft().await?).add(&held).await?;
            while let Some(piece) = form.piece().await? {
                length += piece.len() as u64;
                announced.came(piece.len())?;
                if length > self.office.limits.letter_bytes {
                    return Err(Refusal::TooLarge.into());
                }
                pouring = pouring.add(&piece).await?;
            }
            if length < SMALLEST_UPLOAD_BYTES {
                return Err(Problem::not_age());
            }
            let (draft, id) = pouring.finish().await?;
            self.keep_letter(draft, id).await?;
            return Ok(answer::html(StatusCode::CREATED, form_page::received(&id)));
        }
        Err(Problem::malformed(
            "the form holds no file",
            "choose the sealed file and send again",
        ))
    }
}

/// What is known of a part before its content.
struct Part {
    is_file: bool,
}

/// Reads a form part by part, in pieces.
struct FormReader<'a> {
    body: &'a mut BodyReader,
    /// CR LF, two hyphens and the boundary: what ends a part.
    delimiter: Vec<u8>,
    held: Vec<u8>,
    /// So many bytes of `held` begin no delimiter: a sender of single bytes must not make every
    /// one of them be searched again for each that comes.
    searched: usize,
}

impl<'a> FormReader<'a> {
    fn new(boundary: &[u8], body: &'a mut BodyReader) -> Self {
        let delimiter = [b"\r\n--", boundary].concat();
        // The first boundary has no line before it; with this it looks like the others.
        Self {
            body,
            delimiter,
            held: b"\r\n".to_vec(),
            searched: 0,
        }
    }

    /// The next bytes of the part; none at its end, which is then behind us.
    async fn piece(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        loop {
            let found = find(&self.held[self.searched..], &self.delimiter);
            match found.map(|at| self.searched + at) {
                Some(0) => {
                    self.held.drain(..self.delimiter.len());
                    return Ok(None);
                }
                Some(at) => {
                    self.searched = 0;
                    return Ok(Some(self.held.drain(..at).collect()));
                }
                None => {}
            }
            // Everything but a possible beginning of the delimiter is content for certain.
            let certain = (self.held.len() + 1).saturating_sub(self.delimiter.len());
            self.searched = certain;
            if certain >= PIECE_BYTES {
                self.searched = 0;
                return Ok(Some(self.held.drain(..certain).collect()));
            }
            self.fill().await?;
        }
    }

    async fn skip_part(&mut self) -> Result<(), Problem> {
        while self.piece().await?.is_some() {}
        Ok(())
    }

    /// Reads the headers of the next part; none after the last.
    async fn next_part(&mut self) -> Result<Option<Part>, Problem> {
        while self.held.len() < 2 {
            self.fill().await?;
        }
        if self.held.starts_with(b"--") {
            return Ok(None);
        }
        loop {
            if let Some(end) = find(&self.held, b"\r\n\r\n") {
                let headers: Vec<u8> = self.held.drain(..end + 4).collect();
                // The CR LF that ends the headers may begin the delimiter of an empty part.
                self.held.splice(..0, *b"\r\n");
                self.drop_first_line_end();
                return Ok(Some(Part {
                    is_file: names_a_file(&headers),
                }));
            }
            if self.held.len() > MOST_HEADER_BYTES {
                return Err(malformed());
            }
            self.fill().await?;
        }
    }

    /// Content begins right after the headers, unless the part is empty.
    fn drop_first_line_end(&mut self) {
        if !self.held.starts_with(&self.delimiter) {
            self.held.drain(..2);
        }
    }

    async fn fill(&mut self) -> Result<(), Problem> {
        let piece = self.body.take(PIECE_BYTES).await?;
        if piece.is_empty() {
            return Err(malformed());
        }
        self.held.extend_from_slice(&piece);
        Ok(())
    }
}

const fn malformed() -> Problem {
    Problem::malformed("the form is not complete", "send it again")
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(step) = bytes[from..].iter().position(|b| *b == wanted[0]) {
        let at = from + step;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Whether the headers of a part say that it is a file.
fn names_a_file(headers: &[u8]) -> bool {
    String::from_utf8_lossy(headers).lines().any(|line| {
        let line = line.to_ascii_lowercase();
        line.starts_with("content-disposition:") && line.contains("filename")
    })
}

/// The boundary of `multipart/form-data` (RFC 2046, 5.1.1: 1 to 70 characters).
fn boundary(headers: &HeaderMap) -> Result<&[u8], Problem> {
    let not_a_form = Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "this is not a form with a file",
        "send multipart/form-data, or use /v1/submissions",
    );
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = kind.filter(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data"));
    let found = kind.and_then(|kind| {
        let at = kind.to_ascii_lowercase().find("boundary=")?;
        let rest = &kind[at + "boundary=".len()..];
        match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split([';', ' ']).next(),
        }
    });
    match found {
        Some(text) if (1..=70).contains(&text.len()) => Ok(text.as_bytes()),
        _ => Err(not_a_form),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn boundaries_are_read_and_bounded() {
        let read = |kind: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
            boundary(&headers).map(<[u8]>::to_vec).ok()
        };
        assert_eq!(
            read("multipart/form-data; boundary=abc"),
            Some(b"abc".to_vec())
        );
        assert_eq!(
            read("Multipart/Form-Data; Boundary=\"a b\"; x=y"),
            Some(b"a b".to_vec())
        );
        assert_eq!(read("multipart/form-data"), None);
        assert_eq!(read("multipart/form-data; boundary="), None);
        assert_eq!(read("text/plain; boundary=abc"), None);
        let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
        assert_eq!(read(&long), None);
    }

    #[test]
    fn searching_finds_overlapping_beginnings() {
        assert_eq!(find(b"\r\r\n--x", b"\r\n--x"), Some(1));
        assert_eq!(find(b"\r\n-\r\n--x", b"\r\n--x"), Some(3));
        assert_eq!(find(b"\r\n--", b"\r\n--x"), None);
        assert_eq!(find(b"", b"x"), None);
        assert!(names_a_file(
            b"\r\nContent-Disposition: form-data; name=a; filename=\"x.age\"\r\n"
        ));
        assert!(!names_a_file(
            b"\r\nContent-Disposition: form-data; name=a\r\n"
        ));
    }
}
