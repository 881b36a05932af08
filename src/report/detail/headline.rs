//! The one sentence a reader would act on, and the sentences under it.

use super::findings::is_insecure;
use super::told;
use crate::capture::recorder;
use crate::exchange::Recorded;
use crate::fetch::{Phase, Refusal, RefusalKind, frames};
use crate::http::Origin;
use crate::http::difference::difference;
use crate::http::header::Extracted;
use crate::verdict::judge::Hypothesis;
use crate::verdict::{Brief, Outcome, Unknown, host_of};

/// One sentence that stands alone.
pub(super) fn of(brief: &Brief<'_>) -> String {
    let own = &brief.verdicts.recorded_by;
    if brief.is_only_told() {
        return told::headline(brief);
    }
    match own.outcome {
        Outcome::Blocked | Outcome::Failed => match (own.because, brief.reasons) {
            (Some(reason), _) => sentence(brief, reason, brief.hypothesis()),
            (None, [Some(first), Some(second)]) => either(brief, first, second),
            _ if own.outcome == Outcome::Failed => format!("{} did not answer.", host(brief)),
            _ => "The browser refused it, and the capture does not show why.".to_owned(),
        },
        Outcome::Allowed => format!("{} let {} read the answer.", host(brief), brief.page()),
        Outcome::SameOrigin => {
            "The page asked its own origin; there is nothing to check.".to_owned()
        }
        Outcome::NotCors => "No CORS request: the page gets no access to the answer, and needs \
                             none."
            .to_owned(),
        Outcome::Undetermined => {
            let needs: Vec<&str> = own
                .needs
                .iter()
                .map(|unknown| match unknown {
                    Unknown::Credentials => "whether the request carried credentials",
                    Unknown::Origin => "which origin made the request",
                    Unknown::Mode => "whether this was a CORS request",
                    Unknown::Preflight => "how the server answers a preflight",
                    Unknown::Response => "the response",
                    Unknown::Body => "the body",
                    Unknown::RedirectMode => {
                        "whether the page wanted redirects to be followed (redirect: 'manual' and \
                         'error' look alike here)"
                    }
                })
                .collect();
            if needs.is_empty() {
                "The capture does not hold what would decide it.".to_owned()
            } else {
                format!(
                    "Whether the page could read the answer stays open: the capture does not show \
                     {}.",
                    needs.join(", nor ")
                )
            }
        }
    }
}

fn either(brief: &Brief<'_>, first: Refusal, second: Refusal) -> String {
    let (mut one, mut other) = (brief.hypothesis_of(first), brief.hypothesis_of(second));
    let (mut first, mut second) = (first, second);
    if one.is_some_and(|hypothesis| hypothesis.include) {
        (one, other) = (other, one);
        (first, second) = (second, first);
    }
    let by_credentials = match (one, other) {
        (Some(one), Some(other)) => one.include != other.include,
        _ => true,
    };
    if !by_credentials {
        return format!(
            "Blocked either way. If it was a CORS request: {} If not: {}",
            sentence(brief, first, one),
            sentence(brief, second, other),
        );
    }
    format!(
        "Blocked either way. If the request carried no credentials: {} If it did: {}",
        sentence(brief, first, one),
        sentence(brief, second, other),
    )
}

fn host(brief: &Brief<'_>) -> String {
    host_of(brief.last_message().map_or("", |message| message.url))
}

/// What was wrong, with the values.
#[expect(
    clippy::too_many_lines,
    reason = "one short arm for each kind of refusal"
)]
pub(super) fn sentence(
    brief: &Brief<'_>,
    reason: Refusal,
    hypothesis: Option<&Hypothesis<'_>>,
) -> String {
    use RefusalKind as K;
    if brief.is_only_told() {
        return told::sentence(brief, reason);
    }
    let Some(message) = brief.message(reason) else {
        return "The browser refused it, and the capture does not show why.".to_owned();
    };
    let host = host_of(message.url);
    let outcome = brief.capture.producer.recorder.habits().outcome;
    let without_error_texts = outcome == recorder::Outcome::EmptyTimings;
    let origin = brief.page();
    let get = |name: &str| message.response.get(name).unwrap_or_default().into_owned();
    let answer = match reason.phase {
        Phase::Preflight => format!("the answer to the preflight from {host}"),
        Phase::Redirect => format!("the redirect from {host}"),
        Phase::Request | Phase::Response => format!("the answer from {host}"),
    };
    let capital = |text: &str| {
        let mut chars = text.chars();
        chars
            .next()
            .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
    };
    match reason.kind {
        K::AllowOriginMissing => missing_allow_origin(brief, reason, message.status, &host),
        K::AllowOriginWildcardWithCredentials => format!(
            "{} allows every origin (`*`), which does not cover a request with credentials; it \
             must say {origin} and Access-Control-Allow-Credentials: true.",
            capital(&answer)
        ),
        K::AllowOriginMultiple => format!(
            "{} has more than one Access-Control-Allow-Origin value (`{}`); only one may be \
             there, {origin}.",
            capital(&answer),
            get("Access-Control-Allow-Origin")
        ),
        K::AllowOriginInvalid => {
            let value = get("Access-Control-Allow-Origin");
            let fault = difference(&value, origin).map_or_else(
                || "it is not a valid origin".to_owned(),
                |fault| fault.to_string(),
            );
            format!(
                "{} has Access-Control-Allow-Origin: `{value}`, which is not {origin}: {fault}.",
                capital(&answer)
            )
        }
        K::AllowOriginMismatch => {
            let value = get("Access-Control-Allow-Origin");
            if tainted(brief, reason) {
                format!(
                    "A redirect left another origin than the page's, so the browser asks {host} \
                     with Origin: null, and `{value}` does not match that."
                )
            } else {
                let fault = difference(&value, origin).map_or_else(
                    || "it is another origin".to_owned(),
                    |fault| fault.to_string(),
                );
                format!(
                    "{} allows `{value}`, and the page is {origin}: {fault}.",
                    capital(&answer)
                )
            }
        }
        K::AllowCredentialsNotTrue => {
            let value = message.response.get("Access-Control-Allow-Credentials");
            match value {
                None => format!(
                    "The request carries credentials, and {answer} has no \
                     Access-Control-Allow-Credentials: true."
                ),
                Some(value) => format!(
                    "The request carries credentials, and {answer} has \
                     Access-Control-Allow-Credentials: `{value}`; only `true` will do."
                ),
            }
        }
        K::PreflightStatusNotOk => preflight_status(message.status, &host),
        K::PreflightRedirect => format!(
            "{host} redirects the preflight ({} to {}); a preflight must not be redirected.",
            message.status,
            get("Location")
        ),
        K::PreflightFailed => match brief.recorded_error() {
            Some(error) => {
                format!("{host} did not answer the preflight ({error}); this is no CORS error.")
            }
            None => format!("{host} did not answer the preflight; this is no CORS error."),
        },
        K::NetworkError => match brief.recorded_error() {
            Some("net::ERR_ABORTED" | "NS_BINDING_ABORTED") => format!(
                "The request to {host} was cancelled before an answer came: the page stopped it or \
                 was left. This is no CORS error."
            ),
            Some(error) => format!("{host} did not answer ({error}); this is no CORS error."),
            None if without_error_texts => {
                format!(
                    "The request to {host} got no answer: it was cancelled, stopped inside the browser, \
                 or the connection failed. This is no CORS error."
                )
            }
            None => format!("{host} did not answer; this is no CORS error."),
        },
        K::AllowMethodsInvalid | K::AllowHeadersInvalid => {
            let (name, example) = if reason.kind == K::AllowMethodsInvalid {
                ("Access-Control-Allow-Methods", "GET, PUT")
            } else {
                ("Access-Control-Allow-Headers", "content-type, x-request-id")
            };
            let token = match message.response.extract(name) {
                Extracted::Failure { token } => token,
                Extracted::Absent | Extracted::List(_) => "",
            };
            format!(
                "{} has {name}: `{}`, which cannot be read at `{token}`; it must be names \
                 between commas, as in `{example}`.",
                capital(&answer),
                get(name)
            )
        }
        K::MethodNotAllowed => {
            let method = message.preflight.map_or("", |p| p.method);
            not_listed(
                hypothesis,
                &capital(&answer),
                "Access-Control-Allow-Methods",
                method,
                message
                    .response
                    .get("Access-Control-Allow-Methods")
                    .as_deref(),
            )
        }
        K::HeaderNotAllowed | K::AuthorizationNotCovered => {
            let missing = brief.missing_headers(reason, hypothesis.is_some_and(|h| h.include));
            let names = if missing.is_empty() {
                "authorization".to_owned()
            } else {
                missing.join(", ")
            };
            not_listed(
                hypothesis,
                &capital(&answer),
                "Access-Control-Allow-Headers",
                &names,
                message
                    .response
                    .get("Access-Control-Allow-Headers")
                    .as_deref(),
            )
        }
        K::RedirectContainsCredentials => format!(
            "{host} redirects to a URL with a user name or password in it, which browsers do not \
             follow for CORS requests."
        ),
        K::RedirectScheme => format!(
            "{host} redirects to `{}`, which is no http or https URL.",
            get("Location")
        ),
        K::TooManyRedirects => format!("{host} redirects in circles; browsers stop after 20."),
        K::RedirectMode => format!("{host} redirects, and the request forbids that."),
        K::DisallowedByMode => format!(
            "The request's mode is same-origin, and {host} is another origin than {origin}."
        ),
        K::SchemeNotSupported => format!(
            "`{}` is no http or https URL; CORS requests need one.",
            message.url
        ),
        K::CoepCorp | K::DipCorp => {
            let policy = if reason.kind == K::DipCorp {
                "Document-Isolation-Policy"
            } else {
                "Cross-Origin-Embedder-Policy"
            };
            format!(
                "{} has no Cross-Origin-Resource-Policy, and the page's {policy} demands it. This \
                 is not a CORS error.",
                capital(&answer)
            )
        }
        K::FrameRefused => {
            let own = Origin::of_url(message.url).unwrap_or(Origin::Opaque);
            let header = match brief.evidence.origin.value.as_ref() {
                Some(page) => frames::may_be_framed(page, &own, message.response).err(),
                None => None,
            };
            let said = header.map_or_else(String::new, |header| {
                format!(": {}: `{}`", header.header(), get(header.header()))
            });
            format!(
                "{} may not be shown in a frame of {origin}{said}. This is not a CORS error.",
                capital(&answer)
            )
        }
        K::EventSourceRefused => format!(
            "The page may read the response of {host}, but an EventSource takes only status 200 \
             and text/event-stream; this is {} and `{}`. This is not a CORS error.",
            message.status,
            get("Content-Type")
        ),
        K::PortBlocked => format!(
            "Browsers do not talk to the port of {host}, so the request was not sent. This is not \
             a CORS error."
        ),
        K::WebSocketRefused => {
            let code = brief
                .recorded_error()
                .and_then(|error| error.rsplit(' ').next())
                .and_then(|code| code.parse::<i32>().ok());
            let status = match code.filter(|_| message.status <= 0) {
                Some(code) => code,
                None => message.status,
            };
            format!(
                "{host} refused the WebSocket handshake ({status}). Browsers check nothing here: \
                 the server itself looks at Origin, {origin}. This is not a CORS error."
            )
        }
        K::ServiceWorker => format!(
            "A service worker of the page took the request to {host} and gave no usable response. \
             Its own request shows why, where the capture has it."
        ),
        K::StoppedInBrowser => format!(
            "Something inside the browser stopped the request to {host} before it was sent: a \
             Content Security Policy in the page's HTML, an extension, or request blocking. The \
             server never saw it. This is not a CORS error."
        ),
        K::BodyIncomplete => format!(
            "{} may be read, but its body broke off before its end. This is not a CORS error.",
            capital(&answer)
        ),
        K::CorpSameOrigin | K::CorpSameSite => format!(
            "{} may not be embedded by {origin}: Cross-Origin-Resource-Policy: `{}`. This is no CORS error.",
            capital(&answer),
            get("Cross-Origin-Resource-Policy")
        ),
        K::OpaqueResponseBlocked => format!(
            "{} is `{}`, which the browser keeps from an element that wanted something else \
             (opaque response blocking). This is no CORS error.",
            capital(&answer),
            get("Content-Type")
        ),
        K::MimeTypeMismatch => format!(
            "{} is `{}`, which is not what the element may load. This is no CORS error.",
            capital(&answer),
            get("Content-Type")
        ),
        K::MixedContent => {
            let target = match brief.target(reason.hop) {
                Some(target) => host_of(target),
                _ => host,
            };
            format!(
                "An https page asks {target} over http, which browsers block (mixed content). This is no CORS error."
            )
        }
        K::LocalNetworkAccess if is_insecure(brief) => format!(
            "The page came over plain http, so the browser does not let {origin} reach {host}, \
             which is on this machine or the local network. There is no prompt and no setting: \
             the page needs https. No server header changes that."
        ),
        K::LocalNetworkAccess => format!(
            "The browser did not let {origin} reach the local network address of {host}. No server header changes that."
        ),
        K::ContentSecurityPolicy => match &brief.evidence.forbidden {
            Some(found) => format!(
                "The page's own Content-Security-Policy forbids asking {host}: {} {}. The server \
                 was not asked. This is not a CORS error.",
                found.directive, found.sources
            ),
            None => format!(
                "The page's own Content-Security-Policy forbids asking {host}. This is not a CORS \
                 error."
            ),
        },
        K::BlockedByClient => format!(
            "An extension or a policy of the browser blocked the request to {host}. This is no CORS error."
        ),
        K::Unexplained => format!(
            "The browser refused the request to {host}, and nothing in the capture shows why."
        ),
    }
}

/// Whether a redirect has made the origin `null` by the time of this refusal.
fn tainted(brief: &Brief<'_>, reason: Refusal) -> bool {
    reason.hop > 0
        && brief.page() != "null"
        && brief
            .message(reason)
            .is_some_and(|message| message.request.first("Origin") == Some("null"))
}

fn missing_allow_origin(brief: &Brief<'_>, reason: Refusal, status: i32, host: &str) -> String {
    let origin = brief.page();
    match reason.phase {
        Phase::Preflight => match status {
            200..=299 => format!(
                "{host} answers the preflight ({status}) without Access-Control-Allow-Origin; it \
                 must allow {origin}."
            ),
            _ => preflight_status(status, host),
        },
        Phase::Redirect => {
            let target = match brief.target(reason.hop) {
                Some(target) => host_of(target),
                _ => "another place".to_owned(),
            };
            format!(
                "{host} redirects to {target} ({status}) without Access-Control-Allow-Origin, \
                 which the redirect needs as well."
            )
        }
        Phase::Request | Phase::Response if tainted(brief, reason) => format!(
            "{host} answers {status} without Access-Control-Allow-Origin. A redirect from another \
             origin led there, so that the browser asks with Origin: null, not {origin}."
        ),
        Phase::Request | Phase::Response if status >= 400 => format!(
            "{host} answers {status} without Access-Control-Allow-Origin, so that the page sees a \
             CORS error in place of the {status}."
        ),
        Phase::Request | Phase::Response => format!(
            "{host} answers {status} without Access-Control-Allow-Origin; it must allow {origin}."
        ),
    }
}

fn preflight_status(status: i32, host: &str) -> String {
    match status {
        401 => format!(
            "{host} refuses the preflight ({status}): a login is required, and a preflight never \
             carries one. OPTIONS must be answered before authentication."
        ),
        403 => format!("{host} refuses the preflight ({status})."),
        404 | 405 | 501 => {
            format!(
                "{host} has no answer to OPTIONS on this path ({status}), so the preflight fails."
            )
        }
        300..=399 => format!("{host} answers the preflight with a redirect ({status})."),
        429 => format!("{host} limits the rate of preflights ({status})."),
        500..=599 => format!("{host} fails on the preflight ({status})."),
        _ => format!("{host} answers the preflight with {status}; it must be 200 to 299."),
    }
}

fn not_listed(
    hypothesis: Option<&Hypothesis<'_>>,
    answer: &str,
    header: &str,
    names: &str,
    value: Option<&str>,
) -> String {
    match value {
        None => format!("{answer} has no {header}; it must list {names}."),
        Some("*") if hypothesis.is_some_and(|h| h.include) => format!(
            "{answer} has {header}: `*`, which does not count for a request with credentials; it \
             must list {names}."
        ),
        Some(value) => format!("{answer} has {header}: `{value}`; {names} is not in it."),
    }
}

/// What happened, in plain words.
pub(super) fn explanation(brief: &Brief<'_>) -> Vec<String> {
    if brief.is_only_told() {
        return told::explanation(brief);
    }
    let mut sentences = Vec::new();
    let own = &brief.verdicts.recorded_by;
    let phase = own.because.or(brief.reasons[0]).map(|reason| reason.phase);
    if own.outcome == Outcome::Blocked {
        match phase {
            Some(Phase::Preflight) => sentences.push(
                "The browser asked first (a preflight), did not like the answer, and never sent \
                 the request itself."
                    .to_owned(),
            ),
            Some(Phase::Response) => sentences.push(
                "The request reached the server and was answered; the browser kept the answer \
                 from the page."
                    .to_owned(),
            ),
            Some(Phase::Redirect) => sentences
                .push("The browser stopped at the redirect and did not follow it.".to_owned()),
            Some(Phase::Request) | None => {}
        }
        sentences.extend(told::settled(brief));
        if brief.evidence.recorded == Recorded::Unknown {
            sentences.push(
                "The recorder does not say what became of it; by the rules of the browser it was \
                 blocked."
                    .to_owned(),
            );
        }
    }
    sentences
}
