//! `cargo xtask bench`.

use crate::setup;
use crate::step::{Outcome, cargo, run};

/// Builds the release programs and measures them; `name` picks one measurement.
pub(crate) fn run_bench(names: &[String]) -> Outcome {
    setup::for_bench()?;
    run(
        "build",
        &mut cargo(&["build", "--release", "--workspace", "--bins"]),
    )?;
    let mut arguments = vec!["run", "--release", "--quiet", "--package", "measure", "--"];
    arguments.extend(names.iter().map(String::as_str));
    run("measurements", &mut cargo(&arguments))
}
