//! An exchange that not every browser judges alike.

use super::subject::and;
use super::{Broken, Severity, declare_rule};
use crate::browsers::Profile;
use crate::capture::Part;
use crate::fetch::Phase;
use crate::verdict::{Brief, Outcome, Shown};

declare_rule! {
    /// # What it means
    /// One browser allows this exchange, and another one blocks it.
    /// # Why it matters
    /// It works for you and fails for others. Browsers differ from the standard in a few places:
    /// two `Access-Control-Allow-Origin` lines, one of them empty, the origin in the preflight
    /// after a redirect, headers such as `DPR` and `Save-Data` set by the page, an empty
    /// `Location`, data for a `<script>` or `<img>`.
    /// # Common causes
    /// - The response is right for one of them only.
    /// # What to look at
    /// - The rule of the browser that blocks it.
    /// # Example
    /// ```text
    /// 200 OK                               Access-Control-Allow-Origin: https://shop.example
    ///                                      Access-Control-Allow-Origin:
    /// ```
    /// # How to fix it
    /// Send what all of them accept, as the rule of the browser that blocks it says. In the
    /// example:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// # What browsers say
    /// The browser that blocks it prints the message of its own rule; the others print nothing.
    RULE = {
        name: "browsers-disagree",
        check: check,
        summary: "browsers judge it differently",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#http-cors-protocol",
        also_known_as: &[],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let verdicts = &brief.verdicts;
    // A recording that goes against the rules says nothing about other browsers.
    if brief.survivors.contradicted || !verdicts.browsers_disagree() {
        return Vec::new();
    }
    let mut allow = Vec::new();
    let mut refuse = Vec::new();
    let mut because = None;
    for profile in [Profile::Chromium, Profile::Firefox, Profile::WebKit] {
        let verdict = verdicts.of(profile);
        match verdict.outcome {
            Outcome::Undetermined => {}
            outcome if outcome.is_failure() => {
                because = because.or(verdict.because);
                refuse.push(match verdict.because {
                    Some(refusal) => format!("{} ({})", profile.name(), refusal.kind.name()),
                    None => profile.name().to_owned(),
                });
            }
            _ => allow.push(profile.name().to_owned()),
        }
    }
    let summary = format!(
        "Browsers disagree: {} {} it, {} {} it.",
        and(&allow),
        if allow.len() == 1 { "allows" } else { "allow" },
        and(&refuse),
        if refuse.len() == 1 { "blocks" } else { "block" },
    );
    let (phase, hop) = because.map_or((Phase::Response, 0), |refusal| (refusal.phase, refusal.hop));
    let message = brief
        .messages()
        .into_iter()
        .find(|message| (message.phase, message.hop) == (phase, hop));
    let exhibits = match message {
        Some(message) => message.shows("Access-Control-Allow-Origin"),
        None => brief.observed.hops.last().map_or_else(Vec::new, |hop| {
            vec![Shown {
                place: brief.capture.place(hop.entry, Part::Entry),
                name: "entry".to_owned(),
                value: None,
            }]
        }),
    };
    vec![Broken {
        phase,
        hop,
        summary,
        exhibits,
        expose: Vec::new(),
    }]
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
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Origin: ",
                    ],
                )
                .blocked(),
        );
        assert_eq!(
            broken.summary,
            "Browsers disagree: Firefox allows it, Chromium (allow-origin-multiple) and WebKit \
             (allow-origin-multiple) block it."
        );
        quiet(
            &RULE,
            &get().answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(&RULE, &get().answered(200, &[]).blocked());
    }
}
