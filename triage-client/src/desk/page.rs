//! The page for browsers: joined with the organisation file into one HTML file, with blank forms
//! beside it for people without JavaScript.
//!
//! The page is built elsewhere and comes in as two files; nothing of its code is touched here.
//! Filling it changes data and text alone, so the policy that names its script and its style by
//! hash stays right.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crypto_core::{
    Digest, Envelope, Language, LocalText, Messages, Organisation, Sources, blank_form,
};
use serde_json::json;

use super::error::DeskError;
use crate::stick::read_limited;

/// The page before anything is filled in, and the policy to be sent with it.
const TEMPLATE: &str = include_str!("../../../submit-cli/web/dist/index.html");
const POLICY: &str = include_str!("../../../submit-cli/web/dist/csp.txt");

const SOURCES: Sources = &[
    (Language::En, include_str!("../../locales/en/page.ftl")),
    (
        Language::ZhHans,
        include_str!("../../locales/zh-Hans/page.ftl"),
    ),
    (Language::Fr, include_str!("../../locales/fr/page.ftl")),
    (Language::Vi, include_str!("../../locales/vi/page.ftl")),
];

/// Where the page lies in the release.
pub(super) const INDEX: &str = "index.html";
/// Where the policy lies that relays send with the files of the release.
const CSP: &str = "csp.txt";
const MANIFEST: &str = "webcat-manifest.json";

const MARK_BEGIN: &str = r#"<script type="application/json" id="organisation">"#;
const MARK_END: &str = "</script>";
const MARK_RECIPIENT: &str = "<!--RECIPIENT-->";
const MARK_FORMS: &str = "<!--BLANK FORMS-->";

const MAX_FILE_BYTES: u64 = 64 << 20;
/// Longest `csp.txt` that a relay takes (protocol 9.2).
const MAX_POLICY_BYTES: usize = 4096;

/// Files of the release: path and content.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// Adds the page and all that belongs to it to the organisation file and its signature.
///
/// `folder` holds files of the organisation's own; a page among them takes the place of the
/// built-in one.
pub(super) fn add(
    files: &mut Files,
    organisation: &Organisation,
    envelope: &Envelope,
    folder: Option<&Path>,
) -> Result<(), DeskError> {
    for programme in &organisation.programmes {
        for language in &programme.languages {
            let text = blank_form(organisation, programme, *language);
            files.push((form_path(&programme.id, *language), text.into_bytes()));
        }
    }
    if let Some(folder) = folder {
        read_folder(folder, String::new(), 1, files)?;
    }
    let filling = Filling::of(organisation, envelope)?;
    match files.iter_mut().find(|(path, _)| path == INDEX) {
        None => {
            let page = filling.fill(TEMPLATE)?;
            files.push((INDEX.to_owned(), page.into_bytes()));
            files.retain(|(path, _)| path != CSP);
            files.push((CSP.to_owned(), POLICY.as_bytes().to_vec()));
        }
        Some((_, own)) => {
            let page = std::str::from_utf8(own)
                .map_err(|_| wrong("index.html in the page folder is not UTF-8 text"))?;
            *own = filling.fill(page)?.into_bytes();
        }
    }
    if let Some(policy) = files.iter().find(|(path, _)| path == CSP) {
        let policy = policy_line(&policy.1)?;
        let manifest = manifest(organisation, policy, files);
        files.retain(|(path, _)| path != MANIFEST);
        files.push((MANIFEST.to_owned(), manifest.into_bytes()));
    }
    Ok(())
}

/// The policy as relays send it: they refuse a release with one that cannot be a header.
fn policy_line(content: &[u8]) -> Result<&str, DeskError> {
    std::str::from_utf8(content.trim_ascii_end())
        .ok()
        .filter(|policy| {
            !policy.is_empty()
                && content.len() <= MAX_POLICY_BYTES
                && policy.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        })
        .ok_or_else(|| {
            wrong(format!(
                "csp.txt in the page folder must be one line of at most {MAX_POLICY_BYTES} plain \
                 ASCII characters"
            ))
        })
}

fn wrong(what: impl Into<String>) -> DeskError {
    DeskError::Config { what: what.into() }
}

fn form_path(programme: &str, language: Language) -> String {
    format!("forms/{programme}.{}.txt", language.tag())
}

/// What stands in the place of the marks.
struct Filling {
    organisation: String,
    recipient: String,
    forms: String,
}

impl Filling {
    fn of(organisation: &Organisation, envelope: &Envelope) -> Result<Self, DeskError> {
        let json = serde_json::to_string(envelope)
            .map_err(|_| wrong("the organisation file cannot be written into the page"))?;
        Ok(Self {
            // Only strings hold this sign. A closing tag or the beginning of a comment inside one
            // would otherwise end the element.
            organisation: json.replace('<', "\\u003c"),
            // Without JavaScript nothing looks at a clock, and the page is kept, copied and
            // printed. A period's key is destroyed some weeks after its period; what is sealed to
            // this one can always be opened.
            recipient: organisation.fallback_key.recipient.to_string(),
            forms: forms_html(organisation),
        })
    }

    /// Fills the marks. All of them are looked for before any is filled: what is filled in is
    /// never read as a mark.
    fn fill(&self, page: &str) -> Result<String, DeskError> {
        let mut places = Vec::new();
        if let Some(at) = only(page, MARK_BEGIN)? {
            let from = at + MARK_BEGIN.len();
            let length = page[from..]
                .find(MARK_END)
                .ok_or_else(|| wrong("the page's place for the organisation file has no end"))?;
            places.push((from..from + length, &self.organisation));
        }
        for (mark, text) in [(MARK_RECIPIENT, &self.recipient), (MARK_FORMS, &self.forms)] {
            if let Some(at) = only(page, mark)? {
                places.push((at..at + mark.len(), text));
            }
        }
        places.sort_by_key(|(place, _)| place.start);
        let mut filled = String::new();
        let mut from = 0;
        for (place, text) in places {
            filled.push_str(&page[from..place.start]);
            filled.push_str(text);
            from = place.end;
        }
        filled.push_str(&page[from..]);
        Ok(filled)
    }
}

/// Finds a mark that may be there once.
fn only(page: &str, mark: &str) -> Result<Option<usize>, DeskError> {
    let mut places = page.match_indices(mark).map(|(at, _)| at);
    match (places.next(), places.next()) {
        (at, None) => Ok(at),
        _ => Err(wrong(format!("index.html holds {mark} more than once"))),
    }
}

/// Links to the blank forms, by programme and language.
fn forms_html(organisation: &Organisation) -> String {
    let heading: Vec<String> = Language::ALL
        .into_iter()
        .map(|language| {
            let words = Messages::new(language, SOURCES).text("blank-forms");
            format!("<span lang=\"{language}\">{}</span>", escaped(&words))
        })
        .collect();
    let mut html = format!("<h2>{}</h2>\n<ul>\n", heading.join(" · "));
    for programme in &organisation.programmes {
        for language in &programme.languages {
            html.push_str(&form_link(&programme.id, &programme.title, *language));
        }
    }
    html.push_str("</ul>");
    html
}

fn form_link(programme: &str, title: &LocalText, language: Language) -> String {
    format!(
        "<li lang=\"{language}\"><a href=\"{}\" download>{}</a> ({})</li>\n",
        form_path(programme, language),
        escaped(title.get(language)),
        language.own_name(),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The files and their hashes as WEBCAT writes them, without its signatures: those need logs on
/// the network, which a desk does not reach.
fn manifest(organisation: &Organisation, policy: &str, files: &Files) -> String {
    let hashes: serde_json::Map<_, _> = files
        .iter()
        .filter(|(path, _)| path != MANIFEST)
        .map(|(path, content)| {
            let hash = URL_SAFE_NO_PAD.encode(Digest::of(content).as_bytes());
            (format!("/{path}"), hash.into())
        })
        .collect();
    let manifest = json!({
        "manifest": {
            "name": organisation.name,
            "version": format!("{}.0.0", organisation.number),
            "default_csp": policy,
            "extra_csp": {},
            "default_index": INDEX,
            "default_fallback": format!("/{INDEX}"),
            "files": hashes,
            "wasm": [],
        },
        "signatures": {},
    });
    manifest.to_string()
}

/// Reads the organisation's own files, at most four folders deep.
fn read_folder(
    folder: &Path,
    prefix: String,
    depth: usize,
    files: &mut Files,
) -> Result<(), DeskError> {
    let context = || format!("reading the page folder {}", folder.display());
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<_, _>>)
        .map_err(DeskError::io(context()))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') && name != ".well-known" {
            continue;
        }
        let kind = entry.file_type().map_err(DeskError::io(context()))?;
        let path = format!("{prefix}{name}");
        if kind.is_dir() && depth < 4 {
            read_folder(&entry.path(), format!("{path}/"), depth + 1, files)?;
        } else if kind.is_file() && !files.iter().any(|(known, _)| *known == path) {
            let content =
                read_limited(&entry.path(), MAX_FILE_BYTES).map_err(DeskError::io(context()))?;
            files.push((path, content));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
