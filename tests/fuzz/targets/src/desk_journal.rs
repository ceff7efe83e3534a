//! A journal whose two copies a failing disk has changed in every way: bits, zeroed pages, cut
//! ends, frames that are there twice or in another place.

use crate::folder;

/// The most changes to one journal.
const MOST_CHANGES: usize = 12;

/// Fuzzes it with these bytes: the number of frames, then changes of six bytes each.
pub fn run(data: &[u8]) {
    let Some((frames, changes)) = data.split_first() else {
        return;
    };
    let folder = folder::empty();
    triage_client::fuzzing::read_journal(folder.path(), frames % 12, |copies| {
        for change in changes.chunks_exact(6).take(MOST_CHANGES) {
            let [copy, kind, high, low, length, value] = change else {
                continue;
            };
            let bytes = &mut copies[usize::from(copy % 2)];
            let at = usize::from(u16::from_be_bytes([*high, *low])) % (bytes.len() + 1);
            let end = (at + usize::from(*length)).min(bytes.len());
            match kind % 6 {
                0 => bytes
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|byte| *byte ^= value | 1),
                1 => bytes[at..end].fill(0),
                2 => bytes.truncate(at),
                3 => drop(bytes.splice(at..at, std::iter::repeat_n(*value, usize::from(*length)))),
                4 => drop(bytes.drain(at..end)),
                // A piece once more, at the end: an old write that came back.
                _ => bytes.extend_from_within(at..end),
            }
        }
    });
}
