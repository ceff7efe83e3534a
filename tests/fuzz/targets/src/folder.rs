//! Folders for what is read from files: in memory where the system has such a place.

use std::path::Path;

use tempfile::TempDir;

/// Makes an empty folder, gone when the value is dropped.
pub(crate) fn empty() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
    .expect("a folder can be made")
}

/// The input as several files: each begins with a line `== <name>`. What stands before the first
/// such line is nothing.
pub(crate) fn files(data: &[u8]) -> impl Iterator<Item = (&str, &[u8])> {
    let mut rest = data;
    std::iter::from_fn(move || {
        loop {
            let start = find(rest, b"== ")? + 3;
            let line = rest[start..].iter().position(|b| *b == b'\n')? + start;
            let name = std::str::from_utf8(&rest[start..line]);
            let body = &rest[line + 1..];
            let end = find(body, b"\n== ").map_or(body.len(), |end| end + 1);
            rest = &body[end..];
            // Names that would leave the folder, or that no file can have, say nothing about
            // the reader.
            if let Ok(name) = name
                && !name.contains('\0')
                && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
                && name.split('/').all(|part| part.len() < 200)
                && name.split('/').count() < 8
            {
                return Some((name, &body[..end]));
            }
        }
    })
}

/// Writes the files of an input into a folder.
pub(crate) fn write_files(folder: &Path, data: &[u8]) {
    for (name, content) in files(data).take(24) {
        let path = folder.join(name);
        // A name may already be a folder, or a file where a folder is wanted.
        if let Some(parent) = path.parent()
            && std::fs::create_dir_all(parent).is_ok()
        {
            let _ = std::fs::write(path, content);
        }
    }
}

/// Finds bytes within bytes.
pub(crate) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|at| at == wanted)
}
