//! An http URL on an https page.

use super::declare_cause;
use super::private_network::is_private;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fetch::redirect::Location;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The page came over https and requests an `http:` URL, directly or through a redirect. The
    /// browser stops that before anything is sent (mixed content). No response header can allow it.
    /// # Common causes
    /// A URL written with `http:`, a base URL from a development setting, or a server behind a TLS
    /// proxy that builds redirects with `http:`.
    /// # What to look at
    /// The scheme of the URL and of the page.
    /// # Fix
    /// Request the `https:` URL, and serve it over TLS.
    /// # Not to be mistaken for
    /// An http page that requests an http URL: that is allowed.
    KIND = {
        name: "insecure-url",
        title: "an https page requests an http URL",
        also_known_as: &["mixed-content-url", "http-on-https"],
        settle: "The console says Mixed Content at that moment.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if case.refusal.kind != RefusalKind::MixedContent {
        return None;
    }
    let message = case.message()?;
    let target = match case.hop().map(|hop| &hop.location) {
        Some(Location::Url(target)) if target.starts_with("http:") => Some(target.as_str()),
        _ => None,
    };
    let insecure = target.unwrap_or(message.url);
    let secure = insecure.replacen("http:", "https:", 1);
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    let page = case.page();
    if target.is_some() {
        "redirect".clone_into(&mut diagnosis.key);
        diagnosis.what = format!("{} redirects to http", message.host());
        "although the page is on https".clone_into(&mut diagnosis.detail);
        diagnosis.explanation = format!(
            "{page} is an https page, and the redirect leads to an http: URL. On a secure page \
             browsers do not follow it, whatever headers the server sends. Servers behind a TLS \
             proxy often build such redirects, because they see only the proxy's http requests."
        );
        diagnosis.evidence = case.response_header(message.id, &["Location"]);
    } else {
        diagnosis.what = format!("{} is requested over http", message.host());
        "from an https page".clone_into(&mut diagnosis.detail);
        diagnosis.explanation = format!(
            "{page} is an https page, and browsers send nothing from a secure page to an insecure \
             address (mixed content). The request never left the browser. curl works because it \
             has no such rule. Only https on the server helps; response headers do not."
        );
        diagnosis.evidence = vec![case.url_of(message.id)];
        diagnosis.evidence.extend(case.error_of());
    }
    diagnosis.plans = vec![Plan::Secure(secure)];
    if is_private(insecure) {
        diagnosis.advise(
            Actor::Server,
            "Put TLS in front of the local server, or open the page over http",
            "caddy reverse-proxy --from https://localhost:8443 --to localhost:PORT      # trusted after: caddy trust\n\
             # or mkcert for a certificate of your own. A page on http://localhost may request \
             http addresses\n",
        );
    }
    Some(diagnosis)
}
