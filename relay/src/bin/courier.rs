//! `sealpost-courier`: carries letters and replies between relays and a stick.

use std::process::ExitCode;

use clap::Parser as _;
use relay::courier::{CourierArgs, run};

fn main() -> ExitCode {
    run(CourierArgs::parse())
}
