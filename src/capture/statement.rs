//! Statements: what a recording says of a request in so many words. A console line, an issue in
//! the DevTools protocol, an event of a NetLog: the browser itself tells what it decided. They
//! outrank everything that can be inferred from headers.
//!
//! An input fills [`Capture::statements`]. One that says several things of a request makes several
//! statements; what it says in a browser's own sentence goes in as [`Claim::Words`], and is read
//! once by the templates of the rules before anything is judged.

use super::{Capture, EntryId, RefusalKinds, Text};

/// One thing that a recording says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Which of the files it stands in: 0 is the capture's own, others follow in the order of
    /// [`Capture::joined`]. An input leaves it at 0.
    pub recording: u16,
    /// Where in that file.
    pub place: At,
    /// Which request it is about.
    pub about: About,
    /// What it says.
    pub claim: Claim,
}

/// Where in its file a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// On this line, counted from 1.
    Line(u32),
    /// In the event with this number, as the input counts.
    Event(u32),
    /// At a place with a name of its own, such as a JSON Pointer.
    Named(Text),
}

/// Which request a statement is about: its entry, where the recording tells, and else what the
/// entry is found by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    /// Its entry.
    pub entry: Option<EntryId>,
    /// The URL that it names; after a redirect the one that was refused.
    pub url: Option<Text>,
    /// The URL that the page asked for, where the statement names both.
    pub initial: Option<Text>,
    /// The method.
    pub method: Option<Text>,
    /// The origin of the page.
    pub origin: Option<Text>,
    /// The kind of resource in the recording's words: `fetch`, `font`, `image`.
    pub kind: Option<Text>,
    /// The status of the response.
    pub status: Option<i32>,
    /// When, in microseconds since 1970.
    pub time: Option<i64>,
}

/// What a statement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claim {
    /// A browser's sentence, word for word, that nobody has read yet.
    Words(Text),
    /// The browser refused it.
    Refused {
        /// Which check did: one of these. Empty where it says only that some check did.
        kinds: RefusalKinds,
        /// Whether it was the preflight's response that was refused; `None` where it does not say.
        preflight: Option<bool>,
        /// What the check names: the request header that is not allowed, the method, the value.
        subject: Option<Text>,
    },
    /// There was no response: the error as the browser calls it (`net::ERR_NAME_NOT_RESOLVED`).
    Failed(Option<Text>),
    /// The page got the response.
    Delivered,
    /// Whether its credentials mode lets cookies through.
    Credentials {
        /// Whether it does.
        include: bool,
        /// What shows it, in a few words.
        why: &'static str,
    },
    /// The origin it was made from; its text is [`About::origin`].
    Origin,
    /// The address spaces of the page and of the resource, as the browser calls them: `public`,
    /// `local`, `loopback`.
    Spaces {
        /// Of the page.
        page: Option<Text>,
        /// Of the resource.
        resource: Option<Text>,
    },
}

impl Capture {
    /// Where a statement stands: `line 12`, and with the name of the file where that is not the
    /// capture's own.
    #[must_use]
    pub fn cite(&self, statement: &Statement) -> String {
        let place = match statement.place {
            At::Line(number) => format!("line {number}"),
            At::Event(number) => format!("event {number}"),
            At::Named(name) => self.text(name).to_owned(),
        };
        match self.recording(statement.recording) {
            Some(other) => format!("{} {place}", other.file),
            None => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Recording;
    use super::{About, At, Capture, Claim, Statement};

    #[test]
    fn a_statement_of_another_file_is_cited_with_the_file() {
        let mut capture = Capture {
            joined: vec![Recording {
                file: "console.log".to_owned(),
                source: None,
            }],
            ..Capture::default()
        };
        let pointer = capture.strings.intern("/log/entries/3").unwrap();
        let table = [
            (0, At::Line(12), "line 12"),
            (0, At::Named(pointer), "/log/entries/3"),
            (1, At::Event(340), "console.log event 340"),
        ];
        for (recording, place, cited) in table {
            let statement = Statement {
                recording,
                place,
                about: About::default(),
                claim: Claim::Delivered,
            };
            assert_eq!(capture.cite(&statement), cited);
        }
    }
}
