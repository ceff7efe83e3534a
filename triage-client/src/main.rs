//! `sealpost-triage`: the desk, with a window or without.

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Err(error) = triage_client::hardening::apply() {
        eprintln!("sealpost-triage: error: {error}");
        eprintln!("sealpost-triage: hint: {}", error.hint());
        return ExitCode::from(70);
    }
    triage_client::cli::main()
}
