//! A list whose positions are taken one after the other.

/// How many preflights a request looks at before it is left without one, and how many requests a
/// redirect. Enough for any burst of unlike requests to one URL, and what keeps a million alike
/// from being quadratic.
const LOOK_AHEAD: usize = 256;

/// Which positions of a list are not taken yet.
#[derive(Default)]
pub(super) struct Free {
    /// For every position the next one that may be free.
    next: Vec<usize>,
}

impl Free {
    pub(super) fn new(length: usize) -> Self {
        Self {
            next: (0..=length).collect(),
        }
    }

    /// The first free position at or after `from`; the length of the list where there is none.
    fn at(&mut self, from: usize) -> usize {
        let mut root = from;
        while self.next[root] != root {
            root = self.next[root];
        }
        let mut at = from;
        while self.next[at] != root {
            at = std::mem::replace(&mut self.next[at], root);
        }
        root
    }

    /// The free positions at and after `from`, as far as anyone looks.
    pub(super) fn from(&mut self, from: usize) -> impl Iterator<Item = usize> {
        let last = self.next.len() - 1;
        let mut at = from;
        let free = std::iter::from_fn(move || {
            let found = self.at(at);
            at = found + 1;
            (found < last).then_some(found)
        });
        free.take(LOOK_AHEAD)
    }

    pub(super) fn take(&mut self, position: usize) {
        self.next[position] = position + 1;
    }

    /// Whether it is the list of nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.next.is_empty()
    }
}
