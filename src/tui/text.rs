//! Text on a grid of cells: widths, clipping, wrapping. Knows no terminal and no theme.

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::sanitize;

/// The longest value that is shown whole, in characters. Captures hold header values of megabytes.
const LONGEST: usize = 4000;

/// A value from a capture, made safe for a terminal and cut where it is very long.
pub fn value(text: &str) -> String {
    let mut characters = text.char_indices();
    match characters.nth(LONGEST) {
        None => sanitize::terminal(text).into_owned(),
        Some((end, _)) => {
            let rest = text[end..].chars().count();
            format!(
                "{}… ({rest} more characters)",
                sanitize::terminal(&text[..end])
            )
        }
    }
}

/// A value from a capture, made safe for a terminal, as long as it is; beyond a hundred thousand
/// characters nobody reads on.
pub fn whole(text: &str) -> String {
    const MOST: usize = 100_000;
    match text.char_indices().nth(MOST) {
        None => sanitize::terminal(text).into_owned(),
        Some((end, _)) => {
            let rest = text[end..].chars().count();
            format!(
                "{}… ({rest} more characters)",
                sanitize::terminal(&text[..end])
            )
        }
    }
}

/// A line of configuration made safe, with something else in place of its tabs, which are not
/// hostile there.
pub fn code(line: &str, tab: &str) -> String {
    let parts: Vec<String> = line.split('\t').map(value).collect();
    parts.join(tab)
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    let last = path.rsplit(['/', '\\']).find(|part| !part.is_empty());
    last.unwrap_or(path)
}

/// How many cells a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text, cut to at most `cells` with an ellipsis at the end.
pub fn clip(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let mut end = 0;
    let mut used = 0;
    for (at, character) in text.char_indices() {
        let wide = character.width().unwrap_or(0);
        if used + wide > cells - 1 {
            break;
        }
        used += wide;
        end = at + character.len_utf8();
    }
    Cow::Owned(format!("{}…", &text[..end]))
}

/// The text, cut to at most `cells` with an ellipsis in the middle.
pub fn clip_middle(text: &str, cells: usize) -> String {
    if width(text) <= cells || cells < 8 {
        return clip(text, cells).into_owned();
    }
    let head = clip(text, cells * 3 / 5).into_owned();
    let left = cells - width(&head);
    let mut start = text.len();
    let mut used = 0;
    for (at, character) in text.char_indices().rev() {
        used += character.width().unwrap_or(0);
        if used > left {
            break;
        }
        start = at;
    }
    format!("{head}{}", &text[start..])
}

/// The text, cut or filled with spaces to exactly `cells`.
pub fn fit(text: &str, cells: usize) -> String {
    let mut text = clip(text, cells).into_owned();
    for _ in width(&text)..cells {
        text.push(' ');
    }
    text
}

/// A number with its thousands apart.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things, with the word in the right form.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// With a capital at the start.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A size in bytes, in words.
pub fn bytes(number: u64) -> String {
    match number {
        0..10_000 => format!("{number} bytes"),
        10_000..10_000_000 => format!("{} kB", number / 1000),
        _ => format!("{}.{} MB", number / 1_000_000, number / 100_000 % 10),
    }
}

/// Breaks spans into lines of at most `cells`. Lines after the first begin with `hang` spaces.
/// Breaks at spaces, and inside a long word (a URL) after its punctuation or, failing that,
/// anywhere.
pub fn wrap(spans: &[Span<'_>], cells: usize, hang: usize) -> Vec<Line<'static>> {
    let cells = cells.max(1);
    let hang = if hang + 8 > cells { 0 } else { hang };
    let letters: Vec<(char, Style)> = spans
        .iter()
        .flat_map(|span| span.content.chars().map(move |c| (c, span.style)))
        .collect();
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let indent = if lines.is_empty() { 0 } else { hang };
        let end = line_end(&letters[start..], cells - indent) + start;
        lines.push(line(&letters[start..end], indent));
        if end >= letters.len() {
            return lines;
        }
        start = end;
        while letters.get(start).is_some_and(|(c, _)| *c == ' ') {
            start += 1;
        }
        if start >= letters.len() {
            return lines;
        }
    }
}

fn line_end(letters: &[(char, Style)], cells: usize) -> usize {
    let mut used = 0;
    let mut after_space = None;
    let mut after_mark = None;
    for (at, (character, _)) in letters.iter().enumerate() {
        used += character.width().unwrap_or(0);
        if used > cells {
            if *character == ' ' {
                return at;
            }
            // A space near the end is best. A long URL is rather broken inside than begun anew.
            let late = |place: &usize| *place * 2 > at;
            return after_space
                .filter(late)
                .or(after_mark.filter(late))
                .or(after_space)
                .unwrap_or(at.max(1));
        }
        match character {
            ' ' if at > 0 => after_space = Some(at + 1),
            // The two slashes after a scheme stay with what follows them.
            '/' if at > 0 && matches!(letters[at - 1].0, '/' | ':') => {}
            '/' | '?' | '&' | ',' | ';' | '=' => after_mark = Some(at + 1),
            _ => {}
        }
    }
    letters.len()
}

fn line(letters: &[(char, Style)], indent: usize) -> Line<'static> {
    let mut spans = Vec::new();
    if indent > 0 {
        spans.push(Span::raw(" ".repeat(indent)));
    }
    for run in letters.chunk_by(|a, b| a.1 == b.1) {
        let text: String = run.iter().map(|(c, _)| *c).collect();
        spans.push(Span::styled(text, run[0].1));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, cells: usize, hang: usize) -> Vec<String> {
        wrap(&[Span::raw(text.to_owned())], cells, hang)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn wrapping_breaks_at_spaces_then_at_punctuation_then_anywhere() {
        for (text, cells, hang, lines) in [
            ("", 10, 0, vec![""]),
            ("one two", 10, 0, vec!["one two"]),
            ("one two three", 8, 0, vec!["one two ", "three"]),
            ("one two three", 7, 0, vec!["one two", "three"]),
            (
                "a/long/path/of/words",
                8,
                0,
                vec!["a/long/", "path/of/", "words"],
            ),
            ("abcdefghij", 4, 0, vec!["abcd", "efgh", "ij"]),
            (
                "at https://a.ex/b",
                12,
                2,
                vec!["at ", "  https://a.", "  ex/b"],
            ),
            (
                "GET a/long/path",
                10,
                2,
                vec!["GET a/", "  long/", "  path"],
            ),
            ("漢字漢字", 5, 0, vec!["漢字", "漢字"]),
            (
                "one two three four",
                12,
                2,
                vec!["one two ", "  three four"],
            ),
            ("字", 1, 0, vec!["字"]),
        ] {
            assert_eq!(wrapped(text, cells, hang), lines, "{text:?} in {cells}");
        }
    }

    #[test]
    fn clipping_counts_cells_not_characters() {
        for (text, cells, clipped) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("漢字漢字", 4, "漢…"),
            ("漢字漢字", 5, "漢字…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(clip(text, cells), clipped);
            assert!(width(&fit(text, cells)) <= cells);
        }
        assert_eq!(fit("漢字", 6), "漢字  ");
        assert_eq!(clip_middle("api.example/v2/items/9", 15), "api.exam…tems/9");
        assert_eq!(clip_middle("漢字漢字漢字", 9), "漢字…漢字");
    }

    #[test]
    fn numbers_are_readable() {
        assert_eq!(count(7), "7");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(counted(1, "entry", "entries"), "1 entry");
        assert_eq!(counted(1200, "entry", "entries"), "1,200 entries");
        assert_eq!(bytes(160_000), "160 kB");
        assert_eq!(bytes(1_000_008_833), "1000.0 MB");
    }

    #[test]
    fn tabs_of_configuration_are_kept_and_nothing_else_that_moves_the_cursor() {
        assert_eq!(
            code("\tif\tx {\u{1b}[1m", "    "),
            "    if    x {\\u{1b}[1m"
        );
        assert_eq!(code("\t}", "\t"), "\t}");
    }

    #[test]
    fn a_value_of_a_megabyte_is_cut() {
        let shown = value(&"x".repeat(1_000_000));
        assert!(shown.len() < LONGEST + 100);
        assert!(shown.ends_with("… (996000 more characters)"));
    }
}
