//! Answers as people type them: at a prompt, or into a form on paper-like text.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::{Answer, AnswerProblem, Contact, FuzzyDate, Money, ProblemKind};
use crate::Country;
use crate::country::plain;
use crate::form::{Kind, Question};

impl Answer {
    /// Reads what a person typed as an answer to this question.
    ///
    /// | kind | taken |
    /// |---|---|
    /// | one-of | option id, label in any language, or its number in the list from 1 |
    /// | some-of | the same, several, separated by commas, semicolons or line ends |
    /// | yes-no, consent | yes, no, oui, non, có, không, 是, 否 … |
    /// | date | `2026-11-23`, `2026/11/23`, `2026年11月23日`, without day, without month |
    /// | country | code, or name in any language |
    /// | money | `1200.50 USD`, `USD 1,200.50`; without currency if there is only one |
    /// | table | one row a line, cells separated by bars or tabs |
    /// | contact | `channel | handle | safe hours | never`, or `channel: handle` |
    /// | files | the files' numbers from 1, separated by commas |
    ///
    /// # Errors
    ///
    /// The first thing that must be mended; [`ProblemKind::Missing`] for white space alone.
    pub fn parse(question: &Question, text: &str) -> Result<Self, AnswerProblem> {
        let problem = |kind| AnswerProblem::new(&question.id, kind);
        let text = clean(text);
        if text.is_empty() {
            return Err(problem(ProblemKind::Missing));
        }
        let answer = match question.kind {
            Kind::Table => Self::Table(parse_rows(question, &text)?),
            _ => parse_simple(question, &text).map_err(problem)?,
        };
        match question.check(&answer).into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(answer),
        }
    }
}

fn parse_simple(question: &Question, text: &str) -> Result<Answer, ProblemKind> {
    Ok(match question.kind {
        Kind::Text => Answer::Text(text.replace(['\n', '\t'], " ")),
        Kind::LongText => Answer::Text(text.to_owned()),
        Kind::OneOf => Answer::Choice(parse_choice(question, text)?),
        Kind::SomeOf => Answer::Choices(parse_choices(question, text)?),
        Kind::YesNo | Kind::Consent => Answer::Bool(parse_yes_no(text)?),
        Kind::Date => Answer::Date(parse_date(text)?),
        Kind::Country => Answer::Country(
            Country::by_text(text)
                .ok_or(ProblemKind::BadCountry)?
                .code()
                .to_owned(),
        ),
        Kind::Money => Answer::Money(parse_money(question, text)?),
        Kind::Contact => Answer::Contact(parse_contact(text)?),
        Kind::Files => Answer::Files(parse_places(text)?),
        Kind::Table => return Err(ProblemKind::WrongKind),
    })
}

/// Unifies line ends and drops control characters, which could change how a terminal shows
/// the rest.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Turns full-width digits and signs, as Chinese keyboards type them, into plain ones.
fn narrow(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

fn parse_choice(question: &Question, text: &str) -> Result<String, ProblemKind> {
    let narrow = narrow(text);
    if let Some(option) = question.option(&narrow) {
        return Ok(option.id.clone());
    }
    if let Some(option) = narrow
        .parse::<usize>()
        .ok()
        .and_then(|number| question.options.get(number.checked_sub(1)?))
    {
        return Ok(option.id.clone());
    }
    let wanted = plain(text);
    let mut matching = question.options.iter().filter(|option| {
        !wanted.is_empty()
            && (plain(&option.id) == wanted
                || option.label.iter().any(|(_, label)| plain(label) == wanted))
    });
    match (matching.next(), matching.next()) {
        (Some(option), None) => Ok(option.id.clone()),
        _ => Err(ProblemKind::UnknownOption),
    }
}

fn parse_choices(question: &Question, text: &str) -> Result<Vec<String>, ProblemKind> {
    // One whole label first: labels may hold commas.
    if let Ok(id) = parse_choice(question, text) {
        return Ok(vec![id]);
    }
    text.split(['\n', ';', '；'])
        .flat_map(|part| match parse_choice(question, part) {
            Ok(_) => vec![part],
            Err(_) => part.split([',', '，', '、']).collect(),
        })
        .filter(|part| !part.trim().is_empty())
        .map(|part| parse_choice(question, part))
        .collect()
}

fn parse_yes_no(text: &str) -> Result<bool, ProblemKind> {
    match plain(text).as_str() {
        "yes" | "y" | "oui" | "o" | "co" | "c" | "是" | "是的" | "有" | "true" | "1" => {
            Ok(true)
        }
        "no" | "n" | "non" | "khong" | "k" | "否" | "不" | "不是" | "没有" | "false" | "0" => {
            Ok(false)
        }
        _ => Err(ProblemKind::BadYesNo),
    }
}

/// Year first, always: `05/06/2026` is May to some and June to others.
fn parse_date(text: &str) -> Result<FuzzyDate, ProblemKind> {
    let narrow = narrow(text);
    let parts: Vec<&str> = narrow
        .trim_end_matches(['日', '月', '年', '号'])
        .split(['-', '/', '.', '年', '月'])
        .map(str::trim)
        .collect();
    if parts.len() > 3 || parts[0].len() != 4 || parts.iter().any(|part| part.is_empty()) {
        return Err(ProblemKind::BadDate);
    }
    parts
        .iter()
        .map(|part| format!("{part:0>2}"))
        .collect::<Vec<_>>()
        .join("-")
        .parse()
        .map_err(|_| ProblemKind::BadDate)
}

fn parse_money(question: &Question, text: &str) -> Result<Money, ProblemKind> {
    let narrow = narrow(text).to_uppercase();
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let letters: String = narrow.chars().filter(|c| is_letter(*c)).collect();
    let number = narrow.trim_matches(|c: char| is_letter(c) || c.is_whitespace());
    let currency = match (letters.is_empty(), question.currencies.as_slice()) {
        (false, _) => letters,
        (true, [only]) => only.clone(),
        (true, _) => return Err(ProblemKind::BadCurrency),
    };
    Ok(Money {
        amount: parse_amount(number).ok_or(ProblemKind::BadMoney)?,
        currency,
    })
}

/// Reads an amount in any of the usual spellings.
///
/// One or two digits behind the last comma or point are hundredths, three are thousands: so
/// `1,200`, `1.200`, `1 200`, `1,200.50` and `1.200,5` all mean what their writers mean.
///
/// What can be read in two ways is refused, as a guess could be a thousand times too much:
/// `0.500`, `00.5`, `1234.567` and `1,200.500` are not grouped as anybody groups thousands.
fn parse_amount(text: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\'' && *c != '’')
        .collect();
    let (whole, cents) = match text.rsplit_once([',', '.']) {
        Some((whole, cents)) if cents.len() <= 2 => (whole, Some(cents)),
        _ => (text.as_str(), None),
    };
    let mut groups = whole.split([',', '.']);
    let first = groups.next()?;
    let is_grouped = whole.len() > first.len();
    let is_mixed = whole.contains(',') && whole.contains('.');
    let has_leading_zero = first.starts_with('0') && (is_grouped || first.len() > 1);
    if has_leading_zero || is_mixed || (is_grouped && first.len() > 3) {
        return None;
    }
    let mut amount = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        amount.push_str(group);
    }
    if let Some(cents) = cents {
        amount.push('.');
        amount.push_str(cents);
    }
    Money::is_amount(&amount).then_some(amount)
}

fn parse_contact(text: &str) -> Result<Contact, ProblemKind> {
    let mut parts = if text.contains(['|', '｜']) {
        text.split(['|', '｜']).map(str::trim).collect::<Vec<_>>()
    } else {
        let (channel, handle) = text
            .split_once([':', '：'])
            .ok_or(ProblemKind::ContactIncomplete)?;
        vec![channel.trim(), handle.trim()]
    }
    .into_iter();
    let mut next = || {
        parts
            .next()
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
    };
    let contact = Contact {
        channel: next().unwrap_or_default(),
        handle: next().unwrap_or_default(),
        safe_hours: next(),
        never: next(),
    };
    match parts.next() {
        None => Ok(contact),
        Some(_) => Err(ProblemKind::WrongKind),
    }
}

fn parse_places(text: &str) -> Result<Vec<u32>, ProblemKind> {
    narrow(text)
        .split([',', ';', '、', ' ', '\n'])
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse::<u32>()
                .ok()
                .and_then(|number| number.checked_sub(1))
                .ok_or(ProblemKind::WrongKind)
        })
        .collect()
}

fn parse_rows(
    question: &Question,
    text: &str,
) -> Result<Vec<BTreeMap<String, Answer>>, AnswerProblem> {
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut row = BTreeMap::new();
        for (place, cell) in line.split(['|', '｜', '\t']).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            let problem = |column: &str, kind| AnswerProblem {
                question: question.id.clone(),
                cell: Some((rows.len(), column.to_owned())),
                kind,
            };
            let column = question
                .columns
                .get(place)
                .ok_or_else(|| problem("", ProblemKind::UnknownColumn))?;
            let answer = parse_simple(column, cell).map_err(|kind| problem(&column.id, kind))?;
            row.insert(column.id.clone(), answer);
        }
        if !row.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}
