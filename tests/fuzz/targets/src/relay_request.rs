//! Requests as a relay meets them: the PROXY line, headers, tokens, ranges, offsets, bodies and
//! forms, against the whole server and its storage.
//!
//! An input is one or more connections, parted by a line `==`. Within it `{fill}` stands for a
//! whole sealed letter, `{half}` for its first half, `{rest}` for the other, `{upload}` for the
//! upload begun last, `{letter}` for the letter kept last. A connection that begins with `PROXY`
//! comes through the onion service's door.

use relay::fuzzing::Rehearsal;

use crate::folder;

const MOST_CONNECTIONS: usize = 6;
const LETTER_BYTES: usize = 65_536;

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let folder = folder::empty();
    let relay = Rehearsal::open(folder.path()).expect("an empty folder makes a relay");
    let mut letter = b"age-encryption.org/v1\n".to_vec();
    letter.resize(LETTER_BYTES, b'x');
    let (mut upload, mut kept) = ("0".repeat(32), "0".repeat(64));
    let mut rest = data;
    for _ in 0..MOST_CONNECTIONS {
        let end = folder::find(rest, b"\n==\n");
        let one = &rest[..end.unwrap_or(rest.len())];
        let mut request = one.to_vec();
        for (mark, text) in [
            (&b"{fill}"[..], &letter[..]),
            (b"{half}", &letter[..LETTER_BYTES / 2]),
            (b"{rest}", &letter[LETTER_BYTES / 2..]),
            (b"{upload}", upload.as_bytes()),
            (b"{letter}", kept.as_bytes()),
        ] {
            if let Some(at) = folder::find(&request, mark) {
                request.splice(at..at + mark.len(), text.iter().copied());
            }
        }
        let before = relay.letters();
        let answer = relay.answer(&request, one.starts_with(b"PROXY"));
        let said = String::from_utf8_lossy(&answer);
        if !said.is_empty() {
            assert!(said.starts_with("HTTP/1."), "no HTTP");
            assert!(!said.contains("HTTP/1.1 500 "), "{said}");
        }
        // What is acknowledged is there; what is there was acknowledged, or its sender hung up.
        for found in after_each(&said, "{\"sha256\":\"", 64) {
            if said.contains("HTTP/1.1 201 ") {
                assert!(relay.holds(found), "acknowledged and not kept");
                kept = found.to_owned();
            }
        }
        assert!(relay.letters() >= before, "a letter went away");
        for found in after_each(&said, "/v1/submissions/partial/", 32) {
            upload = found.to_owned();
        }
        match end {
            Some(end) => rest = &rest[end + 4..],
            None => break,
        }
    }
}

fn after_each<'a>(text: &'a str, mark: &'a str, length: usize) -> impl Iterator<Item = &'a str> {
    text.match_indices(mark)
        .filter_map(move |(at, _)| text.get(at + mark.len()..at + mark.len() + length))
}
