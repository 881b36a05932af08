//! A redirect to a URL with a user name or a password.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The response redirects to a URL with a user name or password in it, such as
    /// `https://user:secret@api.example/`. Browsers do not follow such a redirect for a CORS
    /// request: a server could make the page use those credentials.
    /// # Common causes
    /// - An old URL of the form `https://user:password@host` in the server's configuration.
    /// # What to look at
    /// - `Location` in the redirect.
    /// # Example
    /// ```text
    /// GET https://api.example/file         Origin: https://shop.example
    /// 302 Found                            Location: https://user:secret@files.example/file
    /// ```
    /// # How to fix it
    /// Redirect to the URL without them, and let the target authenticate by a header, a cookie or a
    /// signed URL:
    /// ```text
    /// Location: https://files.example/file
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Redirect location 'https://…' contains a username and password, which is disallowed for cross-origin requests.
    /// Firefox   CORS request did not succeed
    /// Safari    Cross-origin redirection to https://… denied by Cross-Origin Resource Sharing policy: redirection URL has credentials
    /// ```
    RULE = {
        name: "redirect-contains-credentials",
        refusal: RefusalKind::RedirectContainsCredentials,
        grants: &["Location"],
        says: says,
        summary: "a redirect leads to a URL with a user name or password",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#http-redirect-fetch",
        also_known_as: &["RedirectContainsCredentials", "CORSDidNotSucceed2"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{} redirects to a URL with a user name or password, which browsers do not follow for CORS \
         requests.",
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
                .redirected(
                    "https://api.example/items",
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://user:secret@files.example/items",
                    ],
                )
                .to("https://files.example/items")
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .to("https://api.example/file")
                .answered(
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://user@api.example/items",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .redirected(
                    "https://api.example/old",
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://api.example/items",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
