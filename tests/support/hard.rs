//! Captures made to be hard: one URL, everything in flight at once, every request refused, long
//! chains of redirects. The bench and the tests share them.

/// A capture with these entries.
fn log_of(entries: impl Iterator<Item = String>) -> String {
    let mut text = String::from(
        r#"{"log":{"creator":{"name":"WebInspector","version":"537.36"},"pages":[{"id":"page_1","title":"https://shop.example/"}],"entries":["#,
    );
    for (number, entry) in entries.enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str(&entry);
    }
    text.push_str("]}}");
    text
}

/// `VERB URL STATUS`, when it started (milliseconds) and how long it took, and its headers.
fn entry(line: &str, kind: &str, (start, took): (usize, usize), asks: &str, says: &str) -> String {
    let mut words = line.split(' ');
    let mut word = || words.next().unwrap_or("");
    let (method, url, status) = (word(), word(), word());
    let (minutes, rest) = (start / 60_000, start % 60_000);
    let error = if says.is_empty() {
        r#""net::ERR_FAILED""#
    } else {
        "null"
    };
    format!(
        r#"{{"startedDateTime":"2026-11-22T{:02}:{:02}:{:02}.{:03}Z","time":{took},"_resourceType":"{kind}","pageref":"page_1","request":{{"method":"{method}","url":"{url}","headers":[{{"name":"Origin","value":"https://shop.example"}},{{"name":"Sec-Fetch-Mode","value":"cors"}},{{"name":"Sec-Fetch-Site","value":"cross-site"}}{asks}]}},"response":{{"status":{status},"headers":[{{"name":"Server","value":"nginx"}}{says}],"content":{{}},"_error":{error}}}}}"#,
        10 + minutes / 60,
        minutes % 60,
        rest / 1000,
        rest % 1000,
    )
}

const GRANT: &str = r#",{"name":"Access-Control-Allow-Origin","value":"https://shop.example"},{"name":"Access-Control-Allow-Methods","value":"PUT"}"#;
const ASK: &str = r#",{"name":"Access-Control-Request-Method","value":"PUT"}"#;

/// A request with its preflight.
fn preflighted(url: &str, start: usize, took: usize) -> String {
    let request = entry(&format!("PUT {url} 200"), "fetch", (start, took), "", GRANT);
    let ask = entry(
        &format!("OPTIONS {url} 204"),
        "preflight",
        (start + 1, 3),
        ASK,
        GRANT,
    );
    format!("{request},{ask}")
}

fn usual(count: usize, url: impl Fn(usize) -> String) -> String {
    log_of((0..count).map(|number| {
        let url = url(number);
        let says = if number % 10 == 3 { "" } else { GRANT };
        if number % 20 == 0 {
            preflighted(&url, number * 5, 20)
        } else {
            entry(
                &format!("GET {url} 200"),
                "fetch",
                (number * 5, 3),
                "",
                says,
            )
        }
    }))
}

/// Requests to one URL, every twentieth with a preflight, every tenth refused.
pub fn one_url(count: usize) -> String {
    usual(count, |_| "https://api.example/one".to_owned())
}

/// The same, each to a URL of its own.
pub fn many_urls(count: usize) -> String {
    usual(count, |number| {
        format!("https://api{}.example/items/{number}", number % 50)
    })
}

/// Requests that are all refused.
pub fn refused(count: usize) -> String {
    log_of((0..count).map(|number| {
        let line = format!("GET https://api.example/items/{} 200", number % 1000);
        entry(&line, "fetch", (number * 5, 3), "", "")
    }))
}

/// Requests of which every tenth is refused, and answers that list one of `names` header names
/// each.
pub fn named_headers(count: usize, names: usize) -> String {
    log_of((0..count).map(|number| {
        let line = format!("GET https://api.example/items/{} 200", number % 1000);
        // The last names come first.
        let name = names - 1 - number / 7 % names;
        let list =
            format!(r#",{{"name":"Access-Control-Allow-Headers","value":"x-name-{name:04}"}}"#);
        let says = if number % 10 == 3 {
            list
        } else {
            format!("{GRANT}{list}")
        };
        let entry = entry(&line, "fetch", (number * 5, 3), "", &says);
        if number % 10 == 3 {
            entry.replace(r#""_error":null"#, r#""_error":"net::ERR_FAILED""#)
        } else {
            entry
        }
    }))
}

/// Requests that all start at once, and their preflights a moment later.
pub fn in_flight(count: usize) -> String {
    log_of((0..count).map(|_| preflighted("https://api.example/one", 0, 500)))
}

/// Redirects that all lead to one URL at the same time.
pub fn to_one_url(count: usize) -> String {
    let location = format!(r#"{GRANT},{{"name":"Location","value":"https://login.example/"}}"#);
    log_of((0..count).map(|number| {
        let line = format!("GET https://api.example/items/{number} 302");
        let from = entry(&line, "fetch", (0, 3), "", &location);
        let to = entry("GET https://login.example/ 200", "fetch", (3, 3), "", GRANT);
        format!("{from},{to}")
    }))
}

/// One request that is redirected again and again.
pub fn hops(count: usize) -> String {
    log_of((0..count).map(|number| {
        let line = format!("GET https://api.example/{number} 302");
        let next = number + 1;
        let says = format!(r#"{GRANT},{{"name":"Location","value":"/{next}"}}"#);
        entry(&line, "fetch", (number * 5, 3), "", &says)
    }))
}

/// One entry, with half of the header lines in its request and half in its response.
pub fn headers(count: usize) -> String {
    let lines = |name: &str| {
        let line = |number| format!(r#",{{"name":"{name}-{number}","value":"{number}"}}"#);
        (0..count / 2).map(line).collect::<Vec<_>>().concat()
    };
    let says = format!("{GRANT}{}", lines("Y"));
    log_of(std::iter::once(entry(
        "GET https://api.example/ 200",
        "fetch",
        (0, 3),
        &lines("X"),
        &says,
    )))
}
