//! The tool `sealpost`: everything it does is in the library, so that tests can reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    forbid_core_files();
    ExitCode::from(submit_cli::run(std::env::args_os()))
}

/// A crash must not leave answers, receipt and keys in a file. Where that cannot be had the tool goes
/// on: a person in danger is not turned away for it.
#[cfg(unix)]
fn forbid_core_files() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
}

#[cfg(not(unix))]
fn forbid_core_files() {}
