//! A redirect led away from the host that was asked; from there on the origin is `null`.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, Message, value};
use crate::causes::remedy::Plan;
use crate::causes::siblings::host_of;
use crate::fetch::Phase;
use crate::fetch::redirect::Location;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The host that was asked redirects to another host. From there on the browser sends
    /// `Origin: null`, because neither the page nor the first host alone decided where the request
    /// goes. A response that names the page's origin does not match that.
    /// # Common causes
    /// A download link that redirects to storage, a short URL, an API that moved, a load balancer
    /// that names another host.
    /// # What to look at
    /// `Location` of the first response, and `Origin` of the second request.
    /// # Fix
    /// Ask the final URL itself: then the origin is the page's again. Where that is not known
    /// beforehand, let the first host answer with the address in the body. Allowing `null` lets in
    /// every sandboxed frame of any site; `*` does for public responses.
    /// # Not to be mistaken for
    /// A redirect on the same host, or from the page's own host: the origin stays.
    KIND = {
        name: "redirect-left-host",
        title: "a redirect leads to another host, where the origin is null",
        also_known_as: &["origin-null-after-redirect", "tainted-origin"],
        settle: "Ask the final URL from the page and see whether it is allowed.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let at = case.at_hop();
    let page = case.brief.evidence.origin.value.as_ref()?;
    if at == 0 || !case.is_cors_check() || page.serialize() == "null" {
        return None;
    }
    if !matches!(
        case.refusal.phase,
        Phase::Response | Phase::Redirect | Phase::Preflight
    ) {
        return None;
    }
    let message = case.message()?;
    let tainted = case.asked_as(&message) == "null"
        || case.brief.observed.hops.windows(2).take(at).any(|pair| {
            crate::fetch::redirect::taints(page, &pair[0].url_origin, &pair[1].url_origin)
        });
    if !tainted {
        return None;
    }
    // The hop that left.
    let (number, leaving) = case
        .brief
        .observed
        .hops
        .iter()
        .enumerate()
        .take(at)
        .rev()
        .find(|(_, hop)| host_of(hop.url) != host_of(message.url))?;
    let leaving = Message::of_hop(case.brief.capture, leaving, number);
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.path = crate::causes::paths::path_of(leaving.url);
    diagnosis.what = format!("{} redirects to {}", leaving.host(), message.host());
    "where the browser asks with Origin: null".clone_into(&mut diagnosis.detail);
    let allowed = message.response.get("Access-Control-Allow-Origin");
    diagnosis.explanation = format!(
        "{} responded with {} and sent the request on to another host. From there on the browser says \
         Origin: null instead of {}, since a foreign host chose the way. {} Ask the final address \
         directly and the origin is the page's again.",
        leaving.host(),
        leaving.status,
        page.serialize(),
        match allowed {
            Some(allowed) => format!(
                "{} allows {}, which is not null.",
                message.host(),
                value(&allowed)
            ),
            None => format!("{} has no CORS headers for that.", message.host()),
        },
    );
    diagnosis.evidence = vec![case.status_of(leaving.id)];
    diagnosis
        .evidence
        .extend(case.response_header(leaving.id, &["Location"]));
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Access-Control-Allow-Origin"]));
    let target = match &case.brief.observed.hops[number].location {
        Location::Url(target) => target.clone(),
        Location::None | Location::Invalid => message.url.to_owned(),
    };
    diagnosis.plans = vec![Plan::Direct(target)];
    if !case.include() {
        diagnosis.plans.push(Plan::ServerForAll);
    }
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}
