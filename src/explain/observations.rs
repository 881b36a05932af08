//! What the values of a pasted line show beyond what its article says anyway.

use super::explanation::Value;
use crate::http::difference::difference;

/// One sentence each.
pub(super) fn of(term: &str, values: &[Value]) -> Vec<String> {
    let value = |name: &str| {
        let known = values.iter().find(|(n, _)| *n == name);
        known.map(|(_, value)| value.as_str())
    };
    let mut sentences = Vec::new();
    if term.starts_with("allow-origin-")
        && let (Some(origin), Some(header)) = (value("origin"), value("value"))
        && let Some(fault) = difference(header, origin)
    {
        sentences.push(format!(
            "The page is {origin}, but the value is {header}: {fault}."
        ));
    }
    if value("origin") == Some("null") {
        sentences.push(
            "The origin null means a page from disk, a sandboxed frame, or a request that was \
             redirected from one host to another."
                .to_owned(),
        );
    }
    if let Some(initial) = value("initial") {
        sentences.push(format!(
            "The request went to {initial} first and was redirected. Is that intended, or does \
             the redirect lead to a login page?"
        ));
    }
    if let Some(sentence) = value("status").and_then(of_status) {
        sentences.push(sentence);
    }
    if let Some(header) = value("header") {
        if term == "header-not-allowed" {
            sentences.push(format!(
                "The header is {header}: add it to Access-Control-Allow-Headers."
            ));
        }
        sentences.extend(of_header(header).map(str::to_owned));
    }
    match value("method") {
        Some("patch") => sentences.push(
            "The method is patch in lower case. It is sent like that, and it is not the same \
             method as PATCH: write it in upper case in the page."
                .to_owned(),
        ),
        Some(method) if term == "method-not-allowed" => sentences.push(format!(
            "The method is {method}: add it to Access-Control-Allow-Methods."
        )),
        _ => {}
    }
    sentences
}

/// What a status says about where the response came from.
fn of_status(status: &str) -> Option<String> {
    if status == "(null)" {
        return Some("There was no status: there was no response.".to_owned());
    }
    let says = match status.parse::<u16>().ok()? {
        401 | 403 => {
            "the server requires a login, which a preflight never carries, or forbids the request"
        }
        404 | 405 | 501 => "no route handles this method here; for a preflight that is OPTIONS",
        408 | 502..=504 => "a gateway got no response from the server behind it",
        413 => "the body is too large for a server in front",
        429 => "a limit on the number of requests was reached",
        500..=599 => "the server failed, and its error page lacks the headers",
        300..=399 => "it is a redirect, which needs the headers too",
        400..=499 => "the server rejected the request",
        _ => return None,
    };
    Some(format!("The status is {status}: {says}."))
}

/// What usually adds a request header.
fn of_header(header: &str) -> Option<&'static str> {
    let name = header.to_ascii_lowercase();
    let families: [(&[&str], &str); 6] = [
        (
            &[
                "traceparent",
                "tracestate",
                "baggage",
                "sentry-trace",
                "b3",
                "x-b3-",
                "x-datadog-",
                "newrelic",
                "request-id",
                "request-context",
                "uber-trace-id",
                "elastic-apm-",
            ],
            "A tracing library adds this header. It can be configured to skip some hosts.",
        ),
        (
            &["x-csrf", "x-xsrf", "csrf"],
            "CSRF protection adds this header. Other hosts rarely need it.",
        ),
        (
            &["x-requested-with"],
            "jQuery and older libraries add this header. Nothing needs it today.",
        ),
        (
            &["cache-control", "pragma", "expires", "if-"],
            "This header controls caching. fetch has the option cache, which needs no permission.",
        ),
        (
            &["access-control-"],
            "This header belongs in the response: remove it from the page's request.",
        ),
        (
            &["content-type"],
            "JSON makes the browser ask for content-type: every server that accepts such bodies \
             must list it.",
        ),
    ];
    families
        .into_iter()
        .find(|(names, _)| names.iter().any(|start| name.starts_with(start)))
        .map(|(_, sentence)| sentence)
}
