//! `cargo xtask demo`.

use crate::setup;
use crate::step::{Outcome, cargo, run};

/// Builds the real programs and lets the demo of the test bench drive them.
pub(crate) fn run_demo(headless: bool) -> Outcome {
    setup::for_demo()?;
    run("build", &mut cargo(&["build", "--workspace", "--bins"]))?;
    let mut arguments = vec!["run", "--quiet", "--package", "e2e", "--bin", "demo"];
    if headless {
        arguments.extend(["--", "--headless"]);
    }
    run("demo", &mut cargo(&arguments))
}
