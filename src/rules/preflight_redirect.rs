//! A preflight whose response is a redirect.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The browser sent a preflight (`OPTIONS`) first, and the response was a redirect. Browsers do
    /// not follow redirects of a preflight: the URL itself must respond. The request was never
    /// sent.
    /// # Common causes
    /// - `http` instead of `https`, or another spelling of the host (with or without `www.`).
    /// - A slash at the end of the path that the server adds or removes.
    /// - The login has expired, and the redirect leads to a login page.
    /// # What to look at
    /// - `Location` in the response to `OPTIONS`: how does it differ from the URL?
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/items/   Access-Control-Request-Method: PUT
    /// 308 Permanent Redirect               Location: https://api.example/items
    /// ```
    /// # How to fix it
    /// Request the URL that the redirect leads to. Or respond to `OPTIONS` requests that have
    /// `Access-Control-Request-Method` before anything redirects:
    /// ```text
    /// 204 No Content
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Methods: PUT
    /// ```
    /// A redirect to a login page needs the second fix. Also respond with 401 instead of a redirect
    /// to requests that are not navigations.
    /// # What browsers say
    /// ```text
    /// Chromium  Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.
    /// Firefox   CORS request external redirect not allowed
    /// Safari    Preflight response is not successful. Status code: 308
    /// ```
    /// Chromium's network panel shows `net::ERR_INVALID_REDIRECT` for the preflight.
    RULE = {
        name: "preflight-redirect",
        refusal: RefusalKind::PreflightRedirect,
        grants: &["Location"],
        says: says,
        summary: "the preflight was redirected",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["PreflightDisallowedRedirect", "net::ERR_INVALID_REDIRECT", "CORSExternalRedirectNotAllowed"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let status = blocked.message.status;
    let how = match blocked.value("Location").as_str() {
        "" if status > 0 => format!(" ({status})"),
        "" => String::new(),
        target => format!(" ({status} to {target})"),
    };
    format!(
        "{} redirects the preflight{how}. Browsers do not follow redirects of a preflight.",
        blocked.host
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::{passes, refuses, request};
    use super::RULE;

    #[test]
    fn table() {
        refuses(
            &RULE,
            &request("PUT")
                .preflight(
                    308,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Location: https://api.example/items/",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &request("PUT")
                .preflight(302, &["Location: /login"])
                .blocked(),
        );
        passes(
            &RULE,
            &request("PUT")
                .preflight(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Location: /login",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
