//! What the desk says to a person, in the language of the window.

use crypto_core::Messages;

use crate::desk::DeskError;

/// A sentence and what can be done, as message ids; `about` is a name from the error, never
/// content of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    id: &'static str,
    about: String,
}

impl Sentence {
    /// A sentence that mentions nothing.
    pub(crate) fn new(id: &'static str) -> Self {
        Self {
            id,
            about: String::new(),
        }
    }

    pub(crate) fn about(id: &'static str, about: impl Into<String>) -> Self {
        Self {
            id,
            about: about.into(),
        }
    }

    /// The sentence, then the advice if there is one.
    pub(crate) fn words(&self, words: &Messages) -> String {
        let args = [("about", self.about.as_str().into())];
        let sentence = words.format(self.id, &args);
        let hint = format!("{}-hint", self.id);
        if words.has(&hint) {
            format!("{sentence} {}", words.format(&hint, &args))
        } else {
            sentence
        }
    }
}

impl From<&DeskError> for Sentence {
    fn from(error: &DeskError) -> Self {
        use DeskError as E;
        match error {
            E::BadName => Self::new("error-bad-name"),
            E::Config { what } => Self::about("error-config", what),
            E::Damaged { what } => Self::about("error-damaged", what),
            E::EmptyText => Self::new("error-empty-text"),
            E::FileExists { name } => Self::about("error-file-exists", name),
            E::InUse => Self::new("error-in-use"),
            E::Io { what, source } => Self::about("error-io", format!("{what}: {source}")),
            E::NewerVault => Self::new("error-newer-vault"),
            E::NoAccess => Self::new("error-no-access"),
            E::NoCase => Self::new("error-no-case"),
            E::NoFile => Self::new("error-no-file"),
            E::NoKeyring => Self::new("error-no-keyring"),
            E::NoPeople => Self::new("error-no-people"),
            E::NoPerson => Self::new("error-no-person"),
            E::NoTimer => Self::new("error-no-timer"),
            E::NoReceipt => Self::new("error-no-receipt"),
            E::NoVault => Self::new("error-no-vault"),
            E::NotEnrolled => Self::new("error-not-enrolled"),
            E::NotPublished => Self::new("error-not-published"),
            E::OtherVault => Self::new("error-other-vault"),
            E::PersonDamaged { name } => Self::about("error-person-damaged", name),
            E::Seal(_) => Self::new("error-seal"),
            E::TooLarge { .. } => Self::new("error-too-large"),
            E::TooManyReplies => Self::new("error-too-many-replies"),
            E::TooManyTimers => Self::new("error-too-many-timers"),
            E::VaultExists => Self::new("error-vault-exists"),
            E::WeakPassphrase => Self::new("error-weak-passphrase"),
            E::WrongPassphrase => Self::new("error-wrong-passphrase"),
            E::WrongRoot => Self::new("error-wrong-root"),
            // Tasks that the window does not offer.
            other => Self::about("error-other", other.to_string()),
        }
    }
}
