//! The page, from the desk that signs it to a browser's door: fetched with stock `curl`, checked with
//! stock `minisign` and `sha256sum`, and used without JavaScript.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::path::Path;

use crypto_core::{Envelope, Language, Organisation};
use e2e::{Program, Ran, Stage};

/// Fetches a path of the first relay into a file of the same name, as a person would.
fn fetch(stage: &Stage, folder: &Path, path: &str, options: &[&str]) -> Ran {
    let relay = &stage.relays[0];
    let name = path.rsplit('/').next().unwrap();
    let name = if name.is_empty() { "page" } else { name };
    Program::system("curl", folder)
        .args([
            "--silent",
            "--show-error",
            "--fail",
            "--include",
            "--cacert",
        ])
        .arg(relay.certificate())
        .args(options)
        .arg("--output")
        .arg(folder.join(name))
        .arg(format!("{}/{path}", relay.url()))
        .run()
        .ok()
}

/// Parts what `curl --include` wrote into headers and body.
fn parted(file: &Path) -> (String, Vec<u8>) {
    let bytes = fs::read(file).unwrap();
    let end = bytes
        .windows(4)
        .position(|part| part == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    (head.to_ascii_lowercase(), bytes[end + 4..].to_vec())
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let rest = text.split_once(begin).unwrap().1;
    rest.split_once(end).unwrap().0
}

#[test]
fn anyone_can_check_the_page_that_a_relay_serves() {
    let stage = Stage::with_relays(&["north"]);
    let folder = stage.path("home");
    for path in [
        "public.json",
        "public.json.minisig",
        "index.html",
        "csp.txt",
    ] {
        fetch(&stage, &folder, path, &[]);
        let (_, body) = parted(&folder.join(path));
        fs::write(folder.join(path), body).unwrap();
    }
    let release = fs::read_to_string(folder.join("public.json")).unwrap();
    let root = between(&release, "\"root\":\"", "\"");
    let root_on_stick = stage.stick().join("public/files/organisation.json");
    assert!(fs::read_to_string(root_on_stick).unwrap().contains(root));
    Program::system("minisign", &folder)
        .args(["-V", "-P", root, "-m"])
        .arg(folder.join("public.json"))
        .run()
        .ok();
    // As docs/submitting.md tells people to look for it.
    let hash = between(&release, "\"path\":\"index.html\",\"sha256\":\"", "\"");
    Program::system("sha256sum", &folder)
        .args(["--check", "--strict"])
        .input(format!("{hash}  {}\n", folder.join("index.html").display()))
        .run()
        .ok();
    // The desk said the same hash to whoever published.
    assert!(stage.publish().stdout.contains("Page        SHA-256 "));

    // Under `/`, and in the coding that browsers ask for, it is the same file.
    let page = fs::read_to_string(folder.join("index.html")).unwrap();
    let policy = fs::read_to_string(folder.join("csp.txt")).unwrap();
    for (options, coding) in [
        (&[][..], None),
        (&["--compressed"], Some("br")),
        (
            &["--compressed", "--header", "Accept-Encoding: gzip"],
            Some("gzip"),
        ),
    ] {
        fetch(&stage, &folder, "", options);
        let (head, body) = parted(&folder.join("page"));
        assert!(body == page.as_bytes(), "{options:?}");
        let named = head
            .lines()
            .find(|line| line.starts_with("content-encoding:"));
        assert_eq!(named.map(|line| &line[18..]), coding, "{head}");
        let sent = format!("content-security-policy: {}", policy.trim_end());
        assert!(head.contains(&sent.to_ascii_lowercase()), "{head}");
        assert!(!head.contains("set-cookie"), "{head}");
    }
    let data = between(&page, "id=\"organisation\">", "</script>");
    let envelope = Envelope::parse(data.as_bytes()).unwrap();
    let organisation =
        Organisation::verify(envelope.document.as_bytes(), &envelope.signature).unwrap();
    assert_eq!(organisation.root.to_string(), root);

    // The blank form is the one that the tool would write.
    stage.trust();
    fetch(&stage, &folder, "forms/emergency.vi.txt", &[]);
    let (head, form) = parted(&folder.join("emergency.vi.txt"));
    assert!(
        head.contains("content-type: text/plain; charset=utf-8"),
        "{head}"
    );
    let own = stage
        .defender(Language::Vi)
        .args(["form", "--programme", "emergency"])
        .run()
        .ok();
    assert_eq!(String::from_utf8(form).unwrap().trim(), own.stdout.trim());
}

#[test]
fn a_letter_sealed_by_hand_from_the_page_reaches_a_caseworker() {
    let stage = Stage::with_relays(&["north"]);
    let folder = stage.path("home");
    fetch(&stage, &folder, "", &[]);
    let (_, page) = parted(&folder.join("page"));
    let page = String::from_utf8(page).unwrap();
    let recipient = between(&page, "<p class=\"recipient\" translate=\"no\">", "</p>");
    assert!(page.contains("<a href=\"forms/emergency.fr.txt\" download>"));
    let node = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    let sealed = Program::system("node", &folder)
        .arg(node.join("seal.mjs"))
        .arg(recipient)
        .input("Une lettre faite à la main, sans JavaScript.")
        .run()
        .ok();
    let letter = folder.join("letter.age");
    fs::write(&letter, &sealed.stdout_bytes).unwrap();
    let plain = folder.join("plain.txt");
    fs::write(&plain, "Forgotten to be sealed.").unwrap();
    let upload = |file: &Path| {
        let form = format!("file=@{}", file.display());
        let accept = ["--header", "Accept: text/html", "--form", &form];
        let relay = &stage.relays[0];
        let ran = Program::system("curl", &folder)
            .args(["--silent", "--show-error", "--write-out", "%{http_code}"])
            .arg("--cacert")
            .arg(relay.certificate())
            .args(accept)
            .arg(format!("{}/upload", relay.url()))
            .run()
            .ok();
        ran.stdout
    };
    let refused = upload(&plain);
    assert!(refused.ends_with("415"), "{refused}");
    assert!(refused.contains("chưa được mã hóa"), "{refused}");
    let taken = upload(&letter);
    assert!(taken.ends_with("201"), "{taken}");
    let id = crypto_core::Digest::of(&sealed.stdout_bytes).to_string();
    assert!(taken.contains(&id), "{taken}");

    stage.sync().ok();
    // Nothing but the fallback key opens it; until then it is kept aside and named.
    let without = stage.desk().arg("exchange").arg(stage.stick()).run();
    assert_eq!(without.status.code(), Some(5), "{}", without.report());
    assert!(stage.cases().is_empty());
    stage
        .desk()
        .arg("exchange")
        .arg(stage.stick())
        .arg("--fallback")
        .arg(stage.path("away/root-fallback.age"))
        .run()
        .ok();
    let cases = stage.cases();
    assert_eq!(cases.len(), 1);
    stage
        .desk()
        .args(["show", &cases[0]])
        .run()
        .ok()
        .says("sans JavaScript");
}
