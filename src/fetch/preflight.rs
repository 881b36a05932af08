//! What the response to a preflight allows, after its CORS check and its status.
//!
//! <https://fetch.spec.whatwg.org/#cors-preflight-fetch-0> step 7

use std::collections::HashSet;

use crate::http::header::Extracted;
use crate::http::{HeaderList, method};

/// The lists in the response to a preflight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grants<'a> {
    /// `Access-Control-Allow-Methods`.
    pub methods: Extracted<'a>,
    /// `Access-Control-Allow-Headers`.
    pub headers: Extracted<'a>,
    /// The same in lower case, where there are so many that looking through them would take long.
    many: Option<HashSet<String>>,
}

/// So many names are looked through one by one.
const FEW: usize = 32;

impl<'a> Grants<'a> {
    /// Takes the lists out of the response (steps 7.1 and 7.2).
    #[must_use]
    pub fn of(response: &HeaderList<'a>) -> Self {
        let headers = response.extract("Access-Control-Allow-Headers");
        let many = match &headers {
            Extracted::List(list) if list.len() > FEW => {
                Some(list.iter().map(|name| name.to_ascii_lowercase()).collect())
            }
            _ => None,
        };
        Self {
            methods: response.extract("Access-Control-Allow-Methods"),
            headers,
            many,
        }
    }

    /// Step 7.5: whether the method may be used. `*` covers it only without credentials.
    #[must_use]
    pub fn allows_method(&self, name: &str, include_credentials: bool) -> bool {
        if method::is_cors_safelisted(name) {
            return true;
        }
        match &self.methods {
            Extracted::List(list) => list
                .iter()
                .any(|m| *m == name || (!include_credentials && *m == "*")),
            // Step 7.4: with the use-CORS-preflight flag an absent list means the request's own
            // method. The flag is set by upload listeners on requests whose method is
            // safelisted anyway, so that it changes nothing here.
            Extracted::Absent | Extracted::Failure { .. } => false,
        }
    }

    /// Step 7.7: whether this request header may be sent. Names compare without regard to case;
    /// `*` covers all of them only without credentials.
    #[must_use]
    pub fn allows_header(&self, name: &str, include_credentials: bool) -> bool {
        if let Some(names) = &self.many {
            return names.contains(&name.to_ascii_lowercase())
                || (!include_credentials && names.contains("*"));
        }
        match &self.headers {
            Extracted::List(list) => list
                .iter()
                .any(|h| h.eq_ignore_ascii_case(name) || (!include_credentials && *h == "*")),
            Extracted::Absent | Extracted::Failure { .. } => false,
        }
    }

    /// Step 7.6, which only the standard takes: `Authorization` must be listed by name.
    #[must_use]
    pub fn names_authorization(&self) -> bool {
        matches!(&self.headers, Extracted::List(list)
            if list.iter().any(|h| h.eq_ignore_ascii_case("authorization")))
    }
}

/// The names in an `Access-Control-Request-Headers` value.
pub fn requested_headers(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grants<'a>(methods: Option<&'a str>, headers: Option<&'a str>) -> Grants<'a> {
        let mut lines = Vec::new();
        lines.extend(methods.map(|v| ("Access-Control-Allow-Methods", v)));
        lines.extend(headers.map(|v| ("access-control-allow-headers", v)));
        Grants::of(&HeaderList::new(lines))
    }

    #[test]
    fn methods_table() {
        let rows: &[(Option<&str>, &str, bool, bool)] = &[
            // granted, method, without credentials, with credentials
            (None, "GET", true, true),
            (None, "PUT", false, false),
            (Some("PUT, DELETE"), "PUT", true, true),
            (Some("put"), "PUT", false, false),
            (Some("PATCH"), "patch", false, false),
            (Some("*"), "PUT", true, false),
            (Some("*"), "*", true, true),
            (Some(""), "PUT", false, false),
            (Some("PUT DELETE"), "PUT", false, false),
        ];
        for (granted, method, omit, include) in rows {
            let grants = grants(*granted, None);
            assert_eq!(
                grants.allows_method(method, false),
                *omit,
                "{granted:?} {method}"
            );
            assert_eq!(
                grants.allows_method(method, true),
                *include,
                "{granted:?} {method}"
            );
        }
    }

    #[test]
    fn headers_table() {
        let rows: &[(Option<&str>, &str, bool, bool)] = &[
            (None, "x-a", false, false),
            (Some("X-A"), "x-a", true, true),
            (Some("*"), "x-a", true, false),
            (Some("x-b,,x-a"), "x-a", true, true),
            (Some("x-b x-a"), "x-a", false, false),
        ];
        for (granted, name, omit, include) in rows {
            let grants = grants(None, *granted);
            assert_eq!(
                grants.allows_header(name, false),
                *omit,
                "{granted:?} {name}"
            );
            assert_eq!(
                grants.allows_header(name, true),
                *include,
                "{granted:?} {name}"
            );
        }
    }

    #[test]
    fn the_wildcard_does_not_name_authorization() {
        assert!(!grants(None, Some("*")).names_authorization());
        assert!(grants(None, Some("*, AUTHORIZATION")).names_authorization());
    }

    #[test]
    fn requested_headers_are_split_at_commas() {
        assert_eq!(
            requested_headers("a, b,,c").collect::<Vec<_>>(),
            ["a", "b", "c"]
        );
    }

    #[test]
    fn a_long_list_grants_what_a_short_one_does() {
        let names: Vec<String> = (0..100).map(|n| format!("X-{n}")).collect();
        let long = names.join(",");
        let starred = format!("{long},*");
        for (list, name, omit, include) in [
            (&long, "x-7", true, true),
            (&long, "x-100", false, false),
            (&starred, "x-100", true, false),
        ] {
            let grants = grants(None, Some(list));
            assert_eq!(grants.allows_header(name, false), omit, "{name}");
            assert_eq!(grants.allows_header(name, true), include, "{name}");
        }
    }
}
