//! The cache of folded cases: everything in it can be made again from the journal.
//!
//! So nothing here is worth mending. Whatever does not open, does not count right, or makes the
//! engine panic is thrown away, and the caller folds the journal again.

mod sealed_tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crypto_core::{AtRestKey, Digest, Limits, from_bytes, to_bytes};
use serde::{Deserialize, Serialize};

use crate::model::{Case, CaseId, Summary};
use crate::vault::JournalMark;
use sealed_tree::SealedTree;

const LIMITS: Limits = Limits {
    bytes: 64 << 20,
    depth: 24,
    items: 4 << 20,
};
/// Format of the cached records: another number means a cache of another version.
const FORMAT: u32 = 3;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: u32,
    cases: u64,
    count: u64,
    head: Digest,
}

/// The cache, open or given up.
pub(crate) struct Store {
    path: PathBuf,
    key: AtRestKey,
    tree: Option<SealedTree>,
}

impl Store {
    /// Opens the cache and returns its summaries, if it agrees with the journal: with its mark,
    /// and with the number of events of every case.
    pub(crate) fn open(
        path: &Path,
        key: AtRestKey,
        mark: JournalMark,
        events: &BTreeMap<CaseId, u64>,
    ) -> (Self, Option<BTreeMap<CaseId, Summary>>) {
        let mut store = Self::closed(path, key);
        store.tree = SealedTree::open(path, &store.key);
        let summaries = store.load(mark, events);
        (store, summaries)
    }

    /// A cache that holds nothing and keeps nothing.
    pub(crate) fn closed(path: &Path, key: AtRestKey) -> Self {
        Self {
            path: path.to_owned(),
            key,
            tree: None,
        }
    }

    fn load(
        &self,
        mark: JournalMark,
        events: &BTreeMap<CaseId, u64>,
    ) -> Option<BTreeMap<CaseId, Summary>> {
        let tree = self.tree.as_ref()?;
        let manifest: Manifest = from_bytes(&tree.get("manifest", &[])?, LIMITS).ok()?;
        let agrees = manifest.format == FORMAT
            && manifest.count == mark.count
            && manifest.head == mark.head
            && manifest.cases == events.len() as u64;
        if !agrees {
            return None;
        }
        events
            .iter()
            .map(|(id, count)| {
                let record = tree.get("summary", id.as_bytes())?;
                let summary: Summary = from_bytes(&record, LIMITS).ok()?;
                (summary.events == *count && summary.row.id == *id).then_some((*id, summary))
            })
            .collect()
    }

    /// Every case the cache knows, also one that the journal does not: what it says is sealed, so
    /// it was true once.
    pub(crate) fn remembered(&self) -> Vec<Summary> {
        let Some(tree) = &self.tree else {
            return Vec::new();
        };
        let mut summaries: Vec<Summary> = Vec::new();
        tree.each(|record| summaries.extend(from_bytes::<Summary>(record, LIMITS).ok()));
        summaries
    }

    /// Throws everything away and begins an empty cache under another key.
    pub(crate) fn reset(&mut self, key: AtRestKey) {
        self.tree = None;
        self.key = key;
        // What cannot be removed does not open under the new key.
        let _ = std::fs::remove_dir_all(&self.path);
        self.tree = SealedTree::open(&self.path, &self.key);
    }

    /// Keeps a folded case.
    pub(crate) fn put(&mut self, case: &Case, summary: &Summary) {
        let id = summary.row.id;
        let (Ok(case), Ok(summary)) = (to_bytes(&(summary.events, case)), to_bytes(summary)) else {
            return;
        };
        let kept = self.tree.as_ref().is_some_and(|tree| {
            tree.put("case", id.as_bytes(), &case) && tree.put("summary", id.as_bytes(), &summary)
        });
        if !kept {
            self.tree = None;
        }
    }

    /// Returns a folded case of this many events.
    pub(crate) fn case(&self, id: &CaseId, events: u64) -> Option<Case> {
        let tree = self.tree.as_ref()?;
        let summary: Summary = from_bytes(&tree.get("summary", id.as_bytes())?, LIMITS).ok()?;
        let (folded, case): (u64, Case) =
            from_bytes(&tree.get("case", id.as_bytes())?, LIMITS).ok()?;
        // The engine may bring back an older record of one of the two.
        (summary.events == events && folded == events && case.row == summary.row).then_some(case)
    }

    /// Says that the cache agrees with the journal up to `mark`.
    pub(crate) fn agree(&mut self, mark: JournalMark, cases: u64) {
        let manifest = Manifest {
            format: FORMAT,
            cases,
            count: mark.count,
            head: mark.head,
        };
        let kept = to_bytes(&manifest).is_ok_and(|record| {
            self.tree
                .as_ref()
                .is_some_and(|tree| tree.put("manifest", &[], &record))
        });
        if !kept {
            self.tree = None;
        }
    }

    /// Writes everything to the medium. That it fails costs time at the next opening, no data.
    pub(crate) fn flush(&self) {
        if let Some(tree) = &self.tree {
            tree.flush();
        }
    }
}
