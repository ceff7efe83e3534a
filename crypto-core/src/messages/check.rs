//! What a translator must mend.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::Sources;
use crate::Language;

/// What one sentence mentions: values, sentences, terms.
#[derive(Debug, Default, PartialEq, Eq)]
struct Mentions {
    values: BTreeSet<String>,
    messages: BTreeSet<String>,
    terms: BTreeSet<String>,
}

#[derive(Default)]
struct Sentences {
    messages: BTreeMap<String, Mentions>,
    terms: BTreeSet<String>,
}

pub(super) fn check(sources: Sources) -> Result<(), Vec<String>> {
    let mut faults = Vec::new();
    let english = read(Language::En, sources, &mut faults);
    for language in Language::ALL {
        let own = match language {
            Language::En => continue,
            _ => read(language, sources, &mut faults),
        };
        for (id, mentions) in &english.messages {
            match own.messages.get(id) {
                None => faults.push(format!("{language}: {id} is missing")),
                Some(own) if own.values != mentions.values => faults.push(format!(
                    "{language}: {id} mentions {:?}, English {:?}",
                    own.values, mentions.values
                )),
                Some(_) => {}
            }
        }
        for id in own.messages.keys() {
            if !english.messages.contains_key(id) {
                faults.push(format!("{language}: {id} does not exist in English"));
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

fn read(language: Language, sources: Sources, faults: &mut Vec<String>) -> Sentences {
    let mut sentences = Sentences::default();
    for (_, source) in sources.iter().filter(|(of, _)| *of == language) {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    faults.push(format!("{language}: does not parse: {error}"));
                }
                resource
            }
        };
        for entry in resource.entries() {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name.to_owned();
                    let mut mentions = Mentions::default();
                    match &message.value {
                        Some(pattern) => walk(pattern, &mut mentions),
                        None => faults.push(format!("{language}: {id} has no text")),
                    }
                    for attribute in &message.attributes {
                        walk(&attribute.value, &mut mentions);
                    }
                    if sentences.messages.insert(id.clone(), mentions).is_some() {
                        faults.push(format!("{language}: {id} occurs twice"));
                    }
                }
                Entry::Term(term) => {
                    sentences.terms.insert(term.id.name.to_owned());
                }
                _ => {}
            }
        }
    }
    for (id, mentions) in &sentences.messages {
        for other in &mentions.messages {
            if !sentences.messages.contains_key(other) {
                faults.push(format!(
                    "{language}: {id} refers to {other}, which is missing"
                ));
            }
        }
        for term in &mentions.terms {
            if !sentences.terms.contains(term) {
                faults.push(format!(
                    "{language}: {id} refers to -{term}, which is missing"
                ));
            }
        }
    }
    sentences
}

fn walk(pattern: &Pattern<&str>, mentions: &mut Mentions) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            walk_expression(expression, mentions);
        }
    }
}

fn walk_expression(expression: &Expression<&str>, mentions: &mut Mentions) {
    match expression {
        Expression::Inline(inline) => walk_inline(inline, mentions),
        Expression::Select { selector, variants } => {
            walk_inline(selector, mentions);
            for variant in variants {
                walk(&variant.value, mentions);
            }
        }
    }
}

fn walk_inline(inline: &InlineExpression<&str>, mentions: &mut Mentions) {
    match inline {
        InlineExpression::VariableReference { id } => {
            mentions.values.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => {
            mentions.messages.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, .. } => {
            mentions.terms.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                walk_inline(argument, mentions);
            }
            for argument in &arguments.named {
                walk_inline(&argument.value, mentions);
            }
        }
        InlineExpression::Placeable { expression } => walk_expression(expression, mentions),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sources_pass() {
        assert_eq!(
            check(&[
                (
                    Language::En,
                    "a = A { $n }\n-brand = Sealpost\nb = { -brand }"
                ),
                (Language::ZhHans, "a = 甲 { NUMBER($n) }\nb = 乙"),
                (Language::Fr, "a = { $n ->\n   *[other] A\n }\nb = B"),
                (Language::Vi, "a = A { $n }"),
                (Language::Vi, "b = B"),
            ]),
            Ok(())
        );
    }

    #[test]
    fn every_fault_is_named() {
        let faults = check(&[
            (Language::En, "a = A { $n }\nb = B\nc = { gone } { -gone }"),
            (Language::ZhHans, "a = 甲\nb = 乙\nc = 丙\nd = 丁"),
            (Language::Fr, "a = { $n }\nb = B\nb = B\nc = C\n= nothing"),
            (Language::Vi, "a = { $m }\nc = C"),
        ])
        .expect_err("faulty");
        for part in [
            "en: c refers to gone",
            "en: c refers to -gone",
            "zh-Hans: a mentions",
            "zh-Hans: d does not exist",
            "fr: b occurs twice",
            "fr: does not parse",
            "vi: a mentions",
            "vi: b is missing",
        ] {
            assert!(
                faults.iter().any(|fault| fault.starts_with(part)),
                "{part}: {faults:?}"
            );
        }
    }
}
