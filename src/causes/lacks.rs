//! What a CORS configuration that is there does not allow yet: who has one extends it, and does not
//! write another beside it.

use super::CauseKind;
use super::case::Case;
use crate::exchange::CredentialsMode;
use crate::fetch::RefusalKind;
use crate::fetch::preflight::Grants;
use crate::fixes::policy::{is_name, is_origin};
use crate::fixes::{Missing, Today};
use crate::http::header::Extracted;
use crate::http::method;
use crate::layers::{self, Kind, Seen};

/// The kinds of a server that has CORS, and allows less than the page asks for.
const KINDS: &[&str] = &[
    "wildcard-with-credentials",
    "credentials-not-granted",
    "origin-not-listed",
    "origin-misspelt",
    "origin-refused",
    "other-origin-only",
    "several-origins-listed",
    "method-not-listed",
    "new-request-header",
    "preflight-rejected",
];

/// Whether the request carries credentials for certain.
fn carries_credentials(case: &Case<'_>) -> bool {
    matches!(
        case.refusal.kind,
        RefusalKind::AllowOriginWildcardWithCredentials | RefusalKind::AllowCredentialsNotTrue
    ) || case.brief.survivors.credentials() == Some(CredentialsMode::Include)
}

/// What the configuration that answered lacks; `None` where the capture shows no configuration.
pub(super) fn of(case: &Case<'_>, kind: &CauseKind) -> Option<Missing> {
    if !case.is_cors() || !KINDS.contains(&kind.name) {
        return None;
    }
    let message = case.message()?;
    let response = message.response;
    let speaks = response.iter().any(|(name, _)| {
        name.get(..21)
            .is_some_and(|start| start.eq_ignore_ascii_case("access-control-allow-"))
    });
    let varies = response
        .lines("Vary")
        .flat_map(|line| line.split(','))
        .any(|name| name.trim().eq_ignore_ascii_case("origin"));
    // One that refuses without a word of CORS, and says so in another way.
    let refuses = !speaks && {
        let seen = Seen::of(case.brief.capture, message.id);
        layers::reply(&seen).is_some_and(|(_, reply)| reply.kind == Kind::OriginRefused)
            || (varies && kind.name == "origin-not-listed")
    };
    if !speaks && !refuses {
        return None;
    }
    let include = case.include();
    let page = case.asked_as(&message);
    let allowed = response.get("Access-Control-Allow-Origin");
    let star = allowed.as_deref() == Some("*");
    let grants = Grants::of(response);
    let mut missing = Missing {
        one_of_these: refuses,
        ..Missing::default()
    };
    let lets_in = allowed.as_deref() == Some(page) || (star && !include);
    if !lets_in && is_origin(page) && page != "null" {
        missing.origin = Some(page.to_owned());
        missing.today = match kind.name {
            _ if star => Today::Any,
            "origin-misspelt" | "several-origins-listed" => Today::Misspelt,
            _ => Today::Others,
        };
    }
    let credentials = response.get("Access-Control-Allow-Credentials");
    missing.credentials = credentials.as_deref() != Some("true") && carries_credentials(case);
    if let (Some(preflight), true) = (case.preflight(), message.is_preflight()) {
        let asked = preflight.method;
        let listed = !refuses && grants.allows_method(asked, include);
        if !listed && !method::is_cors_safelisted(asked) || (refuses && asked == "POST") {
            missing.methods.push(asked.to_owned());
        }
        let star_alone = matches!(
            &grants.headers,
            Extracted::List(list) if list.contains(&"*")
        );
        for name in &preflight.headers {
            let listed = grants.allows_header(name, include)
                && (grants.names_authorization()
                    || !name.eq_ignore_ascii_case("authorization")
                    || !star_alone);
            if !listed {
                missing.headers.push(name.to_ascii_lowercase());
            }
        }
        missing.methods.retain(|name| is_name(name));
        missing.headers.retain(|name| is_name(name));
    }
    (!missing.is_empty()).then_some(missing)
}
