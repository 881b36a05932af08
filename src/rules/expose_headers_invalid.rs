//! An `Access-Control-Expose-Headers` that cannot be parsed.

use super::subject::short;
use super::{Broken, Severity, declare_rule};
use crate::http::header::Extracted;
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// `Access-Control-Expose-Headers` must be header names separated by commas.
    /// # Why it matters
    /// One bad element makes the whole header invalid: nothing is exposed, and no error says so.
    /// # Common causes
    /// - Spaces instead of commas, quotes, or brackets (an array printed as it is).
    /// # What to look at
    /// - The header's value, character for character.
    /// # Example
    /// ```text
    /// 200 OK                               Access-Control-Expose-Headers: ETag X-Total-Count
    /// ```
    /// # How to fix it
    /// Send names separated by commas:
    /// ```text
    /// Access-Control-Expose-Headers: ETag, X-Total-Count
    /// ```
    /// # What browsers say
    /// Nothing; script reads `null`.
    RULE = {
        name: "expose-headers-invalid",
        check: check,
        summary: "Access-Control-Expose-Headers cannot be parsed",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#http-access-control-expose-headers",
        also_known_as: &[],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let Some(message) = brief.delivered() else {
        return Vec::new();
    };
    let name = "Access-Control-Expose-Headers";
    let Extracted::Failure { token } = message.response.extract(name) else {
        return Vec::new();
    };
    let summary = format!(
        "The response from {} exposes nothing: {name} cannot be parsed at `{}`; it must be header names separated by commas.",
        message.host(),
        short(token)
    );
    vec![message.broken(summary, message.shows(name))]
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet};
    use super::RULE;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Expose-Headers: ETag X-A",
                ],
            ),
        );
        assert_eq!(
            broken.summary,
            "The response from api.example exposes nothing: Access-Control-Expose-Headers cannot \
             be parsed at `ETag X-A`; it must be header names separated by commas."
        );
        quiet(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Expose-Headers: ETag,, X-A",
                ],
            ),
        );
        quiet(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Expose-Headers: ETag X-A"])
                .blocked(),
        );
    }
}
