//! Who wrote a file whose creator is missing, renamed or not known: told by the fields that only
//! some recorders write. What counts is which were seen in the whole file, in whatever order.

use std::ops::{BitOr, BitOrAssign};

use crate::capture::recorder::RECORDERS;
use crate::capture::{Browser, Recorder};

/// The marks that were seen: a bit for each recorder that alone writes a field that was seen, and
/// one for each field that several write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks(u64);

impl Marks {
    /// An `_initiator` that is an object.
    pub const INITIATOR: Self = Self(1 << 63);
    const RESOURCE_TYPE: Self = Self(1 << 62);
    const PRIORITY: Self = Self(1 << 61);
    const CONNECTION_ID: Self = Self(1 << 60);
    /// `timings._blocked_queueing`.
    const QUEUEING: Self = Self(1 << 59);
    /// An empty `timings` object.
    pub const NO_TIMINGS: Self = Self(1 << 58);

    /// The marks that a field with that name is.
    pub fn of(name: &[u8]) -> Self {
        if !name.starts_with(b"_") {
            return Self::default();
        }
        match name {
            b"_resourceType" => Self::RESOURCE_TYPE,
            b"_priority" => Self::PRIORITY,
            b"_connectionId" => Self::CONNECTION_ID,
            b"_blocked_queueing" => Self::QUEUEING,
            _ => Recorder::of_field(name).map_or_else(Self::default, Self::recorder_alone),
        }
    }

    fn recorder_alone(recorder: Recorder) -> Self {
        let number = RECORDERS.iter().position(|row| row.recorder == recorder);
        Self(number.map_or(0, |number| 1 << number.min(57)))
    }

    fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    /// The recorder that writes what was seen. `browser`: the only one whose traffic the file
    /// holds.
    pub fn recorder(self, browser: Option<Browser>) -> Option<Recorder> {
        let sure = RECORDERS
            .iter()
            .map(|row| row.recorder)
            .find(|recorder| self.has(Self::recorder_alone(*recorder)));
        // Tools that listen to the debugging protocol write one or two of these too.
        let shared = [Self::RESOURCE_TYPE, Self::PRIORITY, Self::CONNECTION_ID];
        let shared = shared.iter().filter(|mark| self.has(**mark)).count();
        let panel = self.has(Self::QUEUEING) || (self.has(Self::INITIATOR) && shared >= 2);
        let firefox = self.has(Self::NO_TIMINGS) && browser == Some(Browser::Firefox);
        sure.or(panel.then_some(Recorder::Chromium))
            .or(firefox.then_some(Recorder::Firefox))
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;
    use crate::capture::recorder::RECORDERS;
    use crate::capture::{Browser, Recorder};

    fn marks(names: &[&str]) -> Marks {
        names.iter().fold(Marks::default(), |marks, name| {
            marks
                | match *name {
                    "_initiator" => Marks::INITIATOR,
                    "timings" => Marks::NO_TIMINGS,
                    name => Marks::of(name.as_bytes()),
                }
        })
    }

    #[test]
    fn recorders_are_known_by_what_they_write() {
        let firefox = Some(Browser::Firefox);
        let table: &[(&[&str], Option<Browser>, Option<Recorder>)] = &[
            (&[], None, None),
            (&["startedDateTime", "request"], None, None),
            (
                &["_initiator", "_resourceType", "_priority", "_connectionId"],
                None,
                Some(Recorder::Chromium),
            ),
            (
                &["_initiator", "_resourceType", "_priority"],
                None,
                Some(Recorder::Chromium),
            ),
            (&["_blocked_queueing"], None, Some(Recorder::Chromium)),
            // A tool that listens to the debugging protocol.
            (&["_resourceType"], Some(Browser::Chromium), None),
            (&["_initiator", "_priority"], None, None),
            // chrome-har writes most of Chromium's fields too.
            (
                &["_requestId", "_resourceType", "_priority", "_connectionId"],
                None,
                Some(Recorder::ChromeHar),
            ),
            (&["_securityState"], None, Some(Recorder::Firefox)),
            (&["timings"], firefox, Some(Recorder::Firefox)),
            (&["timings"], Some(Browser::Chromium), None),
            (
                &["_failureText", "_resourceType"],
                None,
                Some(Recorder::Playwright),
            ),
        ];
        for (names, browser, recorder) in table {
            assert_eq!(marks(names).recorder(*browser), *recorder, "{names:?}");
        }
    }

    #[test]
    fn every_recorder_has_a_bit_of_its_own() {
        assert!(RECORDERS.len() < 58);
    }
}
