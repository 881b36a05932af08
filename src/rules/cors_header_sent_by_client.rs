//! A response header sent by the page.

use super::subject::and;
use super::{Broken, Severity, declare_rule};
use crate::fetch::Phase;
use crate::verdict::{Brief, Shown};

declare_rule! {
    /// # What it means
    /// The request carries an `Access-Control-Allow-…` header, or its preflight asks to send one.
    /// # Why it matters
    /// These headers are the server's permission; in a request they have no effect. They do harm:
    /// an unknown request header makes the browser send a preflight, which the server must then
    /// allow. Often that is exactly what breaks the request.
    /// # Common causes
    /// - Response headers in the `headers` option of the call, taken over from an example.
    /// - The defaults of the HTTP client.
    /// # What to look at
    /// - Where the page or its HTTP client sets headers.
    /// # Example
    /// ```text
    /// fetch(url, { headers: { "Access-Control-Allow-Origin": "*" } })
    /// OPTIONS https://api.example/items    Access-Control-Request-Headers: access-control-allow-origin
    /// ```
    /// # How to fix it
    /// Remove the header from the page's code. The server sends it, with its response:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Request header field access-control-allow-origin is not allowed by Access-Control-Allow-Headers in preflight response.
    /// ```
    RULE = {
        name: "cors-header-sent-by-client",
        check: check,
        summary: "the page sends a CORS response header",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#http-requests",
        also_known_as: &[],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let mut names: Vec<String> = Vec::new();
    let mut exhibits: Vec<Shown> = Vec::new();
    let mut place = None;
    for message in brief.sent() {
        for (name, value) in message.request.iter() {
            let sent: Vec<String> = if is_permission(name) {
                vec![name.to_ascii_lowercase()]
            } else if name.eq_ignore_ascii_case("Access-Control-Request-Headers") {
                value
                    .split(',')
                    .map(|asked| asked.trim().to_ascii_lowercase())
                    .filter(|asked| is_permission(asked))
                    .collect()
            } else {
                continue;
            };
            if sent.is_empty() || exhibits.len() >= 12 {
                continue;
            }
            let phase = match message.phase {
                Phase::Preflight => Phase::Preflight,
                _ => Phase::Request,
            };
            place.get_or_insert((phase, message.hop));
            exhibits.extend(message.asked(name));
            for name in sent {
                if !names.contains(&name) && names.len() < 6 {
                    names.push(name);
                }
            }
        }
    }
    let Some((phase, hop)) = place else {
        return Vec::new();
    };
    let summary = format!(
        "The page sends {} with its request. Only the server's response can give that permission, \
         and the extra header requires a preflight.",
        and(&names)
    );
    vec![Broken {
        phase,
        hop,
        summary,
        exhibits,
        expose: Vec::new(),
    }]
}

fn is_permission(name: &str) -> bool {
    const PREFIX: &str = "access-control-allow-";
    name.len() <= 64
        && name
            .get(..PREFIX.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet};
    use super::RULE;
    use crate::fetch::Phase;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &get()
                .asking("access-control-allow-origin")
                .preflight(204, &["Access-Control-Allow-Origin: *"])
                .blocked(),
        );
        assert_eq!(broken.phase, Phase::Request);
        assert_eq!(
            broken.summary,
            "The page sends access-control-allow-origin with its request. Only the server's response can give that permission, and the extra header requires a preflight."
        );
        assert_eq!(broken.exhibits.len(), 2);
        noted(
            &RULE,
            &get()
                .header("Access-Control-Allow-Origin", "*")
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &get()
                .asking("x-a")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: *",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
