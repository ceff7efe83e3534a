//! Every task of the desk on a command line.
pub fn main() -> std::process::ExitCode { std::process::ExitCode::SUCCESS }
