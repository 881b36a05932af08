//! The text of a line: colours, times and quotes around it taken off.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// How many strings of one line of JSON are looked at.
const MOST_STRINGS: usize = 10_000;

/// The sentences on a line: itself, or the strings in it where it is JSON.
pub(super) fn sentences(line: &[u8]) -> Vec<String> {
    let line = String::from_utf8_lossy(line);
    let line = without_colours(line.trim());
    if line.starts_with(['{', '[', '"']) {
        let strings = strings(&line);
        if !strings.is_empty() {
            return strings;
        }
    }
    vec![line.into_owned()]
}

/// The strings of JSON that may be sentences, one for each line in them.
fn strings(json: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = json.as_bytes();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'"', &bytes[at..]) {
        let open = at + open;
        let mut close = open + 1;
        while let Some(&byte) = bytes.get(close) {
            match byte {
                b'\\' => close += 2,
                b'"' => break,
                _ => close += 1,
            }
        }
        if close >= bytes.len() || found.len() >= MOST_STRINGS {
            break;
        }
        at = close + 1;
        if !crate::console::may_say(&bytes[open..close]) {
            continue;
        }
        if let Ok(text) = serde_json::from_str::<String>(&json[open..=close]) {
            let lines = text.lines().map(str::trim);
            found.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
        }
    }
    found
}

/// Without the escape sequences that colour a terminal.
fn without_colours(text: &str) -> Cow<'_, str> {
    static COLOURS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
            .expect("the pattern is constant")
    });
    if memchr::memchr(0x1b, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    COLOURS.replace_all(text, "")
}

/// Whether a sentence begins here that says its reason further on.
pub(super) fn begins(sentence: &str) -> bool {
    starts(sentence) || sentence.contains("has been blocked by CORS policy")
}

/// Whether the first words of such a sentence are here.
pub(super) fn starts(sentence: &str) -> bool {
    const STARTS: [&str; 3] = [
        "Access to ",
        "Cross-Origin Request Blocked:",
        "Mixed Content: The page at",
    ];
    STARTS.iter().any(|start| sentence.contains(start))
}

/// Whether a sentence holds its reason already, even one that is not known here.
pub(super) fn ends(sentence: &str) -> bool {
    sentence
        .split_once("(Reason: ")
        .is_some_and(|(_, reason)| reason.contains(')'))
}

/// How often a message was printed, where a number behind it counts that: Firefox's way.
pub(super) fn repeats(sentence: &str) -> usize {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"Cross-Origin Request Blocked:.*\)\.(?: Status code: \S+\.)? ([0-9]{1,4})$")
            .expect("the pattern is constant")
    });
    let count = COUNT
        .captures(sentence)
        .and_then(|found| found[1].parse().ok());
    count.unwrap_or(1).max(1)
}

/// The beginning of a text, where it is longer than that.
pub(super) fn shortened(text: &str, longest: usize) -> &str {
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::{repeats, sentences};

    #[test]
    fn colours_and_json_around_a_sentence_are_taken_off() {
        let table: &[(&str, &[&str])] = &[
            ("\u{1b}[31mCORS x\u{1b}[0m\r", &["CORS x"]),
            (
                r#"[{"level":"SEVERE","message":"https://a.example/ - CORS \"x\"\nnet::ERR_FAILED"}]"#,
                &["https://a.example/ - CORS \"x\"", "net::ERR_FAILED"],
            ),
            ("[12:30:01] CORS x", &["[12:30:01] CORS x"]),
            (r#"{"cut": "CORS"#, &[r#"{"cut": "CORS"#]),
        ];
        for (line, expected) in table {
            assert_eq!(sentences(line.as_bytes()), *expected, "{line}");
        }
    }

    #[test]
    fn a_number_behind_a_message_counts_it() {
        let blocked = "Cross-Origin Request Blocked: … at https://a.example/.";
        let table = [
            (format!("{blocked} (Reason: x)."), 1),
            (format!("{blocked} (Reason: x). 2"), 2),
            (format!("{blocked} (Reason: x). Status code: 200. 31"), 31),
            (format!("{blocked} (Reason: x). Status code: (null)."), 1),
            ("GET https://a.example/ net::ERR_FAILED 200".to_owned(), 1),
        ];
        for (line, count) in table {
            assert_eq!(repeats(&line), count, "{line}");
        }
    }
}
