//! `Access-Control-Expose-Headers` where it does nothing.

use super::{Broken, Severity, declare_rule};
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// Only the response to the preflight has `Access-Control-Expose-Headers`.
    /// # Why it matters
    /// Browsers read this header in the response that the page gets. In the response to `OPTIONS`
    /// it has no effect, so script sees none of the headers in it.
    /// # Common causes
    /// - One layer responds to `OPTIONS` with all CORS headers, and the application sends the
    ///   response.
    /// # What to look at
    /// - The headers of the response itself.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/items    204 No Content, Access-Control-Expose-Headers: ETag
    /// PUT https://api.example/items        200 OK          (no Access-Control-Expose-Headers)
    /// ```
    /// # How to fix it
    /// Send it with the response to `PUT`, `GET` and so on:
    /// ```text
    /// Access-Control-Expose-Headers: ETag
    /// ```
    /// # What browsers say
    /// Nothing; script reads `null`.
    RULE = {
        name: "expose-headers-on-preflight-only",
        check: check,
        summary: "Access-Control-Expose-Headers is only in the preflight's response",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#http-access-control-expose-headers",
        also_known_as: &["expose-headers-on-preflight"],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let name = "Access-Control-Expose-Headers";
    let Some(message) = brief.delivered() else {
        return Vec::new();
    };
    let preflight = brief
        .preflights()
        .into_iter()
        .find(|preflight| preflight.hop == message.hop && preflight.response.contains(name));
    let Some(preflight) = preflight.filter(|_| !message.response.contains(name)) else {
        return Vec::new();
    };
    let mut exhibits = preflight.shows(name);
    exhibits.extend(message.shows(name));
    let summary = format!(
        "{} sends {name} with the preflight's response, where it has no effect, and not with the response itself.",
        message.host()
    );
    vec![message.broken(summary, exhibits)]
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
                        "Access-Control-Expose-Headers: ETag",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        assert_eq!(
            broken.summary,
            "api.example sends Access-Control-Expose-Headers with the preflight's response, where \
             it has no effect, and not with the response itself."
        );
        quiet(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Expose-Headers: ETag",
                    ],
                )
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Expose-Headers: ETag",
                    ],
                ),
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
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
