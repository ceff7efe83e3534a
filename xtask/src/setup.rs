//! What a fresh Debian 12 lacks.

use std::io::{self, IsTerminal, Write};
use std::process::Command;

use crate::step::{Failure, Outcome, output, root, run};

/// A Debian package and what it is for.
struct Package {
    name: &'static str,
    purpose: &'static str,
}

const fn package(name: &'static str, purpose: &'static str) -> Package {
    Package { name, purpose }
}

/// What the programs themselves are linked with or load at run time.
const WINDOW: &[Package] = &[
    package("gcc", "builds the C parts of the TLS library"),
    package("libc6-dev", "builds the C parts of the TLS library"),
    package("libx11-6", "the desk's window"),
    package("libx11-xcb1", "the desk's window"),
    package("libxcursor1", "the desk's window"),
    package("libxi6", "the desk's window"),
    package("libxkbcommon-x11-0", "the desk's window"),
    package("libegl1", "the desk's window"),
    package("libgl1", "the desk's window"),
    package(
        "libgl1-mesa-dri",
        "the desk's window without a graphics card",
    ),
];

/// What tests and the headless demo use besides.
const TESTS: &[Package] = &[
    package("xvfb", "a screen for the desk's window in tests"),
    package("xauth", "a screen for the desk's window in tests"),
    package("xdotool", "types into the desk's window in tests"),
    package(
        "imagemagick",
        "takes pictures of the desk's window in tests",
    ),
    package(
        "btrfs-progs",
        "cuts the relay's power in tests: copies its disk at one instant",
    ),
    package("xfsprogs", "a second file system under that relay"),
    package(
        "curl",
        "fetches the page from a relay as people without our programs do",
    ),
    package("minisign", "checks our signatures with the stock program"),
    package("strace", "shows that the desk opens no internet socket"),
    package("libfaketime", "lets an hour turn for a relay in tests"),
    package("ca-certificates", "package registries"),
];

/// Browsers that drive the web page, and what they write its four languages with.
const BROWSERS: &[Package] = &[
    package("chromium", "walks through the web page in tests"),
    package("firefox-esr", "walks through the web page in tests"),
    package("fonts-noto-core", "Vietnamese in those browsers"),
    package("fonts-noto-cjk", "Chinese in those browsers"),
];

/// What the measurements use besides.
const BENCH: &[Package] = &[
    package("age", "seals beside our programs in the measurements"),
    package(
        "time",
        "tells the greatest memory of a program that has ended",
    ),
];

/// Installs what the measurements need.
pub(crate) fn for_bench() -> Outcome {
    install(&missing(&[WINDOW, TESTS, BENCH]))
}

/// Installs what building and running needs.
pub(crate) fn for_demo() -> Outcome {
    let missing = missing(&[WINDOW, TESTS]);
    install(&missing)
}

/// Installs everything that any command needs.
pub(crate) fn everything() -> Outcome {
    install(&missing(&[WINDOW, TESTS, BROWSERS]))?;
    node_packages()
}

fn missing(lists: &[&'static [Package]]) -> Vec<&'static Package> {
    lists
        .iter()
        .copied()
        .flatten()
        .filter(|package| {
            output(Command::new("dpkg-query").args(["-W", "-f=${Status}", package.name]))
                .is_none_or(|status| !status.contains("ok installed"))
        })
        .collect()
}

fn install(missing: &[&Package]) -> Outcome {
    if missing.is_empty() {
        return Ok(());
    }
    println!("These Debian packages are missing:");
    for package in missing {
        println!("  {:22} {}", package.name, package.purpose);
    }
    if !consent("Install them with apt-get now?")? {
        return Err(Failure("not installed; install them and run again".into()));
    }
    run("apt-get update", apt().arg("update").arg("-qq"))?;
    run(
        "apt-get install",
        apt()
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(missing.iter().map(|package| package.name)),
    )
}

fn apt() -> Command {
    let root_user = output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut command = if root_user {
        Command::new("apt-get")
    } else {
        let mut command = Command::new("sudo");
        command.arg("apt-get");
        command
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Folders with npm packages, installed exactly as locked.
const NODE_FOLDERS: &[&str] = &[
    "tests/node",
    "submit-cli/web",
    "submit-cli/web/test/browser",
];

fn node_packages() -> Outcome {
    let mut missing = Vec::new();
    for name in NODE_FOLDERS {
        let folder = root().join(name);
        let lock = std::fs::read(folder.join("package-lock.json"))
            .map_err(|error| Failure(format!("{name}/package-lock.json: {error}")))?;
        let mark = folder.join("node_modules/.installed-from-lock");
        if std::fs::read(&mark).is_ok_and(|before| before == lock) {
            continue;
        }
        missing.push((name, folder, mark, lock));
    }
    if missing.is_empty() {
        return Ok(());
    }
    if output(Command::new("node").arg("--version")).is_none() {
        return Err(Failure(
            "Node is missing; install Node 20 or newer and run again".into(),
        ));
    }
    for (name, ..) in &missing {
        println!("The npm packages of {name} are missing or out of date.");
    }
    if !consent("Install them with npm now?")? {
        return Err(Failure(
            "not installed; run `npm ci` in these folders and run again".into(),
        ));
    }
    for (name, folder, mark, lock) in missing {
        run(
            &format!("npm ci in {name}"),
            Command::new("npm")
                .args([
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--silent",
                ])
                .arg("--prefix")
                .arg(folder),
        )?;
        std::fs::write(mark, lock).map_err(|error| Failure(format!("{name}: {error}")))?;
    }
    Ok(())
}

/// Asks on a terminal; without one the answer is yes, as in CI.
fn consent(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(true);
    }
    print!("{question} [Y/n] ");
    let mut answer = String::new();
    io::stdout()
        .flush()
        .and_then(|()| io::stdin().read_line(&mut answer))
        .map_err(|error| Failure(format!("terminal: {error}")))?;
    Ok(matches!(answer.trim(), "" | "y" | "Y" | "yes"))
}
