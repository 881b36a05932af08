//! A public page asks a machine on the local network.

use url::{Host, Url};

use super::declare_cause;
use crate::browsers::Profile;
use crate::causes::case::{Case, Diagnosis};
use crate::fetch::RefusalKind;
use crate::fetch::local_network::AddressSpace;
use crate::fixes::Confidence;
use crate::http::Origin;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// A page from the public internet sends a request to the visitor's own machine or network.
    /// Chromium (142 and later) allows that only from an https page and after the visitor has
    /// agreed. The request is stopped before CORS is checked.
    /// # Common causes
    /// A hosted user interface that talks to a local agent, a printer, a router, or a development
    /// server on localhost. The visitor refused or was never asked, or the page is on http.
    /// # What to look at
    /// Whether the host is `localhost`, `127.0.0.1`, `10.…`, `172.16.…` to `172.31.…`,
    /// `192.168.…` or `.local`, and whether the site's permission for local network access is set
    /// to block.
    /// # Fix
    /// Serve the page over https and allow the permission; or serve the page from the local
    /// machine; or reach the machine through a public server. No response header replaces the
    /// permission.
    /// # Not to be mistaken for
    /// A local server without CORS headers: there a response arrives, and the browser keeps it from
    /// the page.
    KIND = {
        name: "private-network",
        title: "a public page sends a request to a machine on the local network",
        also_known_as: &["local-network-target", "loopback-target"],
        settle: "The console line from that moment: Permission was denied for this request to \
                 access the … address space.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message()?;
    let confidence = match case.refusal.kind {
        RefusalKind::LocalNetworkAccess => Confidence::Certain,
        // Chromium's export says only that something was wrong.
        RefusalKind::Unexplained
            if case.brief.observed.browser.map(|row| row.profile) == Some(Profile::Chromium)
                && message.status == 0
                && is_private(message.url)
                && case.brief.evidence.origin.value.as_ref().is_some_and(
                    |origin| matches!(origin, Origin::Tuple(page) if !is_private(page)),
                ) =>
        {
            Confidence::Possible
        }
        _ => return None,
    };
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.path.clear();
    diagnosis.what = format!("{} is on the local network", message.host());
    diagnosis.detail = format!("and {} may not send requests there", case.page());
    diagnosis.explanation = format!(
        "In Chromium, a page from the internet may reach the visitor's own machine or network \
         only over https and with the visitor's permission. The permission is missing here, so \
         nothing was sent to {}. Allow it in the site's settings (local network access), or serve \
         the page from that machine. No response header replaces the permission.",
        message.host()
    );
    diagnosis.evidence = vec![case.url_of(message.id)];
    diagnosis.evidence.extend(case.error_of());
    diagnosis.advise(
        Actor::Visitor,
        "Allow local network access for the page in the browser",
        "# the icon left of the address → Site settings → Local network access → Allow\n\
         # the page itself has to use https; in a frame also <iframe \
         allow=\"local-network-access\">\n",
    );
    diagnosis.advise(
        Actor::Page,
        "Serve the page from the same machine or network, or reach the device through a server",
        "# a page on http://localhost or on the local network needs no permission for other local \
         machines\n\
         # or: page → your server on the internet → the device (a tunnel, the vendor's cloud)\n",
    );
    Some(diagnosis)
}

/// Whether a URL's host is of the visitor's machine or network.
pub(super) fn is_private(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            ["localhost", "local", "internal", "lan", "home.arpa"]
                .iter()
                .any(|end| {
                    name == *end
                        || name
                            .strip_suffix(end)
                            .is_some_and(|rest| rest.ends_with('.'))
                })
        }
        Some(Host::Ipv4(ip)) => AddressSpace::of(ip.into()) != AddressSpace::Public,
        Some(Host::Ipv6(ip)) => AddressSpace::of(ip.into()) != AddressSpace::Public,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_hosts_table() {
        for (url, expected) in [
            ("http://localhost:3000/", true),
            ("http://a.localhost", true),
            ("http://127.0.0.1", true),
            ("http://192.168.1.1/x", true),
            ("http://172.20.0.1", true),
            ("http://[::1]:8080", true),
            ("http://[fd00::1]", true),
            ("http://printer.local", true),
            ("https://example.com", false),
            ("https://notlocal", false),
            ("http://172.32.0.1", false),
            ("http://100.64.0.1", true),
            ("http://[::ffff:192.168.0.1]", true),
            ("http://[fe80::1]", true),
        ] {
            assert_eq!(is_private(url), expected, "{url}");
        }
    }
}
