//! The configuration of the screen: where it is, what may be in it, and what is wrong with it.
//!
//! A configuration with a mistake is not used at all, so that nobody wonders which half of it is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fixes::stack::STACKS;
use crate::report::group::GroupBy;
use crate::report::sanitize::terminal;
use crate::tui::keys::{Action, BINDINGS, Conflict, Context, Key, Keymap, WRITING};
use crate::tui::{Order, ThemeName};

/// A configuration is no longer than this.
const LONGEST: u64 = 1 << 20;

/// What the user set.
#[derive(Debug, PartialEq, Eq)]
pub struct Config {
    pub theme: Option<ThemeName>,
    pub ascii: Option<bool>,
    pub mouse: Option<bool>,
    pub grouping: Option<GroupBy>,
    pub order: Option<Order>,
    pub server: Option<usize>,
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: None,
            ascii: None,
            mouse: None,
            grouping: Some(GroupBy::Cause),
            order: None,
            server: None,
            keymap: Keymap::default(),
        }
    }
}

/// A setting: its name, its default as it is written, what it is for, what may be written, and how
/// that is taken in.
struct Setting {
    name: &'static str,
    default: &'static str,
    help: &'static str,
    words: fn() -> Vec<&'static str>,
    /// Takes in one of the words.
    take: fn(&mut Config, &str),
}

const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        default: "\"auto\"",
        help: "the colours; auto is dark or light, by the terminal's background",
        words: || ThemeName::ALL.iter().map(|(_, name, _)| *name).collect(),
        take: |config, word| config.theme = ThemeName::named(word),
    },
    Setting {
        name: "glyphs",
        default: "\"auto\"",
        help: "the signs and lines; auto is by the locale and the terminal",
        words: || vec!["auto", "unicode", "ascii"],
        take: |config, word| config.ascii = (word != "auto").then_some(word == "ascii"),
    },
    Setting {
        name: "mouse",
        default: "true",
        help: "whether the mouse is used; selecting text then needs Shift",
        words: || vec!["true", "false"],
        take: |config, word| config.mouse = Some(word == "true"),
    },
    Setting {
        name: "group",
        default: "\"cause\"",
        help: "what the list is grouped by at first",
        words: || GROUPINGS.iter().map(|(name, _)| *name).collect(),
        take: |config, word| {
            let named = GROUPINGS.iter().find(|(name, _)| *name == word);
            config.grouping = named.and_then(|(_, by)| *by);
        },
    },
    Setting {
        name: "sort",
        default: "\"failures-first\"",
        help: "what comes first in the list",
        words: || ORDERS.iter().map(|(name, _)| *name).collect(),
        take: |config, word| {
            let named = ORDERS.iter().find(|(name, _)| *name == word);
            config.order = named.map(|(_, order)| *order);
        },
    },
    Setting {
        name: "server",
        default: "\"auto\"",
        help: "the server that fixes are written for; auto is the one that is recognised",
        words: || {
            let ids = STACKS.iter().map(|stack| stack.id);
            std::iter::once("auto").chain(ids).collect()
        },
        take: |config, word| config.server = STACKS.iter().position(|stack| stack.id == word),
    },
];

const GROUPINGS: [(&str, Option<GroupBy>); 9] = [
    ("cause", Some(GroupBy::Cause)),
    ("rule", Some(GroupBy::Rule)),
    ("origin", Some(GroupBy::Origin)),
    ("host", Some(GroupBy::Host)),
    ("endpoint", Some(GroupBy::Endpoint)),
    ("page", Some(GroupBy::Page)),
    ("agreement", Some(GroupBy::Agreement)),
    ("file", Some(GroupBy::File)),
    ("none", None),
];

const ORDERS: [(&str, Order); 3] = [
    ("failures-first", Order::FailuresFirst),
    ("recorded", Order::Recorded),
    ("url", Order::Url),
];

/// Where the configuration is, or would be.
pub fn path(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|path| path.is_absolute());
    let folder = set("XDG_CONFIG_HOME").or_else(|| {
        if cfg!(windows) {
            set("APPDATA")
        } else {
            set("HOME").map(|home| home.join(".config"))
        }
    })?;
    Some(folder.join("corslens").join("config.toml"))
}

/// Reads the configuration; one line for each mistake. There need not be one.
pub fn load(path: &Path) -> Result<Config, Vec<String>> {
    let name = terminal(&path.to_string_lossy()).into_owned();
    match path.metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Config::default()),
        Err(error) => return Err(vec![format!("{name}: {error}")]),
        Ok(about) if !about.is_file() => return Err(vec![format!("{name}: it is not a file")]),
        Ok(about) if about.len() > LONGEST => {
            return Err(vec![format!("{name}: it is larger than 1 MiB")]);
        }
        Ok(_) => {}
    }
    let text = std::fs::read_to_string(path).map_err(|error| vec![format!("{name}: {error}")])?;
    read(&text).map_err(|mistakes| {
        let placed = |(at, words): (usize, String)| {
            let line = text[..at.min(text.len())].matches('\n').count() + 1;
            format!("{name}:{line}: {words}")
        };
        mistakes.into_iter().map(placed).collect()
    })
}

/// A mistake with the byte at which it is.
type Mistake = (usize, String);

fn read(text: &str) -> Result<Config, Vec<Mistake>> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![(at, error.message().to_owned())]
    })?;
    let mut config = Config::default();
    let mut mistakes = Vec::new();
    let mut own_keys = Vec::new();
    for (name, value) in table.get_ref() {
        let (at, name) = (name.span().start, name.get_ref().as_ref());
        if name == "keys" {
            match value.get_ref() {
                DeValue::Table(table) => keys(table, None, &mut own_keys, &mut mistakes),
                _ => mistakes.push((at, "keys is a table: begin it with [keys]".to_owned())),
            }
            continue;
        }
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
            let known = SETTINGS.iter().map(|setting| setting.name).chain(["keys"]);
            mistakes.push((at, unknown("setting", name, known)));
            continue;
        };
        let words = (setting.words)();
        let word = match value.get_ref() {
            DeValue::String(word) => word.to_string(),
            DeValue::Boolean(word) => word.to_string(),
            _ => {
                let words = format!("{name} is one of {}", words.join(", "));
                mistakes.push((value.span().start, words));
                continue;
            }
        };
        if words.contains(&word.as_str()) {
            (setting.take)(&mut config, &word);
        } else {
            let words = unknown(name, &word, words.into_iter());
            mistakes.push((value.span().start, words));
        }
    }
    rebind(&mut config.keymap, own_keys, &mut mistakes);
    mistakes.sort();
    if mistakes.is_empty() {
        Ok(config)
    } else {
        Err(mistakes)
    }
}

/// Other keys for an action, and where in the text that is said.
struct OwnKeys {
    context: Option<Context>,
    action: Action,
    keys: Vec<Key>,
    at: usize,
}

/// Reads `action = "key"`, `action = ["key", "key"]` and `context.action = …`.
fn keys(
    table: &DeTable<'_>,
    context: Option<Context>,
    own_keys: &mut Vec<OwnKeys>,
    mistakes: &mut Vec<Mistake>,
) {
    for (name, value) in table {
        let (at, name) = (name.span().start, name.get_ref().as_ref());
        if let (DeValue::Table(inner), None) = (value.get_ref(), context) {
            let mut contexts = Context::ALL.into_iter();
            if let Some(context) = contexts.find(|context| context.name() == name) {
                keys(inner, Some(context), own_keys, mistakes);
            } else {
                let known = Context::ALL.into_iter().map(Context::name);
                mistakes.push((at, unknown("place for keys", name, known)));
            }
            continue;
        }
        let Some(action) = Action::ALL.iter().find(|action| action.name() == name) else {
            let known = Action::ALL.iter().map(|action| action.name());
            mistakes.push((at, unknown("action", name, known)));
            continue;
        };
        let written: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(several) => several.iter().collect(),
            _ => vec![value],
        };
        let mut read = Vec::new();
        for one in written {
            let text = one.get_ref().as_str();
            if let Some(key) = text.and_then(|text| text.parse::<Key>().ok()) {
                read.push(key);
            } else {
                let text = text.map(|text| format!("{:?} ", terminal(text)));
                let words = format!("{}is not a key; {WRITING}", text.unwrap_or_default());
                mistakes.push((one.span().start, words));
            }
        }
        own_keys.push(OwnKeys {
            context,
            action: *action,
            keys: read,
            at,
        });
    }
}

/// Gives the actions their keys: first everywhere, then in single places.
fn rebind(keymap: &mut Keymap, mut own_keys: Vec<OwnKeys>, mistakes: &mut Vec<Mistake>) {
    own_keys.sort_by_key(|own| own.context.is_some());
    for own in &own_keys {
        let name = own.action.name();
        if !keymap.rebind(own.context, own.action, &own.keys) {
            let context = own.context.map_or("", Context::name);
            let rows = BINDINGS.iter().filter(|row| row.action == own.action);
            let mut places: Vec<&str> = rows.map(|row| row.context.name()).collect();
            places.dedup();
            let places = places.join(", ");
            mistakes.push((
                own.at,
                format!("{name} is not in {context}, but in {places}"),
            ));
        }
    }
    let typed = keymap.rows().find_map(|row| {
        let context = row.binding.context;
        let key = row.keys.iter().find(|key| key.types())?;
        context
            .is_typed_in()
            .then_some((*key, context, row.binding.action))
    });
    let place = |actions: [Action; 2]| {
        let of = own_keys.iter().filter(|own| actions.contains(&own.action));
        of.map(|own| own.at).max().unwrap_or_default()
    };
    if let Some((key, context, action)) = typed {
        let words = format!(
            "{key} cannot be {}: in {} it types a character",
            action.name(),
            context.name()
        );
        mistakes.push((place([action, action]), words));
    }
    for Conflict { key, one, other } in keymap.conflicts() {
        let words = format!(
            "the key {key} is both {} (in {}) and {} (in {})",
            one.1.name(),
            one.0.name(),
            other.1.name(),
            other.0.name()
        );
        mistakes.push((place([one.1, other.1]), words));
    }
}

/// That a word is not known, with the nearest that is, or with all.
fn unknown(what: &str, word: &str, known: impl Iterator<Item = &'static str> + Clone) -> String {
    let near = known
        .clone()
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .min()
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4);
    let word = terminal(word);
    if let Some((_, name)) = near {
        return format!("unknown {what} {word:?}; did you mean {name:?}?");
    }
    let known: Vec<&str> = known.collect();
    format!("unknown {what} {word:?}; it can be {}", known.join(", "))
}

/// The defaults, commented, as a file to begin with.
pub fn defaults() -> String {
    let mut text = String::from(
        "# The configuration of the screen of corslens. What is not set is as it is here.\n",
    );
    for setting in SETTINGS {
        let words = (setting.words)().join(", ");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n# {}:", setting.help);
        for line in wrapped(&words, 94) {
            let _ = writeln!(text, "#   {line}");
        }
        let _ = writeln!(text, "# {} = {}", setting.name, setting.default);
    }
    text.push_str(
        "\n# Keys: one or several for an action, in one place ([keys.list]) or in all where it has \
         any\n# ([keys]). An empty list takes the keys away.\n",
    );
    for line in wrapped(WRITING, 94) {
        let _ = writeln!(text, "#   {line}");
    }
    text.push_str("# [keys]\n# next-failure = [\"n\", \"Ctrl-n\"]\n");
    for context in Context::ALL {
        let _ = writeln!(text, "\n# [keys.{}]", context.name());
        for row in BINDINGS.iter().filter(|row| row.context == context) {
            let keys: Vec<String> = row
                .keys
                .iter()
                .map(|key| format!("{:?}", key.written()))
                .collect();
            let line = format!("# {} = [{}]", row.action.name(), keys.join(", "));
            let _ = writeln!(text, "{line:40}  # {}", row.help);
        }
    }
    text
}

/// Words in lines of no more than a width.
fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Result<Config, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        let name = path.display().to_string();
        load(&path).map_err(|mistakes| {
            let short = |line: String| line.replace(&name, "config.toml");
            mistakes.into_iter().map(short).collect()
        })
    }

    #[test]
    fn settings_are_read() {
        let config = read_all(
            "theme = \"light\"\nglyphs = 'ascii'\nmouse = false\ngroup = \"none\"\n\
             sort = \"url\"\nserver = \"nginx\"\n[keys]\nexport = \"E\"\nlist.down = [\"t\", \"Down\"]\n",
        )
        .unwrap();
        assert_eq!(config.theme, Some(ThemeName::Light));
        assert_eq!((config.ascii, config.mouse), (Some(true), Some(false)));
        assert_eq!(config.grouping, None);
        assert_eq!(config.order, Some(Order::Url));
        assert_eq!(STACKS[config.server.unwrap()].id, "nginx");
        let key = |text: &str| text.parse::<Key>().unwrap();
        for (pressed, context, action) in [
            ("E", Context::List, Some(Action::Export)),
            ("e", Context::List, None),
            ("t", Context::List, Some(Action::Down)),
            ("j", Context::Detail, Some(Action::Down)),
            ("j", Context::List, None),
        ] {
            assert_eq!(
                config.keymap.find(key(pressed), context),
                action,
                "{pressed}"
            );
        }
    }

    #[test]
    fn mistakes_name_the_line_and_what_may_be_there() {
        for (text, expected) in [
            (
                "theme = \"lihgt\"",
                "config.toml:1: unknown theme \"lihgt\"; did you mean \"light\"?",
            ),
            (
                "\n\nthem = 1",
                "config.toml:3: unknown setting \"them\"; did you mean \"theme\"?",
            ),
            (
                "sort = \"x\"",
                "config.toml:1: unknown sort \"x\"; it can be failures-first, recorded, url",
            ),
            ("mouse = 3", "config.toml:1: mouse is one of true, false"),
            (
                "[keys]\nexprot = \"E\"",
                "config.toml:2: unknown action \"exprot\"; did you mean \"export\"?",
            ),
            (
                "[keys.lists]\ndown = \"t\"",
                "config.toml:1: unknown place for keys \"lists\"; did you mean \"list\"?",
            ),
            (
                "[keys]\nexport = \"n\"",
                "config.toml:2: the key n is both next-failure (in panes) and export (in panes)",
            ),
            (
                "[keys]\nfilter.accept = \"x\"",
                "config.toml:2: x cannot be accept: in filter it types a character",
            ),
            (
                "[keys.filter]\ndown = \"Down\"",
                "config.toml:2: down is not in filter, but in list, detail, overview",
            ),
            ("theme = ", "config.toml:1: "),
        ] {
            let mistakes = read_all(text).unwrap_err();
            assert!(mistakes[0].starts_with(expected), "{text}: {mistakes:?}");
        }
        let mistakes = read_all("a = 1\n[keys]\nexport = \"jj\"\nopen = 2").unwrap_err();
        assert_eq!(mistakes.len(), 3, "{mistakes:?}");
        assert!(mistakes[1].starts_with("config.toml:3: \"jj\" is not a key; write"));
    }

    #[test]
    fn the_defaults_are_what_they_say() {
        let uncommented: String = defaults()
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.starts_with('[') || line.contains(" = "))
            .filter(|line| {
                *line != "[keys]" && !line.contains("Ctrl-n\"]") || line.contains("next match")
            })
            .fold(String::new(), |all, line| all + line + "\n");
        let config = read_all(&uncommented).unwrap();
        assert_eq!(config.keymap, Keymap::default());
        assert_eq!(config.theme, Some(ThemeName::Auto));
        assert_eq!(config.grouping, Some(GroupBy::Cause));
        assert_eq!(config.order, Some(Order::default()));
        assert_eq!(config.server, None);
        assert!(read_all(&defaults()).is_ok());
    }

    #[test]
    fn the_file_is_where_the_platform_keeps_such_files() {
        let of = |set: &'static [(&str, &str)]| {
            path(move |name| {
                let found = set.iter().find(|(its, _)| *its == name);
                found.map(|(_, value)| PathBuf::from(value))
            })
        };
        if cfg!(unix) {
            let expected = Some(PathBuf::from("/c/corslens/config.toml"));
            assert_eq!(of(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")]), expected);
            let expected = Some(PathBuf::from("/h/.config/corslens/config.toml"));
            assert_eq!(
                of(&[("XDG_CONFIG_HOME", "relative"), ("HOME", "/h")]),
                expected
            );
            assert_eq!(of(&[]), None);
        }
        assert_eq!(
            load(Path::new("/nonexistent/config.toml")),
            Ok(Config::default())
        );
    }
}
