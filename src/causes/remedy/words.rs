//! A fix, in words and to paste.

use std::fmt::Write;

use url::{Position, Url};

use super::{Candidate, LOCAL, Mended, Plan};
use crate::causes::case::Diagnosis;
use crate::causes::policy::{Collected, FROM_THIS_CAPTURE};
use crate::causes::senders::Senders;
use crate::causes::way::Way;
use crate::causes::{Actor, Fix, Proof};
use crate::fixes::{Policy, Situation, Stack, Trouble};
use crate::http::header::is_token;

/// The end of the titles of a policy in plain headers.
pub(super) const WHATEVER: &str = "on any server";

/// The end of the titles of a policy that takes the place of another.
pub(super) const ANEW: &str = "in place of what is there";

/// The beginning of the titles of what is added to a configuration that is there.
const EXTEND: &str = "Extend CORS in";

/// How many recognised stacks are offered at once; the others are one key away.
const OFFERED: usize = 2;

impl Candidate<'_> {
    /// Adds what there is to paste.
    pub(super) fn write(
        &self,
        (diagnosis, senders): (&Diagnosis, &Senders),
        credentials_known: bool,
        wanted: Option<&Collected>,
        mended: &mut Mended,
    ) {
        let mut notes = Vec::new();
        if !credentials_known && self.policy.as_ref().is_some_and(Policy::credentials) {
            notes.push(UNSURE.to_owned());
        }
        let fix = match (self.plan, &self.policy) {
            (Plan::Advice(fix), _) => Some(fix.clone()),
            (Plan::Server | Plan::ServerForAll, Some(policy)) => {
                // With credentials only where it does not do without.
                if mended.policy.is_none() {
                    if self.without_credentials && !diagnosis.font {
                        mended.cookies_unknown = true;
                        mended.rests_on = Some(NO_COOKIES.to_owned());
                    }
                    notes.extend(wanted.and_then(Collected::narrower));
                    mended.notes = notes;
                    if let Some(what) = diagnosis.rests_on {
                        mended.rests_on = Some(what.to_owned());
                    }
                    if let Some(vendor) = diagnosis.vendor {
                        mended.rests_on = Some(format!(
                            "you run {}, which looks like {}",
                            diagnosis.host, vendor.name
                        ));
                    }
                    server(diagnosis, senders, policy, mended);
                }
                None
            }
            (Plan::Unauthorized, Some(policy)) => Some(unauthorized(policy)),
            (Plan::Direct(url), Some(policy)) => direct(
                ("Request the final URL in the page", diagnosis.way),
                url,
                policy,
                &notes,
            ),
            (Plan::Secure(url), Some(policy)) => direct(
                ("Request the https URL in the page", diagnosis.way),
                url,
                policy,
                &notes,
            ),
            (Plan::DropHeaders { names, hint }, _) => Some(self.drop_headers(names, hint)),
            (Plan::MethodInCapitals { method }, _) => Some(self.in_capitals(method, diagnosis.way)),
            (Plan::OmitCredentials, _) => Some(client(
                "Send no cookies if the server does not need them",
                format!("{}\n", diagnosis.way.without_credentials()),
            )),
            (Plan::Header { title, name, value }, _) => Some(Fix {
                stack: "headers".to_owned(),
                title: (*title).to_owned(),
                text: format!("{name}: {value}\n"),
                ..Fix::default()
            }),
            (Plan::ServePage, _) => Some(client(
                "Serve the page over http, also on your own machine",
                format!(
                    "python3 -m http.server 8000     # in the page's folder; or: npx serve -l 8000\n\
                     # open {LOCAL}/ and let the server allow that origin:\n\
                     Access-Control-Allow-Origin: {LOCAL}\nVary: Origin\n"
                ),
            )),
            (
                Plan::Server
                | Plan::ServerForAll
                | Plan::Unauthorized
                | Plan::Direct(_)
                | Plan::Secure(_),
                None,
            ) => None,
        };
        if let Some(fix) = fix {
            mended.add(fix);
        }
    }

    fn drop_headers(&self, names: &[String], hint: &str) -> Fix {
        let names: Vec<&str> = names
            .iter()
            .map(String::as_str)
            .filter(|name| is_token(name))
            .collect();
        let mut text = format!("# request headers to leave out\n{}\n", names.join("\n"));
        if !hint.is_empty() {
            let _ = write!(text, "\n# {hint}\n");
        }
        if self.without_credentials {
            let _ = write!(text, "\n# {SUPPOSED}\n");
        }
        client(
            "Stop sending the header if the server does not need it",
            text,
        )
    }

    fn in_capitals(&self, method: &str, way: Way) -> Fix {
        let mut text = format!(
            "{}\n// browsers change only DELETE, GET, HEAD, OPTIONS, POST and PUT to upper case by \
             themselves\n",
            way.with_method(method)
        );
        if self.without_credentials {
            let _ = writeln!(text, "// {SUPPOSED}");
        }
        client("Write the method in upper case in the page", text)
    }
}

/// The policy for the servers that were recognised, and as plain headers.
fn server(diagnosis: &Diagnosis, senders: &Senders, policy: &Policy, mended: &mut Mended) {
    let situation = Situation {
        host: Some(&diagnosis.host),
        trouble: diagnosis.trouble,
        behind: mended.behind,
        cookies_unknown: mended.cookies_unknown,
        folder: mended.folder.as_deref(),
    };
    let ids = senders
        .stacks
        .iter()
        .copied()
        .filter(|id| *id != "headers")
        .filter_map(Stack::named)
        .filter(|stack| stack.cannot(policy).is_none())
        // A service that is known to have answered is the one to set it in.
        .take(if diagnosis.layered && diagnosis.stack.is_some() {
            1
        } else {
            OFFERED
        });
    let mut fixes: Vec<Fix> = Vec::new();
    for stack in ids.chain(Stack::named("headers")) {
        let mut fix = in_stack(stack, policy, &situation, &mended.notes);
        if !fixes.is_empty() && stack.id != "headers" && fixes[0].title.starts_with(EXTEND) {
            fix.title = format!("Set CORS up anew in {}, {ANEW}", stack.name);
        }
        let extended = diagnosis
            .lacks
            .as_ref()
            .filter(|_| fixes.is_empty())
            .and_then(|missing| Some((missing, stack.extended(missing)?)));
        if let Some((missing, text)) = extended {
            fix.title = format!("Set CORS up anew in {}, {ANEW}", stack.name);
            fixes.push(Fix {
                stack: stack.id.to_owned(),
                title: format!("{EXTEND} {}: allow {}", stack.name, missing.words()),
                text,
                ..Fix::default()
            });
        }
        fixes.push(fix);
    }
    for fix in &mut fixes {
        fix.follows = diagnosis.rests_on.is_some();
        if let Some(what) = &mended.rests_on {
            fix.proof = Proof::RestsOn(what.clone());
        }
        if situation.trouble == Some(Trouble::RedirectsWithoutHeaders)
            && Stack::named(&fix.stack).is_some_and(redirects_first)
        {
            fix.proof = Proof::RestsOn(
                "the page requests the final URL: the platform's own redirects have no such headers"
                    .to_owned(),
            );
        }
        if diagnosis.vendor.is_some() {
            fix.title = format!("Only if you run this server: {}", lowered(&fix.title));
        }
    }
    mended.fixes.append(&mut fixes);
    mended.policy = Some(policy.clone());
}

/// Whether a platform makes its redirects before it looks at rules for headers.
fn redirects_first(stack: &Stack) -> bool {
    matches!(stack.id, "vercel" | "netlify")
}

fn unauthorized(policy: &Policy) -> Fix {
    let mut text = "HTTP/1.1 401 Unauthorized\n".to_owned();
    for line in needed(policy) {
        let _ = writeln!(text, "{line}");
    }
    text.push_str(
        "# for requests from scripts: Sec-Fetch-Mode is not navigate, or Accept names JSON\n\
         # the page then sees the 401 and can take the user to the login itself\n",
    );
    Fix {
        stack: "headers".to_owned(),
        title: "Respond to requests from scripts with 401 instead of the redirect".to_owned(),
        text,
        ..Fix::default()
    }
}

fn direct((title, way): (&str, Way), url: &str, policy: &Policy, notes: &[String]) -> Option<Fix> {
    let url = shown(url)?;
    let mut text = format!(
        "{}\n\n// its response needs these headers\n",
        way.request(&url)
    );
    for line in needed(policy) {
        let _ = writeln!(text, "//   {line}");
    }
    if policy.may_ask_first() {
        text.push_str(
            "// if the request needs a preflight: respond to OPTIONS with 204, with these too\n",
        );
        for (name, value) in policy.response_headers(Some(policy.main_origin()), true) {
            if name.contains("Methods") || name.contains("Headers") {
                let _ = writeln!(text, "//   {name}: {value}");
            }
        }
    }
    for note in notes {
        let _ = writeln!(text, "// {note}");
    }
    Some(client(title, text))
}

/// The header lines of a response that a page of the first origin may read.
fn needed(policy: &Policy) -> Vec<String> {
    policy
        .response_headers(Some(policy.main_origin()), false)
        .into_iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect()
}

const NO_COOKIES: &str = "the request carries no cookies (the capture does not show it)";
const SUPPOSED: &str = "if the request carries no cookies; the capture does not show it";
const UNSURE: &str = "The capture does not show whether the request carries cookies: if it does \
                      not, leave Access-Control-Allow-Credentials out.";

/// A policy in a stack's terms.
pub(in crate::causes) fn in_stack(
    stack: &Stack,
    policy: &Policy,
    situation: &Situation<'_>,
    notes: &[String],
) -> Fix {
    let mut remedy = stack.remedy(policy, situation);
    let mut names = policy.methods().iter().chain(policy.request_headers());
    let lists = policy.may_ask_first()
        && names.any(|name| remedy.parts.iter().any(|part| part.text.contains(name)));
    let notes = notes
        .iter()
        .filter(|note| lists || *note != FROM_THIS_CAPTURE);
    remedy.notes.extend(notes.cloned());
    Fix {
        stack: stack.id.to_owned(),
        title: title(stack, situation.trouble, &remedy.title),
        text: remedy.text(),
        ..Fix::default()
    }
}

/// A change in words that no capture can prove.
pub(in crate::causes) fn advised(actor: Actor, title: &str, text: &str) -> Fix {
    Fix {
        stack: if actor == Actor::Page {
            "client"
        } else {
            "advice"
        }
        .to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        allows: 0,
        actor,
        proof: Proof::Advice,
        ..Fix::default()
    }
}

/// A title behind a colon: its first letter in lower case, unless it is a name.
fn lowered(title: &str) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn title(stack: &Stack, trouble: Option<Trouble>, plain: &str) -> String {
    let name = stack.name;
    if stack.id == "headers" {
        return match trouble {
            Some(Trouble::PreflightNotRouted | Trouble::PreflightRedirected) => {
                "Answer OPTIONS before routing, with these headers, on any server"
            }
            Some(Trouble::PreflightUnauthorized) => {
                "Answer OPTIONS before authentication, with these headers, on any server"
            }
            Some(Trouble::ErrorsWithoutHeaders) => {
                "Send these headers with errors too, on any server"
            }
            Some(Trouble::RedirectsWithoutHeaders) => {
                "Send these headers with redirects too, on any server"
            }
            Some(Trouble::Cached) => "Send Vary: Origin and the asking origin, on any server",
            _ => "Send these headers, on any server",
        }
        .to_owned();
    }
    match trouble {
        Some(Trouble::PreflightUnauthorized) => {
            format!("Answer OPTIONS before the login, in {name}")
        }
        Some(Trouble::PreflightNotRouted | Trouble::PreflightRedirected) => {
            format!("Answer OPTIONS in {name}")
        }
        Some(Trouble::ErrorsWithoutHeaders) => {
            format!("Send the headers with errors too, in {name}")
        }
        Some(Trouble::RedirectsWithoutHeaders) if redirects_first(stack) => {
            format!("Allow it at the final URL, in {name}")
        }
        Some(Trouble::RedirectsWithoutHeaders) => {
            format!("Send the headers with redirects too, in {name}")
        }
        Some(Trouble::SetTwice) => format!("Set the headers only once, in {name}"),
        // Storage says Vary only where it was asked with an Origin.
        Some(Trouble::Cached) if !matches!(stack.id, "s3" | "gcs" | "r2" | "azure-storage") => {
            format!("Send Vary: Origin with every response, in {name}")
        }
        Some(Trouble::Cached) | None => plain.to_owned(),
    }
}

fn client(title: &str, text: String) -> Fix {
    Fix {
        stack: "client".to_owned(),
        title: title.to_owned(),
        text,
        actor: Actor::Page,
        ..Fix::default()
    }
}

/// A URL to paste: normal form, without query, which may hold secrets. Whatever a shell or a string
/// of a program could take for more than a part of the URL is percent-encoded; a host with such
/// characters gives nothing.
pub(in crate::causes) fn shown(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let had_query = url.query().is_some();
    url.set_query(None);
    url.set_fragment(None);
    let plain_host = |host: &str| {
        host.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.:[]".contains(&b))
    };
    if !url.host_str().is_none_or(plain_host) {
        return None;
    }
    let mut text = url[..Position::BeforePath].to_owned();
    for byte in url[Position::BeforePath..].bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/:@,=+%".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    if had_query {
        text.push_str("?…");
    }
    Some(text)
}
