//! Asks one question and reads its answer, whatever its kind.

use std::collections::BTreeMap;

use crypto_core::{Answer, Arg, Contact, Country, Kind, Language, Question};

use super::command::{self, Command, Typed};
use crate::console::{Console, fold, number, plain};
use crate::error::Error;

/// What came of asking.
pub(crate) enum Reply {
    /// An answer, or none where the question was left empty.
    Answer(Option<Answer>),
    /// A command instead; what was typed before it is not lost.
    Command(Command, Option<Answer>),
}

/// Shorthand: a command ends the question.
enum Line {
    Text(String),
    Command(Command),
}

fn read(console: &mut Console, prompt: &str, initial: &str) -> Result<Line, Error> {
    Ok(match command::read(console, prompt, initial)? {
        Typed::Answer(text) => Line::Text(text),
        Typed::Command(command) => Line::Command(command),
    })
}

/// Reads a line, or leaves with the command and the answer as it is at this point.
macro_rules! line {
    ($console:expr, $prompt:expr, $initial:expr, $so_far:expr) => {
        match read($console, $prompt, $initial)? {
            Line::Text(text) => text,
            Line::Command(command) => return Ok(Reply::Command(command, $so_far)),
        }
    };
}

/// Shows the question with its help and its note of danger.
pub(crate) fn show(console: &Console, question: &Question) {
    let language = console.language();
    console.gap();
    let needed = if question.required {
        console.text("question-needed")
    } else {
        console.text("question-free")
    };
    console.print(&format!("{} {needed}", question.label.get(language)));
    if let Some(help) = &question.help {
        console.print_indented(2, help.get(language));
    }
    if let Some(danger) = &question.danger {
        let careful = console.text("question-careful");
        console.print_indented(2, &format!("{careful} {}", danger.get(language)));
    }
}

/// Asks `question`, which has been shown. `current` is the answer it has, offered for editing.
pub(crate) fn ask(
    console: &mut Console,
    question: &Question,
    current: Option<&Answer>,
    countries: &[String],
) -> Result<Reply, Error> {
    match question.kind {
        Kind::LongText => long_text(console, question, current),
        Kind::OneOf => one_of(console, question, current),
        Kind::SomeOf => some_of(console, question, current),
        Kind::YesNo | Kind::Consent => yes_no(console, question, current),
        Kind::Country => country(console, current, countries),
        Kind::Table => table(console, question, current),
        Kind::Contact => contact(console, current),
        // Files are asked for by the interview, which holds them.
        Kind::Text | Kind::Date | Kind::Money | Kind::Files => typed(console, question, current),
    }
}

/// Text, date and money: one line.
fn typed(
    console: &mut Console,
    question: &Question,
    current: Option<&Answer>,
) -> Result<Reply, Error> {
    match question.kind {
        Kind::Date => console.say("how-date"),
        Kind::Money if question.currencies.is_empty() => console.say("how-money"),
        Kind::Money => console.say_with(
            "how-money-of",
            &[("currencies", Arg::from(question.currencies.join(", ")))],
        ),
        _ => {}
    }
    let mut initial = current.map_or_else(String::new, |answer| {
        answer.display(question, console.language())
    });
    if !console.is_terminal() || initial.contains('\n') {
        show_current(console, &initial);
    }
    let prompt = console.text("prompt-answer");
    loop {
        let text = line!(console, &prompt, &initial, current.cloned());
        if text.trim().is_empty() {
            // Where nothing can be edited, an empty line leaves the answer as it is.
            return Ok(Reply::Answer(if console.is_terminal() {
                None
            } else {
                current.cloned()
            }));
        }
        match Answer::parse(question, &text) {
            Ok(answer) => return Ok(Reply::Answer(Some(answer))),
            Err(problem) => {
                console.print(&problem.text(console.language()));
                initial = text;
            }
        }
    }
}

pub(super) fn show_current(console: &Console, text: &str) {
    if !text.is_empty() {
        console.say("answer-so-far");
        console.print_indented(2, text);
    }
}

fn long_text(
    console: &mut Console,
    question: &Question,
    current: Option<&Answer>,
) -> Result<Reply, Error> {
    let old = current.map_or_else(String::new, |answer| {
        answer.display(question, console.language())
    });
    show_current(console, &old);
    if old.is_empty() {
        console.say("how-long-text");
    } else {
        console.say("how-long-text-again");
    }
    loop {
        let prompt = console.text("prompt-answer");
        let text = line!(console, &prompt, "", current.cloned());
        if is_end(&text) || text.trim().is_empty() {
            // Left as it is, unless the form no longer takes so much.
            let Some(Answer::Text(old)) = current.filter(|old| !question.check(old).is_empty())
            else {
                return Ok(Reply::Answer(current.cloned()));
            };
            match shorten(console, question, old)? {
                Some(answer) => return Ok(Reply::Answer(Some(answer))),
                None => continue,
            }
        }
        let mut lines = vec![text];
        loop {
            let prompt = console.text("prompt-more");
            let text = line!(console, &prompt, "", Some(Answer::Text(lines.join("\n"))));
            if is_end(&text) {
                break;
            }
            lines.push(text);
        }
        let text = lines.join("\n").trim_end().to_owned();
        match Answer::parse(question, &text) {
            Ok(answer) => return Ok(Reply::Answer(Some(answer))),
            Err(problem) => {
                console.print(&problem.text(console.language()));
                if let Some(answer) = shorten(console, question, &text)? {
                    return Ok(Reply::Answer(Some(answer)));
                }
            }
        }
    }
}

/// Offers to keep the beginning of a text that is too long; `None` to write it anew.
fn shorten(
    console: &mut Console,
    question: &Question,
    text: &str,
) -> Result<Option<Answer>, Error> {
    console.say_with(
        "long-text-length",
        &[("count", Arg::from(text.chars().count()))],
    );
    let choices = [
        console.text("long-text-cut"),
        console.text("long-text-anew"),
    ];
    Ok((console.choose(&choices)? == 0).then(|| {
        let most = question.char_limit() as usize;
        let kept: String = text.chars().take(most).collect();
        Answer::Text(kept.trim_end().to_owned())
    }))
}

/// A full stop alone on its line, as keyboards for the four languages make it.
pub(crate) fn is_end(line: &str) -> bool {
    matches!(line.trim(), "." | "。" | "．")
}

/// Lists the options; a mark stands at those chosen so far.
fn list_options(console: &Console, question: &Question, chosen: &[String]) {
    let language = console.language();
    for (place, option) in question.options.iter().enumerate() {
        let mark = if chosen.contains(&option.id) {
            "*"
        } else {
            " "
        };
        console.print_indented(
            1,
            &format!("{mark}{}  {}", place + 1, option.label.get(language)),
        );
    }
    if !chosen.is_empty() {
        console.say("options-chosen");
    }
}

fn one_of(
    console: &mut Console,
    question: &Question,
    current: Option<&Answer>,
) -> Result<Reply, Error> {
    let chosen: Vec<String> = match current {
        Some(Answer::Choice(id)) => vec![id.clone()],
        _ => Vec::new(),
    };
    list_options(console, question, &chosen);
    let count = question.options.len();
    let prompt = console.format("prompt-number", &[("count", Arg::from(count))]);
    loop {
        let text = line!(console, &prompt, "", current.cloned());
        if text.trim().is_empty() {
            return Ok(Reply::Answer(current.cloned()));
        }
        match number(&text).and_then(|n| question.options.get(n.checked_sub(1)?)) {
            Some(option) => return Ok(Reply::Answer(Some(Answer::Choice(option.id.clone())))),
            None => console.say_with("wrong-number", &[("count", Arg::from(count))]),
        }
    }
}

fn some_of(
    console: &mut Console,
    question: &Question,
    current: Option<&Answer>,
) -> Result<Reply, Error> {
    let chosen = match current {
        Some(Answer::Choices(ids)) => ids.clone(),
        _ => Vec::new(),
    };
    list_options(console, question, &chosen);
    let count = question.options.len();
    let prompt = console.format("prompt-numbers", &[("count", Arg::from(count))]);
    loop {
        let text = line!(console, &prompt, "", current.cloned());
        if text.trim().is_empty() {
            return Ok(Reply::Answer(current.cloned()));
        }
        if number(&text) == Some(0) {
            return Ok(Reply::Answer(None));
        }
        let places: Option<Vec<usize>> = text
            .split([' ', ',', ';', '，', '、', '；', '　', '\t'])
            .filter(|part| !part.is_empty())
            .map(|part| number(part).filter(|n| (1..=count).contains(n)))
            .collect();
        let Some(mut places) = places else {
            console.say_with("wrong-numbers", &[("count", Arg::from(count))]);
            continue;
        };
        places.sort_unstable();
        places.dedup();
        let ids = places
            .into_iter()
            .filter_map(|n| question.options.get(n - 1))
            .map(|option| option.id.clone())
            .collect();
        return Ok(Reply::Answer(Some(Answer::Choices(ids))));
    }
}

fn yes_no(
    console: &mut Console,
    question: &Question,
    current: Option<&Answer>,
) -> Result<Reply, Error> {
    if let Some(answer) = current {
        show_current(console, &answer.display(question, console.language()));
    }
    let prompt = console.text("prompt-yes-no");
    loop {
        let text = line!(console, &prompt, "", current.cloned());
        if text.trim().is_empty() {
            return Ok(Reply::Answer(current.cloned()));
        }
        match crate::console::yes_no(&text, console.messages()) {
            Some(answer) => return Ok(Reply::Answer(Some(Answer::Bool(answer)))),
            None => console.say("wrong-yes-no"),
        }
    }
}

fn country(
    console: &mut Console,
    current: Option<&Answer>,
    countries: &[String],
) -> Result<Reply, Error> {
    let language = console.language();
    let name = |code: &str| {
        Country::by_code(code).map_or_else(|| code.to_owned(), |c| c.name(language).to_owned())
    };
    if let Some(Answer::Country(code)) = current {
        show_current(console, &name(code));
    }
    for (place, code) in countries.iter().enumerate() {
        console.print_indented(2, &format!("{}  {}", place + 1, name(code)));
    }
    let prompt = if countries.is_empty() {
        console.text("prompt-country")
    } else {
        console.text("prompt-country-listed")
    };
    loop {
        let text = line!(console, &prompt, "", current.cloned());
        if text.trim().is_empty() {
            return Ok(Reply::Answer(current.cloned()));
        }
        let listed = number(&text).and_then(|n| countries.get(n.checked_sub(1)?).cloned());
        let found = listed.or_else(|| Country::by_text(&text).map(|c| c.code().to_owned()));
        if let Some(code) = found {
            console.print_indented(2, &name(&code));
            return Ok(Reply::Answer(Some(Answer::Country(code))));
        }
        match similar(&text, language).as_slice() {
            [] => console.say("wrong-country"),
            names => console.say_with(
                "wrong-country-similar",
                &[("names", Arg::from(names.join(", ")))],
            ),
        }
    }
}

/// Countries whose name in this language contains what was typed.
fn similar(text: &str, language: Language) -> Vec<&'static str> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    Country::sorted(language)
        .into_iter()
        .map(|country| country.name(language))
        .filter(|name| fold(name).contains(&wanted))
        .take(8)
        .collect()
}

fn contact(console: &mut Console, current: Option<&Answer>) -> Result<Reply, Error> {
    let old = match current {
        Some(Answer::Contact(contact)) => contact.clone(),
        _ => Contact::default(),
    };
    if !old.handle.is_empty() {
        show_current(console, &old.handle);
    }
    let mut parts = [const { String::new() }; 4];
    for (place, (id, initial)) in [
        ("contact-channel", old.channel.as_str()),
        ("contact-handle", &old.handle),
        (
            "contact-safe-hours",
            old.safe_hours.as_deref().unwrap_or(""),
        ),
        ("contact-never", old.never.as_deref().unwrap_or("")),
    ]
    .into_iter()
    .enumerate()
    {
        let prompt = format!("{} ", console.text(id));
        let text = match read(console, &prompt, initial)? {
            Line::Text(text) => text,
            Line::Command(command) if place == 0 => {
                return Ok(Reply::Command(command, current.cloned()));
            }
            Line::Command(command) => {
                return Ok(Reply::Command(command, Some(contact_of(parts))));
            }
        };
        parts[place] = if text.trim().is_empty() && !console.is_terminal() {
            initial.to_owned()
        } else {
            text.trim().to_owned()
        };
        if place == 0 && parts[0].is_empty() {
            return Ok(Reply::Answer(None));
        }
    }
    Ok(Reply::Answer(Some(contact_of(parts))))
}

fn contact_of([channel, handle, safe_hours, never]: [String; 4]) -> Answer {
    Answer::Contact(Contact {
        channel,
        handle,
        safe_hours: Some(safe_hours).filter(|text| !text.is_empty()),
        never: Some(never).filter(|text| !text.is_empty()),
    })
}

fn table(
    console: &mut Console,
    question: &Question,
    current: Option<&Answer>,
) -> Result<Reply, Error> {
    let mut rows = match current {
        Some(Answer::Table(rows)) => rows.clone(),
        _ => Vec::new(),
    };
    let most = question.count_limit() as usize;
    let name = |id: &str, console: &Console| console.text(id);
    loop {
        show_rows(console, question, &rows);
        let mut choices = vec![name("table-done", console)];
        if rows.len() < most {
            choices.push(name("table-add", console));
        }
        if !rows.is_empty() {
            choices.push(name("table-remove", console));
        }
        for (place, label) in choices.iter().enumerate() {
            console.print_indented(2, &format!("{}  {label}", place + 1));
        }
        let prompt = console.format("prompt-number", &[("count", Arg::from(choices.len()))]);
        let text = line!(console, &prompt, "", rows_answer(rows));
        let chosen = if text.trim().is_empty() {
            Some(0)
        } else {
            number(&text).and_then(|n| n.checked_sub(1))
        };
        match chosen.and_then(|n| choices.get(n)) {
            Some(label) if *label == name("table-done", console) => {
                return Ok(Reply::Answer(rows_answer(rows)));
            }
            Some(label) if *label == name("table-add", console) => {
                match row(console, question, rows.len() + 1)? {
                    Ok(row) if row.is_empty() => {}
                    Ok(row) => rows.push(row),
                    Err(command) => return Ok(Reply::Command(command, rows_answer(rows))),
                }
            }
            Some(_) => {
                rows.pop();
            }
            None => {
                console.say_with("wrong-number", &[("count", Arg::from(choices.len()))]);
            }
        }
    }
}

type Row = BTreeMap<String, Answer>;

fn rows_answer(rows: Vec<Row>) -> Option<Answer> {
    (!rows.is_empty()).then_some(Answer::Table(rows))
}

fn show_rows(console: &Console, question: &Question, rows: &[Row]) {
    for (place, row) in rows.iter().enumerate() {
        let known = question.columns.iter().filter_map(|column| {
            let cell = row.get(&column.id)?;
            Some(cell.display(column, console.language()))
        });
        // Of a draft that is older than the form.
        let unknown = row
            .iter()
            .filter(|(id, _)| question.column(id).is_none())
            .map(|(id, cell)| format!("{id}: {}", cell.display_plain(console.language())));
        let cells: Vec<String> = known.chain(unknown).collect();
        console.print_indented(2, &plain(&format!("{}: {}", place + 1, cells.join(" | "))));
    }
}

/// Asks for one row, column by column.
fn row(
    console: &mut Console,
    question: &Question,
    place: usize,
) -> Result<Result<Row, Command>, Error> {
    console.say_with("table-row", &[("number", Arg::from(place))]);
    let mut row = Row::new();
    for column in &question.columns {
        console.print_indented(2, column.label.get(console.language()));
        loop {
            match ask(console, column, None, &[])? {
                Reply::Command(command, _) => return Ok(Err(command)),
                Reply::Answer(Some(answer)) => {
                    row.insert(column.id.clone(), answer);
                    break;
                }
                Reply::Answer(None) if column.required => console.say("question-is-needed"),
                Reply::Answer(None) => break,
            }
        }
    }
    Ok(Ok(row))
}
