//! What people type into a filter: it is understood or refused, and what a filter is made of can be
//! read again.

#![no_main]

use std::sync::LazyLock;

use corslens::input;
use corslens::report::Report;
use corslens::report::filter::Filter;

static SHOP: LazyLock<Report> = LazyLock::new(|| {
    let mut shop: &[u8] = include_bytes!("../../fixtures/shop.har");
    let capture = input::read(&mut shop, "shop.har", &mut |_| {}).expect("the shop can be read");
    Report::new(vec![capture])
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Filter::parse(text) {
        Ok(filter) => {
            for id in SHOP.ids() {
                let _ = filter.matches(&SHOP, &SHOP.row(id));
            }
        }
        Err(error) => {
            let told = error.to_string();
            let bad = told.chars().find(|c| c.is_control());
            assert_eq!(bad, None, "{told:?}");
        }
    }
    // Any value can be asked for.
    for field in ["host", "origin", "url", "method"] {
        let clause = Filter::clause(field, text);
        assert!(Filter::parse(&clause).is_ok(), "{clause:?}");
    }
});
