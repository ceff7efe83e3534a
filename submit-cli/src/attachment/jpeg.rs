//! JPEG files without traces.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};

/// Copies a JPEG file with nothing but what is needed to show it: no EXIF, XMP, IPTC, comments or
/// previews, and nothing behind the picture, where some phones put a short film and a second
/// picture with a position of its own. The way up is kept.
pub(super) fn without_traces(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(bytes.to_vec().into()).ok()?;
    let orientation = orientation(bytes);
    let segments = jpeg.segments_mut();
    segments.retain(is_needed);
    if let Some(last) = segments.last_mut()
        && last.has_entropy()
    {
        // The library keeps everything from the first scan on as one piece.
        let marker = last.marker();
        let contents = last.contents().clone();
        let whole = entropy_of(last)?;
        let end = end_of_picture(&whole)?;
        *last = JpegSegment::new_with_entropy(marker, contents, whole[..end].to_vec().into());
    }
    if let Some(orientation) = orientation.filter(|o| *o != 1) {
        let at = usize::from(
            segments
                .first()
                .is_some_and(|s| s.marker() == markers::APP0),
        );
        segments.insert(
            at,
            JpegSegment::new_with_contents(markers::APP1, exif_with(orientation).into()),
        );
    }
    Some(jpeg.encoder().bytes().to_vec())
}

/// Keeps JFIF, colour profile and Adobe's colour transform of the application segments.
fn is_needed(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => segment.contents().starts_with(b"Adobe"),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// The bytes behind the header of the scan, by encoding it: the library gives no other access.
fn entropy_of(segment: &JpegSegment) -> Option<Vec<u8>> {
    let header = 2 + 2 + segment.contents().len();
    let whole = segment.clone().encoder().bytes();
    whole.get(header..).map(<[u8]>::to_vec)
}

/// Finds the first byte behind the end-of-image marker.
///
/// Within a scan `FF` is followed by `00` or a restart marker (ITU T.81, B.1.1.5); any other
/// marker begins a segment with a length, such as the tables and the next scan of a progressive
/// picture.
fn end_of_picture(entropy: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at + 1 < entropy.len() {
        if entropy[at] != 0xff {
            at += 1;
            continue;
        }
        match entropy[at + 1] {
            markers::EOI => return Some(at + 2),
            // Stuffed byte, restart, TEM.
            0x00 | 0x01 | 0xd0..=0xd7 => at += 2,
            // Fill byte.
            0xff => at += 1,
            _ => {
                let length = entropy.get(at + 2..at + 4)?;
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
        }
    }
    // No end marker: cut short by a broken transfer, and nothing can hide behind it.
    Some(entropy.len())
}

fn orientation(bytes: &[u8]) -> Option<u16> {
    let exif = exif::Reader::new()
        .read_from_container(&mut std::io::Cursor::new(bytes))
        .ok()?;
    let value = exif
        .get_field(exif::Tag::Orientation, exif::In::PRIMARY)?
        .value
        .get_uint(0)?;
    u16::try_from(value).ok().filter(|o| (1..=8).contains(o))
}

/// Makes an EXIF block that holds the orientation and nothing else (CIPA DC-008, 4.6).
fn exif_with(orientation: u16) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    block.extend_from_slice(&orientation.to_be_bytes());
    // Rest of the four value bytes, and no further directory.
    block.extend_from_slice(&[0; 6]);
    block
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// A JPEG file in form, not in content: markers, an EXIF block and a scan.
    fn file(exif: &[u8], behind: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        let mut segment = |marker: u8, contents: &[u8]| {
            let length = u16::try_from(contents.len() + 2).unwrap();
            bytes.extend_from_slice(&[0xff, marker]);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(contents);
        };
        segment(markers::APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        segment(markers::APP1, exif);
        segment(markers::COM, b"made by someone");
        segment(markers::DQT, &[0; 65]);
        segment(markers::SOF0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
        segment(markers::SOS, &[1, 1, 0, 0, 63, 0]);
        // A scan with a stuffed byte and a restart, tables, a second scan, the end.
        bytes.extend_from_slice(&[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
        bytes.extend_from_slice(&[0xff, markers::DHT, 0, 4, 0xff, 0xd9]);
        bytes.extend_from_slice(&[0xff, markers::SOS, 0, 3, 1, 0x77, 0xff, 0xd9]);
        bytes.extend_from_slice(behind);
        bytes
    }

    /// A photograph taken at 21°01′42″N 105°51′15″E, turned by a quarter.
    pub(in super::super) fn with_position() -> Vec<u8> {
        use exif::experimental::Writer;
        use exif::{Field, In, Rational, Tag, Value};
        let rationals = |numbers: [u32; 3]| {
            Value::Rational(
                numbers
                    .into_iter()
                    .map(|num| Rational { num, denom: 1 })
                    .collect(),
            )
        };
        let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
        let field = |tag, value| Field {
            tag,
            ifd_num: In::PRIMARY,
            value,
        };
        let fields = [
            field(Tag::Orientation, Value::Short(vec![6])),
            field(Tag::Model, ascii("Pixel")),
            field(Tag::GPSLatitudeRef, ascii("N")),
            field(Tag::GPSLatitude, rationals([21, 1, 42])),
            field(Tag::GPSLongitudeRef, ascii("E")),
            field(Tag::GPSLongitude, rationals([105, 51, 15])),
        ];
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut tiff = std::io::Cursor::new(Vec::new());
        writer.write(&mut tiff, false).unwrap();
        let exif = [&b"Exif\0\0"[..], tiff.get_ref()].concat();
        file(&exif, b"a short film with a voice")
    }

    #[test]
    fn only_the_picture_stays() {
        let original = with_position();
        let cleaned = without_traces(&original).unwrap();
        for hidden in [&b"Pixel"[..], b"made by someone", b"a short film"] {
            assert!(original.windows(hidden.len()).any(|w| w == hidden));
            assert!(!cleaned.windows(hidden.len()).any(|w| w == hidden));
        }
        // The scans to their true end, and no further.
        assert!(cleaned.ends_with(&[0xff, markers::SOS, 0, 3, 1, 0x77, 0xff, 0xd9]));
        assert!(cleaned.windows(4).any(|w| w == b"JFIF"));
    }

    #[test]
    fn the_way_up_is_kept() {
        let cleaned = without_traces(&with_position()).unwrap();
        assert_eq!(orientation(&cleaned), Some(6));
        let upright = without_traces(&file(b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0", b"")).unwrap();
        assert_eq!(orientation(&upright), None);
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = without_traces(&with_position()).unwrap();
        assert_eq!(without_traces(&once).unwrap(), once);
    }

    #[test]
    fn torn_files_do_no_harm() {
        let whole = with_position();
        for length in 0..whole.len() {
            let _ = without_traces(&whole[..length]);
        }
    }
}
