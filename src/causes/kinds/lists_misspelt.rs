//! The lists of methods or headers cannot be read.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fetch::preflight::Grants;
use crate::fixes::Confidence;
use crate::http::header::Extracted;

declare_cause! {
    /// # What happens
    /// The browser cannot read the list in `Access-Control-Allow-Methods` or `-Headers`. One
    /// invalid element makes the whole list invalid.
    /// # Common causes
    /// A list printed in a language's own notation (`['GET', 'PUT']`), spaces or semicolons instead
    /// of commas, or quotes.
    /// # What to look at
    /// The value of the header.
    /// # Fix
    /// Write names separated by commas: `GET, PUT, DELETE`.
    /// # Not to be mistaken for
    /// A valid list that lacks a name.
    KIND = {
        name: "lists-misspelt",
        title: "the list of methods or headers cannot be read",
        also_known_as: &["invalid-token", "list-syntax"],
        settle: "The line of the configuration that sets the header.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_preflight()?;
    let grants = Grants::of(message.response);
    let (name, list) = match case.refusal.kind {
        RefusalKind::AllowMethodsInvalid => ("Access-Control-Allow-Methods", grants.methods),
        RefusalKind::AllowHeadersInvalid => ("Access-Control-Allow-Headers", grants.headers),
        _ => return None,
    };
    let Extracted::Failure { token } = list else {
        return None;
    };
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    name.clone_into(&mut diagnosis.key);
    diagnosis.what = format!("{host} sends a list in {name} that cannot be read");
    diagnosis.detail = format!("({})", value(token));
    diagnosis.explanation = format!(
        "{name} must be a list of names separated by commas. `{}` is not a name, and one invalid \
         element makes the whole list invalid. The request itself was never sent.",
        value(token)
    );
    diagnosis.evidence = case.response_header(message.id, &[name]);
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
