//! The hops of an exchange. Nearly every exchange has one, which is kept in place: a capture may
//! have millions of them.

use std::ops::{Deref, DerefMut};

use super::Hop;

/// The requests of an exchange in order, redirects first; a slice that can grow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hops(Kept);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kept {
    None,
    One(Hop),
    /// At least two.
    #[expect(
        clippy::box_collection,
        reason = "a list in place would take the room of two hops"
    )]
    Many(Box<Vec<Hop>>),
}

impl Hops {
    /// None as yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Kept::None)
    }

    /// Adds the next one.
    pub fn push(&mut self, hop: Hop) {
        match &mut self.0 {
            Kept::None => self.0 = Kept::One(hop),
            Kept::One(first) => self.0 = Kept::Many(Box::new(vec![*first, hop])),
            Kept::Many(hops) => hops.push(hop),
        }
    }
}

impl Default for Hops {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for Hops {
    type Target = [Hop];

    fn deref(&self) -> &[Hop] {
        match &self.0 {
            Kept::None => &[],
            Kept::One(hop) => std::slice::from_ref(hop),
            Kept::Many(hops) => hops,
        }
    }
}

impl DerefMut for Hops {
    fn deref_mut(&mut self) -> &mut [Hop] {
        match &mut self.0 {
            Kept::None => &mut [],
            Kept::One(hop) => std::slice::from_mut(hop),
            Kept::Many(hops) => hops,
        }
    }
}

impl FromIterator<Hop> for Hops {
    fn from_iter<T: IntoIterator<Item = Hop>>(hops: T) -> Self {
        let mut all = Self::new();
        hops.into_iter().for_each(|hop| all.push(hop));
        all
    }
}

impl<'a> IntoIterator for &'a Hops {
    type Item = &'a Hop;
    type IntoIter = std::slice::Iter<'a, Hop>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Hops {
    type Item = &'a mut Hop;
    type IntoIter = std::slice::IterMut<'a, Hop>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::EntryId;
    use crate::exchange::{Exchange, Preflight};

    #[test]
    fn hops_come_in_the_order_they_were_added() {
        let hop = |number| Hop {
            entry: EntryId::new(number),
            preflight: Preflight::NotSeen,
            stored: None,
            rival: None,
        };
        for count in 0..4 {
            let mut hops: Hops = (0..count).map(hop).collect();
            let numbers: Vec<u32> = hops.iter().map(|hop| hop.entry.number()).collect();
            assert_eq!(numbers, (0..count).collect::<Vec<_>>());
            for hop in &mut hops {
                hop.stored = Some(hop.entry);
            }
            assert!(hops.iter().all(|hop| hop.stored == Some(hop.entry)));
        }
    }

    #[test]
    fn what_every_exchange_takes() {
        assert_eq!(size_of::<Hop>(), 20);
        assert!(size_of::<Exchange>() <= 32, "{}", size_of::<Exchange>());
    }
}
