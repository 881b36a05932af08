//! `Authorization` let through by `*`.

use super::{Broken, Severity, declare_rule};
use crate::exchange::CredentialsMode;
use crate::fetch::preflight::{Grants, requested_headers};
use crate::verdict::Brief;
use crate::verdict::Outcome;

declare_rule! {
    /// # What it means
    /// The request has an `Authorization` header, and it worked only because browsers still let
    /// `Access-Control-Allow-Headers: *` cover it.
    /// # Why it matters
    /// The standard says that `*` does not cover `Authorization`: it must be listed by name.
    /// Chromium and Firefox warn that they will follow, and an enterprise policy makes Chromium
    /// follow today.
    /// # Common causes
    /// - The server allows every header with `*`.
    /// # What to look at
    /// - `Access-Control-Allow-Headers` in the response to `OPTIONS`.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/me       Access-Control-Request-Headers: authorization
    /// 204 No Content                       Access-Control-Allow-Headers: *
    /// ```
    /// # How to fix it
    /// List it in addition to the wildcard:
    /// ```text
    /// Access-Control-Allow-Headers: *, Authorization
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Authorization will not be covered by the wildcard symbol (*) in CORS Access-Control-Allow-Headers handling. (a warning)
    /// Firefox   When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. (a warning)
    /// Safari    (nothing)
    /// ```
    RULE = {
        name: "authorization-covered-by-wildcard-only",
        check: check,
        summary: "only * allows the Authorization header",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name",
        also_known_as: &["AuthorizationCoveredByWildcard"],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    if brief.verdicts.recorded_by.outcome != Outcome::Allowed
        || brief.credentials() == Some(CredentialsMode::Include)
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    for preflight in brief.preflights() {
        let asked = preflight
            .request
            .lines("Access-Control-Request-Headers")
            .flat_map(requested_headers)
            .any(|name| name.eq_ignore_ascii_case("authorization"));
        let grants = Grants::of(preflight.response);
        if asked && !grants.names_authorization() && grants.allows_header("authorization", false) {
            let mut exhibits = preflight.asked("Access-Control-Request-Headers");
            exhibits.extend(preflight.shows("Access-Control-Allow-Headers"));
            let summary = format!(
                "{} allows the header Authorization only by `*`, which browsers will stop accepting; list it by name: Access-Control-Allow-Headers: *, Authorization.",
                preflight.host()
            );
            found.push(preflight.broken(summary, exhibits));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet};
    use super::RULE;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &get()
                .asking("authorization")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: *",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        assert_eq!(
            broken.summary,
            "api.example allows the header Authorization only by `*`, which browsers will stop \
             accepting; list it by name: Access-Control-Allow-Headers: *, Authorization."
        );
        quiet(
            &RULE,
            &get()
                .asking("authorization")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: *, Authorization",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &get()
                .asking("x-a")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: *",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &get()
                .asking("authorization")
                .preflight(204, &["Access-Control-Allow-Origin: *"])
                .blocked(),
        );
    }
}
