//! A list where one origin belongs.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// `Access-Control-Allow-Origin` holds a list of origins. The header takes one, or `*`; a list
    /// lets nobody in, not even those on it.
    /// # Common causes
    /// The configuration's list of allowed origins is sent as it is, joined with commas or spaces.
    /// # What to look at
    /// The value of the header.
    /// # Fix
    /// Look up the request's `Origin` in the list; where it is there, send that one back, with
    /// `Vary: Origin`; otherwise send none.
    /// # Not to be mistaken for
    /// The same value twice: that is two layers that both set the header.
    KIND = {
        name: "several-origins-listed",
        title: "a list of origins where one belongs",
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
    diagnosis.what = format!("{host} lists {number} origins where one belongs");
    diagnosis.detail = format!("({})", value(&combined));
    diagnosis.explanation = format!(
        "Access-Control-Allow-Origin is `{}`. The header takes one origin or `*`, never a list, and \
         is compared as a whole. The server has to look up the request's Origin in its list and \
         send that one back.",
        value(&combined)
    );
    diagnosis.evidence = case.response_header(message.id, &[NAME]);
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
