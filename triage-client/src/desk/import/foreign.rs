//! What can be said of content that Sealpost did not make, by its first bytes.

/// The beginning as text, if all of it is.
pub(super) fn whole_characters(start: &[u8], length: u64) -> Option<String> {
    let cut_off = length > start.len() as u64;
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        // A character may be cut in two at the end of what was kept.
        Err(error) if cut_off && error.error_len().is_none() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let is_text = !valid
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    is_text.then(|| valid.to_owned())
}

/// A name and a media type by the first bytes: the sealed file says neither.
pub(super) fn kind_of(start: &[u8], is_text: bool) -> (&'static str, &'static str) {
    if is_text {
        ("letter.txt", "text/plain")
    } else if start.starts_with(b"%PDF-") {
        ("letter.pdf", "application/pdf")
    } else if start.starts_with(b"\x89PNG") {
        ("letter.png", "image/png")
    } else if start.starts_with(b"\xff\xd8\xff") {
        ("letter.jpg", "image/jpeg")
    } else if start.starts_with(b"PK\x03\x04") {
        ("letter.zip", "application/zip")
    } else {
        ("letter", "application/octet-stream")
    }
}
