//! OPTIONS fails with an error of some other sort.

use super::{article, declare_cause};
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fixes::{Confidence, Trouble};
use crate::http::status;

declare_cause! {
    /// # What happens
    /// The response to `OPTIONS` is an error: 500, 400 and the like. A preflight needs a status of
    /// 200 to 299, so the request itself was never sent.
    /// # Common causes
    /// The handler of the route runs for `OPTIONS` too and fails, because a preflight has no body,
    /// session or parameters. Or the input is validated before CORS.
    /// # What to look at
    /// The body of the response, and the server's log for that moment.
    /// # Fix
    /// Respond to `OPTIONS` with 204 and the CORS headers before the route's handler runs.
    /// # Not to be mistaken for
    /// 401 and 403 (authentication), 404 and 405 (no route), 502 to 504 (a gateway).
    KIND = {
        name: "preflight-error",
        title: "OPTIONS fails with an error",
        also_known_as: &["preflight-500", "preflight-400", "options-error"],
        settle: "The body of the response to OPTIONS and the server's log.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_preflight()?;
    if status::is_ok(message.status) {
        return None;
    }
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.trouble = Some(Trouble::PreflightNotRouted);
    message.status.to_string().clone_into(&mut diagnosis.key);
    diagnosis.what = format!(
        "{host} responds to OPTIONS with {}",
        article(message.status)
    );
    let from = message.from();
    if !from.is_empty() {
        diagnosis.detail = format!("({})", from.trim_start());
    }
    diagnosis.explanation = format!(
        "The browser asks for permission with OPTIONS first, and only a status of 200 to 299 \
         counts as permission. {host} responded with {}. Perhaps the route's own handler ran for \
         OPTIONS and failed because a preflight has no body, session or parameters. The request \
         itself was never sent.",
        message.status
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.present_header(message.id, &["Content-Type", "Server"]));
    diagnosis.plans = vec![Plan::Server];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}
