//! The lock page.

use super::Sentence;
use crate::widgets::SecretField;

/// Why the desk is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LockReason {
    /// The window was just opened.
    Started,
    /// A person asked for it.
    Asked,
    /// Nobody touched it for a while.
    Idle,
}

/// What the lock page shows and takes.
pub(crate) struct Locked {
    /// Names of those who can unlock it.
    pub(crate) people: Vec<String>,
    pub(crate) person: String,
    pub(crate) passphrase: SecretField,
    pub(crate) problem: Option<Sentence>,
    pub(crate) working: bool,
    pub(crate) reason: LockReason,
}

impl Locked {
    pub(crate) fn new(people: Vec<String>, person: Option<String>, reason: LockReason) -> Self {
        let person = person
            .filter(|person| people.is_empty() || people.contains(person))
            .or_else(|| people.first().cloned())
            .unwrap_or_default();
        Self {
            people,
            person,
            passphrase: SecretField::default(),
            problem: None,
            working: false,
            reason,
        }
    }
}
