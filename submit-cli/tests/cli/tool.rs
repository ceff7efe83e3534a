//! Runs the program with a home of its own.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};

use tempfile::TempDir;

use crate::organisation::TestOrganisation;

pub(crate) struct Tool {
    pub(crate) folder: TempDir,
}

/// What a run left.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Tool {
    /// A home in which nobody is trusted.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A home in which this organisation is trusted.
    pub(crate) fn trusting(organisation: &TestOrganisation) -> Self {
        let tool = Self::new();
        let elsewhere = tempfile::tempdir().unwrap();
        let file = organisation.write(elsewhere.path());
        let ran = tool.run(
            &[
                "trust",
                "--file",
                file.to_str().unwrap(),
                "--fingerprint",
                &organisation.fingerprint(),
            ],
            "",
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        tool
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sealpost"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("SEALPOST_HOME", self.folder.path().join("home"))
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC")
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs with this input.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || {
            // The program may end before it has read everything.
            let _ = stdin.write_all(input.as_bytes());
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts a conversation.
    pub(crate) fn talk(&self, arguments: &[&str]) -> Talk {
        let mut child = self.command(arguments).spawn().unwrap();
        Talk {
            stdin: child.stdin.take().unwrap(),
            stderr: child.stderr.take().unwrap(),
            heard: String::new(),
            read_to: 0,
            child,
        }
    }

    /// Writes a receipt into a file and returns its path.
    pub(crate) fn receipt_file(&self, receipt: &crypto_core::Receipt) -> String {
        let path = self.path("receipt.txt");
        std::fs::write(&path, receipt.numbers().join(" ")).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Lists every file under the folder, relative to it.
    pub(crate) fn files(&self) -> Vec<String> {
        fn walk(at: &Path, base: &Path, files: &mut Vec<String>) {
            for entry in std::fs::read_dir(at).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, base, files);
                } else {
                    files.push(path.strip_prefix(base).unwrap().display().to_string());
                }
            }
        }
        let mut files = Vec::new();
        walk(self.folder.path(), self.folder.path(), &mut files);
        files.sort();
        files
    }
}

/// A running conversation: waits for what is said, answers it.
pub(crate) struct Talk {
    child: Child,
    stdin: ChildStdin,
    stderr: ChildStderr,
    pub(crate) heard: String,
    read_to: usize,
}

impl Talk {
    /// Reads until `words` are said; returns everything said since the last time.
    pub(crate) fn hear(&mut self, words: &str) -> String {
        let mut pending = Vec::new();
        loop {
            if let Some(at) = self.heard[self.read_to..].find(words) {
                let from = self.read_to;
                self.read_to += at + words.len();
                return self.heard[from..self.read_to].to_owned();
            }
            let mut byte = [0; 1];
            let count = self.stderr.read(&mut byte).unwrap();
            assert!(count > 0, "ended without saying {words:?}:\n{}", self.heard);
            pending.push(byte[0]);
            if let Ok(text) = std::str::from_utf8(&pending) {
                self.heard.push_str(text);
                pending.clear();
            }
        }
    }

    pub(crate) fn say(&mut self, line: &str) {
        writeln!(self.stdin, "{line}").unwrap();
    }

    /// Waits for `words`, then says `line`.
    pub(crate) fn answer(&mut self, words: &str, line: &str) {
        self.hear(words);
        self.say(line);
    }

    pub(crate) fn end(mut self) -> Ran {
        drop(self.stdin);
        let mut rest = String::new();
        self.stderr.read_to_string(&mut rest).unwrap();
        self.heard.push_str(&rest);
        let output = self.child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: self.heard,
        }
    }
}
