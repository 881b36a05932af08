//! Help while a filter is typed: the fields there are, what one of them matches, and the rest of a
//! name or value that is begun.

use std::collections::BTreeMap;

use crate::report::columns::{Columns, Decided};
use crate::report::filter::{self, FIELDS, Field, Filter, Key};
use crate::report::{Report, Row};
use crate::rules::RULES;
use crate::tui::pane::list::host;
use crate::tui::text;

/// So many values of a field are gone through.
const VALUES: usize = 1000;

/// What to tell of the clause that the text ends with: the fields there are, or the values of a
/// field with how many requests have each.
pub fn hint(report: &Report, columns: &Columns, text: &str) -> String {
    let clause = last_clause(text);
    if let Some((name, begun)) = clause.split_once(':') {
        let Some(field) = field(name) else {
            return String::new();
        };
        let values = candidates(report, columns, field, begun);
        if values.is_empty() || (values.len() == 1 && values[0].0 == begun) {
            return format!("{}: {}", field.name, field.help);
        }
        let values = values.into_iter().map(|(value, count)| match count {
            0 => text::value(&value),
            count => format!("{} {}", text::value(&value), text::count(count)),
        });
        return values.collect::<Vec<_>>().join("  ");
    }
    let mut names: Vec<&str> = matching(clause).map(|field| field.name).collect();
    if names.is_empty() {
        names.extend(FIELDS.iter().map(|field| field.name));
    }
    let names: Vec<String> = names.iter().map(|name| format!("{name}:")).collect();
    names.join(" ")
}

/// The text with its last clause completed: as far as there is one way to go on, or, where a value
/// is ambiguous, with the candidate after the one that stands there.
pub fn completed(report: &Report, columns: &Columns, text: &str, begun: &str) -> Option<String> {
    let clause = last_clause(text);
    let before = &text[..text.len() - clause.len()];
    let Some((name, value)) = clause.split_once(':') else {
        let names: Vec<String> = matching(clause)
            .map(|field| format!("{}:", field.name))
            .collect();
        let rest = missing(clause, &names)?;
        return Some(format!("{text}{rest}"));
    };
    let field = field(name)?;
    let candidates: Vec<String> = candidates(report, columns, field, begun)
        .into_iter()
        .map(|(value, _)| value)
        // A value that has to be quoted is not begun with a quote; then nothing fits after it.
        .filter(|value| Filter::clause(name, value) == format!("{name}:{value}"))
        .collect();
    let rest = missing(value, &candidates).filter(|_| {
        let whole = |candidate: &String| starts_with(candidate, value);
        candidates.iter().all(whole)
    });
    let next = match (rest, candidates.iter().position(|own| own == value)) {
        // As the candidates spell it.
        (Some(rest), _) => candidates
            .first()?
            .get(..value.len() + rest.len())?
            .to_owned(),
        (None, Some(at)) => candidates[(at + 1) % candidates.len()].clone(),
        (None, None) => candidates.first()?.clone(),
    };
    (next != value).then(|| format!("{before}{name}:{next}"))
}

/// What was typed of the value that the text ends with.
pub fn begun(text: &str) -> &str {
    last_clause(text)
        .split_once(':')
        .map_or("", |(_, value)| value)
}

/// The values of a field that begin like this, or else hold it, those that most requests have
/// first.
fn candidates(
    report: &Report,
    columns: &Columns,
    field: &Field,
    begun: &str,
) -> Vec<(String, usize)> {
    let counted = values(report, columns, field.key);
    let lower = begun.to_ascii_lowercase();
    let mut found: Vec<(String, usize)> = counted
        .into_iter()
        .filter(|(value, _)| value.to_ascii_lowercase().contains(&lower))
        .collect();
    let begins = |(value, _): &(String, usize)| starts_with(value, begun);
    if found.iter().any(begins) && found.iter().all(|one| begins(one) || !begun.is_empty()) {
        let inside = found
            .iter()
            .filter(|one| !begins(one))
            .cloned()
            .collect::<Vec<_>>();
        found.retain(begins);
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found.extend(inside);
    } else {
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    found
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

/// The values of a field with how many requests have each; for rules and outcomes those that there
/// are.
fn values(report: &Report, columns: &Columns, key: Key) -> BTreeMap<String, usize> {
    let value = |row: &Row<'_>| -> Option<String> {
        let text = match key {
            Key::Verdict => row.outcome.word(),
            Key::Chromium | Key::Firefox | Key::WebKit | Key::Standard => {
                filter::verdict(key, row).outcome.word()
            }
            Key::Rule => row.refusal?.kind.name(),
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
    let decided = match key {
        Key::Origin => Decided::Origin,
        Key::Host => Decided::Target,
        Key::Method => Decided::Method,
        Key::Type => Decided::Resource,
        Key::Page => Decided::Page,
        Key::File => Decided::Capture,
        Key::Status => Decided::Status,
        Key::Rule => Decided::Refusal,
        _ => Decided::Verdict,
    };
    let mut values = BTreeMap::new();
    if matches!(key, Key::Rule) {
        values.extend(RULES.iter().map(|rule| (rule.name.to_owned(), 0)));
    }
    if matches!(key, Key::Cause) {
        for cause in &report.causes {
            *values.entry(cause.kind.to_owned()).or_insert(0) += cause.exchanges.len();
        }
        return values;
    }
    let column = columns.column(decided);
    for (&id, count) in column.samples().iter().zip(column.counts()) {
        if count > 0
            && let Some(value) = value(&report.row(id))
        {
            if values.len() >= VALUES && !values.contains_key(&value) {
                continue;
            }
            *values.entry(value).or_insert(0) += count;
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
    fn names_and_values_are_completed_as_far_as_they_are_clear_and_then_one_by_one() {
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
        let columns = Columns::of(&report);
        for (text, rest_of_it) in [
            ("ori", Some("origin:")),
            ("status:200 (hos", Some("status:200 (host:")),
            ("origin:", Some("origin:https://")),
            ("origin:https://t", Some("origin:https://two.example")),
            ("host:a", Some("host:api.example")),
            ("host:exam", Some("host:api.example")),
            ("method:P", Some("method:PATCH")),
            ("method:g", Some("method:GET")),
            ("verdict:bl", Some("verdict:blocked")),
            ("rule:mixed", Some("rule:mixed-content")),
            ("nonsense:", None),
            ("zzz", None),
        ] {
            let completed = completed(&report, &columns, text, begun(text));
            assert_eq!(completed.as_deref(), rest_of_it, "{text}");
        }
        // What was ambiguous goes round.
        for (text, next) in [
            ("method:PATCH", "method:PUT"),
            ("method:PUT", "method:PATCH"),
        ] {
            assert_eq!(
                completed(&report, &columns, text, "P").as_deref(),
                Some(next)
            );
        }
    }

    #[test]
    fn the_hint_is_about_what_is_being_typed() {
        let report = sample::fixture("shop.har");
        let columns = Columns::of(&report);
        assert!(hint(&report, &columns, "").starts_with("origin: host: "));
        assert_eq!(hint(&report, &columns, "status:200 ho"), "host:");
        assert!(hint(&report, &columns, "verdict:").starts_with("blocked 16  "));
        assert!(hint(&report, &columns, "host:api").starts_with("api.shop.example 7  "));
        assert!(hint(&report, &columns, "host:zzz").starts_with("host: "));
        assert_eq!(hint(&report, &columns, "nonsense:"), "");
    }
}
