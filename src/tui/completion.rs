//! Help while a filter is typed: the fields there are, what one of them matches, and the rest of a
//! name or value that is begun.

use std::collections::BTreeSet;

use crate::report::filter::{FIELDS, Field, Filter, Key};
use crate::report::{Report, Row};
use crate::rules::RULES;
use crate::tui::pane::list::host;
use crate::verdict::Outcome;

/// So many values of a field are gone through.
const VALUES: usize = 1000;

/// What to tell of the clause that the text ends with.
pub fn hint(text: &str) -> String {
    let clause = last_clause(text);
    if let Some((name, _)) = clause.split_once(':') {
        return field(name).map_or_else(String::new, |field| {
            format!("{}: {}", field.name, field.help)
        });
    }
    let mut names: Vec<&str> = matching(clause).map(|field| field.name).collect();
    if names.is_empty() {
        names.extend(FIELDS.iter().map(|field| field.name));
    }
    let names: Vec<String> = names.iter().map(|name| format!("{name}:")).collect();
    names.join(" ")
}

/// What is missing at the end of the text, as far as there is one answer.
pub fn rest(report: &Report, text: &str) -> Option<String> {
    let clause = last_clause(text);
    let Some((name, begun)) = clause.split_once(':') else {
        let names = matching(clause).map(|field| format!("{}:", field.name));
        return missing(clause, &names.collect::<Vec<_>>());
    };
    let key = field(name)?.key;
    let values: BTreeSet<String> = match key {
        Key::Verdict | Key::Chromium | Key::Firefox | Key::WebKit | Key::Standard => Outcome::ALL
            .iter()
            .map(|outcome| outcome.word().to_owned())
            .collect(),
        Key::Rule => RULES.iter().map(|rule| rule.name.to_owned()).collect(),
        _ => seen(report, key),
    };
    let begins = |value: &&String| starts_with(value, begun);
    let values: Vec<String> = values.iter().filter(begins).cloned().collect();
    let whole = missing(begun, &values)?;
    // A value that has to be quoted is not begun with a quote; then nothing fits after it.
    let value = format!("{begun}{whole}");
    (Filter::clause(name, &value) == format!("{name}:{value}")).then_some(whole)
}

/// The text from the last space or parenthesis on.
fn last_clause(text: &str) -> &str {
    let start = text.rfind([' ', '(', '!']).map_or(0, |at| at + 1);
    &text[start..]
}

fn field(name: &str) -> Option<&'static Field> {
    let is = |other: &&str| other.eq_ignore_ascii_case(name);
    FIELDS
        .iter()
        .find(|field| is(&field.name) || field.aliases.iter().any(is))
}

fn matching(begun: &str) -> impl Iterator<Item = &'static Field> {
    FIELDS
        .iter()
        .filter(move |field| starts_with(field.name, begun))
}

fn starts_with(text: &str, begun: &str) -> bool {
    text.get(..begun.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(begun))
}

fn seen(report: &Report, key: Key) -> BTreeSet<String> {
    let value = |row: &Row<'_>| -> Option<String> {
        let text = match key {
            Key::Origin => row.origin?,
            Key::Host => host(row.url),
            Key::Method => row.method,
            Key::Type => row.resource?,
            Key::Page => row.page?,
            Key::File => &row.capture.file,
            Key::Status => return Some(row.status?.to_string()),
            _ => return None,
        };
        Some(text.to_owned())
    };
    let mut values = BTreeSet::new();
    for row in report.ids().map(|id| report.row(id)) {
        values.extend(value(&row));
        if values.len() >= VALUES {
            break;
        }
    }
    values
}

/// What all candidates have in common after what is begun.
fn missing(begun: &str, candidates: &[String]) -> Option<String> {
    let mut common = candidates.first()?.get(begun.len()..)?;
    for candidate in &candidates[1..] {
        let other = candidate.get(begun.len()..)?;
        let same = common
            .char_indices()
            .zip(other.chars())
            .find(|((_, a), b)| a != b)
            .map_or(common.len().min(other.len()), |((at, _), _)| at);
        common = &common[..same];
    }
    (!common.is_empty()).then(|| common.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::sample;

    #[test]
    fn names_and_values_are_completed_as_far_as_there_is_one_answer() {
        let report = sample::report(&[
            (
                "GET",
                "https://api.example/",
                "https://one.example",
                200,
                &[],
            ),
            (
                "PUT",
                "https://api.example/",
                "https://two.example",
                200,
                &[],
            ),
            (
                "PATCH",
                "https://cdn.example/",
                "https://two.example",
                200,
                &[],
            ),
        ]);
        for (text, rest_of_it) in [
            ("ori", Some("gin:")),
            ("status:200 (hos", Some("t:")),
            ("origin:", Some("https://")),
            ("origin:https://t", Some("wo.example")),
            ("host:a", Some("pi.example")),
            ("method:P", None),
            ("method:g", Some("ET")),
            ("verdict:bl", Some("ocked")),
            ("rule:mixed", Some("-content")),
            ("nonsense:", None),
            ("zzz", None),
        ] {
            assert_eq!(rest(&report, text).as_deref(), rest_of_it, "{text}");
        }
    }

    #[test]
    fn the_hint_is_about_what_is_being_typed() {
        assert!(hint("").starts_with("origin: host: "));
        assert_eq!(hint("status:200 ho"), "host:");
        assert!(hint("verdict:").starts_with("verdict: "));
        assert_eq!(hint("nonsense:"), "");
    }
}
