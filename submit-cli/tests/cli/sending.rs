//! Bad links, full relays, closed lids.

use crypto_core::Receipt;

use crate::organisation::TestOrganisation;
use crate::relay::{TestRelay, nobody};
use crate::tool::Tool;

/// Makes a sealed letter with an attachment of this many bytes.
fn letter(tool: &Tool, bytes: usize) -> Vec<u8> {
    std::fs::write(tool.path("big.txt"), vec![b'x'; bytes]).unwrap();
    std::fs::write(tool.path("text.txt"), "more").unwrap();
    let file = tool.receipt_file(&Receipt::from_bytes([1; 16]));
    let ran = tool.run(
        &[
            "follow-up",
            "--language",
            "en",
            "--receipt-file",
            &file,
            "--text-file",
            "text.txt",
            "--attach",
            "big.txt",
            "-o",
            "letter.age",
        ],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    std::fs::read(tool.path("letter.age")).unwrap()
}

#[test]
fn a_large_letter_goes_on_after_broken_links() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    let sealed = letter(&tool, 9_000_000);
    assert_eq!(sealed.len(), 12 << 20);
    relay.state().cuts = vec![3_000_000, 1_000_000];
    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let state = relay.state();
    assert!(state.letters == [sealed], "the letter arrived as it was");
    let begun = state
        .requests
        .iter()
        .filter(|r| r.starts_with("POST"))
        .count();
    assert_eq!(begun, 1, "it was never begun again: {:?}", state.requests);
    assert!(state.requests.iter().any(|r| r.starts_with("HEAD")));
    assert!(!tool.path("letter.age.upload").exists());
}

#[test]
fn a_lost_last_answer_costs_nothing() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    let sealed = letter(&tool, 1_500_000);
    relay.state().loses_answer = true;
    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let state = relay.state();
    assert!(state.letters == [sealed], "once, and whole");
    let begun = state.requests.iter().filter(|r| r.starts_with("POST"));
    assert_eq!(begun.count(), 1, "{:?}", state.requests);
}

#[test]
fn it_goes_on_in_another_run() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    let sealed = letter(&tool, 1_500_000);
    // No progress at all, more often than the tool has patience.
    relay.state().cuts = vec![1_000_000, 0, 0, 0, 0, 0, 0, 0, 0];
    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 7, "{}", ran.err);
    assert!(ran.err.contains("sealpost send letter.age"), "{}", ran.err);
    assert!(tool.path("letter.age.upload").exists());
    relay.state().cuts.clear();
    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let state = relay.state();
    assert!(state.letters == [sealed]);
    let begun = state
        .requests
        .iter()
        .filter(|r| r.starts_with("POST"))
        .count();
    assert_eq!(begun, 1, "{:?}", state.requests);
    drop(state);
    assert!(!tool.path("letter.age.upload").exists());
    assert!(tool.path("letter.age").exists(), "one's own file stays");
}

#[test]
fn the_next_relay_takes_it() {
    let (gone, full, good) = (TestRelay::start(), TestRelay::start(), TestRelay::start());
    let mut organisation = TestOrganisation::new(&[&gone, &full, &good]);
    organisation.file.relays[0].https = Some(nobody());
    full.state().refuse = Some(507);
    let tool = Tool::trusting(&organisation);
    let sealed = letter(&tool, 10);
    assert_eq!(sealed.len(), 65_536);
    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(good.state().letters == [sealed]);
    assert!(
        ran.err.contains("relay 1") && ran.err.contains("507"),
        "{}",
        ran.err
    );
}

#[test]
fn a_relay_that_confirms_something_else_is_not_believed() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    letter(&tool, 10);
    relay.state().lies = true;
    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 7, "{}", ran.err);
    assert_eq!(ran.out, "");
    assert!(tool.path("letter.age").exists());
}

#[test]
fn a_relay_with_another_certificate_gets_nothing() {
    let (relay, other) = (TestRelay::start(), TestRelay::start());
    let mut organisation = TestOrganisation::new(&[&relay]);
    organisation.file.relays[0].certificate = Some(other.certificate.clone());
    let tool = Tool::trusting(&organisation);
    letter(&tool, 10);
    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 7, "{}", ran.err);
    assert!(relay.state().requests.is_empty());
}

#[test]
fn what_was_asked_waits_in_the_outbox() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    relay.state().refuse = Some(507);
    let file = tool.receipt_file(&Receipt::from_bytes([2; 16]));
    let script = "1\nVN\nTaken.\n.\n\n\n\n\n\n\n1\n1\n0\n";
    let ran = tool.run(
        &["ask", "--language", "en", "--receipt-file", &file],
        script,
    );
    assert_eq!(ran.code, 7, "{}", ran.err);
    let waiting = |tool: &Tool| {
        let files = tool.files();
        files.iter().filter(|name| name.contains("outbox")).count()
    };
    assert_eq!(waiting(&tool), 1, "{:?}", tool.files());
    relay.state().refuse = None;
    let ran = tool.run(&["send"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(waiting(&tool), 0, "{:?}", tool.files());
    assert_eq!(relay.state().letters.len(), 1);
    let ran = tool.run(&["send"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
}

/// A proxy that is told names, never addresses: this computer must not look them up.
#[test]
fn names_go_to_the_proxy() {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    let relay = TestRelay::start();
    let mut organisation = TestOrganisation::new(&[&relay]);
    let port = relay.url.rsplit(':').next().unwrap().to_owned();
    let onion = format!("{}.onion", "a".repeat(56));
    organisation.file.relays[0].onion = Some(format!("https://{onion}:{port}"));
    let tool = Tool::trusting(&organisation);
    letter(&tool, 10);

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = listener.local_addr().unwrap().to_string();
    let (tell, told) = std::sync::mpsc::channel();
    let target = format!("127.0.0.1:{port}");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 2];
            stream.read_exact(&mut head).unwrap();
            let mut methods = vec![0; head[1].into()];
            stream.read_exact(&mut methods).unwrap();
            assert!(methods.contains(&2), "a user name for a circuit of its own");
            stream.write_all(&[5, 2]).unwrap();
            let mut version_length = [0; 2];
            stream.read_exact(&mut version_length).unwrap();
            let mut user = vec![0; version_length[1].into()];
            stream.read_exact(&mut user).unwrap();
            let mut length = [0; 1];
            stream.read_exact(&mut length).unwrap();
            let mut password = vec![0; length[0].into()];
            stream.read_exact(&mut password).unwrap();
            stream.write_all(&[1, 0]).unwrap();
            let mut request = [0; 5];
            stream.read_exact(&mut request).unwrap();
            assert_eq!(request[3], 3, "a name, not an address");
            let mut name = vec![0; request[4].into()];
            stream.read_exact(&mut name).unwrap();
            let mut port = [0; 2];
            stream.read_exact(&mut port).unwrap();
            let name = String::from_utf8(name).unwrap();
            tell.send((name.clone(), user)).unwrap();
            if name.ends_with(".onion") {
                // Host unreachable.
                stream.write_all(&[5, 4, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
                continue;
            }
            stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
            let mut to = TcpStream::connect(&target).unwrap();
            let (mut from, mut back) = (stream.try_clone().unwrap(), to.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut from, &mut to));
            std::thread::spawn(move || std::io::copy(&mut back, &mut stream));
        }
    });
    let ran = tool.run(&["send", "letter.age", "--socks5", &proxy], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(relay.state().letters.len(), 1);
    let told: Vec<(String, Vec<u8>)> = told.try_iter().collect();
    assert_eq!(told[0].0, onion, "the onion address comes first");
    assert!(told.iter().any(|(name, _)| name == "localhost"));
    assert!(told.iter().all(|(_, user)| *user == told[0].1));

    let ran = tool.run(
        &[
            "send",
            "letter.age",
            "--socks5",
            &format!("socks5://{proxy}"),
        ],
        "",
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
}
