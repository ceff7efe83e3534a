//! Unfinished texts of the window, kept while the desk is locked.
//!
//! Sealed with a key that is replaced whenever a case is destroyed.

use crypto_core::AtRestKey;
use zeroize::Zeroizing;

use super::error::DeskError;
use super::open::{Desk, at_rest};
use crate::stick::read_limited;
use crate::vault::replace;

const LABEL: &[u8] = b"sealpost/v1/drafts";
const MAX_BYTES: u64 = 16 << 20;

fn key(desk: &Desk) -> AtRestKey {
    at_rest(&desk.keyring.store_key).derive("sealpost/v1/drafts")
}

pub(super) fn read(desk: &Desk) -> Result<Zeroizing<Vec<u8>>, DeskError> {
    let path = desk.folder.drafts();
    if !path.exists() {
        return Ok(Zeroizing::default());
    }
    let sealed =
        read_limited(&path, MAX_BYTES).map_err(DeskError::io("reading unfinished texts"))?;
    key(desk)
        .open(LABEL, &sealed)
        .map_err(|_| DeskError::damaged("the file of unfinished texts"))
}

pub(super) fn keep(desk: &Desk, drafts: &[u8]) -> Result<(), DeskError> {
    let sealed = key(desk).seal(&mut rand_core::OsRng, LABEL, drafts);
    replace(&desk.folder.drafts(), &sealed).map_err(DeskError::io("keeping unfinished texts"))
}
