//! There was no response at all.

use url::Url;

use super::declare_cause;

use crate::causes::Fix;
use crate::causes::case::{Case, Diagnosis, Message, value};
use crate::causes::remedy::{Plan, advised, shown};
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;
use crate::layers::Actor;
use crate::verdict::Outcome;

declare_cause! {
    /// # What happens
    /// The request never got a response: nothing is listening on that port, the name cannot be
    /// found, the TLS handshake failed, or it took too long. This is not CORS. Firefox and Safari
    /// print it as if it were, and the page gets the same `TypeError` either way.
    /// # Common causes
    /// The server is down or listens elsewhere; the host or the port is misspelt; the certificate
    /// is expired, self-signed or for another name; a firewall or VPN is in between.
    /// # What to look at
    /// The error code in the recording, and `curl -v` with the same URL on the same machine.
    /// # Fix
    /// Make the URL work in curl first. Until then CORS headers change nothing.
    /// # Not to be mistaken for
    /// A blocked response: there the capture has a status, or an `OPTIONS` with a response.
    KIND = {
        name: "connection-failed",
        title: "not CORS: no connection to the server",
        also_known_as: &["not-cors", "transport", "server-down"],
        settle: "The browser's own error code: Chromium exports it, Firefox does not. Or run curl \
                 -v with the same URL on the same machine.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    use RefusalKind as K;
    let failed = case.brief.verdicts.recorded_by.outcome == Outcome::Failed;
    if !failed && !matches!(case.refusal.kind, K::NetworkError | K::PreflightFailed) {
        return None;
    }
    let error = case.recorded_error();
    let (key, what, advice) = error.map_or(NOTHING, sort);
    let message = case.message()?;
    let sure = if error.is_some() {
        Confidence::Certain
    } else {
        Confidence::Possible
    };
    let mut diagnosis = case.diagnosis(&message, sure);
    let host = message.host();
    key.clone_into(&mut diagnosis.key);
    diagnosis.path.clear();
    diagnosis.what = format!("{host} {what}");
    diagnosis.detail = error.map_or_else(String::new, |error| format!("({})", value(error)));
    diagnosis.explanation = format!(
        "There was no response at all, so this is not CORS, even if the console says so. {advice} \
         Try curl -v against {host}. Once curl gets a response, the page will too, provided its \
         CORS headers are right."
    );
    if let Some(plan) = advice_for(key, &message) {
        if plan.0 {
            "tls-port".clone_into(&mut diagnosis.key);
            diagnosis.what = format!("{host} {what}: it looks like an https port");
            // The port is a habit, not a proof.
            diagnosis.confidence = diagnosis.confidence.min(Confidence::Likely);
            diagnosis.explanation.insert_str(
                0,
                "The URL says http, but this is usually an https port: a TLS server closes plain \
                 http connections. ",
            );
        }
        diagnosis.plans = vec![Plan::Advice(plan.1)];
    }
    diagnosis.evidence = vec![case.url_of(message.id)];
    diagnosis.evidence.extend(case.error_of());
    if error.is_none() {
        diagnosis.evidence.push(case.status_of(message.id));
    }
    Some(diagnosis)
}

/// What to do about a failure on the way, and whether it is plain http to a TLS port.
fn advice_for(key: &str, message: &Message<'_>) -> Option<(bool, Fix)> {
    let url = shown(message.url).unwrap_or_else(|| "URL".to_owned());
    let parsed = Url::parse(message.url).ok();
    let port = parsed.as_ref().and_then(Url::port_or_known_default);
    let plain = message.url.starts_with("http://");
    let tls_port = matches!(
        port,
        Some(443 | 4433 | 5001 | 7001 | 7443 | 8443 | 9443 | 10443)
    );
    let server = |title: &str, text: &str| Some((false, advised(Actor::Server, title, text)));
    match key {
        "broken-off" if plain && tls_port => Some((
            true,
            advised(
                Actor::Page,
                "Use https in the URL: this port speaks TLS",
                &format!("fetch(\"{}\")\n", url.replacen("http://", "https://", 1)),
            ),
        )),
        "tls" if !plain => server(
            "Make the certificate trusted, or use http if the port does not serve TLS",
            &format!(
                "# open {url} in a tab: the browser says what is wrong with the certificate\n\
                 # development: mkcert -install && mkcert localhost   (a certificate the browser trusts)\n\
                 #              dotnet dev-certs https --trust\n\
                 # ERR_SSL_PROTOCOL_ERROR: the port serves plain http; use http:// in the URL\n\
                 # ERR_BAD_SSL_CLIENT_AUTH_CERT: the server requires a client certificate\n"
            ),
        ),
        "refused" => server(
            "Start the server, and use the port on which it listens",
            &format!(
                "curl -v \"{url}\"\n\
                 # in a container or on another machine it has to listen on 0.0.0.0, not on \
                 127.0.0.1\n\
                 # localhost may mean ::1: try 127.0.0.1\n"
            ),
        ),
        "http2" => server(
            "Fix HTTP/2 on the server or the proxy in front of it, or turn it off there",
            &format!(
                "curl -v --http1.1 \"{url}\"      # does it work over HTTP/1.1?\n\
                 # ERR_HTTP2_PROTOCOL_ERROR: a header that HTTP/2 forbids (Connection, Transfer-Encoding, a line\n\
                 #   break), a wrong Content-Length, or the process crashed while responding: see \
                 its log\n"
            ),
        ),
        "broken-off" => server(
            "Read the server's log for that moment: it closed the connection without a response",
            &format!(
                "curl -v \"{url}\"\n\
                 # has the process crashed or restarted, does a proxy close idle connections too early,\n\
                 # is it a TLS port and the URL says http?\n"
            ),
        ),
        "timeout" => server(
            "Find out what takes so long, or which firewall drops the packets",
            &format!("curl -v --max-time 60 \"{url}\"\n"),
        ),
        "name" => server(
            "Correct the host name, or connect to the network where it exists",
            &format!("# {url}\n# does it exist only inside a VPN or a container network?\n"),
        ),
        _ => None,
    }
}

type Sort = (&'static str, &'static str, &'static str);

const NOTHING: Sort = (
    "no-answer",
    "gave no response",
    "The capture does not show why: the request was cancelled, something stopped it before it was \
     sent, or the connection failed.",
);

/// What an error word of a browser means.
fn sort(error: &str) -> Sort {
    let error = error.to_ascii_uppercase();
    let any = |words: &[&str]| words.iter().any(|word| error.contains(word));
    if any(&["ABORTED", "CANCELLED", "CANCELED"]) {
        return (
            "cancelled",
            "did not respond before the request was cancelled",
            "The page or the user cancelled it: an AbortController, leaving the page, or a \
             component that was removed.",
        );
    }
    if any(&["REFUSED", "COULD NOT CONNECT"]) {
        return (
            "refused",
            "refuses the connection: nothing is listening on that port",
            "The host is reachable, but no program is listening on that port. The server is not \
             running, or it listens on another port or address.",
        );
    }
    if any(&[
        "NAME_NOT_RESOLVED",
        "UNKNOWN_HOST",
        "DNS",
        "HOSTNAME COULD NOT BE FOUND",
    ]) {
        return (
            "name",
            "cannot be found: the name has no address",
            "The host name is misspelt, not yet published, or exists only inside another network.",
        );
    }
    if any(&["CERT", "SSL", "TLS", "SEC_ERROR"]) {
        return (
            "tls",
            "failed in the TLS handshake",
            "The certificate is expired, self-signed or for another name, or the server requires \
             a client certificate.",
        );
    }
    if any(&["TIMED_OUT", "TIMEOUT"]) {
        return (
            "timeout",
            "did not respond in time",
            "The server is overloaded, or a firewall drops the packets.",
        );
    }
    if any(&["HTTP2", "QUIC"]) {
        return (
            "http2",
            "broke off the HTTP/2 or HTTP/3 connection",
            "The server or a proxy sent something that the protocol forbids, or crashed while \
             responding.",
        );
    }
    if any(&["RESET", "CLOSED", "EMPTY_RESPONSE", "INTERRUPT", "PROTOCOL"]) {
        return (
            "broken-off",
            "broke off the connection",
            "The server or a proxy closed the connection before it had responded.",
        );
    }
    if any(&[
        "UNREACHABLE",
        "DISCONNECTED",
        "NETWORK_CHANGED",
        "OFFLINE",
        "PROXY",
    ]) {
        return (
            "network",
            "could not be reached over this network",
            "The machine was offline, or a proxy or VPN was in the way.",
        );
    }
    if any(&["UNABLE TO CONNECT", "CONNECT CALL FAILED"]) {
        return (
            "no-connection",
            "could not be connected to",
            "The server is not running, it listens on another port or address, or a firewall is \
             in between.",
        );
    }
    (
        NOTHING.0,
        "did not respond",
        "What the recording says of it, in brackets above, is all that is known.",
    )
}
