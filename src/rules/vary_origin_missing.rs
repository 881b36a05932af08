//! A response for one origin that a cache may return to another.

use super::subject::short;
use super::{Broken, Severity, declare_rule};
use crate::fetch::Phase;
use crate::http::{HeaderList, Origin};
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// The response allows one origin, a cache may keep it, and it does not say `Vary: Origin`.
    /// # Why it matters
    /// A cache (the browser's own, a proxy, a CDN) keeps one response for the URL. Without `Vary:
    /// Origin` it returns that response to pages of every origin, and it may use a response made
    /// for an `<img>` without CORS for a `fetch()`. The request then fails sometimes, and works
    /// with the cache disabled.
    ///
    /// The header is not needed if every response of this URL carries the same value, requested
    /// with or without `Origin`.
    /// # Common causes
    /// - The header is built by hand. CORS libraries add `Vary` themselves.
    /// # What to look at
    /// - `Vary` in all responses of the route, including those to requests without `Origin`.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: https://shop.example
    ///                                      Cache-Control: max-age=600
    /// ```
    /// # How to fix it
    /// Send this with every response of the URL, including those without
    /// `Access-Control-Allow-Origin`:
    /// ```text
    /// Vary: Origin
    /// ```
    /// Configure a CDN to include `Origin` in its cache key. If everyone may read the response, you
    /// can always send `Access-Control-Allow-Origin: *` instead.
    /// # What browsers say
    /// Nothing, until it fails. Then they report that `Access-Control-Allow-Origin` is missing or
    /// names another origin.
    RULE = {
        name: "vary-origin-missing",
        check: check,
        summary: "a cache may reuse a response for one origin without Vary: Origin",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches",
        also_known_as: &["cached-response-without-acao", "Vary", "Vary: Origin"],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let Some(message) = brief.messages().pop() else {
        return Vec::new();
    };
    let Some(allowed) = message.response.get("Access-Control-Allow-Origin") else {
        return Vec::new();
    };
    if message.phase != Phase::Response
        || !matches!(Origin::of_header(&allowed), Some(Origin::Tuple(_)))
        || !matches!(message.method, "GET" | "HEAD")
        || !matches!(message.status, 200..=299 | 404 | 410)
        || !may_be_reused(message.response)
        || varies_by_origin(message.response)
    {
        return Vec::new();
    }
    let mut exhibits = message.shows("Access-Control-Allow-Origin");
    exhibits.extend(message.shows("Vary"));
    let summary = format!(
        "The response from {} allows only {}, and it lacks Vary: Origin: a cache may return it to \
         a page of another origin.",
        message.host(),
        short(&allowed)
    );
    vec![message.broken(summary, exhibits)]
}

fn varies_by_origin(response: &HeaderList<'_>) -> bool {
    response
        .lines("Vary")
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|name| name == "*" || name.eq_ignore_ascii_case("origin"))
}

/// Whether a cache is likely to return the response again: it says for how long, or how it can
/// be told to be unchanged, or came from a cache already. What has none of these is asked anew.
fn may_be_reused(response: &HeaderList<'_>) -> bool {
    let mut fresh = false;
    for directive in response
        .lines("Cache-Control")
        .flat_map(|line| line.split(','))
        .map(|directive| directive.trim().to_ascii_lowercase())
    {
        if matches!(directive.as_str(), "no-store" | "no-cache" | "max-age=0") {
            return false;
        }
        fresh |= directive == "public"
            || directive == "immutable"
            || directive.starts_with("max-age=")
            || directive.starts_with("s-maxage=");
    }
    fresh
        || ["ETag", "Last-Modified", "Age"]
            .iter()
            .any(|name| response.contains(name))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet, request};
    use super::RULE;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "Cache-Control: public, max-age=60",
                    "Vary: Accept-Encoding",
                ],
            ),
        );
        assert_eq!(
            broken.summary,
            "The response from api.example allows only https://shop.example, and it lacks Vary: Origin: a cache may return it to a page of another origin."
        );
        noted(
            &RULE,
            &get()
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: https://www.shop.example",
                        "Age: 12",
                    ],
                )
                .blocked(),
        );
        noted(
            &RULE,
            &get().answered(
                404,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "ETag: x",
                ],
            ),
        );
        for vary in [
            &[
                "Access-Control-Allow-Origin: https://shop.example",
                "ETag: x",
                "Vary: Accept, ORIGIN",
            ],
            &[
                "Access-Control-Allow-Origin: https://shop.example",
                "ETag: x",
                "Vary: *",
            ],
            &[
                "Access-Control-Allow-Origin: https://shop.example",
                "ETag: x",
                "Cache-Control: private, no-store",
            ],
            &[
                "Access-Control-Allow-Origin: *",
                "ETag: x",
                "Cache-Control: max-age=60",
            ],
            &[
                "Access-Control-Allow-Origin: null",
                "ETag: x",
                "Cache-Control: max-age=60",
            ],
        ] {
            quiet(&RULE, &get().answered(200, vary));
        }
        quiet(
            &RULE,
            &get().answered(200, &["Access-Control-Allow-Origin: https://shop.example"]),
        );
        quiet(
            &RULE,
            &get().answered(
                500,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "ETag: x",
                ],
            ),
        );
        quiet(
            &RULE,
            &request("POST").answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "ETag: x",
                ],
            ),
        );
    }
}
