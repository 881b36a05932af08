//! Which preflight belongs to which request, counted apart from the engine: the pairs are worked
//! out here from the JSON of each capture, by rules that do not need its habits, and the engine
//! has to find each of them.
//!
//! What is certain without knowing the recorder: chrome-har names the request of a preflight. And
//! where one URL and method has as many preflights as requests that could have had one, all of the
//! same page and origin and not far apart, the first belongs to the first.
//!
//! `CORSLENS_PAIRING` names another folder of captures to count in.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use corslens::exchange::{Preflight, pair};
use corslens::input;
use serde_json::Value;

/// How far the starts of a preflight and its request may lie apart, in milliseconds.
const NEAR: i64 = 5_000;

fn read(path: &Path) -> Option<Value> {
    let mut bytes = std::fs::read(path).ok()?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        let mut packed = flate2::read::GzDecoder::new(bytes.as_slice());
        std::io::Read::read_to_end(&mut packed, &mut plain).ok()?;
        bytes = plain;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes).ok()
}

fn header<'v>(message: &'v Value, name: &str) -> Option<&'v str> {
    let headers = message["headers"].as_array()?;
    let found = headers.iter().find(|header| {
        let own = header["name"].as_str();
        own.is_some_and(|own| own.eq_ignore_ascii_case(name))
    })?;
    found["value"].as_str()
}

fn started(entry: &Value) -> Option<i64> {
    let time: jiff::Timestamp = entry["startedDateTime"].as_str()?.parse().ok()?;
    Some(time.as_millisecond())
}

/// The pairs of a document that are certain: preflight, request.
fn certain(document: &Value) -> BTreeSet<(usize, usize)> {
    let none = Vec::new();
    let entries = document
        .pointer("/log/entries")
        .and_then(Value::as_array)
        .unwrap_or(&none);
    let mut pairs = BTreeSet::new();
    let mut groups: BTreeMap<(String, String), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let request = &entry["request"];
        let (Some(url), Some(method)) = (request["url"].as_str(), request["method"].as_str())
        else {
            continue;
        };
        let url = url.split('#').next().unwrap_or("").to_owned();
        let asks = header(request, "Access-Control-Request-Method");
        if let Some(asks) = asks.filter(|_| method.eq_ignore_ascii_case("OPTIONS")) {
            if let Some(id) = entry["_initiator_detail"].as_str()
                && let Ok(detail) = serde_json::from_str::<Value>(id)
                && let Some(at) = entries.iter().position(|other| {
                    other["_requestId"].is_string() && other["_requestId"] == detail["requestId"]
                })
            {
                pairs.insert((index, at));
                continue;
            }
            let key = (url, asks.to_ascii_uppercase());
            groups.entry(key).or_default().0.push(index);
        } else {
            let key = (url, method.to_ascii_uppercase());
            groups.entry(key).or_default().1.push(index);
        }
    }
    for (preflights, requests) in groups.into_values() {
        let alike = |list: &[usize], of: &dyn Fn(&Value) -> Option<String>| {
            let all: BTreeSet<_> = list.iter().filter_map(|&at| of(&entries[at])).collect();
            all.len() <= 1
        };
        let page = |entry: &Value| Some(entry["pageref"].as_str().unwrap_or("").to_owned());
        let origin = |entry: &Value| {
            header(&entry["request"], "Origin")
                .filter(|origin| *origin != "null")
                .map(str::to_owned)
        };
        let both: Vec<usize> = preflights.iter().chain(&requests).copied().collect();
        if preflights.is_empty()
            || preflights.len() != requests.len()
            || !alike(&both, &page)
            || !alike(&both, &origin)
        {
            continue;
        }
        let by_time = |list: &[usize]| {
            let mut list: Vec<(i64, usize)> = list
                .iter()
                .filter_map(|&at| Some((started(&entries[at])?, at)))
                .collect();
            list.sort_unstable();
            list
        };
        for (preflight, request) in by_time(&preflights).into_iter().zip(by_time(&requests)) {
            if (preflight.0 - request.0).abs() <= NEAR {
                pairs.insert((preflight.1, request.1));
            }
        }
    }
    pairs
}

/// The pairs that the engine finds, by their places in the file.
fn found(path: &Path) -> Option<(String, BTreeSet<(usize, usize)>)> {
    let capture = input::open(path, &mut |_| {}).ok()?;
    let number = |id| capture.entry(id).number as usize;
    let mut pairs = BTreeSet::new();
    for exchange in pair(&capture) {
        for hop in &exchange.hops {
            if let Preflight::Sent(preflight) = hop.preflight {
                pairs.insert((number(preflight), number(hop.entry)));
            }
        }
    }
    Some((capture.producer.recorder.habits().word.to_owned(), pairs))
}

fn captures(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            captures(&path, found);
        } else if path.to_string_lossy().contains(".har") {
            found.push(path);
        }
    }
}

/// Certain pairs, those of them that the engine finds, and what it gives to another.
#[derive(Default)]
struct Count {
    certain: usize,
    found: usize,
    misses: Vec<String>,
}

fn count(folder: &Path) -> BTreeMap<String, Count> {
    let mut paths = Vec::new();
    captures(folder, &mut paths);
    paths.sort();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for path in paths {
        let Some(document) = read(&path) else {
            continue;
        };
        let certain = certain(&document);
        if certain.is_empty() {
            continue;
        }
        let Some((recorder, found)) = found(&path) else {
            continue;
        };
        let count = counts.entry(recorder).or_default();
        for pair in certain {
            count.certain += 1;
            if found.contains(&pair) {
                count.found += 1;
            } else {
                count.misses.push(format!("{}: {pair:?}", path.display()));
            }
        }
    }
    counts
}

#[test]
fn every_certain_pair_is_found() {
    let folder = std::env::var_os("CORSLENS_PAIRING").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
        PathBuf::from,
    );
    let counts = count(&folder);
    let mut table = String::new();
    let mut misses = Vec::new();
    for (recorder, count) in &counts {
        let _ = writeln!(table, "{recorder:16} {} of {}", count.found, count.certain);
        misses.extend(&count.misses);
    }
    #[expect(
        clippy::print_stdout,
        reason = "the table is what this test is run for"
    )]
    {
        println!("{table}");
    }
    assert!(misses.is_empty(), "{table}{misses:#?}");
    if std::env::var_os("CORSLENS_PAIRING").is_none() {
        for recorder in [
            "chromium",
            "firefox",
            "mitmproxy",
            "webpagetest",
            "chrome-har",
            "unknown",
        ] {
            assert!(counts.contains_key(recorder), "no pair of {recorder}");
        }
    }
}
