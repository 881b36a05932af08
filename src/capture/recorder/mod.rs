//! Who wrote a capture, and what each producer does differently.

mod api_client;
mod browsermob;
mod charles;
mod chrome_har;
mod chromium;
mod fiddler;
mod firebug;
mod firefox;
mod http_toolkit;
mod mitmproxy;
mod playwright;
mod proxyman;
mod unknown;
mod webkit;
mod webpagetest;
mod zap;

/// Whose habits a capture follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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
    /// Nothing known.
    #[default]
    Unknown,
}

/// What is known of a producer's files.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one habit")]
pub struct Habits {
    /// Which dialect.
    pub dialect: Recorder,
    /// What users call it.
    pub name: &'static str,
    /// How `log.creator.name` begins, in lower case.
    creators: &'static [&'static str],
    /// Fields of entries, requests or responses that only this producer writes.
    telltales: &'static [&'static str],
    /// What such a file cannot show, in sentences for the user.
    pub limits: &'static [&'static str],
    /// A browser wrote down its own requests.
    pub is_browser: bool,
    /// Something between browser and server wrote down what passed.
    pub is_proxy: bool,
    /// An entry says whether the browser gave the response to the page.
    pub records_outcome: bool,
    /// Preflights are entries of their own.
    pub records_preflights: bool,
    /// Requests that failed, or that the browser blocked, are left out.
    pub drops_failed_requests: bool,
    /// The same request header may be written twice, though it was sent once.
    pub repeats_request_headers: bool,
}

/// Every dialect, one row each.
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
    &unknown::HABITS,
];

impl Recorder {
    /// What is known of it.
    #[must_use]
    pub fn habits(self) -> &'static Habits {
        RECORDERS
            .iter()
            .find(|habits| habits.dialect == self)
            .copied()
            .unwrap_or(&unknown::HABITS)
    }

    /// The dialect that a `log.creator.name` stands for, [`Recorder::Unknown`] if none is known.
    #[must_use]
    pub fn of_creator(name: &str) -> Recorder {
        let name = name.trim().to_lowercase();
        RECORDERS
            .iter()
            .find(|habits| habits.creators.iter().any(|known| begins(&name, known)))
            .map_or(Recorder::Unknown, |habits| habits.dialect)
    }

    /// The dialect that alone writes a field of that name.
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
            .map(|habits| habits.dialect)
    }
}

/// `zap 2.9` begins with the word `zap`, `zapier` does not.
fn begins(name: &str, word: &str) -> bool {
    name.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::{RECORDERS, Recorder};

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
    fn the_table_holds_every_dialect_once_and_no_mark_twice() {
        let mut marks: Vec<&str> = Vec::new();
        for habits in RECORDERS {
            assert_eq!(habits.dialect.habits().name, habits.name);
            assert!(!habits.limits.is_empty(), "{}", habits.name);
            assert!(
                habits.limits.iter().all(|l| l.ends_with('.')),
                "{}",
                habits.name
            );
            assert!(!(habits.is_browser && habits.is_proxy), "{}", habits.name);
            marks.extend(habits.creators.iter().chain(habits.telltales).copied());
        }
        let all = marks.len();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), all);
    }
}
