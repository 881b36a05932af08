//! Has the engine judge what was sent and answered.

use corslens::browsers::Profile;
use corslens::input;
use corslens::report::Report;
use corslens::verdict::Outcome;
use serde_json::Value;
use serde_json::json;

use super::answer::Answer;
use super::answer::headers;

/// What a browser would have recorded.
#[derive(Default)]
pub(super) struct Traffic {
    entries: Vec<Value>,
}

impl Traffic {
    pub(super) fn record(&mut self, answer: &Answer) {
        let number = self.entries.len();
        // A preflight and its request have the same URL, and no others have.
        let url = format!("https://api.example/v2/cart?{}", number / 2);
        let pairs = |headers: &[(String, String)]| -> Vec<Value> {
            headers
                .iter()
                .map(|(name, value)| json!({ "name": name, "value": value }))
                .collect()
        };
        let (minute, second) = (number / 60, number % 60);
        self.entries.push(json!({
            "startedDateTime": format!("2026-01-01T00:{minute:02}:{second:02}.000Z"),
            "time": 10,
            "request": {
                "method": answer.request.split(' ').next(),
                "url": url,
                "httpVersion": "HTTP/1.1",
                "headers": pairs(&headers(answer.request.lines().skip(1))),
            },
            "response": {
                "status": answer.status,
                "statusText": "",
                "httpVersion": "HTTP/1.1",
                "headers": pairs(&answer.headers),
                "content": { "size": 2, "mimeType": "application/json" },
            },
            "cache": {},
            "timings": { "send": 1, "wait": 8, "receive": 1 },
        }));
    }

    /// The engine's own answer: in every browser, and by the standard, the page may read it.
    pub(super) fn every_browser_allows(&self) {
        let creator = json!({ "name": "stacks", "version": "1" });
        let log = json!({ "version": "1.2", "creator": creator, "entries": self.entries });
        let text = json!({ "log": log }).to_string();
        let capture = input::read(&mut text.as_bytes(), "traffic.har", &mut |_| {});
        let report = Report::new(vec![capture.expect("a capture")]);
        assert_eq!(report.exchanges().len(), self.entries.len() / 2, "{text}");
        for id in report.ids() {
            let row = report.row(id);
            for profile in Profile::ALL {
                let outcome = row.verdicts.of(profile).outcome;
                let (method, url, origin) = (row.method, row.url, row.origin);
                assert_eq!(
                    outcome,
                    Outcome::Allowed,
                    "{}: {method} {url} from {origin:?}: {text}",
                    profile.name()
                );
            }
        }
    }
}
