//! `sealpost-relay`: the server of the post office.

use std::process::ExitCode;

fn main() -> ExitCode {
    relay::relay_main()
}
