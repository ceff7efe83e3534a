//! Once, or again and again.

use std::io::{self, Write as _};
use std::process::{Child, Command as Process, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use super::arguments::{Command, CourierArgs, SyncArgs};
use super::patience::{Patience, spread};
use super::progress::Progress;
use super::pull::Verified;
use super::round::{Courier, Round};
use super::stick::StickError;
use super::trust::Trust;

/// Some relay failed.
const SOME_FAILED: u8 = 1;
/// The stick cannot be used.
const STICK_UNUSABLE: u8 = 3;

/// Does what the command line says, and returns the exit code.
pub fn run(arguments: CourierArgs) -> ExitCode {
    let Command::Sync(arguments) = arguments.command;
    let mut courier = Courier {
        stick: arguments.stick.clone(),
        socks: arguments.socks5,
        patience: Patience::default(),
        trust: Trust::new(arguments.trust_root.clone()),
        verified: Verified::default(),
        progress: Progress::new(),
    };
    let mut bell = Bell::new(&arguments);
    if arguments.watch {
        return watch(&mut courier, &mut bell, arguments.interval);
    }
    let mut round = Round::default();
    let done = courier.round(&mut round, print);
    bell.ring(round.new);
    bell.wait();
    match done {
        Err(error) => {
            say(error);
            ExitCode::from(STICK_UNUSABLE)
        }
        Ok(()) if round.failed => ExitCode::from(SOME_FAILED),
        Ok(()) => ExitCode::SUCCESS,
    }
}

/// Goes round until the program is ended. A stick that is away after the first round is on its
/// way to a desk: it is waited for.
fn watch(courier: &mut Courier, bell: &mut Bell, interval: u64) -> ExitCode {
    let mut first = true;
    let mut last = None;
    loop {
        let mut round = Round::default();
        let failure = courier.round(&mut round, print).err();
        bell.ring(round.new);
        if let Some(error) = failure
            && last != failure
        {
            say(error);
        }
        if first && failure.is_some() {
            return ExitCode::from(STICK_UNUSABLE);
        }
        first = false;
        last = failure;
        thread::sleep(spread(Duration::from_secs(interval)));
    }
}

/// Writes a result to standard output. A reader who went away is no reason to stop carrying.
fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Writes words to standard error.
fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn say(error: StickError) {
    let text = error.to_string();
    let (first, rest) = text.split_at(1);
    complain(&format!("{}{rest}. {}", first.to_uppercase(), error.hint()));
}

/// Runs the command of `--on-new`.
struct Bell {
    command: Option<String>,
    running: Option<Child>,
}

impl Bell {
    fn new(arguments: &SyncArgs) -> Self {
        Self {
            command: arguments.on_new.clone(),
            running: None,
        }
    }

    /// Starts the command, with the number of new letters and nothing else about them.
    fn ring(&mut self, new: u64) {
        let Some(command) = &self.command else {
            return;
        };
        if let Some(child) = &mut self.running {
            match child.try_wait() {
                Ok(None) if new > 0 => {
                    complain(
                        "The command of --on-new still runs and is not started again. Make it \
                         end by itself.",
                    );
                    return;
                }
                Ok(None) => return,
                _ => self.running = None,
            }
        }
        if new == 0 {
            return;
        }
        let started = Process::new("sh")
            .arg("-c")
            .arg(command)
            .env("SEALPOST_NEW", new.to_string())
            .stdin(Stdio::null())
            .spawn();
        match started {
            Ok(child) => self.running = Some(child),
            Err(_) => {
                complain("The command of --on-new could not be started. Check that sh is there.")
            }
        }
    }

    /// Waits until the command has ended.
    fn wait(&mut self) {
        if let Some(mut child) = self.running.take()
            && !child.wait().is_ok_and(|status| status.success())
        {
            complain("The command of --on-new failed. Try it by hand.");
        }
    }
}
