//! Wrong, torn and foreign things: one sentence, a hint, an exit code, nothing half-written.

use crypto_core::{Receipt, WordList};

use crate::organisation::TestOrganisation;
use crate::relay::TestRelay;
use crate::tool::{Ran, Tool};

/// One sentence, then a hint, and no content of what was given.
fn check(ran: &Ran, code: i32, sentence: &str) {
    assert_eq!(ran.code, code, "{}", ran.err);
    let line = ran
        .err
        .lines()
        .find(|line| line.starts_with("sealpost: "))
        .unwrap_or_else(|| panic!("{}", ran.err));
    assert!(line.contains(sentence), "{line}");
    assert!(
        ran.err.lines().last().unwrap().starts_with("  "),
        "{}",
        ran.err
    );
}

#[test]
fn without_an_organisation() {
    let tool = Tool::new();
    for command in ["ask", "form", "send", "replies", "follow-up"] {
        let ran = tool.run(&[command], "");
        check(&ran, 4, "No organisation is trusted yet.");
    }
    assert!(tool.files().is_empty());
    let ran = tool.run(&["ask", "--language", "vi"], "");
    assert!(ran.err.contains("Bạn chưa tin tổ chức nào."), "{}", ran.err);
}

#[test]
fn wrong_receipts() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    let receipt = Receipt::from_bytes([1; 16]);
    let words = receipt.words(WordList::English);
    let mut unknown = words.clone();
    unknown[6] = "xyzzy";
    let mut swapped = receipt.numbers();
    swapped[0] = if swapped[0] == "0001" { "0002" } else { "0001" }.to_owned();
    let cases = [
        (unknown.join(" "), "place 7"),
        (words[..11].join(" "), "11"),
        (swapped.join(" "), "not right"),
        (String::new(), ""),
    ];
    for (text, sentence) in cases {
        std::fs::write(tool.path("r"), &text).unwrap();
        let ran = tool.run(&["replies", "--receipt-file", "r"], "");
        check(&ran, 5, sentence);
        assert!(!ran.err.contains("xyzzy"), "{}", ran.err);
        let ran = tool.run(&["replies"], &format!("{text}\n"));
        check(&ran, 5, sentence);
    }
    check(
        &tool.run(&["replies", "--receipt-file", "nowhere"], ""),
        5,
        "cannot be read",
    );
    assert!(
        relay.state().requests.is_empty(),
        "nobody is asked with a wrong receipt"
    );
}

#[test]
fn letters_that_are_none() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    std::fs::write(tool.path("text.txt"), "more").unwrap();
    let file = tool.receipt_file(&Receipt::from_bytes([1; 16]));
    let ran = tool.run(
        &[
            "follow-up",
            "--receipt-file",
            &file,
            "--text-file",
            "text.txt",
            "-o",
            "letter.age",
        ],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let whole = std::fs::read(tool.path("letter.age")).unwrap();
    for bytes in [
        &whole[..whole.len() - 1],
        &whole[..0],
        b"plain text",
        &[&whole[..], b"x"].concat(),
    ] {
        std::fs::write(tool.path("bad.age"), bytes).unwrap();
        let ran = tool.run(&["send", "bad.age"], "");
        check(&ran, 9, "bad.age");
    }
    check(&tool.run(&["send", "nowhere.age"], ""), 1, "nowhere.age");
    assert!(relay.state().letters.is_empty());
    // A torn draft.
    std::fs::write(tool.path("draft.age"), &whole[..40_000]).unwrap();
    let ran = tool.run(
        &["ask", "--draft", "draft.age", "--receipt-file", &file],
        "",
    );
    check(&ran, 9, "draft");
}

#[test]
fn files_that_do_not_fit() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    let form = tool.run(&["form", "--language", "en"], "").out;
    std::fs::write(tool.path("big.txt"), vec![b'x'; 9_000_001]).unwrap();
    std::fs::write(tool.path("odd.zip"), b"PK\x03\x04").unwrap();
    let file = tool.receipt_file(&Receipt::from_bytes([1; 16]));
    let form = form.replacen("[ ] Myself", "[x] Myself", 1).replacen(
        "@ what_happened\n",
        "@ what_happened\nTaken.\n",
        1,
    );
    let (before, consent) = form.split_once("@ consent").unwrap();
    let form = format!(
        "{before}@ consent{}",
        consent.replacen("[ ] Yes", "[x] Yes", 1)
    );
    for (name, code) in [("big.txt", 6), ("odd.zip", 6), ("nowhere.txt", 1)] {
        let form = form.replacen("@ files\n", &format!("@ files\n{name}\n"), 1);
        std::fs::write(tool.path("form.txt"), form).unwrap();
        let ran = tool.run(&["seal", "form.txt", "--receipt-file", &file], "");
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(!tool.path("letter.age").exists());
        assert!(!tool.files().iter().any(|name| name.contains(".tmp")));
    }
}

#[test]
fn a_damaged_home_is_said() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    for name in tool.files() {
        if name.ends_with("organisation.json") {
            std::fs::write(tool.path(&name), "{}").unwrap();
        }
    }
    check(&tool.run(&["form"], ""), 4, "organisation file");
}

#[test]
fn help_names_the_exit_codes_and_takes_no_receipt() {
    let tool = Tool::new();
    let ran = tool.run(&["--help"], "");
    assert_eq!(ran.code, 0);
    for code in 0..=9 {
        assert!(
            ran.out.contains(&format!("\n  {code}  ")),
            "{code}: {}",
            ran.out
        );
    }
    assert_eq!(tool.run(&["replies", "--receipt", "abandon"], "").code, 2);
    assert_eq!(tool.run(&["trust"], "").code, 2);
    let ran = tool.run(&["receipt", "--language", "fr"], "");
    assert_eq!(ran.code, 0);
    assert!(Receipt::parse(&ran.out).is_ok());
}
