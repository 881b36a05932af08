//! A list where one origin belongs.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// `Access-Control-Allow-Origin` is a list of origins. The header must be one origin or `*`. A
    /// list allows no origin, not even those in it.
    /// # Common causes
    /// The server sends its whole list of allowed origins, joined with commas or spaces.
    /// # What to look at
    /// The value of the header.
    /// # Fix
    /// Look up the request's `Origin` in the list. If it is there, send that origin back, with
    /// `Vary: Origin`; otherwise leave the header out.
    /// # Not to be mistaken for
    /// The same value twice: there two layers set the header.
    KIND = {
        name: "several-origins-listed",
        title: "a list of origins instead of one origin",
        also_known_as: &["multiple-origins", "origin-list"],
        settle: "The line of the configuration with the allowed origins.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    const NAME: &str = "Access-Control-Allow-Origin";
    if !matches!(
        case.refusal.kind,
        RefusalKind::AllowOriginMultiple | RefusalKind::AllowOriginInvalid
    ) {
        return None;
    }
    let message = case.message().filter(|_| case.is_cors())?;
    let combined = message.response.get(NAME)?;
    let origins = combined
        .split([',', ' ', ';', '|'])
        .filter(|part| part.contains("://") || *part == "*")
        .count();
    if origins < 2 && case.refusal.kind != RefusalKind::AllowOriginMultiple {
        return None;
    }
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    let number = if origins < 2 {
        "several".to_owned()
    } else {
        origins.to_string()
    };
    diagnosis.what = format!("{host} sends a list of {number} origins instead of one");
    diagnosis.detail = format!("({})", value(&combined));
    diagnosis.explanation = format!(
        "Access-Control-Allow-Origin is `{}`. The header must be one origin or `*`, never a list. \
         Browsers compare it as a whole. The server has to look up the request's Origin in its \
         list and send that origin back.",
        value(&combined)
    );
    diagnosis.evidence = case.response_header(message.id, &[NAME]);
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
