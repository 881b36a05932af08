//! <https://fetch.spec.whatwg.org/#concept-cors-check>

use std::borrow::Cow;

use url::Url;

use super::RefusalKind;
use crate::http::{HeaderList, Origin};

/// Which step said no, with the value it said no to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure<'a> {
    /// Step 2: there is no `Access-Control-Allow-Origin`.
    AllowOriginMissing,
    /// Step 4: the value is not the request's origin.
    AllowOriginMismatch {
        /// The combined value of all lines.
        actual: Cow<'a, str>,
        /// Whether it is `*`, which step 3 passes over for a request with credentials.
        wildcard: bool,
    },
    /// Step 8: `Access-Control-Allow-Credentials` is not `true`.
    AllowCredentialsNotTrue {
        /// Its combined value, if it is there.
        actual: Option<Cow<'a, str>>,
    },
}

/// Whether a response may be shared with `origin` (serialised; `null` for an opaque or tainted
/// one).
///
/// # Errors
///
/// The step that said no.
pub fn cors_check<'a>(
    origin: &str,
    include_credentials: bool,
    response: &HeaderList<'a>,
) -> Result<(), Failure<'a>> {
    // Steps 1 and 2: without the header nobody may read. An empty value is a value.
    let Some(allowed) = response.get("Access-Control-Allow-Origin") else {
        return Err(Failure::AllowOriginMissing);
    };
    // Step 3: the wildcard opens it to everyone who brings no credentials.
    if !include_credentials && allowed == "*" {
        return Ok(());
    }
    // Step 4: anything else must be the origin, byte for byte.
    if allowed != origin {
        let wildcard = allowed == "*";
        return Err(Failure::AllowOriginMismatch {
            actual: allowed,
            wildcard,
        });
    }
    // Step 5: without credentials that is enough.
    if !include_credentials {
        return Ok(());
    }
    // Steps 6 to 8: with credentials the server must say `true`, in lower case.
    let credentials = response.get("Access-Control-Allow-Credentials");
    if credentials.as_deref() == Some("true") {
        return Ok(());
    }
    Err(Failure::AllowCredentialsNotTrue {
        actual: credentials,
    })
}

impl Failure<'_> {
    /// What was wrong with the value, in more detail than the standard needs: the kinds are
    /// Chromium's, and its order of looking at them.
    #[must_use]
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::AllowOriginMissing => RefusalKind::AllowOriginMissing,
            Self::AllowOriginMismatch { wildcard: true, .. } => {
                RefusalKind::AllowOriginWildcardWithCredentials
            }
            Self::AllowOriginMismatch { actual, .. } => {
                // Most values are origins, which are recognised sooner than parsed.
                let is_url = || Origin::of_url(actual).is_some() || Url::parse(actual).is_ok();
                if actual.contains([' ', ',']) {
                    RefusalKind::AllowOriginMultiple
                } else if actual == "null" || is_url() {
                    RefusalKind::AllowOriginMismatch
                } else {
                    RefusalKind::AllowOriginInvalid
                }
            }
            Self::AllowCredentialsNotTrue { .. } => RefusalKind::AllowCredentialsNotTrue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://a.example";

    fn check(lines: &[(&str, &str)], include: bool) -> Option<RefusalKind> {
        cors_check(ORIGIN, include, &HeaderList::new(lines.to_vec()))
            .err()
            .map(|f| f.kind())
    }

    #[test]
    fn without_credentials() {
        use RefusalKind as K;
        let rows: &[(&[&str], Option<K>)] = &[
            (&[], Some(K::AllowOriginMissing)),
            (&["*"], None),
            (&["\t* "], None),
            (&[ORIGIN], None),
            (&[""], Some(K::AllowOriginInvalid)),
            (&["https://a.example/"], Some(K::AllowOriginMismatch)),
            (&["https://A.example"], Some(K::AllowOriginMismatch)),
            (&["https://a.example:443"], Some(K::AllowOriginMismatch)),
            (&["http://a.example"], Some(K::AllowOriginMismatch)),
            (&["null"], Some(K::AllowOriginMismatch)),
            (&["a.example"], Some(K::AllowOriginInvalid)),
            (&["*", "*"], Some(K::AllowOriginMultiple)),
            (&["*, https://a.example"], Some(K::AllowOriginMultiple)),
            (
                &["https://a.example https://b.example"],
                Some(K::AllowOriginMultiple),
            ),
        ];
        for (values, expected) in rows {
            let lines: Vec<_> = values
                .iter()
                .map(|v| ("access-control-allow-origin", *v))
                .collect();
            assert_eq!(check(&lines, false), *expected, "{values:?}");
        }
    }

    #[test]
    fn with_credentials_only_lower_case_true_will_do() {
        for (value, expected) in [
            (None, Some(RefusalKind::AllowCredentialsNotTrue)),
            (Some("true"), None),
            (Some("True"), Some(RefusalKind::AllowCredentialsNotTrue)),
            (
                Some("true, true"),
                Some(RefusalKind::AllowCredentialsNotTrue),
            ),
            (Some("1"), Some(RefusalKind::AllowCredentialsNotTrue)),
        ] {
            let mut lines = vec![("Access-Control-Allow-Origin", ORIGIN)];
            lines.extend(value.map(|v| ("Access-Control-Allow-Credentials", v)));
            assert_eq!(check(&lines, true), expected, "{value:?}");
            assert_eq!(check(&lines, false), None, "{value:?}");
        }
    }

    #[test]
    fn the_wildcard_does_not_cover_credentials() {
        let lines = [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Credentials", "true"),
        ];
        assert_eq!(
            check(&lines, true),
            Some(RefusalKind::AllowOriginWildcardWithCredentials)
        );
    }

    #[test]
    fn a_null_origin_needs_null_or_the_wildcard() {
        for (value, passes) in [("null", true), ("*", true), (ORIGIN, false)] {
            let list = HeaderList::new(vec![("Access-Control-Allow-Origin", value)]);
            assert_eq!(cors_check("null", false, &list).is_ok(), passes, "{value}");
        }
    }
}
