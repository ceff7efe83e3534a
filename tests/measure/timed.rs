//! One run of one program, timed: by the clock, by the processor, and by its greatest memory.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What one run cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Seconds by the clock.
    pub(crate) wall: f64,
    /// Seconds of processor time, all threads together.
    pub(crate) cpu: f64,
    /// Greatest resident memory, in MiB.
    pub(crate) peak_mib: f64,
}

/// A program to be run under GNU `time`, which alone tells the greatest memory of a process that
/// has ended.
#[derive(Debug)]
pub(crate) struct Timed {
    command: Command,
    report: tempfile::NamedTempFile,
}

impl Timed {
    /// Prepares a run with this home folder.
    pub(crate) fn new(program: impl AsRef<OsStr>, home: &Path) -> Self {
        let report = tempfile::NamedTempFile::new_in(home).expect("the folder is writable");
        let mut command = Command::new("/usr/bin/time");
        command
            .args(["--quiet", "-f", "%U %S %M", "-o"])
            .arg(report.path())
            .arg(program)
            .env("HOME", home)
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        Self { command, report }
    }

    /// One of ours.
    pub(crate) fn ours(name: &str, home: &Path) -> Self {
        Self::new(e2e::folder_of_programs().join(name), home)
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Runs it to its end; it has to end with one of these codes.
    pub(crate) fn run_with(mut self, codes: &[i32]) -> Cost {
        let begun = Instant::now();
        let output = self.command.output().expect("GNU time is installed");
        let wall = begun.elapsed().as_secs_f64();
        assert!(
            output
                .status
                .code()
                .is_some_and(|code| codes.contains(&code)),
            "{:?}: {}\n{}",
            self.command,
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        let report = std::fs::read_to_string(self.report.path()).expect("time wrote its report");
        let numbers: Vec<f64> = report
            .lines()
            .last()
            .unwrap_or_default()
            .split(' ')
            .filter_map(|number| number.parse().ok())
            .collect();
        let [user, system, kib] = numbers[..] else {
            panic!("GNU time reported {report:?}");
        };
        Cost {
            wall,
            cpu: user + system,
            peak_mib: kib / 1024.0,
        }
    }

    /// Runs it to its end; it has to succeed.
    pub(crate) fn run(self) -> Cost {
        self.run_with(&[0])
    }
}
