//! An `Access-Control-Max-Age` that is not a number.

use super::max_age_capped::kept;
use super::subject::short;
use super::{Broken, Severity, declare_rule};
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// `Access-Control-Max-Age` in the response to the preflight is not a whole number of seconds.
    /// # Why it matters
    /// Browsers then use another value: Chromium and Safari keep the permission for 5 seconds,
    /// Firefox not at all. Nearly every request then needs its own preflight.
    /// # Common causes
    /// - A unit (`10m`), a fraction, a negative number, or quotes.
    /// - The header is sent twice and becomes `600, 600`.
    /// # What to look at
    /// - `Access-Control-Max-Age` in the response to `OPTIONS`.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Method: PUT
    /// 204 No Content                       Access-Control-Max-Age: 10m
    /// ```
    /// # How to fix it
    /// Send the number of seconds, once:
    /// ```text
    /// Access-Control-Max-Age: 600
    /// ```
    /// # What browsers say
    /// Nothing.
    RULE = {
        name: "max-age-invalid",
        check: check,
        summary: "Access-Control-Max-Age is not a number of seconds",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#http-access-control-max-age",
        also_known_as: &[],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    if brief.verdicts.recorded_by.outcome.is_failure() || brief.cache_is_off() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for preflight in brief.preflights() {
        let Some(value) = preflight.response.get("Access-Control-Max-Age") else {
            continue;
        };
        // A negative number means "do not keep it", and every browser takes it so.
        let digits = value.strip_prefix('-').unwrap_or(&value);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let summary = format!(
            "The preflight's response from {} has Access-Control-Max-Age: `{}`, which is not a number of seconds: {}.",
            preflight.host(),
            short(&value),
            kept(preflight.response)
        );
        found.push(preflight.broken(summary, preflight.shows("Access-Control-Max-Age")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::cases::{noted, quiet, request};
    use super::RULE;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 10m",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        assert_eq!(
            broken.summary,
            "The preflight's response from api.example has Access-Control-Max-Age: `10m`, which is \
             not a number of seconds: Chromium keeps it 5 seconds, Firefox not at all, Safari 5 \
             seconds."
        );
        noted(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 600",
                        "Access-Control-Max-Age: 600",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 600",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: -1",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                    ],
                )
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Max-Age: x",
                    ],
                ),
        );
    }

    #[test]
    fn with_the_cache_off_it_does_not_matter() {
        quiet(
            &RULE,
            &request("PUT")
                .header("Cache-Control", "no-cache")
                .header("Pragma", "no-cache")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 10m",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
