//! JSON Pointers into a capture (RFC 6901).

/// The pointer of an entry.
#[must_use]
pub fn entry(number: u32) -> String {
    format!("/log/entries/{number}")
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
