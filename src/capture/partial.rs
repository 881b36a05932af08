//! That a recording was read in part only, why, and how far.

use super::{Capture, Place};

/// Why a recording was not read whole, and how far it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// Why, in words that follow a colon: `the file is cut off`.
    pub why: String,
    /// The line and the byte up to which it was read; neither where parts between were left out.
    pub until: Place,
}

impl Capture {
    /// That the recording was read in part, with how much of it and why; `None` where it was read
    /// whole.
    ///
    /// ```
    /// let file = br#"{"log": {"entries": [{"request": {"url": "https://a.example/"}}, {"requ"#;
    /// let capture = corslens::input::read(&mut file.as_slice(), "cut.har", &mut |_| {})?;
    /// assert_eq!(
    ///     capture.read_in_part().as_deref(),
    ///     Some("read in part (1 entry, up to line 1, byte 71): the file is cut off")
    /// );
    /// # Ok::<(), corslens::input::OpenError>(())
    /// ```
    #[must_use]
    pub fn read_in_part(&self) -> Option<String> {
        let Partial { why, until } = self.partial.as_ref()?;
        let mut much = match self.entries.len() {
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        };
        let places = [("line", until.line), ("byte", until.offset)];
        let places = places
            .iter()
            .filter_map(|(name, number)| Some(format!("{name} {}", (*number)?)))
            .collect::<Vec<_>>();
        if !places.is_empty() {
            much.push_str(", up to ");
            much.push_str(&places.join(", "));
        }
        Some(format!("read in part ({much}): {why}"))
    }

    /// Notes that it was read in part, unless another reason was noted before.
    pub(crate) fn is_partial(&mut self, why: impl Into<String>, until: Place) {
        self.partial.get_or_insert_with(|| Partial {
            why: why.into(),
            until,
        });
    }
}
