//! Whether a page may show a response in a frame.
//!
//! <https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header>
//! and <https://www.w3.org/TR/CSP3/#directive-frame-ancestors>

use url::Url;

use super::csp;
use crate::http::{HeaderList, Origin};

/// The header that forbids it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Forbidden {
    /// `X-Frame-Options`.
    FrameOptions,
    /// `frame-ancestors` in `Content-Security-Policy`.
    FrameAncestors,
}

impl Forbidden {
    /// The name of the header.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::FrameOptions => "X-Frame-Options",
            Self::FrameAncestors => "Content-Security-Policy",
        }
    }
}

/// Whether a document from `url` may be shown in a frame of `parent`. Of the frames around the
/// parent a capture says nothing, so that they are not asked.
///
/// # Errors
///
/// The header that says no.
pub fn may_be_framed(
    parent: &Origin<'_>,
    url: &Origin<'_>,
    response: &HeaderList<'_>,
) -> Result<(), Forbidden> {
    let mut has_ancestors = false;
    for policy in csp::policies(response) {
        let Some(sources) = csp::directive(policy, "frame-ancestors") else {
            continue;
        };
        has_ancestors = true;
        let Ok(parent) = Url::parse(parent.serialize()) else {
            return Err(Forbidden::FrameAncestors);
        };
        let allowed = sources
            .split_ascii_whitespace()
            .any(|source| csp::matches_source(source, url, &parent, false));
        if !allowed {
            return Err(Forbidden::FrameAncestors);
        }
    }
    // Step 1: where the policy speaks of frames, the older header does not count.
    if has_ancestors {
        return Ok(());
    }
    // Steps 2 to 4: the values, each once, in small letters.
    let mut values: Vec<String> = response
        .get_decode_split("X-Frame-Options")
        .unwrap_or_default()
        .into_iter()
        .map(|value| value.to_ascii_lowercase())
        .collect();
    values.sort_unstable();
    values.dedup();
    let known = |value: &String| matches!(value.as_str(), "deny" | "allowall" | "sameorigin");
    match values.as_slice() {
        // Step 5: several that do not agree, one of them valid.
        [_, _, ..] if values.iter().any(known) => Err(Forbidden::FrameOptions),
        // Step 7
        [only] if only == "deny" => Err(Forbidden::FrameOptions),
        // Step 8
        [only] if only == "sameorigin" && !parent.same_origin(url) => Err(Forbidden::FrameOptions),
        // Steps 6 and 9
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row<'r> = (&'r [(&'r str, &'r str)], Option<Forbidden>);

    #[test]
    fn frames_table() {
        use Forbidden::{FrameAncestors, FrameOptions};
        let (xfo, csp) = ("X-Frame-Options", "Content-Security-Policy");
        let rows: &[Row<'_>] = &[
            (&[], None),
            (&[(xfo, "DENY")], Some(FrameOptions)),
            (&[(xfo, "SAMEORIGIN")], Some(FrameOptions)),
            (&[(xfo, "sameorigin, SAMEORIGIN")], Some(FrameOptions)),
            (&[(xfo, "SAMEORIGIN, DENY")], Some(FrameOptions)),
            (&[(xfo, "ALLOW-FROM https://shop.example")], None),
            (&[(xfo, "ALLOWALL")], None),
            (&[(csp, "frame-ancestors 'none'")], Some(FrameAncestors)),
            (&[(csp, "frame-ancestors 'self'")], Some(FrameAncestors)),
            (&[(csp, "frame-ancestors https://shop.example")], None),
            (&[(csp, "frame-ancestors *"), (xfo, "DENY")], None),
            (
                &[(csp, "default-src 'none'"), (xfo, "DENY")],
                Some(FrameOptions),
            ),
            (&[(csp, "default-src 'none'")], None),
        ];
        let parent = Origin::of_url("https://shop.example/").unwrap();
        let url = Origin::of_url("https://bank.example/").unwrap();
        for (headers, expected) in rows {
            let response = HeaderList::new(headers.to_vec());
            assert_eq!(
                may_be_framed(&parent, &url, &response).err(),
                *expected,
                "{headers:?}"
            );
        }
        let same = HeaderList::new(vec![(xfo, "SAMEORIGIN")]);
        assert_eq!(may_be_framed(&parent, &parent, &same), Ok(()));
        let own = HeaderList::new(vec![(csp, "frame-ancestors 'self'")]);
        assert_eq!(may_be_framed(&parent, &parent, &own), Ok(()));
    }
}
