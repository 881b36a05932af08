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
    /// The requested host redirects to another host. From there on the browser sends `Origin:
    /// null`, because the page did not choose that host. A response that names the page's origin
    /// does not match `null`.
    /// # Common causes
    /// A download link that redirects to storage, a short URL, an API that moved, a load balancer
    /// that names another host.
    /// # What to look at
    /// `Location` of the first response, and `Origin` of the second request.
    /// # Fix
    /// Request the final URL directly: then the browser sends the page's origin. If the page does
    /// not know that URL, let the first host return it in the body. For public responses `*` works
    /// too. Do not allow `null`: it allows every sandboxed frame of any site.
    /// # Not to be mistaken for
    /// A redirect within one origin, or from the page's own origin: then the browser sends the
    /// page's origin. From http to https is another origin, also on the same host.
    KIND = {
        name: "redirect-left-host",
        title: "after a redirect to another host the origin is null",
        also_known_as: &["origin-null-after-redirect", "tainted-origin"],
        settle: "Request the final URL directly in the page: is it allowed then?",
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
    let (left, reached) = (leaving.host(), message.host());
    // The same host on another scheme or port is another origin too.
    let to = if left == reached {
        host_of(message.url)
    } else {
        &reached
    };
    diagnosis.what = format!("{left} redirects to {to}");
    "where the browser sends Origin: null".clone_into(&mut diagnosis.detail);
    let allowed = message.response.get("Access-Control-Allow-Origin");
    diagnosis.explanation = format!(
        "{left} responded with {} and redirected to another origin, {}. From there on the browser \
         sends Origin: null instead of {}, because the page did \
         not choose that origin. {} If the page requests the final URL directly, the browser sends \
         the page's origin.",
        leaving.status,
        host_of(message.url),
        page.serialize(),
        match allowed {
            Some(allowed) => format!("{reached} allows {}, which is not null.", value(&allowed)),
            None => format!("{reached} sends no CORS headers there."),
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
    // Where the host allows the page already, the redirect is all that is wrong.
    if !case.include() && !diagnosis.granted {
        diagnosis.plans.push(Plan::ServerForAll);
    }
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}
