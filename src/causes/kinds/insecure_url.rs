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
    /// The page came over https and asks for an `http:` URL, itself or by way of a redirect. The
    /// browser stops that before anything is sent (mixed content). No header of the server can
    /// allow it.
    /// # Common causes
    /// A URL written out with `http:`, a base URL from a development setting, a server behind a
    /// TLS proxy that builds redirects with `http:`.
    /// # What to look at
    /// The scheme of the URL and of the page.
    /// # Fix
    /// Ask for the `https:` URL, and let the server speak TLS.
    /// # Not to be mistaken for
    /// A page over http that asks an http host: that is allowed.
    KIND = {
        name: "insecure-url",
        title: "an https page asks for an http URL",
        also_known_as: &["mixed-content-url", "http-on-https"],
        settle: "The console line of that moment says Mixed Content.",
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
        "though the page is on https".clone_into(&mut diagnosis.detail);
        diagnosis.explanation = format!(
            "{page} is an https page, and the redirect leads to an http: URL. Browsers do not \
             follow that from a secure page, whatever headers the server sends. A server behind \
             a TLS proxy often builds such redirects because it does not know of the TLS."
        );
        diagnosis.evidence = case.response_header(message.id, &["Location"]);
    } else {
        diagnosis.what = format!("{} is asked over http", message.host());
        "from an https page".clone_into(&mut diagnosis.detail);
        diagnosis.explanation = format!(
            "{page} is an https page, and browsers send nothing from a secure page to an insecure \
             address (mixed content). The request never left the browser; curl is not held back \
             by this. No header of the server changes it, only TLS does."
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
             # or mkcert for a certificate of your own. A page on http://localhost may ask http addresses\n",
        );
    }
    Some(diagnosis)
}
