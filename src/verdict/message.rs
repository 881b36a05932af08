//! One message of an exchange, and the values of it that can be shown.

use crate::capture::{Capture, Entry, EntryId, Part};
use crate::exchange::observe::{ObservedHop, ObservedPreflight};
use crate::fetch::Phase;
use crate::fetch::redirect::Location;
use crate::http::{HeaderList, Origin};

/// A value of a capture, with the place where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Where in the capture's file, in the words of its format: a JSON Pointer, a line, an event.
    pub place: String,
    /// The header or field.
    pub name: String,
    /// Its value as recorded, not redacted; `None` where it is absent, which is what it shows.
    pub value: Option<String>,
}

/// A preflight with its response, or a request with its response.
#[derive(Debug, Clone, Copy)]
pub struct Message<'m> {
    /// Preflight, redirect or response.
    pub phase: Phase,
    /// The hop it belongs to, counted from 0.
    pub hop: u16,
    /// Its capture.
    pub capture: &'m Capture,
    /// The entry that holds the response.
    pub id: EntryId,
    /// The entry that holds the response.
    pub entry: &'m Entry,
    /// The entry of the request: another one where the browser used a stored response.
    pub asking: EntryId,
    /// The request's URL.
    pub url: &'m str,
    /// The request's method; for a preflight the one that it asks for.
    pub method: &'m str,
    /// The request's headers.
    pub request: &'m HeaderList<'m>,
    /// The response's status; 0 where there is no response.
    pub status: i32,
    /// The response's headers.
    pub response: &'m HeaderList<'m>,
    /// The preflight: itself, or the one that was sent for it.
    pub preflight: Option<&'m ObservedPreflight<'m>>,
}

impl<'m> Message<'m> {
    /// The preflight of a hop.
    #[must_use]
    pub fn of_preflight(
        capture: &'m Capture,
        preflight: &'m ObservedPreflight<'m>,
        hop: usize,
    ) -> Self {
        Self {
            phase: Phase::Preflight,
            hop: counted(hop),
            capture,
            id: preflight.id,
            entry: preflight.entry,
            asking: preflight.id,
            url: preflight.url,
            method: preflight.method,
            request: &preflight.request,
            status: preflight.status,
            response: &preflight.response,
            preflight: Some(preflight),
        }
    }

    /// The request of a hop.
    #[must_use]
    pub fn of_hop(capture: &'m Capture, hop: &'m ObservedHop<'m>, number: usize) -> Self {
        let (id, entry) = hop.stored.unwrap_or((hop.id, hop.entry));
        Self {
            phase: match hop.location {
                Location::None => Phase::Response,
                Location::Url(_) | Location::Invalid => Phase::Redirect,
            },
            hop: counted(number),
            capture,
            id,
            entry,
            asking: hop.id,
            url: hop.url,
            method: hop.method,
            request: &hop.request,
            status: hop.status,
            response: &hop.response,
            preflight: hop.preflight.as_ref(),
        }
    }

    /// Whether it is a preflight.
    #[must_use]
    pub fn is_preflight(&self) -> bool {
        self.phase == Phase::Preflight
    }

    /// Whether its response was stored earlier, from another request.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.asking != self.id
    }

    /// Whether it has a response.
    #[must_use]
    pub const fn answered(&self) -> bool {
        self.status > 0
    }

    /// Host and port of its URL.
    #[must_use]
    pub fn host(&self) -> String {
        host_of(self.url)
    }

    /// Where a part of it stands in the capture's file.
    #[must_use]
    pub fn place(&self, part: Part) -> String {
        self.capture.place(self.entry, part)
    }

    /// Every line of a response header; the header's absence where there is none.
    #[must_use]
    pub fn shows(&self, name: &str) -> Vec<Shown> {
        response_header(self.capture, self.entry, self.response, name)
    }

    /// Every line of a request header.
    #[must_use]
    pub fn asked(&self, name: &str) -> Vec<Shown> {
        request_header(
            self.capture,
            self.capture.entry(self.asking),
            self.request,
            name,
        )
    }

    /// Its status.
    #[must_use]
    pub fn shows_status(&self) -> Shown {
        Shown {
            place: self.place(Part::Status),
            name: "status".to_owned(),
            value: Some(self.status.to_string()),
        }
    }
}

/// Host and port of a URL, for people; the scheme where there is no host. A port that is the
/// scheme's default is left out.
#[must_use]
pub fn host_of(url: &str) -> String {
    Origin::of_url(url)
        .map(|origin| match origin.port() {
            Some(port) => format!("{}:{port}", origin.host()),
            None => origin.host().to_owned(),
        })
        .filter(|host| !host.is_empty())
        .unwrap_or_else(|| url.split(':').next().unwrap_or("").to_owned() + ":")
}

/// Every line of a header in an entry's response; the header's absence where there is none.
#[must_use]
pub fn response_header(
    capture: &Capture,
    entry: &Entry,
    response: &HeaderList<'_>,
    name: &str,
) -> Vec<Shown> {
    let found = lines(response, name, |line| {
        capture.place(entry, Part::ResponseHeader(line))
    });
    if found.is_empty() {
        return vec![Shown {
            place: capture.place(entry, Part::ResponseHeaders),
            name: name.to_owned(),
            value: None,
        }];
    }
    found
}

/// Every line of a header in an entry's request.
#[must_use]
pub fn request_header(
    capture: &Capture,
    entry: &Entry,
    request: &HeaderList<'_>,
    name: &str,
) -> Vec<Shown> {
    lines(request, name, |line| {
        capture.place(entry, Part::RequestHeader(line))
    })
}

fn lines(headers: &HeaderList<'_>, name: &str, place: impl Fn(usize) -> String) -> Vec<Shown> {
    headers
        .iter()
        .enumerate()
        .filter(|(_, (found, _))| found.eq_ignore_ascii_case(name))
        .map(|(line, (found, value))| Shown {
            place: place(line),
            name: found.to_owned(),
            value: Some(value.to_owned()),
        })
        .collect()
}

fn counted(hop: usize) -> u16 {
    u16::try_from(hop).unwrap_or(u16::MAX)
}
