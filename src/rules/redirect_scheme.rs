//! A redirect to something that is not http or https.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The response redirects to another scheme (`mailto:`, `ftp:`, an app's own), to something
    /// that is not a valid URL, or has two `Location` headers that differ. Requests made by scripts
    /// follow only redirects to `http` and `https`. An app's scheme, as in an OAuth callback, works
    /// for a navigation (a link, `location.href`), not for `fetch` or `XMLHttpRequest`.
    /// # Common causes
    /// - An OAuth callback or a deep link to an app.
    /// - A broken `Location`: a missing scheme, a placeholder that was not filled in.
    /// # What to look at
    /// - `Location` in the redirect.
    /// # Example
    /// ```text
    /// GET https://api.example/callback     Origin: https://shop.example
    /// 302 Found                            Location: myapp://done
    /// ```
    /// # How to fix it
    /// Send one `Location` header with an `https` URL. Or respond with status 200 and the URL in
    /// the body, and let the page go there:
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
        grants: &["Location"],
        says: says,
        summary: "a redirect leads to a URL that is not http or https",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#http-redirect-fetch",
        also_known_as: &["redirect-non-http-scheme", "CORSDidNotSucceed2", "CORSRequestNotHttp", "SOP", "net::ERR_UNSAFE_REDIRECT", "net::ERR_UNKNOWN_URL_SCHEME"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let target = blocked
        .quoted("Location")
        .unwrap_or_else(|| "an address that is not recorded".to_owned());
    format!(
        "{} redirects to {target}, which is not an http or https URL.",
        blocked.host
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
