//! The response to OPTIONS is a redirect.

use url::Url;

use super::login_redirect::is_login;
use super::{article, declare_cause};
use crate::causes::case::{Case, Diagnosis, Message};
use crate::causes::remedy::Plan;
use crate::causes::siblings::host_name;
use crate::fetch::Phase;
use crate::fetch::redirect::resolve;
use crate::fixes::{Confidence, Trouble};
use crate::http::status;
use crate::verdict::Outcome;

declare_cause! {
    /// # What happens
    /// The browser asks for permission with `OPTIONS` first, and the server responds with a
    /// redirect. Browsers do not follow redirects of a preflight, so the request is never sent. It
    /// works in curl, which sends no preflight and follows redirects (with `-L`).
    /// # Common causes
    /// The page's URL differs from the server's own form of it: an extra or missing slash at the
    /// end, http instead of https, `www.`, another host. Or the redirect leads to a login page,
    /// because preflights carry no cookies.
    /// # What to look at
    /// Compare `Location` with the URL: the difference is what to correct.
    /// # Fix
    /// Request the final URL in the page. If the redirect leads to a login, respond to `OPTIONS`
    /// before the login is checked.
    /// # Not to be mistaken for
    /// A redirect of the request itself: that one is allowed if every response on the way has CORS
    /// headers.
    KIND = {
        name: "preflight-redirected",
        title: "the preflight is redirected",
        also_known_as: &["options-redirected", "preflight-301", "preflight-302", "preflight-308"],
        settle: "The Location header of the response to OPTIONS.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message().filter(Message::is_preflight)?;
    let blocked = case.brief.verdicts.recorded_by.outcome == Outcome::Blocked;
    if !blocked || case.refusal.phase != Phase::Preflight || !status::is_redirect(message.status) {
        return None;
    }
    let recorded = message.response.first("Location").filter(|l| !l.is_empty());
    let target = recorded
        .or(case.brief.capture.optional(message.entry.redirect_url))
        .and_then(|location| resolve(message.url, location));
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.trouble = Some(Trouble::PreflightRedirected);
    diagnosis.evidence = vec![case.url_of(message.id), case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Location"]));
    diagnosis.what = format!("{host} redirects the preflight");
    let before = "The browser asked for permission first (OPTIONS), and the response was a \
                  redirect. Browsers do not follow redirects of a preflight, so the request \
                  itself was never sent.";
    let Some(target) = target else {
        diagnosis.detail = format!("({})", message.status_from());
        before.clone_into(&mut diagnosis.explanation);
        diagnosis.plans = vec![Plan::Server];
        return Some(diagnosis);
    };
    let hsts = message
        .response
        .first("Non-Authoritative-Reason")
        .is_some_and(|reason| reason.eq_ignore_ascii_case("HSTS"));
    let difference = difference(message.url, &target, hsts);
    difference.key().clone_into(&mut diagnosis.key);
    diagnosis.detail = format!(
        "({} {})",
        article(message.status),
        difference.title(&target)
    );
    diagnosis.explanation = format!("{before} {}", difference.why(&target));
    diagnosis.plans = match difference {
        Difference::Login => vec![Plan::Server],
        _ => vec![Plan::Direct(target), Plan::Server],
    };
    Some(diagnosis)
}

/// What differs between the URL that was asked and the one it is redirected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    Login,
    Hsts,
    Https,
    Slash,
    Www,
    Host,
    Path,
}

impl Difference {
    const fn key(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Hsts => "hsts",
            Self::Https => "https",
            Self::Slash => "slash",
            Self::Www => "www",
            Self::Host => "host",
            Self::Path => "path",
        }
    }

    fn title(self, target: &str) -> String {
        match self {
            Self::Login => format!("to the login page of {}", host_name(target)),
            Self::Hsts => "from http to https, by the browser itself (HSTS)".to_owned(),
            Self::Https => "from http to https".to_owned(),
            Self::Slash => {
                if target.split(['?', '#']).next().unwrap_or("").ends_with('/') {
                    "to add the missing slash at the end".to_owned()
                } else {
                    "to remove the extra slash at the end".to_owned()
                }
            }
            Self::Www | Self::Host => format!("to {}", host_name(target)),
            Self::Path => "to another path".to_owned(),
        }
    }

    fn why(self, target: &str) -> String {
        let ask = "Request the final URL in the page; then there is no redirect.";
        match self {
            Self::Login => {
                "A preflight carries no cookie and no token, so to the server it always looks \
                 logged out. Respond to OPTIONS before the login is checked."
                    .to_owned()
            }
            Self::Hsts => format!(
                "The browser has stored that this host requires https \
                 (Strict-Transport-Security), and changed the URL itself. {ask}"
            ),
            Self::Https => format!("The page uses http, and the server requires https. {ask}"),
            Self::Slash => format!(
                "The page and the server disagree about the slash at the end of the path. {ask}"
            ),
            Self::Www | Self::Host => {
                format!("The server's own name is {}. {ask}", host_name(target))
            }
            Self::Path => format!("The server serves this under another path. {ask}"),
        }
    }
}

fn difference(from: &str, to: &str, hsts: bool) -> Difference {
    let (Ok(from), Ok(to)) = (Url::parse(from), Url::parse(to)) else {
        return Difference::Path;
    };
    if is_login(to.as_str()) && !is_login(from.as_str()) {
        return Difference::Login;
    }
    if hsts {
        return Difference::Hsts;
    }
    let (old, new) = (from.host_str().unwrap_or(""), to.host_str().unwrap_or(""));
    if old != new {
        let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
        return if bare(old) == bare(new) {
            Difference::Www
        } else {
            Difference::Host
        };
    }
    if from.scheme() == "http" && to.scheme() == "https" {
        return Difference::Https;
    }
    if from.path() != to.path()
        && from.path().trim_end_matches('/') == to.path().trim_end_matches('/')
    {
        return Difference::Slash;
    }
    if from.port_or_known_default() != to.port_or_known_default() {
        return Difference::Host;
    }
    Difference::Path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_table() {
        use Difference as D;
        let rows = [
            ("https://a.example/x", "https://a.example/x/", D::Slash),
            ("https://a.example/x/?q", "https://a.example/x?q", D::Slash),
            ("http://a.example/x", "https://a.example/x", D::Https),
            ("https://a.example/x", "https://www.a.example/x", D::Www),
            ("https://a.example/x", "https://b.example/x", D::Host),
            ("https://a.example/x", "https://a.example:8443/x", D::Host),
            ("https://a.example/x", "https://a.example/v2/x", D::Path),
            (
                "https://a.example/x",
                "https://id.example/oauth2/authorize?client_id=1",
                D::Login,
            ),
            (
                "https://a.example/login",
                "https://a.example/login/",
                D::Slash,
            ),
        ];
        for (from, to, expected) in rows {
            assert_eq!(difference(from, to, false), expected, "{from} {to}");
        }
        let hsts = difference("http://a.example/x", "https://a.example/x", true);
        assert_eq!(hsts, D::Hsts);
    }
}
