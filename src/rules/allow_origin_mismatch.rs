//! An `Access-Control-Allow-Origin` for somebody else.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;
use crate::http::difference::difference;

declare_rule! {
    /// # What it means
    /// The response allows one origin, and the page has another one. The value must equal the
    /// request's `Origin` character for character. A trailing slash, `http` instead of `https`,
    /// another port, `www.`, upper case, `:443` written out, or `127.0.0.1` instead of `localhost`
    /// all make it another origin.
    /// # Common causes
    /// - The server sends one fixed origin, and the page runs on another one (a preview, a local
    ///   server, with or without `www.`).
    /// - A cache returned a response that was made for another page: `Vary: Origin` is missing.
    /// - A redirect went to another host, after which browsers send `Origin: null`.
    /// # What to look at
    /// - The `Origin` of the request and the header of the response: compare them character for
    /// character.
    /// - `Age` and `X-Cache`: did a cache respond?
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: https://shop.example/
    /// ```
    /// # How to fix it
    /// If the request's `Origin` is on your list, send back exactly that:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// If the request arrives with `Origin: null` after a redirect, request the final URL directly.
    /// Do not allow `null`.
    /// # What browsers say
    /// ```text
    /// Chromium  The 'Access-Control-Allow-Origin' header has a value 'https://shop.example/' that is not equal to the supplied origin.
    /// Firefox   CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://shop.example/’
    /// Safari    Origin https://shop.example is not allowed by Access-Control-Allow-Origin. Status code: 200
    /// ```
    RULE = {
        name: "allow-origin-mismatch",
        refusal: RefusalKind::AllowOriginMismatch,
        asks: &["Origin", "Cookie"],
        grants: &["Access-Control-Allow-Origin"],
        says: says,
        summary: "Access-Control-Allow-Origin names another origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &["acao-mismatch", "preflight-acao-mismatch", "AllowOriginMismatch", "PreflightAllowOriginMismatch", "CORSAllowOriginNotMatchingOrigin"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let value = blocked.value("Access-Control-Allow-Origin");
    let (host, origin) = (&blocked.host, blocked.origin());
    if blocked.is_tainted() {
        return format!(
            "A redirect from another origin led there, so the browser sends Origin: null to {host}, \
             and `{value}` does not match that."
        );
    }
    let fault = difference(&value, origin).map_or_else(
        || "it is another origin".to_owned(),
        |fault| fault.to_string(),
    );
    format!(
        "{} allows `{value}`, but the page is {origin}: {fault}.",
        blocked.subject()
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
                .answered(200, &["Access-Control-Allow-Origin: https://shop.example/"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: http://shop.example"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    200,
                    &["Access-Control-Allow-Origin: https://shop.example:443"],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: https://Shop.example"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: null"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .redirected(
                    "https://old.example/items",
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://api.example/items",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: https://shop.example"])
                .blocked(),
        );
        passes(
            &RULE,
            &get().answered(
                200,
                &["Access-Control-Allow-Origin: \thttps://shop.example "],
            ),
        );
    }
}
