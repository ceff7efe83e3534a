//! The fonts of the window: embedded, the same on every laptop, egui's own left out.
//!
//! egui's default font lacks Vietnamese and draws decomposed letters without their tone
//! marks, which would change a name without anyone noticing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// The family of headings and of what must stand out. Only Latin has a bold face; Chinese
/// headings stand out by size.
pub(crate) const STRONG: &str = "strong";

/// Debian's whole Chinese collection, read when it is there: names need rare characters.
const WHOLE_CHINESE: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
/// The face of [`WHOLE_CHINESE`] with the Simplified Chinese forms.
const WHOLE_CHINESE_FACE: u32 = 2;
/// What is read of a font file at most, in bytes; the Debian collection has 19.5 MB.
const LARGEST_FONT_BYTES: u64 = 64 * 1024 * 1024;

/// The embedded faces in the order in which a character is looked up.
const FACES: [(&str, &[u8]); 9] = [
    ("Noto Sans", include_bytes!("../fonts/NotoSans-Regular.ttf")),
    (
        "Noto Sans SC",
        include_bytes!("../fonts/NotoSansSC-GB2312.otf"),
    ),
    (
        "Noto Sans Symbols 2",
        include_bytes!("../fonts/NotoSansSymbols2-Icons.ttf"),
    ),
    (
        "Noto Naskh Arabic",
        include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    ),
    (
        "Noto Sans Myanmar",
        include_bytes!("../fonts/NotoSansMyanmar-Regular.ttf"),
    ),
    (
        "Noto Sans Khmer",
        include_bytes!("../fonts/NotoSansKhmer-Regular.ttf"),
    ),
    (
        "Noto Sans Thai",
        include_bytes!("../fonts/NotoSansThai-Regular.ttf"),
    ),
    (
        "Noto Sans Lao",
        include_bytes!("../fonts/NotoSansLao-Regular.ttf"),
    ),
    (
        "Noto Serif Tibetan",
        include_bytes!("../fonts/NotoSerifTibetan-Regular.ttf"),
    ),
];

const BOLD: (&str, &[u8]) = (
    "Noto Sans Bold",
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
);

/// Hands the embedded fonts to egui, and the system's whole Chinese face if `whole_chinese`.
///
/// Tests pass `false`: what they see must not depend on the machine.
pub(crate) fn install(ctx: &egui::Context, whole_chinese: bool) {
    let mut fonts = FontDefinitions::empty();
    let mut order: Vec<String> = Vec::new();
    for (name, bytes) in FACES {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        order.push(name.to_owned());
    }
    if whole_chinese && let Some(font) = read_whole_chinese(Path::new(WHOLE_CHINESE)) {
        let name = "Noto Sans CJK SC";
        fonts.font_data.insert(name.to_owned(), Arc::new(font));
        order.push(name.to_owned());
    }
    fonts
        .font_data
        .insert(BOLD.0.to_owned(), Arc::new(FontData::from_static(BOLD.1)));
    let mut strong = vec![BOLD.0.to_owned()];
    strong.extend(order.iter().cloned());
    fonts.families = BTreeMap::from([
        (FontFamily::Proportional, order.clone()),
        (FontFamily::Monospace, order),
        (FontFamily::Name(STRONG.into()), strong),
    ]);
    ctx.set_fonts(fonts);
}

fn read_whole_chinese(path: &Path) -> Option<FontData> {
    let length = std::fs::metadata(path).ok()?.len();
    if length > LARGEST_FONT_BYTES {
        return None;
    }
    let mut font = FontData::from_owned(std::fs::read(path).ok()?);
    font.index = WHOLE_CHINESE_FACE;
    Some(font)
}

/// Which characters the installed fonts can draw: one bit for each code point.
#[derive(Clone)]
pub(crate) struct Coverage(Arc<Vec<u64>>);

impl Coverage {
    /// Asks egui for the characters of the text family. To be called inside or after the first
    /// pass: fonts are loaded then.
    pub(crate) fn of(ctx: &egui::Context) -> Self {
        let mut bits = vec![0_u64; 0x11_0000 / 64];
        ctx.fonts_mut(|fonts| {
            for character in fonts.characters(&FontFamily::Proportional).keys() {
                let code = *character as usize;
                bits[code / 64] |= 1 << (code % 64);
            }
        });
        Self(Arc::new(bits))
    }

    /// True if the character can be drawn, or needs no drawing.
    pub(crate) fn has(&self, character: char) -> bool {
        let code = character as usize;
        character.is_control()
            || is_invisible(character)
            || self.0[code / 64] >> (code % 64) & 1 == 1
    }

    /// Returns the text with each character that cannot be drawn replaced by its code point.
    ///
    /// A box or a question mark would hide from a caseworker that a name has a character at all.
    pub(crate) fn legible<'text>(&self, text: &'text str) -> Cow<'text, str> {
        if text.chars().all(|character| self.has(character)) {
            return Cow::Borrowed(text);
        }
        let mut legible = String::with_capacity(text.len() + 16);
        for character in text.chars() {
            if self.has(character) {
                legible.push(character);
            } else {
                legible.push_str(&format!("[U+{:04X}]", character as u32));
            }
        }
        Cow::Owned(legible)
    }
}

/// Joiners, direction marks and variation selectors: they shape their neighbours.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail by panic")]
mod tests {
    use super::*;

    fn coverage() -> Coverage {
        let ctx = egui::Context::default();
        install(&ctx, false);
        let mut output = ctx.run_ui(egui::RawInput::default(), |_ui| {});
        output.textures_delta.clear();
        Coverage::of(&ctx)
    }

    #[test]
    fn draws_what_the_four_languages_need() {
        let coverage = coverage();
        let samples = [
            "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ",
            "N\u{67}uye\u{302}\u{303}n Thi\u{323}",
            "À la garde à vue — « l’avocat » œuvre, Ç 10 €",
            "她于昨晚被带走，家属未收到通知。“律师”《刑事诉讼法》、（第三十四条）！？；：…",
            "✓ ✗ ⚠ 🗎 🔒 🔍 ▸ ▾ → ← • …",
            "ئۇيغۇر བོད་ མြန်မာ ខ្មែរ ไทย ລາວ",
        ];
        for sample in samples {
            assert_eq!(coverage.legible(sample), sample);
        }
    }

    #[test]
    fn names_the_character_that_no_font_has() {
        assert_eq!(coverage().legible("李\u{2a6a5}"), "李[U+2A6A5]");
    }
}
