//! A CORS policy: who may read what, and the headers that say so.
//!
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;

use url::Url;

/// The longest origin, name or path that a policy takes.
const LONGEST: usize = 256;
/// How many origins, methods or header names a policy takes of each.
const MOST: usize = 200;
/// From how many origins of one site on a pattern looks tempting.
const TEMPTING: usize = 3;

/// What a policy should allow, as it was found in a capture; nothing of it is trusted yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Serialised origins. Not looked at where `any_origin` is set.
    pub origins: Vec<String>,
    /// Whether any page may read the responses.
    pub any_origin: bool,
    /// Methods, in the case the requests use.
    pub methods: Vec<String>,
    /// Names of request headers.
    pub request_headers: Vec<String>,
    /// Whether requests carry cookies or HTTP authentication.
    pub credentials: bool,
    /// Names of response headers that scripts read.
    pub exposed_headers: Vec<String>,
    /// For how many seconds a preflight's response may be kept.
    pub max_age: Option<u32>,
    /// The path that the policy covers, with all below it; `None` for the whole host.
    pub path: Option<String>,
}

/// Which pages may read the responses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origins {
    /// Every page: the responses are public.
    Any,
    /// These, serialised, sorted, at least one.
    Listed(Vec<String>),
}

/// A policy that can be written down in every server's language. Made by [`Policy::new`], which
/// checks every value; lists are sorted and hold nothing twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    origins: Origins,
    methods: Vec<String>,
    request_headers: Vec<String>,
    credentials: bool,
    exposed_headers: Vec<String>,
    max_age: Option<u32>,
    path: Option<String>,
}

/// Why no policy can be made of what was wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// Nobody would be allowed.
    #[error("a policy needs at least one origin")]
    NoOrigin,
    /// The wildcard does not work with credentials, and echoing every origin would hand the
    /// visitor's session to every page.
    #[error(
        "a policy with credentials must name its origins; otherwise any page could act as the \
             visitor"
    )]
    AnyOriginWithCredentials,
    /// No serialised origin.
    #[error("{0:?} is not an origin as browsers write it (scheme://host, or scheme://host:port)")]
    Origin(String),
    /// No method that belongs into a configuration.
    #[error("{0:?} is not a method name of letters, digits, `-`, `_` and `.`")]
    Method(String),
    /// No header name that belongs into a configuration.
    #[error("{0:?} is not a header name of letters, digits, `-`, `_` and `.`")]
    Header(String),
    /// No path that belongs into a configuration.
    #[error("{0:?} is not a path of letters, digits, `/`, `-`, `_`, `~` and `.`")]
    Path(String),
    /// More of one kind than a configuration can sensibly list.
    #[error("{0} is too many {1} to list")]
    TooMany(usize, &'static str),
}

impl Policy {
    /// Checks everything that is wanted and puts it in order.
    pub fn new(wanted: Wanted) -> Result<Self, Refused> {
        let origins = if wanted.any_origin {
            if wanted.credentials {
                return Err(Refused::AnyOriginWithCredentials);
            }
            Origins::Any
        } else {
            let listed = checked(
                wanted.origins,
                "origins",
                is_serialised_origin,
                Refused::Origin,
            )?;
            if listed.is_empty() {
                return Err(Refused::NoOrigin);
            }
            Origins::Listed(listed)
        };
        let mut methods = checked(wanted.methods, "methods", is_plain_name, Refused::Method)?;
        methods.sort_by_key(|method| (usual_place(method), method.clone()));
        let lower = |names: Vec<String>| names.iter().map(|n| n.to_ascii_lowercase()).collect();
        if let Some(path) = &wanted.path
            && !is_plain_path(path)
        {
            return Err(Refused::Path(path.clone()));
        }
        Ok(Self {
            origins,
            methods,
            request_headers: checked(
                lower(wanted.request_headers),
                "request headers",
                is_plain_name,
                Refused::Header,
            )?,
            credentials: wanted.credentials,
            exposed_headers: checked(
                lower(wanted.exposed_headers),
                "exposed headers",
                is_plain_name,
                Refused::Header,
            )?,
            max_age: wanted.max_age,
            // A path of `/` covers the whole host, and a final slash changes nothing.
            path: wanted
                .path
                .map(|path| path.trim_end_matches('/').to_owned())
                .filter(|path| !path.is_empty()),
        })
    }

    /// Which pages may read the responses.
    #[must_use]
    pub const fn origins(&self) -> &Origins {
        &self.origins
    }

    /// The origins by name; none where any page may read the responses.
    #[must_use]
    pub fn listed_origins(&self) -> &[String] {
        match &self.origins {
            Origins::Any => &[],
            Origins::Listed(origins) => origins,
        }
    }

    /// The one origin to name where a server can name only one: a public page rather than one
    /// on a developer's machine. `*` where any page may read the responses.
    #[must_use]
    pub fn main_origin(&self) -> &str {
        let origins = self.listed_origins();
        let public = origins.iter().find(|origin| origin.starts_with("https://"));
        public.or(origins.first()).map_or("*", String::as_str)
    }

    /// Whether any page may read the responses.
    #[must_use]
    pub const fn any_origin(&self) -> bool {
        matches!(self.origins, Origins::Any)
    }

    /// The methods, the usual ones first.
    #[must_use]
    pub fn methods(&self) -> &[String] {
        &self.methods
    }

    /// The names of request headers, in lower case.
    #[must_use]
    pub fn request_headers(&self) -> &[String] {
        &self.request_headers
    }

    /// The same for requests that carry cookies or HTTP authentication; `None` where it does not
    /// name its origins.
    #[must_use]
    pub fn with_credentials(&self) -> Option<Self> {
        (!self.any_origin()).then(|| Self {
            credentials: true,
            ..self.clone()
        })
    }

    /// Whether requests carry cookies or HTTP authentication.
    #[must_use]
    pub const fn credentials(&self) -> bool {
        self.credentials
    }

    /// The names of response headers that scripts read, in lower case.
    #[must_use]
    pub fn exposed_headers(&self) -> &[String] {
        &self.exposed_headers
    }

    /// Whether some of its requests may need a preflight: not where all of them are reads without
    /// headers of their own.
    #[must_use]
    pub fn may_ask_first(&self) -> bool {
        let only_reads = |method: &String| matches!(method.as_str(), "GET" | "HEAD");
        !self.methods.iter().all(only_reads)
            || !self.request_headers.is_empty()
            || self.max_age.is_some()
    }

    /// For how many seconds a preflight's response may be kept.
    #[must_use]
    pub const fn max_age(&self) -> Option<u32> {
        self.max_age
    }

    /// The path that the policy covers, with all below it, without a final slash; `None` for the
    /// whole host.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Whether a page of this origin may read the responses.
    #[must_use]
    pub fn allows(&self, origin: &str) -> bool {
        match &self.origins {
            Origins::Any => true,
            Origins::Listed(origins) => origins.iter().any(|listed| listed == origin),
        }
    }

    /// The headers that a correct server adds to a response, in the order they are usually
    /// written. `origin` is the request's `Origin` header; `is_preflight` says whether the
    /// response answers an `OPTIONS` with `Access-Control-Request-Method`.
    ///
    /// Where origins are listed, `Vary: Origin` is on every response, also on those to requests
    /// without `Origin`: a cache must never hand one page's answer to another.
    #[must_use]
    pub fn response_headers(&self, origin: Option<&str>, is_preflight: bool) -> ResponseHeaders {
        let mut headers = Vec::new();
        let allowed = match (&self.origins, origin) {
            (Origins::Any, _) => Some("*"),
            (Origins::Listed(_), Some(origin)) if self.allows(origin) => Some(origin),
            (Origins::Listed(_), _) => None,
        };
        if let Some(allowed) = allowed {
            headers.push(("Access-Control-Allow-Origin", allowed.to_owned()));
            if self.credentials {
                headers.push(("Access-Control-Allow-Credentials", "true".to_owned()));
            }
            if is_preflight {
                if !self.methods.is_empty() {
                    headers.push(("Access-Control-Allow-Methods", self.methods.join(", ")));
                }
                if !self.request_headers.is_empty() {
                    let names = self.request_headers.join(", ");
                    headers.push(("Access-Control-Allow-Headers", names));
                }
                if let Some(seconds) = self.max_age {
                    headers.push(("Access-Control-Max-Age", seconds.to_string()));
                }
            } else if !self.exposed_headers.is_empty() {
                let names = self.exposed_headers.join(", ");
                headers.push(("Access-Control-Expose-Headers", names));
            }
        }
        if !self.any_origin() {
            headers.push(("Vary", "Origin".to_owned()));
        }
        headers
    }

    /// Where this policy, though it allows the requests, is worth a second thought.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let mut sites: BTreeMap<&str, usize> = BTreeMap::new();
        for origin in self.listed_origins() {
            let Some((scheme, rest)) = origin.split_once("://") else {
                warnings.push(Warning::NullOrigin {
                    credentials: self.credentials,
                });
                continue;
            };
            let host = rest.split(':').next().unwrap_or(rest);
            // Extensions and apps on a phone have schemes of their own; nobody else has their host.
            if scheme != "http" && scheme != "https" {
                continue;
            }
            if is_loopback(rest) {
                warnings.push(Warning::LoopbackOrigin(origin.clone()));
            } else if scheme == "http" {
                warnings.push(Warning::InsecureOrigin(origin.clone()));
            }
            if let Some(suffix) = shared_suffix(host) {
                warnings.push(Warning::SharedSuffix {
                    origin: origin.clone(),
                    suffix: suffix.to_owned(),
                });
            } else if let Some(site) = psl::domain_str(host) {
                *sites.entry(site).or_default() += 1;
            }
        }
        for (site, count) in sites {
            if count >= TEMPTING {
                warnings.push(Warning::PatternTrap {
                    site: site.to_owned(),
                });
            }
        }
        for name in &self.request_headers {
            if name.starts_with("access-control-") {
                warnings.push(Warning::ResponseHeaderInRequest(name.clone()));
            }
        }
        warnings
    }
}

/// Header names with their values, ready to be sent.
pub type ResponseHeaders = Vec<(&'static str, String)>;

/// Where a policy that allows the requests is worth a second thought.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// `null` is listed.
    NullOrigin {
        /// And with credentials.
        credentials: bool,
    },
    /// A page that was loaded without TLS.
    InsecureOrigin(String),
    /// A page on the developer's own machine.
    LoopbackOrigin(String),
    /// A page under a name that anybody can register names beside.
    SharedSuffix {
        /// The page's origin.
        origin: String,
        /// `github.io`, `vercel.app`, …
        suffix: String,
    },
    /// So many origins of one site that a pattern looks tempting.
    PatternTrap {
        /// The registrable domain that they share.
        site: String,
    },
    /// A header that only responses carry is allowed in requests.
    ResponseHeaderInRequest(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NullOrigin { credentials } => {
                f.write_str(
                    "All sandboxed frames, local files and data: pages share the origin null. Any \
                     site can make such a page.",
                )?;
                if *credentials {
                    f.write_str(" With credentials, any site could act as the visitor.")?;
                }
                f.write_str(" Serve the page over http(s) and list its real origin.")
            }
            Self::InsecureOrigin(origin) => write!(
                f,
                "{origin} is loaded without TLS: anyone on the network can change the page and \
                 read the responses."
            ),
            Self::LoopbackOrigin(origin) => write!(
                f,
                "{origin} is on the developer's own machine: keep it out of production."
            ),
            Self::SharedSuffix { origin, suffix } => write!(
                f,
                "Anybody can register a name under {suffix}: list {origin} in full, never \
                 *.{suffix}."
            ),
            Self::PatternTrap { site } => write!(
                f,
                "If you turn the list into a pattern, escape the dots and anchor both ends. A \
                 pattern such as .*{site} also matches https://evil{site}. Without an anchor at \
                 the end it matches https://{site}.evil.example."
            ),
            Self::ResponseHeaderInRequest(name) => write!(
                f,
                "{name} is a response header: remove it from the page's request instead of \
                 allowing it."
            ),
        }
    }
}

/// Sorts, drops what is there twice, and refuses what does not hold.
fn checked(
    values: Vec<String>,
    what: &'static str,
    holds: fn(&str) -> bool,
    refused: fn(String) -> Refused,
) -> Result<Vec<String>, Refused> {
    let mut set = BTreeSet::new();
    for value in values {
        if value.len() > LONGEST || !holds(&value) {
            let cut: String = value.chars().take(LONGEST).collect();
            return Err(refused(cut));
        }
        set.insert(value);
    }
    if set.len() > MOST {
        return Err(Refused::TooMany(set.len(), what));
    }
    Ok(set.into_iter().collect())
}

/// Where a method stands in the usual order.
fn usual_place(method: &str) -> usize {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
        .iter()
        .position(|usual| *usual == method)
        .unwrap_or(usize::MAX)
}

/// `null`, or scheme, host and port as a browser serialises them. Besides being no origin, what
/// fails here could also be something else in a configuration.
fn is_serialised_origin(value: &str) -> bool {
    if value == "null" {
        return true;
    }
    let Some((scheme, rest)) = value.split_once("://") else {
        return false;
    };
    let plain_scheme = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-.".contains(&b));
    let host_end = if rest.starts_with('[') {
        rest.find(']').map(|end| end + 1)
    } else {
        Some(rest.find(':').unwrap_or(rest.len()))
    };
    let Some((host, port)) = host_end.map(|end| rest.split_at(end)) else {
        return false;
    };
    let plain_host = match host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        Some(address) => address
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b':' | b'.')),
        None => host
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_')),
    };
    let plain_port = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|p| !p.starts_with(['0', '+']) && p.parse::<u16>().is_ok());
    if !plain_scheme || !plain_host || matches!(host, "" | "[]") || !plain_port {
        return false;
    }
    if scheme == "http" || scheme == "https" {
        return Url::parse(value).is_ok_and(|url| url.origin().ascii_serialization() == value);
    }
    true
}

/// Whether a policy takes it as the name of a method or header.
pub(crate) fn is_name(value: &str) -> bool {
    value.len() <= LONGEST && is_plain_name(value)
}

/// A token without the characters that mean something in one configuration language or another.
/// The names of real methods and headers have none of them.
fn is_plain_name(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// Whether a policy takes it as an origin.
pub(crate) fn is_origin(value: &str) -> bool {
    value.len() <= LONGEST && is_serialised_origin(value)
}

/// Whether a policy takes it as a path.
pub(crate) fn is_path(value: &str) -> bool {
    is_plain_path(value)
}

fn is_plain_path(value: &str) -> bool {
    value.len() <= LONGEST
        && value.starts_with('/')
        && !value.contains("//")
        && !value.split('/').any(|part| part == "..")
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b))
}

/// Whether `host:port` is on the machine that the browser runs on.
fn is_loopback(host_and_port: &str) -> bool {
    let host = host_and_port
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host_and_port, |(host, _)| host);
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

/// `github.io` of `me.github.io`: a suffix under which names are handed out to anybody.
fn shared_suffix(host: &str) -> Option<&str> {
    use psl::Psl;
    let suffix = psl::List.suffix(host.as_bytes())?;
    if suffix.typ() != Some(psl::Type::Private) {
        return None;
    }
    std::str::from_utf8(suffix.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Wanted {
        Wanted {
            origins: vec!["https://b.example".into(), "https://a.example:8443".into()],
            methods: vec!["PUT".into(), "GET".into(), "PROPFIND".into(), "PUT".into()],
            request_headers: vec!["X-Trace".into(), "content-type".into()],
            credentials: true,
            exposed_headers: vec!["ETag".into()],
            max_age: Some(600),
            ..Wanted::default()
        }
    }

    #[test]
    fn lists_are_sorted_and_hold_nothing_twice() {
        let policy = Policy::new(wanted()).unwrap();
        assert_eq!(
            policy.listed_origins(),
            ["https://a.example:8443", "https://b.example"]
        );
        assert_eq!(policy.methods(), ["GET", "PUT", "PROPFIND"]);
        assert_eq!(policy.request_headers(), ["content-type", "x-trace"]);
    }

    #[test]
    fn origins_that_browsers_write_are_taken_and_nothing_else() {
        for (origin, taken) in [
            ("https://a.example", true),
            ("http://a.example:8080", true),
            ("http://localhost:3000", true),
            ("http://127.0.0.1:5500", true),
            ("http://[::1]:3000", true),
            ("https://xn--bcher-kva.example", true),
            ("https://a_b.example", true),
            ("chrome-extension://abcdefghijklmnop", true),
            ("capacitor://localhost", true),
            ("null", true),
            ("", false),
            ("*", false),
            ("https://a.example/", false),
            ("https://a.example:443", false),
            ("https://A.example", false),
            ("https://*.example", false),
            ("a.example", false),
            ("https://", false),
            ("https://a.example\nX: y", false),
            ("https://a.example\";", false),
            ("https://a.example$host", false),
            ("https://a.example:99999", false),
            ("http://[::1", false),
            ("http://[zz]", false),
            ("https://a.example, https://b.example", false),
        ] {
            let result = Policy::new(Wanted {
                origins: vec![origin.to_owned()],
                ..Wanted::default()
            });
            assert_eq!(result.is_ok(), taken, "{origin:?}: {result:?}");
        }
    }

    #[test]
    fn names_and_paths_with_meaning_in_a_configuration_are_refused() {
        for name in [
            "", "*", "a b", "a'b", "$host", "x;y", "x\r\ny", "a`b`", "é", "%{x}",
        ] {
            let mut with_header = wanted();
            with_header.request_headers.push(name.to_owned());
            assert_eq!(
                Policy::new(with_header),
                Err(Refused::Header(name.to_owned()))
            );
            let mut with_method = wanted();
            with_method.methods.push(name.to_owned());
            assert_eq!(
                Policy::new(with_method),
                Err(Refused::Method(name.to_owned()))
            );
        }
        for path in [
            "api", "/a b", "/a;b", "/a\"", "/$x", "/a/../b", "/a//b", "/{x}",
        ] {
            let mut with_path = wanted();
            with_path.path = Some(path.to_owned());
            assert_eq!(Policy::new(with_path), Err(Refused::Path(path.to_owned())));
        }
    }

    #[test]
    fn a_path_of_one_slash_is_the_whole_host() {
        for (path, kept) in [
            ("/", None),
            ("/v2/", Some("/v2")),
            ("/v2/cart", Some("/v2/cart")),
        ] {
            let mut with_path = wanted();
            with_path.path = Some(path.to_owned());
            assert_eq!(Policy::new(with_path).unwrap().path(), kept);
        }
    }

    #[test]
    fn any_page_with_credentials_is_no_policy() {
        let mut all = wanted();
        all.any_origin = true;
        assert_eq!(
            Policy::new(all.clone()),
            Err(Refused::AnyOriginWithCredentials)
        );
        all.credentials = false;
        assert!(Policy::new(all).unwrap().any_origin());
        let nobody = Wanted::default();
        assert_eq!(Policy::new(nobody), Err(Refused::NoOrigin));
    }

    #[test]
    fn lists_have_an_end() {
        let mut long = wanted();
        long.request_headers = (0..1000).map(|i| format!("x-{i}")).collect();
        assert_eq!(
            Policy::new(long),
            Err(Refused::TooMany(1000, "request headers"))
        );
    }

    #[test]
    fn headers_of_a_correct_server() {
        let policy = Policy::new(wanted()).unwrap();
        let text = |headers: ResponseHeaders| {
            headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            text(policy.response_headers(Some("https://b.example"), true)),
            [
                "Access-Control-Allow-Origin: https://b.example",
                "Access-Control-Allow-Credentials: true",
                "Access-Control-Allow-Methods: GET, PUT, PROPFIND",
                "Access-Control-Allow-Headers: content-type, x-trace",
                "Access-Control-Max-Age: 600",
                "Vary: Origin",
            ]
        );
        assert_eq!(
            text(policy.response_headers(Some("https://b.example"), false)),
            [
                "Access-Control-Allow-Origin: https://b.example",
                "Access-Control-Allow-Credentials: true",
                "Access-Control-Expose-Headers: etag",
                "Vary: Origin",
            ]
        );
        assert_eq!(
            text(policy.response_headers(Some("https://b.example.evil.example"), true)),
            ["Vary: Origin"]
        );
        assert_eq!(text(policy.response_headers(None, false)), ["Vary: Origin"]);
        let public = Policy::new(Wanted {
            any_origin: true,
            ..Wanted::default()
        });
        assert_eq!(
            text(public.unwrap().response_headers(None, false)),
            ["Access-Control-Allow-Origin: *"]
        );
    }

    #[test]
    fn the_main_origin_is_a_public_one() {
        let main = |origins: &[&str]| {
            let policy = Policy::new(Wanted {
                origins: origins.iter().map(|o| (*o).to_owned()).collect(),
                any_origin: origins.is_empty(),
                ..Wanted::default()
            });
            policy.unwrap().main_origin().to_owned()
        };
        assert_eq!(
            main(&["http://localhost", "https://a.example"]),
            "https://a.example"
        );
        assert_eq!(main(&["http://localhost"]), "http://localhost");
        assert_eq!(main(&[]), "*");
    }

    #[test]
    fn warnings_where_a_second_thought_is_due() {
        let warn = |origins: &[&str]| {
            let policy = Policy::new(Wanted {
                origins: origins.iter().map(|o| (*o).to_owned()).collect(),
                credentials: true,
                ..Wanted::default()
            });
            policy.unwrap().warnings()
        };
        assert_eq!(warn(&["https://a.example"]), []);
        assert_eq!(warn(&["null"]), [Warning::NullOrigin { credentials: true }]);
        assert_eq!(
            warn(&["http://a.example"]),
            [Warning::InsecureOrigin("http://a.example".into())]
        );
        assert_eq!(
            warn(&["http://localhost:3000", "http://[::1]:5000"]),
            [
                Warning::LoopbackOrigin("http://[::1]:5000".into()),
                Warning::LoopbackOrigin("http://localhost:3000".into()),
            ]
        );
        assert_eq!(
            warn(&["https://me.github.io"]),
            [Warning::SharedSuffix {
                origin: "https://me.github.io".into(),
                suffix: "github.io".into()
            }]
        );
        assert_eq!(
            warn(&[
                "https://a.shop.com",
                "https://b.shop.com",
                "https://c.shop.com",
                "https://d.other.com"
            ]),
            [Warning::PatternTrap {
                site: "shop.com".into()
            }]
        );
        assert_eq!(
            warn(&["chrome-extension://abcdef", "capacitor://localhost"]),
            []
        );
    }

    #[test]
    fn a_response_header_in_the_request_is_warned_of() {
        let mut odd = wanted();
        odd.request_headers = vec!["Access-Control-Allow-Origin".into()];
        assert_eq!(
            Policy::new(odd).unwrap().warnings(),
            [Warning::ResponseHeaderInRequest(
                "access-control-allow-origin".into()
            )]
        );
    }
}
