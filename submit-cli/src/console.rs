//! The conversation: lines out, lines in.
//!
//! Everything is said line by line on standard error, so that a screen reader can follow and a
//! pipe can take part; standard output is kept for results. Nothing that is typed is remembered.

use std::io::{self, BufRead, BufReader, IsTerminal, Write};

use crypto_core::{Arg, Language, Messages, wrap};
use rustyline::config::Behavior;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Config, Editor};
use unicode_normalization::UnicodeNormalization as _;

use crate::error::Error;
use crate::words;

pub(crate) use crypto_core::plain;

/// Columns of text: narrow enough for a small window, wide enough for a sentence.
const TEXT_COLUMNS: usize = 76;

/// Where lines come from.
trait Lines {
    /// Shows `prompt` and reads one line; `initial` is what may be edited. `None` at the end.
    fn read(&mut self, prompt: &str, initial: &str) -> Result<Option<String>, Error>;
}

/// A person at a terminal.
struct Terminal(Editor<(), MemHistory>);

impl Lines for Terminal {
    fn read(&mut self, prompt: &str, initial: &str) -> Result<Option<String>, Error> {
        match self.0.readline_with_initial(prompt, (initial, "")) {
            Ok(line) => Ok(Some(line)),
            Err(ReadlineError::Eof) => Ok(None),
            Err(ReadlineError::Interrupted) => Err(Error::Stopped),
            Err(_) => Err(Error::Terminal),
        }
    }
}

/// A pipe, a file or a script.
struct Pipe<R>(R);

impl<R: BufRead> Lines for Pipe<R> {
    fn read(&mut self, prompt: &str, _initial: &str) -> Result<Option<String>, Error> {
        let mut err = io::stderr().lock();
        // Whoever reads the other end of a closed pipe is gone; the answers still count.
        let _ = write!(err, "{prompt}");
        let _ = err.flush();
        let mut bytes = Vec::new();
        let count = self
            .0
            .read_until(b'\n', &mut bytes)
            .map_err(|_| Error::Terminal)?;
        let _ = writeln!(err);
        if count == 0 {
            return Ok(None);
        }
        let mut line = String::from_utf8(bytes).map_err(|_| Error::NotText)?;
        while line.ends_with(['\n', '\r']) {
            line.pop();
        }
        Ok(Some(line))
    }
}

/// Speaks and listens in one language.
pub(crate) struct Console {
    language: Language,
    messages: Messages,
    lines: Box<dyn Lines>,
    is_terminal: bool,
    wraps: bool,
}

impl Console {
    /// Opens the conversation on standard input and standard error.
    pub(crate) fn open(language: Language) -> Result<Self, Error> {
        let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
        let lines: Box<dyn Lines> = if is_terminal {
            let config = Config::builder()
                // The terminal itself, not standard output, which is kept for results.
                .behavior(Behavior::PreferTerm)
                .auto_add_history(false)
                .build();
            let editor =
                Editor::with_history(config, MemHistory::new()).map_err(|_| Error::Terminal)?;
            Box::new(Terminal(editor))
        } else {
            Box::new(Pipe(BufReader::new(io::stdin())))
        };
        Ok(Self {
            language,
            messages: words::messages(language),
            lines,
            is_terminal,
            wraps: io::stderr().is_terminal(),
        })
    }

    /// Returns the language spoken.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Changes the language.
    pub(crate) fn speak(&mut self, language: Language) {
        self.language = language;
        self.messages = words::messages(language);
    }

    /// Returns the words of the current language.
    pub(crate) fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Tells whether a person sits at a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Returns a message.
    pub(crate) fn text(&self, id: &str) -> String {
        self.messages.text(id)
    }

    /// Returns a message with its variables.
    pub(crate) fn format(&self, id: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        self.messages.format(id, arguments)
    }

    /// Says a message.
    pub(crate) fn say(&self, id: &str) {
        self.print(&self.messages.text(id));
    }

    /// Says a message with variables.
    pub(crate) fn say_with(&self, id: &str, arguments: &[(&str, Arg<'_>)]) {
        self.print(&self.messages.format(id, arguments));
    }

    /// Says text that is already in words.
    pub(crate) fn print(&self, text: &str) {
        self.print_indented(0, text);
    }

    /// Says text, every line moved to the right.
    pub(crate) fn print_indented(&self, columns: usize, text: &str) {
        let indent = " ".repeat(columns);
        let mut err = io::stderr().lock();
        for line in plain(text).lines() {
            let rows = if self.wraps {
                wrap(line, TEXT_COLUMNS - columns)
            } else {
                vec![line.to_owned()]
            };
            for row in rows {
                let _ = writeln!(err, "{indent}{row}");
            }
        }
    }

    /// Says nothing for one line.
    pub(crate) fn gap(&self) {
        let _ = writeln!(io::stderr());
    }

    /// Wipes the window and what was scrolled out of it, where there is a window.
    pub(crate) fn clear(&self) {
        if self.wraps {
            let _ = write!(io::stderr(), "\x1b[H\x1b[2J\x1b[3J");
        }
    }

    /// Reads a line; the end of the input is an error.
    pub(crate) fn read(&mut self, prompt: &str) -> Result<String, Error> {
        self.read_editing(prompt, "")
    }

    /// Reads a line that starts as `initial`, where the terminal can do so.
    pub(crate) fn read_editing(&mut self, prompt: &str, initial: &str) -> Result<String, Error> {
        self.lines.read(prompt, initial)?.ok_or(Error::EndOfInput)
    }

    /// Asks until one of `choices` numbered options is chosen; returns its place.
    ///
    /// Numbers are read in any script's digits that keyboards for the four languages produce.
    pub(crate) fn choose(&mut self, labels: &[String]) -> Result<usize, Error> {
        for (place, label) in labels.iter().enumerate() {
            self.print_indented(2, &format!("{}  {label}", place + 1));
        }
        loop {
            let prompt = self.format("prompt-number", &[("count", Arg::from(labels.len()))]);
            let line = self.read(&prompt)?;
            match number(&line) {
                Some(n) if (1..=labels.len()).contains(&n) => return Ok(n - 1),
                _ => self.say_with("wrong-number", &[("count", Arg::from(labels.len()))]),
            }
        }
    }

    /// Asks until yes or no is said.
    pub(crate) fn yes_or_no(&mut self, question: &str) -> Result<bool, Error> {
        self.print(question);
        loop {
            let prompt = self.text("prompt-yes-no");
            let line = self.read(&prompt)?;
            match yes_no(&line, &self.messages) {
                Some(answer) => return Ok(answer),
                None => self.say("wrong-yes-no"),
            }
        }
    }
}

/// Reads a whole number, in ASCII or full-width digits, with an optional full stop.
pub(crate) fn number(text: &str) -> Option<usize> {
    let digits: String = text
        .trim()
        .trim_end_matches(['.', ')', '。', '．', '）', '、'])
        .chars()
        .map(|c| match c {
            '０'..='９' => {
                char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
            }
            _ => c,
        })
        .collect();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// Reads yes or no: the language's own words, the English ones, or 1 and 2.
pub(crate) fn yes_no(text: &str, messages: &Messages) -> Option<bool> {
    let said = text.trim().to_lowercase();
    let is_one_of = |id: &str| {
        messages
            .text(id)
            .split_whitespace()
            .any(|word| word == said)
    };
    if number(&said) == Some(1) || ["y", "yes"].contains(&said.as_str()) || is_one_of("words-yes") {
        Some(true)
    } else if number(&said) == Some(2)
        || ["n", "no"].contains(&said.as_str())
        || is_one_of("words-no")
    {
        Some(false)
    } else {
        None
    }
}

/// Lower case without accents, spaces and signs: what must agree for words to be the same.
pub(crate) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        // It has no decomposition.
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_any_script() {
        assert_eq!(number(" 3. "), Some(3));
        assert_eq!(number("１２"), Some(12));
        assert_eq!(number("2、"), Some(2));
        assert_eq!(number("-1"), None);
        assert_eq!(number(""), None);
    }

    #[test]
    fn yes_and_no_in_four_languages() {
        for (language, yes, no) in [
            (Language::En, "yes", "no"),
            (Language::ZhHans, "是", "否"),
            (Language::Fr, "oui", "non"),
            (Language::Vi, "có", "không"),
        ] {
            let messages = words::messages(language);
            assert_eq!(yes_no(yes, &messages), Some(true), "{language}");
            assert_eq!(yes_no(no, &messages), Some(false), "{language}");
            assert_eq!(yes_no("1", &messages), Some(true));
            assert_eq!(yes_no("maybe", &messages), None);
        }
    }
}
