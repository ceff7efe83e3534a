//! Colours, sizes and spaces of the window. The only file that names a colour.

use std::collections::BTreeMap;

use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals,
    vec2,
};
use serde::{Deserialize, Serialize};

use crate::fonts::STRONG;

/// Which set of colours is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ThemeChoice {
    /// Dark text on light ground.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
    /// The strongest contrast, at least 7 to 1, with thick focus rings and no motion.
    HighContrast,
}

impl ThemeChoice {
    pub(crate) const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    /// Message id of its name.
    pub(crate) fn label_id(self) -> &'static str {
        match self {
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
            Self::HighContrast => "theme-high-contrast",
        }
    }

    /// The colours of this choice.
    pub(crate) fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::HighContrast => &HIGH_CONTRAST,
        }
    }
}

/// Colours by their use.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) dark: bool,
    /// Behind everything.
    pub(crate) ground: Color32,
    /// Panels and cards.
    pub(crate) surface: Color32,
    /// The bar at the side.
    pub(crate) bar: Color32,
    /// Inside text fields.
    pub(crate) field: Color32,
    /// Hairlines between things.
    pub(crate) line: Color32,
    /// Outline of controls: at least 3 to 1 against what is behind.
    pub(crate) outline: Color32,
    pub(crate) text: Color32,
    /// Labels and dates beside the text that matters.
    pub(crate) text_weak: Color32,
    /// What can be pressed, and what is chosen.
    pub(crate) accent: Color32,
    pub(crate) on_accent: Color32,
    /// Ground of the chosen row.
    pub(crate) chosen: Color32,
    /// Ground of a control, resting and under the pointer.
    pub(crate) control: Color32,
    pub(crate) control_hovered: Color32,
    pub(crate) good: Color32,
    pub(crate) good_ground: Color32,
    pub(crate) warning: Color32,
    pub(crate) warning_ground: Color32,
    pub(crate) danger: Color32,
    pub(crate) danger_ground: Color32,
    pub(crate) quiet_ground: Color32,
    /// Ring around the control that has the keyboard.
    pub(crate) focus: Color32,
    pub(crate) focus_width: f32,
}

const fn rgb(value: u32) -> Color32 {
    Color32::from_rgb((value >> 16) as u8, (value >> 8) as u8, value as u8)
}

const LIGHT: Tokens = Tokens {
    dark: false,
    ground: rgb(0xF4F5F2),
    surface: rgb(0xFFFFFF),
    bar: rgb(0xE9ECE7),
    field: rgb(0xFFFFFF),
    line: rgb(0xDDE1DA),
    outline: rgb(0x747D76),
    text: rgb(0x1C2320),
    text_weak: rgb(0x525D57),
    accent: rgb(0x0F5B5F),
    on_accent: rgb(0xFFFFFF),
    chosen: rgb(0xD8EAE8),
    control: rgb(0xF0F2EE),
    control_hovered: rgb(0xE3E8E2),
    good: rgb(0x1E5F35),
    good_ground: rgb(0xE0F1E4),
    warning: rgb(0x7A4800),
    warning_ground: rgb(0xFDEFD0),
    danger: rgb(0x9B1C1C),
    danger_ground: rgb(0xFBE4E1),
    quiet_ground: rgb(0xEAEDE8),
    focus: rgb(0x0F5B5F),
    focus_width: 2.0,
};

const DARK: Tokens = Tokens {
    dark: true,
    ground: rgb(0x141918),
    surface: rgb(0x1C2221),
    bar: rgb(0x101413),
    field: rgb(0x121716),
    line: rgb(0x303937),
    outline: rgb(0x74817D),
    text: rgb(0xE6EAE7),
    text_weak: rgb(0xA6B1AC),
    accent: rgb(0x7CCCC6),
    on_accent: rgb(0x072222),
    chosen: rgb(0x1F4241),
    control: rgb(0x272F2D),
    control_hovered: rgb(0x333D3A),
    good: rgb(0x8FD9A4),
    good_ground: rgb(0x173521),
    warning: rgb(0xF3C36B),
    warning_ground: rgb(0x3B2B0C),
    danger: rgb(0xFFA89F),
    danger_ground: rgb(0x471C19),
    quiet_ground: rgb(0x272F2D),
    focus: rgb(0x7CCCC6),
    focus_width: 2.0,
};

const HIGH_CONTRAST: Tokens = Tokens {
    dark: true,
    ground: rgb(0x000000),
    surface: rgb(0x000000),
    bar: rgb(0x000000),
    field: rgb(0x000000),
    line: rgb(0xB0B0B0),
    outline: rgb(0xFFFFFF),
    text: rgb(0xFFFFFF),
    text_weak: rgb(0xE4E4E4),
    accent: rgb(0xFFE14D),
    on_accent: rgb(0x000000),
    chosen: rgb(0x332E00),
    control: rgb(0x121212),
    control_hovered: rgb(0x303030),
    good: rgb(0x9CFFB4),
    good_ground: rgb(0x00200A),
    warning: rgb(0xFFD070),
    warning_ground: rgb(0x2A1C00),
    danger: rgb(0xFFC4BE),
    danger_ground: rgb(0x360806),
    quiet_ground: rgb(0x121212),
    focus: rgb(0xFFE14D),
    focus_width: 3.0,
};

/// Pairs of text and ground as the views use them; the test measures each.
#[cfg(test)]
fn text_pairs(tokens: &Tokens) -> Vec<(&'static str, Color32, Color32)> {
    let grounds = [
        ("ground", tokens.ground),
        ("surface", tokens.surface),
        ("bar", tokens.bar),
        ("field", tokens.field),
        ("chosen", tokens.chosen),
        ("control", tokens.control),
        ("control hovered", tokens.control_hovered),
        ("quiet", tokens.quiet_ground),
    ];
    let mut pairs = vec![
        ("on accent", tokens.on_accent, tokens.accent),
        ("good", tokens.good, tokens.good_ground),
        ("good on surface", tokens.good, tokens.surface),
        ("warning", tokens.warning, tokens.warning_ground),
        ("warning on surface", tokens.warning, tokens.surface),
        ("danger", tokens.danger, tokens.danger_ground),
        ("danger on surface", tokens.danger, tokens.surface),
        ("accent on surface", tokens.accent, tokens.surface),
        ("accent on ground", tokens.accent, tokens.ground),
        ("text on good", tokens.text, tokens.good_ground),
        ("text on warning", tokens.text, tokens.warning_ground),
        ("text on danger", tokens.text, tokens.danger_ground),
    ];
    for (name, ground) in grounds {
        pairs.push((name, tokens.text, ground));
        pairs.push((name, tokens.text_weak, ground));
    }
    pairs
}

/// Height of the body text, in points.
pub(crate) const BODY: f32 = 15.5;
/// Height of the second text: labels, dates.
pub(crate) const SMALL: f32 = 13.5;
/// The least height of anything that can be pressed, in points.
pub(crate) const TARGET: f32 = 30.0;
/// Space between groups.
pub(crate) const GAP: f32 = 16.0;
/// Corner of cards and controls.
pub(crate) const CORNER: u8 = 6;

/// Style of a page's title.
pub(crate) fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// Style of what must stand out within text.
pub(crate) fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Makes egui draw with these colours, sizes and spaces.
pub(crate) fn apply(ctx: &egui::Context, choice: ThemeChoice) {
    let tokens = choice.tokens();
    ctx.set_theme(if tokens.dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
    let style = style(tokens, choice == ThemeChoice::HighContrast);
    ctx.all_styles_mut(|old| *old = style.clone());
}

fn style(tokens: &Tokens, still: bool) -> Style {
    let strong_family = FontFamily::Name(STRONG.into());
    let mut style = Style {
        text_styles: BTreeMap::from([
            (TextStyle::Body, FontId::proportional(BODY)),
            (TextStyle::Button, FontId::proportional(BODY)),
            (TextStyle::Small, FontId::proportional(SMALL)),
            (TextStyle::Monospace, FontId::proportional(BODY)),
            (TextStyle::Heading, FontId::new(17.0, strong_family.clone())),
            (title(), FontId::new(22.0, strong_family.clone())),
            (strong(), FontId::new(BODY, strong_family)),
        ]),
        animation_time: if still { 0.0 } else { 0.08 },
        visuals: visuals(tokens),
        ..Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(10.0, 8.0);
    spacing.button_padding = vec2(12.0, 5.0);
    spacing.interact_size = vec2(TARGET, TARGET);
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 8.0;
    spacing.combo_width = 120.0;
    spacing.combo_height = 340.0;
    spacing.text_edit_width = 320.0;
    spacing.menu_margin = Margin::same(6);
    spacing.tooltip_width = 420.0;
    spacing.scroll = ScrollStyle {
        // Always there, beside the content and in a light shade of the text's colour: the
        // colour of controls hardly shows on the ground.
        floating: true,
        bar_width: 8.0,
        floating_width: 8.0,
        floating_allocated_width: 12.0,
        foreground_color: true,
        dormant_handle_opacity: 0.35,
        active_handle_opacity: 0.55,
        interact_handle_opacity: 0.75,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.3,
        ..ScrollStyle::floating()
    };
    spacing.scroll.fade.strength = 0.0;
    // Selecting text leads to copying it; there is no clipboard, and a selection would only
    // suggest one.
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style
}

fn visuals(tokens: &Tokens) -> Visuals {
    let corner = CornerRadius::same(CORNER);
    let widget = |fill: Color32, stroke: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let outline = Stroke::new(1.0, tokens.outline);
    let focus = Stroke::new(tokens.focus_width, tokens.focus);
    let base = if tokens.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    Visuals {
        dark_mode: tokens.dark,
        override_text_color: None,
        weak_text_color: Some(tokens.text_weak),
        widgets: Widgets {
            noninteractive: widget(tokens.surface, Stroke::new(1.0, tokens.line), tokens.text),
            inactive: widget(tokens.control, outline, tokens.text),
            hovered: widget(tokens.control_hovered, outline, tokens.text),
            active: widget(tokens.control_hovered, focus, tokens.text),
            open: widget(tokens.control_hovered, outline, tokens.text),
        },
        selection: Selection {
            bg_fill: tokens.chosen,
            stroke: Stroke::new(tokens.focus_width, tokens.focus),
        },
        hyperlink_color: tokens.accent,
        faint_bg_color: tokens.quiet_ground,
        extreme_bg_color: tokens.field,
        text_edit_bg_color: Some(tokens.field),
        code_bg_color: tokens.quiet_ground,
        warn_fg_color: tokens.warning,
        error_fg_color: tokens.danger,
        window_corner_radius: CornerRadius::same(CORNER + 2),
        window_fill: tokens.surface,
        window_stroke: Stroke::new(1.0, tokens.line),
        window_shadow: Shadow {
            offset: [0, 6],
            blur: 24,
            spread: 0,
            color: Color32::from_black_alpha(60),
        },
        popup_shadow: Shadow {
            offset: [0, 3],
            blur: 12,
            spread: 0,
            color: Color32::from_black_alpha(50),
        },
        menu_corner_radius: corner,
        panel_fill: tokens.ground,
        disabled_alpha: 0.62,
        ..base
    }
}

/// The WCAG 2 contrast ratio of two opaque colours, 1 to 21.
#[cfg(test)]
fn contrast(one: Color32, other: Color32) -> f64 {
    fn luminance(colour: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_measured_as_wcag_does() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        // The grey that is known to lie just above the limit on white.
        assert!((contrast(rgb(0x767676), Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for choice in ThemeChoice::ALL {
            let least = if choice == ThemeChoice::HighContrast {
                7.0
            } else {
                4.5
            };
            for (name, text, ground) in text_pairs(choice.tokens()) {
                let ratio = contrast(text, ground);
                assert!(
                    ratio >= least,
                    "{choice:?}: {name} has {ratio:.2}, needs {least}"
                );
            }
        }
    }

    #[test]
    fn controls_and_focus_stand_out_from_what_is_behind() {
        for choice in ThemeChoice::ALL {
            let tokens = choice.tokens();
            for ground in [tokens.ground, tokens.surface, tokens.bar] {
                assert!(
                    contrast(tokens.focus, ground) >= 3.0,
                    "{choice:?}: focus ring"
                );
                assert!(
                    contrast(tokens.outline, ground) >= 3.0,
                    "{choice:?}: outline of controls"
                );
            }
        }
    }
}
