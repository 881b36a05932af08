//! A cause or a rule in two to four words, for the rows of the list.

use crate::causes::Cause;

/// Every kind of cause and every rule that blocks, with its words.
const SHORT: &[(&str, &str)] = &[
    // Causes.
    ("another-program", "another program responds"),
    ("body-too-large", "body too large"),
    ("cached-response", "cached for another page"),
    ("client-certificate", "OPTIONS needs a certificate"),
    ("connection-failed", "no connection"),
    ("cors-header-misplaced", "lists in the wrong response"),
    ("cors-header-misspelt", "header name misspelt"),
    ("cors-headers-in-request", "page sends CORS headers"),
    ("cors-not-configured", "no CORS headers"),
    ("credentials-not-granted", "cookies not allowed"),
    ("error-without-headers", "errors lack headers"),
    ("extension-blocked", "blocked by an extension"),
    ("gateway-answered", "gateway responded"),
    ("headers-set-twice", "headers set twice"),
    ("insecure-url", "http on an https page"),
    ("interstitial-page", "warning page instead of API"),
    ("lists-misspelt", "list cannot be read"),
    ("login-in-front", "login in front"),
    ("login-redirect", "sent to a login page"),
    ("method-not-listed", "method not listed"),
    ("mode-forbids", "forbidden by the page's call"),
    ("new-request-header", "request header not listed"),
    ("nginx-without-always", "nginx without always"),
    ("not-for-pages", "service not for pages"),
    ("only-on-preflight", "headers on OPTIONS only"),
    ("only-on-response", "no headers on OPTIONS"),
    ("origin-misspelt", "origin misspelt"),
    ("origin-not-listed", "origin not listed"),
    ("origin-not-registered", "origin not registered"),
    ("origin-refused", "refused for its origin"),
    ("other-origin-only", "allows another origin"),
    ("page-from-disk", "page opened from disk"),
    ("page-policy", "page's own CSP"),
    ("preflight-error", "OPTIONS fails with an error"),
    ("preflight-not-routed", "no route for OPTIONS"),
    ("preflight-redirected", "OPTIONS redirected"),
    ("preflight-rejected", "OPTIONS rejected"),
    ("preflight-unauthorized", "OPTIONS needs a login"),
    ("private-network", "local network access"),
    ("redirect-left-host", "redirect to another host"),
    ("redirect-unusable", "unusable redirect"),
    ("redirect-without-headers", "redirect lacks headers"),
    ("resource-policy", "Resource-Policy"),
    ("service-worker", "service worker"),
    ("several-origins-listed", "several origins in one header"),
    ("wildcard-with-credentials", "* with cookies"),
    ("wrong-content", "wrong content type"),
    ("wrong-endpoint", "wrong URL"),
    // Rules, where no cause is known.
    ("allow-credentials-not-true", "cookies not allowed"),
    ("allow-headers-invalid", "header list cannot be read"),
    ("allow-methods-invalid", "method list cannot be read"),
    ("allow-origin-invalid", "not a valid origin"),
    ("allow-origin-mismatch", "allows another origin"),
    ("allow-origin-missing", "no Allow-Origin"),
    ("allow-origin-multiple", "several Allow-Origin values"),
    ("allow-origin-wildcard-with-credentials", "* with cookies"),
    ("authorization-not-covered", "Authorization not listed"),
    ("blocked-by-client", "blocked by an extension"),
    ("body-incomplete", "body incomplete"),
    ("coep-corp", "page requires a Resource-Policy"),
    ("content-security-policy", "page's own CSP"),
    ("corp-same-origin", "Resource-Policy: same-origin"),
    ("corp-same-site", "Resource-Policy: same-site"),
    ("dip-corp", "isolation needs Resource-Policy"),
    ("disallowed-by-mode", "same origin only"),
    ("event-source-refused", "not an event stream"),
    ("frame-refused", "frame refused"),
    ("header-not-allowed", "request header not listed"),
    ("local-network-access", "local network access"),
    ("method-not-allowed", "method not listed"),
    ("mime-type-mismatch", "wrong content type"),
    ("mixed-content", "http on an https page"),
    ("network-error", "no response"),
    ("opaque-response-blocked", "opaque response blocked"),
    ("port-blocked", "port blocked"),
    ("preflight-failed", "no response to OPTIONS"),
    ("preflight-redirect", "OPTIONS redirected"),
    ("preflight-status-not-ok", "OPTIONS failed"),
    ("redirect-contains-credentials", "password in the redirect"),
    ("redirect-mode", "redirects forbidden"),
    ("redirect-scheme", "redirect to another scheme"),
    ("scheme-not-supported", "not an http URL"),
    ("service-worker", "service worker"),
    ("stopped-in-browser", "stopped in the browser"),
    ("too-many-redirects", "too many redirects"),
    ("unexplained", "reason not recorded"),
    ("websocket-refused", "WebSocket refused"),
];

/// Causes of one kind that need words of their own: the kind, the key at the end of the cause's id,
/// and the words.
const BY_KEY: &[(&str, &str, &str)] = &[("preflight-not-routed", "no-such-url", "no such URL")];

/// The words for a kind of cause or a rule.
pub fn short(name: &str) -> Option<&'static str> {
    let named = |(own, words): &(&str, &'static str)| (*own == name).then_some(*words);
    SHORT.iter().find_map(named)
}

/// The words for a cause.
pub fn of_cause(cause: &Cause) -> Option<&'static str> {
    // Where a report is on several captures, the id ends with the number of the capture.
    let id = cause.id.split('#').next().unwrap_or_default();
    let key = id.rsplit(':').next();
    let by_key = BY_KEY
        .iter()
        .find(|(kind, own, _)| *kind == cause.kind && key == Some(*own));
    by_key
        .map(|(_, _, words)| *words)
        .or_else(|| short(cause.kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes::CAUSES;
    use crate::rules::RULES;

    #[test]
    fn every_cause_and_every_rule_that_blocks_has_its_words() {
        let causes = CAUSES.iter().map(|kind| kind.name);
        let blocking = RULES.iter().filter(|rule| rule.refusal.is_some());
        for name in causes.chain(blocking.map(|rule| rule.name)) {
            let words = short(name).unwrap_or_else(|| panic!("no short words for {name}"));
            assert!(words.chars().count() <= 34, "{words}");
        }
    }

    #[test]
    fn a_url_that_does_not_exist_is_not_said_to_lack_a_route_for_options() {
        let cause = |id: &str| Cause {
            id: id.to_owned(),
            kind: "preflight-not-routed",
            ..Cause::default()
        };
        for (id, words) in [
            ("preflight-not-routed@api.example", "no route for OPTIONS"),
            (
                "preflight-not-routed@api.example:8080",
                "no route for OPTIONS",
            ),
            (
                "preflight-not-routed@api.example:no-such-url",
                "no such URL",
            ),
            (
                "preflight-not-routed@api.example:no-such-url#2",
                "no such URL",
            ),
        ] {
            assert_eq!(of_cause(&cause(id)), Some(words), "{id}");
        }
    }

    #[test]
    fn no_words_are_kept_for_what_is_not_there() {
        for (name, _) in SHORT {
            let known = CAUSES.iter().any(|kind| kind.name == *name)
                || RULES.iter().any(|rule| rule.name == *name);
            assert!(known, "{name}");
        }
    }
}
