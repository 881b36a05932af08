//! JSON Pointers into a HAR (RFC 6901).

use crate::capture::{Entry, Part, Source};

/// The pointer of an entry whose array has the pointer `entries`; empty where the file is one bare
/// entry.
pub fn entry_in(entries: &str, number: u32) -> String {
    format!("{entries}/{number}")
}

/// A HAR that was read.
#[derive(Debug)]
pub struct HarFile {
    /// The pointer of the array of entries.
    pub entries_at: &'static str,
}

impl Source for HarFile {
    fn place(&self, entry: &Entry, part: Part) -> String {
        let mut place = entry_in(self.entries_at, entry.number);
        let (rest, line) = match part {
            Part::Url => ("/request/url", None),
            Part::Method => ("/request/method", None),
            Part::RequestHeaders => ("/request/headers", None),
            Part::RequestHeader(line) => ("/request/headers/", Some(line)),
            Part::Status => ("/response/status", None),
            Part::StatusText => ("/response/statusText", None),
            Part::ResponseHeaders => ("/response/headers", None),
            Part::ResponseHeader(line) => ("/response/headers/", Some(line)),
            Part::Body => ("/response/content/text", None),
            Part::Error => ("/response/_error", None),
            Part::FailureText => ("/response/_failureText", None),
            Part::SocketError => ("/_webSocketMessages/0/data", None),
            _ => ("", None),
        };
        place.push_str(rest);
        if let Some(line) = line {
            place.push_str(&line.to_string());
        }
        place
    }

    fn field(&self, part: Part) -> &'static str {
        match part {
            Part::StatusText => "statusText",
            Part::Error => "_error",
            Part::FailureText => "_failureText",
            Part::SocketError => "_webSocketMessages",
            _ => part.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HarFile, entry_in};
    use crate::capture::{Entry, Part, Source};

    #[test]
    fn parts_have_pointers_below_the_array_of_entries() {
        let entry = Entry {
            number: 7,
            ..Entry::default()
        };
        let table = [
            ("/log/entries", Part::Entry, "/log/entries/7"),
            ("/log/entries", Part::Url, "/log/entries/7/request/url"),
            ("", Part::RequestHeader(2), "/7/request/headers/2"),
            (
                "/log/entries",
                Part::ResponseHeaders,
                "/log/entries/7/response/headers",
            ),
            (
                "/0/log/entries",
                Part::Error,
                "/0/log/entries/7/response/_error",
            ),
        ];
        for (entries_at, part, place) in table {
            assert_eq!(HarFile { entries_at }.place(&entry, part), place);
        }
        assert_eq!(entry_in("/entries", 1), "/entries/1");
    }
}
