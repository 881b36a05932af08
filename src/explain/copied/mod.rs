//! What people copy that is neither a name nor a reason in a console: words of network and issues
//! panels, errors of frameworks, messages of servers. One row a wording.

mod codes;
mod wordings;

pub(super) use self::codes::code;

use self::codes::BLOCKED;
use self::wordings::{FIRST, ROWS, Row};
use super::explanation::Explanation;
use super::names::by_name;
use crate::report::sanitize::terminal;

/// A text that would also pass for a name.
pub(super) fn first(plain: &str) -> Option<Explanation> {
    by_rows(FIRST, plain)
}

/// A text of the table, or one of a kind: a blocked reason, a CORS error of the network panel, a
/// failed load with its status.
pub(super) fn any(plain: &str) -> Option<Explanation> {
    by_rows(ROWS, plain).or_else(|| by_kind(plain))
}

fn by_rows(rows: &[Row], plain: &str) -> Option<Explanation> {
    let lower = plain.to_lowercase();
    let row = rows.iter().find(|row| fits(row.words, &lower))?;
    let mut explanation = by_name(row.article)?;
    explanation.said_by = Some(row.said_by);
    if !row.note.is_empty() {
        explanation.observations.push(row.note.to_owned());
    }
    if let Some(url) = url(plain) {
        explanation.values.push(("url", terminal(url).into_owned()));
    }
    Some(explanation)
}

fn by_kind(plain: &str) -> Option<Explanation> {
    let lower = plain.to_lowercase();
    if let Some(rest) = lower.trim_start_matches('(').strip_prefix("blocked:") {
        let reason = rest.trim_end_matches(')').trim();
        let known = BLOCKED.iter().find(|(name, _)| *name == reason);
        return by_name(known.map_or(reason, |(_, article)| article));
    }
    if let Some((_, code)) = plain.split_once("Cross-Origin Resource Sharing error") {
        return by_name(code.trim_matches([':', ' ']));
    }
    for before in [
        "the server responded with a status of ",
        "request failed with status code ",
        "unexpected response code: ",
    ] {
        if let Some((_, status)) = lower.split_once(before) {
            let digits = status.split(|c: char| !c.is_ascii_digit()).next()?;
            return by_name(digits);
        }
    }
    None
}

/// Whether the parts of a wording are in a text, in order.
fn fits(words: &str, text: &str) -> bool {
    let (from_start, words) = match words.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let (to_end, words) = match words.strip_suffix('$') {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let mut rest = text;
    let last = words.matches('…').count();
    for (number, part) in words.split('…').enumerate() {
        let part = if number > 0 { part.trim_start() } else { part };
        let part = if number < last { part.trim_end() } else { part };
        let Some(at) = rest.find(part) else {
            return false;
        };
        if number == 0 && from_start && at > 0 {
            return false;
        }
        rest = &rest[at + part.len()..];
    }
    !to_end || rest.is_empty()
}

/// The first URL in a text.
pub(super) fn url(text: &str) -> Option<&str> {
    let start = ["https://", "http://", "wss://", "ws://", "file://"]
        .iter()
        .filter_map(|scheme| text.find(scheme))
        .min()?;
    let rest = &text[start..];
    let end = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || "'\"<>()[]{}、。（），".contains(c))
        .unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',', ':', ';']))
}

/// Curly quotes made straight, all white space made one space.
pub(super) fn plain(pasted: &str) -> String {
    let mut text = String::with_capacity(pasted.len());
    for word in pasted.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(word.chars().map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            c => c,
        }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::codes::CODES;
    use super::*;

    #[test]
    fn every_row_leads_to_an_article() {
        for row in FIRST.iter().chain(ROWS) {
            assert!(by_name(row.article).is_some(), "{}", row.article);
            assert_eq!(row.words, row.words.to_lowercase());
        }
        for (_, article) in BLOCKED.iter().chain(CODES) {
            assert!(by_name(article).is_some(), "{article}");
        }
    }

    #[test]
    fn parts_are_found_in_order_and_at_the_ends() {
        for (words, text, fit) in [
            ("a … c", "x a b c", true),
            ("a … c", "c a", false),
            ("^a", "a b", true),
            ("^a", "b a", false),
            ("^a$", "a", true),
            ("^a$", "a b", false),
        ] {
            assert_eq!(fits(words, text), fit, "{words} in {text}");
        }
    }

    #[test]
    fn the_url_of_a_line_ends_where_the_line_goes_on() {
        for (text, wanted) in [
            (
                "at https://a.example/x. (Grund: …)",
                Some("https://a.example/x"),
            ),
            (
                "https://a.example/xにある",
                Some("https://a.example/xにある"),
            ),
            ("no URL", None),
        ] {
            assert_eq!(url(text), wanted, "{text}");
        }
    }
}
