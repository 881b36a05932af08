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
    /// The page sends cookies (`credentials: 'include'`, `withCredentials`), and the server allows
    /// everyone (`*`). With credentials `*` is not a wildcard: not as an origin, not in the lists of
    /// methods and headers.
    /// # Common causes
    /// A framework's "allow all" together with "allow credentials"; a page that began to send
    /// cookies to an API that was public.
    /// # What to look at
    /// `Access-Control-Allow-Credentials: true` beside `*` shows that both were switched on.
    /// # Fix
    /// Send the asking origin back where it is on your list, with `Vary: Origin` and
    /// `Access-Control-Allow-Credentials: true`; name methods and headers. Or send no cookies.
    /// # Not to be mistaken for
    /// `*` and a request without cookies: that is allowed, and what fails is something else.
    KIND = {
        name: "wildcard-with-credentials",
        title: "allowing everyone does not work with cookies",
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
    diagnosis.what = format!("{host} allows everyone (*) where the page sends cookies");
    if name != "Access-Control-Allow-Origin" {
        name.clone_into(&mut diagnosis.key);
        diagnosis.detail = format!("({name}: *)");
    }
    let tell = message
        .response
        .contains("Access-Control-Allow-Credentials");
    diagnosis.explanation = format!(
        "The page asked {host} with credentials (cookies), and the response says {name}: *. With \
         credentials the star is not a wildcard but an ordinary value, which fits nothing{}. The \
         server must name {} and must not allow every site, since it would act on the visitor's \
         cookies for all of them.",
        if tell {
            "; that it says Access-Control-Allow-Credentials too does not help"
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
