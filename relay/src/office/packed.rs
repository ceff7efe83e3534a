//! Files of a release, compressed once, so that no request makes the relay work and no length
//! depends on who asks.
//!
//! Only what everybody gets is ever compressed. Nothing secret stands beside it, so its
//! compressed length tells nothing.

use std::collections::{HashMap, HashSet};
use std::io::Write as _;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;

use super::PushError;
use super::publication::read_file;
use crate::digest::BlobId;
use crate::signed::PublicRelease;
use crate::storage::Store;

/// Larger files go out as they are. A page with the longest organisation file still fits.
const MOST_FILE_BYTES: u64 = 6 << 20;
/// So much of a release is compressed, the page before all others. It bounds memory, and how long
/// a relay takes to start.
const MOST_RELEASE_BYTES: u64 = 8 << 20;
/// The page, which most people come for.
const FIRST: &str = "index.html";
/// What a browser shows or runs. Other files are fetched by programs, which ask for no coding.
const ENDINGS: [&str; 6] = ["html", "txt", "css", "js", "mjs", "svg"];

/// One file in the codings that made it smaller.
#[derive(Default)]
pub(crate) struct Packed {
    pub(crate) brotli: Option<Bytes>,
    pub(crate) gzip: Option<Bytes>,
}

impl Packed {
    fn of(content: &[u8]) -> Self {
        let smaller = |packed: Vec<u8>| (packed.len() < content.len()).then(|| packed.into());
        Self {
            brotli: brotli(content).and_then(smaller),
            gzip: gzip(content).and_then(smaller),
        }
    }
}

/// Compresses what is worth it; by hash, since two paths may hold the same.
pub(super) fn pack(
    store: &dyn Store,
    release: &PublicRelease,
    damaged: &HashSet<BlobId>,
) -> Result<HashMap<BlobId, Packed>, PushError> {
    let mut files: Vec<_> = release
        .files
        .iter()
        .filter(|file| {
            file.path
                .rsplit_once('.')
                .is_some_and(|(_, ending)| ENDINGS.contains(&ending))
        })
        .collect();
    files.sort_by_key(|file| file.path != FIRST);
    let mut packed = HashMap::new();
    let mut left = MOST_RELEASE_BYTES;
    for file in files {
        if file.length > MOST_FILE_BYTES.min(left)
            || packed.contains_key(&file.sha256)
            || damaged.contains(&file.sha256)
        {
            continue;
        }
        left -= file.length;
        let content = read_file(store, file, MOST_FILE_BYTES)?;
        packed.insert(file.sha256, Packed::of(&content));
    }
    Ok(packed)
}

/// Writing into memory does not fail; should it, the file goes out as it is.
fn brotli(content: &[u8]) -> Option<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &params).ok()?;
    Some(packed)
}

fn gzip(content: &[u8]) -> Option<Vec<u8>> {
    // No name and no time in its header.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_codings_give_the_bytes_back_and_are_always_the_same() {
        let content: Vec<u8> = b"<p>page</p> "
            .iter()
            .copied()
            .cycle()
            .take(100_000)
            .collect();
        let packed = Packed::of(&content);
        let mut back = Vec::new();
        let bytes = packed.brotli.clone().unwrap();
        brotli::Decompressor::new(&bytes[..], 4096)
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, content);
        back.clear();
        let bytes = packed.gzip.clone().unwrap();
        flate2::read::GzDecoder::new(&bytes[..])
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, content);
        let again = Packed::of(&content);
        assert_eq!(again.brotli, packed.brotli);
        assert_eq!(again.gzip, packed.gzip);
    }

    #[test]
    fn what_does_not_shrink_stays_as_it_is() {
        let packed = Packed::of(b"x");
        assert!(packed.brotli.is_none() && packed.gzip.is_none());
    }
}
