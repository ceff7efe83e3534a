//! What photographs tell: position, time, device, author; and PNG and WebP files without it.

use std::io::Cursor;

use exif::{Exif, In, Tag};
use img_parts::png::Png;
use img_parts::webp::{CHUNK_EXIF, CHUNK_XMP, WebP};

use super::{Found, Trace};

/// Fields that are shown, in this order.
const SHOWN: &[(Tag, &str)] = &[
    (Tag::DateTimeOriginal, "trace-time"),
    (Tag::DateTime, "trace-time"),
    (Tag::Make, "trace-device"),
    (Tag::Model, "trace-device"),
    (Tag::BodySerialNumber, "trace-serial"),
    (Tag::LensSerialNumber, "trace-serial"),
    (Tag::CameraOwnerName, "trace-author"),
    (Tag::Artist, "trace-author"),
    (Tag::Copyright, "trace-author"),
    (Tag::ImageDescription, "trace-comment"),
    (Tag::UserComment, "trace-comment"),
    (Tag::Software, "trace-software"),
];

/// Lists what a picture tells; `cleaned` is a copy without it, or `None` if none can be made.
pub(super) fn look(bytes: &[u8], cleaned: Option<Vec<u8>>) -> Found {
    let mut traces = Vec::new();
    if let Ok(exif) = exif::Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}))
    {
        if let Some(position) = position(&exif) {
            traces.push(Trace::new("trace-position", position));
        }
        for (tag, kind) in SHOWN {
            let value = exif
                .get_field(*tag, In::PRIMARY)
                .map(|field| field.display_value().to_string())
                .map(|text| text.trim_matches(['"', ' ']).to_owned())
                .filter(|text| !text.is_empty());
            if let Some(value) = value {
                let value: String = value.chars().take(200).collect();
                let trace = Trace::new(kind, value);
                if !traces.contains(&trace) {
                    traces.push(trace);
                }
            }
        }
    }
    // Something was taken out that has no name here: a preview, an edit history, hidden data.
    let has_more = cleaned
        .as_ref()
        .is_some_and(|cleaned| cleaned.len() + 64 < bytes.len());
    if traces.is_empty() && has_more {
        traces.push(Trace::new("trace-other", ""));
    }
    match (traces.is_empty(), &cleaned) {
        (false, _) => Found::Traces { traces, cleaned },
        (true, Some(_)) => Found::Nothing,
        // Not even a copy could be made, so the file was not understood.
        (true, None) => Found::Unknown,
    }
}

/// Returns latitude and longitude in degrees.
fn position(exif: &Exif) -> Option<String> {
    let degrees = |tag, reference, negative: &str| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        let exif::Value::Rational(parts) = &field.value else {
            return None;
        };
        let value: f64 = parts
            .iter()
            .zip([1.0, 60.0, 3600.0])
            .map(|(part, unit)| part.to_f64() / unit)
            .sum();
        let side = exif
            .get_field(reference, In::PRIMARY)
            .map(|field| field.display_value().to_string())
            .unwrap_or_default();
        value.is_finite().then(|| {
            if side.starts_with(negative) {
                -value
            } else {
                value
            }
        })
    };
    let latitude = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")?;
    let longitude = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, "W")?;
    Some(format!("{latitude:.5}, {longitude:.5}"))
}

/// Copies a PNG file with nothing but what is needed to show it.
pub(super) fn png_without_traces(bytes: &[u8]) -> Option<Vec<u8>> {
    const NEEDED: &[&[u8; 4]] = &[
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
        b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP",
    ];
    let mut png = Png::from_bytes(bytes.to_vec().into()).ok()?;
    png.chunks_mut()
        .retain(|chunk| NEEDED.contains(&&chunk.kind()));
    Some(png.encoder().bytes().to_vec())
}

/// Copies a WebP file without EXIF and XMP.
pub(super) fn webp_without_traces(bytes: &[u8]) -> Option<Vec<u8>> {
    use img_parts::{ImageEXIF as _, webp::CHUNK_VP8X};
    let mut webp = WebP::from_bytes(bytes.to_vec().into()).ok()?;
    webp.set_exif(None);
    webp.remove_chunks_by_id(CHUNK_EXIF);
    webp.remove_chunks_by_id(CHUNK_XMP);
    let known: Vec<[u8; 4]> = [b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"]
        .into_iter()
        .copied()
        .chain([CHUNK_VP8X])
        .collect();
    webp.chunks_mut()
        .retain(|chunk| known.contains(&chunk.id()));
    Some(webp.encoder().bytes().to_vec())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::jpeg;
    use super::*;

    #[test]
    fn position_and_device_are_shown() {
        let bytes = jpeg::tests::with_position();
        let Found::Traces { traces, .. } = look(&bytes, None) else {
            panic!("traces are found");
        };
        assert!(traces.contains(&Trace::new("trace-position", "21.02833, 105.85417")));
        assert!(traces.contains(&Trace::new("trace-device", "Pixel")));
        let position = traces.iter().filter(|t| t.kind == "trace-position");
        assert_eq!(position.count(), 1);
    }

    #[test]
    fn png_text_is_removed() {
        // A 1×1 grey picture with a comment.
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut chunk = |kind: &[u8; 4], data: &[u8]| {
            let chunk = img_parts::png::PngChunk::new(*kind, data.to_vec().into());
            chunk.encoder().write_to(&mut png).unwrap();
        };
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        chunk(
            b"tEXt",
            b"Author\0Someone with a long and telling name, and a second line to it",
        );
        chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1]);
        chunk(b"IEND", b"");
        let cleaned = png_without_traces(&png).unwrap();
        assert!(!cleaned.windows(6).any(|w| w == b"Author"));
        assert!(cleaned.windows(4).any(|w| w == b"IDAT"));
        assert!(matches!(look(&png, Some(cleaned)), Found::Traces { .. }));
    }

    #[test]
    fn what_is_not_a_picture_is_left_alone() {
        for bytes in [
            &b""[..],
            b"\x89PNG\r\n\x1a\n",
            b"RIFF\x04\0\0\0WEBP",
            b"text",
        ] {
            assert!(png_without_traces(bytes).is_none_or(|c| c.len() <= bytes.len() + 8));
            let _ = webp_without_traces(bytes);
            assert!(matches!(look(bytes, None), Found::Unknown));
        }
    }
}
