//! Shows a new receipt and lets the person prove that it was written down; reads an existing one.

use std::fs::File;
use std::io::Read;

use crypto_core::{Arg, Receipt, WordList, WordsError};
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::cli::ReceiptSource;
use crate::console::{Console, fold};
use crate::error::Error;

/// A receipt as text is a few hundred bytes at most.
const RECEIPT_TEXT_BYTES: u64 = 4096;

/// Makes a receipt and shows it until it was typed back, or that was skipped on purpose.
pub(crate) fn make(console: &mut Console) -> Result<Receipt, Error> {
    let receipt = Receipt::generate(&mut OsRng);
    console.gap();
    console.say("receipt-title");
    console.say("receipt-what");
    loop {
        show(console, &receipt);
        console.say("receipt-write-down");
        match type_back(console, &receipt)? {
            TypedBack::Right => {
                // What is on paper need not stay on the screen.
                console.clear();
                console.say("receipt-right");
                return Ok(receipt);
            }
            TypedBack::Skipped => {
                console.say("receipt-skipped");
                return Ok(receipt);
            }
            TypedBack::ShowAgain => {}
        }
    }
}

/// Shows words and numbers, three to a row, each with its place.
fn show(console: &Console, receipt: &Receipt) {
    let list = WordList::for_language(console.language());
    let words = receipt.words(list);
    let numbers = receipt.numbers();
    console.gap();
    for (place, (word, number)) in words.iter().zip(&numbers).enumerate() {
        console.print_indented(2, &format!("{:>2}  {number}  {word}", place + 1));
    }
    console.gap();
}

enum TypedBack {
    Right,
    Skipped,
    ShowAgain,
}

fn type_back(console: &mut Console, receipt: &Receipt) -> Result<TypedBack, Error> {
    console.say("receipt-type-back");
    loop {
        let prompt = console.text("receipt-prompt");
        let line = Zeroizing::new(console.read(&prompt)?);
        match line.trim() {
            "" | "?" | "？" => return Ok(TypedBack::ShowAgain),
            "0" | "０" => {
                let question = console.text("receipt-skip-sure");
                if console.yes_or_no(&question)? {
                    return Ok(TypedBack::Skipped);
                }
                console.say("receipt-type-back");
                continue;
            }
            _ => {}
        }
        match Receipt::parse(&line) {
            Ok(typed) if typed.id() == receipt.id() => return Ok(TypedBack::Right),
            Ok(_) => console.say("receipt-another"),
            Err(error) => {
                let is_checksum = error == WordsError::WrongChecksum;
                let error = Error::from(error);
                console.print(&error.sentence(console.messages()));
                if is_checksum && let Some(place) = first_difference(&line, receipt) {
                    console.say_with("receipt-look-at", &[("position", Arg::from(place))]);
                }
                console.say("receipt-try-again");
            }
        }
    }
}

/// Finds the first place where what was typed differs from the receipt, as words or numbers.
fn first_difference(line: &str, receipt: &Receipt) -> Option<usize> {
    let typed: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| {
            // Chinese words are one character each, often with nothing between them.
            let is_chinese = word.starts_with(|c: char| c >= '\u{2e80}');
            match is_chinese {
                true => word.chars().map(String::from).collect(),
                false => vec![fold(word)],
            }
        })
        .filter(|word| !word.is_empty())
        .collect();
    let numbers = receipt.numbers();
    let lists = [
        WordList::English,
        WordList::SimplifiedChinese,
        WordList::French,
    ]
    .map(|list| receipt.words(list));
    (0..numbers.len())
        .find(|place| {
            let Some(word) = typed.get(*place) else {
                return true;
            };
            let is_right =
                *word == numbers[*place] || lists.iter().any(|words| fold(words[*place]) == *word);
            !is_right
        })
        .map(|place| place + 1)
}

/// Reads an existing receipt: from a file, a descriptor, or by asking until it is right.
pub(crate) fn existing(console: &mut Console, source: &ReceiptSource) -> Result<Receipt, Error> {
    if let Some(receipt) = given(source)? {
        return Ok(receipt);
    }
    console.say("receipt-enter");
    loop {
        let prompt = console.text("receipt-prompt");
        let line = Zeroizing::new(console.read(&prompt)?);
        match Receipt::parse(&line) {
            Ok(receipt) => return Ok(receipt),
            // A script cannot be asked again.
            Err(error) if !console.is_terminal() => return Err(error.into()),
            Err(error) => {
                let error = Error::from(error);
                console.print(&error.sentence(console.messages()));
                if let Some(hint) = error.hint(console.messages()) {
                    console.print(&hint);
                }
            }
        }
    }
}

/// Reads the receipt from the file or descriptor named, if one is.
pub(crate) fn given(source: &ReceiptSource) -> Result<Option<Receipt>, Error> {
    let file = match (&source.receipt_file, source.receipt_fd) {
        (Some(path), _) => File::open(path),
        #[cfg(unix)]
        (None, Some(descriptor)) => File::open(format!("/dev/fd/{descriptor}")),
        #[cfg(not(unix))]
        (None, Some(_)) => return Err(Error::ReceiptSource),
        (None, None) => return Ok(None),
    };
    let file = file.map_err(|_| Error::ReceiptSource)?;
    let mut text = Zeroizing::new(String::new());
    file.take(RECEIPT_TEXT_BYTES)
        .read_to_string(&mut text)
        .map_err(|_| Error::ReceiptSource)?;
    Ok(Some(Receipt::parse(&text)?))
}

/// Makes a receipt and prints its words as a result.
pub(crate) fn print_new(console: &Console) -> String {
    let receipt = Receipt::generate(&mut OsRng);
    receipt
        .words(WordList::for_language(console.language()))
        .join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::io::Write as _;

    use super::*;

    #[test]
    fn the_wrong_word_is_found() {
        let receipt = Receipt::from_bytes([7; 16]);
        let mut words = receipt.words(WordList::English);
        assert_eq!(first_difference(&words.join(" "), &receipt), None);
        words[4] = "zzz";
        assert_eq!(first_difference(&words.join(" "), &receipt), Some(5));
        let mut numbers = receipt.numbers();
        assert_eq!(first_difference(&numbers.join("-"), &receipt), None);
        numbers.pop();
        assert_eq!(first_difference(&numbers.join(" "), &receipt), Some(12));
    }

    #[test]
    fn read_from_a_file() {
        let receipt = Receipt::from_bytes([9; 16]);
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "{}", receipt.numbers().join(" ")).unwrap();
        let source = ReceiptSource {
            receipt_file: Some(file.path().to_owned()),
            receipt_fd: None,
        };
        assert_eq!(given(&source).unwrap().unwrap().id(), receipt.id());
        let wrong = ReceiptSource {
            receipt_file: Some("/nowhere".into()),
            receipt_fd: None,
        };
        assert!(matches!(given(&wrong), Err(Error::ReceiptSource)));
    }
}
