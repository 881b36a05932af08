//! Collecting what was odd about a file, without letting a hostile one fill the memory.

use std::borrow::Cow;
use std::collections::HashMap;

use super::pointer;
use crate::capture::{Note, Place};

/// How many notes are kept; of the others only the number is told.
const MOST: usize = 100;

/// Where in an entry, or in the file around the entries, something stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Path {
    /// A JSON Pointer from the entry (or from the file, where no entry is being read), in which
    /// `*` stands for `index`.
    pub pattern: &'static str,
    /// The position in the array that `pattern` goes through.
    pub index: Option<u32>,
}

impl Path {
    /// A place that no array lies on the way to.
    pub const fn to(pattern: &'static str) -> Self {
        Self {
            pattern,
            index: None,
        }
    }
}

/// What is to be noted.
#[derive(Debug, Clone)]
pub struct Remark {
    /// The byte, the line, and the entry.
    pub offset: u64,
    /// Counted from 1.
    pub line: u64,
    /// Counted from 0; `None` outside the entries.
    pub entry: Option<u32>,
    /// Where in the entry or the file.
    pub path: Path,
    /// The sentence.
    pub text: Cow<'static, str>,
}

/// The notes of a file, or of a part of it.
#[derive(Debug, Default)]
pub struct Notes {
    kept: Vec<(Remark, u64)>,
    /// The first note that says the same about the same field.
    first: HashMap<(&'static str, Cow<'static, str>), usize>,
    dropped: u64,
}

impl Notes {
    /// Whether the same was said about the same field before; if so, counts it.
    pub fn repeats(&mut self, pattern: &'static str, text: Cow<'static, str>) -> bool {
        match self.first.get(&(pattern, text)) {
            Some(&first) => {
                self.kept[first].1 += 1;
                true
            }
            None if self.kept.len() >= MOST => {
                self.dropped += 1;
                true
            }
            None => false,
        }
    }

    /// Keeps a remark that [`Notes::repeats`] did not know.
    pub fn keep(&mut self, remark: Remark) {
        let key = (remark.path.pattern, remark.text.clone());
        self.first.insert(key, self.kept.len());
        self.kept.push((remark, 0));
    }

    /// Keeps a remark, or counts it if the same was said before.
    pub fn add(&mut self, remark: Remark) {
        if !self.repeats(remark.path.pattern, remark.text.clone()) {
            self.keep(remark);
        }
    }

    /// Takes in the notes of the part of the file that comes next, whose lines and entries are
    /// counted from its own beginning.
    pub fn absorb(&mut self, part: Notes, lines: u64, entries: u32) {
        for (mut remark, more) in part.kept {
            remark.line += lines;
            remark.entry = remark.entry.map(|entry| entry + entries);
            let key = (remark.path.pattern, remark.text.clone());
            self.add(remark);
            if let Some(&first) = self.first.get(&key) {
                self.kept[first].1 += more;
            } else {
                self.dropped += more;
            }
        }
        self.dropped += part.dropped;
    }

    /// The notes for the user. `entries` is the pointer of the array of entries.
    pub fn finish(self, entries: &str) -> Vec<Note> {
        let mut notes: Vec<Note> = self
            .kept
            .into_iter()
            .map(|(remark, more)| Note {
                text: match more {
                    0 => remark.text.clone().into_owned(),
                    1 => format!("{} (and once more)", remark.text),
                    more => format!("{} (and {more} more times)", remark.text),
                },
                place: place(&remark, entries),
            })
            .collect();
        if self.dropped > 0 {
            notes.push(Note {
                place: Place::default(),
                text: format!("{} more problems are not listed", self.dropped),
            });
        }
        notes
    }
}

fn place(remark: &Remark, entries: &str) -> Place {
    let mut path = match remark.path.index {
        Some(index) => remark.path.pattern.replacen('*', &index.to_string(), 1),
        None => remark.path.pattern.to_owned(),
    };
    if let Some(entry) = remark.entry {
        path.insert_str(0, &pointer::entry_in(entries, entry));
    }
    Place {
        offset: Some(remark.offset),
        line: Some(remark.line),
        entry: remark.entry,
        pointer: (!path.is_empty()).then_some(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{Notes, Path, Remark};

    fn remark(line: u64, entry: Option<u32>, text: &str) -> Remark {
        Remark {
            offset: line * 10,
            line,
            entry,
            path: Path {
                pattern: "/response/headers/*/value",
                index: Some(4),
            },
            text: text.to_owned().into(),
        }
    }

    #[test]
    fn the_same_about_the_same_field_is_told_once_with_its_number() {
        let mut notes = Notes::default();
        for line in 1..=3 {
            notes.add(remark(line, Some(0), "is a number"));
        }
        notes.add(remark(4, None, "is null"));
        let notes = notes.finish("/log/entries");
        let texts: Vec<_> = notes.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(texts, ["is a number (and 2 more times)", "is null"]);
        let pointer = notes[0].place.pointer.as_deref();
        assert_eq!(pointer, Some("/log/entries/0/response/headers/4/value"));
    }

    #[test]
    fn a_hostile_file_gets_a_hundred_notes_and_a_number() {
        let mut notes = Notes::default();
        for line in 0..5000 {
            notes.add(remark(line, None, &format!("oddity {line}")));
        }
        let notes = notes.finish("/log/entries");
        assert_eq!(notes.len(), 101);
        assert_eq!(notes[100].text, "4900 more problems are not listed");
    }

    #[test]
    fn notes_of_a_part_are_counted_on() {
        let mut part = Notes::default();
        part.add(remark(2, Some(1), "is a number"));
        part.add(remark(3, Some(2), "is a number"));
        let mut notes = Notes::default();
        notes.absorb(part, 100, 10);
        let notes = notes.finish("/log/entries");
        assert_eq!(notes[0].place.line, Some(102));
        assert_eq!(notes[0].place.entry, Some(11));
        assert_eq!(notes[0].text, "is a number (and once more)");
    }
}
