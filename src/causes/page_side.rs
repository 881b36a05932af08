//! What the page itself does that makes the request fail, or that leads past the failure: an
//! upload listener, an extension that asks in the page's name, an app that is not a web site.

use std::fmt::Write as _;

use super::case::{Case, Diagnosis};
use super::remedy::{Plan, advised};
use crate::http::difference;
use crate::layers::Actor;

/// Adds to a diagnosis what the page's side has to do with it.
pub(super) fn add(case: &Case<'_>, diagnosis: &mut Diagnosis) {
    if !case.is_cors() {
        return;
    }
    if upload_listener(case) {
        diagnosis.explanation.push_str(
            " Nothing in the method or the headers of this request needs a preflight. The browser \
             sends one because the page listens to the upload's progress (xhr.upload, axios \
             onUploadProgress), or sends a stream (ReadableStream) as its body.",
        );
        let remove = Plan::Advice(advised(
            Actor::Page,
            "Remove the upload progress listener: then no preflight is sent",
            "// axios: leave onUploadProgress out; Angular: no reportProgress\n\
             // XMLHttpRequest: no listener on xhr.upload (Dropzone and FilePond always set one)\n\
             // fetch: send a Blob or FormData as the body instead of a ReadableStream\n",
        ));
        // Where the host lets the page in without a preflight, that is all it takes.
        let place = if diagnosis.granted {
            0
        } else {
            diagnosis.plans.len()
        };
        diagnosis.plans.insert(place, remove);
    }
    let page = case.page();
    if is_extension(page) {
        let permission = Plan::Advice(advised(
            Actor::Page,
            "Give the extension permission for the host in its manifest",
            &format!(
                "\"host_permissions\": [\"{}\"]     // http:// and https:// are separate entries\n\
                 // Manifest V2: the same under \"permissions\". Pages of the extension (worker, popup, options)\n\
                 // may then read responses of that host without CORS headers\n",
                match_pattern(case)
            ),
        ));
        // A server that refuses the origin itself refuses it with the permission too.
        if case.message().is_some_and(|message| message.status < 400) {
            diagnosis.explanation.push_str(
                " The page belongs to a browser extension. With permission for the host, such \
                 pages can read responses without CORS headers.",
            );
            diagnosis.plans.insert(0, permission);
        } else {
            diagnosis.plans.push(permission);
        }
    } else if asked_by_extension(case) {
        diagnosis.explanation.push_str(
            " The request comes from an extension's content script. It counts as a request of the \
             page: it has the page's origin, and the extension's permissions do not apply.",
        );
        diagnosis.plans.insert(
            0,
            Plan::Advice(advised(
                Actor::Page,
                "Send the request from the extension's background script, not from the content script",
                &format!(
                    "// content script\n\
                     const data = await chrome.runtime.sendMessage({{ type: \"load\", url }});\n\n\
                     // background service worker; manifest.json: \"host_permissions\": [\"{}\"]\n\
                     chrome.runtime.onMessage.addListener((message, sender, reply) => {{\n  \
                       fetch(message.url).then((response) => response.json()).then(reply);\n  \
                       return true;\n\
                     }});\n",
                    match_pattern(case)
                ),
            )),
        );
    } else if let Some((name, text)) = app(page) {
        // Writing to a string cannot fail.
        let _ = if page.starts_with("http") {
            write!(
                diagnosis.explanation,
                " The origin {page} (without a port) is usually that of {name}, not of a website. \
                 The server has to list it exactly like this."
            )
        } else {
            write!(
                diagnosis.explanation,
                " The origin {page} is that of {name}, not of a website. The server has to list \
                 it exactly like this."
            )
        };
        diagnosis.plans.push(Plan::Advice(advised(
            Actor::Page,
            "Send the request natively in the app, where CORS does not apply",
            text,
        )));
    }
}

/// The host as an extension's manifest names it: `https://api.example/*`.
fn match_pattern(case: &Case<'_>) -> String {
    let scheme = case
        .message()
        .filter(|message| message.url.starts_with("http:"))
        .map_or("https", |_| "http");
    let host = case.message().map_or_else(String::new, |message| {
        let host = message.host();
        host.split(':').next().unwrap_or("").to_owned()
    });
    let plain = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    format!("{scheme}://{}/*", if plain { &host } else { "HOST" })
}

/// Whether a preflight was sent though method and headers need none: a listener on the upload, or
/// a stream as the body.
fn upload_listener(case: &Case<'_>) -> bool {
    case.refused_preflight().is_some_and(|message| {
        !message.request.iter().any(|(name, _)| {
            name.to_ascii_lowercase()
                .starts_with("access-control-request-")
                && !name.eq_ignore_ascii_case("Access-Control-Request-Method")
        }) && case.preflight().is_some_and(|preflight| {
            preflight.headers.is_empty() && matches!(preflight.method, "GET" | "HEAD" | "POST")
        })
    })
}

fn is_extension(origin: &str) -> bool {
    [
        "chrome-extension://",
        "moz-extension://",
        "safari-web-extension://",
    ]
    .iter()
    .any(|scheme| origin.starts_with(scheme))
}

/// Whether the recorder names an extension as the initiator of a web page's request.
fn asked_by_extension(case: &Case<'_>) -> bool {
    let last = case.brief.observed.hops.first().map(|hop| hop.entry);
    last.or(case
        .brief
        .observed
        .orphan
        .as_ref()
        .map(|preflight| preflight.entry))
        .and_then(|entry| case.brief.capture.optional(entry.initiator_url))
        .is_some_and(is_extension)
}

/// The app that has such an origin, and how it asks natively.
fn app(origin: &str) -> Option<(&'static str, &'static str)> {
    const CAPACITOR: &str = "// capacitor.config: replaces fetch and XMLHttpRequest with native \
         requests\n\
         plugins: { CapacitorHttp: { enabled: true } }\n";
    const TAURI: &str = "import { fetch } from \"@tauri-apps/plugin-http\";     // native; allow \
                         the URL under http:default\n";
    const WAILS: &str = "// call a bound Go function instead, and send the request there\n";
    const ELECTRON: &str =
        "// Electron: send it in the main process (net.fetch) and pass the result over IPC\n";
    // Whole origins, which may also be those of a web server.
    let known = match origin {
        "https://localhost" => Some(("a Capacitor app on Android", CAPACITOR)),
        "http://localhost" => Some(("a Capacitor or Cordova app on Android", CAPACITOR)),
        "https://tauri.localhost" => Some(("a Tauri app on Windows or Android", TAURI)),
        "http://wails.localhost" => Some(("a Wails app on Windows", WAILS)),
        _ => None,
    };
    let rows = [
        ("capacitor://", CAPACITOR),
        ("ionic://", CAPACITOR),
        ("tauri://", TAURI),
        ("http://tauri.localhost", TAURI),
        ("wails://", WAILS),
        (
            "vscode-webview://",
            "// send the request in the extension host, and pass the result with postMessage\n",
        ),
        (
            "app://obsidian",
            "import { requestUrl } from \"obsidian\";     // not under CORS\n",
        ),
        ("app://", ELECTRON),
        ("file://", ELECTRON),
    ];
    known.or_else(|| {
        let (_, text) = rows.iter().find(|(start, _)| origin.starts_with(start))?;
        Some((difference::app(origin)?, *text))
    })
}
