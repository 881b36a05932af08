//! Response headers that script cannot see.

use super::subject::and;
use super::{Broken, Severity, declare_rule};
use crate::exchange::CredentialsMode;
use crate::fetch::exposed::exposed_header_names;
use crate::fetch::opaque::Destination;
use crate::http::header::Extracted;
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// The response reached the page and has headers that pages usually read (a file name, a page
    /// count, a rate limit, a link), but it does not expose them.
    /// # Why it matters
    /// From a response of another origin, script sees only `Cache-Control`, `Content-Language`,
    /// `Content-Length`, `Content-Type`, `Expires`, `Last-Modified` and `Pragma`. Everything else
    /// is hidden until the server lists it: the developer tools and curl show the header, and
    /// `response.headers.get("X-Total-Count")` returns `null`, without an error.
    /// # Common causes
    /// - `Access-Control-Expose-Headers` is missing, or it is in the response to `OPTIONS` only.
    /// - It is `*` and the request carries credentials: then it exposes nothing.
    /// # What to look at
    /// - `Access-Control-Expose-Headers` in the response itself, not in that of the preflight.
    /// # Example
    /// ```text
    /// GET https://api.example/report       Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: https://shop.example
    ///                                      Content-Disposition: attachment; filename="report.pdf"
    /// ```
    /// # How to fix it
    /// List them in the response itself:
    /// ```text
    /// Access-Control-Expose-Headers: Content-Disposition
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Refused to get unsafe header "Content-Disposition" (XMLHttpRequest only)
    /// Firefox   (nothing)
    /// Safari    Refused to get unsafe header "Content-Disposition" (XMLHttpRequest only)
    /// ```
    RULE = {
        name: "expose-headers-missing",
        check: check,
        summary: "response headers that pages read are not exposed",
        severity: Severity::Note,
        spec: "https://fetch.spec.whatwg.org/#http-access-control-expose-headers",
        also_known_as: &["Access-Control-Expose-Headers", "Refused to get unsafe header"],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let Some(message) = brief.delivered() else {
        return Vec::new();
    };
    // What an element loads is read by no script.
    if brief.evidence.destination != Destination::Other
        || message
            .request
            .first("Sec-Fetch-Dest")
            .is_some_and(|dest| dest != "empty")
    {
        return Vec::new();
    }
    let listed = message.response.extract("Access-Control-Expose-Headers");
    if matches!(listed, Extracted::Failure { .. }) {
        // Another rule's matter.
        return Vec::new();
    }
    let include = brief.credentials() == Some(CredentialsMode::Include);
    let exposed = exposed_header_names(message.response, include);
    let mut hidden: Vec<&str> = Vec::new();
    let mut wanted = false;
    for (name, value) in message.response.iter() {
        let is_listed = |list: &[&str]| list.iter().any(|other| other.eq_ignore_ascii_case(name));
        let reading = reading(&name.to_ascii_lowercase(), value, message.status);
        if reading == Reading::Never || is_listed(&exposed) || is_listed(&hidden) {
            continue;
        }
        wanted |= reading == Reading::Likely;
        if hidden.len() < 12 {
            hidden.push(name);
        }
    }
    if !wanted {
        return Vec::new();
    }
    let names: Vec<String> = hidden.iter().map(ToString::to_string).collect();
    let summary = format!(
        "The page cannot read {} of this response; {} must list {} in Access-Control-Expose-Headers.",
        and(&names),
        message.host(),
        if names.len() == 1 { "it" } else { "them" }
    );
    let mut exhibits: Vec<_> = hidden.iter().flat_map(|name| message.shows(name)).collect();
    exhibits.extend(message.shows("Access-Control-Expose-Headers"));
    let mut broken = message.broken(summary, exhibits);
    if let Extracted::List(listed) = listed {
        broken.expose.extend(listed.into_iter().map(str::to_owned));
    }
    broken.expose.extend(names);
    vec![broken]
}

/// Whether pages read a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Never,
    /// Some do; not worth a note of its own, as too many responses carry it.
    Perhaps,
    /// It is there to be read by the page.
    Likely,
}

fn reading(name: &str, value: &str, status: i32) -> Reading {
    match name {
        "content-disposition" if value.to_ascii_lowercase().contains("filename") => Reading::Likely,
        "location" if matches!(status, 201 | 202) => Reading::Likely,
        "retry-after" if matches!(status, 429 | 503) => Reading::Likely,
        "link" if is_paging(value) => Reading::Likely,
        "content-range" if status == 206 => Reading::Likely,
        "x-total-count" | "x-total-pages" | "x-pagination" | "x-next-page" | "x-page-count"
        | "upload-offset" | "tus-resumable" | "x-csrf-token" => Reading::Likely,
        "etag" | "x-request-id" | "x-correlation-id" => Reading::Perhaps,
        _ if status == 429
            && (name.starts_with("ratelimit") || name.starts_with("x-ratelimit-")) =>
        {
            Reading::Likely
        }
        _ if name.starts_with("ratelimit") || name.starts_with("x-ratelimit-") => Reading::Perhaps,
        _ => Reading::Never,
    }
}

/// `Link` also serves preloading, which is the browser's own matter.
fn is_paging(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    ["next", "prev", "first", "last"].iter().any(|rel| {
        value.contains(&format!("rel=\"{rel}\"")) || value.contains(&format!("rel={rel}"))
    })
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
                    "Access-Control-Allow-Origin: *",
                    "X-Total-Count: 40",
                    "ETag: x",
                    "Server: x",
                ],
            ),
        );
        assert_eq!(
            broken.summary,
            "The page cannot read X-Total-Count and ETag of this response; api.example must list \
             them in Access-Control-Expose-Headers."
        );
        noted(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Content-Disposition: attachment; filename=a.pdf",
                ],
            ),
        );
        noted(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Link: </items?page=2>; rel=\"next\"",
                ],
            ),
        );
        noted(
            &RULE,
            &request("POST").answered(
                201,
                &["Access-Control-Allow-Origin: *", "Location: /items/9"],
            ),
        );
        noted(
            &RULE,
            &get().answered(429, &["Access-Control-Allow-Origin: *", "Retry-After: 30"]),
        );
        noted(
            &RULE,
            &get().answered(
                429,
                &["Access-Control-Allow-Origin: *", "RateLimit-Reset: 30"],
            ),
        );
        noted(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "X-Total-Count: 40",
                    "Access-Control-Expose-Headers: ETag",
                ],
            ),
        );
    }

    #[test]
    fn what_pages_seldom_read_needs_no_note() {
        for headers in [
            &[
                "Access-Control-Allow-Origin: *",
                "ETag: x",
                "X-Request-Id: 1",
            ] as &'static [&'static str],
            &["Access-Control-Allow-Origin: *", "X-RateLimit-Limit: 60"],
            &[
                "Access-Control-Allow-Origin: *",
                "X-Total-Count: 40",
                "Access-Control-Expose-Headers: etag, x-total-count",
            ],
            &[
                "Access-Control-Allow-Origin: *",
                "X-Total-Count: 40",
                "Access-Control-Expose-Headers: *",
            ],
            &[
                "Access-Control-Allow-Origin: *",
                "Link: </a.css>; rel=preload",
            ],
            &[
                "Access-Control-Allow-Origin: *",
                "Content-Disposition: inline",
            ],
            &["Access-Control-Allow-Origin: *", "Content-Length: 2"],
        ] {
            quiet(&RULE, &get().answered(200, headers));
        }
        quiet(
            &RULE,
            &get().answered(200, &["X-Total-Count: 40"]).blocked(),
        );
        quiet(
            &RULE,
            &get().header("Sec-Fetch-Dest", "font").answered(
                206,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Content-Range: bytes 0-1/2",
                ],
            ),
        );
    }

    #[test]
    fn the_wildcard_does_not_expose_to_a_request_with_credentials() {
        noted(
            &RULE,
            &get().with_credentials().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "Access-Control-Allow-Credentials: true",
                    "X-Total-Count: 40",
                    "Access-Control-Expose-Headers: *",
                ],
            ),
        );
    }
}
