//! `*` together with `Access-Control-Allow-Credentials: true`.

use super::{Broken, Severity, declare_rule};
use crate::fetch::RefusalKind;
use crate::http::HeaderList;
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// The response says `Access-Control-Allow-Origin: *` and `Access-Control-Allow-Credentials:
    /// true`.
    /// # Why it matters
    /// The pair contradicts itself. As soon as the page sends cookies (`credentials: "include"`),
    /// browsers reject the response because of the `*`; without cookies `true` has no effect. It
    /// works today only because this request carries no credentials.
    /// # Common causes
    /// - A configuration that allows everything, taken over from an example.
    /// # What to look at
    /// - Whether any page needs cookies for this route.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: *
    ///                                      Access-Control-Allow-Credentials: true
    /// ```
    /// # How to fix it
    /// If everyone may read the response, remove `Access-Control-Allow-Credentials`. If it is for
    /// your own pages with cookies, compare the request's `Origin` with your list and send it back:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Credentials: true
    /// Vary: Origin
    /// ```
    /// # What browsers say
    /// Nothing, until a request carries credentials.
    RULE = {
        name: "allow-credentials-with-wildcard",
        check: check,
        summary: "* is used together with Access-Control-Allow-Credentials: true",
        severity: Severity::Warning,
        spec: "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
        also_known_as: &[],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    if brief.is_refused_for(RefusalKind::AllowOriginWildcardWithCredentials) {
        return Vec::new();
    }
    let says = |response: &HeaderList<'_>, name: &str, value: &str| {
        response.get(name).as_deref() == Some(value)
    };
    let pairs: Vec<_> = brief
        .messages()
        .into_iter()
        .filter(|message| {
            says(message.response, "Access-Control-Allow-Origin", "*")
                && says(message.response, "Access-Control-Allow-Credentials", "true")
        })
        .collect();
    let Some(first) = pairs.first() else {
        return Vec::new();
    };
    let summary = format!(
        "{} allows every origin (`*`) and credentials, and browsers reject the two together as soon as a request carries cookies.",
        first.host()
    );
    let exhibits = pairs
        .iter()
        .flat_map(|message| {
            [
                message.shows("Access-Control-Allow-Origin"),
                message.shows("Access-Control-Allow-Credentials"),
            ]
        })
        .flatten()
        .collect();
    vec![first.broken(summary, exhibits)]
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, noted, quiet};
    use super::RULE;

    #[test]
    fn table() {
        let broken = noted(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Access-Control-Allow-Credentials: true",
                ],
            ),
        );
        assert_eq!(
            broken.summary,
            "api.example allows every origin (`*`) and credentials, and browsers reject the two \
             together as soon as a request carries cookies."
        );
        quiet(
            &RULE,
            &get().answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        quiet(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: https://shop.example",
                    "Access-Control-Allow-Credentials: true",
                ],
            ),
        );
    }

    #[test]
    fn where_it_blocks_the_other_rule_says_so() {
        quiet(
            &RULE,
            &get()
                .with_credentials()
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Credentials: true",
                    ],
                )
                .blocked(),
        );
    }
}
