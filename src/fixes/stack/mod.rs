//! Server stacks: how each shows itself in a response, and how a policy is written in its terms.
//! One stack a file, one row in [`STACKS`].

use std::fmt::Write;

pub use crate::layers::Confidence;

use super::policy::Policy;
use crate::http::HeaderList;

mod apache;
mod api_gateway;
mod asp_net_core;
mod azure_app_service;
mod azure_functions;
mod azure_storage;
mod caddy;
mod cloudflare_workers;
mod cloudfront;
mod django;
mod elasticsearch;
mod envoy;
mod express;
mod fastapi;
mod fastify;
mod firebase_functions;
mod flask;
mod gcs;
mod go;
mod haproxy;
mod headers;
mod http_api;
mod iis;
mod kong;
mod lambda_url;
mod laravel;
mod nextjs;
mod nginx;
mod ollama;
mod quarkus;
mod rails;
mod s3;
mod socket_io;
mod spring;
mod supabase_functions;
mod tower_http;
mod traefik;
mod vercel;
mod vite;
mod wordpress;

/// All stacks, in the order they are offered where none is recognised.
pub static STACKS: &[Stack] = &[
    headers::STACK,
    nginx::STACK,
    apache::STACK,
    caddy::STACK,
    haproxy::STACK,
    envoy::STACK,
    traefik::STACK,
    express::STACK,
    fastify::STACK,
    nextjs::STACK,
    django::STACK,
    flask::STACK,
    fastapi::STACK,
    rails::STACK,
    laravel::STACK,
    spring::STACK,
    asp_net_core::STACK,
    go::STACK,
    tower_http::STACK,
    api_gateway::STACK,
    http_api::STACK,
    s3::STACK,
    cloudfront::STACK,
    gcs::STACK,
    cloudflare_workers::STACK,
    azure_functions::STACK,
    azure_app_service::STACK,
    azure_storage::STACK,
    lambda_url::STACK,
    kong::STACK,
    iis::STACK,
    vercel::STACK,
    firebase_functions::STACK,
    supabase_functions::STACK,
    quarkus::STACK,
    wordpress::STACK,
    socket_io::STACK,
    elasticsearch::STACK,
    ollama::STACK,
    vite::STACK,
];

/// A server, framework or service that a policy can be written for.
#[derive(Debug)]
pub struct Stack {
    /// A short name that never changes: `nginx`, `asp-net-core`.
    pub id: &'static str,
    /// The name its makers use.
    pub name: &'static str,
    /// How it shows itself; empty where it does not.
    pub signs: &'static [Sign],
    /// The version that the configuration was really run with, where it was.
    pub ran_with: Option<&'static str>,
    /// Its own documentation of the matter.
    pub docs: &'static str,
    comment: &'static str,
    layer: Layer,
    /// Why it cannot express a policy, where it cannot.
    cannot: fn(&Policy) -> Option<&'static str>,
    parts: fn(&Policy, &Situation<'_>) -> Vec<Part>,
    notes: fn(&Policy, &Situation<'_>) -> Vec<String>,
}

/// Where a stack stands between the page and the code that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// In front of others, whose answers it passes on.
    Proxy,
    /// The code itself; others may stand in front.
    Application,
    /// A service, or nothing in particular.
    Other,
}

/// A response header that betrays a stack.
#[derive(Debug)]
pub struct Sign {
    /// The header's name.
    pub header: &'static str,
    /// What its value holds, case and all; empty where presence is enough.
    pub holds: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What else is known of the server that the policy is for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Situation<'a> {
    /// The host that is asked, as in its URL. Shown only where it is a plain name.
    pub host: Option<&'a str>,
    /// What went wrong, where it is known.
    pub trouble: Option<Trouble>,
    /// Whether good answers carry CORS headers already, which a proxy in front must not add to.
    pub behind: bool,
}

impl Situation<'_> {
    /// Whether answering preflights is all that is missing.
    const fn preflights_only(&self) -> bool {
        self.behind
            && matches!(
                self.trouble,
                Some(
                    Trouble::PreflightUnauthorized
                        | Trouble::PreflightNotRouted
                        | Trouble::PreflightRedirected
                )
            )
    }

    /// Whether a proxy has to drop what comes from behind, so that nothing is there twice.
    const fn hides(&self) -> bool {
        matches!(self.trouble, Some(Trouble::SetTwice)) || (self.behind && !self.preflights_only())
    }
}

/// What went wrong, as far as it changes what is to be done beside setting the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Trouble {
    /// Something asks preflights for a token or a cookie.
    PreflightUnauthorized,
    /// No route answers `OPTIONS`.
    PreflightNotRouted,
    /// A preflight is redirected.
    PreflightRedirected,
    /// Errors come without the headers that successes have.
    ErrorsWithoutHeaders,
    /// Two layers set the headers.
    SetTwice,
    /// A cache hands out an answer made for another origin.
    Cached,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::PreflightUnauthorized,
        Self::PreflightNotRouted,
        Self::PreflightRedirected,
        Self::ErrorsWithoutHeaders,
        Self::SetTwice,
        Self::Cached,
    ];
}

/// A policy in a stack's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// A few words.
    pub title: String,
    /// What to put where.
    pub parts: Vec<Part>,
    /// What to mind, one thought each; the dangerous ones first.
    pub notes: Vec<String>,
    comment: &'static str,
}

/// One piece of configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it goes: a file, a block.
    pub place: &'static str,
    /// The piece, ending with a line break.
    pub text: String,
}

impl Stack {
    /// The row with this id.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        STACKS.iter().find(|stack| stack.id == id)
    }

    /// Whether it is a framework that applications are written in, which a proxy may stand before.
    #[must_use]
    pub const fn is_application(&self) -> bool {
        matches!(self.layer, Layer::Application)
    }

    /// Why this stack cannot do what the policy says; `None` where it can.
    #[must_use]
    pub fn cannot(&self, policy: &Policy) -> Option<&'static str> {
        (self.cannot)(policy)
    }

    /// The policy in this stack's terms.
    #[must_use]
    pub fn remedy(&self, policy: &Policy, situation: &Situation<'_>) -> Remedy {
        let mut notes: Vec<String> = policy.warnings().iter().map(ToString::to_string).collect();
        notes.extend((self.notes)(policy, situation));
        if situation.behind && self.layer == Layer::Proxy && self.id != "nginx" {
            notes.push(BEHIND.to_owned());
        }
        let title = format!("Allow it in {}", self.name);
        Remedy::new(&title, (self.parts)(policy, situation), notes, self.comment)
    }

    /// How sure the headers of a response are about this stack; `None` where they say nothing.
    #[must_use]
    pub fn detect(&self, response: &HeaderList<'_>) -> Option<Confidence> {
        self.signs
            .iter()
            .filter(|sign| {
                response
                    .lines(sign.header)
                    .any(|value| value.contains(sign.holds))
            })
            .map(|sign| sign.confidence)
            .max()
    }
}

/// For proxies, which may add to what comes from behind.
const BEHIND: &str = "The host's good answers have CORS headers already: each answer must have them \
                      once, so set them in one place only, here or behind.";

/// The stacks that a response shows, the surest first; those equally sure in the table's order.
#[must_use]
pub fn detect(response: &HeaderList<'_>) -> Vec<(&'static Stack, Confidence)> {
    let mut found: Vec<_> = STACKS
        .iter()
        .filter_map(|stack| Some((stack, stack.detect(response)?)))
        .collect();
    found.sort_by_key(|(_, confidence)| std::cmp::Reverse(*confidence));
    found
}

impl Remedy {
    /// A remedy whose comments begin with `comment`.
    pub(super) fn new(
        title: &str,
        parts: Vec<Part>,
        notes: Vec<String>,
        comment: &'static str,
    ) -> Self {
        Self {
            title: title.to_owned(),
            parts,
            notes,
            comment,
        }
    }

    /// All of it as one text to paste: each piece under a comment that says where it goes, what to
    /// mind at the end.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            if !text.is_empty() {
                text.push('\n');
            }
            if !part.place.is_empty() {
                let _ = writeln!(text, "{} {}", self.comment, part.place);
            }
            text.push_str(&part.text);
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        for note in &self.notes {
            for (number, line) in wrapped(note).into_iter().enumerate() {
                let mark = if number == 0 { "-" } else { " " };
                let _ = writeln!(text, "{} {mark} {line}", self.comment);
            }
        }
        text
    }
}

/// Breaks a note into lines for a comment.
fn wrapped(note: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in note.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= 84 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `"a", "b"`: the way most languages write strings. No value of a policy holds a quote, a
/// backslash or a control character.
fn quoted(values: &[String], quote: char) -> String {
    let quoted: Vec<String> = values
        .iter()
        .map(|value| format!("{quote}{value}{quote}"))
        .collect();
    quoted.join(", ")
}

/// The same, one value a line, with a comma after each.
fn quoted_lines(values: &[String], quote: char, indent: &str) -> String {
    values.iter().fold(String::new(), |mut text, value| {
        let _ = writeln!(text, "{indent}{quote}{value}{quote},");
        text
    })
}

/// A regular expression that matches exactly this origin or path, in the dialects of PCRE, RE2,
/// Python and Ruby alike; without anchors.
fn pattern(value: &str) -> String {
    let mut pattern = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        if matches!(c, '.' | '[' | ']' | '+') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// One of these origins, as a pattern with both ends anchored.
fn anchored(origins: &[String]) -> String {
    let patterns: Vec<String> = origins.iter().map(|origin| pattern(origin)).collect();
    format!("^({})$", patterns.join("|"))
}

/// The host to write into a configuration.
fn host<'a>(situation: &Situation<'a>) -> &'a str {
    situation
        .host
        .filter(|host| {
            host.len() <= 253
                && host.starts_with(|c: char| c.is_ascii_alphanumeric())
                && host
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b))
        })
        .unwrap_or("api.example.com")
}

/// The methods, with those that need no listing where the policy names none: some stacks take an
/// absent list for every method.
fn methods(policy: &Policy) -> Vec<String> {
    if policy.methods().is_empty() {
        ["GET", "HEAD", "POST"].map(str::to_owned).to_vec()
    } else {
        policy.methods().to_vec()
    }
}

/// The methods together with those that need no listing: some stacks look at the list for the
/// request itself too, and leave out the headers (or refuse) where the method is not on it.
fn methods_of_requests(policy: &Policy) -> Vec<String> {
    let mut methods = ["GET", "HEAD", "POST"].map(str::to_owned).to_vec();
    let others = policy.methods().iter().filter(|m| !methods.contains(m));
    let others: Vec<String> = others.cloned().collect();
    methods.extend(others);
    methods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixes::Wanted;

    /// Policies that between them take every branch of a stack.
    fn policies() -> Vec<Policy> {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        [
            Wanted {
                origins: names(&["https://shop.example"]),
                methods: names(&["GET", "PATCH", "DELETE"]),
                request_headers: names(&["authorization", "content-type"]),
                credentials: true,
                exposed_headers: names(&["etag", "x-total-count"]),
                max_age: Some(600),
                path: Some("/v2/cart".to_owned()),
                ..Wanted::default()
            },
            Wanted {
                origins: names(&[
                    "https://shop.example",
                    "http://localhost:3000",
                    "http://[::1]:3000",
                    "chrome-extension://abcdef",
                    "null",
                ]),
                methods: names(&["PUT"]),
                ..Wanted::default()
            },
            Wanted {
                any_origin: true,
                ..Wanted::default()
            },
        ]
        .map(|wanted| Policy::new(wanted).unwrap())
        .to_vec()
    }

    fn situations() -> Vec<Situation<'static>> {
        let mut situations = vec![Situation::default()];
        situations.extend(Trouble::ALL.map(|trouble| Situation {
            host: Some("api.shop.example"),
            trouble: Some(trouble),
            behind: false,
        }));
        situations.extend(Trouble::ALL.map(|trouble| Situation {
            host: Some("api.shop.example"),
            trouble: Some(trouble),
            behind: true,
        }));
        situations
    }

    #[test]
    fn nginx_before_an_application_never_sets_the_headers_twice() {
        let policy = &policies()[0];
        let nginx = Stack::named("nginx").unwrap();
        let text = |trouble, behind| {
            let situation = Situation {
                host: None,
                trouble,
                behind,
            };
            nginx.remedy(policy, &situation).text()
        };
        for (trouble, behind, origins, hides) in [
            (None, false, 2, false),
            (None, true, 2, true),
            (Some(Trouble::ErrorsWithoutHeaders), true, 2, true),
            (Some(Trouble::SetTwice), false, 2, true),
            (Some(Trouble::PreflightNotRouted), false, 2, false),
            (Some(Trouble::PreflightNotRouted), true, 1, false),
            (Some(Trouble::PreflightUnauthorized), true, 1, false),
        ] {
            let text = text(trouble, behind);
            let count = text
                .matches("add_header Access-Control-Allow-Origin")
                .count();
            assert_eq!(count, origins, "{trouble:?} {behind}: {text}");
            assert_eq!(
                text.contains("proxy_hide_header"),
                hides,
                "{trouble:?} {behind}: {text}"
            );
        }
    }

    #[test]
    fn stacks_say_what_they_cannot_do() {
        let wanted = |credentials, methods: &[&str], origins: &[&str]| {
            let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
            Policy::new(Wanted {
                origins: names(origins),
                methods: names(methods),
                credentials,
                ..Wanted::default()
            })
            .unwrap()
        };
        let one = &["https://a.example"][..];
        let two = &["https://a.example", "https://b.example"][..];
        for (id, credentials, methods, origins, can) in [
            ("gcs", false, &["PUT"][..], one, true),
            ("gcs", true, &["PUT"], one, false),
            ("s3", false, &["PUT"], two, true),
            ("s3", false, &["PATCH"], one, false),
            ("s3", true, &["GET"], one, true),
            ("api-gateway-rest", true, &["GET"], one, true),
            ("api-gateway-rest", true, &["GET"], two, false),
            ("nginx", true, &["PATCH"], two, true),
        ] {
            let policy = wanted(credentials, methods, origins);
            let stack = Stack::named(id).unwrap();
            assert_eq!(stack.cannot(&policy).is_none(), can, "{id} {policy:?}");
        }
    }

    #[test]
    fn ids_are_unique_and_well_formed() {
        let mut ids: Vec<&str> = STACKS.iter().map(|stack| stack.id).collect();
        for id in &ids {
            assert!(
                id.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{id}"
            );
            assert_eq!(Stack::named(id).unwrap().id, *id);
        }
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(Stack::named("iis6").is_none());
    }

    #[test]
    fn every_stack_names_every_listed_origin_and_no_other() {
        for stack in STACKS {
            for policy in policies() {
                let remedy = stack.remedy(&policy, &Situation::default());
                let text = remedy.text();
                assert!(!remedy.parts.is_empty(), "{}", stack.id);
                if stack.id == "api-gateway-rest" || stack.id == "headers" {
                    continue;
                }
                for origin in policy.listed_origins() {
                    assert!(
                        text.contains(origin.as_str()) || text.contains(&pattern(origin)),
                        "{} leaves out {origin}:\n{text}",
                        stack.id
                    );
                }
                if policy.any_origin() {
                    let words = ["*", "Any", "ALL_ORIGINS"];
                    let said = words.iter().any(|word| text.contains(word));
                    assert!(said, "{}:\n{text}", stack.id);
                }
            }
        }
    }

    #[test]
    fn every_stack_names_the_methods_and_headers_it_can() {
        // These services allow every method or header, or only those they serve.
        let without = [
            "azure-functions",
            "azure-app-service",
            "firebase-functions",
            "ollama",
            "s3",
        ];
        for stack in STACKS {
            if without.contains(&stack.id) {
                continue;
            }
            let policy = &policies()[0];
            let text = stack
                .remedy(policy, &Situation::default())
                .text()
                .to_ascii_lowercase();
            for word in ["patch", "delete", "content-type", "authorization", "etag"] {
                assert!(
                    text.contains(word),
                    "{} leaves out {word}:\n{text}",
                    stack.id
                );
            }
        }
    }

    #[test]
    fn text_ends_with_a_line_break_and_has_no_loose_spaces() {
        for stack in STACKS {
            for policy in policies() {
                for situation in situations() {
                    let remedy = stack.remedy(&policy, &situation);
                    for part in &remedy.parts {
                        assert!(part.text.ends_with('\n'), "{} {}", stack.id, part.place);
                        assert!(!part.text.starts_with('\n'), "{}", stack.id);
                        assert!(!part.text.contains("\n\n\n\n"), "{}", stack.id);
                    }
                    for line in remedy.text().lines() {
                        assert_eq!(line.trim_end(), line, "{}: {line:?}", stack.id);
                    }
                }
            }
        }
    }

    #[test]
    fn a_host_that_is_no_plain_name_is_not_shown() {
        for stack in STACKS {
            for policy in policies() {
                let situation = Situation {
                    host: Some("evil.example;\n} location / { deny all; }"),
                    ..Situation::default()
                };
                let text = stack.remedy(&policy, &situation).text();
                assert!(!text.contains("evil.example"), "{}", stack.id);
            }
        }
    }

    proptest::proptest! {
        /// Whatever a capture holds is refused, or holds nothing that any language reads as more
        /// than a word.
        #[test]
        fn nothing_hostile_reaches_a_configuration(
            origin in "(https?://)?[ -~\u{e9}\u{202e}\n\t]{0,24}",
            method in "[ -~\n]{0,12}",
            header in "[ -~\n]{0,12}",
            path in "/[ -~\n]{0,12}",
        ) {
            let policy = Policy::new(Wanted {
                origins: vec![origin.clone()],
                methods: vec![method.clone()],
                request_headers: vec![header.clone()],
                exposed_headers: vec![header.clone()],
                path: Some(path.clone()),
                ..Wanted::default()
            });
            if policy.is_ok() {
                for value in [&origin, &method, &header, &path] {
                    let plain = value.bytes().all(|b| {
                        b.is_ascii_alphanumeric() || b"-_.~/:[]+".contains(&b)
                    });
                    proptest::prop_assert!(plain, "{value:?}");
                }
            }
        }
    }

    #[test]
    fn json_parts_are_json() {
        for (id, place) in [("s3", "cors.json"), ("gcs", "cors.json")] {
            for policy in policies() {
                let remedy = Stack::named(id)
                    .unwrap()
                    .remedy(&policy, &Situation::default());
                let part = remedy.parts.iter().find(|p| p.place.starts_with(place));
                serde_json::from_str::<serde_json::Value>(&part.unwrap().text).unwrap();
            }
        }
    }

    /// Response headers, and the stacks that they show.
    type Row = (
        &'static [(&'static str, &'static str)],
        &'static [(&'static str, Confidence)],
    );

    #[test]
    fn signs_of_real_responses() {
        let rows: &[Row] = &[
            (
                &[("Server", "nginx/1.25.3")],
                &[("nginx", Confidence::Certain)],
            ),
            (
                &[("server", "nginx"), ("x-powered-by", "Express")],
                &[
                    ("nginx", Confidence::Certain),
                    ("express", Confidence::Certain),
                ],
            ),
            (
                &[("Server", "Apache/2.4.57 (Debian)")],
                &[("apache", Confidence::Certain)],
            ),
            (&[("Server", "Caddy")], &[("caddy", Confidence::Certain)]),
            (&[("Server", "uvicorn")], &[("fastapi", Confidence::Likely)]),
            (
                &[("Server", "Werkzeug/3.0.1 Python/3.12.1")],
                &[("flask", Confidence::Likely)],
            ),
            (
                &[("Server", "Kestrel")],
                &[("asp-net-core", Confidence::Certain)],
            ),
            (
                &[("Server", "istio-envoy")],
                &[("envoy", Confidence::Certain)],
            ),
            (
                &[("x-amz-apigw-id", "abc="), ("x-amzn-RequestId", "1-2")],
                &[("api-gateway-rest", Confidence::Certain)],
            ),
            (
                &[("apigw-requestid", "abc=")],
                &[("api-gateway-http", Confidence::Certain)],
            ),
            (
                &[
                    ("Server", "AmazonS3"),
                    ("Via", "1.1 abc.cloudfront.net (CloudFront)"),
                ],
                &[
                    ("s3", Confidence::Certain),
                    ("cloudfront", Confidence::Certain),
                ],
            ),
            (
                &[("Server", "UploadServer")],
                &[("gcs", Confidence::Likely)],
            ),
            (
                &[(
                    "Vary",
                    "origin, access-control-request-method, access-control-request-headers",
                )],
                &[("tower-http", Confidence::Possible)],
            ),
            (&[("Server", "my own")], &[]),
        ];
        for (headers, expected) in rows {
            let list = HeaderList::new(headers.to_vec());
            let found: Vec<_> = detect(&list)
                .into_iter()
                .map(|(stack, confidence)| (stack.id, confidence))
                .collect();
            assert_eq!(&found, expected, "{headers:?}");
        }
    }

    #[test]
    fn patterns_match_their_origin_and_nothing_else() {
        let origins: Vec<String> = ["http://[::1]:3000", "https://a.b.example"]
            .map(str::to_owned)
            .to_vec();
        let regex = regex::Regex::new(&anchored(&origins)).unwrap();
        for origin in &origins {
            assert!(regex.is_match(origin));
        }
        for other in [
            "https://a.b.example.evil",
            "https://aXb.example",
            "xhttps://a.b.example",
        ] {
            assert!(!regex.is_match(other), "{other}");
        }
    }
}
