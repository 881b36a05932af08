//! Telling a capture from what is not one, by its first bytes.

use crate::json::window::Window;

/// How much of a file that is no JSON is searched for a capture pasted into it.
const SEARCHED: usize = 1024 * 1024;

/// What a file begins with.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beginning {
    /// JSON, or a piece of it. The window is at its first byte.
    Json,
    /// A function call around JSON. The window is behind its parenthesis.
    Call,
    /// Something else: what it is, and what to do.
    Else(String),
}

/// Looks at the first bytes; a byte order mark is passed over.
pub fn beginning(window: &mut Window<'_>) -> Beginning {
    window.ensure(3);
    if window.rest().starts_with(b"\xef\xbb\xbf") {
        window.take(3);
    }
    while window
        .peek()
        .is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
    {
        window.take(1);
    }
    window.ensure(512);
    let start = &window.rest()[..window.rest().len().min(512)];
    let Some(&first) = start.first() else {
        return Beginning::Else("is empty; record and export the capture again".to_owned());
    };
    if matches!(first, b'{' | b'[') || start.starts_with(b"//") || start.starts_with(b"/*") {
        return Beginning::Json;
    }
    if start.starts_with(b"version https://git-lfs") {
        return Beginning::Else(
            "is a Git LFS pointer, not the file itself; fetch it with `git lfs pull`".to_owned(),
        );
    }
    if let Some(open) = call(start) {
        window.take(open + 1);
        return Beginning::Call;
    }
    if start.iter().any(|byte| matches!(byte, 0..=8 | 14..=31)) {
        let mut bytes = start.iter().take(4).map(|byte| format!("{byte:02x}"));
        let bytes = bytes.by_ref().collect::<Vec<_>>().join(" ");
        return Beginning::Else(format!(
            "is binary (its first bytes are {bytes}), not a HAR; export the network panel as HAR"
        ));
    }
    if first == b'<' {
        return Beginning::Else(format!(
            "is HTML or XML (it begins with `{}`), not a HAR; a login or error page may have been saved in its place",
            quoted(start)
        ));
    }
    if yaml(start) {
        return Beginning::Else(
            "is YAML, not JSON; convert it first (for instance `yq -o=json`)".to_owned(),
        );
    }
    // The head of the file may be cut off.
    if matches!(first, b'"' | b'}' | b']' | b',' | b':') {
        return Beginning::Json;
    }
    let shown = quoted(start);
    Beginning::Else(match pasted(window) {
        Some(line) => format!(
            "is text that begins with `{shown}`; a HAR seems to begin at line {line}: keep only \
             the part from there"
        ),
        None => {
            format!("is text that begins with `{shown}`, not JSON; export the network panel as HAR")
        }
    })
}

/// Where the parenthesis stands in `name({`, if that is what this is.
fn call(start: &[u8]) -> Option<usize> {
    let open = memchr::memchr(b'(', start)?;
    let (name, rest) = (
        start[..open].trim_ascii_end(),
        start[open + 1..].trim_ascii_start(),
    );
    let is_name = !name.is_empty()
        && !name[0].is_ascii_digit()
        && name
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"_$.".contains(b));
    (is_name && matches!(rest.first(), Some(b'{' | b'['))).then_some(open)
}

fn yaml(start: &[u8]) -> bool {
    let start = start
        .strip_prefix(b"---")
        .unwrap_or(start)
        .trim_ascii_start();
    let line = start
        .split(|&b| b == b'\n')
        .next()
        .unwrap_or_default()
        .trim_ascii_end();
    line.ends_with(b":")
        && line[..line.len() - 1]
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"_-".contains(b))
}

/// The line where a capture seems to begin inside another text.
fn pasted(window: &mut Window<'_>) -> Option<u64> {
    window.ensure(SEARCHED);
    let text = &window.rest()[..window.rest().len().min(SEARCHED)];
    let entries = memchr::memmem::find(text, b"\"entries\"")?;
    let before = &text[..entries];
    let log = memchr::memmem::rfind(before, b"\"log\"").unwrap_or(entries);
    let brace = memchr::memrchr(b'{', &text[..log])?;
    Some(window.line(window.offset() + brace as u64))
}

/// The first word or two, safe to show.
fn quoted(start: &[u8]) -> String {
    let line = start.split(|&b| b == b'\n').next().unwrap_or_default();
    let text = String::from_utf8_lossy(line);
    text.chars()
        .take(24)
        .flat_map(char::escape_debug)
        .collect::<String>()
        .trim_end()
        .to_owned()
}
