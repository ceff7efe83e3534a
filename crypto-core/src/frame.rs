//! The frame: how everything sealed begins (protocol 2).

use std::io::{self, Read};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::{self, Limits};
use crate::error::{OpenError, SealError};

const MAGIC: &[u8; 8] = b"SEALPOST";
const MAJOR: u8 = 1;
const MINOR: u8 = 0;
const PREAMBLE_BYTES: usize = 16;

/// Length of the proof after the header of letters and replies.
pub(crate) const PROOF_BYTES: usize = 32;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FrameKind {
    /// A letter (protocol 4).
    Letter = 1,
    /// A reply (protocol 5).
    Reply = 2,
    /// A draft (protocol 6).
    Draft = 3,
    /// A parcel (protocol 7).
    Parcel = 4,
    /// What desks send each other (protocol 12).
    Desk = 5,
}

/// Encodes preamble and header.
///
/// # Errors
///
/// [`SealError::Limit`] if the header is longer than [`Limits::HEADER`] or breaks the codec's
/// other limits: nothing is sealed that could not be opened.
pub fn encode_head<T: Serialize>(kind: FrameKind, header: &T) -> Result<Vec<u8>, SealError> {
    let header = codec::to_bytes(header)?;
    codec::scan(&header, Limits::HEADER)?;
    let header_bytes = u32::try_from(header.len()).map_err(|_| SealError::Limit)?;
    let mut head = Vec::with_capacity(PREAMBLE_BYTES + header.len());
    head.extend_from_slice(MAGIC);
    head.extend_from_slice(&[kind as u8, MAJOR, MINOR, 0]);
    head.extend_from_slice(&header_bytes.to_be_bytes());
    head.extend_from_slice(&header);
    Ok(head)
}

/// Reads preamble and header; returns the header and the bytes of both, which proofs are made
/// over.
///
/// # Errors
///
/// [`OpenError::Foreign`] if it is no frame or of another kind, [`OpenError::UnknownVersion`],
/// [`OpenError::Malformed`], or what the reader reports.
pub fn read_head<T: DeserializeOwned>(
    kind: FrameKind,
    reader: &mut impl Read,
) -> Result<(T, Vec<u8>), OpenError> {
    let mut head = vec![0; PREAMBLE_BYTES];
    let got = read_up_to(reader, &mut head)?;
    if got < PREAMBLE_BYTES || head[..8] != *MAGIC || head[8] != kind as u8 {
        return Err(OpenError::Foreign);
    }
    let major = head[9];
    if major != MAJOR {
        return Err(OpenError::UnknownVersion { major });
    }
    if head[11] != 0 {
        return Err(OpenError::Malformed);
    }
    let header_bytes = u32::from_be_bytes([head[12], head[13], head[14], head[15]]) as usize;
    if header_bytes == 0 || header_bytes > Limits::HEADER.bytes {
        return Err(OpenError::Malformed);
    }
    head.resize(PREAMBLE_BYTES + header_bytes, 0);
    reader
        .read_exact(&mut head[PREAMBLE_BYTES..])
        .map_err(cut_off)?;
    let header = codec::from_bytes(&head[PREAMBLE_BYTES..], Limits::HEADER)?;
    Ok((header, head))
}

/// Reads the proof.
pub(crate) fn read_proof(reader: &mut impl Read) -> Result<[u8; PROOF_BYTES], OpenError> {
    let mut proof = [0; PROOF_BYTES];
    reader.read_exact(&mut proof).map_err(cut_off)?;
    Ok(proof)
}

/// Reads to the end, which authenticates all that came before, and refuses padding that is not
/// zero: it could carry data past everyone who looks at the header alone.
///
/// # Errors
///
/// [`OpenError::Malformed`], or what the reader reports.
pub fn read_padding(reader: &mut impl Read) -> Result<(), OpenError> {
    let mut buffer = [0; 16 * 1024];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(got) if buffer[..got].iter().any(|byte| *byte != 0) => {
                return Err(OpenError::Malformed);
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// A frame that ends inside its own header was made wrong: the sealing around it is intact, or
/// the reader would have said otherwise.
pub(crate) fn cut_off(error: io::Error) -> OpenError {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        OpenError::Malformed
    } else {
        error.into()
    }
}

fn read_up_to(reader: &mut impl Read, buffer: &mut [u8]) -> Result<usize, OpenError> {
    let mut got = 0;
    while got < buffer.len() {
        match reader.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(more) => got += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(got)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<u8>, OpenError> {
        let mut rest = bytes;
        let (header, _): (Vec<u8>, _) = read_head(FrameKind::Letter, &mut rest)?;
        read_padding(&mut rest)?;
        Ok(header)
    }

    #[test]
    fn round_trip_with_padding() {
        let mut frame = encode_head(FrameKind::Letter, &vec![1u8, 2]).expect("small header");
        frame.extend_from_slice(&[0; 100]);
        assert_eq!(read(&frame).expect("whole frame"), [1, 2]);
    }

    #[test]
    fn refusals() {
        let frame = encode_head(FrameKind::Letter, &vec![1u8, 2]).expect("small header");
        let changed = |at: usize, to: u8| {
            let mut frame = frame.clone();
            frame[at] = to;
            read(&frame)
        };
        assert!(matches!(read(b""), Err(OpenError::Foreign)));
        assert!(matches!(read(b"plain text"), Err(OpenError::Foreign)));
        assert!(matches!(changed(0, b'x'), Err(OpenError::Foreign)));
        assert!(matches!(changed(8, 2), Err(OpenError::Foreign)));
        assert!(matches!(
            changed(9, 2),
            Err(OpenError::UnknownVersion { major: 2 })
        ));
        assert!(changed(10, 9).is_ok(), "a minor version changes nothing");
        assert!(matches!(changed(11, 1), Err(OpenError::Malformed)));
        assert!(matches!(changed(12, 1), Err(OpenError::Malformed)));
        assert!(matches!(changed(15, 0), Err(OpenError::Malformed)));
        assert!(matches!(changed(15, 200), Err(OpenError::Malformed)));
        let mut padded = frame.clone();
        padded.extend_from_slice(&[0, 0, 1]);
        assert!(matches!(read(&padded), Err(OpenError::Malformed)));
    }
}
