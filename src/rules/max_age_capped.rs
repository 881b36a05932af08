//! An `Access-Control-Max-Age` longer than browsers keep it.

use super::{Broken, Severity, declare_rule};
use crate::browsers::Profile;
use crate::fetch::cache;
use crate::http::HeaderList;
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// `Access-Control-Max-Age` in the response to the preflight is over two hours. Browsers have
    /// their own limits: Chromium 2 hours (7200), Firefox 24 hours (86400), Safari 10 minutes
    /// (600). Without the header they keep the permission for 5 seconds.
    /// # Why it matters
    /// The value does no harm; the permission just ends sooner. Browsers keep it for one exact URL:
    /// another query string means another preflight.
    /// # Common causes
    /// - A number larger than the browsers' limits.
    /// # What to look at
    /// - How many `OPTIONS` requests the capture has for one URL.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Method: PUT
    /// 204 No Content                       Access-Control-Max-Age: 604800
    /// ```
    /// # How to fix it
    /// Nothing has to change. The largest value that Chromium uses is
    /// ```text
    /// Access-Control-Max-Age: 7200
    /// ```
    /// # What browsers say
    /// Nothing.
    RULE = {
        name: "max-age-capped",
        check: check,
        summary: "Access-Control-Max-Age is longer than browsers allow",
        severity: Severity::Note,
        spec: "https://fetch.spec.whatwg.org/#http-access-control-max-age",
        also_known_as: &["max-age-missing", "Access-Control-Max-Age"],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    if brief.verdicts.recorded_by.outcome.is_failure() || brief.cache_is_off() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for preflight in brief.preflights() {
        let limit = Profile::Chromium.ways().max_age.limit;
        let asked = cache::max_age(preflight.response, Profile::Standard.ways().max_age);
        let Some(asked) = asked.filter(|seconds| *seconds > limit) else {
            continue;
        };
        let summary = format!(
            "{} allows the preflight's result to be kept for {}, longer than browsers do: {}.",
            preflight.host(),
            duration(asked),
            kept(preflight.response)
        );
        found.push(preflight.broken(summary, preflight.shows("Access-Control-Max-Age")));
    }
    found
}

/// How long each browser keeps the response to a preflight.
pub(super) fn kept(response: &HeaderList<'_>) -> String {
    let words = |profile: Profile| {
        cache::max_age(response, profile.ways().max_age)
            .map_or_else(|| "not at all".to_owned(), duration)
    };
    format!(
        "Chromium keeps it {}, Firefox {}, Safari {}",
        words(Profile::Chromium),
        words(Profile::Firefox),
        words(Profile::WebKit)
    )
}

fn duration(seconds: u64) -> String {
    let (number, unit) = match seconds {
        s if s >= 172_800 && s.is_multiple_of(86_400) => (s / 86_400, "days"),
        s if s >= 7200 && s.is_multiple_of(3600) => (s / 3600, "hours"),
        s if s >= 120 && s.is_multiple_of(60) => (s / 60, "minutes"),
        1 => return "1 second".to_owned(),
        s => (s, "seconds"),
    };
    format!("{number} {unit}")
}

#[cfg(test)]
mod tests {
    use super::super::cases::{noted, quiet, request};
    use super::{RULE, duration};

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
                        "Access-Control-Max-Age: 604800",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        assert_eq!(
            broken.summary,
            "api.example allows the preflight's result to be kept for 7 days, longer than browsers do: Chromium \
             keeps it 2 hours, Firefox 24 hours, Safari 10 minutes."
        );
        noted(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 99999999999999999999999",
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
                        "Access-Control-Max-Age: 7200",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &request("PUT")
                .preflight(
                    403,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Max-Age: 604800",
                    ],
                )
                .blocked(),
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
                        "Access-Control-Max-Age: 604800",
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
                        "Access-Control-Max-Age: 604800",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }

    #[test]
    fn durations_are_said_in_the_largest_unit_that_fits() {
        for (seconds, text) in [
            (1, "1 second"),
            (5, "5 seconds"),
            (60, "60 seconds"),
            (600, "10 minutes"),
            (7200, "2 hours"),
            (86_400, "24 hours"),
            (86_401, "86401 seconds"),
            (604_800, "7 days"),
        ] {
            assert_eq!(duration(seconds), text);
        }
    }
}
