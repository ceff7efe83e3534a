//! Every view in every language, theme and size: no character without a glyph, no control
//! without a name. The harness panics at either.

use crypto_core::Language;
use egui::Key;

use super::Window;
use crate::command::Command;
use crate::state::{CaseTab, FirstMode, State};
use crate::theme::ThemeChoice;
use crate::update;

impl Window {
    fn order(&mut self, command: Command) {
        let ctx = self.harness.ctx.clone();
        let app = self.app();
        let effects = update::update(&mut app.state, command);
        app.carry_out(&ctx, effects);
        self.settle();
    }

    fn all_views(&mut self) {
        self.press_ctrl(Key::Num1);
        for start in ["示例请求", "Yêu cầu", "Demande", "Example"] {
            self.open(start);
            for tab in [
                CaseTab::Letter,
                CaseTab::Files,
                CaseTab::Replies,
                CaseTab::Assess,
                CaseTab::Work,
            ] {
                self.order(Command::Tab(tab));
            }
        }
        for key in [Key::Num2, Key::Num3, Key::Num4] {
            self.press_ctrl(key);
        }
        self.press(Key::F1);
        self.press(Key::Escape);
    }
}

#[test]
fn every_view_in_every_language() {
    let mut window = Window::with_letters([1280.0, 800.0]);
    window.unlock();
    window.exchange();
    for language in Language::ALL {
        window.order(Command::Language(language));
        // The worker's answer: titles in the new language.
        window.wait("titles", |window| {
            window.app().state.session().unwrap().facts.programmes[0].1
                == match language {
                    Language::En => "Emergency help",
                    _ => {
                        return window.app().state.session().unwrap().facts.programmes[0].1
                            != "Emergency help";
                    }
                }
        });
        window.all_views();
        let title = window.app().words.text("settings-title");
        window.press_ctrl(Key::Num4);
        assert!(window.shows(&title));
    }
}

#[test]
fn every_view_in_every_theme_narrow_and_large() {
    let mut window = Window::with_letters([1024.0, 640.0]);
    window.unlock();
    window.exchange();
    for theme in ThemeChoice::ALL {
        window.order(Command::Theme(theme));
        window.all_views();
    }
    // 1024 by 640 at 200 %.
    window.harness.set_size(egui::vec2(512.0, 320.0));
    for language in Language::ALL {
        window.order(Command::Language(language));
        window.all_views();
    }
}

#[test]
fn the_first_and_the_lock_page_in_every_language() {
    let mut window = Window::fresh([800.0, 600.0]);
    for language in Language::ALL {
        window.click(language.own_name());
        for mode in [FirstMode::Restore, FirstMode::New] {
            window.order(Command::FirstMode(mode));
        }
        let made: fn(&State) -> bool = |state| state.session().is_none();
        assert!(made(&window.app().state));
    }
    let mut window = Window::with_letters([480.0, 320.0]);
    for language in Language::ALL {
        window.click(language.own_name());
        let title = window.app().words.text("unlock-title");
        assert!(window.shows(&title));
    }
}
