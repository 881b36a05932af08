//! How soon the screen shows something, in a real terminal:
//!
//! ```text
//! cargo bench --bench screen -- FILE…     from the start of the process
//! cargo bench --bench screen -- 100000    key to frame, with that many exchanges
//! ```
//!
//! Of a file: the first frame, the first entries, and the verdicts; medians of seven. Of a number of
//! exchanges: for every key the time to the first whole frame (median and p99) and to the last one
//! (what the key asks for is then on the screen), and how soon it ends.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program")]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf, absolute};
use std::time::{Duration, Instant};

#[path = "../tests/support/pty.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod pty;

use pty::Session;

const ROUNDS: usize = 7;

/// How long nothing is written once what a key asks for is on the screen.
const QUIET: Duration = Duration::from_millis(250);

/// What is waited for, in this order: its name, and a text that is on the screen only then.
const STAGES: [(&str, &str); 3] = [
    ("first frame", "corslens"),
    ("first entries", "://"),
    ("verdicts", "cross-origin"),
];

/// A name, keys that are pressed before and are not measured, the key, and how often.
const KEYS: &[(&str, &str, &str, usize)] = &[
    ("j", "", "j", 40),
    ("k", "", "k", 40),
    ("PgDn", "", "\x1b[6~", 20),
    ("G", "", "G", 10),
    ("gg", "g", "g", 10),
    ("n", "", "n", 40),
    ("N", "", "N", 40),
    ("J", "", "J", 20),
    ("Enter and Esc", "\r", "\x1b", 10),
    ("tabs 1 to 6", "1", "2", 10),
    ("tab 3", "1", "3", 10),
    ("tab 4", "1", "4", 10),
    ("tab 5", "1", "5", 10),
    ("tab 6", "1", "6", 10),
    ("Tab", "", "\t", 10),
    ("p", "", "p", 10),
    ("z", "", "z", 10),
    ("group by rule", "g", "r", 5),
    ("group by origin", "g", "o", 5),
    ("group by host", "g", "h", 5),
    ("group by endpoint", "g", "e", 5),
    ("group by page", "g", "p", 5),
    ("group by disagreement", "g", "a", 5),
    ("not grouped", "g", "n", 5),
    ("sort (recorded, URL, failures)", "", "s", 6),
    ("group by cause", "g", "c", 5),
    ("x (failures only)", "", "x", 6),
    ("o (this origin)", "", "o", 6),
    ("H (this host)", "", "H", 6),
    ("filter: a character", "/", "a", 1),
    ("filter: a second one", "", "p", 1),
    ("filter: a third one", "", "i", 1),
    ("filter: a fourth one", "", "1", 1),
    ("filter: one taken away", "", "\x7f", 3),
    ("filter: a field", "\x15status:>=40", "0", 1),
    ("filter cleared", "", "\x1b", 1),
    ("f", "/api1\r", "f", 6),
    ("Esc (no filter)", "", "\x1b", 1),
    ("a (try the fix)", "n", "a", 1),
    ("U (take all back)", "", "U", 1),
    ("0 (overview)", "", "0", 1),
    ("0 again", "", "0", 1),
    ("e (export)", "", "e", 1),
    ("help", "\x1b", "?", 3),
    ("palette", "\x1b", ":", 3),
    ("q of the palette", "", "\x1b", 1),
];

fn main() -> io::Result<()> {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if given.is_empty() {
        eprintln!("usage: cargo bench --bench screen -- FILE|EXCHANGES…");
    }
    for argument in given {
        match argument.parse() {
            Ok(exchanges) => keys(exchanges)?,
            Err(_) => start(&absolute(argument)?.display().to_string()),
        }
    }
    Ok(())
}

fn open(file: &str, size: (u16, u16)) -> Session {
    let program = env!("CARGO_BIN_EXE_corslens");
    Session::spawn(program, &[file], &[], Path::new("."), size)
}

/// From the start of the process.
fn start(file: &str) {
    let mut times: [Vec<Duration>; STAGES.len()] = Default::default();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut session = open(file, (160, 45));
        for ((_, text), times) in STAGES.iter().zip(&mut times) {
            session.wait_for(text);
            times.push(start.elapsed());
        }
    }
    println!("{file}");
    for ((name, _), times) in STAGES.iter().zip(&mut times) {
        println!("  {name:<14}{:>7.1} ms", milliseconds(part(times, 50)));
    }
}

/// From a key to its frame.
fn keys(exchanges: usize) -> io::Result<()> {
    let file = capture(exchanges)?;
    let file = file.display().to_string();
    println!("{exchanges} exchanges, 160×45");
    println!(
        "  {:<32}{:>9} {:>9} {:>9}",
        "key", "frame", "p99", "settled"
    );
    let mut session = ready(&file);
    let mut all = Vec::new();
    for (name, before, key, times) in KEYS {
        let mut frames = Vec::new();
        let mut settled = Vec::new();
        for _ in 0..*times {
            if !before.is_empty() {
                for key in before.split_inclusive(|_| true) {
                    session.send(key);
                }
                session.frames(QUIET);
            }
            session.send(key);
            let [frame, last] = session.frames(QUIET);
            frames.push(frame);
            settled.push(last);
        }
        all.extend(frames.iter().copied());
        println!(
            "  {name:<32}{:>6.1} ms {:>6.1} ms {:>6.1} ms",
            milliseconds(part(&mut frames, 50)),
            milliseconds(part(&mut frames, 99)),
            milliseconds(part(&mut settled, 50)),
        );
    }
    println!(
        "  {:<32}{:>6.1} ms {:>6.1} ms",
        "all keys",
        milliseconds(part(&mut all, 50)),
        milliseconds(part(&mut all, 99))
    );
    let end = |session: &mut Session| {
        let start = Instant::now();
        session.wait_until("to be given back", |screen| !screen.alternate_screen());
        let back = start.elapsed();
        session.end();
        (milliseconds(back), milliseconds(start.elapsed()))
    };
    session.send("q");
    let (back, gone) = end(&mut session);
    println!("  q: terminal back after {back:.1} ms, ended after {gone:.1} ms");
    for (name, key) in [("Ctrl-C", Some("\x03")), ("SIGTERM", None)] {
        let mut session = ready(&file);
        // This asks every exchange for all that is said about it, which takes long.
        session.send("/rule:cors-header-misspelt");
        session.frames(Duration::from_millis(20));
        match key {
            Some(key) => session.send(key),
            None => terminate(session.process()),
        }
        let (back, gone) = end(&mut session);
        println!(
            "  {name} while filtering: terminal back after {back:.1} ms, ended after {gone:.1} ms"
        );
    }
    Ok(())
}

#[cfg(unix)]
fn terminate(process: u32) {
    use nix::sys::signal::{Signal, kill};
    let process = i32::try_from(process).expect("a process id");
    kill(nix::unistd::Pid::from_raw(process), Signal::SIGTERM).expect("the signal is sent");
}

#[cfg(not(unix))]
fn terminate(_process: u32) {}

/// A session in which everything is judged.
fn ready(file: &str) -> Session {
    let mut session = open(file, (160, 45));
    session.wait_for("corslens");
    // It tells how far it is, so that something comes all the time.
    session.wait_without("reading");
    session.wait_for("cross-origin");
    session.frames(QUIET);
    session
}

fn part(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Writes a capture of so many exchanges, the same every time: a fifth of them fails for one of
/// five reasons, on forty hosts.
fn capture(exchanges: usize) -> io::Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("corslens-bench-{exchanges}.har"));
    if path.exists() {
        return Ok(path);
    }
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    out.write_all(
        br#"{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[{"id":"p0","title":"https://shop.example/","startedDateTime":"2026-11-22T10:00:00.000Z","pageTimings":{}},{"id":"p1","title":"https://shop.example/cart","startedDateTime":"2026-11-22T10:10:00.000Z","pageTimings":{}}],"entries":["#,
    )?;
    let mut seed = 7_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % below
    };
    for number in 0..exchanges {
        let origin = [
            "https://shop.example",
            "https://admin.example",
            "http://localhost:3000",
            "https://app.example",
        ][usize::try_from(random(4)).unwrap_or(0)];
        let host = random(40);
        let kind = random(100);
        let (allowed, error) = match kind {
            0..=4 => (None, true),
            5..=8 => (Some("*"), true),
            9..=12 => (Some("https://other.example"), true),
            13..=16 => (Some("https://shop.example/"), true),
            _ => (Some(origin), false),
        };
        let url = if kind < 60 {
            format!(
                "https://api{host}.example.net/v1/items/{}?page={}",
                random(5000),
                random(50)
            )
        } else {
            format!(
                "https://static{host}.example.net/assets/{:06x}.js",
                random(1 << 24)
            )
        };
        let grant = allowed.map_or_else(String::new, |value| {
            format!(r#",{{"name":"access-control-allow-origin","value":"{value}"}}"#)
        });
        let error = if error {
            r#","_error":"net::ERR_FAILED""#
        } else {
            ""
        };
        let cookie = if kind < 20 {
            r#",{"name":"cookie","value":"sid=1"}"#
        } else {
            ""
        };
        let comma = if number == 0 { "" } else { "," };
        write!(
            out,
            r#"{comma}{{"_initiator":{{"type":"script"}},"_resourceType":"fetch","pageref":"p{}","startedDateTime":"2026-11-22T{:02}:{:02}:{:02}.000Z","time":12.5,"request":{{"method":"GET","url":"{url}","httpVersion":"h2","headers":[{{"name":"origin","value":"{origin}"}},{{"name":"sec-fetch-mode","value":"cors"}},{{"name":"sec-fetch-site","value":"cross-site"}}{cookie}]}},"response":{{"status":200,"statusText":"","httpVersion":"h2","headers":[{{"name":"content-type","value":"application/json"}},{{"name":"server","value":"nginx"}}{grant}],"content":{{"size":0,"mimeType":"application/json"}},"redirectURL":""{error}}},"timings":{{"send":0.1,"wait":10,"receive":1}}}}"#,
            number % 2,
            number / 3600 % 24,
            number / 60 % 60,
            number % 60,
        )?;
    }
    out.write_all(b"]}}")?;
    out.flush()?;
    Ok(path)
}
