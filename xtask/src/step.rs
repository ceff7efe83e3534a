//! Running one program after the other.

use std::fmt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// What went wrong, in a sentence.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(crate) type Outcome = Result<(), Failure>;

/// Returns the folder of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Prints the step's name, runs the command and says how long it took.
pub(crate) fn run(name: &str, command: &mut Command) -> Outcome {
    println!("\n== {name}");
    let begun = Instant::now();
    let status = command
        .current_dir(root())
        .status()
        .map_err(|error| Failure(format!("{name}: cannot start: {error}")))?;
    if status.success() {
        println!("   {name}: {} s", begun.elapsed().as_secs());
        Ok(())
    } else {
        Err(Failure(format!("{name} failed ({status})")))
    }
}

/// Runs a command quietly and returns what it printed, if it succeeded.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.current_dir(root()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Begins a cargo command: the cargo that runs us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments);
    command
}
