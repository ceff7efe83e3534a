//! Relays that are gone, follow-ups, and sticks that are pulled.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;

use crypto_core::Language;
use e2e::Stage;

const SHORT: &[(&str, &str)] = &[
    ("asking", "1"),
    ("country", "VN"),
    ("what_happened", "An example request."),
];

#[test]
fn the_second_relay_takes_what_the_first_cannot() {
    let mut stage = Stage::new();
    stage.trust();
    stage.relays[0].kill();
    let (receipt, _) = stage.ask(Language::En, SHORT);
    // The courier says which relay failed, serves the other, and its exit code tells.
    let ran = stage.sync();
    assert_eq!(ran.status.code(), Some(1), "{}", ran.report());
    stage.exchange().says("1 letter imported");

    // With both gone the letter is kept, and sent when one is back.
    stage.relays[1].kill();
    let text = stage.path("more.txt");
    fs::write(&text, "Something more.").unwrap();
    let file = stage.path("receipt");
    fs::write(&file, &receipt).unwrap();
    let letter = stage.path("more.age");
    stage
        .defender(Language::En)
        .arg("follow-up")
        .arg("--receipt-file")
        .arg(&file)
        .arg("--text-file")
        .arg(&text)
        .arg("--output")
        .arg(&letter)
        .input("\n1\n1\n1\n")
        .run()
        .ok();
    assert_eq!(fs::metadata(&letter).unwrap().len(), 65_536);
    let send = || stage.defender(Language::En).arg("send").arg(&letter).run();
    send().refused(7);
    assert!(letter.exists(), "a letter that was not sent is kept");
    stage.relays[0].resume();
    stage
        .defender(Language::En)
        .arg("send")
        .arg(&letter)
        .run()
        .ok();
    let ran = stage.sync();
    assert_eq!(ran.status.code(), Some(1), "{}", ran.report());
    stage.exchange().says("1 letter imported, 0 new cases");
}

#[test]
fn a_follow_up_with_a_file_belongs_to_its_case() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    let (receipt, _) = stage.ask(Language::Vi, SHORT);
    stage.sync().ok();
    stage.exchange();
    let case = stage.cases().pop().unwrap();

    let file = stage.path("receipt");
    fs::write(&file, &receipt).unwrap();
    let text = stage.path("more.txt");
    fs::write(&text, "Gia đình đã nhận được giấy báo.").unwrap();
    // Larger than one class, so that it goes in pieces.
    let notice = stage.path("notice.txt");
    let content = "Giấy báo mẫu.\n".repeat(120_000);
    fs::write(&notice, &content).unwrap();
    stage
        .defender(Language::Vi)
        .arg("follow-up")
        .arg("--receipt-file")
        .arg(&file)
        .arg("--text-file")
        .arg(&text)
        .arg("--attach")
        .arg(&notice)
        .args(["--traces", "keep"])
        .input("\n1\n1\n1\n")
        .run()
        .ok();
    stage.sync().ok();
    stage.exchange().says("1 letter imported, 0 new cases");
    stage
        .desk()
        .args(["show", &case])
        .run()
        .ok()
        .says("Gia đình đã nhận được giấy báo.");
    let exported = stage.path("exported.txt");
    stage
        .desk()
        .args(["export", &case, "1"])
        .arg(&exported)
        .run()
        .ok();
    assert_eq!(fs::read_to_string(&exported).unwrap(), content);
}

#[test]
fn a_stick_that_was_pulled_loses_nothing() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    stage.ask(Language::En, SHORT);
    stage.sync().ok();
    let inbox = stage.stick().join("inbox");
    let letter = fs::read_dir(&inbox)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let whole = fs::read(&letter).unwrap();

    // Pulled while the courier wrote: half a letter under its final name.
    for length in [0, 1, 100, 4_096, 65_535] {
        fs::write(&letter, &whole[..length]).unwrap();
        let ran = stage.desk().arg("exchange").arg(stage.stick()).run();
        assert!(!ran.stderr.contains("panicked"), "{}", ran.report());
        assert!(stage.cases().is_empty(), "half a letter became a case");
    }
    // Pulled before the desk began.
    let away = stage.path("away-stick");
    fs::rename(stage.stick(), &away).unwrap();
    stage
        .desk()
        .arg("exchange")
        .arg(stage.stick())
        .run()
        .refused(1);
    fs::rename(&away, stage.stick()).unwrap();

    // Back in the connected computer, the courier mends the letter; nothing was acknowledged.
    stage.sync().ok();
    assert_eq!(fs::read(&letter).unwrap(), whole);
    stage.exchange().says("1 letter imported");
    assert_eq!(stage.cases().len(), 1);
}
