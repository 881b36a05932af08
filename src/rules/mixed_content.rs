//! An http address on an https page.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests to `http` addresses from pages that came over `https`, also where a
    /// redirect leads there.
    /// # Why it fails
    /// This is not CORS. Anybody on the way can read and change what goes over `http`, so a
    /// secure page may not ask for it. The request is never sent; no header can help. `localhost`
    /// and `127.0.0.1` are exempt.
    /// # Example
    /// ```text
    /// fetch("http://api.example/items")    on https://shop.example
    /// ```
    /// # Fix
    /// Use the `https` address. Behind a proxy that ends TLS, let the server make its redirects
    /// and links with `https` (`X-Forwarded-Proto`). A page with many such addresses may send
    /// ```text
    /// Content-Security-Policy: upgrade-insecure-requests
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Mixed Content: The page at 'https://…' was loaded over HTTPS, but requested an insecure resource 'http://…'. This request has been blocked; the content must be served over HTTPS.
    /// Firefox   Blocked loading mixed active content “http://…”
    /// ```
    RULE = {
        name: "mixed-content",
        refusal: RefusalKind::MixedContent,
        summary: "an https page asks for an http address",
        severity: Severity::Error,
        spec: "https://w3c.github.io/webappsec-mixed-content/#should-block-fetch",
        also_known_as: &["mixed-content", "Mixed Content Blocker", "BlockMixedActiveContent"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(&RULE, &get().to("http://api.example/items").blocked());
        refuses(
            &RULE,
            &get()
                .answered(
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: http://api.example/items",
                    ],
                )
                .failed("net::ERR_ABORTED"),
        );
        passes(
            &RULE,
            &get()
                .to("http://localhost:3000/items")
                .answered(200, &[])
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .on("http://shop.example")
                .to("http://api.example/items")
                .answered(200, &[])
                .blocked(),
        );
    }
}
