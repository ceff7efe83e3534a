//! Which kind of file it is: by its first bytes, and only then by its name.

use std::path::Path;

/// First bytes and what they mean.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
];

/// Returns the media type of a file with this path and these first bytes.
pub(crate) fn media_type(path: &Path, start: &[u8]) -> &'static str {
    if let Some((_, found)) = SIGNATURES.iter().find(|(s, _)| start.starts_with(s)) {
        return found;
    }
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match (start.get(..4), start.get(4..8), start.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return "image/webp",
        (Some(b"RIFF"), _, Some(b"WAVE")) => return "audio/wav",
        (Some(b"RIFF"), _, Some(b"AVI ")) => return "video/x-msvideo",
        (_, Some(b"ftyp"), Some(b"heic" | b"heix" | b"mif1" | b"msf1" | b"hevc" | b"avif")) => {
            return "image/heic";
        }
        (_, Some(b"ftyp"), Some(b"M4A ")) => return "audio/mp4",
        (_, Some(b"ftyp"), Some(b"qt  ")) => return "video/quicktime",
        (_, Some(b"ftyp"), Some(b"3gp4" | b"3gp5" | b"3gp6")) => return "video/3gpp",
        (_, Some(b"ftyp"), Some(_)) => return "video/mp4",
        (Some(b"PK\x03\x04"), _, _) => {
            return match extension.as_str() {
                "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "pptx" => {
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation"
                }
                "odt" => "application/vnd.oasis.opendocument.text",
                "ods" => "application/vnd.oasis.opendocument.spreadsheet",
                _ => "application/zip",
            };
        }
        _ => {}
    }
    match extension.as_str() {
        "txt" | "md" | "csv" => "text/plain",
        "html" | "htm" => "text/html",
        "eml" => "message/rfc822",
        "amr" => "audio/amr",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_count_more_than_the_name() {
        for (name, start, expected) in [
            ("a.pdf", &b"\xff\xd8\xff\xe0"[..], "image/jpeg"),
            ("a", b"%PDF-1.7", "application/pdf"),
            ("a.heic", b"\0\0\0\x18ftypheic", "image/heic"),
            ("a.mp4", b"\0\0\0\x18ftypisom", "video/mp4"),
            ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            ("a.txt", b"hello", "text/plain"),
            ("a.xyz", b"", "application/octet-stream"),
        ] {
            assert_eq!(media_type(Path::new(name), start), expected, "{name}");
        }
        let docx = media_type(Path::new("A.DOCX"), b"PK\x03\x04xxxx");
        assert!(docx.ends_with("wordprocessingml.document"));
    }
}
