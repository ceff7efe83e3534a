#![allow(clippy::unwrap_used)]

use base64::engine::general_purpose::STANDARD;
use crypto_core::{
    AnswerKey, FallbackKey, Form, HybridIdentity, JsonExtension, OrganisationId, Programme,
    SigningKey, hours_after, parse_day,
};

use super::*;

const HOSTILE: &str =
    "A <!--RECIPIENT--> & \"B\" </script><script>alert(1)</script> <!--BLANK FORMS-->";

fn everywhere(text: &str) -> LocalText {
    Language::ALL
        .into_iter()
        .map(|language| (language, text.to_owned()))
        .collect()
}

fn root() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

/// An organisation whose name, contact, title and form try to be markup.
fn organisation() -> Organisation {
    let recipient = |n: u8| HybridIdentity::from_seed(&[n; 32]).recipient().clone();
    let issued = "2026-11-01T00:00:00Z".parse().unwrap();
    let form = include_str!("../../../../crypto-core/forms/emergency.toml");
    let title = "title.en = \"";
    assert!(form.contains(title), "the form's title is looked for below");
    let form = form.replacen(title, &format!("{title}</script><b>"), 1);
    Organisation {
        id: OrganisationId::from_bytes([1; 16]),
        number: 7,
        name: HOSTILE.to_owned(),
        root: root().public(),
        next_root: None,
        issued,
        expires: hours_after(issued, 24 * 365),
        intake_keys: vec![crypto_core::IntakeKey::new(
            recipient(1),
            parse_day("2026-11-01").unwrap(),
            parse_day("2026-12-01").unwrap(),
        )],
        fallback_key: FallbackKey::new(recipient(3)),
        answer_keys: vec![AnswerKey::from_bytes(&[1; 32]).public()],
        desks: Vec::new(),
        relays: Vec::new(),
        fallback_contact: everywhere(HOSTILE),
        programmes: vec![Programme {
            id: "emergency".to_owned(),
            title: everywhere(HOSTILE),
            languages: Language::ALL.to_vec(),
            countries: Vec::new(),
            promise_hours: 48,
            opens: None,
            closes: None,
            form: Form::from_toml(&form).unwrap(),
            x: JsonExtension::new(),
        }],
        x: JsonExtension::new(),
    }
}

fn published(folder: Option<&Path>) -> Result<(Organisation, Envelope, Files), DeskError> {
    let organisation = organisation();
    let envelope = organisation.sign(&root()).unwrap().envelope();
    let mut files = vec![(
        "organisation.json".to_owned(),
        envelope.document.clone().into_bytes(),
    )];
    add(&mut files, &organisation, &envelope, folder)?;
    Ok((organisation, envelope, files))
}

fn text(files: &Files, path: &str) -> String {
    let (_, content) = files.iter().find(|(known, _)| known == path).unwrap();
    String::from_utf8(content.clone()).unwrap()
}

/// The content of every element of a kind, as a browser's parser finds it.
fn elements<'a>(page: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    page.split(begin)
        .skip(1)
        .map(|rest| rest.split(end).next().unwrap())
        .collect()
}

fn hash(content: &str) -> String {
    let hash = STANDARD.encode(Digest::of(content.as_bytes()).as_bytes());
    format!("'sha256-{hash}'")
}

#[test]
fn the_built_in_page_has_every_mark_once() {
    for mark in [MARK_BEGIN, MARK_RECIPIENT, MARK_FORMS] {
        assert_eq!(TEMPLATE.matches(mark).count(), 1, "{mark}");
    }
}

#[test]
fn the_page_carries_what_was_signed_and_names_the_key_that_stays() {
    let (organisation, envelope, files) = published(None).unwrap();
    let page = text(&files, INDEX);
    let data = elements(&page, MARK_BEGIN, MARK_END);
    assert_eq!(data.len(), 1);
    assert!(!data[0].contains('<'));
    assert_eq!(Envelope::parse(data[0].as_bytes()).unwrap(), envelope);
    assert_eq!(
        elements(&page, "<p class=\"recipient\" translate=\"no\">", "</p>"),
        [organisation.fallback_key.recipient.to_string()]
    );
    for mark in [MARK_RECIPIENT, MARK_FORMS, ">null<"] {
        assert!(!page.contains(mark), "{mark}");
    }
}

#[test]
fn nothing_of_the_organisation_becomes_markup() {
    let (_, _, files) = published(None).unwrap();
    let page = text(&files, INDEX);
    assert_eq!(
        page.matches("<script").count(),
        TEMPLATE.matches("<script").count()
    );
    assert_eq!(
        page.matches("</script").count(),
        TEMPLATE.matches("</script").count()
    );
    assert!(!page.contains("<script>alert"));
    assert!(!page.contains("<b>"));
    let title = "A &lt;!--RECIPIENT--&gt; &amp; &quot;B&quot; &lt;/script&gt;&lt;script&gt;";
    assert_eq!(page.matches(title).count(), 4, "the title of each form");
}

#[test]
fn the_policy_allows_exactly_the_script_and_the_style_of_the_filled_page() {
    let (_, _, files) = published(None).unwrap();
    let (page, policy) = (text(&files, INDEX), text(&files, CSP));
    let scripts = elements(&page, "<script>", "</script>");
    let styles = elements(&page, "<style>", "</style>");
    assert_eq!((scripts.len(), styles.len()), (1, 1));
    assert!(policy.contains(&format!("script-src {};", hash(scripts[0]))));
    assert!(policy.contains(&format!("style-src {};", hash(styles[0]))));
    // The same policy inside, for whoever opens the file itself.
    let inside = elements(
        &page,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"",
        "\">",
    );
    assert_eq!(
        format!("{}; frame-ancestors 'none'", inside[0]),
        policy.trim_end()
    );
    assert!(policy.contains("form-action 'self'"));
}

#[test]
fn every_programme_has_a_blank_form_in_every_language() {
    let (_, _, files) = published(None).unwrap();
    let page = text(&files, INDEX);
    for language in Language::ALL {
        let path = form_path("emergency", language);
        assert!(page.contains(&format!("href=\"{path}\"")), "{path}");
        let form = text(&files, &path);
        let header = format!("@form emergency {language} {}", "01".repeat(16));
        assert!(form.lines().any(|line| line == header), "{path}");
    }
}

#[test]
fn the_manifest_names_every_other_file() {
    let (_, _, files) = published(None).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text(&files, MANIFEST)).unwrap();
    let named = manifest["manifest"]["files"].as_object().unwrap();
    assert_eq!(named.len(), files.len() - 1);
    for (path, content) in files.iter().filter(|(path, _)| path != MANIFEST) {
        let hash = URL_SAFE_NO_PAD.decode(named[&format!("/{path}")].as_str().unwrap());
        assert_eq!(hash.unwrap(), Digest::of(content).as_bytes(), "{path}");
    }
    let policy = manifest["manifest"]["default_csp"].as_str().unwrap();
    assert_eq!(policy, POLICY.trim_end());
    assert!(!policy.contains(','), "WEBCAT takes no lists of policies");
    assert_eq!(manifest["manifest"]["version"], "7.0.0");
    assert_eq!(manifest["signatures"], json!({}));
}

#[test]
fn files_of_the_organisation_are_added_and_its_page_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, content: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("privacy.html", "<p>What we keep");
    write(".well-known/security.txt", "Contact: x");
    write(".hidden", "not published");
    write("organisation.json", "not this one");
    let (_, envelope, files) = published(Some(folder.path())).unwrap();
    assert_eq!(text(&files, "privacy.html"), "<p>What we keep");
    assert_eq!(text(&files, ".well-known/security.txt"), "Contact: x");
    assert!(!files.iter().any(|(path, _)| path == ".hidden"));
    assert_eq!(text(&files, "organisation.json"), envelope.document);
    assert!(text(&files, INDEX).starts_with("<!doctype html>"));
    assert_eq!(text(&files, CSP), POLICY);

    write(INDEX, "<p><!--RECIPIENT--><ul><!--BLANK FORMS--></ul>");
    let (organisation, _, files) = published(Some(folder.path())).unwrap();
    let page = text(&files, INDEX);
    assert!(page.starts_with(&format!("<p>{}", organisation.fallback_key.recipient)));
    // The built-in page's policy would forbid everything on this one.
    assert!(
        !files
            .iter()
            .any(|(path, _)| path == CSP || path == MANIFEST)
    );

    write(INDEX, "<!--RECIPIENT--><!--RECIPIENT-->");
    let refused = published(Some(folder.path())).unwrap_err();
    assert!(refused.to_string().contains("more than once"));
}

#[test]
fn a_policy_that_no_relay_takes_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(INDEX), "<p>own").unwrap();
    let with_policy = |policy: &str| {
        std::fs::write(folder.path().join(CSP), policy).unwrap();
        published(Some(folder.path()))
    };
    let longest = "a".repeat(MAX_POLICY_BYTES);
    for policy in ["default-src 'none'\r\n\n", &longest] {
        with_policy(policy).unwrap();
    }
    for policy in [
        "",
        "\n",
        "default-src 'none';\nscript-src 'self'",
        "default-src\t'none'",
        "default-src 'none' é",
        &format!("{longest}a"),
    ] {
        let refused = with_policy(policy).unwrap_err().to_string();
        assert!(refused.contains("csp.txt"), "{refused}");
    }
}
