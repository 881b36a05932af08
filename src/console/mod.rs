//! Recognises what browsers print to their consoles, today's wordings and older ones, and takes
//! the values out of it: for whoever pastes a line ([`recognise`]), and for whoever reads a log
//! ([`said`]).
//!
//! A line has a reason and mostly a frame around it that names the URL and the page. The two are
//! looked for separately, so that half a line is recognised too.

mod said;
mod table;
#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::{Captures, Regex};

pub use said::{Said, What, may_say, said};
use table::{FRAMES, REASONS};

/// What was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The name of the term.
    pub term: &'static str,
    /// Another term that the same words stand for.
    pub or: Option<&'static str>,
    /// Whose words they are.
    pub browser: &'static str,
    /// Whether the line says that it was a preflight.
    pub preflight: bool,
    /// The values by the names of their holes, in the order of the holes.
    pub values: Vec<(&'static str, String)>,
}

impl Line {
    /// The value of a hole.
    #[must_use]
    pub fn value(&self, hole: &str) -> Option<&str> {
        let (_, value) = self.values.iter().find(|(name, _)| *name == hole)?;
        Some(value)
    }
}

/// The holes, and what fits into each.
const HOLES: [(&str, &str); 10] = [
    ("url", r"[^\s']+?"),
    ("initial", r"[^\s']+?"),
    ("origin", r"[^\s']+?"),
    ("kind", r"[A-Za-z][A-Za-z ]*?"),
    ("value", r".*?"),
    ("method", r"[^\s']+?"),
    ("header", r"[^\s']+?"),
    ("status", r"[0-9]{3}|\(null\)"),
    ("space", r"[a-z]+"),
    ("page", r"[^\s']+?"),
];

/// Words of a table as a pattern. The longest of them without a hole is looked for first: that is
/// done in a fraction of the time.
struct Pattern {
    needle: Finder<'static>,
    regex: Regex,
}

impl Pattern {
    fn of(words: &str) -> Self {
        let needle = words.split(['~', '$', '}']).map(|part| {
            let end = part.find('{').unwrap_or(part.len());
            &part[..end]
        });
        let needle = needle.max_by_key(|part| part.len()).unwrap_or_default();
        Self {
            needle: Finder::new(needle).into_owned(),
            regex: compiled(words),
        }
    }

    fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.needle.find(text.as_bytes())?;
        self.regex.captures(text)
    }
}

static REASON_PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    REASONS
        .iter()
        .map(|reason| Pattern::of(reason.words))
        .collect()
});

static FRAME_PATTERNS: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| FRAMES.iter().map(|words| Pattern::of(words)).collect());

/// The terms that lines lead to.
#[cfg(test)]
pub(crate) fn terms() -> impl Iterator<Item = &'static str> {
    let terms = |reason: &table::Reason| [Some(reason.term), reason.or];
    REASONS.iter().flat_map(terms).flatten()
}

/// Recognises a line. `None` where no browser says such a thing.
pub fn recognise(line: &str) -> Option<Line> {
    let text = plain(line);
    let (reason, found) = REASONS
        .iter()
        .zip(REASON_PATTERNS.iter())
        .find_map(|(reason, pattern)| Some((reason, pattern.captures(&text)?)))?;
    let frames = FRAME_PATTERNS.iter().filter_map(|p| p.captures(&text));
    let all: Vec<_> = std::iter::once(found).chain(frames).collect();
    let values: Vec<(&'static str, String)> = HOLES
        .iter()
        .filter_map(|(hole, _)| {
            let value = all.iter().find_map(|captures| captures.name(hole))?;
            Some((*hole, value.as_str().to_owned()))
        })
        .collect();
    let redirected = values
        .iter()
        .any(|(hole, value)| *hole == "status" && value.starts_with('3'));
    Some(Line {
        // Safari does not tell the two apart.
        term: if reason.term == "preflight-status-not-ok"
            && reason.browser == "Safari"
            && redirected
        {
            "preflight-redirect"
        } else {
            reason.term
        },
        or: reason.or,
        browser: reason.browser,
        preflight: text.contains("Response to preflight request doesn't pass"),
        values,
    })
}

/// How much of a reason must be there for a line that breaks off inside it.
const CUT: usize = 16;

/// Recognises a line that breaks off inside its reason, as panels and logs cut long ones: what it
/// ends with begins the reasons of one term only.
#[must_use]
pub fn cut_off(line: &str) -> Option<Line> {
    let text = plain(line);
    let text = text.trim_end_matches(['…', '.', ' ']);
    let frames: Vec<_> = FRAME_PATTERNS
        .iter()
        .filter_map(|p| p.captures(text))
        .collect();
    if frames.is_empty() {
        return None;
    }
    let begun = REASONS.iter().filter_map(|reason| {
        let words = reason.words.split('{').next()?.replace('~', "'");
        let ends = words.char_indices().map(|(at, _)| at).rev();
        let end = ends
            .take_while(|at| *at >= CUT)
            .find(|at| text.ends_with(&words[..*at]))?;
        Some((end, reason))
    });
    let begun: Vec<_> = begun.collect();
    let longest = begun.iter().map(|(end, _)| *end).max()?;
    let mut fits = begun.iter().filter(|(end, _)| *end == longest);
    let (_, reason) = fits.next()?;
    if fits.any(|(_, other)| other.term != reason.term) {
        return None;
    }
    let values = HOLES.iter().filter_map(|(hole, _)| {
        let value = frames.iter().find_map(|captures| captures.name(hole))?;
        Some((*hole, value.as_str().to_owned()))
    });
    Some(Line {
        term: reason.term,
        or: reason.or,
        browser: reason.browser,
        preflight: text.contains("Response to preflight request doesn't pass"),
        values: values.collect(),
    })
}

/// The words of a table as a pattern.
fn compiled(words: &str) -> Regex {
    let mut pattern = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        if let Some((hole, after)) = rest.strip_prefix('{').and_then(|r| r.split_once('}')) {
            let fits = HOLES.iter().find(|(name, _)| *name == hole);
            let (_, fits) = fits.unwrap_or_else(|| panic!("{words}: no hole {hole}"));
            let _ = write!(pattern, "(?P<{hole}>{fits})");
            rest = after;
            continue;
        }
        match c {
            '~' => pattern.push_str("'?"),
            '$' => pattern.push('$'),
            c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
        rest = &rest[c.len_utf8()..];
    }
    // The tables are constant, and a test compiles all of them.
    Regex::new(&pattern).expect("words of the tables make a pattern")
}

/// Curly quotes made straight, line breaks with the spaces around them made one space.
fn plain(pasted: &str) -> String {
    let mut text = String::with_capacity(pasted.len());
    for line in pasted.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        for c in line.chars() {
            text.push(match c {
                '\u{2018}' | '\u{2019}' => '\'',
                '\u{201c}' | '\u{201d}' => '"',
                '\u{a0}' => ' ',
                c => c,
            });
        }
    }
    text
}
