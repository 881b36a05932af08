//! What can be told about a capture's producer only when all of it is read.

use std::collections::HashSet;

use crate::capture::Recorder;
use crate::capture::{Browser, Capture};

/// Names the browser, and undoes the producer's habits. `named`: the name and version in
/// `log.browser`.
pub fn settle(capture: &mut Capture, named: &(String, String)) {
    if capture.producer.recorder.habits().repeats_request_headers {
        drop_repeated_headers(capture);
    }
    let by_name = browser_named(&named.0).map(|browser| (browser, named.1.clone()));
    let by_dialect = capture
        .producer
        .recorder
        .habits()
        .seat
        .browser()
        .map(|browser| (browser, String::new()));
    let by_creator = (capture.producer.recorder == Recorder::Firefox)
        .then(|| (Browser::Firefox, capture.producer.version.clone()))
        .filter(|(_, version)| !version.is_empty());
    let Some((browser, version)) = by_name
        .or(by_creator)
        .or_else(|| by_user_agent(capture))
        .or(by_dialect)
    else {
        return;
    };
    capture.producer.browser = Some(browser);
    capture.producer.browser_version = Some(version).filter(|version| !version.is_empty());
}

fn browser_named(name: &str) -> Option<Browser> {
    let name = name.to_lowercase();
    let table: &[(&str, Browser)] = &[
        ("firefox", Browser::Firefox),
        ("chrom", Browser::Chromium),
        ("edge", Browser::Chromium),
        ("opera", Browser::Chromium),
        ("brave", Browser::Chromium),
        ("webkit", Browser::WebKit),
        ("safari", Browser::WebKit),
    ];
    let found = table.iter().find(|(word, _)| name.contains(word))?;
    Some(found.1)
}

/// The browser and version that the first `User-Agent` names.
pub(in crate::input) fn by_user_agent(capture: &Capture) -> Option<(Browser, String)> {
    let mut seen = None;
    for entry in &capture.entries {
        let agent = capture.headers
            [entry.request_headers.start as usize..entry.request_headers.end as usize]
            .iter()
            .find(|line| capture.text(line.name).eq_ignore_ascii_case("user-agent"));
        if let Some(agent) = agent
            && seen != Some(agent.value)
        {
            seen = Some(agent.value);
            if let Some(found) = browser_of(capture.text(agent.value)) {
                return Some(found);
            }
        }
    }
    None
}

/// The browser and version that a `User-Agent` names.
fn browser_of(agent: &str) -> Option<(Browser, String)> {
    let version = |product: &str| {
        let at = agent.find(product)? + product.len();
        Some(
            agent[at..]
                .split([' ', ';', ')'])
                .next()
                .unwrap_or("")
                .to_owned(),
        )
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

/// chrome-har appends the headers that went over the wire to those it knew before.
pub fn drop_repeated_headers(capture: &mut Capture) {
    for entry in &mut capture.entries {
        let start = entry.request_headers.start as usize;
        let end = entry.request_headers.end as usize;
        let mut kept = start;
        let mut known = HashSet::new();
        for at in start..end {
            let line = capture.headers[at];
            let name = capture.strings.get(line.name).to_ascii_lowercase();
            if known.insert((name, line.value)) {
                capture.headers[kept] = line;
                kept += 1;
            }
        }
        entry.request_headers.end = u32::try_from(kept).unwrap_or(u32::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::{Browser, browser_of};

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
            ("curl/8.5.0", None),
        ];
        for (agent, expected) in table {
            let found = browser_of(agent);
            assert_eq!(
                found.as_ref().map(|(b, v)| (*b, v.as_str())),
                expected,
                "{agent}"
            );
        }
    }
}
