//! A request with credentials, and no `Access-Control-Allow-Credentials: true`.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds answers without `Access-Control-Allow-Credentials: true` to requests that carry
    /// credentials (cookies, a TLS client certificate, a password that the browser remembers).
    /// # Why it fails
    /// With credentials the server must agree twice: to the origin and to the credentials. Only
    /// `true` in lower case counts; `True`, `1`, `"true"` and `true, true` (set twice) do not. It
    /// must stand in the answer to the preflight and in the response itself.
    /// # Example
    /// ```text
    /// GET https://api.example/cart         Origin: https://shop.example, Cookie: …
    /// 200 OK                               Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # Fix
    /// Send both headers, with the preflight's answer and with the response:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Credentials: true
    /// Vary: Origin
    /// ```
    /// Where the request needs no cookies, take `credentials: "include"` (`withCredentials =
    /// true`) out of the page instead.
    /// # What browsers say
    /// ```text
    /// Chromium  The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.
    /// Firefox   expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’
    /// Safari    Credentials flag is true, but Access-Control-Allow-Credentials is not "true".
    /// ```
    RULE = {
        name: "allow-credentials-not-true",
        refusal: RefusalKind::AllowCredentialsNotTrue,
        summary: "Access-Control-Allow-Credentials is not true",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &[
            "InvalidAllowCredentials",
            "PreflightInvalidAllowCredentials",
            "CORSMissingAllowCredentials",
        ],
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
