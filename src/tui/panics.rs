//! What happens to the terminal when the program panics.
#![cfg(unix)]

#[path = "../../tests/support/pty.rs"]
#[expect(dead_code, reason = "not every test program uses all of it")]
mod pty;

use std::path::{Path, PathBuf};

use pty::Session;

use super::model::Focus;
use super::runtime::{Options, run_with};
use super::view;

/// Set in the process that is to panic: this test program itself, started once more.
const CHILD: &str = "CORSLENS_TEST_PANICS";

#[test]
fn modes_are_restored_after_a_panic_and_the_panic_is_told() {
    let fixture: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", "shop.har"]
        .iter()
        .collect();
    if std::env::var_os(CHILD).is_some() {
        let _ = run_with(vec![fixture], Options::default(), |model, frame| {
            assert!(model.focus != Focus::Filter, "the view fell over");
            view::draw(model, frame);
        });
        return;
    }
    let program = std::env::current_exe().expect("this test program");
    let arguments = [
        "--exact",
        "tui::panics::modes_are_restored_after_a_panic_and_the_panic_is_told",
        "--nocapture",
    ];
    let environment = [(CHILD, "1"), ("RUST_BACKTRACE", "0")];
    let mut session = Session::spawn(program, &arguments, &environment, Path::new("."), (100, 30));
    session.wait_for("cross-origin");
    assert_ne!(
        session.modes(),
        *session.modes_before(),
        "it takes the terminal"
    );
    session.send("/");
    let status = session.end();
    assert!(!status.success());
    assert_eq!(session.modes(), *session.modes_before());
    let screen = session.screen();
    assert!(screen.contains("the view fell over"), "{screen}");
}
