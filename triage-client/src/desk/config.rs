//! `organisation.toml`: what an organisation decides about its own publication.

use std::path::{Path, PathBuf};

use crypto_core::{Form, Language, LocalText, Programme, RelayId, parse_day};
use serde::Deserialize;

use super::error::DeskError;
use crate::stick::read_limited;

const MAX_CONFIG_BYTES: u64 = 1 << 20;
const MAX_FORM_BYTES: u64 = 256 * 1024;

/// Written by `init`, for editing. `@NAME@` becomes the organisation's name.
const TEMPLATE: &str = include_str!("organisation.template.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    pub(super) name: String,
    /// Folder with public files of the organisation's own. An `index.html` among them takes the
    /// place of the built-in page.
    #[serde(default)]
    pub(super) page: Option<PathBuf>,
    /// Relays that are no longer used.
    #[serde(default)]
    pub(super) without_relays: Vec<RelayId>,
    pub(super) fallback_contact: LocalText,
    #[serde(default, rename = "programme")]
    programmes: Vec<ProgrammeConfig>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammeConfig {
    id: String,
    /// A built-in form's id, or the path of a TOML file, from this file's folder.
    form: String,
    #[serde(default)]
    title: Option<LocalText>,
    languages: Vec<Language>,
    #[serde(default)]
    countries: Vec<String>,
    promise_hours: u32,
    #[serde(default)]
    opens: Option<String>,
    #[serde(default)]
    closes: Option<String>,
}

/// The file for a new organisation.
pub(super) fn template(name: &str) -> String {
    let quoted = toml::Value::String(name.to_owned()).to_string();
    TEMPLATE.replace("@NAME@", &quoted)
}

fn wrong(what: impl Into<String>) -> DeskError {
    DeskError::Config { what: what.into() }
}

impl Config {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, DeskError> {
        let bytes = read_limited(path, MAX_CONFIG_BYTES)
            .map_err(DeskError::io("reading organisation.toml"))?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| wrong("organisation.toml is not UTF-8 text"))?;
        toml::from_str(text).map_err(|error| wrong(format!("organisation.toml: {error}")))
    }

    /// Reads every programme with its form.
    pub(super) fn programmes(&self, folder: &Path) -> Result<Vec<Programme>, DeskError> {
        self.programmes
            .iter()
            .map(|programme| programme.load(folder))
            .collect()
    }
}

impl ProgrammeConfig {
    fn load(&self, folder: &Path) -> Result<Programme, DeskError> {
        let at = |what: String| wrong(format!("programme {}: {what}", self.id));
        let form = match Form::template(&self.form) {
            Some(form) => form,
            None => {
                let path = folder.join(&self.form);
                let bytes = read_limited(&path, MAX_FORM_BYTES)
                    .map_err(|error| at(format!("form {}: {error}", self.form)))?;
                let text = String::from_utf8(bytes)
                    .map_err(|_| at(format!("form {} is not UTF-8 text", self.form)))?;
                Form::from_toml(&text)
                    .map_err(|error| at(format!("form {}: {error}", self.form)))?
            }
        };
        let day = |key: &str, text: &Option<String>| match text {
            None => Ok(None),
            Some(text) => parse_day(text)
                .map(Some)
                .ok_or_else(|| at(format!("{key} is not a day such as 2026-11-23"))),
        };
        Ok(Programme {
            id: self.id.clone(),
            title: self.title.clone().unwrap_or_else(|| form.title().clone()),
            languages: self.languages.clone(),
            countries: self.countries.clone(),
            promise_hours: self.promise_hours,
            opens: day("opens", &self.opens)?,
            closes: day("closes", &self.closes)?,
            form,
            x: Default::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_template_is_a_whole_configuration() {
        let text = template("Rights \"and\" more");
        let config: Config = toml::from_str(&text).unwrap();
        assert_eq!(config.name, "Rights \"and\" more");
        let programmes = config.programmes(Path::new(".")).unwrap();
        assert!(!programmes.is_empty());
        for programme in programmes {
            assert_eq!(programme.form.missing_texts(&programme.languages), [""; 0]);
        }
    }
}
