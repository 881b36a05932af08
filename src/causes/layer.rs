//! Something in front of the application, or somebody else's service, answered: what the table of
//! layers says about it, as a diagnosis.

use super::CauseKind;
use super::case::{Case, Diagnosis, Message};
use super::kinds;
use super::remedy::{Plan, advised, shown};
use super::siblings::Class;
use crate::fetch::RefusalKind;
use crate::fixes::policy::is_name;
use crate::fixes::{Policy, Trouble, Wanted};
use crate::http::status;
use crate::layers::{self, Actor, Confidence, Headers, Kind, Layer, Reply, Seen, Test};
use crate::verdict::Shown;

/// The diagnosis where the table knows who answered in the application's place.
pub(super) fn diagnose(case: &Case<'_>) -> Option<(&'static CauseKind, Diagnosis)> {
    if !case.is_cors() {
        return None;
    }
    let refused = case.message()?;
    // A redirect before it may have led away from the application.
    let before = case.brief.observed.hops.iter().take(case.at_hop());
    let redirects = before.enumerate().filter_map(|(number, hop)| {
        let message = Message::of_hop(case.brief.capture, hop, number);
        let (layer, reply, seen) = answered(case, &message)?;
        let leads = matches!(
            reply.kind,
            Kind::Login | Kind::WrongEndpoint | Kind::Interstitial
        );
        leads.then_some((message, layer, reply, seen))
    });
    let own = || {
        let (layer, reply, seen) = answered(case, &refused)?;
        // What other responses of the URL show says more than a guess about a cache.
        if reply.kind == Kind::Cached
            && reply.sure == Confidence::Possible
            && (kinds::cached_response::KIND.diagnose)(case).is_some()
        {
            return None;
        }
        fits(case, reply).then_some((refused, layer, reply, seen))
    };
    let (message, layer, reply, seen) = redirects.into_iter().next().or_else(own)?;
    Some((
        kind_of(reply.kind, &message),
        written(case, &message, layer, reply, &seen),
    ))
}

fn answered<'c>(
    case: &Case<'c>,
    message: &Message<'c>,
) -> Option<(&'static Layer, &'static Reply, Seen<'c>)> {
    let seen = Seen::of(case.brief.capture, message.id);
    let (layer, reply) = layers::reply(&seen)?;
    Some((layer, reply, seen))
}

/// Whether what the browser complains of can follow from a reply.
fn fits(case: &Case<'_>, reply: &Reply) -> bool {
    use RefusalKind as K;
    let bare = matches!(
        case.refusal.kind,
        K::AllowOriginMissing | K::PreflightStatusNotOk | K::PreflightRedirect
    );
    match reply.kind {
        // With headers that only lack permission for cookies, it is the cookies.
        Kind::NotForPages => !matches!(
            case.refusal.kind,
            K::AllowOriginWildcardWithCredentials | K::AllowCredentialsNotTrue
        ),
        Kind::NotRegistered | Kind::Cached => {
            bare || matches!(
                case.refusal.kind,
                K::AllowOriginMismatch | K::AllowOriginInvalid
            )
        }
        // A certificate is for the whole server: one that answers OPTIONS well elsewhere wants none.
        Kind::ClientCertificate => {
            bare && case.message().is_some_and(|message| {
                case.host_answers(message.url)
                    .is_none_or(|answers| answers.count(Class::PreflightGranted) == 0)
            })
        }
        _ => bare,
    }
}

/// The kind of cause that a reply is.
fn kind_of(kind: Kind, message: &Message<'_>) -> &'static CauseKind {
    match kind {
        Kind::Interstitial => &kinds::interstitial_page::KIND,
        Kind::Login if status::is_redirect(message.status) => &kinds::login_redirect::KIND,
        Kind::Login if message.is_preflight() => &kinds::preflight_unauthorized::KIND,
        Kind::Login => &kinds::login_in_front::KIND,
        Kind::Cached => &kinds::cached_response::KIND,
        Kind::Gateway => &kinds::gateway_answered::KIND,
        Kind::NoRoute if message.is_preflight() => &kinds::preflight_not_routed::KIND,
        Kind::Refused if message.is_preflight() => &kinds::preflight_rejected::KIND,
        Kind::NoRoute | Kind::Refused => &kinds::error_without_headers::KIND,
        Kind::OriginRefused if message.is_preflight() && message.status >= 400 => {
            &kinds::preflight_rejected::KIND
        }
        Kind::OriginRefused => &kinds::origin_refused::KIND,
        Kind::NotConfigured => &kinds::cors_not_configured::KIND,
        Kind::ClientCertificate => &kinds::client_certificate::KIND,
        Kind::WrongEndpoint => &kinds::wrong_endpoint::KIND,
        Kind::NotForPages => &kinds::not_for_pages::KIND,
        Kind::NotRegistered => &kinds::origin_not_registered::KIND,
        Kind::OtherProgram => &kinds::another_program::KIND,
        Kind::TooLarge => &kinds::body_too_large::KIND,
    }
}

fn written(
    case: &Case<'_>,
    message: &Message<'_>,
    layer: &'static Layer,
    reply: &'static Reply,
    seen: &Seen<'_>,
) -> Diagnosis {
    let places = Places::of(case, message, seen);
    let mut diagnosis = case.diagnosis(message, reply.sure);
    // Logins of one host are one cause, whoever asks for it.
    if reply.kind != Kind::Login {
        diagnosis.key = format!("{}-{}", layer.id, reply.key);
    }
    diagnosis.what = places.fill(reply.what);
    diagnosis.detail = format!("({})", message.status);
    diagnosis.explanation = places.fill(reply.why);
    diagnosis.evidence = evidence(case, message, reply, seen);
    diagnosis.hides_behind_symptom = reply.kind != Kind::NotConfigured;
    diagnosis.trouble = match reply.kind {
        Kind::Login if message.is_preflight() => Some(Trouble::PreflightUnauthorized),
        Kind::NoRoute if message.is_preflight() => Some(Trouble::PreflightNotRouted),
        Kind::Gateway | Kind::TooLarge | Kind::Refused => Some(Trouble::ErrorsWithoutHeaders),
        Kind::Cached => Some(Trouble::Cached),
        _ => None,
    };
    let way = diagnosis.way;
    let advice = reply.advice.iter().map(|advice| {
        let mut text = places.fill(advice.text);
        if advice.actor == Actor::Page {
            text.push_str(way.instead_of_fetch(advice.text));
        }
        Plan::Advice(advised(advice.actor, &places.fill(advice.title), &text))
    });
    match reply.headers {
        Headers::Never => diagnosis.plans.extend(advice),
        Headers::Once(what) => {
            diagnosis.plans.extend(advice);
            diagnosis.plans.push(Plan::Server);
            diagnosis.rests_on = Some(what);
        }
        Headers::Here => {
            diagnosis.plans.push(Plan::Server);
            diagnosis.plans.extend(advice);
            diagnosis.stack = layer.stack;
        }
    }
    diagnosis.layered = true;
    diagnosis
}

/// Where the capture shows it: the status, and whatever the first sign that holds looks at.
fn evidence(case: &Case<'_>, message: &Message<'_>, reply: &Reply, seen: &Seen<'_>) -> Vec<Shown> {
    let mut found = vec![case.status_of(message.id)];
    let sign = reply.signs.iter().find(|sign| seen.shows(sign));
    let mut url = false;
    for test in sign.copied().unwrap_or(&[]) {
        match test {
            Test::Header(name, _) | Test::Line(name, _) => {
                found.extend(case.present_header(message.id, &[name]));
            }
            Test::Leads(_) | Test::LeadsPath(_) | Test::LeadsQuery(_) => {
                found.extend(case.present_header(message.id, &["Location"]));
            }
            Test::Html => found.extend(case.present_header(message.id, &["Content-Type"])),
            Test::Without("access-control-allow-origin") => {
                found.extend(case.response_header(message.id, &["Access-Control-Allow-Origin"]));
            }
            Test::Body(phrase) => found.push(case.body_of(message.id, phrase)),
            Test::Says(_) => found.extend(case.status_text_of(message.id)),
            Test::Host(_)
            | Test::OneOf(_)
            | Test::Named(_)
            | Test::Path(_)
            | Test::Under(_)
            | Test::Query(_)
            | Test::Port(_) => {
                url = true;
            }
            _ => {}
        }
    }
    if url {
        found.push(case.url_of(message.id));
    }
    let mut seen_places = Vec::new();
    found.retain(|evidence| {
        let place = (evidence.place.clone(), evidence.name.clone());
        let new = !seen_places.contains(&place);
        seen_places.push(place);
        new
    });
    found
}

/// What is filled in for the words in braces. Only what is plain comes from the capture.
pub(super) struct Places {
    host: String,
    origin: String,
    path: String,
    url: String,
    region: String,
    code: String,
    names: String,
}

impl Places {
    fn of(case: &Case<'_>, message: &Message<'_>, seen: &Seen<'_>) -> Self {
        let plain = |text: &str, other: &str, also: &str| {
            let fits = !text.is_empty()
                && text.len() <= 200
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || also.as_bytes().contains(&b));
            if fits { text } else { other }.to_owned()
        };
        let names: Vec<&str> = case
            .preflight()
            .map(|preflight| preflight.headers.iter().copied())
            .into_iter()
            .flatten()
            .filter(|name| is_name(name))
            .take(20)
            .collect();
        let region = seen
            .response
            .first("x-amz-bucket-region")
            .or_else(|| {
                let host = seen.target.as_ref()?.host_str()?;
                let (_, region) = host.strip_suffix(".amazonaws.com")?.rsplit_once("s3.")?;
                Some(region)
            })
            .unwrap_or("");
        Self {
            host: plain(&message.host(), "the host", "-.:[]"),
            origin: origin(case.page()),
            path: plain(&seen.path, "/…", "/-_.~"),
            url: shown(message.url).unwrap_or_else(|| "the URL".to_owned()),
            region: plain(region, "of the bucket", "-"),
            code: plain(
                seen.response.first("ngrok-error-code").unwrap_or(""),
                "an error",
                "_",
            ),
            names: if names.is_empty() {
                "content-type, authorization".to_owned()
            } else {
                names.join(", ")
            },
        }
    }

    fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        let values = [
            ("{host}", &self.host),
            ("{origin}", &self.origin),
            ("{path}", &self.path),
            ("{url}", &self.url),
            ("{region}", &self.region),
            ("{code}", &self.code),
            ("{names}", &self.names),
        ];
        for (place, value) in values {
            if filled.contains(place) {
                filled = filled.replace(place, value);
            }
        }
        filled
    }
}

/// The page's origin where it is one that can be written into a configuration.
pub(super) fn origin(page: &str) -> String {
    let wanted = Wanted {
        origins: vec![page.to_owned()],
        ..Wanted::default()
    };
    match Policy::new(wanted) {
        Ok(policy) if page != "null" => policy.main_origin().to_owned(),
        _ => "https://your-page.example".to_owned(),
    }
}

/// The service whose customers cannot change its responses, where a message comes from one.
pub(super) fn vendor(case: &Case<'_>) -> Option<&'static Layer> {
    layers::vendor(&Seen::of(case.brief.capture, case.message()?.id))
}

/// How sure a layer shows in the messages of a host at least to be offered as a stack.
pub(super) const SHOWN: Confidence = Confidence::Likely;
