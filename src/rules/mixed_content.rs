//! An http address on an https page.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page came over `https` and requests a URL over `http`, or a redirect leads to one.
    /// Browsers do not send such a request, because anyone on the network could read and change it.
    /// This is not CORS, and no header of the other server helps. `localhost` and `127.0.0.1` are
    /// exempt.
    /// # Common causes
    /// - A URL with `http://` in the code or the configuration.
    /// - A redirect from https to http, often by a server behind a proxy that terminates TLS.
    /// # What to look at
    /// - The scheme of the URL, and of each `Location` on the way.
    /// # Example
    /// ```text
    /// fetch("http://api.example/items")    on https://shop.example
    /// ```
    /// # How to fix it
    /// Use the `https` URL. Behind a proxy that terminates TLS, let the server use
    /// `X-Forwarded-Proto` for its redirects and links. A page with many such URLs can send
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
        says: says,
        summary: "an https page requests an http URL",
        severity: Severity::Error,
        spec: "https://w3c.github.io/webappsec-mixed-content/#should-block-fetch",
        also_known_as: &["BlockMixedActiveContent", "BlockMixedDisplayContent", "LoadingMixedActiveContent2", "Mixed Content Blocker", "MixedContent", "MixedContentBlocked", "Mixed Block"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "An https page requests {} over http, which browsers block (mixed content). This is not a \
         CORS error.",
        blocked.target().unwrap_or_else(|| blocked.host.clone())
    )
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
