//! Measures the release programs, beside others that do comparable work in the same run.
//!
//! `measure [NAME]` prints a table; `cargo xtask bench [NAME]` builds everything and runs it. It
//! fails only where a program fails, never because a machine is slow. Peers take turns with ours,
//! round by round, so that whatever else the machine does falls on both.

mod desk;
mod letters;
mod sealing;
mod table;
mod timed;

use std::path::Path;

use crypto_core::Organisation;
use e2e::Stage;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["open-letter", keys, letter, target] = arguments[..] {
        return sealing::open_letter(Path::new(keys), Path::new(letter), Path::new(target));
    }
    let wanted = |name: &str| arguments.is_empty() || arguments.contains(&name);
    if let Some(strange) = arguments.iter().find(|name| !NAMES.contains(name)) {
        eprintln!("there is no measurement {strange}: {}", NAMES.join(", "));
        std::process::exit(2);
    }
    let stage = Stage::with_relays(&["north"]);
    let published = stage.stick().join("public/files/organisation.json");
    let bytes = std::fs::read(published).expect("the stage has published");
    let organisation = Organisation::parse(&bytes).expect("what it published is whole");
    println!("{}", load());
    let mut rows = Vec::new();
    if wanted("sealing") {
        rows.extend(sealing::run(&stage));
    }
    if wanted("small") {
        rows.extend(sealing::small(&organisation));
    }
    if wanted("desk") {
        rows.extend(desk::run(&stage, &organisation, 10_000));
    }
    // Ten times as long: only when it is asked for.
    if arguments.contains(&"desk-100000") {
        rows.extend(desk::run(&stage, &organisation, 100_000));
    }
    println!("{}\n", load());
    table::print(&rows);
}

const NAMES: [&str; 4] = ["sealing", "small", "desk", "desk-100000"];

/// How busy the machine is: figures of a busy one are good for ratios alone.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let one: Vec<&str> = text.split(' ').take(3).collect();
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    format!("load {} on {processors} processors", one.join(" "))
}
