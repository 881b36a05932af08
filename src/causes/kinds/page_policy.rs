//! The page's own Content Security Policy.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::layer::origin;
use crate::causes::siblings::host_of;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The page's own `Content-Security-Policy` does not list the host, so the browser sends
    /// nothing to it. This is not CORS: the policy comes from the page's server, not from the host
    /// that was requested.
    /// # Common causes
    /// A new API or CDN host is missing from `connect-src`, `font-src` or `script-src`; or a
    /// redirect leads to a host that is not listed.
    /// # What to look at
    /// The `Content-Security-Policy` header (or `<meta>`) of the page, and the console line, which
    /// names the directive.
    /// # Fix
    /// Add the host to the directive the console names, in the policy of the page.
    /// # Not to be mistaken for
    /// A blocked response: here nothing was sent.
    KIND = {
        name: "page-policy",
        title: "not CORS: the page's own policy does not list the host",
        also_known_as: &["connect-src", "host-not-in-csp"],
        settle: "The console line from that moment names the directive.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if case.refusal.kind != RefusalKind::ContentSecurityPolicy {
        return None;
    }
    let message = case.message()?;
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.path.clear();
    diagnosis.what = format!(
        "the page's Content-Security-Policy does not list {}",
        message.host()
    );
    diagnosis.explanation = format!(
        "The page's own Content-Security-Policy ({}) forbids the request: it does not have {} in \
         the directive for this kind of request (connect-src for fetch and XMLHttpRequest, \
         font-src for fonts, script-src for scripts). Add it there. Nothing was sent, so changes \
         on the other server do not help.",
        case.page(),
        host_of(message.url)
    );
    diagnosis.evidence = vec![case.url_of(message.id)];
    if let Some(forbidden) = &case.brief.evidence.forbidden {
        diagnosis.detail = format!("({})", forbidden.directive);
        diagnosis
            .evidence
            .extend(case.response_header(forbidden.document, &["Content-Security-Policy"]));
    }
    diagnosis.evidence.extend(case.error_of());
    let host = origin(host_of(message.url));
    let (directive, sources) = match &case.brief.evidence.forbidden {
        Some(forbidden) => (
            forbidden.directive,
            forbidden.sources.trim().replace(['\n', '\r'], " "),
        ),
        None => ("connect-src", "'self'".to_owned()),
    };
    let kept = match sources.as_str() {
        "" | "'none'" => String::new(),
        long if long.len() > 300 => "(what it lists today) ".to_owned(),
        sources => format!("{sources} "),
    };
    diagnosis.advise(
        Actor::Server,
        "Add the host to the page's Content-Security-Policy",
        &format!(
            "Content-Security-Policy: {directive} {kept}{host}\n\
             # in the response of the page (or its <meta>); the other directives stay as they are\n"
        ),
    );
    Some(diagnosis)
}
