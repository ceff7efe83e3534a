//! The window of the desk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crypto_core::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::{App, Clock};
use crate::desk;
use crate::fonts;
use crate::privacy::ClipboardGuard;
use crate::state::{LockReason, Locked, Screen, Settings};
use crate::worker::Worker;

/// Why the window did not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WindowError {
    /// The thread that holds the vault could not be started.
    #[error("the desk could not be started: {0}")]
    Thread(#[from] std::io::Error),
    /// No window could be opened: no display, or no graphics that work.
    #[error("no window could be opened: {0}")]
    Window(#[from] eframe::Error),
}

impl WindowError {
    /// What the person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Thread(_) => "close other programs and try again",
            Self::Window(_) => {
                "run it inside a desktop session; with a broken graphics driver set LIBGL_ALWAYS_SOFTWARE=1; \
                 every task also works without a window, see --help"
            }
        }
    }
}

/// Opens the window on this vault and returns when it is closed.
///
/// # Errors
///
/// [`WindowError`] if there is no display or no thread.
pub fn run(vault: &Path) -> Result<(), WindowError> {
    let settings_file = settings_file();
    let fallback = language_of_session();
    let settings = settings_file.as_deref().map_or_else(
        || Settings {
            language: fallback,
            ..Settings::default()
        },
        |path| Settings::read(path, fallback),
    );
    let screen = first_screen(vault, &settings);
    let clock: Clock = Arc::new(Timestamp::now);
    let vault = vault.to_owned();
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Sealpost")
            .with_app_id("sealpost-triage")
            .with_inner_size([1180.0, 760.0])
            .with_min_inner_size([480.0, 320.0]),
        renderer: eframe::Renderer::Glow,
        // The desk's own fonts, the same on every machine.
        system_font_fallback: false,
        persist_window: false,
        ..Default::default()
    };
    eframe::run_native(
        "sealpost-triage",
        options,
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            prepare(&ctx, true);
            let wake = {
                let ctx = ctx.clone();
                Arc::new(move || ctx.request_repaint())
            };
            let worker = Worker::start(vault, settings_file, Arc::clone(&clock), wake)?;
            Ok(Box::new(App::new(
                &ctx,
                settings,
                screen,
                worker,
                clock,
                TimeZone::system(),
            )))
        }),
    )?;
    Ok(())
}

/// What must be set on egui before the first frame.
pub(crate) fn prepare(ctx: &egui::Context, whole_chinese: bool) {
    fonts::install(ctx, whole_chinese);
    ctx.add_plugin(ClipboardGuard);
    // Size is a setting of ours, kept between two days.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

/// The lock page if there is a vault, else the page that makes one.
pub(crate) fn first_screen(vault: &Path, settings: &Settings) -> Screen {
    match desk::people(vault) {
        Ok(people) if !people.is_empty() => Screen::Locked(Box::new(Locked::new(
            people,
            settings.person.clone(),
            LockReason::Started,
        ))),
        _ => Screen::FirstRun(Box::default()),
    }
}

/// `sealpost/desk.json` in the folder for settings (XDG Base Directory Specification).
fn settings_file() -> Option<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let folder = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")))?;
    Some(folder.join("sealpost").join("desk.json"))
}

/// The language of the session (POSIX `LC_ALL`, `LC_MESSAGES`, `LANG`), or English.
fn language_of_session() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| value.parse().ok())
        .unwrap_or(Language::En)
}
