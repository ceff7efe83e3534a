//! The desk's window on a screen of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::program::{Begun, Program};

/// A screen that nobody sees, and what types on it. Ends with this value.
#[derive(Debug)]
pub struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    /// Starts one; `folder` takes a file that names it.
    ///
    /// # Panics
    ///
    /// If it does not come up: `cargo xtask test` installs Xvfb.
    pub fn start(folder: &Path) -> Self {
        let number = folder.join("display");
        let out = fs::File::create(&number).expect("a file can be made");
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
            .args(["-nolisten", "tcp"])
            .stdout(out)
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut screen = Self {
            server,
            display: String::new(),
        };
        for _ in 0..200 {
            let text = fs::read_to_string(&number).unwrap_or_default();
            if let Some(text) = text.strip_suffix('\n') {
                screen.display = format!(":{text}");
                return screen;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("the screen did not come up within twenty seconds");
    }

    /// Opens a window on it, waits until it shows, and gives it the keyboard.
    pub fn open(&self, program: Program, output: &Path) -> Begun {
        let window = program
            .env("DISPLAY", &self.display)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .begin(output);
        // Without a window manager nobody else gives the window the keyboard.
        self.xdotool(&[
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            ".",
            "windowfocus",
        ]);
        sleep(Duration::from_secs(2));
        window
    }

    /// Types a text and Enter.
    pub fn enter(&self, text: &str) {
        self.xdotool(&["type", "--delay", "30", text]);
        self.press("Return");
    }

    /// Presses a key.
    pub fn press(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    /// Takes a picture; `None` where that is not possible.
    pub fn picture(&self, target: &Path) -> Option<PathBuf> {
        Command::new("import")
            .args(["-window", "root"])
            .arg(target)
            .env("DISPLAY", &self.display)
            .status()
            .is_ok_and(|status| status.success())
            .then(|| target.to_owned())
    }

    fn xdotool(&self, arguments: &[&str]) {
        let _ = Command::new("timeout")
            .args(["60", "xdotool"])
            .args(arguments)
            .env("DISPLAY", &self.display)
            .stdout(Stdio::null())
            .status();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
