//! One run of one program.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Returns the folder where cargo put the programs: beside the tests, or the demo itself.
///
/// # Panics
///
/// If the running program has no path.
pub fn folder_of_programs() -> PathBuf {
    let own = std::env::current_exe().expect("a running program has a path");
    let folder = own.parent().expect("a program lies in a folder");
    if folder.ends_with("deps") {
        folder
            .parent()
            .expect("deps lies in the folder of a profile")
    } else {
        folder
    }
    .to_owned()
}

/// A program about to run.
#[derive(Debug)]
pub struct Program {
    command: Command,
    input: Vec<u8>,
}

impl Program {
    /// One of ours, by the name of its binary.
    ///
    /// # Panics
    ///
    /// If it has not been built: run the tests by `cargo xtask test`.
    pub fn ours(name: &str, home: &Path) -> Self {
        let path = folder_of_programs().join(name);
        assert!(
            path.exists(),
            "{} is not built; run `cargo build --workspace --bins`",
            path.display()
        );
        Self::at(path, home)
    }

    /// One of the system's.
    pub fn system(name: &str, home: &Path) -> Self {
        Self::at(name, home)
    }

    fn at(program: impl AsRef<OsStr>, home: &Path) -> Self {
        let mut command = Command::new(program);
        command
            .env("HOME", home)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC");
        Self {
            command,
            input: Vec::new(),
        }
    }

    /// Adds arguments.
    pub fn args<I, S>(mut self, arguments: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        self.command.args(arguments);
        self
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the folder it runs in.
    pub fn current_dir(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets what is typed into it.
    pub fn input(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.input = text.into();
        self
    }

    /// Runs it under another program, such as `strace`, which gets these arguments first.
    pub fn under(self, name: &str, arguments: &[&OsStr]) -> Self {
        let mut command = Command::new(name);
        command
            .args(arguments)
            .arg(self.command.get_program())
            .args(self.command.get_args());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if let Some(folder) = self.command.get_current_dir() {
            command.current_dir(folder);
        }
        Self {
            command,
            input: self.input,
        }
    }

    /// Starts it, with nothing typed, its output going to a file; it is for the caller to wait.
    ///
    /// # Panics
    ///
    /// If it cannot be started at all.
    pub fn begin(mut self, output: &Path) -> Begun {
        let shown = format!("{:?}", self.command);
        let out = File::create(output).expect("a file can be made");
        let both = out.try_clone().expect("a descriptor can be doubled");
        let child = self
            .command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(both)
            .spawn()
            .unwrap_or_else(|error| panic!("{shown} cannot start: {error}"));
        Begun { child }
    }

    /// Runs it to its end.
    ///
    /// # Panics
    ///
    /// If it cannot be started at all.
    pub fn run(mut self) -> Ran {
        let shown = format!("{:?}", self.command);
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{shown} cannot start: {error}"));
        let mut stdin = child.stdin.take().expect("stdin is piped");
        let input = self.input;
        let typing = std::thread::Builder::new()
            .name("typing".into())
            .spawn(move || {
                // A program may end without reading all: that is its business.
                let _ = stdin.write_all(&input);
            })
            .expect("a thread can be started");
        let output = child.wait_with_output().expect("a child can be waited for");
        typing.join().expect("typing does not panic");
        Ran {
            shown,
            status: output.status,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stdout_bytes: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Waits so long after an unfinished line before taking it for a prompt.
const QUIET: Duration = Duration::from_millis(60);
/// A conversation that takes longer is stuck.
const PATIENCE: Duration = Duration::from_secs(180);
const MOST_TURNS: usize = 600;

impl Program {
    /// Runs it and talks to it as a person does: reads what it says up to each prompt, and types
    /// what `reply` makes of all that was said and of what was said since the last prompt.
    ///
    /// # Panics
    ///
    /// If it cannot be started, or the conversation does not end.
    pub fn talk(mut self, mut reply: impl FnMut(&str, &str) -> String) -> Ran {
        let shown = format!("{:?}", self.command);
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{shown} cannot start: {error}"));
        let mut stdin = child.stdin.take().expect("stdin is piped");
        let words = listen(child.stderr.take().expect("stderr is piped"));
        let results = listen(child.stdout.take().expect("stdout is piped"));
        let begun = Instant::now();
        let (mut stderr, mut heard, mut turns) = (Vec::new(), 0, 0);
        loop {
            match words.recv_timeout(QUIET) {
                Ok(more) => stderr.extend_from_slice(&more),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    let said = String::from_utf8_lossy(&stderr);
                    let since = String::from_utf8_lossy(&stderr[heard..]);
                    if !since.is_empty() && !since.ends_with('\n') {
                        let reply = reply(&said, &since);
                        heard = stderr.len();
                        turns += 1;
                        let _ = writeln!(stdin, "{reply}").and_then(|()| stdin.flush());
                    }
                    if turns > MOST_TURNS || begun.elapsed() > PATIENCE {
                        let _ = child.kill();
                        panic!("{shown} does not end\n{}", String::from_utf8_lossy(&stderr));
                    }
                }
            }
        }
        drop(stdin);
        let status = child.wait().expect("a child can be waited for");
        let stdout_bytes: Vec<u8> = results.into_iter().flatten().collect();
        Ran {
            shown,
            status,
            stdout: String::from_utf8_lossy(&stdout_bytes).into_owned(),
            stdout_bytes,
            stderr: String::from_utf8_lossy(&stderr).into_owned(),
        }
    }
}

/// Hands on what arrives, piece by piece, until the other end closes.
fn listen(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::Builder::new()
        .name("listening".into())
        .spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        })
        .expect("a thread can be started");
    receiver
}

/// A program that runs. Ends with this value.
#[derive(Debug)]
pub struct Begun {
    child: Child,
}

impl Begun {
    /// Returns the process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Tells how it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Waits for its end.
    ///
    /// # Panics
    ///
    /// If it cannot be waited for.
    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("a child can be waited for")
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a program did.
#[derive(Debug)]
pub struct Ran {
    shown: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Its results.
    pub stdout: String,
    /// The same, byte for byte.
    pub stdout_bytes: Vec<u8>,
    /// Its words.
    pub stderr: String,
}

impl Ran {
    /// Insists that it succeeded.
    ///
    /// # Panics
    ///
    /// If it did not, with all that it printed.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!(self.status.success(), "{}", self.report());
        self
    }

    /// Insists that it refused as its help says: with this exit code, one sentence and a hint.
    ///
    /// # Panics
    ///
    /// If it did otherwise.
    #[track_caller]
    pub fn refused(self, code: i32) -> Self {
        assert_eq!(self.status.code(), Some(code), "{}", self.report());
        let lines: Vec<&str> = self.stderr.lines().collect();
        // The tool speaks four languages and marks the hint by its indentation.
        let told = lines.windows(2).any(|pair| {
            let [sentence, hint] = pair else { return false };
            sentence.starts_with("sealpost") && (hint.starts_with("  ") || hint.contains("hint: "))
        });
        assert!(told, "{}", self.report());
        assert!(!self.stderr.contains("panicked"), "{}", self.report());
        self
    }

    /// Insists that it printed this, as a result or in words.
    ///
    /// # Panics
    ///
    /// If it did not.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text) || self.stderr.contains(text),
            "{text:?} is missing\n{}",
            self.report()
        );
        self
    }

    /// Returns all that is known of the run.
    pub fn report(&self) -> String {
        format!(
            "{}\n{}\n--- stdout\n{}\n--- stderr\n{}",
            self.shown, self.status, self.stdout, self.stderr
        )
    }
}
