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
    /// `Access-Control-Allow-Methods` or `-Headers` is not a list the browser can read, and one bad
    /// element spoils all of it.
    /// # Common causes
    /// A language's own list printed as it is (`['GET', 'PUT']`), spaces or semicolons instead of
    /// commas, quotes.
    /// # What to look at
    /// The value of the header.
    /// # Fix
    /// Names with commas between them: `GET, PUT, DELETE`.
    /// # Not to be mistaken for
    /// A list that can be read and lacks a name.
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
        "{name} must be names with commas between them. `{}` is not a name, and one bad element makes \
         the whole list void; the request itself was never sent.",
        value(token)
    );
    diagnosis.evidence = case.response_header(message.id, &[name]);
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
