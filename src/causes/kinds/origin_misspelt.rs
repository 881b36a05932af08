//! The configured origin differs in a detail.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::layer::origin;
use crate::causes::remedy::{Plan, advised};
use crate::fixes::Confidence;
use crate::http::difference::{Difference, difference};
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The server means to allow this page, but its origin is misspelt. Browsers compare the two
    /// character for character.
    /// # Common causes
    /// A slash or a path at the end, http instead of https, an extra or missing port, `www.`,
    /// localhost instead of 127.0.0.1, a `*` inside the host, quotes, upper case, a placeholder
    /// that was not filled in.
    /// # What to look at
    /// Compare `Origin` of the request with `Access-Control-Allow-Origin` of the response.
    /// # Fix
    /// Write the origin as the `Origin` header has it.
    /// # Not to be mistaken for
    /// An unrelated origin: there the page's origin has to be added to a list.
    KIND = {
        name: "origin-misspelt",
        title: "the configured origin differs in a detail",
        also_known_as: &["origin-mismatch", "trailing-slash", "http-for-https"],
        settle: "The line of the configuration with the allowed origin.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    const NAME: &str = "Access-Control-Allow-Origin";
    if !case.is_cors_check() {
        return None;
    }
    let message = case.message()?;
    let page = case.asked_as(&message);
    let allowed = message.response.get(NAME)?;
    let slip = difference(&allowed, page).filter(|slip| slip.is_slip())?;
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    slip.key().clone_into(&mut diagnosis.key);
    diagnosis.what = format!("{host} misspells the page's origin: {}", slip.title());
    diagnosis.detail = format!("({} is not {page})", value(&allowed));
    diagnosis.path.clear();
    diagnosis.explanation = format!(
        "{host} allows {}, but the page is {page}: {slip}. Browsers compare the two character for \
         character.",
        value(&allowed)
    );
    diagnosis.evidence = case.response_header(message.id, &[NAME]);
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    diagnosis.plans = vec![Plan::Server];
    if slip == Difference::Loopback {
        diagnosis.advise(
            Actor::Page,
            "Or open the page under the name that the server lists",
            &format!("# in the address bar: {}\n", origin(allowed.trim())),
        );
    }
    if slip == Difference::Port {
        diagnosis.advise(
            Actor::Page,
            "Or give the page the port that the server lists",
            "# the dev server took another port because its own was in use: stop the old one\n\
             # Vite: server: { port: 5173, strictPort: true }; Angular: ng serve --port 4200\n\
             # a dev proxy needs no CORS headers: the page calls its own /api, and the dev server \
             forwards it\n",
        );
    }
    if slip == Difference::Www {
        diagnosis.plans.insert(
            0,
            Plan::Advice(advised(
                Actor::Page,
                "Use one host name for the page and its files",
                &format!(
                    "# redirect one of them to the other permanently (301), or use relative\n\
                     # URLs for files: /fonts/… instead of a full URL. The page is {}\n\
                     # WordPress: Settings → General → WordPress Address and Site Address are the same host\n",
                    origin(page)
                ),
            )),
        );
    }
    Some(diagnosis)
}
