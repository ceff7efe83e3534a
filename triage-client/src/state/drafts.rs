//! What is being written: replies and notes that are not yet part of a case.
//!
//! A caseworker is called away, the desk locks itself: the text is sealed into the vault first
//! and stands there again after unlocking.

use std::collections::BTreeMap;

use zeroize::{Zeroize, Zeroizing};

use crate::model::{CaseId, SavedView};

/// Texts by case.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Drafts {
    pub(crate) replies: BTreeMap<CaseId, String>,
    pub(crate) notes: BTreeMap<CaseId, String>,
    /// Ways to look at the queue, by name. They may name countries and colleagues, so they lie
    /// in the vault and not beside it.
    pub(crate) views: BTreeMap<String, SavedView>,
}

impl Drafts {
    /// Removes what is empty.
    pub(crate) fn tidy(&mut self) {
        self.replies.retain(|_, text| !text.trim().is_empty());
        self.notes.retain(|_, text| !text.trim().is_empty());
    }

    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        // Maps with keys and values of text always make JSON.
        Zeroizing::new(
            serde_json::to_vec(&(&self.replies, &self.notes, &self.views)).unwrap_or_default(),
        )
    }

    /// Reads them; none if the bytes are not drafts.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        // Vaults of earlier versions kept no views.
        let (replies, notes, views) = serde_json::from_slice(bytes)
            .or_else(|_| {
                serde_json::from_slice(bytes)
                    .map(|(replies, notes)| (replies, notes, BTreeMap::new()))
            })
            .ok()?;
        Some(Self {
            replies,
            notes,
            views,
        })
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        self.replies.values_mut().for_each(Zeroize::zeroize);
        self.notes.values_mut().for_each(Zeroize::zeroize);
    }
}

impl std::fmt::Debug for Drafts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Drafts({} replies, {} notes)",
            self.replies.len(),
            self.notes.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn come_back_from_their_bytes_without_the_empty_ones() {
        let mut drafts = Drafts::default();
        drafts
            .replies
            .insert(CaseId::from_bytes([1; 16]), "Chào bạn,".to_owned());
        drafts
            .notes
            .insert(CaseId::from_bytes([2; 16]), "  \n".to_owned());
        drafts.views.insert(
            "Việt Nam".to_owned(),
            SavedView {
                filter: crate::model::Filter {
                    country: Some("VN".to_owned()),
                    due: Some(crate::model::DueWithin::Day),
                    ..Default::default()
                },
                order: crate::model::Order::Risk,
            },
        );
        drafts.tidy();
        assert!(drafts.notes.is_empty());
        assert_eq!(Drafts::from_bytes(&drafts.to_bytes()), Some(drafts));
        assert_eq!(Drafts::from_bytes(b"not drafts"), None);
        assert_eq!(Drafts::from_bytes(b"[{},{}]"), Some(Drafts::default()));
    }
}
