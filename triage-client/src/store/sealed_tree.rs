//! Sealed values under keyed-hash keys: the only file that names `sled`.
//!
//! sled 0.34 panics on, or silently loses records to, damage in its files. Every call is made
//! under `catch_unwind`, and a missing record is no news to the caller. To whoever reads the
//! files they tell the number of records and their lengths. Deleted values may stay in the files:
//! to erase, the folder is deleted.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

use crypto_core::AtRestKey;
use zeroize::Zeroizing;

/// Memory for sled's page cache, in bytes.
const CACHE_BYTES: u64 = 32 << 20;

/// One open cache folder.
pub(super) struct SealedTree {
    db: sled::Db,
    names: AtRestKey,
    values: AtRestKey,
}

impl SealedTree {
    /// Opens the folder; one that does not open is deleted and made again.
    pub(super) fn open(path: &Path, key: &AtRestKey) -> Option<Self> {
        let attempt = || {
            contained(|| {
                sled::Config::new()
                    .path(path)
                    .cache_capacity(CACHE_BYTES)
                    .open()
                    .ok()
            })
            .flatten()
        };
        let db = attempt().or_else(|| {
            std::fs::remove_dir_all(path).ok()?;
            attempt()
        })?;
        Some(Self {
            db,
            names: key.derive("sealpost/v1/store names"),
            values: key.derive("sealpost/v1/store values"),
        })
    }

    fn name(&self, kind: &str, id: &[u8]) -> [u8; 32] {
        self.names.mac(kind, id)
    }

    /// Returns a value, if it is there and whole.
    pub(super) fn get(&self, kind: &str, id: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let name = self.name(kind, id);
        let sealed = contained(|| self.db.get(name).ok().flatten()).flatten()?;
        self.values.open(&name, &sealed).ok()
    }

    /// Hands over every value that is whole, until the engine fails.
    pub(super) fn each(&self, mut take: impl FnMut(&[u8])) {
        contained(|| {
            for (name, sealed) in self.db.iter().map_while(Result::ok) {
                if let Ok(value) = self.values.open(&name, &sealed) {
                    take(&value);
                }
            }
        });
    }

    /// Keeps a value; returns whether the engine took it.
    pub(super) fn put(&self, kind: &str, id: &[u8], value: &[u8]) -> bool {
        let name = self.name(kind, id);
        let sealed = self.values.seal(&mut rand_core::OsRng, &name, value);
        contained(|| self.db.insert(name, sealed).is_ok()).unwrap_or(false)
    }

    /// Writes everything to the medium.
    pub(super) fn flush(&self) {
        contained(|| self.db.flush().map(drop));
    }
}

impl Drop for SealedTree {
    fn drop(&mut self) {
        // sled flushes in its own drop, outside of our reach: what can fail shall fail here.
        self.flush();
    }
}

thread_local! {
    /// Whether this thread runs sled's code now.
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Runs sled's code; a panic in it is a missing answer. Needs `panic = "unwind"`.
///
/// What sled says when it panics is not printed: nobody could act on it, and the desk itself says
/// what became of the cache.
fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let is_sleds = std::thread::current()
                .name()
                .is_some_and(|name| name.starts_with("sled"));
            if !is_sleds && !CONTAINED.get() {
                usual(panic);
            }
        }));
    });
    let before = CONTAINED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    CONTAINED.set(before);
    result
}
