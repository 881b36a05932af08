//! Who wrote a capture, and what each producer does differently.

mod api_client;
mod browsermob;
mod charles;
mod chrome_har;
mod chromium;
mod console;
mod fiddler;
mod firebug;
mod firefox;
mod http_toolkit;
mod mitmproxy;
mod netlog;
mod playwright;
mod playwright_trace;
mod protocol;
mod proxyman;
mod unknown;
mod webkit;
mod webpagetest;
mod zap;

use super::Browser;

/// Whose habits a capture follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Recorder {
    /// Chrome, Edge, Brave, Opera, Electron: the network panel's export.
    Chromium,
    /// Firefox's network monitor.
    Firefox,
    /// Safari's and WebKitGTK's Web Inspector.
    WebKit,
    /// Playwright's `recordHar`.
    Playwright,
    /// chrome-har, sitespeed.io, browsertime, puppeteer-har.
    ChromeHar,
    /// WebPageTest and the HTTP Archive.
    WebPageTest,
    /// Charles.
    Charles,
    /// Fiddler.
    Fiddler,
    /// mitmproxy.
    Mitmproxy,
    /// HTTP Toolkit.
    HttpToolkit,
    /// Proxyman.
    Proxyman,
    /// ZAP.
    Zap,
    /// BrowserMob Proxy and BrowserUp Proxy.
    BrowserMob,
    /// Insomnia, Postman, Polly.JS and others: programs, not pages, made the requests.
    ApiClient,
    /// Firebug, NetExport.
    Firebug,
    /// Logs of the DevTools protocol.
    Protocol,
    /// Chromium's NetLog.
    NetLog,
    /// Playwright's traces.
    PlaywrightTrace,
    /// The lines of a browser's console.
    Console,
    /// Nothing known.
    #[default]
    Unknown,
}

/// What is known of a recorder's files.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one habit")]
pub struct Habits {
    /// Which recorder.
    pub recorder: Recorder,
    /// What users call it.
    pub name: &'static str,
    /// The word that reports use for it.
    pub word: &'static str,
    /// How `log.creator.name` begins, in lower case.
    creators: &'static [&'static str],
    /// Fields of entries, requests or responses that only this recorder writes.
    telltales: &'static [&'static str],
    /// What such a file cannot show, in sentences for the user.
    pub limits: &'static [&'static str],
    /// The limits are told with the requests that they matter to, not of the file as a whole.
    pub limits_where_they_matter: bool,
    /// Where it sits.
    pub seat: Seat,
    /// Whether a preflight or its request starts first.
    pub order: Order,
    /// What an entry's `time` counts.
    pub clock: Clock,
    /// How it tells what became of a request.
    pub outcome: Outcome,
    /// What its bodies tell.
    pub bodies: Bodies,
    /// What such a file never holds.
    pub never_written: &'static [Missing],
    /// Its usual export leaves out cookies and `Authorization`.
    pub leaves_out_credentials: bool,
    /// The same request header may be written twice, though it was sent once.
    pub repeats_request_headers: bool,
    /// A method is written in upper case, however it was sent.
    pub upper_cases_methods: bool,
}

/// Where a recorder sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seat {
    /// It is the network panel of this browser.
    Panel(Browser),
    /// It is a program that drives a browser or listens to one, always this one where one is
    /// given.
    Tool(Option<Browser>),
    /// It stands between browser and server, and writes down what passes.
    Wire,
    /// It makes the requests itself. There is no browser.
    Client,
    /// Nobody knows.
    Unknown,
}

/// Which of a preflight and its request has the earlier `startedDateTime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// The preflight: that is the order on the wire.
    PreflightFirst,
    /// It depends on the browser and its version. Browsers of today write a request from the
    /// moment the page asked for it, before its preflight. Chromium up to 79 and Firefox up to at
    /// least 79 wrote it when it was sent.
    Varies,
}

/// What an entry's `time` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clock {
    /// It counts from `startedDateTime`.
    Start,
    /// It may include looking up the name and connecting, from before `startedDateTime`. Only
    /// sending, waiting and receiving surely come after it.
    Exchange,
}

/// How a recorder tells what became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// A request that was refused or that failed has an error text. Every other response reached
    /// the page.
    ErrorTexts,
    /// As [`Outcome::ErrorTexts`], but the text for a refused response is also the text for a
    /// request that the person or a test stopped.
    AnyFailure,
    /// There are no error texts. A request that was never sent has empty timings. A response that
    /// was refused looks like any other.
    EmptyTimings,
    /// It tells only that there was no response.
    NoResponse,
    /// It says in so many words what became of a request, in [`super::Statement`]s. A response of
    /// which it says nothing may not have reached the page.
    Stated,
}

/// What the recorded bodies tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bodies {
    /// Without an error text, the page got the body.
    UnlessError,
    /// The body of an opaque response that the browser kept back is written as empty.
    KeptBackAreEmpty,
    /// They tell nothing.
    Untold,
}

/// What a recorder never writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// Requests that failed or were refused.
    Failed,
    /// Responses: only which requests failed, and why.
    Responses,
    /// Preflights.
    Preflights,
    /// Requests that the browser did not send.
    Unsent,
}

impl Seat {
    /// The browser that a file of such a recorder is always about.
    #[must_use]
    pub const fn browser(self) -> Option<Browser> {
        match self {
            Self::Panel(browser) => Some(browser),
            Self::Tool(browser) => browser,
            Self::Wire | Self::Client | Self::Unknown => None,
        }
    }
}

impl Habits {
    /// Whether such a file never holds that.
    #[must_use]
    pub fn never_writes(&self, what: Missing) -> bool {
        self.never_written.contains(&what)
    }
}

/// Every recorder, one row each.
pub static RECORDERS: &[&Habits] = &[
    &chromium::HABITS,
    &firefox::HABITS,
    &webkit::HABITS,
    &playwright::HABITS,
    &chrome_har::HABITS,
    &webpagetest::HABITS,
    &charles::HABITS,
    &fiddler::HABITS,
    &mitmproxy::HABITS,
    &http_toolkit::HABITS,
    &proxyman::HABITS,
    &zap::HABITS,
    &browsermob::HABITS,
    &api_client::HABITS,
    &firebug::HABITS,
    &protocol::HABITS,
    &netlog::HABITS,
    &playwright_trace::HABITS,
    &console::HABITS,
    &unknown::HABITS,
];

impl Recorder {
    /// What is known of it.
    #[must_use]
    pub fn habits(self) -> &'static Habits {
        RECORDERS
            .iter()
            .find(|habits| habits.recorder == self)
            .copied()
            .unwrap_or(&unknown::HABITS)
    }

    /// The recorder that a `log.creator.name` stands for, [`Recorder::Unknown`] if none is known.
    #[must_use]
    pub fn of_creator(name: &str) -> Recorder {
        let name = name.trim().to_lowercase();
        RECORDERS
            .iter()
            .find(|habits| habits.creators.iter().any(|known| begins(&name, known)))
            .map_or(Recorder::Unknown, |habits| habits.recorder)
    }

    /// The recorder that alone writes a field of that name.
    #[must_use]
    pub fn of_field(name: &[u8]) -> Option<Recorder> {
        RECORDERS
            .iter()
            .find(|habits| {
                habits
                    .telltales
                    .iter()
                    .any(|known| known.as_bytes() == name)
            })
            .map(|habits| habits.recorder)
    }
}

/// `zap 2.9` begins with the word `zap`, `zapier` does not.
fn begins(name: &str, word: &str) -> bool {
    name.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::{Missing, RECORDERS, Recorder, Seat};

    #[test]
    fn creators_are_recognised() {
        let table = [
            ("WebInspector", Recorder::Chromium),
            ("Firefox", Recorder::Firefox),
            ("WebKit Web Inspector", Recorder::WebKit),
            ("playwright", Recorder::Playwright),
            ("Browsertime", Recorder::ChromeHar),
            ("WebPagetest", Recorder::WebPageTest),
            ("Charles Proxy", Recorder::Charles),
            ("Fiddler", Recorder::Fiddler),
            ("mitmproxy har_dump", Recorder::Mitmproxy),
            ("MITMPROXY HARExtractor", Recorder::Mitmproxy),
            ("OWASP ZAP", Recorder::Zap),
            ("Zapier", Recorder::Unknown),
            ("BrowserUp Proxy", Recorder::BrowserMob),
            ("Insomnia REST Client", Recorder::ApiClient),
            ("Optic capture command", Recorder::ApiClient),
            ("Firebug", Recorder::Firebug),
            ("", Recorder::Unknown),
        ];
        for (creator, expected) in table {
            assert_eq!(Recorder::of_creator(creator), expected, "{creator}");
        }
    }

    #[test]
    fn the_table_holds_every_recorder_once_and_no_mark_twice() {
        let mut marks: Vec<&str> = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for habits in RECORDERS {
            assert_eq!(habits.recorder.habits().name, habits.name);
            assert!(!habits.limits.is_empty(), "{}", habits.name);
            assert!(
                habits.limits.iter().all(|l| l.ends_with('.')),
                "{}",
                habits.name
            );
            assert_eq!(
                habits.never_writes(Missing::Unsent),
                habits.seat == Seat::Wire,
                "{}",
                habits.name
            );
            words.push(habits.word);
            marks.extend(habits.creators.iter().chain(habits.telltales).copied());
        }
        for mut list in [marks, words] {
            let all = list.len();
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), all);
        }
    }

    #[test]
    fn every_habit_is_asked_for_somewhere() {
        fn sources(folder: &std::path::Path, found: &mut String) {
            for item in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = item.path();
                if path.is_dir() {
                    sources(&path, found);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    found.push_str(&std::fs::read_to_string(path).unwrap_or_default());
                }
            }
        }
        let table = include_str!("mod.rs");
        let (_, fields) = table.split_once("pub struct Habits {").unwrap_or_default();
        let (fields, _) = fields.split_once("\n}").unwrap_or_default();
        let mut code = String::new();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        sources(&root, &mut code);
        let mut known = 0;
        for line in fields.lines() {
            let line = line.trim().trim_start_matches("pub ");
            let Some((field, _)) = line.split_once(": ").filter(|_| !line.starts_with('/')) else {
                continue;
            };
            known += 1;
            let asked = [".", "\n            ."].iter().any(|dot| {
                [";", ",", ")", "\n", " ", "."]
                    .iter()
                    .any(|end| code.contains(&format!("{dot}{field}{end}")))
            });
            assert!(asked, "nobody asks for `{field}`");
        }
        assert!(known > 10, "{known}");
    }

    #[test]
    fn no_recorder_is_asked_for_by_name_outside_its_row() {
        fn walk(folder: &std::path::Path, named: &mut Vec<String>) {
            for item in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = item.path();
                if path.is_dir() {
                    walk(&path, named);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                // A test may ask what is made of each of them.
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
                for recorder in RECORDERS {
                    let name = format!("Recorder::{:?}", recorder.recorder);
                    if text.contains(&name) {
                        named.push(format!("{}: {name}", path.display()));
                    }
                }
            }
        }
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut named = Vec::new();
        for room in [
            "fetch", "exchange", "verdict", "rules", "causes", "report", "export",
        ] {
            walk(&root.join(room), &mut named);
        }
        assert!(named.is_empty(), "{named:#?}");
    }
}
