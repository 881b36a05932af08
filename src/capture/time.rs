//! `startedDateTime`.

/// Microseconds since 1970, from a date and time with its offset from UTC. Any number of digits
/// may follow the second: Chromium writes three, mitmproxy six, Fiddler seven.
#[must_use]
pub fn microseconds(text: &str) -> Option<i64> {
    usual(text.as_bytes()).or_else(|| {
        let time: jiff::Timestamp = text.trim().parse().ok()?;
        Some(time.as_microsecond())
    })
}

/// `2026-11-22T15:12:25.887Z`, `2026-11-22T15:14:34.233+05:30`.
fn usual(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(19)?;
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if separators.iter().any(|&(at, byte)| date[at] != byte) {
        return None;
    }
    let year = digits(&date[..4])?;
    let month = digits(&date[5..7]).filter(|m| (1..=12).contains(m))?;
    let day = digits(&date[8..10]).filter(|d| (1..=days_in(year, month)).contains(d))?;
    let hour = digits(&date[11..13]).filter(|h| *h < 24)?;
    let minute = digits(&date[14..16]).filter(|m| *m < 60)?;
    let second = digits(&date[17..19]).filter(|s| *s < 60)?;
    let (micros, rest) = fraction(rest)?;
    let offset = match rest {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = digits(&[*h1, *h2]).filter(|h| *h < 24)?;
            let minutes = digits(&[*m1, *m2]).filter(|m| *m < 60)?;
            let minutes = hours * 60 + minutes;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let days = days_since_1970(year, month, day);
    let minutes = (days * 24 + hour) * 60 + minute - offset;
    Some((minutes * 60 + second) * 1_000_000 + micros)
}

/// The microseconds of a fraction of a second, and what follows it.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(rest) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let digits = rest[..count].iter().chain(std::iter::repeat(&b'0'));
    let micros = digits
        .take(6)
        .fold(0, |micros, digit| micros * 10 + i64::from(digit - b'0'));
    (count > 0).then_some((micros, &rest[count..]))
}

fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |value, digit| {
        digit
            .is_ascii_digit()
            .then(|| value * 10 + i64::from(digit - b'0'))
    })
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counted in years that begin in March, so that a leap day is the last day of a year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let days_of_months = (153 * month + 2) / 5;
    let days_of_years =
        year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days_of_years + days_of_months + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{microseconds, usual};

    #[test]
    fn times_of_all_producers() {
        let table = [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1970-01-01T00:00:00.000001Z", Some(1)),
            ("1970-01-01T01:00:00+01:00", Some(0)),
            ("2026-11-22T15:12:25.887Z", Some(1_795_360_345_887_000)),
            ("2026-11-22T20:42:25.887+05:30", Some(1_795_360_345_887_000)),
            // Fiddler
            (
                "2021-06-14T18:04:59.9444171+08:00",
                Some(1_623_665_099_944_417),
            ),
            ("2021-06-14 10:04:59.9444171Z", Some(1_623_665_099_944_417)),
            (
                "2021-06-14T10:04:59.944417+0000",
                Some(1_623_665_099_944_417),
            ),
            ("2021-02-29T10:04:59Z", None),
            ("NaN-NaN-NaNTNaN:NaN:NaN.NaNZ", None),
            ("2021-06-14T10:04:59", None),
            ("yesterday", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(microseconds(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_usual_form_is_read_as_jiff_reads_it(micros in -62_000_000_000_000_000_i64..250_000_000_000_000_000) {
            let time = jiff::Timestamp::from_microsecond(micros).unwrap_or_default();
            let text = format!("{time:.6}");
            prop_assert_eq!(usual(text.as_bytes()), Some(micros));
        }
    }
}
