//! Passphrases: a prompt, a file or a descriptor, never an argument.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::args::Args;
use super::failure::{Exit, Failure};

/// Longest passphrase line, in bytes.
const MAX_BYTES: u64 = 4096;

/// Where each passphrase comes from.
pub(super) struct Sources {
    person: RefCell<Source>,
    root: RefCell<Source>,
    new: RefCell<Source>,
}

enum Source {
    Prompt,
    Reader(Box<dyn BufRead>),
    Known(SecretString),
}

impl Sources {
    /// Opens files and descriptors.
    pub(super) fn open(args: &Args) -> Result<Self, Failure> {
        Ok(Self {
            person: RefCell::new(source(args.passphrase_file.as_deref(), args.passphrase_fd)?),
            root: RefCell::new(source(
                args.root_passphrase_file.as_deref(),
                args.root_passphrase_fd,
            )?),
            new: RefCell::new(source(args.new_passphrase_file.as_deref(), None)?),
        })
    }

    /// The caseworker's passphrase.
    pub(super) fn person(&self, name: &str) -> Result<SecretString, Failure> {
        read(&self.person, &format!("Passphrase of {name}: "), false)
    }

    /// A new caseworker's passphrase on a new vault: asked for twice.
    pub(super) fn person_first(&self, name: &str) -> Result<SecretString, Failure> {
        read(&self.person, &format!("New passphrase of {name}: "), true)
    }

    /// The passphrase of root and fallback key.
    pub(super) fn root(&self, first: bool) -> Result<SecretString, Failure> {
        let prompt = if first {
            "New passphrase of the root key: "
        } else {
            "Passphrase of the root and fallback keys: "
        };
        read(&self.root, prompt, first)
    }

    /// A new passphrase for `person`.
    pub(super) fn new_one(&self, name: &str) -> Result<SecretString, Failure> {
        read(&self.new, &format!("New passphrase of {name}: "), true)
    }
}

fn source(file: Option<&Path>, descriptor: Option<u32>) -> Result<Source, Failure> {
    let unreadable = |what: String, error: io::Error| {
        Failure::new(Exit::Failed, format!("{what}: {error}"), None)
    };
    match (file, descriptor) {
        (Some(path), _) => File::open(path)
            .map(|file| Source::Reader(Box::new(BufReader::new(file))))
            .map_err(|error| unreadable("reading the passphrase file".to_owned(), error)),
        (None, Some(0)) => Ok(Source::Reader(Box::new(BufReader::new(io::stdin())))),
        (None, Some(number)) => File::open(format!("/proc/self/fd/{number}"))
            .map(|file| Source::Reader(Box::new(BufReader::new(file))))
            .map_err(|error| unreadable(format!("reading descriptor {number}"), error)),
        (None, None) => Ok(Source::Prompt),
    }
}

fn read(source: &RefCell<Source>, prompt: &str, twice: bool) -> Result<SecretString, Failure> {
    let failed = |error: io::Error| {
        Failure::new(
            Exit::Failed,
            format!("no passphrase: {error}"),
            Some("type it on a terminal, or name --passphrase-file or --passphrase-fd"),
        )
    };
    let mut source = source.borrow_mut();
    let secret = match &mut *source {
        Source::Known(secret) => return Ok(secret.clone()),
        Source::Reader(reader) => {
            let mut line = Zeroizing::new(String::new());
            reader
                .take(MAX_BYTES)
                .read_line(&mut line)
                .map_err(failed)?;
            SecretString::from(line.trim_end_matches(['\r', '\n']).to_owned())
        }
        Source::Prompt if !io::stdin().is_terminal() => {
            return Err(failed(io::Error::other("standard input is no terminal")));
        }
        Source::Prompt => {
            let secret = SecretString::from(rpassword::prompt_password(prompt).map_err(failed)?);
            if twice {
                let again =
                    SecretString::from(rpassword::prompt_password("Once more: ").map_err(failed)?);
                if again.expose_secret() != secret.expose_secret() {
                    return Err(Failure::new(
                        Exit::Passphrase,
                        "the two passphrases differ",
                        Some("try again"),
                    ));
                }
            }
            secret
        }
    };
    *source = Source::Known(secret.clone());
    Ok(secret)
}
