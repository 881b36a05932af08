//! A CORS header with a wrong name.

use super::subject::short;
use super::{Broken, Severity, declare_rule};
use crate::fetch::Phase;
use crate::verdict::{Brief, Message};

declare_rule! {
    /// # What it means
    /// The response has a header whose name is almost that of a CORS header, and the right one is
    /// missing.
    /// # Why it matters
    /// Browsers look for the exact name. `Access-Control-Allow-Method` (without the `s`) and
    /// `Control-Access-Allow-Origin` appear in the developer tools like any other header, but
    /// browsers ignore them.
    /// # Common causes
    /// - A typo, or a name in the singular.
    /// # What to look at
    /// - The names of the response headers, character for character.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/items    Access-Control-Request-Method: PUT
    /// 204 No Content                       Access-Control-Allow-Method: PUT
    /// ```
    /// # How to fix it
    /// The full names are:
    /// ```text
    /// Access-Control-Allow-Origin
    /// Access-Control-Allow-Methods
    /// Access-Control-Allow-Headers
    /// Access-Control-Allow-Credentials
    /// Access-Control-Expose-Headers
    /// Access-Control-Max-Age
    /// ```
    /// # What browsers say
    /// That the right header is missing, or that a method or header is not allowed.
    RULE = {
        name: "cors-header-misspelt",
        check: check,
        summary: "a CORS header is misspelt",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#http-responses",
        also_known_as: &["Access-Control-Allow-Method", "Access-Control-Allow-Header", "Control-Access-Allow-Origin"],
    }
}

/// The right names, and whether they belong in the preflight's response, in the response itself.
const NAMES: [(&str, bool, bool); 6] = [
    ("Access-Control-Allow-Origin", true, true),
    ("Access-Control-Allow-Credentials", true, true),
    ("Access-Control-Allow-Methods", true, false),
    ("Access-Control-Allow-Headers", true, false),
    ("Access-Control-Max-Age", true, false),
    ("Access-Control-Expose-Headers", false, true),
];

/// How many letters of a name may be wrong, missing, or too many.
const FURTHEST: usize = 3;

/// Names that are wrong in more than a few letters.
const KNOWN: [(&str, &str); 9] = [
    ("control-access-allow-origin", "Access-Control-Allow-Origin"),
    ("access-allow-control-origin", "Access-Control-Allow-Origin"),
    ("allow-control-allow-origin", "Access-Control-Allow-Origin"),
    ("access-control-origin", "Access-Control-Allow-Origin"),
    ("access-allow-origin", "Access-Control-Allow-Origin"),
    ("allow-origin", "Access-Control-Allow-Origin"),
    (
        "access-control-request-method",
        "Access-Control-Allow-Methods",
    ),
    (
        "access-control-request-methods",
        "Access-Control-Allow-Methods",
    ),
    (
        "access-control-request-headers",
        "Access-Control-Allow-Headers",
    ),
];

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let mut found = Vec::new();
    for message in brief.messages() {
        let mut told: Vec<&str> = Vec::new();
        for (name, _) in message.response.iter() {
            let Some(right) = meant(name) else { continue };
            let counts = NAMES.iter().any(|(other, preflight, response)| {
                *other == right
                    && match message.phase {
                        Phase::Preflight => *preflight,
                        Phase::Request | Phase::Redirect | Phase::Response => *response,
                    }
            });
            if !counts || message.response.contains(right) || told.contains(&right) {
                continue;
            }
            told.push(right);
            found.push(misspelt(&message, name, right));
        }
    }
    found
}

fn misspelt(message: &Message<'_>, name: &str, right: &str) -> Broken {
    let summary = format!(
        "{} from {} has the header {}, which browsers ignore; the name is {right}.",
        message.subject(),
        message.host(),
        short(name)
    );
    message.broken(summary, message.shows(name))
}

/// The CORS header that a wrong name was meant to be.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    // A name of any length may stand in a capture, and comparing takes the square of it.
    if name.len() > 40 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if let Some((_, right)) = KNOWN.iter().find(|(wrong, _)| *wrong == name) {
        return Some(right);
    }
    if !name.contains("control") && !name.contains("access") {
        return None;
    }
    // Real names of other headers are no misspellings.
    if NAMES
        .iter()
        .any(|(right, ..)| right.eq_ignore_ascii_case(&name))
        || name == "access-control-allow-private-network"
        || name == "access-control-allow-local-network"
    {
        return None;
    }
    NAMES
        .iter()
        // Names of other lengths are further away, and most, such as `cache-control`, are of another.
        .filter(|(right, ..)| right.len().abs_diff(name.len()) <= FURTHEST)
        .map(|(right, ..)| {
            let distance = strsim::damerau_levenshtein(&right.to_ascii_lowercase(), &name);
            (distance, *right)
        })
        .min()
        .filter(|(distance, _)| *distance <= FURTHEST)
        .map(|(_, right)| right)
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet, request};
    use super::{NAMES, RULE, meant};

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Method: PUT",
                    ],
                )
                .blocked(),
        );
        assert_eq!(
            broken.summary,
            "The preflight response from api.example has the header Access-Control-Allow-Method, \
             which browsers ignore; the name is Access-Control-Allow-Methods."
        );
        noted(
            &RULE,
            &get()
                .answered(200, &["Control-Access-Allow-Origin: *"])
                .blocked(),
        );
        noted(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Expose-Header: ETag",
                ],
            ),
        );
        quiet(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Allow-Origins: *",
                ],
            ),
        );
        quiet(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Allow-Method: *",
                ],
            ),
        );
        quiet(
            &RULE,
            &get().answered(
                200,
                &["Access-Control-Allow-Origin: *", "Cache-Control: no-store"],
            ),
        );
    }

    #[test]
    fn meanings() {
        for (name, right) in [
            (
                "Acces-Control-Allow-Origin",
                Some("Access-Control-Allow-Origin"),
            ),
            (
                "Access-Control-Allow-Orgin",
                Some("Access-Control-Allow-Origin"),
            ),
            (
                "access-control-allow-origins",
                Some("Access-Control-Allow-Origin"),
            ),
            (
                "Access-Control-Allow-Header",
                Some("Access-Control-Allow-Headers"),
            ),
            (
                "Access-Control-Allow-Credential",
                Some("Access-Control-Allow-Credentials"),
            ),
            ("Access-Control-MaxAge", Some("Access-Control-Max-Age")),
            (
                "Access-Control-Exposed-Headers",
                Some("Access-Control-Expose-Headers"),
            ),
            (
                "Access-Control-Request-Headers",
                Some("Access-Control-Allow-Headers"),
            ),
            ("Access-Control-Allow-Private-Network", None),
            ("Cache-Control", None),
            ("X-Accel-Control", None),
            ("Origin", None),
        ] {
            assert_eq!(meant(name), right, "{name}");
        }
        for (right, ..) in NAMES {
            assert_eq!(meant(right), None);
        }
    }

    #[test]
    fn a_name_without_end_is_passed_over() {
        assert_eq!(meant(&"access-control-".repeat(100_000)), None);
    }
}
