//! Forms written to hurt their reader.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crypto_core::{Form, FormError, WireValue};

const HEAD: &str = "id = \"a\"\ntitle = { en = \"A\" }\n";
const SECTION: &str = "[[section]]\nid = \"s\"\ntitle = { en = \"S\" }\n[[section.question]]\nid = \"q\"\nkind = \"yes-no\"\nlabel = { en = \"Q\" }\n";

fn refused(text: &str) -> FormError {
    let begin = Instant::now();
    let error = Form::from_toml(text).unwrap_err();
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{:?}",
        begin.elapsed()
    );
    error
}

#[test]
fn nested_without_end() {
    let most = 100_000;
    for text in [
        format!("{HEAD}x.a{} = 1\n{SECTION}", ".a".repeat(most)),
        format!(
            "{HEAD}{SECTION}show_if{}.question = \"q\"\n",
            ".not".repeat(50_000)
        ),
        format!(
            "{HEAD}x = {}{}\n{SECTION}",
            "[".repeat(most),
            "]".repeat(most)
        ),
        format!(
            "{HEAD}x = {}1{}\n{SECTION}",
            "{a=".repeat(50_000),
            "}".repeat(50_000)
        ),
        format!("{HEAD}{SECTION}[x{}]\n", ".a".repeat(most)),
        format!("{HEAD}{SECTION}[[x{}]]\n", ".a".repeat(most)),
        format!("{HEAD}x.a{} = 1\n{SECTION}", ".a".repeat(60)),
    ] {
        refused(&text);
    }
}

#[test]
fn wide_without_end() {
    // 256 KiB of the shortest tables, each under the same long name.
    let mut text = format!("{HEAD}{SECTION}");
    let name = "x.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a";
    let mut at = 0;
    while text.len() < 255 << 10 {
        text.push_str(&format!("[{name}.b{at}]\n"));
        at += 1;
    }
    let begin = Instant::now();
    let _ = Form::from_toml(&text);
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{:?}",
        begin.elapsed()
    );
}

#[test]
fn numbers_that_json_does_not_have() {
    for number in [
        "nan",
        "inf",
        "-inf",
        "1.5",
        "1.0",
        "9007199254740992",
        "-9223372036854775808",
    ] {
        refused(&format!("{HEAD}x = {{ a = {number} }}\n{SECTION}"));
    }
    assert!(Form::from_toml(&format!("{HEAD}x = {{ a = 9007199254740991 }}\n{SECTION}")).is_ok());
}

#[test]
fn rows_without_end() {
    let columns = (0..60).map(|at| {
        format!("{{ id = \"c{at}\", kind = \"text\", label = {{ en = \"C\" }}, required = true }},")
    });
    let form = Form::from_toml(&format!(
        "{HEAD}{SECTION}[[section.question]]\nid = \"t\"\nkind = \"table\"\nlabel = {{ en = \"T\" }}\ncolumns = [{}]\n",
        columns.collect::<String>()
    ))
    .unwrap();
    let rows = WireValue::Array(vec![WireValue::Map(BTreeMap::new()); 60_000]);
    let answers = [("t".to_owned(), rows)].into_iter().collect();
    let (accepted, problems) = form.accept(&answers);
    assert_eq!(accepted.to_wire(), answers, "every row is kept");
    // One for their number, one for each required cell of the rows there may be.
    assert_eq!(problems.len(), 1 + 50 * 60);
}
