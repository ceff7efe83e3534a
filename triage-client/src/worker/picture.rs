//! Decodes a picture from a letter, within limits.
//!
//! The bytes are hostile. Only three formats are taken, by their first bytes and never by the
//! name, through decoders written in Rust; width, height and memory are limited before the
//! first pixel is decoded, because a file of a megabyte can claim billions of pixels.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{ImageFormat, ImageReader, Limits};

use crate::state::{Picture, Sentence};

/// The longest side of a picture that is decoded, in pixels.
const LONGEST_SIDE: u32 = 8192;
/// The most memory a decoder may take, in bytes.
const MOST_MEMORY_BYTES: u64 = 128 * 1024 * 1024;
/// The longest side of what is shown: textures of laptops take no more.
const LONGEST_SIDE_SHOWN: u32 = 2048;

/// The largest file that is looked at, in bytes.
pub(super) const LARGEST_FILE_BYTES: u64 = 64 * 1024 * 1024;

pub(super) fn decode(bytes: &[u8]) -> Result<Picture, Sentence> {
    let unreadable = || Sentence::new("picture-unreadable");
    let format = image::guess_format(bytes).map_err(|_| unreadable())?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP
    ) {
        return Err(unreadable());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    // A panic of a decoder ends this picture, not the desk.
    let decoded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| reader.decode()))
        .map_err(|_| unreadable())?
        .map_err(|_| unreadable())?;
    let shown = if decoded.width().max(decoded.height()) > LONGEST_SIDE_SHOWN {
        decoded.resize(LONGEST_SIDE_SHOWN, LONGEST_SIDE_SHOWN, FilterType::Triangle)
    } else {
        decoded
    };
    let shown = shown.into_rgba8();
    Ok(Picture {
        width: shown.width() as usize,
        height: shown.height() as usize,
        rgba: shown.into_raw(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail by panic")]
mod tests {
    use super::*;
    use image::{DynamicImage, RgbaImage};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgba8(RgbaImage::new(width, height))
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_large_picture_is_made_smaller() {
        let picture = decode(&png(4096, 1024)).unwrap();
        assert_eq!((picture.width, picture.height), (2048, 512));
        assert_eq!(picture.rgba.len(), 2048 * 512 * 4);
    }

    #[test]
    fn a_picture_that_claims_too_much_is_refused_undecoded() {
        assert!(decode(&png(8193, 1)).is_err());
        // 8000 by 8000 are 256 MB of pixels in a file of some kilobytes.
        assert!(decode(&png(8000, 8000)).is_err());
    }

    #[test]
    fn other_formats_and_broken_files_are_refused() {
        assert!(decode(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").is_err());
        assert!(decode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").is_err());
        let mut cut = png(64, 64);
        cut.truncate(60);
        assert!(decode(&cut).is_err());
        assert!(decode(b"").is_err());
    }
}
