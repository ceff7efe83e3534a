//! Progress on standard error: a bar on a terminal, plain lines elsewhere.

use std::io::{self, IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows how far a transfer is. Never a name of a letter: counts and bytes only.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    plain: bool,
}

impl Progress {
    /// A bar if standard error is a terminal.
    pub(super) fn new() -> Self {
        let terminal = io::stderr().is_terminal();
        let bar = if terminal {
            ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        let style = "{prefix}: {msg} [{wide_bar}] {bytes}/{total_bytes} {eta}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.progress_chars("=> "));
        }
        Self {
            bar,
            plain: !terminal,
        }
    }

    /// Shows nothing.
    #[cfg(test)]
    pub(super) fn silent() -> Self {
        Self {
            bar: ProgressBar::hidden(),
            plain: false,
        }
    }

    /// Begins something that moves bytes for a relay.
    pub(super) fn begin(&self, relay: &str, what: &str, bytes: u64) {
        if self.plain {
            self.say(&format!("{relay}: {what}"));
        }
        self.bar.reset();
        self.bar.set_length(bytes);
        self.bar.set_prefix(relay.to_owned());
        self.bar.set_message(what.to_owned());
    }

    /// Goes back to the beginning of what was begun.
    pub(super) fn restart(&self, bytes: u64) {
        self.bar.set_length(bytes);
        self.bar.set_position(0);
    }

    /// Counts bytes.
    pub(super) fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Writes a line of words to standard error, above the bar.
    pub(super) fn say(&self, line: &str) {
        self.bar.suspend(|| {
            // A reader of standard error who went away is no reason to stop carrying.
            let _ = writeln!(io::stderr(), "{line}");
        });
    }

    /// Does something with the terminal while the bar is away.
    pub(super) fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }
}
