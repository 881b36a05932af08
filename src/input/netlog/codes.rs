//! The numbers by which a NetLog says why a preflight failed.
//!
//! They are those of Chromium's `CorsError`, which the constants of a log do not name. Those listed
//! here have had their numbers since there are such events (Chromium 96); later ones have moved.
//! None is believed unless the preflight's response shows the same.

use crate::capture::{Entry, RefusalKind};
use crate::http::{HeaderList, status};

/// A number, what it stands for, and whether a response can have been refused for it.
type Row = (f64, RefusalKind, fn(&Entry, &HeaderList<'_>) -> bool);

const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";

const ERRORS: &[Row] = &[
    (9.0, RefusalKind::PreflightStatusNotOk, |entry, _| {
        !entry.status.is_some_and(status::is_ok)
    }),
    (10.0, RefusalKind::PreflightRedirect, |entry, _| {
        entry.status.is_some_and(status::is_redirect)
    }),
    (
        11.0,
        RefusalKind::AllowOriginWildcardWithCredentials,
        |_, response| {
            response
                .first(ALLOW_ORIGIN)
                .is_some_and(|value| value.contains('*'))
        },
    ),
    (12.0, RefusalKind::AllowOriginMissing, |_, response| {
        !response.contains(ALLOW_ORIGIN)
    }),
    (16.0, RefusalKind::AllowCredentialsNotTrue, |_, response| {
        response.first("Access-Control-Allow-Credentials") != Some("true")
    }),
];

/// Why a preflight with this response failed, where the number says so and the response agrees.
pub(super) fn preflight_error(
    number: f64,
    entry: &Entry,
    response: &HeaderList<'_>,
) -> Option<RefusalKind> {
    ERRORS
        .iter()
        .find(|(known, _, agrees)| (known - number).abs() < 0.5 && agrees(entry, response))
        .map(|(_, kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::preflight_error;
    use crate::capture::{Entry, RefusalKind as K};
    use crate::http::HeaderList;

    #[test]
    fn a_number_counts_only_where_the_response_shows_the_same() {
        type Lines<'l> = &'l [(&'l str, &'l str)];
        let table: &[(f64, i32, Lines<'_>, Option<K>)] = &[
            (9.0, 404, &[], Some(K::PreflightStatusNotOk)),
            (9.0, 204, &[], None),
            (10.0, 302, &[], Some(K::PreflightRedirect)),
            (12.0, 204, &[], Some(K::AllowOriginMissing)),
            (12.0, 204, &[("access-control-allow-origin", "*")], None),
            (
                11.0,
                204,
                &[("access-control-allow-origin", "*")],
                Some(K::AllowOriginWildcardWithCredentials),
            ),
            (16.0, 204, &[], Some(K::AllowCredentialsNotTrue)),
            (
                16.0,
                204,
                &[("access-control-allow-credentials", "true")],
                None,
            ),
            (19.0, 204, &[], None),
        ];
        for (number, status, lines, expected) in table {
            let entry = Entry {
                status: Some(*status),
                ..Entry::default()
            };
            let response = HeaderList::new(lines.to_vec());
            assert_eq!(
                preflight_error(*number, &entry, &response),
                *expected,
                "{number} {status}"
            );
        }
    }
}
