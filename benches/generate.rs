//! Makes large captures to measure on, the same every time:
//!
//! ```text
//! cargo bench --bench generate -- FOLDER [mixed|headers|minified|many|small]-MEGABYTES …
//! ```
//!
//! `mixed`: indented as Chrome writes it, three quarters of the bytes in bodies. `headers`: the same
//! without bodies. `minified`: mixed, on one line. `many`: a folder of that many files of 1 MB;
//! `small`: of 50 kB.
#![expect(clippy::print_stderr, reason = "a program")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let Some(folder) = arguments.next() else {
        eprintln!("usage: generate FOLDER [mixed|headers|minified|many|small]-MEGABYTES …");
        return Ok(());
    };
    fs::create_dir_all(&folder)?;
    for name in arguments {
        let Some((kind, size)) = name.split_once('-') else {
            continue;
        };
        let size: usize = size.parse().map_err(io::Error::other)?;
        let path = Path::new(&folder).join(&name);
        if kind == "many" || kind == "small" {
            let bytes = if kind == "many" { 1_000_000 } else { 50_000 };
            fs::create_dir_all(&path)?;
            for number in 0..size {
                let file = path.join(format!("{number:05}.har"));
                capture(&file, "mixed", bytes, number as u64)?;
            }
        } else {
            capture(&path.with_extension("har"), kind, size * 1_000_000, 1)?;
        }
    }
    Ok(())
}

/// Writes a capture of about `size` bytes.
fn capture(path: &Path, kind: &str, size: usize, seed: u64) -> io::Result<()> {
    if path
        .metadata()
        .is_ok_and(|about| about.len() >= size as u64)
    {
        return Ok(());
    }
    let mut maker = Maker::new(seed, kind != "headers");
    let indented = kind != "minified";
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    file.write_all(if indented {
        HEAD.as_bytes()
    } else {
        MINIFIED_HEAD.as_bytes()
    })?;
    let mut written = 0;
    while written < size {
        for entry in maker.entries() {
            if written > 0 {
                file.write_all(b",")?;
            }
            let text = if indented {
                format!("\n{}", serde_json::to_string_pretty(&entry)?).replace('\n', "\n      ")
            } else {
                entry.to_string()
            };
            file.write_all(text.as_bytes())?;
            written += text.len() + 1;
        }
    }
    file.write_all(if indented { b"\n    ]\n  }\n}" } else { b"]}}" })?;
    file.flush()
}

const HEAD: &str = "{\n  \"log\": {\n    \"version\": \"1.2\",\n    \"creator\": {\n      \"name\": \"WebInspector\",\n      \"version\": \"537.36\"\n    },\n    \"pages\": [],\n    \"entries\": [";
const MINIFIED_HEAD: &str = r#"{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":["#;

struct Maker {
    state: u64,
    number: u64,
    bodies: Vec<(&'static str, String, bool)>,
}

impl Maker {
    fn new(seed: u64, bodies: bool) -> Self {
        let mut maker = Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            number: 0,
            bodies: Vec::new(),
        };
        if bodies {
            // Fewer kinds for small files, so that making them takes no longer than reading them.
            maker.bodies = (0..64).map(|kind| maker.body(kind)).collect();
        }
        maker
    }

    /// xorshift64*
    fn random(&mut self, below: u64) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % below
    }

    fn hex(&mut self, length: usize) -> String {
        (0..length)
            .map(|_| char::from(b"0123456789abcdef"[self.pick(16)]))
            .collect()
    }

    fn pick(&mut self, of: usize) -> usize {
        usize::try_from(self.random(of as u64)).unwrap_or_default()
    }

    fn body(&mut self, kind: usize) -> (&'static str, String, bool) {
        let length = 200 + self.pick(60_000);
        let mut text = String::with_capacity(length + 200);
        match kind % 8 {
            0..=3 => {
                text.push_str("{\"items\":[");
                while text.len() < length {
                    let (id, name) = (self.hex(12), self.hex(6));
                    let row = format!(
                        "{{\"id\":\"{id}\",\"name\":\"Customer {name}\",\"note\":\"\u{5546}\u{54c1} \\\"new\\\"\\n\",\"count\":{}}},\n",
                        self.random(1000)
                    );
                    text.push_str(&row);
                }
                text.push_str("]}");
                ("application/json", text, false)
            }
            4 | 5 => {
                while text.len() < length {
                    let name = self.hex(5);
                    let line = format!(
                        "function f{name}(a, b) {{\n  if (a === \"{name}\") {{ return b + 1; }}\n\treturn '\\u00e9' + a;\n}}\n"
                    );
                    text.push_str(&line);
                }
                ("text/javascript", text, false)
            }
            6 => {
                text.push_str("<!doctype html>\n<html lang=\"en\">\n");
                while text.len() < length {
                    let name = self.hex(8);
                    let line = format!(
                        "<div class=\"row {name}\"><a href=\"/items/{name}\">Item {name} \u{2013} caf\u{e9}</a></div>\n"
                    );
                    text.push_str(&line);
                }
                ("text/html", text, false)
            }
            _ => {
                text.push_str("iVBORw0KGgo");
                let length = length * 8;
                while text.len() < length {
                    text.push(char::from(
                        b"ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789+/"[self.pick(44)],
                    ));
                }
                ("image/png", text, true)
            }
        }
    }

    /// A request, with its preflight if it has one.
    fn entries(&mut self) -> Vec<Value> {
        self.number += 1;
        let number = self.number;
        let preflighted = self.random(20) == 0;
        let wrong = self.random(10) == 0;
        let host = format!("api{}.example.com", self.random(6));
        let url = format!(
            "https://{host}/v1/items/{}?page={}&trace={}",
            self.random(5000),
            self.random(50),
            self.hex(16)
        );
        let method = if preflighted {
            "PUT"
        } else {
            ["GET", "GET", "GET", "POST"][self.pick(4)]
        };
        let blocked = preflighted && wrong;
        let body =
            (!blocked && !self.bodies.is_empty() && self.random(100) < 62).then(|| self.pick(64));
        let mut entries = vec![self.entry(&url, &host, method, number, blocked, wrong, body)];
        if preflighted {
            entries.push(self.preflight(&url, &host, number, wrong));
        }
        entries
    }

    fn time(number: u64) -> String {
        let millis = number * 13;
        let (hour, minute) = (millis / 3_600_000 % 24, millis / 60_000 % 60);
        format!(
            "2026-11-22T{hour:02}:{minute:02}:{:02}.{:03}Z",
            millis / 1000 % 60,
            millis % 1000
        )
    }

    fn request_headers(&mut self, host: &str, method: &str) -> Vec<(&'static str, String)> {
        vec![
            (":authority", host.to_owned()),
            (":method", method.to_owned()),
            (":path", format!("/v1/items/{}", self.random(5000))),
            (":scheme", "https".to_owned()),
            ("accept", "application/json, text/plain, */*".to_owned()),
            ("accept-encoding", "gzip, deflate, br, zstd".to_owned()),
            ("accept-language", "en-US,en;q=0.9".to_owned()),
            ("origin", "https://shop.example.org".to_owned()),
            ("referer", "https://shop.example.org/".to_owned()),
            ("sec-ch-ua", "\"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"".to_owned()),
            ("sec-ch-ua-mobile", "?0".to_owned()),
            ("sec-ch-ua-platform", "\"Linux\"".to_owned()),
            ("sec-fetch-dest", "empty".to_owned()),
            ("sec-fetch-mode", "cors".to_owned()),
            ("sec-fetch-site", "cross-site".to_owned()),
            ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36".to_owned()),
            ("x-request-id", self.hex(32)),
        ]
    }

    fn response_headers(&mut self, wrong: bool, mime: &str) -> Vec<(&'static str, String)> {
        let origin = if wrong {
            "https://shop.example.org/"
        } else {
            "https://shop.example.org"
        };
        vec![
            ("access-control-allow-credentials", "true".to_owned()),
            ("access-control-allow-origin", origin.to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("content-encoding", "br".to_owned()),
            ("content-type", mime.to_owned()),
            (
                "date",
                format!(
                    "Sun, 22 Nov 2026 {:02}:{:02}:{:02} GMT",
                    self.random(24),
                    self.random(60),
                    self.random(60)
                ),
            ),
            ("etag", format!("W/\"{}\"", self.hex(20))),
            ("server", "nginx".to_owned()),
            (
                "strict-transport-security",
                "max-age=31536000; includeSubDomains".to_owned(),
            ),
            ("vary", "Origin, Accept-Encoding".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
            ("x-request-id", self.hex(32)),
        ]
    }

    #[expect(clippy::too_many_arguments, reason = "one place calls it")]
    fn entry(
        &mut self,
        url: &str,
        host: &str,
        method: &str,
        number: u64,
        blocked: bool,
        wrong: bool,
        body: Option<usize>,
    ) -> Value {
        let (mime, text, base64) = match body {
            Some(body) => (
                self.bodies[body].0,
                Some(self.bodies[body].1.clone()),
                self.bodies[body].2,
            ),
            None => ("application/json", None, false),
        };
        let mut request = self.request_headers(host, method);
        let mut response = self.response_headers(wrong, mime);
        if blocked {
            request.drain(..7);
            response.clear();
        }
        let mut content = json!({"size": text.as_ref().map_or(0, String::len), "mimeType": mime});
        if let Some(text) = text.filter(|_| !wrong) {
            content["text"] = Value::from(text);
            if base64 {
                content["encoding"] = json!("base64");
            }
        }
        let failed = blocked || wrong;
        let mut entry = json!({
            "_connectionId": (number % 40).to_string(),
            "_initiator": {"type": "script", "stack": {"callFrames": [
                {"functionName": "request", "scriptId": "17", "url": "https://shop.example.org/assets/app.4f2a.js", "lineNumber": 1, "columnNumber": self.random(90000)},
                {"functionName": "load", "scriptId": "17", "url": "https://shop.example.org/assets/app.4f2a.js", "lineNumber": 1, "columnNumber": self.random(90000)},
            ]}},
            "_priority": "High",
            "_resourceType": "fetch",
            "cache": {},
            "connection": "443",
            "pageref": "page_1",
            "request": {"method": method, "url": url, "httpVersion": if blocked { "" } else { "h2" }, "headers": lines(request), "queryString": [{"name": "page", "value": "1"}], "cookies": [], "headersSize": -1, "bodySize": 0},
            "response": {"status": if blocked { 0 } else { 200 }, "statusText": "", "httpVersion": "h2", "headers": lines(response), "cookies": [], "content": content, "redirectURL": "", "headersSize": -1, "bodySize": -1, "_transferSize": self.random(5000), "_error": if failed { json!("net::ERR_FAILED") } else { Value::Null }, "_fetchedViaServiceWorker": false},
            "serverIPAddress": if failed { "" } else { "203.0.113.7" },
            "startedDateTime": Self::time(number),
            "time": 41.25,
        });
        entry["timings"] = json!({"blocked": 2.5, "dns": -1, "ssl": -1, "connect": -1, "send": 0.25, "wait": 37.5, "receive": 1.5, "_blocked_queueing": 1.75});
        entry
    }

    fn preflight(&mut self, url: &str, host: &str, number: u64, wrong: bool) -> Value {
        let mut request = self.request_headers(host, "OPTIONS");
        request.push((
            "access-control-request-headers",
            "content-type,x-request-id".to_owned(),
        ));
        request.push(("access-control-request-method", "PUT".to_owned()));
        let mut response = self.response_headers(false, "text/plain");
        if !wrong {
            response.push((
                "access-control-allow-headers",
                "content-type, x-request-id".to_owned(),
            ));
            response.push(("access-control-allow-methods", "GET, PUT".to_owned()));
        }
        json!({
            "_initiator": {"type": "preflight", "url": url, "requestId": format!("17.{number}")},
            "_priority": "High",
            "_resourceType": "preflight",
            "cache": {},
            "connection": "443",
            "pageref": "page_1",
            "request": {"method": "OPTIONS", "url": url, "httpVersion": "h2", "headers": lines(request), "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0},
            "response": {"status": 204, "statusText": "", "httpVersion": "h2", "headers": lines(response), "cookies": [], "content": {"size": 0, "mimeType": "x-unknown"}, "redirectURL": "", "headersSize": -1, "bodySize": -1, "_transferSize": 200, "_error": null, "_fetchedViaServiceWorker": false},
            "serverIPAddress": "203.0.113.7",
            "startedDateTime": Self::time(number),
            "time": 11.5,
            "timings": {"blocked": 1.5, "dns": -1, "ssl": -1, "connect": -1, "send": 0.25, "wait": 9.5, "receive": 0.25},
        })
    }
}

fn lines(headers: Vec<(&'static str, String)>) -> Value {
    headers
        .into_iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}
