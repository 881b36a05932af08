//! What people type and paste: filters, and anything that `corslens explain` is asked about.

#![no_main]

use std::sync::LazyLock;

use corslens::explain::{self, Answer};
use corslens::input;
use corslens::report::Report;
use corslens::report::filter::Filter;

static SHOP: LazyLock<Report> = LazyLock::new(|| {
    let mut shop: &[u8] = include_bytes!("../../fixtures/shop.har");
    let capture = input::read(&mut shop, "shop.har", &mut |_| {}).expect("the shop can be read");
    Report::new(vec![capture])
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Answer::Found(article) = explain::explain(text) {
        let shown = article.text(Some(80));
        let bad = shown.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(bad, None, "an article has a control character");
    }
    if let Ok(filter) = Filter::parse(text) {
        for id in SHOP.ids() {
            let _ = filter.matches(&SHOP, &SHOP.row(id));
        }
    }
});
