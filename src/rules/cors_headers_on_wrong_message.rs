//! Answers to a preflight in the response.

use super::subject::and;
use super::{Broken, Severity, declare_rule};
use crate::fetch::Phase;
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// The response has `Access-Control-Allow-Methods`, `Access-Control-Allow-Headers` or
    /// `Access-Control-Max-Age`, and the response to the preflight lacks it.
    /// # Why it matters
    /// Browsers read these three only in the response to a preflight. Here the route sets them, but
    /// something else responds to `OPTIONS`. The next method or header will be blocked, or each
    /// request needs its own preflight.
    /// # Common causes
    /// - The route's code sets the headers, and a framework, proxy or CDN responds to `OPTIONS`.
    /// # What to look at
    /// - Who responds to `OPTIONS`: its `Server` header and body.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/items    204 No Content (no Access-Control-Max-Age)
    /// PUT https://api.example/items        200 OK, Access-Control-Max-Age: 600
    /// ```
    /// # How to fix it
    /// Send them with the response to `OPTIONS`:
    /// ```text
    /// Access-Control-Allow-Methods: GET, PUT
    /// Access-Control-Allow-Headers: Content-Type
    /// Access-Control-Max-Age: 600
    /// ```
    /// # What browsers say
    /// Nothing, until a preflight fails because they are missing.
    RULE = {
        name: "cors-headers-on-wrong-message",
        check: check,
        summary: "headers for the preflight are in the wrong response",
        severity: Severity::Note,
        spec: "https://fetch.spec.whatwg.org/#http-responses",
        also_known_as: &[],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let messages = brief.messages();
    let Some(response) = messages.last().filter(|last| last.phase == Phase::Response) else {
        return Vec::new();
    };
    let preflight = messages
        .iter()
        .find(|message| message.phase == Phase::Preflight && message.hop == response.hop);
    let Some(preflight) = preflight else {
        return Vec::new();
    };
    let misplaced: Vec<&str> = [
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Access-Control-Max-Age",
    ]
    .into_iter()
    .filter(|name| response.response.contains(name) && !preflight.response.contains(name))
    .collect();
    if misplaced.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = misplaced.iter().map(ToString::to_string).collect();
    let summary = format!(
        "{} sends {} with the response, where browsers ignore it, and not with the preflight's response.",
        response.host(),
        and(&names)
    );
    let exhibits = misplaced
        .iter()
        .flat_map(|name| [response.shows(name), preflight.shows(name)])
        .flatten()
        .collect();
    vec![response.broken(summary, exhibits)]
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet, request};
    use super::RULE;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                    ],
                )
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 600",
                        "Access-Control-Allow-Headers: *",
                    ],
                ),
        );
        assert_eq!(
            broken.summary,
            "api.example sends Access-Control-Allow-Headers and Access-Control-Max-Age with the \
             response, where browsers ignore it, and not with the preflight's response."
        );
        quiet(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 600",
                    ],
                )
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                        "Access-Control-Max-Age: 600",
                    ],
                ),
        );
        quiet(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Allow-Methods: GET",
                ],
            ),
        );
    }
}
