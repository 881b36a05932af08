//! The resource's own Cross-Origin-Resource-Policy, or its absence under COEP.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::{Plan, advised};
use crate::fetch::RefusalKind as K;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// An image, script, font or video is loaded without CORS, and its
    /// `Cross-Origin-Resource-Policy` allows only its own site; or the page requires such a header
    /// (`Cross-Origin-Embedder-Policy: require-corp`) and the file has none.
    /// # Common causes
    /// Security middleware (such as helmet) sends `same-origin` with everything, including files
    /// that other sites embed; or the page was made cross-origin isolated.
    /// # What to look at
    /// `Cross-Origin-Resource-Policy` of the response, `Cross-Origin-Embedder-Policy` of the page.
    /// # Fix
    /// Send `Cross-Origin-Resource-Policy: cross-origin` (or `same-site`) with files that others
    /// may embed; or load them with `crossorigin` and CORS headers.
    /// # Not to be mistaken for
    /// CORS: this header does not apply to requests with `crossorigin` or from `fetch()`.
    KIND = {
        name: "resource-policy",
        title: "the file's own policy does not allow other sites",
        also_known_as: &["helmet", "embedding-forbidden"],
        settle: "The Cross-Origin-Embedder-Policy header of the page.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let kind = case.refusal.kind;
    if !matches!(
        kind,
        K::CorpSameOrigin | K::CorpSameSite | K::CoepCorp | K::DipCorp
    ) {
        return None;
    }
    let message = case.message()?;
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    let policy = message.response.first("Cross-Origin-Resource-Policy");
    diagnosis.explanation = match policy {
        Some(policy) if matches!(kind, K::CorpSameOrigin | K::CorpSameSite) => {
            diagnosis.what = format!("{host} does not allow other sites to embed the file");
            diagnosis.detail = format!("(Cross-Origin-Resource-Policy: {policy})");
            format!(
                "The page {} loaded the file without CORS, and its Cross-Origin-Resource-Policy \
                 allows only its own origin or site. The file did arrive; the browser discarded \
                 it.",
                case.page()
            )
        }
        _ => {
            diagnosis.what = format!("{host} does not say that others may embed the file");
            let policy = if kind == K::DipCorp {
                "Document-Isolation-Policy: isolate-and-require-corp"
            } else {
                "Cross-Origin-Embedder-Policy: require-corp"
            };
            format!(
                "The page is isolated ({policy}), so it may embed only files with a \
                 Cross-Origin-Resource-Policy header that allows it. This file has no such header."
            )
        }
    };
    diagnosis.evidence = case.response_header(message.id, &["Cross-Origin-Resource-Policy"]);
    diagnosis.evidence.extend(case.error_of());
    diagnosis.plans = vec![Plan::Header {
        title: "Let other sites embed it",
        name: "Cross-Origin-Resource-Policy",
        value: "cross-origin".to_owned(),
    }];
    if message.response.contains("Access-Control-Allow-Origin") {
        diagnosis.plans.insert(0, crossorigin());
    } else {
        diagnosis.plans.push(crossorigin());
    }
    if matches!(kind, K::CoepCorp | K::DipCorp) {
        let header = if kind == K::DipCorp {
            "Document-Isolation-Policy: isolate-and-credentialless"
        } else {
            "Cross-Origin-Embedder-Policy: credentialless"
        };
        diagnosis.advise(
            Actor::Server,
            "Isolate the page without requiring the header",
            &format!(
                "{header}      # in the page's own response; files then come without cookies\n"
            ),
        );
    }
    Some(diagnosis)
}

/// A file that is loaded with CORS needs no such header.
fn crossorigin() -> Plan {
    Plan::Advice(advised(
        Actor::Page,
        "Load the file with CORS, if its server sends Access-Control-Allow-Origin",
        "<img src=\"…\" crossorigin=\"anonymous\">      <!-- likewise script, link, video, audio -->\n",
    ))
}
