//! A request with credentials, and no `Access-Control-Allow-Credentials: true`.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The request carries credentials (cookies, a TLS client certificate, or a password that the
    /// browser remembers), so the server must allow both the origin and the credentials. Only
    /// `true` in lower case counts. It must be in the response to the preflight and in the response
    /// itself.
    /// # Common causes
    /// - The header is missing, or it is in one of the two responses only.
    /// - A boolean is printed as the programming language prints it: `True`, `1`, `"true"`.
    /// - Two layers set it, and it becomes `true, true`.
    /// # What to look at
    /// - Both responses, to `OPTIONS` and to the request itself.
    /// - The call in the page: does it need cookies?
    /// # Example
    /// ```text
    /// GET https://api.example/cart         Origin: https://shop.example, Cookie: …
    /// 200 OK                               Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # How to fix it
    /// Send both headers, with the response to the preflight and with the response itself:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Credentials: true
    /// Vary: Origin
    /// ```
    /// If the request needs no cookies, remove `credentials: "include"` (`withCredentials = true`)
    /// from the page instead.
    /// # What browsers say
    /// ```text
    /// Chromium  The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.
    /// Firefox   expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’
    /// Safari    Credentials flag is true, but Access-Control-Allow-Credentials is not "true".
    /// ```
    RULE = {
        name: "allow-credentials-not-true",
        refusal: RefusalKind::AllowCredentialsNotTrue,
        asks: &["Origin", "Cookie"],
        grants: &["Access-Control-Allow-Credentials"],
        says: says,
        summary: "Access-Control-Allow-Credentials is not true",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &["acac-missing", "acac-not-true", "preflight-acac-missing", "preflight-acac-not-true", "InvalidAllowCredentials", "PreflightInvalidAllowCredentials", "CORSMissingAllowCredentials"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let response = blocked.response();
    match blocked
        .message
        .response
        .get("Access-Control-Allow-Credentials")
    {
        None => format!(
            "The request carries credentials, and {response} has no \
             Access-Control-Allow-Credentials: true."
        ),
        Some(value) => format!(
            "The request carries credentials, and {response} has \
             Access-Control-Allow-Credentials: `{value}`; only `true` counts."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(
            &RULE,
            &get()
                .with_credentials()
                .answered(200, &["Access-Control-Allow-Origin: https://shop.example"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .with_credentials()
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: True",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .with_credentials()
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Credentials: true",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get().with_credentials().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "Access-Control-Allow-Credentials: true",
                ],
            ),
        );
        passes(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "Access-Control-Allow-Credentials: false",
                ],
            ),
        );
    }
}
