//! `Access-Control-Expose-Headers: *` for a request with credentials.

use super::{Broken, Severity, declare_rule};
use crate::exchange::CredentialsMode;
use crate::http::header::Extracted;
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// The response says `Access-Control-Expose-Headers: *`, and the request carries credentials.
    /// # Why it matters
    /// With credentials `*` is not a wildcard: it means a header with that very name. Script sees
    /// none of the headers that should be exposed, without an error.
    /// # Common causes
    /// - A configuration that allows everything, and a page that sends cookies.
    /// # What to look at
    /// - Whether the request needs cookies.
    /// # Example
    /// ```text
    /// GET https://api.example/orders       Cookie: …
    /// 200 OK                               Access-Control-Allow-Credentials: true
    ///                                      Access-Control-Expose-Headers: *
    /// ```
    /// # How to fix it
    /// List the headers by name:
    /// ```text
    /// Access-Control-Expose-Headers: ETag, X-Total-Count
    /// ```
    /// # What browsers say
    /// Nothing; script reads `null`.
    RULE = {
        name: "expose-headers-wildcard-with-credentials",
        check: check,
        summary: "Access-Control-Expose-Headers: * has no effect with credentials",
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
    let wildcard =
        matches!(message.response.extract(name), Extracted::List(list) if list.contains(&"*"));
    if !wildcard || brief.credentials() != Some(CredentialsMode::Include) {
        return Vec::new();
    }
    let summary = format!(
        "The request carries credentials, so {name}: * from {} exposes nothing; list the headers by name.",
        message.host()
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
            &get().with_credentials().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "Access-Control-Allow-Credentials: true",
                    "Access-Control-Expose-Headers: *",
                ],
            ),
        );
        assert_eq!(
            broken.summary,
            "The request carries credentials, so Access-Control-Expose-Headers: * from api.example \
             exposes nothing; list the headers by name."
        );
        quiet(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Expose-Headers: *",
                ],
            ),
        );
        quiet(
            &RULE,
            &get().with_credentials().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "Access-Control-Allow-Credentials: true",
                    "Access-Control-Expose-Headers: ETag",
                ],
            ),
        );
    }
}
