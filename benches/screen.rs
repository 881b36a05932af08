//! How soon the screen shows something, in a real terminal, from the start of the process:
//!
//! ```text
//! cargo bench --bench screen -- FILE…
//! ```
//!
//! The first frame, the first entries, and the verdicts; medians of seven.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program")]

use std::path::{Path, absolute};
use std::time::{Duration, Instant};

#[path = "../tests/support/pty.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod pty;

use pty::Session;

const ROUNDS: usize = 7;

/// What is waited for, in this order: its name, and a text that is on the screen only then.
const STAGES: [(&str, &str); 3] = [
    ("first frame", "corslens"),
    ("first entries", "://"),
    ("verdicts", "cross-origin"),
];

fn main() {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .filter_map(|file| Some(absolute(file).ok()?.display().to_string()))
        .collect();
    if files.is_empty() {
        eprintln!("usage: cargo bench --bench screen -- FILE…");
        return;
    }
    for file in files {
        let mut times: [Vec<Duration>; STAGES.len()] = Default::default();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let program = env!("CARGO_BIN_EXE_corslens");
            let mut session = Session::spawn(program, &[&file], &[], Path::new("."), (160, 45));
            for ((_, text), times) in STAGES.iter().zip(&mut times) {
                session.wait_for(text);
                times.push(start.elapsed());
            }
        }
        println!("{file}");
        for ((name, _), times) in STAGES.iter().zip(&mut times) {
            times.sort_unstable();
            println!(
                "  {name:<14}{:>7.1} ms",
                times[ROUNDS / 2].as_secs_f64() * 1000.0
            );
        }
    }
}
