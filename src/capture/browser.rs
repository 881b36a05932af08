//! Which browser made a request, from what the request says of itself.

use super::{Capture, Entry};

/// The engine of the browser whose traffic a capture holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Browser {
    /// Chrome, Edge, Brave, Opera, Electron and others built on Chromium.
    Chromium,
    /// Firefox and others built on Gecko.
    Firefox,
    /// Safari and others built on WebKit.
    WebKit,
}

impl Browser {
    /// The browser and version that a `User-Agent` names. The version is empty where it names
    /// none.
    #[must_use]
    pub fn of_user_agent(agent: &str) -> Option<(Browser, &str)> {
        let version = |product: &str| {
            let at = agent.find(product)? + product.len();
            agent[at..].split([' ', ';', ')']).next()
        };
        if let Some(version) = version("Firefox/") {
            Some((Browser::Firefox, version))
        } else if let Some(version) = version("Chrome/").or_else(|| version("Chromium/")) {
            Some((Browser::Chromium, version))
        } else if agent.contains("AppleWebKit/") {
            Some((Browser::WebKit, version("Version/").unwrap_or_default()))
        } else {
            None
        }
    }

    /// The major version in a `Sec-CH-UA`, which only browsers built on Chromium send:
    /// `"Chromium";v="149", "Not A;Brand";v="24"`.
    #[must_use]
    pub fn version_of_client_hint(hint: &str) -> Option<&str> {
        let brand = hint.split(',').find(|brand| brand.contains("Chromium"))?;
        let version = brand.split_once("v=\"")?.1.split('"').next()?;
        Some(version).filter(|version| version.starts_with(|c: char| c.is_ascii_digit()))
    }
}

impl Capture {
    /// The browser that made the request of an entry. A recording from between browser and server
    /// may hold the requests of several, told apart by their `User-Agent`; where that names no
    /// browser, a program made the request. Elsewhere all requests are those of one browser.
    #[must_use]
    pub fn browser_of(&self, entry: &Entry) -> Option<Browser> {
        Some(self.browser_and_version_of(entry)?.0)
    }

    /// As [`Capture::browser_of`], with the version as far as it is told.
    #[must_use]
    pub fn browser_and_version_of(&self, entry: &Entry) -> Option<(Browser, Option<&str>)> {
        let producer = &self.producer;
        let of_all = || {
            let browser = producer
                .browser
                .or(producer.recorder.habits().seat.browser())?;
            Some((browser, producer.browser_version.as_deref()))
        };
        if producer.one_browser {
            return of_all();
        }
        match self.request_header(entry, "User-Agent") {
            Some(agent) if !agent.is_empty() => {
                let (browser, version) = Browser::of_user_agent(agent)?;
                Some((browser, Some(version).filter(|version| !version.is_empty())))
            }
            _ => of_all(),
        }
    }

    /// Settles whose traffic it is, when all entries are read. `named`: the browser and its version
    /// (empty where it is not told) that the recording names, or that alone writes such recordings.
    /// A `User-Agent` is no match for that: developer tools send that of any device they imitate.
    pub(crate) fn settle_browser(&mut self, named: Option<(Browser, String)>) {
        self.producer.one_browser = named.is_some();
        let found = match named {
            Some((browser, version)) if version.is_empty() => {
                let version = self.version_of(browser);
                Some((browser, version))
            }
            Some((browser, version)) => Some((browser, version)),
            None => self.only_user_agent(),
        };
        let producer = &mut self.producer;
        (producer.browser, producer.browser_version) = match found {
            Some((browser, version)) => {
                let version = Some(version).filter(|version| !version.is_empty());
                (Some(browser), version)
            }
            None => (None, None),
        };
    }

    /// The version that the requests of this browser tell; empty where they imitate another.
    fn version_of(&self, browser: Browser) -> String {
        let by_agent = self
            .values_of("user-agent")
            .filter_map(Browser::of_user_agent)
            .find(|(found, version)| *found == browser && !version.is_empty());
        let by_hint = || {
            let mut hints = self.values_of("sec-ch-ua");
            hints.find_map(Browser::version_of_client_hint)
        };
        match by_agent {
            Some((_, version)) => version.to_owned(),
            None if browser == Browser::Chromium => by_hint().unwrap_or_default().to_owned(),
            None => String::new(),
        }
    }

    /// The browser and version that the first `User-Agent` of a browser names.
    pub(crate) fn first_user_agent(&self) -> Option<(Browser, &str)> {
        self.values_of("user-agent")
            .find_map(Browser::of_user_agent)
    }

    /// The browser that every `User-Agent` of a browser names, with the version of the first.
    fn only_user_agent(&self) -> Option<(Browser, String)> {
        let mut only: Option<(Browser, &str)> = None;
        for found in self
            .values_of("user-agent")
            .filter_map(Browser::of_user_agent)
        {
            match only {
                Some((browser, _)) if browser != found.0 => return None,
                Some(_) => {}
                None => only = Some(found),
            }
        }
        only.map(|(browser, version)| (browser, version.to_owned()))
    }

    /// The values of that request header, which is given in lower case, in the order of the
    /// entries; the same one twice in a row is given once.
    fn values_of(&self, name: &str) -> impl Iterator<Item = &str> {
        let mut before = None;
        self.entries.iter().filter_map(move |entry| {
            let line = self
                .lines(entry.request_headers)
                .iter()
                .find(|line| self.text(line.name).eq_ignore_ascii_case(name))?;
            (before.replace(line.value) != Some(line.value)).then(|| self.text(line.value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Browser;

    #[test]
    fn browsers_by_their_user_agents() {
        let table = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
                Some((Browser::Firefox, "153.0")),
            ),
            (
                "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
                Some((Browser::Chromium, "156.0.0.0")),
            ),
            (
                "Mozilla/5.0 (Windows) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0",
                Some((Browser::Chromium, "120.0.0.0")),
            ),
            (
                "Mozilla/5.0 (X11) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/60.5 Safari/605.1.15",
                Some((Browser::WebKit, "60.5")),
            ),
            (
                "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148",
                Some((Browser::WebKit, "")),
            ),
            ("curl/8.5.0", None),
        ];
        for (agent, expected) in table {
            assert_eq!(Browser::of_user_agent(agent), expected, "{agent}");
        }
    }

    #[test]
    fn versions_by_their_client_hints() {
        let table = [
            (
                r#""Chromium";v="149", "Not A;Brand";v="24", "Google Chrome";v="149""#,
                Some("149"),
            ),
            (r#""Not A;Brand";v="24", "Chromium";v="92""#, Some("92")),
            (r#""Not A;Brand";v="24""#, None),
            (r#""Chromium";v="x""#, None),
            ("", None),
        ];
        for (hint, expected) in table {
            assert_eq!(Browser::version_of_client_hint(hint), expected, "{hint}");
        }
    }
}
