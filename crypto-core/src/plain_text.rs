//! Text as it is shown in rows: nothing that steers a terminal, no row too wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Takes out what could steer a terminal: text from a form or a reply is shown, never obeyed.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        // Direction overrides could make one thing look like another.
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect()
}

/// Breaks a line at spaces, or between wide characters, so that no row is wider than `columns`.
pub fn wrap(line: &str, columns: usize) -> Vec<String> {
    // Closing marks that may not begin a row in Chinese text.
    const NOT_FIRST: &str = "，。、；：？！）》」』”’…";
    let lead: String = line.chars().take_while(|c| *c == ' ').collect();
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut width = 0;
    // Byte position in `row` after which it may be broken.
    let mut break_at: Option<usize> = None;
    for c in line.chars() {
        let w = c.width().unwrap_or(0);
        if width + w > columns && !NOT_FIRST.contains(c) && c != ' ' {
            let at = break_at
                .take()
                .filter(|at| *at > lead.len())
                .unwrap_or(row.len());
            let rest = row.split_off(at);
            rows.push(row.trim_end().to_owned());
            row = format!("{lead}{}", rest.trim_start());
            width = row.width();
        }
        if w == 2 && !NOT_FIRST.contains(c) {
            break_at = Some(row.len());
        }
        row.push(c);
        width += w;
        if c == ' ' || w == 2 {
            break_at = Some(row.len());
        }
    }
    rows.push(row.trim_end().to_owned());
    rows
}

/// Writes a number of bytes as people read it.
pub fn size_text(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    if bytes >= 10 * MIB {
        format!("{} MiB", bytes / MIB)
    } else if bytes >= MIB {
        let tenths = bytes * 10 / MIB;
        format!("{}.{} MiB", tenths / 10, tenths % 10)
    } else if bytes >= KIB {
        format!("{} KiB", bytes / KIB)
    } else {
        format!("{bytes} B")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_not_too_wide() {
        for line in [
            "We answer within forty-eight hours. Until then, keep your receipt where nobody finds it.",
            "他于昨晚被带走，家属未收到通知。请写下您所知道的一切，但不要写会伤害别人的内容，谢谢。",
        ] {
            let rows = wrap(line, 30);
            assert!(rows.len() > 1);
            for row in &rows {
                assert!(row.width() <= 32, "{row}");
                assert!(!row.starts_with('，') && !row.starts_with('。'), "{row}");
            }
            let joined: String = rows.concat();
            assert_eq!(joined.replace(' ', ""), line.replace(' ', ""));
        }
        assert_eq!(wrap("", 30), [""]);
    }

    #[test]
    fn a_reply_cannot_steer_the_terminal() {
        assert_eq!(plain("a\x1b[2Jb\u{202e}c\nd"), "a[2Jbc\nd");
    }
}
