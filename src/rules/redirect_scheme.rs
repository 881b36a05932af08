//! A redirect to something that is not http or https.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds redirects of a `fetch` or `XMLHttpRequest` to another scheme (`mailto:`, `ftp:`, an
    /// app's own), to no valid URL, or with two `Location` headers that differ.
    /// # Why it fails
    /// Requests from a page are redirected to `http` and `https` addresses only. An app's scheme,
    /// as in an OAuth callback, works for a navigation (a link, `location.href`), not for a
    /// request made by script.
    /// # Example
    /// ```text
    /// GET https://api.example/callback     Origin: https://shop.example
    /// 302 Found                            Location: myapp://done
    /// ```
    /// # Fix
    /// Send one `Location` header with an `https` address, or answer with status 200 and the
    /// address in the body, and let the page go there:
    /// ```text
    /// 200 OK
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_UNSAFE_REDIRECT, net::ERR_UNKNOWN_URL_SCHEME
    /// Firefox   CORS request did not succeed
    /// Safari    not allowed to follow a cross-origin CORS redirection with non CORS scheme
    /// ```
    RULE = {
        name: "redirect-scheme",
        refusal: RefusalKind::RedirectScheme,
        summary: "a redirect leads to no http or https address",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#http-redirect-fetch",
        also_known_as: &[
            "CORSDidNotSucceed2",
            "CORSRequestNotHttp",
            "SOP",
            "net::ERR_UNSAFE_REDIRECT",
            "net::ERR_UNKNOWN_URL_SCHEME",
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
                    302,
                    &["Access-Control-Allow-Origin: *", "Location: myapp://done"],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    302,
                    &["Access-Control-Allow-Origin: *", "Location: https://"],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: /a",
                        "Location: /b",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: file:///etc/hosts",
                    ],
                )
                .failed("net::ERR_UNSAFE_REDIRECT"),
        );
        passes(
            &RULE,
            &get().answered(302, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
