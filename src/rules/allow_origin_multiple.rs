//! More than one value in `Access-Control-Allow-Origin`.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The browser joins all `Access-Control-Allow-Origin` lines into one value and compares it
    /// with the page's origin as a whole. `https://shop.example, https://shop.example` is not
    /// `https://shop.example`. Lists and patterns are not supported: one response can allow one
    /// origin.
    /// # Common causes
    /// - Several lines: two layers each add the header, usually the application and the proxy,
    ///   gateway or CDN in front of it.
    /// - One line with commas or spaces: a list from the configuration is sent as it is.
    /// # What to look at
    /// - Which layers set the header: call the application directly, without the proxy.
    /// - The other `Access-Control-Allow-*` headers. The layer that sets one of them twice sets all
    /// of them
    ///   twice, and `true, true` is not `true`.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: *
    ///                                      Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # How to fix it
    /// Let only one layer send the header, once, with one value. With nginx in front of the
    /// application: `proxy_hide_header Access-Control-Allow-Origin`, or no `add_header` of its own.
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// To allow several origins, send back the one that equals the request's `Origin`.
    /// # What browsers say
    /// ```text
    /// Chromium  The 'Access-Control-Allow-Origin' header contains multiple values '*, https://shop.example', but only one is allowed.
    /// Firefox   CORS header ‘Access-Control-Allow-Origin’ does not match ‘*, https://shop.example’
    ///           Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed
    /// Safari    Access-Control-Allow-Origin cannot contain more than one origin.
    /// ```
    /// If all lines but one are empty, Firefox alone accepts the response.
    RULE = {
        name: "allow-origin-multiple",
        refusal: RefusalKind::AllowOriginMultiple,
        asks: &["Origin", "Cookie"],
        grants: &["Access-Control-Allow-Origin"],
        says: says,
        summary: "Access-Control-Allow-Origin has more than one value",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &["acao-multiple-headers", "acao-multiple-values", "preflight-acao-multiple-headers", "preflight-acao-multiple-values", "MultipleAllowOriginValues", "PreflightMultipleAllowOriginValues", "CORSMultipleAllowOriginNotAllowed", "CORS Multiple Origin Not Allowed", "CORSAllowOriginNotMatchingOrigin"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{} has more than one Access-Control-Allow-Origin value (`{}`); it may have only one, {}.",
        blocked.subject(),
        blocked.value("Access-Control-Allow-Origin"),
        blocked.origin()
    )
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
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Origin: https://shop.example",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Origin: https://shop.example",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    200,
                    &["Access-Control-Allow-Origin: https://shop.example, https://other.example"],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    200,
                    &["Access-Control-Allow-Origin: https://shop.example https://other.example"],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get().answered(200, &["Access-Control-Allow-Origin: https://shop.example"]),
        );
    }
}
