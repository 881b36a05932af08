//! A CORS header with a wrong name.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::{Phase, RefusalKind};
use crate::fixes::Confidence;
use crate::rules::meant;

declare_cause! {
    /// # What happens
    /// The server sends a header whose name looks like a CORS header but is not one, so it has no
    /// effect. The browser reports the right one as missing.
    /// # Common causes
    /// `Access-Control-Allow-Method` and `-Header` without s, `Allow-Control-…`,
    /// `Control-Access-…`, `Access-Control-Allowed-…`; or a response that uses the name of a
    /// request header (`Access-Control-Request-Headers`).
    /// # What to look at
    /// The names of the response's headers, character for character.
    /// # Fix
    /// Correct the name.
    /// # Not to be mistaken for
    /// Other headers that begin with `Access-Control-`, such as `Access-Control-Max-Age`: their
    /// names are right.
    KIND = {
        name: "cors-header-misspelt",
        title: "a CORS header with a wrong name",
        also_known_as: &["header-name-misspelt", "header-typo"],
        settle: "The line of the configuration that sets the header.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let right = match case.refusal.kind {
        RefusalKind::AllowOriginMissing => "Access-Control-Allow-Origin",
        RefusalKind::AllowCredentialsNotTrue => "Access-Control-Allow-Credentials",
        RefusalKind::MethodNotAllowed => "Access-Control-Allow-Methods",
        RefusalKind::HeaderNotAllowed => "Access-Control-Allow-Headers",
        _ => return None,
    };
    let message = case.message().filter(|_| case.is_cors())?;
    if case.refusal.phase == Phase::Redirect || message.response.contains(right) {
        return None;
    }
    let wrong = message
        .response
        .iter()
        .map(|(name, _)| name)
        .find(|name| looks_like(name, right))?;
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    right.clone_into(&mut diagnosis.key);
    diagnosis.what = format!("{host} sends {} instead of {right}", value(wrong));
    let place = if message.is_preflight() {
        " in the response to OPTIONS"
    } else {
        ""
    };
    diagnosis.explanation = format!(
        "{host} tries to allow it, but the header{place} is called {}. Browsers do not recognise \
         that name. It must be {right}.",
        value(wrong)
    );
    diagnosis.evidence = case.response_header(message.id, &[wrong, right]);
    diagnosis.plans = vec![Plan::Server];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

/// Whether a header was meant to be another one.
fn looks_like(name: &str, right: &str) -> bool {
    // Real names are of about this length; this also bounds the work.
    if name.len() < 12 || name.len() > 48 || name.eq_ignore_ascii_case(right) {
        return false;
    }
    if let Some(meant) = meant(name) {
        return meant == right;
    }
    let (name, right) = (name.to_ascii_lowercase(), right.to_ascii_lowercase());
    let last = right.rsplit('-').next().unwrap_or("");
    let own: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    // The right last word in a wrong order or with a word too many or too few.
    own.contains("control")
        && own.contains("allow")
        && (own.ends_with(last) || own.ends_with(last.trim_end_matches('s')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_table() {
        let rows = [
            (
                "Access-Control-Allow-Method",
                "Access-Control-Allow-Methods",
                true,
            ),
            (
                "Access-Control-Allow-Header",
                "Access-Control-Allow-Headers",
                true,
            ),
            (
                "Control-Access-Allow-Origin",
                "Access-Control-Allow-Origin",
                true,
            ),
            (
                "Allow-Control-Allow-Origin",
                "Access-Control-Allow-Origin",
                true,
            ),
            (
                "Access-Control-Allowed-Origin",
                "Access-Control-Allow-Origin",
                true,
            ),
            (
                "Access-Control-Allow-Origins",
                "Access-Control-Allow-Origin",
                true,
            ),
            (
                "Acess-Control-Allow-Origin",
                "Access-Control-Allow-Origin",
                true,
            ),
            (
                "Access-Control-Request-Headers",
                "Access-Control-Allow-Headers",
                true,
            ),
            ("Access-Control-Origin", "Access-Control-Allow-Origin", true),
            ("Access-Allow-Origin", "Access-Control-Allow-Origin", true),
            (
                "Access-Control-Allow-Credential",
                "Access-Control-Allow-Credentials",
                true,
            ),
            (
                "Access-Control-Allow-Methods",
                "Access-Control-Allow-Headers",
                false,
            ),
            (
                "Access-Control-Allow-Method",
                "Access-Control-Allow-Headers",
                false,
            ),
            (
                "Access-Control-Max-Age",
                "Access-Control-Allow-Origin",
                false,
            ),
            ("Timing-Allow-Origin", "Access-Control-Allow-Origin", false),
            ("Content-Type", "Access-Control-Allow-Origin", false),
        ];
        for (name, right, expected) in rows {
            assert_eq!(looks_like(name, right), expected, "{name} {right}");
        }
    }
}
