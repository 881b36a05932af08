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
    /// The response was not made by the application but by something in front of it: a gateway that
    /// could not reach it, a firewall, a bot check, a rate limit. It does not know about CORS, so the
    /// page cannot even see the status, and the console speaks of missing headers.
    /// # Common causes
    /// 502, 503 and 504: the application is down, restarting or too slow. 403 with a page of HTML:
    /// a firewall took the request for an attack. 429: too many requests in a short time.
    /// # What to look at
    /// Status, `Server`, `Via`, `CF-Ray`, `Retry-After`, and an HTML body where JSON was due; the
    /// gateway's log at that moment.
    /// # Fix
    /// Fix what the gateway complains of. That the page can see the status next time, let the
    /// gateway add the CORS headers to its own responses too.
    /// # Not to be mistaken for
    /// An error of the application itself (JSON, the same `Server` as its good responses).
    KIND = {
        name: "gateway-answered",
        title: "a gateway, firewall or rate limit answered in the server's place",
        also_known_as: &["gateway-error", "waf", "rate-limited", "bad-gateway"],
        settle: "The body of the response and the gateway's log at that moment.",
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
            format!("{host} got too many requests and {who} turned one away"),
            "The page, or everyone behind the same address, sent too many requests. Retry-After, if \
             it is there, says how long to wait.",
        )
    } else {
        (
            "unreachable",
            format!("{who} could not get a response from {host}'s application"),
            "The application behind it is down, restarting, or too slow. That is the thing to \
             repair; the missing headers only hide it from the page.",
        )
    };
    key.clone_into(&mut diagnosis.key);
    diagnosis.trouble = Some(Trouble::ErrorsWithoutHeaders);
    diagnosis.what = what;
    let kind = if html { ", an HTML page" } else { "" };
    diagnosis.detail = format!("({}{kind})", message.status);
    diagnosis.explanation = format!(
        "The response is {} that the application did not make{}. Such responses carry no CORS headers, \
         so the browser keeps them from the page, which then cannot see the status either. {why}",
        article(message.status),
        if html { ": a page of HTML" } else { "" },
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
    let (title, text) = if limited {
        (
            "Send fewer requests, or raise the limit",
            "// wait as long as Retry-After says before the next try; load once and keep the result\n",
        )
    } else {
        (
            "Repair the application behind it: read its log at that moment",
            "# is it running, does it listen on the port that the gateway calls, how long does it take?\n",
        )
    };
    let actor = if limited { Actor::Page } else { Actor::Server };
    diagnosis.plans = vec![Plan::Advice(advised(actor, title, text)), Plan::Server];
    diagnosis.rests_on = Some(if limited {
        "you set the limit; then this lets its response carry the headers"
    } else {
        "the application answers again; then this lets the gateway's errors carry the headers"
    });
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}
