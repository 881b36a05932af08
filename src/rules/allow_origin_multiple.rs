//! More than one value in `Access-Control-Allow-Origin`.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds answers with several `Access-Control-Allow-Origin` lines, or with several origins in
    /// one line.
    /// # Why it fails
    /// The browser joins all lines to one value and compares it with the page's origin as a
    /// whole. `https://shop.example, https://shop.example` is not `https://shop.example`, and a
    /// list of origins is no pattern: one answer can allow one origin.
    ///
    /// Several lines mean that two layers each add the header, most often the application and the
    /// proxy, gateway or CDN before it. One line with commas or spaces is a list from the
    /// configuration, printed as it is.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: *
    ///                                      Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # Fix
    /// Let one layer alone send the header, once, with one value (with nginx before the
    /// application: `proxy_hide_header Access-Control-Allow-Origin`, or no `add_header` of its
    /// own):
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// To serve several origins, pick the one that equals the request's `Origin`. Look at the
    /// other `Access-Control-Allow-*` headers too: what sets one twice sets all twice, and `true,
    /// true` is not `true`.
    /// # What browsers say
    /// ```text
    /// Chromium  The 'Access-Control-Allow-Origin' header contains multiple values '*, https://shop.example', but only one is allowed.
    /// Firefox   CORS header ‘Access-Control-Allow-Origin’ does not match ‘*, https://shop.example’
    ///           Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed
    /// Safari    Access-Control-Allow-Origin cannot contain more than one origin.
    /// ```
    /// Where all lines but one are empty, Firefox alone lets the answer through.
    RULE = {
        name: "allow-origin-multiple",
        refusal: RefusalKind::AllowOriginMultiple,
        summary: "Access-Control-Allow-Origin has more than one value",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &[
            "MultipleAllowOriginValues",
            "PreflightMultipleAllowOriginValues",
            "CORSMultipleAllowOriginNotAllowed",
            "CORSAllowOriginNotMatchingOrigin",
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
