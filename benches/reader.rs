//! How fast captures are read: `cargo bench --bench reader`.

use std::hint::black_box;

use corslens::input;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn reading(criterion: &mut Criterion) {
    let shop = include_bytes!("../fixtures/shop.har");
    let value: serde_json::Value = serde_json::from_slice(shop).unwrap_or_default();
    let minified = value.to_string().into_bytes();
    // The same entries again and again, so that reading outweighs beginning.
    let entries = value["log"]["entries"].to_string();
    let inner = &entries[1..entries.len() - 1];
    let long = format!("{{\"log\":{{\"entries\":[{}]}}}}", [inner; 40].join(",")).into_bytes();
    let mut group = criterion.benchmark_group("read");
    for (name, file) in [
        ("indented", shop.to_vec()),
        ("minified", minified),
        ("long", long),
    ] {
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let capture = input::read(&mut black_box(file.as_slice()), name, &mut |_| {});
                capture
                    .map(|capture| capture.entries.len())
                    .unwrap_or_default()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
