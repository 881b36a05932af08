//! Something asks OPTIONS for a login.

use super::declare_cause;
use super::preflight_rejected::speaks_cors;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::causes::siblings::Class;
use crate::fixes::{Confidence, Trouble};

declare_cause! {
    /// # What happens
    /// The browser asks for permission with `OPTIONS` first, always without cookies and
    /// `Authorization`, as the standard requires. The server, or something in front of it, requires
    /// them and responds with 401 or 403. The page's token does not help, because the request was
    /// never sent.
    /// # Common causes
    /// Authentication runs before CORS: the order of middleware, an API gateway's authorizer, an
    /// API key required for every method, `auth_request` in nginx, or a firewall.
    /// # What to look at
    /// Status and `WWW-Authenticate` of the response to `OPTIONS`; whether
    /// `curl -X OPTIONS` without a token gets 2xx.
    /// # Fix
    /// Respond to `OPTIONS` requests that have `Access-Control-Request-Method` before the login is
    /// checked: run CORS before authentication, or exempt `OPTIONS` from it.
    /// # Not to be mistaken for
    /// 401 to the request itself: there the login is really missing. 403 from the CORS layer: that
    /// one refuses the origin.
    KIND = {
        name: "preflight-unauthorized",
        title: "authentication refuses OPTIONS",
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
        format!("{host} requires a login for OPTIONS")
    };
    diagnosis.detail = format!("({})", message.status_from());
    diagnosis.explanation = format!(
        "The browser asks for permission with OPTIONS first, always without cookies and tokens. \
         {host} requires them and responded with {}, so the request itself (with its token) was \
         never sent.{} Respond to OPTIONS before the login is checked.",
        message.status,
        if good {
            " Other responses of the host have CORS headers, so CORS is set up, but here the \
             login check comes first."
        } else {
            ""
        }
    );
    if confidence == Confidence::Possible {
        diagnosis.explanation = format!(
            "{host} responded to OPTIONS with {}, and the capture does not show why. There are \
             three usual reasons: a login is checked before CORS (a preflight never carries \
             cookies or a token); a CORS filter does not list {}, the method or a header; or a \
             firewall refuses it. In each case the server has to respond to OPTIONS before that \
             check.",
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
