//! A recording and what `corslens redact` makes of it are judged alike.

#![no_main]

use corslens::export::redact::redact;
use corslens::input;
use corslens::report::Report;

fn report(mut bytes: &[u8]) -> Option<Report> {
    let capture = input::read(&mut bytes, "fuzz.har", &mut |_| {}).ok()?;
    Some(Report::new(vec![capture]))
}

/// What everybody looks at: verdicts, rules and causes of every request.
fn judged(report: &Report) -> Vec<String> {
    report
        .ids()
        .map(|id| {
            let row = report.row(id);
            let rules: Vec<_> = report.detail(id).findings.iter().map(|f| f.rule).collect();
            let cause = report.cause_of(id).map(|cause| cause.kind);
            format!("{:?} {:?} {rules:?} {cause:?}", row.recorded, row.verdicts)
        })
        .collect()
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(redacted) = redact(bytes) else {
        return;
    };
    let after = serde_json::to_vec(&redacted.document).expect("JSON");
    let (Some(before), Some(later)) = (report(bytes), report(&after)) else {
        return;
    };
    assert_eq!(judged(&before), judged(&later));
    // Once is enough.
    let again = redact(&after).expect("it was one before");
    assert_eq!(again.document, redacted.document);
});
