//! A response that allows `null`.

use super::{Broken, Severity, declare_rule};
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// The response says `Access-Control-Allow-Origin: null`. `null` is what browsers send for
    /// pages from disk, for sandboxed frames, for `data:` URLs, and after a redirect from another
    /// host.
    /// # Why it matters
    /// Any site can make such a frame, so `null` lets every site read the response. With
    /// `Access-Control-Allow-Credentials: true`, every site can read it with the user's cookies.
    /// # Common causes
    /// - Someone added `null` to the list of origins while testing with a local file or a sandbox.
    /// - The server sends back any `Origin` that it gets.
    /// # What to look at
    /// - The `Origin` header of the request, and the address of the page.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: null
    /// 200 OK                               Access-Control-Allow-Origin: null
    /// ```
    /// # How to fix it
    /// Serve the page over http(s), so it has an origin, and allow that one:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// If everyone may read the response, send `*`: it also covers `Origin: null`, but never
    /// requests with credentials. After a redirect from another host, request the final URL
    /// directly.
    /// # What browsers say
    /// Nothing: for `Origin: null` it is a match. For any other page it is a mismatch.
    RULE = {
        name: "allow-origin-null",
        check: check,
        summary: "the response allows the origin null",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#http-access-control-allow-origin",
        also_known_as: &["acao-null-literal"],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let nulls: Vec<_> = brief
        .messages()
        .into_iter()
        .filter(|message| {
            message
                .response
                .get("Access-Control-Allow-Origin")
                .as_deref()
                == Some("null")
        })
        .collect();
    let Some(first) = nulls.first() else {
        return Vec::new();
    };
    let with_credentials = first
        .response
        .get("Access-Control-Allow-Credentials")
        .as_deref()
        == Some("true");
    let summary = format!(
        "{} allows the origin `null`, which any site can get with a sandboxed frame{}.",
        first.host(),
        if with_credentials {
            ", with the user's cookies"
        } else {
            ""
        }
    );
    let exhibits = nulls
        .iter()
        .flat_map(|message| message.shows("Access-Control-Allow-Origin"))
        .collect();
    vec![first.broken(summary, exhibits)]
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet, request};
    use super::RULE;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &get()
                .on("null")
                .answered(200, &["Access-Control-Allow-Origin: null"]),
        );
        assert_eq!(
            broken.summary,
            "api.example allows the origin `null`, which any site can get with a sandboxed frame."
        );
        let broken = noted(
            &RULE,
            &get()
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: null",
                        "Access-Control-Allow-Credentials: true",
                    ],
                )
                .blocked(),
        );
        assert!(
            broken
                .summary
                .ends_with("sandboxed frame, with the user's cookies.")
        );
        let both = request("PUT")
            .on("null")
            .preflight(
                204,
                &[
                    "Access-Control-Allow-Origin: null",
                    "Access-Control-Allow-Methods: PUT",
                ],
            )
            .answered(200, &["Access-Control-Allow-Origin: null"]);
        assert_eq!(noted(&RULE, &both).exhibits.len(), 2);
        quiet(
            &RULE,
            &get()
                .on("null")
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(&RULE, &get().answered(200, &[]));
        quiet(
            &RULE,
            &get()
                .to("https://shop.example/items")
                .answered(200, &["Access-Control-Allow-Origin: null"]),
        );
    }
}
