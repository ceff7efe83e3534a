//! The vault: the desk's folder on disk (protocol 12).
//!
//! Everything in it is sealed but the names of caseworkers, counts and lengths. What is not
//! provided: a person who can write to the disk can put an older copy of the whole folder in
//! place; only a colleague's laptop or a backup notices that.

mod durable;
mod files;
mod folder;
mod journal;
mod keyring;
mod person;

pub(crate) use durable::{create_folder, remove_if_there, replace, sweep, sync_folder, temporary};
pub(crate) use files::{Files, NewFile, copy_checked, hash as hash_file, names as names_in};
pub(crate) use folder::Folder;
pub(crate) use journal::{Journal, JournalDamage};
pub(crate) use keyring::{
    BackupMark, DeskEntry, DeskSecret, IntakeSecret, JournalMark, Keyring, KeyringError, Numbers,
    PersonAccess, PersonEntry,
};
pub(crate) use person::{Person, check_name};
