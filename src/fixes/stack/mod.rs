//! Server stacks: how each shows itself in a response, and how a policy is written in its terms.
//! One stack a file, one row in [`STACKS`].

use std::fmt::Write;

pub use crate::layers::Confidence;
pub use existing::{Missing, Today};

use super::policy::{Policy, Wanted, is_path};
use crate::http::HeaderList;

mod apache;
mod api_gateway;
mod apisix;
mod asp_net_core;
mod azure_api_management;
mod azure_app_service;
mod azure_functions;
mod azure_storage;
mod caddy;
mod cloudflare_workers;
mod cloudfront;
mod django;
mod elasticsearch;
mod envoy;
mod existing;
mod express;
mod fastapi;
mod fastify;
mod firebase_functions;
mod flask;
mod gcs;
mod go;
mod haproxy;
mod hasura;
mod headers;
mod hono;
mod http_api;
mod iis;
mod ingress_nginx;
mod istio;
mod koa;
mod kong;
mod lambda_url;
mod laravel;
mod minio;
mod nestjs;
mod netlify;
mod nextjs;
mod nginx;
mod ollama;
mod quarkus;
mod r2;
mod rails;
mod s3;
mod socket_io;
mod spring;
mod spring_webflux;
mod strapi;
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
    spring_webflux::STACK,
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
    ingress_nginx::STACK,
    istio::STACK,
    apisix::STACK,
    azure_api_management::STACK,
    netlify::STACK,
    r2::STACK,
    minio::STACK,
    nestjs::STACK,
    koa::STACK,
    hono::STACK,
    strapi::STACK,
    hasura::STACK,
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
    /// In front of others, whose responses it passes on.
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
    /// Whether good responses carry CORS headers already, which a proxy in front must not add to.
    pub behind: bool,
    /// Whether the policy leaves credentials out only because the capture does not show any.
    pub cookies_unknown: bool,
    /// The folder at the root that all requests of the cause are in, such as `/api`; `None` where
    /// they have none in common.
    pub folder: Option<&'a str>,
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
    /// Redirects come without them.
    RedirectsWithoutHeaders,
    /// Two layers set the headers.
    SetTwice,
    /// A cache returns a response made for another origin.
    Cached,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::PreflightUnauthorized,
        Self::PreflightNotRouted,
        Self::PreflightRedirected,
        Self::ErrorsWithoutHeaders,
        Self::RedirectsWithoutHeaders,
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

    /// Whether it is a service or a platform, which has settings of its own and no other way to add
    /// a header.
    #[must_use]
    pub fn is_service(&self) -> bool {
        matches!(self.layer, Layer::Other) && self.id != "headers"
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
        if situation.cookies_unknown {
            notes.push(self.if_it_carries_cookies(policy, situation));
        }
        let title = format!("Allow it in {}", self.name);
        Remedy::new(&title, (self.parts)(policy, situation), notes, self.comment)
    }

    /// What to add, in this stack's own words, where the requests turn out to carry cookies.
    fn if_it_carries_cookies(&self, policy: &Policy, situation: &Situation<'_>) -> String {
        let more = match policy.with_credentials() {
            None => {
                "If it does, name the page's origin instead of *, and allow credentials.".to_owned()
            }
            Some(more) => match self.cannot(&more) {
                Some(why) => format!("If it does, this does not help: {why}."),
                None => self.added(policy, &more, situation),
            },
        };
        format!("The capture does not show whether the request carries cookies. {more}")
    }

    /// The setting that lets scripts read these response headers, in one line; `None` where it
    /// takes more, or where a name does not belong into a configuration.
    #[must_use]
    pub fn exposing(&self, names: &[String]) -> Option<String> {
        let policy = |names: &[String]| {
            Policy::new(Wanted {
                any_origin: true,
                exposed_headers: names.to_vec(),
                ..Wanted::default()
            })
        };
        let situation = Situation::default();
        match self.lines_added(&policy(&[]).ok()?, &policy(names).ok()?, &situation)[..] {
            [ref line] => Some(line.clone()),
            _ => None,
        }
    }

    /// What the second policy takes beyond the first.
    fn added(&self, policy: &Policy, more: &Policy, situation: &Situation<'_>) -> String {
        match self.lines_added(policy, more, situation)[..] {
            [] => {
                let before = (self.notes)(policy, situation);
                let mut notes = (self.notes)(more, situation).into_iter();
                match notes.find(|note| !before.contains(note)) {
                    Some(note) => format!("If it does: {note}"),
                    None => "If it does, the same works.".to_owned(),
                }
            }
            [ref line] => format!("If it does, add: {line}"),
            _ => "If it does, allow credentials too: Access-Control-Allow-Credentials: true."
                .to_owned(),
        }
    }

    /// The lines of the second policy that the first does not have, each once.
    fn lines_added(
        &self,
        policy: &Policy,
        more: &Policy,
        situation: &Situation<'_>,
    ) -> Vec<String> {
        let before = (self.parts)(policy, situation);
        let before: Vec<&str> = lines(&before).collect();
        let after = (self.parts)(more, situation);
        let mut added: Vec<String> = Vec::new();
        for line in lines(&after).filter(|line| !before.contains(line)) {
            if !added.iter().any(|other| other == line) {
                added.push(line.to_owned());
            }
        }
        added
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

/// The lines of a configuration, without their indents.
fn lines(parts: &[Part]) -> impl Iterator<Item = &str> {
    parts
        .iter()
        .flat_map(|part| part.text.lines())
        .map(str::trim)
}

/// For proxies, which may add to what comes from behind.
const BEHIND: &str = "The host's successful responses already have CORS headers. Each response \
                      may have them only once, so set them in one place: here, or in the \
                      application behind it.";

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

/// The path that the policy covers, for stacks whose rules need one: the policy's own, else the
/// folder of the requests, else nothing, which is every path.
fn folder<'a>(policy: &'a Policy, situation: &Situation<'a>) -> &'a str {
    let folder = situation.folder.filter(|folder| is_path(folder));
    policy.path().or(folder).unwrap_or("")
}

/// What is wanted together with a framework's own list, which stays; nothing where that list covers
/// all, and none has to be written.
fn beyond(wanted: &[String], own: &[&str]) -> Vec<String> {
    let mut more = wanted
        .iter()
        .filter(|name| !own.contains(&name.as_str()))
        .peekable();
    if more.peek().is_none() {
        return Vec::new();
    }
    let own = own.iter().map(|name| (*name).to_owned());
    own.chain(more.cloned()).collect()
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
mod tests;
