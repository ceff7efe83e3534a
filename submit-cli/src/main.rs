//! The tool `sealpost`: everything it does is in the library, so that tests can reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(submit_cli::run(std::env::args_os()))
}
