//! One request, from a defender's words to a caseworker's screen and back.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;

use crypto_core::Language;
use e2e::{Program, Stage};

#[test]
fn a_request_in_chinese_is_sealed_sent_triaged_and_answered() {
    let stage = Stage::new();
    stage.trust();
    let (receipt, _) = stage.ask(
        Language::ZhHans,
        &[
            ("asking", "1"),
            ("country", "中国"),
            (
                "what_happened",
                "这是一个示例。昨天下午收到传唤，要求今天上午到派出所。",
            ),
            ("held", "5"),
            ("need", "1"),
        ],
    );

    // Before anyone has imported it, nothing waits, and that is said calmly.
    let nothing = stage.replies(Language::ZhHans, &receipt);
    assert_eq!(nothing.status.code(), Some(8), "{}", nothing.report());

    stage.sync().ok();
    Program::system("sha256sum", &stage.path("home"))
        .args(["--quiet", "-c", "SHA256SUMS"])
        .current_dir(&stage.stick())
        .run()
        .ok();
    stage.exchange().says("1 letter imported");
    let cases = stage.cases();
    assert_eq!(cases.len(), 1);
    stage
        .desk()
        .args(["show", &cases[0], "--language", "fr"])
        .run()
        .ok()
        .says("传唤")
        .says("Chine");

    // The acknowledgement by itself, with the hour by which an answer is due.
    stage.sync().ok();
    stage
        .replies(Language::ZhHans, &receipt)
        .ok()
        .says(&Stage::words(Language::ZhHans, "reply-proven", &[]));

    stage
        .desk()
        .args(["reply", &cases[0]])
        .input("我们已经收到，律师今天会联系您。")
        .run()
        .ok();
    stage.exchange();
    stage.sync().ok();
    stage
        .replies(Language::ZhHans, &receipt)
        .ok()
        .says("我们已经收到，律师今天会联系您。");

    // A stranger's receipt finds nothing in the same place.
    let stranger = stage
        .defender(Language::En)
        .arg("receipt")
        .run()
        .ok()
        .stdout;
    let none = stage.replies(Language::En, &stranger);
    assert_eq!(none.status.code(), Some(8), "{}", none.report());
}

#[test]
fn a_second_import_changes_nothing_and_destroyed_stays_destroyed() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    stage.ask(
        Language::En,
        &[
            ("asking", "1"),
            ("country", "VN"),
            ("what_happened", "An example request."),
        ],
    );
    stage.sync().ok();
    stage.exchange().says("1 letter imported");
    let case = stage.cases().pop().unwrap();
    let shown = |case: &str| {
        let ran = stage.desk().args(["--json", "show", case]).run().ok();
        ran.stdout
    };
    let before = shown(&case);
    for _ in 0..2 {
        stage.exchange().says("0 letters imported");
        stage.sync().ok();
    }
    assert_eq!(shown(&case), before);

    let old_stick = stage.path("old-stick");
    copy_folder(&stage.stick(), &old_stick);
    stage
        .desk()
        .args(["destroy", &case, "--reason", "asked to", "--yes"])
        .run()
        .ok();
    assert!(stage.cases().is_empty());
    stage
        .desk()
        .arg("exchange")
        .arg(&old_stick)
        .run()
        .ok()
        .says("0 letters imported");
    assert!(stage.cases().is_empty(), "an old stick brought it back");
    stage.desk().arg("verify").run().ok();
}

#[test]
fn a_backup_brings_everything_back() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    let (receipt, _) = stage.ask(
        Language::Fr,
        &[
            ("asking", "1"),
            ("country", "VN"),
            ("what_happened", "Un exemple de demande."),
        ],
    );
    stage.sync().ok();
    stage.exchange();
    let case = stage.cases().pop().unwrap();
    stage
        .desk()
        .args(["note", &case])
        .input("A note for colleagues.")
        .run()
        .ok();
    let medium = stage.path("medium");
    fs::create_dir(&medium).unwrap();
    stage.desk().arg("backup").arg(&medium).run().ok();
    stage.desk().arg("backup").arg(&medium).run().ok();

    let other = stage.path("restored");
    stage.desk_at(&other).arg("restore").arg(&medium).run().ok();
    stage
        .desk_at(&other)
        .args(["show", &case])
        .run()
        .ok()
        .says("Un exemple de demande.")
        .says("A note for colleagues.");
    // Over a vault that is there, nothing is restored.
    stage
        .desk_at(&other)
        .arg("restore")
        .arg(&medium)
        .run()
        .refused(1);
    // The letter now exists twice: the next exchange lets the relays forget it in time.
    stage.exchange().says("1 letter released to relays");
    stage.sync().ok();
    stage.replies(Language::Fr, &receipt).ok();
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
