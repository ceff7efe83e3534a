//! Everything together: an organisation, its desk, two relays, a stick and a defender.

use std::fs;
use std::path::{Path, PathBuf};

use crypto_core::{Arg, FORM_WORDS, Form, Language, Messages, Sources};
use tempfile::TempDir;

use crate::program::{Program, Ran};
use crate::relay::RelayProcess;

/// The tool's own words, to recognise its prompts in any language.
const WORDS: Sources = &[
    (
        Language::En,
        include_str!("../../submit-cli/locales/en.ftl"),
    ),
    (
        Language::ZhHans,
        include_str!("../../submit-cli/locales/zh-Hans.ftl"),
    ),
    (
        Language::Fr,
        include_str!("../../submit-cli/locales/fr.ftl"),
    ),
    (
        Language::Vi,
        include_str!("../../submit-cli/locales/vi.ftl"),
    ),
    FORM_WORDS[0],
    FORM_WORDS[1],
    FORM_WORDS[2],
    FORM_WORDS[3],
];

const PASSPHRASE: &str = "six calm herons watch the river";
const ROOT_PASSPHRASE: &str = "an old bridge of nine grey stones";

/// A stage in a folder of its own, which goes with this value.
#[derive(Debug)]
pub struct Stage {
    folder: TempDir,
    /// The relays, in the order of the organisation file.
    pub relays: Vec<RelayProcess>,
}

impl Stage {
    /// Makes an organisation with a desk, and two running relays that serve its publication.
    ///
    /// # Panics
    ///
    /// If any of the programs fails.
    pub fn new() -> Self {
        Self::with_relays(&["north", "south"])
    }

    /// The same with relays of these names.
    ///
    /// # Panics
    ///
    /// As [`Stage::new`].
    pub fn with_relays(names: &[&str]) -> Self {
        let folder = TempDir::with_prefix("sealpost-stage-").expect("a folder can be made");
        let mut stage = Self {
            folder,
            relays: Vec::new(),
        };
        for folder in ["stick/relays", "home", "away", "relays"] {
            fs::create_dir_all(stage.path(folder)).expect("a folder can be made");
        }
        for (name, text) in [
            ("passphrase", PASSPHRASE),
            ("root-passphrase", ROOT_PASSPHRASE),
        ] {
            fs::write(stage.path(name), format!("{text}\n")).expect("a file can be written");
        }
        for name in names {
            let relay = RelayProcess::start(&stage.path(&format!("relays/{name}")), name);
            fs::copy(
                relay.card(),
                stage.stick().join(format!("relays/{name}.json")),
            )
            .expect("the card can be copied");
            stage.relays.push(relay);
        }
        stage
            .desk()
            .args([
                "--person",
                "first",
                "init",
                "--organisation",
                "Example Organisation",
            ])
            .arg("--root")
            .arg(stage.root())
            .run()
            .ok();
        stage.publish();
        stage.sync().ok();
        stage
    }

    /// Returns a path inside the stage's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the stick.
    pub fn stick(&self) -> PathBuf {
        self.path("stick")
    }

    /// Returns the vault of the first desk.
    pub fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    /// Returns the root key's sealed file.
    pub fn root(&self) -> PathBuf {
        self.path("away/root.age")
    }

    /// Begins a command of the first desk.
    pub fn desk(&self) -> Program {
        self.desk_at(&self.vault())
    }

    /// Begins a command of a desk with another vault.
    pub fn desk_at(&self, vault: &Path) -> Program {
        Program::ours("sealpost-triage", &self.path("home"))
            .arg("--vault")
            .arg(vault)
            .arg("--passphrase-file")
            .arg(self.path("passphrase"))
            .arg("--root-passphrase-file")
            .arg(self.path("root-passphrase"))
    }

    /// Publishes and returns what the desk said.
    ///
    /// # Panics
    ///
    /// If the desk refuses.
    pub fn publish(&self) -> Ran {
        self.desk()
            .arg("publish")
            .arg(self.stick())
            .arg("--root")
            .arg(self.root())
            .run()
            .ok()
    }

    /// Lets the desk exchange with the stick.
    ///
    /// # Panics
    ///
    /// If the desk refuses.
    pub fn exchange(&self) -> Ran {
        self.desk().arg("exchange").arg(self.stick()).run().ok()
    }

    /// Returns the fingerprint of the organisation's root, as eight words.
    ///
    /// # Panics
    ///
    /// If nothing was published.
    pub fn fingerprint(&self) -> String {
        let bytes = fs::read(self.stick().join("public/files/organisation.json"))
            .expect("the publication lies on the stick");
        let organisation = crypto_core::Organisation::parse(&bytes).expect("it is whole");
        crypto_core::Fingerprint::of(&organisation.root).to_string()
    }

    /// Carries between the stick and the relays.
    pub fn sync(&self) -> Ran {
        Program::ours("sealpost-courier", &self.path("home"))
            .arg("sync")
            .arg(self.stick())
            .args(["--trust-root", &self.fingerprint()])
            .run()
    }

    /// Begins a command of the defender.
    pub fn defender(&self, language: Language) -> Program {
        Program::ours("sealpost", &self.path("home"))
            .arg("--home")
            .arg(self.path("home/sealpost"))
            .args(["--language", language.tag()])
    }

    /// Lets the defender trust the organisation, by way of the first relay.
    ///
    /// # Panics
    ///
    /// If the tool refuses.
    pub fn trust(&self) {
        let relay = &self.relays[0];
        self.defender(Language::En)
            .args(["trust", "--relay", relay.url(), "--certificate"])
            .arg(relay.certificate())
            .args(["--fingerprint", &self.fingerprint()])
            .run()
            .ok();
    }

    /// Asks for emergency help as a person does, answering these questions by their ids; returns
    /// the receipt as numbers, and what the tool said.
    ///
    /// # Panics
    ///
    /// If the tool fails.
    pub fn ask(&self, language: Language, answers: &[(&str, &str)]) -> (String, Ran) {
        self.ask_by(self.defender(language), language, answers)
    }

    /// The same with a defender's command that was begun otherwise.
    ///
    /// # Panics
    ///
    /// If the tool fails.
    pub fn ask_by(
        &self,
        defender: Program,
        language: Language,
        answers: &[(&str, &str)],
    ) -> (String, Ran) {
        let form = Form::template("emergency").expect("the template exists");
        let words = Messages::new(language, WORDS);
        let labels: Vec<(String, &str)> = answers
            .iter()
            .map(|(id, answer)| {
                let question = form
                    .question(id)
                    .map(|question| question.label.get(language).to_owned());
                (question.unwrap_or_else(|| words.text(id)), *answer)
            })
            .collect();
        let receipt_prompt = words.text("receipt-prompt");
        let summary_prompt = words.text("summary-prompt");
        let more_prompt = words.text("prompt-more");
        let file_prompt = words.text("prompt-file");
        let choice = words.text("file-choice");
        let mut receipt = None;
        let mut files = 0;
        let ran = defender
            .args(["ask", "--programme", "emergency"])
            .talk(|said, since| {
                if since.ends_with(&receipt_prompt) {
                    let numbers = numbers_in(said);
                    receipt = Some(numbers.clone());
                    return numbers;
                }
                if since.ends_with(&summary_prompt) {
                    return "0".into();
                }
                if since.ends_with(&more_prompt) {
                    return ".".into();
                }
                if since.contains(&choice) {
                    return "1".into();
                }
                if since.ends_with(&file_prompt) {
                    files += 1;
                    if files > 1 {
                        return String::new();
                    }
                }
                let known = labels
                    .iter()
                    .filter(|(label, _)| since.replace('\n', " ").contains(label.as_str()))
                    .max_by_key(|(label, _)| label.len());
                known.map_or_else(String::new, |(_, answer)| (*answer).to_owned())
            })
            .ok();
        (receipt.expect("the tool showed a receipt"), ran)
    }

    /// Looks for replies to a receipt.
    pub fn replies(&self, language: Language, receipt: &str) -> Ran {
        let file = self.path("receipt");
        fs::write(&file, receipt).expect("a file can be written");
        self.defender(language)
            .arg("replies")
            .arg("--receipt-file")
            .arg(file)
            .run()
    }

    /// Returns the beginning of the ids of all cases.
    ///
    /// # Panics
    ///
    /// If the desk refuses.
    pub fn cases(&self) -> Vec<String> {
        let ran = self.desk().args(["--json", "list", "--all"]).run().ok();
        let list: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
        list.as_array()
            .expect("it is a list")
            .iter()
            .map(|case| case["id"].as_str().expect("cases have ids").to_owned())
            .collect()
    }

    /// Returns what the tool says for a message of its Fluent files.
    pub fn words(language: Language, id: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        Messages::new(language, WORDS).format(id, arguments)
    }
}

impl Default for Stage {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the last twelve four-digit numbers that stand between a place and a word.
fn numbers_in(said: &str) -> String {
    let numbers: Vec<&str> = said
        .lines()
        .filter_map(|line| {
            let mut columns = line.split_whitespace();
            columns.next()?.parse::<u8>().ok()?;
            columns
                .next()
                .filter(|number| number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()))
        })
        .collect();
    numbers[numbers.len().saturating_sub(12)..].join(" ")
}
