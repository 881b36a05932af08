//! Reading the lines of a browser's console out of any text that holds them: what the developer
//! tools save or copy, `chrome --enable-logging`, the output of test tools, the log of a CI run
//! with times and colours around every line, messages as strings in JSON.
//!
//! Each line that says something of a request becomes a statement in the browser's own words.

mod text;

use super::fill;
use super::log::{self, Log};
use super::reader::{OpenError, Opened, Reading};
use crate::capture::statement::{About, At, Claim};
use crate::capture::{Browser, Capture, Numbered, Recorder, Statement};
use crate::console::{Said, may_say, said};
use crate::json::window::Window;
use std::sync::Arc;

/// How much of a text is searched for the first line that says something.
const SEARCHED: usize = 1024 * 1024;

/// How much of what begins as JSON: most of it is another kind of recording.
const SEARCHED_JSON: usize = 64 * 1024;

/// Longer lines are looked at in parts.
const LONGEST: usize = 1024 * 1024;

/// A sentence that a terminal broke stands on no more lines.
const MOST_PARTS: usize = 8;

/// A message that is counted counts no more often.
const MOST_REPEATS: usize = 100;

/// Of a longer sentence, the rest is not kept.
const LONGEST_SENTENCE: usize = 4096;

/// Whether a file is text with a line in it that says something of a request.
pub(super) fn recognises(window: &mut Window<'_>) -> bool {
    let from = log::prelude(window);
    let start = &window.rest()[from.min(window.rest().len())..];
    if log::is_another(start) || !is_text(start) {
        return false;
    }
    let json = matches!(start.first(), Some(b'{' | b'['));
    let limit = if json { SEARCHED_JSON } else { SEARCHED };
    let mut looked = 0;
    let mut wanted = 4096;
    loop {
        window.ensure(wanted);
        let rest = window.rest();
        let rest = &rest[..rest.len().min(limit)];
        // A recording that was pasted into a text, or is pretty-printed.
        if memchr::memmem::find(rest, b"\"entries\"").is_some() {
            return false;
        }
        // The last line may not be there in full.
        let ended = rest.len() < wanted || rest.len() == limit;
        let end = match memchr::memrchr(b'\n', rest) {
            Some(end) if !ended => end,
            _ => rest.len(),
        };
        if end > looked {
            let part = &rest[looked..end];
            if may_say(part) && says_something(part) {
                return true;
            }
            looked = end;
        }
        if ended {
            return false;
        }
        wanted = wanted.saturating_mul(2).min(limit);
    }
}

/// Whether bytes are text that is neither HTML nor the middle of JSON.
fn is_text(start: &[u8]) -> bool {
    let start = &start[..start.len().min(512)];
    let markup: [&[u8]; 3] = [b"<!", b"<?", b"<html"];
    !start.is_empty() && !start.contains(&0) && !markup.iter().any(|begin| start.starts_with(begin))
}

fn says_something(part: &[u8]) -> bool {
    let mut found = false;
    let mut lines = Lines::default();
    for line in part.split(|byte| *byte == b'\n') {
        lines.line(line, &mut |_, said: &Said, _| {
            found |= said.url.is_some() || said.names_a_check();
        });
        if found {
            return true;
        }
    }
    lines.end(&mut |_, said: &Said, _| found |= said.url.is_some() || said.names_a_check());
    found
}

/// Begins to read a console's lines.
pub(super) fn open(opened: Opened<'_>) -> Result<Box<dyn Reading + '_>, OpenError> {
    log::open(opened, |window, capture| Reader {
        lines: Lines {
            number: u32::try_from(window.line(window.offset()) - 1).unwrap_or(u32::MAX),
            begun: None,
        },
        window,
        found: Found {
            capture,
            browsers: Vec::new(),
        },
    })
}

struct Reader<'a> {
    window: Window<'a>,
    lines: Lines,
    found: Found,
}

/// What was found in the text.
struct Found {
    capture: Capture,
    /// The browsers whose words were met, in order.
    browsers: Vec<Browser>,
}

impl Log for Reader<'_> {
    fn capture(&self) -> &Capture {
        &self.found.capture
    }

    fn step(&mut self) -> bool {
        let mut seen = 0;
        let length = loop {
            let rest = self.window.rest();
            if let Some(end) = memchr::memchr(b'\n', &rest[seen..]) {
                break seen + end;
            }
            seen = rest.len();
            if seen >= LONGEST || !self.window.more() {
                break seen;
            }
        };
        let Self {
            window,
            lines,
            found,
        } = self;
        let rest = window.rest();
        let ends_in_a_break = rest.len() > length;
        let length = length.min(rest.len());
        if rest.is_empty() {
            lines.end(&mut |line, said, words| found.keep(line, said, words));
            return false;
        }
        lines.line(&rest[..length], &mut |line, said, words| {
            found.keep(line, said, words);
        });
        if !ends_in_a_break {
            // The rest of a line that is too long is on the same line.
            lines.number -= 1;
        }
        window.take(length + usize::from(ends_in_a_break));
        true
    }

    fn finish(self) -> Result<Capture, String> {
        let Found {
            mut capture,
            browsers,
        } = self.found;
        if capture.statements.is_empty() {
            return Err("has no line in which a browser reports a failed request".to_owned());
        }
        let mut notes = log::Notes::default();
        notes.ended(self.window.broken(), false);
        if browsers.len() > 1 {
            notes.say("it has lines from several browsers; each line is read by its own wording");
        }
        notes.finish(&mut capture);
        capture.producer.recorder = Recorder::Console;
        capture.producer.browser = browsers.first().copied();
        capture.source = Some(Arc::new(Numbered::new("line")));
        capture.settle();
        Ok(capture)
    }
}

impl Found {
    /// Keeps what a line says, as often as it says it.
    fn keep(&mut self, line: u32, said: &Said, words: &str) {
        if !self.browsers.contains(&said.browser) {
            self.browsers.push(said.browser);
        }
        let Some(words) = fill::text(&mut self.capture, text::shortened(words, LONGEST_SENTENCE))
        else {
            return;
        };
        for _ in 0..text::repeats(self.capture.text(words)).min(MOST_REPEATS) {
            self.capture.statements.push(Statement {
                recording: 0,
                place: At::Line(line),
                about: About::default(),
                claim: Claim::Words(words),
            });
        }
    }
}

/// Lines that are read one by one; a sentence that was broken over several is put together again.
#[derive(Debug, Default)]
struct Lines {
    /// How many lines were read.
    number: u32,
    /// A sentence that has not said its reason yet.
    begun: Option<Begun>,
}

/// The beginning of a sentence.
#[derive(Debug)]
struct Begun {
    /// Its first line.
    line: u32,
    /// Its words so far.
    words: String,
    /// How much of them stood on the first line.
    first: usize,
    /// How many lines they came from.
    parts: usize,
}

impl Begun {
    /// It goes on no further: its first line is what counts.
    fn end(&self, keep: &mut Keep<'_>) {
        let words = &self.words[..self.first];
        if let Some(said) = said(words) {
            keep(self.line, &said, words);
        }
    }
}

/// Is told of a sentence: its line, what it says, and its words.
type Keep<'k> = dyn FnMut(u32, &Said, &str) + 'k;

impl Lines {
    fn line(&mut self, bytes: &[u8], keep: &mut Keep<'_>) {
        self.number = self.number.saturating_add(1);
        if self.begun.is_none() && !may_say(bytes) {
            return;
        }
        let number = self.number;
        for sentence in text::sentences(bytes) {
            self.sentence(number, &sentence, keep);
        }
    }

    fn sentence(&mut self, number: u32, sentence: &str, keep: &mut Keep<'_>) {
        let alone = if may_say(sentence.as_bytes()) {
            said(sentence)
        } else {
            None
        };
        let begins = text::begins(sentence);
        if let Some(mut begun) = self.begun.take() {
            let is_another = |said: &Said| said.url.is_some() || said.only_follows();
            if text::starts(sentence)
                || sentence.is_empty()
                || alone.as_ref().is_some_and(is_another)
            {
                begun.end(keep);
            } else {
                begun.words.push(' ');
                begun.words.push_str(sentence);
                begun.parts += 1;
                match said(&begun.words) {
                    Some(said) if said.is_complete() => keep(begun.line, &said, &begun.words),
                    _ if begun.parts < MOST_PARTS => self.begun = Some(begun),
                    _ => begun.end(keep),
                }
                return;
            }
        }
        match alone {
            Some(said) if said.is_complete() || !begins || text::ends(sentence) => {
                keep(number, &said, sentence);
            }
            _ if begins => {
                self.begun = Some(Begun {
                    line: number,
                    first: sentence.len(),
                    words: sentence.to_owned(),
                    parts: 1,
                });
            }
            _ => {}
        }
    }

    /// The end of the text.
    fn end(&mut self, keep: &mut Keep<'_>) {
        if let Some(begun) = self.begun.take() {
            begun.end(keep);
        }
    }
}

#[cfg(test)]
mod tests;
