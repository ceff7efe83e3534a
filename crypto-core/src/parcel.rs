//! The parcel: a larger file for a receipt holder (protocol 7).

use std::io::{self, BufRead, Read, Write};

use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};

use crate::attachment::{self, Attachment, safe_name};
use crate::codec::Extension;
use crate::error::{OpenError, SealError};
use crate::frame::{self, FrameKind};
use crate::hybrid::HybridIdentity;
use crate::id::{Digest, DigestWriter};
use crate::reply::{ParcelRef, parcel_identity};
use crate::seal::{self, Sealer, SizeClass};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParcelHeader {
    name: String,
    #[serde(rename = "type")]
    media_type: String,
    length: u64,
    sha256: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<Extension>,
}

/// Seals a file under a key made for it alone, and returns what a reply must say to reach it.
///
/// `describe` the file first: length and hash are checked while it is read again.
///
/// # Errors
///
/// As [`seal_letter`](crate::seal_letter).
pub fn seal_parcel<W: Write>(
    rng: &mut impl CryptoRngCore,
    file: &Attachment,
    content: Box<dyn Read + '_>,
    out: W,
) -> Result<ParcelRef, SealError> {
    let identity = HybridIdentity::generate(rng);
    let header = ParcelHeader {
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        length: file.length,
        sha256: file.sha256,
        x: None,
    };
    let head = frame::encode_head(FrameKind::Parcel, &header)?;
    let class = SizeClass::for_plaintext(file.length.saturating_add(head.len() as u64))?;
    let mut sealer = Sealer::new(identity.recipient(), class, DigestWriter::new(out))?;
    sealer.write_all(&head)?;
    attachment::write_all(std::slice::from_ref(file), &mut [content], &mut sealer)?;
    let (_, sha256, length) = sealer.finish()?.finish();
    Ok(ParcelRef {
        sha256,
        length,
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        key: Digest::from_bytes(*identity.seed()),
    })
}

/// Opens a parcel into `out`, whose content is good only if the result is `Ok`; returns the name
/// under which it may be saved.
///
/// # Errors
///
/// Any [`OpenError`] but [`OpenError::Proof`]; [`OpenError::Damaged`] too if it is not the parcel
/// that the reply names: everyone who was sent it has its key, and could have made another.
pub fn open_parcel(
    parcel: &ParcelRef,
    sealed: impl BufRead,
    out: &mut impl Write,
) -> Result<String, OpenError> {
    let mut sealed = Hashing(sealed, DigestWriter::new(io::sink()));
    let mut reader = seal::open(&[parcel_identity(parcel)], &mut sealed)?;
    let (header, _): (ParcelHeader, _) = frame::read_head(FrameKind::Parcel, &mut reader)?;
    let mut writer = DigestWriter::new(out);
    attachment::copy(&mut reader, header.length, &mut writer)?;
    frame::read_padding(&mut reader)?;
    drop(reader);
    if writer.finish().1 != header.sha256 {
        return Err(OpenError::Malformed);
    }
    let (_, sha256, length) = sealed.1.finish();
    if sha256 != parcel.sha256 || length != parcel.length {
        return Err(OpenError::Damaged);
    }
    Ok(safe_name(&header.name))
}

/// Passes on what is read and hashes it.
struct Hashing<R>(R, DigestWriter<io::Sink>);

impl<R: BufRead> Read for Hashing<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let got = self.0.read(out)?;
        self.1.write_all(&out[..got])?;
        Ok(got)
    }
}

impl<R: BufRead> BufRead for Hashing<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // `fill_buf` gives the same bytes again until they are consumed.
        if let Ok(bytes) = self.0.fill_buf() {
            let taken = amount.min(bytes.len());
            // A sink takes everything.
            let _ = self.1.write_all(&bytes[..taken]);
        }
        self.0.consume(amount);
    }
}
