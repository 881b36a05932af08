//! The request was redirected to a login page.

use url::Url;

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, Message};
use crate::causes::paths::path_of;
use crate::causes::remedy::Plan;
use crate::causes::siblings::{host_name, host_of};
use crate::exchange::observe::ObservedHop;
use crate::fetch::Phase;
use crate::fetch::redirect::Location;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The server redirects the request to a login page. That works for a person who opens a page.
    /// A script's request fails there, as a CORS error at an unrelated host.
    /// # Common causes
    /// The session has expired, or its cookie was not sent (`credentials: 'include'` is missing, or
    /// the cookie is `SameSite`). oauth2-proxy, identity providers and the `login_required` of
    /// frameworks all redirect like this.
    /// # What to look at
    /// `Location`: `login`, `signin`, `authorize`, `oauth2`, `saml`, `client_id`, `redirect_uri`.
    /// # Fix
    /// Respond to requests from scripts (`Sec-Fetch-Mode` is not `navigate`, or `Accept` names
    /// JSON) with 401 and the CORS headers. The page then takes the user to the login.
    /// # Not to be mistaken for
    /// A redirect to another host that is not a login: a download, a new API host.
    KIND = {
        name: "login-redirect",
        title: "the request was redirected to a login page",
        also_known_as: &["redirected-to-login", "session-expired"],
        settle: "Open the URL in a tab where you are logged out.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if !case.is_cors_check() && !case.is_cors() {
        return None;
    }
    let at = case.at_hop();
    // The redirect that led away: the refused one itself, or one before it.
    let last = if case.refusal.phase == Phase::Redirect {
        at + 1
    } else {
        at
    };
    let hops = &mut case.brief.observed.hops.iter().enumerate().take(last);
    let (number, hop, target) =
        hops.find_map(|(number, hop)| Some((number, hop, login_target(hop)?)))?;
    let message = Message::of_hop(case.brief.capture, hop, number);
    let host = message.host();
    let login = host_name(target);
    let sure = Url::parse(target).is_ok_and(|url| {
        url.query_pairs()
            .any(|(name, _)| PARAMETERS.contains(&name.to_ascii_lowercase().as_str()))
    });
    let mut diagnosis = case.diagnosis(
        &message,
        if sure {
            Confidence::Certain
        } else {
            Confidence::Likely
        },
    );
    diagnosis.what = format!("{host} redirects the request to a login page");
    diagnosis.detail = format!("({} to {login}{})", message.status, path_of(target));
    let left = host_of(target) != host_of(message.url);
    diagnosis.explanation = format!(
        "{host} has no session for this request: it responded with {} and redirected to a login \
         page. That works for a person, but a script's request cannot log in{}. Either the \
         session has expired, or the cookie was not sent. CORS headers on the login page would \
         not help. Respond to such requests with 401, and make the page navigate to the login.",
        message.status,
        if left {
            format!(", and fails at {login}, an unrelated host")
        } else {
            String::new()
        }
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Location"]));
    if let Some(next) = case.brief.observed.hops.get(at).filter(|_| last == at) {
        diagnosis.evidence.push(case.url_of(next.id));
        diagnosis
            .evidence
            .extend(case.request_header(next.id, "Origin"));
    }
    diagnosis.plans = vec![Plan::Unauthorized];
    diagnosis.advise(
        Actor::Page,
        "Let the user log in first, and send the session with the request",
        "// open the server's login in the window, not with fetch: location.assign(loginUrl)\n\
         // then fetch(url, { credentials: \"include\" }), or send a token: Authorization: Bearer …\n\
         // the session cookie needs SameSite=None; Secure to be sent across sites\n",
    );
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

const PARAMETERS: &[&str] = &[
    "client_id",
    "redirect_uri",
    "response_type",
    "samlrequest",
    "relaystate",
    "returnurl",
    "return_to",
    "returnto",
    "return",
    "next",
    "rd",
    "continue",
    "wa",
    "wtrealm",
    "service",
];

fn login_target<'h>(hop: &'h ObservedHop<'_>) -> Option<&'h str> {
    let Location::Url(target) = &hop.location else {
        return None;
    };
    (is_login(target) && !is_login(hop.url)).then_some(target.as_str())
}

/// Whether a URL looks like that of a login page: by a segment of its path, or by its host.
pub(super) fn is_login(url: &str) -> bool {
    const SEGMENTS: &[&str] = &[
        "login",
        "log-in",
        "log_in",
        "signin",
        "sign-in",
        "sign_in",
        "authorize",
        "oauth",
        "oauth2",
        "saml",
        "saml2",
        "sso",
        "auth",
        "logon",
        "accounts",
        "session-expired",
        "adfs",
        "openid-connect",
    ];
    /// Words inside a segment: `ServiceLogin`, `pf-signin`, `wp-login`.
    const WORDS: &[&str] = &["login", "signin", "logon", "sso"];
    const HOSTS: &[&str] = &[
        "login", "signin", "auth", "sso", "accounts", "id", "idp", "okta",
    ];
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let by_path = url.path_segments().is_some_and(|segments| {
        segments.into_iter().any(|segment| {
            let bare = segment.split('.').next().unwrap_or("");
            SEGMENTS.contains(&bare.to_ascii_lowercase().as_str())
                || words(bare).any(|word| WORDS.contains(&word.as_str()))
        })
    }) || url.path().ends_with("/session/new")
        || url.path().ends_with("/sessions/new");
    let by_host = url
        .host_str()
        .and_then(|host| host.split('.').next())
        .is_some_and(|label| HOSTS.contains(&label));
    let by_query = url.query_pairs().any(|(name, _)| {
        matches!(
            name.to_ascii_lowercase().as_str(),
            "client_id" | "redirect_uri" | "samlrequest"
        )
    });
    by_query || by_path || by_host && url.path().len() <= 1
}

/// The words of a segment in lower case, split at signs and before upper case.
fn words(segment: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in segment.chars() {
        if !c.is_ascii_alphanumeric() || (small && c.is_ascii_uppercase()) {
            words.push(String::new());
        }
        small = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_pages_table() {
        for (url, expected) in [
            ("https://login.example/signin?return=shop", true),
            ("https://a.example/users/sign_in", true),
            ("https://a.example/oauth2/start?rd=/x", true),
            ("https://a.example/login.php", true),
            ("https://sso.example/", true),
            ("https://accounts.example/ServiceLogin?x=1", true),
            ("https://a.example/pf-signin", true),
            ("https://a.example/wp-login.php", true),
            ("https://a.example/users/sessions/new", true),
            (
                "https://tenant.cloudflareaccess.com/cdn-cgi/access/login/x",
                true,
            ),
            ("https://idp.example/x?client_id=1&redirect_uri=y", true),
            ("https://a.example/blog/authors", false),
            ("https://a.example/v1/catalogin", false),
            ("https://files.example/download/1", false),
            ("https://auth.example/session", false),
        ] {
            assert_eq!(is_login(url), expected, "{url}");
        }
    }
}
