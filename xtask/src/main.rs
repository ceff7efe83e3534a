//! Developer commands: `cargo xtask test`, `cargo xtask demo` and `cargo xtask bench`.
//!
//! All first look for what they need (Debian packages, npm packages) and install what is missing,
//! saying so; on a terminal they ask before. Nothing else is ever downloaded.

mod bench;
mod demo;
mod setup;
mod step;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, tests and shows Sealpost.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs every check and test
    Test {
        /// Leave out what needs browsers, windows and whole programs
        #[arg(long)]
        quick: bool,
    },
    /// Shows one request travel the whole way, from a fresh checkout
    Demo {
        /// Open no window; print each step and what it proved
        #[arg(long)]
        headless: bool,
    },
    /// Measures the release programs beside others that do comparable work
    Bench {
        /// sealing, small, desk, desk-100000; all but the last without a name
        names: Vec<String>,
    },
    /// Installs what the other commands need, and nothing more
    Setup,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Test { quick } => test::run_all(quick),
        Command::Demo { headless } => demo::run_demo(headless),
        Command::Bench { names } => bench::run_bench(&names),
        Command::Setup => setup::everything(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: error: {error}");
            ExitCode::FAILURE
        }
    }
}
