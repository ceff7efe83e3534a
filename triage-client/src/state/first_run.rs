//! The page before there is a vault.

use super::Sentence;
use crate::widgets::SecretField;

/// What the first page is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FirstMode {
    /// Make keys and vault for a new organisation.
    #[default]
    New,
    /// Bring a desk back from its backup.
    Restore,
}

/// What is typed on the first page.
#[derive(Default)]
pub(crate) struct FirstRun {
    pub(crate) mode: FirstMode,
    pub(crate) organisation: String,
    pub(crate) person: String,
    pub(crate) passphrase: SecretField,
    pub(crate) passphrase_again: SecretField,
    pub(crate) root_passphrase: SecretField,
    pub(crate) root_passphrase_again: SecretField,
    pub(crate) root_folder: String,
    pub(crate) restore_from: String,
    pub(crate) problem: Option<Sentence>,
    pub(crate) working: bool,
}

impl FirstRun {
    /// Says what is missing before a vault can be made.
    pub(crate) fn missing(&self) -> Option<&'static str> {
        use crate::widgets::Strength;
        if self.organisation.trim().is_empty() {
            Some("missing-organisation")
        } else if self.person.trim().is_empty() {
            Some("missing-person")
        } else if self.passphrase.text().is_empty() {
            Some("missing-passphrase")
        } else if Strength::of(self.passphrase.text()) == Strength::Weak {
            Some("passphrase-weak")
        } else if self.passphrase.text() != self.passphrase_again.text() {
            Some("passphrases-differ")
        } else if self.root_passphrase.text().is_empty() {
            Some("missing-root-passphrase")
        } else if Strength::of(self.root_passphrase.text()) == Strength::Weak {
            Some("passphrase-weak")
        } else if self.root_passphrase.text() != self.root_passphrase_again.text() {
            Some("root-passphrases-differ")
        } else if self.root_passphrase.text() == self.passphrase.text() {
            Some("passphrases-same")
        } else if self.root_folder.trim().is_empty() {
            Some("missing-folder")
        } else {
            None
        }
    }
}
