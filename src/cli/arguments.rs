//! The command line, declared once: help, completions, the man page and the README come from here.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use super::completions::Shell;
use super::exit::FailOn;
use crate::export::comparison::{COMPARISON_FORMATS, ComparisonFormat};
use crate::export::{Extent, FORMATS, Format};
use crate::report::filter::{FIELDS, Filter};
use crate::report::sanitize::terminal;
use crate::tui::ThemeName;

/// What stands above the usage.
pub(super) const EXAMPLES: &str = "\
Examples:
  corslens demo                              take a tour of the screen
  corslens shop.har                          look at a capture
  corslens check shop.har                    say what failed and why
  corslens check shop.har -o report.md       the same, for a ticket
  corslens explain CORSMissingAllowOrigin    say what a browser's code or console line means
  corslens check *.har --filter 'origin:shop.example verdict:blocked'
  curl -s https://ci.example/run.har.gz | corslens check - --format json";

const TEMPLATE: &str = "\
{name} {version}
{about-with-newline}
{before-help}Usage: {usage}

{all-args}{after-help}";

/// See what the browser blocked in a HAR capture, why, and what to change.
///
/// corslens reads captures of web traffic (HAR files, as every browser's network panel and most
/// proxies export them) and tells for every cross-origin request whether the browser let the page
/// read the response, and if not, which header on which response was wrong.
#[derive(Debug, Parser)]
#[command(
    name = "corslens",
    version,
    help_template = TEMPLATE,
    before_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Arguments {
    /// What to do, where it is not to look at captures.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The captures to look at.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How the screen is to be.
    #[command(flatten)]
    pub screen: Screen,
}

/// How the screen is to be.
#[derive(Debug, Args)]
#[command(next_help_heading = "Screen")]
pub struct Screen {
    /// Colours of the screen [default: dark or light, by the terminal's background]
    #[arg(long, value_name = "NAME", value_parser = theme_parser())]
    pub theme: Option<ThemeName>,
    /// Read a file again whenever it changes
    #[arg(long)]
    pub watch: bool,
    /// Use no more than ASCII for signs and lines
    #[arg(long)]
    pub ascii: bool,
    /// Leave the mouse to the terminal, which then selects text without Shift
    #[arg(long)]
    pub no_mouse: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what failed and why, without a screen: for logs, tickets, builds and programs
    #[command(after_long_help = filter_help())]
    Check(Check),
    /// Say what a change fixed or broke: two recordings set against each other
    ///
    /// Requests are matched by what they are: method, host, the shape of the path, and the origin
    /// of the page. The exit status is 1 if something broke.
    Compare(Compare),
    /// Write a HAR file that is safe to send: without secrets, and with every verdict as before
    ///
    /// Cookies, tokens, bodies, and values of headers and URLs that look secret are replaced by
    /// placeholders; the same secret gets the same placeholder. Read the result before you send it:
    /// what is secret in the names of paths or hosts nobody can tell.
    Redact {
        /// The HAR file, also gzipped; - for standard input
        #[arg(value_name = "IN", value_hint = ValueHint::FilePath)]
        from: PathBuf,
        /// The file to write; - for standard output
        #[arg(value_name = "OUT", value_hint = ValueHint::FilePath)]
        to: PathBuf,
    },
    /// Say what a rule, a browser's code or a line of its console means, and how to fix it
    ///
    /// Needs no capture. Takes the name of a rule or a cause, a browser's own code for a failure,
    /// the name of a page of MDN, a header's name, a status such as 405, or what Chromium, Firefox
    /// or Safari printed to the console, pasted between quotes or on standard input.
    Explain {
        /// A word, or a line of a browser's console; - reads it from standard input
        #[arg(required = true, value_name = "WORD|TEXT", allow_hyphen_values = true)]
        text: Vec<String>,
    },
    /// Open a built-in recording with a tour of the screen that takes a minute
    Demo {
        /// How the screen is to be.
        #[command(flatten)]
        screen: Screen,
    },
    /// List the rules a request can break
    Rules,
    /// Print the configuration of the screen with its defaults, as a file to begin with
    Config {
        /// Print where the configuration is looked for instead
        #[arg(long)]
        path: bool,
    },
    /// Print a script that completes arguments in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a page of the manual
    Man {
        /// The command that the page is about; without it, corslens itself
        command: Option<String>,
        /// Write all pages into this folder instead
        #[arg(long = "to", value_name = "FOLDER", conflicts_with = "command", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
}

/// Captures, and which of their requests.
#[derive(Debug, Args)]
pub struct Inputs {
    /// Captures: HAR files (also gzipped), folders of them, or - for standard input
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// Read no more of the captures than fits into so much memory, such as 500M or 2G
    /// [default: half of what is free]
    #[arg(long, value_name = "SIZE", value_parser = parse_size, hide_short_help = true)]
    pub max_memory: Option<u64>,
    /// Only the requests that match, such as 'host:api.example status:>=400'
    #[arg(
        long,
        value_name = "FILTER",
        value_parser = parse_filter,
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub filter: Chosen,
}

/// A filter with its text.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// As it was typed.
    pub text: String,
    /// As it is asked.
    pub filter: Filter,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Check {
    /// The captures to judge.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How to write the report [default: by the output's name, else text]
    #[arg(short, long, value_parser = format_parser())]
    pub format: Option<&'static Format>,
    /// Write the report to this file, whole or not at all; may be given several times
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Vec<PathBuf>,
    /// Fail only on what is new against this report of an earlier run, written with --format json
    #[arg(long, value_name = "REPORT.json", value_hint = ValueHint::FilePath)]
    pub baseline: Option<PathBuf>,
    /// Do not fail on the failures listed in this file, each with its reason and expiry date
    #[arg(long, value_name = "FILE.toml", value_hint = ValueHint::FilePath)]
    pub allow: Option<PathBuf>,
    /// Fail where a capture cannot show CORS failures at all
    #[arg(long)]
    pub require_evidence: bool,
    /// Say everything of so many causes, and name the others
    #[arg(long, value_name = "N", conflicts_with_all = ["all", "summary"])]
    pub top: Option<usize>,
    /// Say everything of every request, however long the text or Markdown gets
    #[arg(long, conflicts_with = "summary")]
    pub all: bool,
    /// Say it in ten lines
    #[arg(long)]
    pub summary: bool,
    /// How many tokens a report of the format agent may take [default: 2000]
    #[arg(long, value_name = "N")]
    pub tokens: Option<usize>,
    /// What makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Blocked, value_name = "WHAT")]
    pub fail_on: FailOn,
    /// Let a capture pass that could be read only in part
    #[arg(long)]
    pub partial_ok: bool,
    /// Write cookies, tokens and secret query values as they stand in the capture
    #[arg(long)]
    pub show_secrets: bool,
    /// Whether to colour the text
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
}

impl Check {
    /// `check` with nothing but captures.
    #[must_use]
    pub fn of(inputs: Inputs) -> Self {
        Self {
            inputs,
            format: None,
            output: Vec::new(),
            baseline: None,
            allow: None,
            require_evidence: false,
            top: None,
            all: false,
            summary: false,
            tokens: None,
            fail_on: FailOn::Blocked,
            partial_ok: false,
            show_secrets: false,
            color: Colour::Auto,
        }
    }

    /// How much is said.
    #[must_use]
    pub fn extent(&self) -> Extent {
        match self.top {
            Some(top) => Extent::Top(top),
            None if self.all => Extent::All,
            None if self.summary => Extent::Summary,
            None => Extent::Fitting,
        }
    }
}

/// The arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// The recording before, or a report of it written with check --format json
    #[arg(value_hint = ValueHint::FilePath)]
    pub before: PathBuf,
    /// The recording after, or a report of it
    #[arg(value_hint = ValueHint::FilePath)]
    pub after: PathBuf,
    /// Only the requests that match, such as 'host:api.example'
    #[arg(
        long,
        value_name = "FILTER",
        value_parser = parse_filter,
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub filter: Chosen,
    /// How to write the comparison [default: by the output's name, else text]
    #[arg(short, long, value_parser = comparison_format_parser())]
    pub format: Option<&'static ComparisonFormat>,
    /// Write the comparison to this file, whole or not at all
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Name every endpoint, however many there are
    #[arg(long)]
    pub all: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(values).try_map(|name| {
        // The parser before lets only names of the table through.
        crate::export::format(&name).ok_or("no such format")
    })
}

fn theme_parser() -> impl TypedValueParser<Value = ThemeName> {
    let values = ThemeName::ALL
        .iter()
        .map(|(_, name, help)| PossibleValue::new(*name).help(*help));
    PossibleValuesParser::new(values).try_map(|name| {
        // The parser before lets only names of the table through.
        ThemeName::named(&name).ok_or("no such theme")
    })
}

fn comparison_format_parser() -> impl TypedValueParser<Value = &'static ComparisonFormat> {
    let values = COMPARISON_FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(values).try_map(|name| {
        // The parser before lets only names of the table through.
        let mut formats = COMPARISON_FORMATS.iter();
        formats
            .find(|format| format.name == name)
            .ok_or("no such format")
    })
}

/// Bytes: `2000000`, `500M`, `2G`, `1.5GiB`.
fn parse_size(text: &str) -> Result<u64, String> {
    let lower = text.trim().to_ascii_lowercase();
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = lower[digits.len()..]
        .trim_end_matches("ib")
        .trim_end_matches('b');
    let shift = match unit {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        "t" => 40,
        _ => return Err("the units are K, M, G and T".to_owned()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let number = |text: &str| text.parse::<u64>().map_err(|error| error.to_string());
    let tenths = part.get(..1).map_or(Ok(0), number)?;
    let bytes = number(whole)?.checked_mul(1 << shift);
    let bytes = bytes.and_then(|bytes| bytes.checked_add((tenths << shift) / 10));
    bytes.ok_or_else(|| "it is too large".to_owned())
}

fn parse_filter(text: &str) -> Result<Chosen, String> {
    let filter = Filter::parse(text).map_err(|error| {
        let column = text[..error.at].chars().count() + 1;
        format!("at column {column}: {}", terminal(&error.message))
    })?;
    Ok(Chosen {
        text: text.to_owned(),
        filter,
    })
}

/// The filter language, from its table.
#[must_use]
pub fn filter_help() -> String {
    use std::fmt::Write as _;
    let mut help = String::from(
        "Filters:\n  Words are searched in the URL, origin, method and rule; all must match. You \
         can use or, not (also ! and -), parentheses, quotes\", /regular expressions/,\n  \
         * for any text, and a,b for either. Fields:\n\n",
    );
    for field in FIELDS {
        // Writing to a string cannot fail.
        let _ = writeln!(help, "  {:<24}  {}", field.example, field.help);
    }
    help.push_str(
        "\nExit status:\n  0  nothing was found that --fail-on names\n  \
         1  something was found, or an entry of --allow has expired\n  \
         2  a capture could not be read, or a report could not be written\n  \
         3  nothing was found, but a capture was read only in part (--partial-ok makes it 0)",
    );
    help
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_declaration_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        for (text, bytes) in [
            ("2000000", 2_000_000),
            ("500M", 500 << 20),
            ("2g", 2 << 30),
            ("1.5GiB", 3 << 29),
            ("64kb", 64 << 10),
        ] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "M", "5X", "1.M5", "-1", "99999999999T", "1..5G"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn mistakes_in_filters_name_the_column() {
        assert_eq!(
            parse_filter("ünï orign:x").unwrap_err(),
            "at column 5: unknown field `orign`; did you mean `origin`?"
        );
    }
}
