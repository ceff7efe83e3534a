//! Whom the tool believes.

use crate::organisation::TestOrganisation;
use crate::relay::TestRelay;
use crate::tool::Tool;

fn certificate(tool: &Tool, relay: &TestRelay) -> String {
    let path = tool.path("relay.der");
    std::fs::write(&path, &relay.certificate).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_named() {
    let relay = TestRelay::start();
    let tool = Tool::new();
    let ran = tool.run(&["--language", "en", "trust", "--relay", &relay.url], "");
    assert_eq!(ran.code, 7, "{}", ran.err);
    assert!(ran.err.contains("certificate"), "{}", ran.err);
    assert!(ran.err.contains("--certificate"), "{}", ran.err);
}

#[test]
fn fetched_compared_and_pinned() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    organisation.publish(&relay);
    let tool = Tool::new();
    let certificate = certificate(&tool, &relay);
    let arguments = [
        "trust",
        "--relay",
        &relay.url,
        "--certificate",
        &certificate,
    ];

    let ran = tool.run(&arguments, "2\n");
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains(&organisation.fingerprint()), "{}", ran.err);
    assert!(
        !tool.path("home").exists(),
        "nothing is kept of what was not believed"
    );

    let ran = tool.run(&arguments, "1\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, "Test Organisation\n");

    // Again: nothing to compare.
    let ran = tool.run(&arguments, "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        relay
            .state()
            .key_exchanges
            .iter()
            .all(|k| k == "X25519MLKEM768")
    );
    let headers = relay.state().headers.join("\n");
    for telling in [
        "user-agent",
        "accept-language",
        "cookie",
        "sealpost",
        "ureq",
    ] {
        assert!(!headers.contains(telling), "{telling}: {headers}");
    }
}

#[test]
fn a_wrong_fingerprint_is_refused() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let other = TestOrganisation::new(&[&relay]);
    let tool = Tool::new();
    let file = organisation.write(tool.folder.path());
    let file = file.to_str().unwrap();
    let ran = tool.run(
        &[
            "trust",
            "--file",
            file,
            "--fingerprint",
            &other.fingerprint(),
        ],
        "",
    );
    assert_eq!(ran.code, 4, "{}", ran.err);
    let ran = tool.run(
        &["trust", "--file", file, "--fingerprint", "one two three"],
        "",
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(!tool.path("home").exists());
}

#[test]
fn a_newer_file_is_taken_quietly_and_an_older_one_refused() {
    let relay = TestRelay::start();
    let mut organisation = TestOrganisation::new(&[&relay]);
    let old = tempfile::tempdir().unwrap();
    let old_file = organisation.write(old.path());
    let tool = Tool::trusting(&organisation);
    organisation.file.number = 2;
    organisation.file.name = "Renamed Organisation".to_owned();
    organisation.publish(&relay);
    let ran = tool.run(&["form", "--language", "en"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = tool.run(&["trust", "--file", old_file.to_str().unwrap()], "1\n");
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains("older"), "{}", ran.err);
    let stored = tool
        .files()
        .into_iter()
        .find(|name| name.ends_with("organisation.json"))
        .unwrap();
    let stored = std::fs::read_to_string(tool.path(&stored)).unwrap();
    assert!(stored.contains("Renamed Organisation"));

    // A relay that serves the old file does not win, and does not stop anyone.
    organisation.file.number = 1;
    organisation.publish(&relay);
    let ran = tool.run(&["form", "--language", "en"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("relay 1"), "{}", ran.err);
}

#[test]
fn tampering_is_noticed() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::new();
    let file = organisation.write(tool.folder.path());
    let whole = std::fs::read(&file).unwrap();
    let cases: [(Vec<u8>, &str); 4] = [
        (
            String::from_utf8(whole.clone())
                .unwrap()
                .replace("Test Organisation", "Fake Organisation")
                .into_bytes(),
            "signature",
        ),
        (whole[..whole.len() / 2].to_vec(), "organisation file"),
        (b"hello".to_vec(), "organisation file"),
        (vec![b' '; (4 << 20) + 1], "cannot be read"),
    ];
    for (bytes, words) in cases {
        std::fs::write(&file, bytes).unwrap();
        let ran = tool.run(&["trust", "--file", file.to_str().unwrap()], "1\n");
        assert!(matches!(ran.code, 1 | 4), "{}", ran.err);
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
        assert!(!tool.path("home").exists());
    }
}
