//! nginx adds the headers to successful responses only.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, server};
use crate::causes::remedy::Plan;
use crate::causes::siblings::Class;
use crate::fetch::RefusalKind;
use crate::fixes::{Confidence, Trouble};

declare_cause! {
    /// # What happens
    /// nginx's `add_header` without `always` adds its header to 200, 201, 204, 206, 301, 302, 303,
    /// 304, 307 and 308 only. Errors come without it, so the page sees a CORS failure instead of
    /// the error.
    /// # Common causes
    /// `always` is missing at the end of the line. Or the location of the failing path has an
    /// `add_header` of its own, which replaces all those outside it.
    /// # What to look at
    /// Which statuses have the header: if only those of that list do, this is the cause.
    /// # Fix
    /// Write `add_header Access-Control-Allow-Origin … always;`, and fix the error itself.
    /// # Not to be mistaken for
    /// An application behind nginx that sets the headers itself and leaves them out on errors.
    KIND = {
        name: "nginx-without-always",
        title: "nginx adds the headers to successful responses only",
        also_known_as: &["add_header", "add-header-always"],
        settle: "grep add_header in the nginx configuration.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_response()?;
    if message.status < 400 || case.refusal.kind != RefusalKind::AllowOriginMissing {
        return None;
    }
    let is_nginx = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.eq_ignore_ascii_case("nginx") || word.eq_ignore_ascii_case("openresty")
        })
    };
    if !is_nginx(server(message.response)) {
        return None;
    }
    let answers = case.host_answers(message.url)?;
    // One error with the headers and it is not nginx that leaves them out.
    if answers.count(Class::ErrorGranted) > 0 {
        return None;
    }
    let good = answers
        .first(Class::Granted)
        .or(answers.first(Class::PreflightGranted))?;
    let good_headers = case
        .brief
        .capture
        .response_headers(case.brief.capture.entry(good));
    if !is_nginx(server(&good_headers)) || good_headers.contains("X-Powered-By") {
        return None;
    }
    let confidence = if answers.count(Class::ErrorBare) > 1 && answers.count(Class::Granted) > 1 {
        Confidence::Likely
    } else {
        Confidence::Possible
    };
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.trouble = Some(Trouble::ErrorsWithoutHeaders);
    diagnosis.what = format!("nginx on {host} leaves the CORS headers out on errors");
    diagnosis.detail = format!("({})", message.status);
    diagnosis.explanation = format!(
        "Successful responses of {host} have the headers, and errors do not; both come from \
         nginx. Its add_header applies to errors only if the line ends with always. So the page \
         sees a CORS failure instead of {}. Fix that error too.",
        message.status
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Access-Control-Allow-Origin", "Server"]));
    diagnosis.evidence.push(case.status_of(good));
    diagnosis
        .evidence
        .extend(case.response_header(good, &["Access-Control-Allow-Origin", "Server"]));
    diagnosis.plans = vec![Plan::Server];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}
