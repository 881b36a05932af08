//! `Access-Control-Expose-Headers: *` for a request with credentials.

use super::{Broken, Severity, declare_rule};
use crate::exchange::CredentialsMode;
use crate::http::header::Extracted;
use crate::verdict::Brief;

declare_rule! {
    /// # What it does
    /// Finds answers with `Access-Control-Expose-Headers: *` to requests that carry credentials.
    /// # Why it matters
    /// With credentials `*` is no wildcard: it stands for a header of that very name. Script sees
    /// none of the headers that were to be exposed, with no error.
    /// # Example
    /// ```text
    /// GET https://api.example/orders       Cookie: …
    /// 200 OK                               Access-Control-Allow-Credentials: true
    ///                                      Access-Control-Expose-Headers: *
    /// ```
    /// # Fix
    /// Name the headers:
    /// ```text
    /// Access-Control-Expose-Headers: ETag, X-Total-Count
    /// ```
    /// # What browsers say
    /// Nothing; script reads `null`.
    RULE = {
        name: "expose-headers-wildcard-with-credentials",
        check: check,
        summary: "Access-Control-Expose-Headers: * meets a request with credentials",
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
        "The request carries credentials, and so {name}: * from {} exposes nothing; name the \
         headers.",
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
            "The request carries credentials, and so Access-Control-Expose-Headers: * from \
             api.example exposes nothing; name the headers."
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
