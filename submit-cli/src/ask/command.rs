//! What can be typed instead of an answer: a colon and a letter or word.

use crypto_core::Messages;

use crate::console::Console;
use crate::error::Error;

/// A wish of the person, instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// One question back.
    Back,
    /// Leave this question for now.
    Skip,
    /// Save a draft.
    Save,
    /// Send the most urgent answers now.
    SendNow,
    /// Stop.
    Quit,
}

/// Commands with the letter that works in every language and the message that holds the word.
const COMMANDS: &[(Command, &str, &str)] = &[
    (Command::Back, "b", "command-back"),
    (Command::Skip, "s", "command-skip"),
    (Command::Save, "d", "command-save"),
    (Command::SendNow, "n", "command-send-now"),
    (Command::Quit, "q", "command-quit"),
];

/// What a line was.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    Answer(String),
    Command(Command),
}

/// Reads one line as an answer or a command.
pub(crate) fn read(console: &mut Console, prompt: &str, initial: &str) -> Result<Typed, Error> {
    loop {
        let line = match console.read_editing(prompt, initial) {
            // Ctrl-C and Ctrl-D ask whether to keep what was said; a second one ends at once.
            Err(Error::Stopped | Error::EndOfInput) if console.is_terminal() => {
                return Ok(Typed::Command(Command::Quit));
            }
            read => read?,
        };
        match parse(&line, console.messages()) {
            Parsed::Typed(typed) => return Ok(typed),
            Parsed::Help => help(console),
            Parsed::Unknown => console.say("command-unknown"),
        }
    }
}

#[cfg_attr(test, derive(Debug, PartialEq))]
enum Parsed {
    Typed(Typed),
    /// The commands are to be shown.
    Help,
    /// It begins like a command, but is none.
    Unknown,
}

fn parse(line: &str, messages: &Messages) -> Parsed {
    let said = line.trim();
    if matches!(said, "?" | "？" | ":?" | "：？" | ":h" | "：h") {
        return Parsed::Help;
    }
    let Some(word) = said.strip_prefix([':', '：']) else {
        return Parsed::Typed(Typed::Answer(line.to_owned()));
    };
    let word = word.trim().to_lowercase();
    let found = COMMANDS
        .iter()
        .find(|(_, letter, id)| word == *letter || word == messages.text(id).to_lowercase());
    match found {
        Some((command, ..)) => Parsed::Typed(Typed::Command(*command)),
        // A smiley or a sentence after a colon is an answer; one short word is a slip.
        None if word.chars().count() <= 12 && !word.contains(' ') => Parsed::Unknown,
        None => Parsed::Typed(Typed::Answer(line.to_owned())),
    }
}

/// Shows the commands.
pub(crate) fn help(console: &Console) {
    console.gap();
    console.say("commands-title");
    for (_, letter, id) in COMMANDS {
        let word = console.text(id);
        let meaning = console.text(&format!("{id}-meaning"));
        console.print_indented(2, &format!(":{letter}  :{word}  {meaning}"));
    }
    console.say("commands-help");
}

#[cfg(test)]
mod tests {
    use crypto_core::Language;

    use super::*;
    use crate::words;

    #[test]
    fn letters_and_words() {
        for language in Language::ALL {
            let messages = words::messages(language);
            for (command, letter, id) in COMMANDS {
                let expected = Parsed::Typed(Typed::Command(*command));
                assert_eq!(parse(&format!(":{letter}"), &messages), expected);
                // Typed with a Chinese keyboard.
                let word = format!("：{}", messages.text(id));
                assert_eq!(parse(&word, &messages), expected, "{word}");
            }
            assert_eq!(parse("？", &messages), Parsed::Help);
            assert_eq!(parse(":xyz", &messages), Parsed::Unknown);
        }
        let smile = ": he smiled and was led away";
        assert_eq!(
            parse(smile, &words::messages(Language::En)),
            Parsed::Typed(Typed::Answer(smile.to_owned()))
        );
    }
}
