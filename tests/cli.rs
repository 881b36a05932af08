//! The commands, as a user runs them.

#[path = "support/program.rs"]
mod program;

#[cfg(unix)]
#[path = "support/pty.rs"]
#[expect(dead_code, reason = "not every test program uses all of it")]
mod pty;

use std::fs;

use corslens::export::FORMATS;
use corslens::report::filter::FIELDS;
use program::{Run, run};

const SHOP: &str = "fixtures/shop.har";
const CLEAN: &str = "fixtures/seed/get-exact-origin.har";

#[test]
fn the_exit_status_says_what_was_found() {
    for (arguments, expected) in [
        (&["check", SHOP][..], 1),
        (&["check", CLEAN], 0),
        (&["check", CLEAN, SHOP], 1),
        (&["check", SHOP, "--fail-on", "never"], 0),
        (&["check", SHOP, "--fail-on", "failed"], 1),
        (&["check", SHOP, "--filter", "verdict:allowed"], 0),
        (&["check", SHOP, "--filter", "verdict:failed"], 0),
        (
            &[
                "check",
                SHOP,
                "--filter",
                "verdict:failed",
                "--fail-on",
                "failed",
            ],
            1,
        ),
        (
            &[
                "check",
                SHOP,
                "--filter",
                "verdict:failed",
                "--fail-on",
                "undetermined",
            ],
            1,
        ),
        (&["check", CLEAN, "--fail-on", "disagreement"], 0),
        (&["check"], 2),
        (&["check", SHOP, "--format", "pdf"], 2),
        (&["check", SHOP, "--filter", "orign:x"], 2),
        (&[], 2),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        assert_eq!(run(arguments).status, Some(expected), "{arguments:?}");
    }
}

#[test]
fn all_failing_requests_of_the_shop_are_named_and_no_other() {
    let Run { out, err, .. } = run(&["check", SHOP, "--format", "text", "--all"]);
    assert_eq!(err, "");
    let named: Vec<&str> = out
        .lines()
        .filter(|line| line.starts_with(['✗', '!']) && line.contains("://"))
        .collect();
    // The font is named once more: WebKit does not apply CORS to fonts, so that browsers disagree.
    assert_eq!(named.len(), 18, "{named:#?}");
    let each: std::collections::BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(each.len(), 17, "{named:#?}");
    for working in [
        "/api/settings",
        "/v2/products",
        "/v2/orders",
        "/hero.svg",
        "/avatars/",
        "/collect",
        "graphql.example/query",
    ] {
        assert!(!out.contains(working), "{working}");
    }
}

#[test]
fn without_a_terminal_the_screen_is_text() {
    assert_eq!(run(&[SHOP]).out, run(&["check", SHOP]).out);
    assert_eq!(run(&[SHOP]).status, Some(1));
}

#[test]
fn what_is_piped_has_no_colour_unless_asked_for() {
    assert!(!run(&["check", SHOP]).out.contains('\u{1b}'));
    assert!(
        run(&["check", SHOP, "--color", "always"])
            .out
            .contains("\u{1b}[1;31m")
    );
}

#[test]
fn filters_choose_what_is_reported() {
    let Run { out, .. } = run(&[
        "check",
        SHOP,
        "--filter",
        "host:api.shop.example verdict:blocked",
    ]);
    assert!(out.contains("https://api.shop.example/v2/cart"));
    assert!(!out.contains("graphql.example"));
    let Run { out, err, status } = run(&["check", SHOP, "--filter", "host:nowhere.example"]);
    assert_eq!(status, Some(0));
    assert_eq!(err, "corslens: no request matches the filter\n");
    assert!(out.contains("No request matches the filter."), "{out}");
}

#[test]
fn the_status_of_a_preflight_is_found() {
    let Run { out, .. } = run(&["check", SHOP, "--filter", "status:405 phase:preflight"]);
    assert!(
        out.contains("DELETE https://api.shop.example/v2/cart"),
        "{out}"
    );
    assert!(out.contains("405"), "{out}");
}

#[test]
fn what_is_fragile_is_told_where_nothing_failed() {
    let warning = "are not exposed: 1 request (note expose-headers-missing)";
    assert!(!run(&["check", SHOP]).out.contains(warning));
    let Run { out, status, .. } = run(&["check", SHOP, "--filter", "rule:expose-headers-missing"]);
    assert_eq!(status, Some(0));
    assert!(out.contains(warning), "{out}");
    assert!(out.contains("Access-Control-Expose-Headers"), "{out}");
}

#[test]
fn a_report_ends_with_commands_that_work() {
    for (filter, word) in [
        ("method:DELETE", "preflight-not-routed"),
        ("verdict:failed", "connection-failed"),
    ] {
        let Run { out, .. } = run(&["check", SHOP, "--filter", filter]);
        let advised = out
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("corslens explain "))
            .find_map(|line| line.split_whitespace().next());
        assert_eq!(advised, Some(word), "{out}");
        let Run { out, status, .. } = run(&["explain", word]);
        assert_eq!(status, Some(0));
        assert!(out.starts_with(word), "{out}");
    }
    let Run { out, .. } = run(&["check", "fixtures/rules", "--filter", "verdict:blocked"]);
    let (_, commands) = out.split_once("\nNext:\n").unwrap();
    assert!(
        commands.contains("    corslens check FILE… --all  "),
        "{commands}"
    );
    // Where nothing failed there is nothing to look into.
    let Run { out, .. } = run(&["check", CLEAN]);
    assert!(!out.contains("Next:"), "{out}");
}

#[test]
fn a_report_says_as_much_as_is_asked_for() {
    let lines = |arguments: &[&str]| run(arguments).out.lines().count();
    let fitting = lines(&["check", SHOP]);
    let all = lines(&["check", SHOP, "--all"]);
    let top = lines(&["check", SHOP, "--top", "1"]);
    let summary = lines(&["check", SHOP, "--summary"]);
    assert!(summary <= 10 && summary < top && top < all);
    // However many causes there are, it is two screens.
    assert!(summary < fitting && fitting <= 110 && fitting < all);
    for pair in [
        &["--all", "--top", "3"][..],
        &["--all", "--summary"],
        &["--top", "3", "--summary"],
    ] {
        let Run { status, err, .. } = run(&[&["check", SHOP][..], pair].concat());
        assert_eq!(status, Some(2), "{err}");
    }
    // The formats for programs say everything.
    let json = run(&["check", SHOP, "--format", "json"]).out;
    assert_eq!(
        run(&["check", SHOP, "--format", "json", "--summary"]).out,
        json
    );
}

#[test]
fn a_mistake_in_a_filter_is_explained() {
    let Run { err, .. } = run(&["check", SHOP, "--filter", "status:200 orign:x"]);
    assert!(
        err.contains("at column 12: unknown field `orign`; did you mean `origin`?"),
        "{err}"
    );
}

#[test]
fn the_outputs_name_chooses_the_format() {
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let path = folder.path().join(format!("report.{}", format.extension));
        let saved = run(&["check", SHOP, "-o", path.to_str().unwrap()]);
        assert_eq!(
            (saved.status, saved.out.as_str(), saved.err.as_str()),
            (Some(1), "", "")
        );
        let printed = run(&["check", SHOP, "--format", format.name]);
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            printed.out,
            "{}",
            format.name
        );
    }
    // Nothing but the reports is left behind.
    assert_eq!(folder.path().read_dir().unwrap().count(), FORMATS.len());
}

#[test]
fn a_report_never_takes_the_place_of_its_capture() {
    let folder = tempfile::tempdir().unwrap();
    let capture = folder.path().join("shop.json");
    fs::copy(SHOP, &capture).unwrap();
    let other = folder.path().join("deep/../shop.json");
    fs::create_dir(folder.path().join("deep")).unwrap();
    let (capture, other) = (capture.to_str().unwrap(), other.to_str().unwrap());
    for arguments in [
        &["check", capture, "-o", capture][..],
        &["check", capture, "-o", other],
        &["check", SHOP, capture, "-o", capture, "--format", "text"],
        &["check", folder.path().to_str().unwrap(), "-o", capture],
    ] {
        let Run { err, status, .. } = run(arguments);
        assert_eq!(status, Some(2), "{arguments:?}");
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.contains("would overwrite the capture"), "{err}");
    }
    assert_eq!(fs::read(capture).unwrap(), fs::read(SHOP).unwrap());
}

#[test]
fn an_ending_that_names_no_format_is_refused_unless_one_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["report.pdf", "report.zip"] {
        let path = folder.path().join(name);
        let Run { err, status, .. } = run(&["check", SHOP, "-o", path.to_str().unwrap()]);
        assert_eq!(status, Some(2));
        assert!(
            err.contains("name the file .txt, .json, .jsonl, .html, .csv, .sarif, .xml, .annotations, .agent, .md, or"),
            "{err}"
        );
        assert!(!path.exists());
    }
    for (name, format) in [
        ("report", None),
        ("report.markdown", None),
        ("report.log", Some("text")),
    ] {
        let path = folder.path().join(name);
        let mut arguments = vec!["check", SHOP, "-o", path.to_str().unwrap()];
        arguments.extend(format.iter().flat_map(|format| ["--format", format]));
        let Run { err, status, .. } = run(&arguments);
        assert_eq!((status, err.as_str()), (Some(1), ""), "{name}");
        assert!(path.exists(), "{name}");
    }
}

#[test]
fn a_filter_may_begin_with_a_hyphen() {
    for filter in ["-verdict:blocked", "-status:200 -method:GET"] {
        let Run { err, status, out } = run(&["check", SHOP, "--filter", filter]);
        assert!(matches!(status, Some(0 | 1)), "{filter}: {err}");
        let same = filter.replace('-', "!");
        assert_eq!(out, run(&["check", SHOP, "--filter", &same]).out);
    }
}

#[test]
fn nothing_is_lost_where_the_report_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept.txt");
    fs::write(&kept, "kept").unwrap();
    let Run { err, status, .. } = run(&["check", "none.har", "-o", kept.to_str().unwrap()]);
    assert_eq!(status, Some(2), "{err}");
    assert_eq!(fs::read_to_string(&kept).unwrap(), "kept");

    let nowhere = folder.path().join("nowhere/report.txt");
    let Run { err, status, .. } = run(&["check", SHOP, "-o", nowhere.to_str().unwrap()]);
    assert_eq!(status, Some(2));
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(
        err.contains("report.txt: the report could not be written: "),
        "{err}"
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in FORMATS {
        let arguments = ["check", SHOP, CLEAN, "--format", format.name];
        assert_eq!(run(&arguments).out, run(&arguments).out, "{}", format.name);
    }
}

#[test]
fn help_tells_every_field_and_format() {
    let Run { out, .. } = run(&["check", "--help"]);
    for field in FIELDS {
        assert!(out.contains(field.help), "{}", field.name);
    }
    for format in FORMATS {
        assert!(out.contains(format.help), "{}", format.name);
    }
    assert!(run(&["--help"]).out.contains("Examples:"));
}

#[test]
fn completions_and_manual_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        let Run { out, status, .. } = run(&["completions", shell]);
        assert_eq!(status, Some(0));
        assert!(
            out.contains("corslens") && out.contains("fail-on"),
            "{shell}"
        );
    }
    let Run { out, .. } = run(&["man"]);
    assert!(out.contains(".TH corslens 1"), "{out}");
    let Run { out, .. } = run(&["man", "check"]);
    assert!(out.contains(".TH corslens-check 1"), "{out}");
    let Run { status, err, .. } = run(&["man", "nothing"]);
    assert_eq!(status, Some(2));
    assert!(err.contains("unknown command nothing"), "{err}");
    let Run { out, .. } = run(&["rules"]);
    assert!(out.contains("allow-origin-missing"));
}

#[test]
fn a_folder_stands_for_its_captures() {
    let Run { out, .. } = run(&["check", "fixtures/seed", "--all"]);
    let titles: Vec<&str> = out
        .lines()
        .take_while(|line| line.starts_with("fixtures/seed/"))
        .collect();
    assert_eq!(titles.len(), 7, "{titles:#?}");
    assert!(titles.is_sorted());
    // With several captures every request names its own.
    assert!(
        out.contains("where    fixtures/seed/get-nothing.har, entry 2"),
        "{out}"
    );
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_lines_that_fit_and_colours_unless_they_are_not_wanted() {
    for (environment, coloured) in [
        (&[][..], true),
        (&[("NO_COLOR", "1")], false),
        (&[("TERM", "dumb")], false),
    ] {
        let mut session = pty::Session::spawn(
            env!("CARGO_BIN_EXE_corslens"),
            &["check", "fixtures/seed/get-nothing.har"],
            environment,
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")),
            (60, 120),
        );
        let status = session.end();
        assert_eq!(status.exit_code(), 1);
        let screen = session.screen();
        // By cells: a line to paste may be longer than the terminal is wide.
        let cell = (0..120)
            .filter_map(|row| session.cells().cell(row, 0))
            .find(|cell| cell.contents() == "✗")
            .expect("a failure is shown");
        assert_eq!(
            cell.fgcolor() != vt100::Color::Default,
            coloured,
            "{environment:?}"
        );
        // A sentence that was broken goes on under itself.
        assert!(screen.contains("\n           "), "{screen}");
    }
}

#[test]
fn a_console_beside_a_capture_is_read_with_it() {
    const HAR: &str = "fixtures/corpus/logs/firefox/001.har.gz";
    const CONSOLE: &str = "fixtures/corpus/logs/firefox/001.saved-console.log.gz";
    let together = run(&["check", HAR, CONSOLE, "--format", "json"]);
    assert_eq!(together.status, Some(1));
    let report: serde_json::Value = serde_json::from_str(&together.out).unwrap();
    assert_eq!(report["captures"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        run(&["check", CONSOLE, HAR, "--format", "json"]).out,
        together.out
    );
    let alone = run(&["check", CONSOLE]);
    assert_eq!(alone.status, Some(1));
    assert!(alone.out.contains("requests that only the console shows"));
    // In a folder as well, by its content.
    let folder = tempfile::tempdir().unwrap();
    let line = "Access to fetch at 'https://api.example/a' from origin 'https://a.example' has been \
                blocked by CORS policy: It does not have HTTP ok status.";
    fs::write(folder.path().join("console.txt"), line).unwrap();
    fs::write(folder.path().join("notes.txt"), "CORS again\n").unwrap();
    let run = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(run.status, Some(1), "{}", run.err);
    assert!(run.out.contains("https://api.example/a"), "{}", run.out);
}
