//! The strings of a capture, each held once: 93 of 100 strings in a capture are repeats.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// A string of the capture, held once however often it occurs. Read it with [`Strings::get`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(NonZeroU32);

impl Text {
    /// The position among the strings in the order they were added.
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// No capture needs more; a file made to fill the memory stops here.
const MOST_BYTES: usize = 1 << 30;

/// The strings of a capture, each held once.
#[derive(Debug)]
pub struct Strings {
    text: String,
    /// Where each string ends; the first element is where the first begins.
    ends: Vec<u32>,
    known: HashTable<Known>,
    hasher: RandomState,
}

/// A string in the table, with its hash so that the table can grow without reading the strings.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: u32,
    text: Text,
}

impl Default for Strings {
    fn default() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            known: HashTable::new(),
            hasher: RandomState::default(),
        }
    }
}

impl Strings {
    /// The handle of `text`, which is stored if it is new. `None` where the strings have become
    /// too many.
    pub fn intern(&mut self, text: &str) -> Option<Text> {
        self.intern_bytes(text.as_bytes())
    }

    /// As [`Strings::intern`], for bytes that are known or hoped to be UTF-8; what is not becomes
    /// the replacement character.
    pub fn intern_bytes(&mut self, bytes: &[u8]) -> Option<Text> {
        if self.known.is_empty() && !self.is_empty() {
            self.learn_again();
        }
        let hash = fold(self.hasher.hash_one(bytes));
        let (text, ends) = (&mut self.text, &mut self.ends);
        let is = |known: &Known| {
            let index = known.text.index();
            known.hash == hash
                && text.as_bytes()[ends[index] as usize..ends[index + 1] as usize] == *bytes
        };
        let vacant = match self
            .known
            .entry(spread(hash), is, |known| spread(known.hash))
        {
            Entry::Occupied(known) => return Some(known.get().text),
            Entry::Vacant(vacant) => vacant,
        };
        if text.len() + bytes.len() > MOST_BYTES {
            return None;
        }
        match std::str::from_utf8(bytes) {
            Ok(new) => text.push_str(new),
            Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
        }
        let end = u32::try_from(text.len()).ok()?;
        let text = Text(NonZeroU32::new(u32::try_from(ends.len()).ok()?)?);
        ends.push(end);
        vacant.insert(Known { hash, text });
        Some(text)
    }

    /// Gives back what only adding needs. The next string that is added costs as much as all.
    pub(crate) fn settle(&mut self) {
        self.known = HashTable::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Makes the table anew.
    fn learn_again(&mut self) {
        let texts = (1..=self.len()).filter_map(|n| NonZeroU32::new(u32::try_from(n).ok()?));
        for text in texts.map(Text) {
            let hash = fold(self.hasher.hash_one(self.bytes(text)));
            self.known
                .insert_unique(spread(hash), Known { hash, text }, |known| {
                    spread(known.hash)
                });
        }
    }

    /// The string behind a handle.
    #[must_use]
    pub fn get(&self, text: Text) -> &str {
        let index = text.index();
        match (self.ends.get(index), self.ends.get(index + 1)) {
            (Some(&start), Some(&end)) => &self.text[start as usize..end as usize],
            _ => "",
        }
    }

    /// How many different strings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// Whether no further ones can be kept, or hardly any.
    pub(crate) fn is_full(&self) -> bool {
        self.text.len() > MOST_BYTES - MOST_BYTES / 64
    }

    /// How many bytes of memory they take, roughly.
    pub(crate) fn weight(&self) -> u64 {
        (self.text.len() + self.ends.len() * 16) as u64
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes in the strings of another capture: the handle here of each string there, by position.
    pub(crate) fn absorb(&mut self, other: &Strings) -> Translation {
        Translation(
            other
                .ends
                .windows(2)
                .map(|span| self.intern(&other.text[span[0] as usize..span[1] as usize]))
                .collect(),
        )
    }

    /// The bytes of a string, without the check that a string begins and ends at a character.
    pub(crate) fn bytes(&self, text: Text) -> &[u8] {
        let index = text.index();
        match (self.ends.get(index), self.ends.get(index + 1)) {
            (Some(&start), Some(&end)) => &self.text.as_bytes()[start as usize..end as usize],
            _ => b"",
        }
    }
}

/// The handles that the strings of another capture have here.
#[derive(Debug)]
pub(crate) struct Translation(Vec<Option<Text>>);

impl Translation {
    /// The handle here.
    pub(crate) fn get(&self, text: Text) -> Option<Text> {
        self.0.get(text.index()).copied().flatten()
    }
}

/// A whole hash made of half of one: the table uses bits of both ends.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// Half of a hash, both halves taken into account.
fn fold(hash: u64) -> u32 {
    let (low, high) = (hash & u64::from(u32::MAX), hash >> 32);
    u32::try_from(low ^ high).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Strings;

    #[test]
    fn equal_strings_have_one_handle_and_different_ones_have_two() {
        let mut strings = Strings::default();
        let origin = strings.intern("https://shop.example");
        assert_eq!(strings.intern("https://shop.example"), origin);
        assert_ne!(strings.intern("https://shop.example/"), origin);
        assert_eq!(strings.len(), 2);
        assert_eq!(origin.map(|t| strings.get(t)), Some("https://shop.example"));
    }

    #[test]
    fn the_empty_string_is_a_string() {
        let mut strings = Strings::default();
        let empty = strings.intern("");
        assert_eq!(empty.map(|t| strings.get(t)), Some(""));
    }

    #[test]
    fn strings_that_were_settled_are_still_known() {
        let mut strings = Strings::default();
        let vary = strings.intern("vary");
        strings.settle();
        assert_eq!(strings.intern("vary"), vary);
        assert_eq!(strings.len(), 1);
    }

    #[test]
    fn strings_taken_in_from_elsewhere_are_found_again() {
        let mut here = Strings::default();
        here.intern("vary");
        let mut there = Strings::default();
        let names: Vec<_> = ["origin", "vary"]
            .iter()
            .filter_map(|s| there.intern(s))
            .collect();
        let handles = here.absorb(&there);
        let translated: Vec<_> = names
            .iter()
            .filter_map(|&t| handles.get(t))
            .map(|t| here.get(t))
            .collect();
        assert_eq!(translated, ["origin", "vary"]);
        assert_eq!(here.len(), 2);
    }
}
