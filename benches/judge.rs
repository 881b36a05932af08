//! How fast exchanges are paired and judged, by all four profiles: `cargo bench --bench judge`.
//! The time is for the number of exchanges in the name.

use std::hint::black_box;

use corslens::input;
use corslens::report::Report;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value, json};

fn headers(lines: &[(&str, &str)]) -> Value {
    lines
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

/// Requests to one URL or to many, every twentieth with a preflight, every tenth refused.
fn capture(exchanges: usize, one_url: bool) -> String {
    let mut entries = Vec::new();
    for number in 0..exchanges {
        let url = if one_url {
            "https://api.example/one".to_owned()
        } else {
            format!("https://api{}.example/items/{number}", number % 50)
        };
        let at = |offset: usize| {
            let time = number * 5 + offset;
            let (minutes, rest) = (time / 60_000, time % 60_000);
            format!(
                "2026-11-22T{:02}:{:02}:{:02}.{:03}Z",
                10 + minutes / 60,
                minutes % 60,
                rest / 1000,
                rest % 1000
            )
        };
        let common = [
            (":authority", "api.example"),
            ("accept", "*/*"),
            ("accept-encoding", "gzip, deflate, br, zstd"),
            ("accept-language", "en-US,en;q=0.9"),
            ("origin", "https://shop.example"),
            ("referer", "https://shop.example/"),
            ("sec-fetch-dest", "empty"),
            ("sec-fetch-mode", "cors"),
            ("sec-fetch-site", "cross-site"),
            (
                "user-agent",
                "Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36",
            ),
        ];
        let preflighted = number % 20 == 0;
        let refused = number % 10 == 3;
        let mut asks = common.to_vec();
        if preflighted {
            asks.push(("x-request-id", "1"));
        }
        entries.push(json!({
            "startedDateTime": at(0), "time": 9, "pageref": "page_1", "_resourceType": "fetch",
            "request": { "method": "GET", "url": url, "headers": headers(&asks) },
            "response": {
                "status": 200,
                "headers": headers(&[
                    ("content-type", "application/json"),
                    ("date", "Sun, 22 Nov 2026 10:00:00 GMT"),
                    ("server", "nginx"),
                    ("vary", "Origin"),
                    (
                        "access-control-allow-origin",
                        if refused { "https://other.example" } else { "https://shop.example" },
                    ),
                ]),
                "content": {},
                "_error": if refused { json!("net::ERR_FAILED") } else { Value::Null },
            },
        }));
        if preflighted {
            let mut asks = common.to_vec();
            asks.push(("access-control-request-method", "GET"));
            asks.push(("access-control-request-headers", "x-request-id"));
            entries.push(json!({
                "startedDateTime": at(1), "time": 3, "_resourceType": "preflight",
                "request": { "method": "OPTIONS", "url": url, "headers": headers(&asks) },
                "response": {
                    "status": 204,
                    "headers": headers(&[
                        ("access-control-allow-origin", "https://shop.example"),
                        ("access-control-allow-headers", "x-request-id"),
                    ]),
                    "content": {}, "_error": null,
                },
            }));
        }
    }
    json!({ "log": {
        "creator": { "name": "WebInspector", "version": "537.36" },
        "pages": [{ "id": "page_1", "title": "https://shop.example/" }],
        "entries": entries,
    }})
    .to_string()
}

fn judging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("judge");
    group.sample_size(10);
    for exchanges in [1_000, 10_000, 100_000] {
        for (name, one_url) in [("many URLs", false), ("one URL", true)] {
            let text = capture(exchanges, one_url);
            let read = || input::read(&mut text.as_bytes(), "bench.har", &mut |_| {}).ok();
            group.throughput(Throughput::Elements(exchanges as u64));
            group.bench_function(format!("{exchanges} to {name}"), |bencher| {
                bencher.iter_batched(
                    || read().into_iter().collect::<Vec<_>>(),
                    |captures| black_box(Report::new(captures)),
                    criterion::BatchSize::PerIteration,
                );
            });
        }
    }
    group.finish();
}

criterion_group!(benches, judging);
criterion_main!(benches);
