//! What holds for every format, also those to come.

mod files;
mod hostile;
mod length;

use super::*;
use crate::input;

fn written(format: &Format, report: &Report, options: &Options) -> String {
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut bytes = Vec::new();
    (format.write)(&mut bytes, report, &ids, options).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn read(document: &str, name: &str) -> Report {
    Report::new(vec![
        input::read(&mut document.as_bytes(), name, &mut |_| {}).unwrap(),
    ])
}

fn shop() -> Report {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    Report::new(vec![
        input::open(&folder.join("fixtures/shop.har"), &mut |_| {}).unwrap(),
    ])
}

#[test]
fn the_table_of_formats_is_whole() {
    for format in FORMATS {
        let same = |f: &&Format| f.name == format.name || f.extension == format.extension;
        assert_eq!(FORMATS.iter().filter(same).count(), 1, "{}", format.name);
        let empty = written(format, &Report::default(), &Options::default());
        assert!(empty.is_empty() || empty.ends_with('\n'), "{}", format.name);
    }
}
