//! The quick way from one member of an object to the next. Within a file, what stands between the
//! value of one member and the value of the next (`,\n "method": `) is the same to the byte in
//! every object of the same sort. So it is compared with what stood there before, not parsed. What
//! is not as expected is left to the long way; what the long way found is remembered, and bytes
//! that are equal would give it the same again.

/// More members than this are not remembered: the objects have nothing in common.
const MOST: usize = 64;

/// A name longer than this, with the blanks around it, is not worth comparing.
const LONGEST: usize = 256;

/// How many of the members seen before may be missing.
const LOOK_AHEAD: usize = 6;

/// The members of the objects of one sort, as they were written before and in that order.
#[derive(Debug)]
pub struct Shape<T> {
    members: Vec<Known<T>>,
}

#[derive(Debug)]
struct Known<T> {
    /// It stood behind the `{`; otherwise behind a value.
    first: bool,
    /// From there to the value.
    text: Box<[u8]>,
    /// What the name means.
    meaning: T,
}

/// How far one has come in an object.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// A member came already.
    pub begun: bool,
    /// The member of the shape that should come next.
    next: usize,
}

impl Progress {
    /// Behind a first member that was read in another way.
    pub const fn begun() -> Self {
        Self {
            begun: true,
            next: 0,
        }
    }
}

impl<T> Default for Shape<T> {
    fn default() -> Self {
        Self {
            members: Vec::new(),
        }
    }
}

impl<T: Copy> Shape<T> {
    /// The member that `rest` begins with, if it is one that came before: how many bytes there are
    /// up to its value, and what its name means.
    pub fn next(&self, progress: &mut Progress, rest: &[u8]) -> Option<(usize, T)> {
        if progress.begun && rest.first() != Some(&b',') {
            return None;
        }
        let ahead = self.members.iter().enumerate();
        let (number, known) = ahead
            .skip(progress.next)
            .take(LOOK_AHEAD)
            .find(|(_, known)| known.first != progress.begun && rest.starts_with(&known.text))?;
        progress.begun = true;
        progress.next = number + 1;
        Some((known.text.len(), known.meaning))
    }

    /// How an object of this sort began: from behind its `{` to its first value, and what the name
    /// means.
    pub fn first(&self) -> Option<(&[u8], T)> {
        let first = self.members.iter().find(|known| known.first)?;
        Some((&first.text, first.meaning))
    }

    /// Remembers a member that [`Shape::next`] did not know.
    pub fn learn(&mut self, progress: &mut Progress, first: bool, text: &[u8], meaning: T) {
        if self.members.len() < MOST && text.len() <= LONGEST {
            let known = Known {
                first,
                text: text.into(),
                meaning,
            };
            self.members.insert(progress.next, known);
            progress.next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, Shape};

    #[test]
    fn members_are_known_again_also_where_some_are_missing() {
        let mut shape = Shape::default();
        let mut progress = Progress::default();
        for (number, text) in [" \"a\": ", ", \"b\": ", ", \"c\": "].iter().enumerate() {
            assert_eq!(shape.next(&mut progress, text.as_bytes()), None);
            let first = !progress.begun;
            progress.begun = true;
            shape.learn(&mut progress, first, text.as_bytes(), number);
        }
        let mut again = Progress::default();
        assert_eq!(shape.next(&mut again, b" \"a\": 1"), Some((6, 0)));
        assert_eq!(shape.next(&mut again, b", \"c\": 3"), Some((7, 2)));
        assert_eq!(shape.next(&mut again, b", \"b\": 2"), None);
        assert_eq!(shape.next(&mut again, b" }"), None);
    }

    #[test]
    fn what_stood_first_is_not_expected_behind_a_value() {
        let mut shape = Shape::default();
        shape.learn(&mut Progress::default(), true, b"\"a\":", ());
        assert_eq!(shape.next(&mut Progress::begun(), b"\"a\":1"), None);
        assert!(shape.next(&mut Progress::default(), b"\"a\":1").is_some());
    }

    #[test]
    fn a_file_of_ever_new_names_is_not_remembered_whole() {
        let mut shape = Shape::default();
        for number in 0..1000 {
            let text = format!("\"{number}\":");
            shape.learn(&mut Progress::default(), true, text.as_bytes(), number);
        }
        assert_eq!(shape.members.len(), super::MOST);
    }
}
