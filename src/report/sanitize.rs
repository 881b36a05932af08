//! Text from a capture made fit to be shown. Everything in a capture is hostile: it may hold
//! terminal commands, markup, or marks that turn the reading direction round. [`terminal`],
//! [`markdown`] and [`markdown_code`] make it harmless where it is going. Secrets are the subject
//! of [`super::secrets`].

use std::borrow::Cow;
use std::fmt::Write as _;

/// One line for a terminal: whatever could move the cursor, hide text or turn it round is written
/// out as an escape (`\n`, `\u{1b}`).
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    if text.bytes().all(plain) || !text.chars().any(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if is_unprintable(c) => {
                // Writing to a string cannot fail.
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Running text for Markdown: nothing in it is markup but code spans. They are what stands between
/// backticks, as our sentences quote values, and addresses, which many viewers would turn into
/// links, and names after `@` into people. A backtick inside a value only changes which stretches
/// are code; the others are escaped.
#[must_use]
pub fn markdown(text: &str) -> Cow<'_, str> {
    let safe = terminal(text);
    let mut shown = String::with_capacity(safe.len() + 16);
    let mut rest = safe.as_ref();
    while let Some((before, after)) = rest.split_once('`') {
        let Some((value, after)) = after.split_once('`') else {
            break;
        };
        escape_words(before, &mut shown);
        shown.push_str(&markdown_code(value));
        rest = after;
    }
    escape_words(rest, &mut shown);
    if let Some(marker) = block_marker(&shown) {
        shown.insert(marker, '\\');
    }
    if shown == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(shown)
    }
}

/// A value for Markdown, as a code span that nothing in the value can end, not even in a table
/// cell.
#[must_use]
pub fn markdown_code(value: &str) -> String {
    let safe = terminal(value);
    if safe.is_empty() {
        return "(empty)".to_owned();
    }
    if safe.contains('|') {
        // A bar would end a table's cell, and its escape shows outside of tables.
        let mut shown = String::from("<code>");
        for c in safe.chars() {
            if c.is_ascii_punctuation() {
                let _ = write!(shown, "&#{};", u32::from(c));
            } else {
                shown.push(c);
            }
        }
        shown.push_str("</code>");
        return shown;
    }
    let longest = safe
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if safe.starts_with(['`', ' ']) || safe.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{safe}{space}{fence}")
}

/// Characters that a terminal obeys, or that change how others are shown.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Soft hyphen, Arabic letter mark, Mongolian vowel separator, Hangul fillers.
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
            // Zero widths, left-to-right and right-to-left marks.
            | '\u{200b}'..='\u{200f}'
            // Line and paragraph separators, embeddings and overrides.
            | '\u{2028}'..='\u{202e}'
            // Word joiner, invisible operators, isolates.
            | '\u{2060}'..='\u{206f}'
            // Byte order mark, interlinear annotations, tags.
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
            // Spaces that look like the plain one and are another character.
            | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
            // Halves of flags: terminals disagree on their width.
            | '\u{1f1e6}'..='\u{1f1ff}')
}

fn trim_punctuation(word: &str) -> (&str, &str, &str) {
    let marks = |c: char| matches!(c, '\'' | '"' | '(' | ')' | ',' | '.' | ';' | ':' | '!');
    let tail = word.trim_start_matches(marks);
    let before = &word[..word.len() - tail.len()];
    let core = tail.trim_end_matches(marks);
    (before, core, &tail[core.len()..])
}

fn escape_words(text: &str, shown: &mut String) {
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            shown.push(' ');
        }
        let (before, core, after) = trim_punctuation(word);
        if core.contains("://") || core.contains("www.") || core.contains('@') {
            escape_markdown(before, shown);
            shown.push_str(&markdown_code(core));
            escape_markdown(after, shown);
        } else {
            escape_markdown(word, shown);
        }
    }
}

fn escape_markdown(text: &str, shown: &mut String) {
    let mut after_letter = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            // Inside a word it is no markup.
            '_' if after_letter && characters.peek().is_some_and(char::is_ascii_alphanumeric) => {
                shown.push(c);
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' => {
                shown.push('\\');
                shown.push(c);
            }
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '|' => shown.push_str("&#124;"),
            c => shown.push(c),
        }
        after_letter = c.is_ascii_alphanumeric();
    }
}

/// Where a backslash must go, so that the text does not begin a heading, list or rule.
fn block_marker(text: &str) -> Option<usize> {
    if text.starts_with(['#', '-', '+', '=']) {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && text[digits..].starts_with(['.', ')'])).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_a_terminal_that_it_would_obey() {
        for (text, expected) in [
            ("plain text, ünïcode ✓", "plain text, ünïcode ✓"),
            ("\u{1b}]0;title\u{7}", "\\u{1b}]0;title\\u{7}"),
            ("two\r\nlines\t", "two\\r\\nlines\\t"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{202e}gpj.exe", "\\u{202e}gpj.exe"),
            ("pay\u{200b}pal", "pay\\u{200b}pal"),
            ("\u{7f}\u{feff}\u{2066}", "\\u{7f}\\u{feff}\\u{2066}"),
            ("a\u{e0041}b", "a\\u{e0041}b"),
        ] {
            assert_eq!(terminal(text), expected);
        }
    }

    #[test]
    fn nothing_in_running_text_is_markup() {
        for (text, expected) in [
            ("a plain sentence.", "a plain sentence."),
            (
                "<img src=x onerror=alert(1)>",
                "&lt;img src=x onerror=alert(1)&gt;",
            ),
            ("[click](javascript:x)", "\\[click\\](javascript:x)"),
            ("a | b & c", "a &#124; b &amp; c"),
            ("# not a heading", "\\# not a heading"),
            ("- no item", "\\- no item"),
            ("1. no item", "1\\. no item"),
            (
                "see 'https://a.example/_x_'.",
                "see '`https://a.example/_x_`'.",
            ),
            ("ask @admin, now", "ask `@admin`, now"),
            ("two\nlines", "two\\\\nlines"),
            ("it has `GET, *`; no", "it has `GET, *`; no"),
            ("`a` b` <i>", "`a` b\\` &lt;i&gt;"),
            ("ERR_NAME _x_", "ERR_NAME \\_x\\_"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn nothing_ends_a_code_span_early() {
        for (value, expected) in [
            ("*", "`*`"),
            ("", "(empty)"),
            ("a`b", "``a`b``"),
            ("``", "``` `` ```"),
            ("a|b", "<code>a&#124;b</code>"),
            (
                "|</code><b>",
                "<code>&#124;&#60;&#47;code&#62;&#60;b&#62;</code>",
            ),
        ] {
            assert_eq!(markdown_code(value), expected);
        }
    }
}
