//! Unfinished texts of the window, kept while the desk is locked.
//!
//! Sealed with a key that is replaced whenever a case is destroyed.

use std::path::PathBuf;

use crypto_core::AtRestKey;
use zeroize::Zeroizing;

use super::error::DeskError;
use super::open::{Desk, at_rest};
use crate::model::Secret;
use crate::stick::read_limited;
use crate::vault::{remove_if_there, replace};

const LABEL: &[u8] = b"sealpost/v1/drafts";
const MAX_BYTES: u64 = 16 << 20;

fn key(store_key: &Secret) -> AtRestKey {
    at_rest(store_key).derive("sealpost/v1/drafts")
}

/// Beside the texts while their key changes: then one of the two files opens.
fn next(desk: &Desk) -> PathBuf {
    desk.folder.drafts().with_extension("next")
}

pub(super) fn read(desk: &Desk) -> Result<Zeroizing<Vec<u8>>, DeskError> {
    let lost = || DeskError::damaged("the file of unfinished texts");
    let mut found = if desk.keyring.has_drafts {
        Err(lost())
    } else {
        Ok(Zeroizing::default())
    };
    for path in [desk.folder.drafts(), next(desk)] {
        if !path.exists() {
            continue;
        }
        let sealed =
            read_limited(&path, MAX_BYTES).map_err(DeskError::io("reading unfinished texts"))?;
        match key(&desk.keyring.store_key).open(LABEL, &sealed) {
            Ok(drafts) => return Ok(drafts),
            Err(_) => found = Err(lost()),
        }
    }
    found
}

pub(super) fn keep(desk: &mut Desk, drafts: &[u8]) -> Result<(), DeskError> {
    let sealed = key(&desk.keyring.store_key).seal(&mut rand_core::OsRng, LABEL, drafts);
    let context = || "keeping unfinished texts";
    replace(&desk.folder.drafts(), &sealed).map_err(DeskError::io(context()))?;
    remove_if_there(&next(desk)).map_err(DeskError::io(context()))?;
    if !desk.keyring.has_drafts {
        desk.keyring.has_drafts = true;
        desk.save_keyring()?;
    }
    Ok(())
}

/// Writes the texts under the key that is about to replace the present one, beside what is there.
pub(super) fn prepare(desk: &Desk, drafts: &[u8], store_key: &Secret) -> Result<(), DeskError> {
    let sealed = key(store_key).seal(&mut rand_core::OsRng, LABEL, drafts);
    replace(&next(desk), &sealed).map_err(DeskError::io("keeping unfinished texts"))
}

/// Removes the texts of the key that was replaced.
pub(super) fn settle(desk: &Desk, drafts: &[u8]) -> Result<(), DeskError> {
    let context = || "deleting unfinished texts";
    if !drafts.is_empty() {
        return std::fs::rename(next(desk), desk.folder.drafts())
            .and_then(|()| crate::vault::sync_folder(desk.folder.path()))
            .map_err(DeskError::io(context()));
    }
    for path in [desk.folder.drafts(), next(desk)] {
        remove_if_there(&path).map_err(DeskError::io(context()))?;
    }
    Ok(())
}
