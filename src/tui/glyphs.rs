//! The signs of the screen on terminals that know no more than ASCII.

use ratatui::buffer::Buffer;

/// Our own signs, each one cell wide, with what stands for them.
const SIGNS: &[(&str, &str)] = &[
    ("✗", "x"),
    ("✓", "+"),
    ("▸", ">"),
    ("▾", "v"),
    ("›", ">"),
    ("↪", "\\"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("≠", "#"),
    ("…", "~"),
    ("–", "-"),
    ("—", "-"),
    ("·", "."),
    ("“", "\""),
    ("”", "\""),
    ("─", "-"),
    ("━", "="),
    ("╌", "."),
    ("│", "|"),
    ("┬", "+"),
    ("╭", "+"),
    ("╮", "+"),
    ("╰", "+"),
    ("╯", "+"),
    ("▇", "#"),
    ("\u{a0}", " "),
];

/// Whether a terminal of this name in this locale shows no more than ASCII. A locale that is not
/// set says nothing.
#[must_use]
pub fn wanted(term: Option<&str>, locale: Option<&str>) -> bool {
    let old = matches!(term, Some("linux" | "vt100" | "vt102" | "vt220" | "ansi"));
    let unicode = |locale: &str| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    old || locale.is_some_and(|locale| !locale.is_empty() && !unicode(locale))
}

/// Replaces our own signs in what was drawn.
pub fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let sign = SIGNS.iter().find(|(sign, _)| *sign == cell.symbol());
        if let Some((_, plain)) = sign {
            cell.set_symbol(plain);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_terminals_and_locales_without_unicode_get_ascii() {
        for (term, locale, ascii) in [
            (Some("xterm-256color"), Some("en_US.UTF-8"), false),
            (Some("xterm-256color"), Some("C.utf8"), false),
            (Some("xterm-256color"), Some("C"), true),
            (Some("xterm-256color"), Some("POSIX"), true),
            (Some("xterm-256color"), Some("de_DE.ISO-8859-1"), true),
            (Some("xterm-256color"), None, false),
            (Some("xterm-256color"), Some(""), false),
            (Some("linux"), Some("en_US.UTF-8"), true),
            (Some("vt100"), None, true),
        ] {
            assert_eq!(wanted(term, locale), ascii, "{term:?} {locale:?}");
        }
    }
}
