//! Something asks OPTIONS for a login.

use super::declare_cause;
use super::preflight_rejected::speaks_cors;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::causes::siblings::Class;
use crate::fixes::{Confidence, Trouble};

declare_cause! {
    /// # What happens
    /// Before the request the browser asks for permission with `OPTIONS`, always without cookies
    /// and without `Authorization`: the standard wants it so. The server, or something in front of
    /// it, responds with 401 or 403 because it misses them. The token the page would have sent does not
    /// help; the request was never sent.
    /// # Common causes
    /// Authentication runs before CORS: the order of middleware, an API gateway's authorizer, an
    /// API key that every method needs, `auth_request` in nginx, a firewall.
    /// # What to look at
    /// Status and `WWW-Authenticate` of the response to `OPTIONS`; whether
    /// `curl -X OPTIONS` without a token gets 2xx.
    /// # Fix
    /// Answer `OPTIONS` requests that have `Access-Control-Request-Method` before anything asks
    /// for a login: put CORS in front of authentication, or exempt `OPTIONS` from it.
    /// # Not to be mistaken for
    /// 401 to the request itself: there the login is really missing. 403 from the CORS layer: that
    /// one has read the origin and refuses it.
    KIND = {
        name: "preflight-unauthorized",
        title: "OPTIONS is stopped by authentication",
        also_known_as: &["options-unauthorized", "preflight-401", "preflight-403"],
        settle: "curl -i -X OPTIONS with the headers Origin and Access-Control-Request-Method, \
                 once with a token and once without.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_preflight()?;
    if !matches!(message.status, 401 | 403 | 407 | 419) {
        return None;
    }
    let asks = message.response.contains("WWW-Authenticate")
        || message.response.contains("Proxy-Authenticate");
    let error_type = message
        .response
        .first("x-amzn-errortype")
        .is_some_and(|kind| {
            [
                "MissingAuthenticationToken",
                "Unauthorized",
                "Forbidden",
                "AccessDenied",
            ]
            .iter()
            .any(|word| kind.contains(word))
        });
    // A 403 says only that somebody refuses. With the marks of a firewall or of a CORS layer it
    // is another cause.
    if message.status == 403 && !asks && !error_type && speaks_cors(&message) {
        return None;
    }
    let wants_token = case.preflight().is_some_and(|preflight| {
        preflight.headers.iter().any(|name| {
            ["authorization", "x-api-key", "apikey", "x-auth-token"]
                .iter()
                .any(|token| name.eq_ignore_ascii_case(token))
        })
    });
    let good = case.host_answers(message.url).is_some_and(|answers| {
        answers.count(Class::PreflightGranted) + answers.count(Class::Granted) > 0
    });
    let confidence = match (message.status, asks || error_type) {
        (401 | 407, _) | (_, true) => Confidence::Certain,
        _ if wants_token || good => Confidence::Likely,
        _ => Confidence::Possible,
    };
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.trouble = Some(Trouble::PreflightUnauthorized);
    diagnosis.what = if confidence == Confidence::Possible {
        format!("{host} refuses OPTIONS")
    } else {
        format!("{host} asks OPTIONS for a login")
    };
    diagnosis.detail = format!("({})", message.status_from());
    diagnosis.explanation = format!(
        "Before the request the browser asks for permission with OPTIONS, and never sends cookies \
         or a token with that. {host} responded with {} because it misses them, so the request itself, \
         token and all, was never sent.{} Answer OPTIONS before the login is checked.",
        message.status,
        if good {
            " Elsewhere the same host does send CORS headers, so CORS is set up and only comes too \
             late here."
        } else {
            ""
        }
    );
    if confidence == Confidence::Possible {
        diagnosis.explanation = format!(
            "{host} responded to OPTIONS with {}, and the capture does not show why. Three things \
             answer so: a login that is checked before CORS (a preflight never carries cookies or \
             a token), a CORS filter that does not list {}, the method or a header, and a firewall. \
             Whichever it is, the server has to answer OPTIONS before that check.",
            message.status,
            case.page()
        );
    }
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis.evidence.extend(case.present_header(
        message.id,
        &[
            "WWW-Authenticate",
            "Proxy-Authenticate",
            "x-amzn-errortype",
            "Server",
        ],
    ));
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Access-Control-Request-Headers"));
    diagnosis.plans = vec![Plan::Server];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}
