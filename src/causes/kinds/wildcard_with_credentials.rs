//! `*` where a request carries credentials.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fetch::preflight::Grants;
use crate::fixes::Confidence;
use crate::http::header::Extracted;

declare_cause! {
    /// # What happens
    /// The page sends cookies (`credentials: 'include'`, `withCredentials`), and the server uses
    /// the wildcard `*`. With credentials `*` is not a wildcard, neither as an origin nor in the
    /// lists of methods and headers.
    /// # Common causes
    /// A framework's "allow all" together with "allow credentials"; or a page that began to send
    /// cookies to a public API.
    /// # What to look at
    /// `Access-Control-Allow-Credentials: true` together with `*` shows that both options are on.
    /// # Fix
    /// If the page's origin is on your list, send it back with `Vary: Origin` and
    /// `Access-Control-Allow-Credentials: true`; name methods and headers. Or send no cookies.
    /// # Not to be mistaken for
    /// `*` and a request without cookies: that is allowed, so something else fails.
    KIND = {
        name: "wildcard-with-credentials",
        title: "the wildcard * does not work with cookies",
        also_known_as: &["star-with-credentials", "allow-all-with-credentials"],
        settle: "The call in the page: credentials: 'include', withCredentials.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message().filter(|_| case.is_cors())?;
    let star = |list: &Extracted<'_>| matches!(list, Extracted::List(list) if list.contains(&"*"));
    let grants = Grants::of(message.response);
    let name = match case.refusal.kind {
        RefusalKind::AllowOriginWildcardWithCredentials => "Access-Control-Allow-Origin",
        RefusalKind::MethodNotAllowed if case.include() && star(&grants.methods) => {
            "Access-Control-Allow-Methods"
        }
        RefusalKind::HeaderNotAllowed if case.include() && star(&grants.headers) => {
            "Access-Control-Allow-Headers"
        }
        _ => return None,
    };
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.what = format!("{host} uses the wildcard *, but the page sends cookies");
    if name != "Access-Control-Allow-Origin" {
        name.clone_into(&mut diagnosis.key);
        diagnosis.detail = format!("({name}: *)");
    }
    let tell = message
        .response
        .contains("Access-Control-Allow-Credentials");
    diagnosis.explanation = format!(
        "The page sent the request to {host} with credentials (cookies), and the response has \
         {name}: *. With credentials, * is not a wildcard but an ordinary value that matches \
         nothing{}. The server must name {}. It should not allow every site: each of them could \
         then use the visitor's cookies.",
        if tell {
            "; Access-Control-Allow-Credentials: true does not change that"
        } else {
            ""
        },
        match name {
            "Access-Control-Allow-Methods" => "the method",
            "Access-Control-Allow-Headers" => "the headers",
            _ => case.page(),
        }
    );
    diagnosis.evidence =
        case.response_header(message.id, &[name, "Access-Control-Allow-Credentials"]);
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Cookie"));
    diagnosis.plans = vec![Plan::Server, Plan::OmitCredentials];
    Some(diagnosis)
}
