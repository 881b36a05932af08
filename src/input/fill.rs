//! What inputs made of events share when they fill a capture.

use std::borrow::Cow;

use crate::capture::{Capture, Header, HeaderRange, Text};

/// Of a message with more header lines, the rest is left out.
const MOST_HEADERS: usize = 100_000;

/// Keeps header lines.
pub(crate) fn headers(
    capture: &mut Capture,
    lines: &[(Cow<'_, str>, Cow<'_, str>)],
) -> HeaderRange {
    let start = capture.headers.len();
    for (name, value) in lines.iter().take(MOST_HEADERS) {
        let (name, value) = (capture.strings.intern(name), capture.strings.intern(value));
        if let (Some(name), Some(value)) = (name, value) {
            capture.headers.push(Header { name, value });
        }
    }
    HeaderRange::new(start, capture.headers.len())
}

/// The handle of a text that is not empty.
pub(crate) fn text(capture: &mut Capture, text: &str) -> Option<Text> {
    if text.is_empty() {
        return None;
    }
    capture.strings.intern(text)
}

/// A moment, in microseconds since 1970, as captures write it.
pub(crate) fn moment(capture: &mut Capture, microseconds: i64) -> Option<Text> {
    let time = jiff::Timestamp::from_microsecond(microseconds).ok()?;
    capture.strings.intern(&format!("{time:.3}"))
}

/// A status code; `None` where it is not a whole number that a status can be.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is looked at first"
)]
pub(crate) fn status(number: f64) -> Option<i32> {
    (number.fract() == 0.0 && (-1000.0..=100_000.0).contains(&number)).then_some(number as i32)
}

/// Seconds as microseconds; `None` where that is no time a capture can have.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is looked at first"
)]
pub(crate) fn microseconds(seconds: f64) -> Option<i64> {
    let micros = (seconds * 1e6).round();
    (micros.abs() < 1e17).then_some(micros as i64)
}

/// Milliseconds between two moments in microseconds.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "milliseconds need no more digits"
)]
pub(crate) fn between(from: i64, to: i64) -> Option<f32> {
    (to >= from).then(|| ((to - from) as f64 / 1000.0) as f32)
}

/// Milliseconds, with as many digits as are needed.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds need no more digits"
)]
pub(crate) fn milliseconds(number: f64) -> Option<f32> {
    (number.abs() < 1e15).then_some(number as f32)
}
