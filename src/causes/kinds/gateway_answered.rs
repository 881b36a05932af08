//! Something in front of the server answered in its place.

use super::{article, declare_cause};
use crate::capture::BodyKind;
use crate::causes::case::{Case, Diagnosis, content_type, server, value};
use crate::causes::remedy::{Plan, advised};
use crate::causes::siblings::Class;
use crate::fetch::RefusalKind;
use crate::fixes::{Confidence, Trouble};
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The response came not from the application but from something in front of it: a gateway that
    /// could not reach the application, a firewall, a bot check, a rate limiter. It sends no CORS
    /// headers, so the page cannot see the status, and the console reports missing headers.
    /// # Common causes
    /// 502, 503 and 504: the application is down, restarting or too slow. 403 with an HTML page: a
    /// firewall mistook the request for an attack. 429: too many requests in a short time.
    /// # What to look at
    /// Status, `Server`, `Via`, `CF-Ray`, `Retry-After`, and an HTML body where the page expects
    /// JSON; the gateway's log for that moment.
    /// # Fix
    /// Fix what the gateway reports. To let the page see the status next time, add the CORS headers
    /// to the gateway's own responses too.
    /// # Not to be mistaken for
    /// An error of the application itself (JSON, the same `Server` as its good responses).
    KIND = {
        name: "gateway-answered",
        title: "a gateway, firewall or rate limit responded, not the application",
        also_known_as: &["gateway-error", "waf", "rate-limited", "bad-gateway"],
        settle: "The body of the response, and the gateway's log for that moment.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case
        .refused_preflight()
        .or_else(|| case.refused_response())?;
    if message.status < 400
        || !matches!(
            case.refusal.kind,
            RefusalKind::AllowOriginMissing | RefusalKind::PreflightStatusNotOk
        )
    {
        return None;
    }
    let gateway_status = matches!(message.status, 502 | 503 | 504 | 520..=530);
    let limited = message.status == 429;
    if !gateway_status && !limited {
        return None;
    }
    let html =
        content_type(message.response) == "text/html" || message.entry.body_kind == BodyKind::Html;
    let good_id = case.host_answers(message.url).and_then(|answers| {
        answers
            .first(Class::Granted)
            .or(answers.first(Class::PreflightGranted))
    });
    let same_server = good_id.map(|id| {
        let good = case
            .brief
            .capture
            .response_headers(case.brief.capture.entry(id));
        server(&good) == server(message.response)
    });
    // An application has its own way of saying that it is not there for anybody.
    let json = content_type(message.response).contains("json")
        || message.entry.body_kind == BodyKind::Json;
    if json && same_server != Some(false) && !limited {
        return None;
    }
    let confidence = match (html, same_server) {
        (true, Some(false)) => Confidence::Certain,
        (true, _) | (_, Some(false)) => Confidence::Likely,
        (false, _) if gateway_status => Confidence::Likely,
        _ => Confidence::Possible,
    };
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, confidence);
    let who = value(server(message.response).unwrap_or("a gateway"));
    let (key, what, why) = if limited {
        (
            "rate-limit",
            format!("{host} got too many requests, and {who} rejected this one"),
            "The page, or everyone behind the same address, sent too many requests. A Retry-After \
             header, if there is one, says how long to wait.",
        )
    } else {
        (
            "unreachable",
            format!("{who} could not get a response from the application of {host}"),
            "The application behind it is down, restarting, or too slow. Fix that first; the \
             missing headers only hide it from the page.",
        )
    };
    key.clone_into(&mut diagnosis.key);
    diagnosis.trouble = Some(Trouble::ErrorsWithoutHeaders);
    diagnosis.what = what;
    let kind = if html { ", an HTML page" } else { "" };
    diagnosis.detail = format!("({}{kind})", message.status);
    diagnosis.explanation = format!(
        "The response is {} that the application did not make{}. It has no CORS headers, so the \
         browser keeps it from the page, and the page cannot see the status either. {why}",
        article(message.status),
        if html { ": an HTML page" } else { "" },
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    let names = ["Server", "Via", "Content-Type", "Retry-After"];
    diagnosis
        .evidence
        .extend(case.present_header(message.id, &names));
    if let Some(good) = good_id.filter(|_| same_server == Some(false)) {
        diagnosis
            .evidence
            .extend(case.present_header(good, &["Server"]));
    }
    let (actor, title, text) = first_step(limited);
    diagnosis.plans = vec![Plan::Advice(advised(actor, title, text)), Plan::Server];
    diagnosis.rests_on = Some(if limited {
        "you control the limit; this then adds the headers to its response"
    } else {
        "the application works again; this then adds the headers to the gateway's errors"
    });
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

/// What to do about the failure itself.
const fn first_step(limited: bool) -> (Actor, &'static str, &'static str) {
    if limited {
        (
            Actor::Page,
            "Send fewer requests, or raise the limit",
            "// wait as long as Retry-After says before the next attempt; load data once and \
             reuse it\n",
        )
    } else {
        (
            Actor::Server,
            "Fix the application behind it: read its log for that moment",
            "# is it running, does it listen on the port that the gateway uses, how long does it \
             take?\n",
        )
    }
}
