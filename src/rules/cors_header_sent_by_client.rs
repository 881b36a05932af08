//! A response header sent by the page.

use super::subject::{Exhibit, and, lines};
use super::{Broken, Severity, Subject, declare_rule};
use crate::capture::{Entry, Part};
use crate::fetch::Phase;
use crate::http::HeaderList;

declare_rule! {
    /// # What it does
    /// Finds requests that carry an `Access-Control-Allow-…` header, or ask in their preflight to
    /// send one.
    /// # Why it matters
    /// These headers are the server's permission; from the page they mean nothing. They do harm:
    /// an unknown request header makes the browser send a preflight, which the server must then
    /// allow. Often this is the very thing that breaks the request.
    /// # Example
    /// ```text
    /// fetch(url, { headers: { "Access-Control-Allow-Origin": "*" } })
    /// OPTIONS https://api.example/items    Access-Control-Request-Headers: access-control-allow-origin
    /// ```
    /// # Fix
    /// Take the header out of the page's code (look for it in the defaults of the HTTP client,
    /// too). The server sends it, with its answer:
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

fn check(subject: &Subject<'_>) -> Vec<Broken> {
    let mut names: Vec<String> = Vec::new();
    let mut exhibits: Vec<Exhibit> = Vec::new();
    let mut place = None;
    let mut look = |request: &HeaderList<'_>, entry: &Entry, phase: Phase, hop: usize| {
        for (name, value) in request.iter() {
            let pointed = |line| subject.capture.place(entry, Part::RequestHeader(line));
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
            place.get_or_insert((phase, u16::try_from(hop).unwrap_or(u16::MAX)));
            exhibits.extend(lines(request, name, pointed));
            for name in sent {
                if !names.contains(&name) && names.len() < 6 {
                    names.push(name);
                }
            }
        }
    };
    for (number, hop) in subject.observed.hops.iter().enumerate() {
        look(&hop.request, hop.entry, Phase::Request, number);
        if let Some(preflight) = hop.preflight.as_ref().filter(|preflight| !preflight.cached) {
            let entry = preflight.entry;
            look(&preflight.request, entry, Phase::Preflight, number);
        }
    }
    if let Some(preflight) = &subject.observed.orphan {
        let hop = subject.observed.hops.len();
        look(&preflight.request, preflight.entry, Phase::Preflight, hop);
    }
    let Some((phase, hop)) = place else {
        return Vec::new();
    };
    let summary = format!(
        "The page sends {} with its request; only a server's answer may give that permission, \
         and the header makes a preflight necessary.",
        and(&names)
    );
    vec![Broken {
        phase,
        hop,
        summary,
        exhibits,
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
            "The page sends access-control-allow-origin with its request; only a server's answer \
             may give that permission, and the header makes a preflight necessary."
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
