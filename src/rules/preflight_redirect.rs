//! A preflight answered with a redirect.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds preflights (the `OPTIONS` request that the browser sends first to ask for
    /// permission) that were answered with a redirect.
    /// # Why it fails
    /// A preflight is never redirected: permission must come from the very address that was
    /// asked. Such redirects go from `http` to `https`, add or remove a slash at the end, go to
    /// the canonical host, or to a login page.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/items/   Access-Control-Request-Method: PUT
    /// 308 Permanent Redirect               Location: https://api.example/items
    /// ```
    /// # Fix
    /// Call the address that the redirect leads to (`https`, the right host, with or without the
    /// slash). Or answer `OPTIONS` requests that carry `Access-Control-Request-Method` before the
    /// redirect:
    /// ```text
    /// 204 No Content
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Methods: PUT
    /// ```
    /// A redirect to a login page needs the second; and answer requests that are no navigation
    /// with 401 instead of a redirect.
    /// # What browsers say
    /// ```text
    /// Chromium  Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.
    /// Firefox   CORS request external redirect not allowed
    /// Safari    Preflight response is not successful. Status code: 308
    /// ```
    /// Chromium's network panel shows `net::ERR_INVALID_REDIRECT` at the preflight.
    RULE = {
        name: "preflight-redirect",
        refusal: RefusalKind::PreflightRedirect,
        summary: "the preflight was redirected",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &[
            "PreflightDisallowedRedirect",
            "net::ERR_INVALID_REDIRECT",
            "CORSExternalRedirectNotAllowed",
        ],
    }
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
