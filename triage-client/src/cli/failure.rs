//! How a task ends: exit codes, one sentence, a hint.

use std::process::ExitCode;

use crate::desk::DeskError;

/// Exit codes. They do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Everything is done.
    Done = 0,
    /// Nothing, or not all, is done.
    Failed = 1,
    /// The passphrase does not open it. (2 is clap's, for wrong usage.)
    Passphrase = 3,
    /// The vault is open elsewhere.
    InUse = 4,
    /// Done, but something needs a person's eye.
    Attention = 5,
    /// The process could not be hardened.
    Hardening = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a task failed.
#[derive(Debug)]
pub(super) struct Failure {
    exit: Exit,
    sentence: String,
    hint: Option<String>,
}

impl Failure {
    pub(super) fn new(exit: Exit, sentence: impl Into<String>, hint: Option<&str>) -> Self {
        Self {
            exit,
            sentence: sentence.into(),
            hint: hint.map(str::to_owned),
        }
    }

    pub(super) fn report(self) -> ExitCode {
        eprintln!("sealpost-triage: error: {}", self.sentence);
        if let Some(hint) = self.hint {
            eprintln!("sealpost-triage: hint: {hint}");
        }
        self.exit.into()
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        let exit = match error {
            DeskError::WrongPassphrase => Exit::Passphrase,
            DeskError::InUse => Exit::InUse,
            _ => Exit::Failed,
        };
        Self::new(exit, error.to_string(), error.hint())
    }
}
