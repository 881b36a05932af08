//! JSON Pointers into a capture (RFC 6901).

/// The pointer of an entry.
#[must_use]
pub fn entry(number: u32) -> String {
    entry_in("/log/entries", number)
}

/// The pointer of an entry whose array has the pointer `entries`; empty where the file is one bare
/// entry.
#[must_use]
pub fn entry_in(entries: &str, number: u32) -> String {
    format!("{entries}/{number}")
}

/// The pointer of a request header line of an entry.
#[must_use]
pub fn request_header(number: u32, line: usize) -> String {
    format!("/log/entries/{number}/request/headers/{line}")
}

/// The pointer of a response header line of an entry.
#[must_use]
pub fn response_header(number: u32, line: usize) -> String {
    format!("/log/entries/{number}/response/headers/{line}")
}
