//! What the window remembers between two days: nothing about cases.

use std::path::Path;

use crypto_core::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::theme::ThemeChoice;

/// The least and the largest size, as factors.
pub(crate) const ZOOM_LEAST: f32 = 0.8;
pub(crate) const ZOOM_MOST: f32 = 2.4;

/// Stored as JSON outside of the vault, so that the lock page speaks the right language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub(crate) language: Language,
    pub(crate) theme: ThemeChoice,
    pub(crate) zoom: f32,
    /// Who unlocked the desk last.
    pub(crate) person: Option<String>,
    /// The highest time seen: shows that the clock went back.
    pub(crate) seen: Option<Timestamp>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::En,
            theme: ThemeChoice::default(),
            zoom: 1.0,
            person: None,
            seen: None,
        }
    }
}

impl Settings {
    /// Reads them; anything unreadable counts as not set. `fallback` is the language then.
    pub(crate) fn read(path: &Path, fallback: Language) -> Self {
        let mut settings: Self = std::fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_else(|| Self {
                language: fallback,
                ..Self::default()
            });
        if !(ZOOM_LEAST..=ZOOM_MOST).contains(&settings.zoom) {
            settings.zoom = 1.0;
        }
        settings
    }

    /// Writes them whole or not at all. They are a convenience: a failure is no one's problem.
    pub(crate) fn write(&self, path: &Path) {
        let Some(folder) = path.parent() else { return };
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| tempfile::NamedTempFile::new_in(folder))
            .and_then(|mut file| {
                serde_json::to_writer(&mut file, self)?;
                file.persist(path).map_err(|error| error.error)?;
                Ok(())
            });
        // Nothing to tell: a caseworker could do nothing about it.
        drop(written);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail by panic")]
mod tests {
    use super::*;

    #[test]
    fn come_back_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sealpost/desk.json");
        let settings = Settings {
            language: Language::Vi,
            theme: ThemeChoice::HighContrast,
            zoom: 1.5,
            person: Some("linh".to_owned()),
            seen: Some("2026-11-23T14:00:00Z".parse().unwrap()),
        };
        settings.write(&path);
        assert_eq!(Settings::read(&path, Language::En), settings);
    }

    #[test]
    fn a_broken_file_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.json");
        std::fs::write(&path, b"{\"zoom\": 90").unwrap();
        assert_eq!(
            Settings::read(&path, Language::ZhHans).language,
            Language::ZhHans
        );
        std::fs::write(&path, b"{\"zoom\": 90}").unwrap();
        assert_eq!(Settings::read(&path, Language::En).zoom, 1.0);
    }
}
