//! Larger files that a reply carries.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crypto_core::{Arg, DigestWriter, OpenError, ParcelRef, Reply, open_parcel, safe_name};

use crate::error::Error;
use crate::home;
use crate::relay_client::{RelayClient, relay_addresses};
use crate::sending::progress_bar;
use crate::session::Session;
use crate::trusted::Trusted;

/// Fetches the parcels of these replies into a folder, after saying what that shows.
pub(super) fn save_all(
    session: &mut Session,
    trusted: &Trusted,
    replies: &[Reply],
    folder: &Path,
) -> Result<(), Error> {
    let parcels: Vec<&ParcelRef> = replies.iter().flat_map(|reply| &reply.parcels).collect();
    if parcels.is_empty() {
        session.console.say("parcels-none");
        return Ok(());
    }
    session.console.say("parcels-linkable");
    if session.console.is_terminal() {
        let question = session.console.text("parcels-sure");
        if !session.console.yes_or_no(&question)? {
            return Ok(());
        }
    }
    home::make_private_folder(folder)?;
    for parcel in parcels {
        let path = fetch(session, trusted, parcel, folder)?;
        session.console.say_with(
            "parcel-saved",
            &[("path", Arg::from(path.display().to_string()))],
        );
    }
    Ok(())
}

fn fetch(
    session: &Session,
    trusted: &Trusted,
    parcel: &ParcelRef,
    folder: &Path,
) -> Result<PathBuf, Error> {
    // Sealed bytes on the disk, in a file without a name: gone whatever happens.
    let mut sealed = tempfile::tempfile_in(folder).map_err(Error::write(folder))?;
    let mut failed = Error::RelayUnreachable;
    let mut is_there = false;
    for address in relay_addresses(&trusted.organisation, session.socks5.is_some()) {
        let fetched = RelayClient::new(&address, session.socks5.as_ref())
            .and_then(|client| download(&client, parcel, &mut sealed, folder));
        match fetched {
            Ok(()) => {
                is_there = true;
                break;
            }
            Err(error) => failed = error,
        }
    }
    if !is_there {
        return Err(failed);
    }
    let path = free_name(folder, &parcel.name);
    home::write_whole(&path, false, |out| {
        sealed
            .seek(SeekFrom::Start(0))
            .map_err(Error::read(folder))?;
        let mut out = BufWriter::new(out);
        open_parcel(parcel, BufReader::new(&sealed), &mut out).map_err(|error| match error {
            OpenError::Io(error) => Error::write(&path)(error),
            _ => Error::Parcel,
        })?;
        out.flush().map_err(Error::write(&path))
    })?;
    Ok(path)
}

/// Fetches the sealed bytes and checks length and SHA-256.
fn download(
    client: &RelayClient,
    parcel: &ParcelRef,
    sealed: &mut File,
    folder: &Path,
) -> Result<(), Error> {
    sealed.set_len(0).map_err(Error::write(folder))?;
    sealed
        .seek(SeekFrom::Start(0))
        .map_err(Error::write(folder))?;
    let mut answer = client.request(&format!("/v1/parcels/{}", parcel.sha256))?;
    let bar = progress_bar(parcel.length);
    let mut writer = DigestWriter::new(BufWriter::new(&mut *sealed));
    let mut reader = bar.wrap_read(answer.body_mut().as_reader().take(parcel.length + 1));
    let copied = io::copy(&mut reader, &mut writer);
    bar.finish_and_clear();
    copied.map_err(|_| Error::RelayUnreachable)?;
    let (mut out, sha256, length) = writer.finish();
    out.flush().map_err(Error::write(folder))?;
    if sha256 == parcel.sha256 && length == parcel.length {
        Ok(())
    } else {
        Err(Error::Parcel)
    }
}

/// Returns a path in `folder` that nothing has: `name`, `name-2`, …
fn free_name(folder: &Path, name: &str) -> PathBuf {
    let name = safe_name(name);
    let plain = folder.join(&name);
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name.as_str(), String::new()),
    };
    (2..1000)
        .map(|number| folder.join(format!("{stem}-{number}{extension}")))
        .fold(plain, |free, next| if free.exists() { next } else { free })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            free_name(folder.path(), "a.pdf"),
            folder.path().join("a.pdf")
        );
        std::fs::write(folder.path().join("a.pdf"), "").unwrap();
        std::fs::write(folder.path().join("a-2.pdf"), "").unwrap();
        assert_eq!(
            free_name(folder.path(), "a.pdf"),
            folder.path().join("a-3.pdf")
        );
        assert_eq!(free_name(folder.path(), "../x"), folder.path().join("x"));
    }
}
