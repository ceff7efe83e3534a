//! Looks for what must be nowhere: in folders and in the memory of processes.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use memchr::memmem;

/// What must be nowhere, in every form in which it might be written.
#[derive(Debug)]
pub struct Secrets {
    forms: Vec<(String, Vec<u8>)>,
}

impl Secrets {
    /// Begins with none.
    pub const fn new() -> Self {
        Self { forms: Vec::new() }
    }

    /// Adds bytes: as they are, in hexadecimal, and in base64 wherever they begin.
    pub fn bytes(&mut self, name: &str, bytes: &[u8]) {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        self.add(name, "", bytes.to_vec());
        self.add(name, " in capitals of hex", hex.to_uppercase().into_bytes());
        self.add(name, " in hex", hex.into_bytes());
        for skipped in 0..3 {
            let whole = (bytes.len() - skipped) / 3 * 3;
            let text = base64(&bytes[skipped..skipped + whole]);
            self.add(name, " in base64", text.into_bytes());
        }
    }

    /// Adds a text: the same, and as two bytes for a character.
    pub fn text(&mut self, name: &str, text: &str) {
        self.bytes(name, text.as_bytes());
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.add(name, " in UTF-16", wide);
    }

    fn add(&mut self, name: &str, form: &str, bytes: Vec<u8>) {
        assert!(bytes.len() >= 8, "{name} is too short to be looked for");
        self.forms.push((format!("{name}{form}"), bytes));
    }

    /// Names what is found in some bytes.
    pub fn within(&self, bytes: &[u8]) -> Vec<String> {
        self.forms
            .iter()
            .filter(|(_, form)| memmem::find(bytes, form).is_some())
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// Names what is found in the files of a folder, however deep, and in their names.
    ///
    /// # Panics
    ///
    /// If the folder cannot be read.
    pub fn in_folder(&self, folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for path in files_under(folder) {
            // What went while we looked is not there.
            let mut bytes = fs::read(&path).unwrap_or_default();
            bytes.extend_from_slice(path.to_string_lossy().as_bytes());
            for name in self.within(&bytes) {
                found.push(format!("{name}: {}", path.display()));
            }
        }
        found
    }
}

impl Default for Secrets {
    fn default() -> Self {
        Self::new()
    }
}

/// RFC 4648, section 4, of a multiple of three bytes.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks_exact(3) {
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for shift in [18, 12, 6, 0] {
            text.push(char::from(LETTERS[(bits >> shift & 63) as usize]));
        }
    }
    text
}

/// Lists the files of a folder, however deep.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

/// Reads all that a running process may write to of its memory, itself stopped or not.
///
/// # Panics
///
/// If this user may not look into it.
pub fn memory_of(id: u32) -> Vec<u8> {
    let maps = fs::read_to_string(format!("/proc/{id}/maps")).expect("the process runs");
    let mut file = File::open(format!("/proc/{id}/mem")).expect("its memory may be read");
    let mut memory = Vec::new();
    for line in maps.lines() {
        let mut columns = line.split_whitespace();
        let (Some(range), Some(rights)) = (columns.next(), columns.next()) else {
            continue;
        };
        let ends = range.split_once('-').and_then(|(start, end)| {
            let number = |text| u64::from_str_radix(text, 16).ok();
            Some((number(start)?, number(end)?))
        });
        let Some((start, end)) = ends.filter(|_| rights.starts_with("rw")) else {
            continue;
        };
        let mut at = start;
        // Page by page where a whole mapping cannot be read: those that were never touched, or
        // went this instant, hold nothing.
        while at < end {
            let begun = memory.len();
            if file.seek(SeekFrom::Start(at)).is_ok() {
                let _ = (&mut file).take(end - at).read_to_end(&mut memory);
            }
            at += (memory.len() - begun) as u64;
            if at < end {
                at = (at & !0xfff) + 0x1000;
            }
        }
    }
    memory
}
