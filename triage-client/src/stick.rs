//! The stick: where things lie on it, and how they are read and written (protocol 11).
//!
//! What lies on it was written by others: names, lengths and content are checked, and what is
//! not understood is left alone.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crypto_core::{Digest, RelayId, hour_of};
use jiff::Timestamp;

use crate::vault::{create_folder, replace, sweep};

/// Longest `arrivals.json` that is read, in bytes.
const MAX_ARRIVALS_BYTES: u64 = 64 << 20;

/// Hours at which each letter reached each relay.
pub(crate) type Arrivals = BTreeMap<Digest, BTreeMap<RelayId, Timestamp>>;

/// A stick, by the folder where it is mounted.
#[derive(Clone, Debug)]
pub(crate) struct Stick {
    root: PathBuf,
}

/// A sealed letter on the stick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InboxFile {
    pub(crate) name: Digest,
    pub(crate) path: PathBuf,
}

impl Stick {
    pub(crate) fn new(root: &Path) -> io::Result<Self> {
        if root.is_dir() {
            Ok(Self {
                root: root.to_owned(),
            })
        } else {
            Err(io::Error::from(io::ErrorKind::NotFound))
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Makes a folder on the stick.
    pub(crate) fn folder(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.root.join(name);
        create_folder(&path)?;
        Ok(path)
    }

    /// Letters in the inbox, by hash.
    pub(crate) fn inbox(&self) -> io::Result<Vec<InboxFile>> {
        let mut files = Vec::new();
        for path in list(&self.root.join("inbox"))? {
            if let Some(name) = named(&path, ".age").and_then(|name| name.parse().ok()) {
                files.push(InboxFile { name, path });
            }
        }
        Ok(files)
    }

    /// Reads the hours of arrival. Entries that are not understood are left out; the flag says
    /// whether there were any.
    pub(crate) fn arrivals(&self) -> (Arrivals, bool) {
        let mut arrivals = Arrivals::new();
        let path = self.root.join("arrivals.json");
        if !path.exists() {
            return (arrivals, false);
        }
        let Some(found) = read_limited(&path, MAX_ARRIVALS_BYTES)
            .ok()
            .and_then(|bytes| {
                serde_json::from_slice::<BTreeMap<String, BTreeMap<String, String>>>(&bytes).ok()
            })
        else {
            return (arrivals, true);
        };
        let mut strange = false;
        for (letter, hours) in found {
            let Ok(letter) = letter.parse::<Digest>() else {
                strange = true;
                continue;
            };
            for (relay, hour) in hours {
                match (relay.parse::<RelayId>(), crypto_core::parse_time(&hour)) {
                    (Ok(relay), Some(hour)) => {
                        arrivals
                            .entry(letter)
                            .or_default()
                            .insert(relay, hour_of(hour));
                    }
                    _ => strange = true,
                }
            }
        }
        (arrivals, strange)
    }

    /// Removes what a desk was writing when the stick was pulled. The inbox is the courier's.
    pub(crate) fn sweep(&self) -> io::Result<()> {
        [
            "acknowledged",
            "backup",
            "board",
            "desks",
            "parcels",
            "public",
        ]
        .iter()
        .try_for_each(|folder| sweep(&self.root.join(folder)))
    }

    /// Writes one file whole.
    pub(crate) fn write(&self, folder: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
        replace(&self.folder(folder)?.join(name), bytes)
    }
}

/// Regular files of a folder by name; an absent folder is empty.
pub(crate) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry?;
        // A link on a stick could point anywhere on the laptop.
        if entry.file_type()?.is_file() {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The file name without its ending, if it has that ending.
pub(crate) fn named<'a>(path: &'a Path, ending: &str) -> Option<&'a str> {
    path.file_name()?.to_str()?.strip_suffix(ending)
}

/// Reads a file whole, up to a limit.
pub(crate) fn read_limited(path: &Path, limit_bytes: u64) -> io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(limit_bytes + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit_bytes {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}
