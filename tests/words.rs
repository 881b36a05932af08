//! Plain English in what people read: every string of the source that looks like prose, and the
//! documentation of rules and causes, against a list of words that we do not use.
//!
//! `WORDS=1 cargo test --test words -- --nocapture` prints all of them, to be read from top to
//! bottom.

use std::fs;
use std::path::{Path, PathBuf};

/// A word or phrase, and what we say instead.
const AVOIDED: &[(&str, &str)] = &[
    ("answer", "response"),
    ("answers", "responds, responses"),
    ("answered", "responded"),
    ("answering", "responding"),
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("mending", "fixing"),
    ("is no", "is not a"),
    ("are no", "are not"),
    ("was no", "was not a"),
    ("asks nobody", "does not enforce CORS"),
    ("did not like", "failed the check"),
    ("letter by letter", "character for character"),
    ("letter for letter", "character for character"),
    ("byte for byte", "character for character"),
    ("in capitals", "in upper case"),
    ("capital letters", "upper case"),
    ("small letters", "lower case"),
    ("stands", "is"),
    ("stand", "are"),
    ("stood", "was"),
    ("in circles", "in a loop"),
    ("for want of", "because … is missing"),
    ("is not a thing", "is not supported"),
    ("has not", "does not have"),
    ("knows nothing of", "does not support"),
    ("nothing is known of", "unknown"),
    ("led astray", "say what happened"),
    ("hands out", "returns"),
    ("gave out", "returned"),
    ("seldom", "rarely"),
    ("shall", "must, should"),
    ("beside that", "also"),
    ("come about", "happen"),
    ("comes about", "happens"),
    ("lets nobody in", "allows nobody"),
    ("whoever", "everyone who, the one who"),
];

/// A text, and where it is.
struct Said {
    file: String,
    line: usize,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Files that only tests use.
fn is_of_tests(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name.ends_with("tests") || matches!(&*name, "testing" | "cases" | "sessions" | "oracle")
}

fn all() -> Vec<Said> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut found = Vec::new();
    for path in files.iter().filter(|path| !is_of_tests(path)) {
        let file = path.strip_prefix(root()).unwrap().display().to_string();
        let source = fs::read_to_string(path).unwrap();
        // Tests come last in a file.
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
        found.extend(strings(source).into_iter().map(|(line, text)| Said {
            file: file.clone(),
            line,
            text,
        }));
        found.extend(declared(source).into_iter().map(|(line, text)| Said {
            file: file.clone(),
            line,
            text,
        }));
    }
    found
}

/// The strings that look like prose, with their lines.
fn strings(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let bytes = source.as_bytes();
    let (mut at, mut line) = (0, 1);
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => line += 1,
            b'/' if source[at..].starts_with("//") => {
                at += source[at..].find('\n').unwrap_or(source.len() - at);
                continue;
            }
            // A character, such as '"'.
            b'\'' if bytes.get(at + 2) == Some(&b'\'') => at += 2,
            b'\'' if bytes.get(at + 1) == Some(&b'\\') => {
                at += 2 + source[at + 2..].find('\'').unwrap_or(0);
            }
            b'"' => {
                let (start, mut text) = (line, String::new());
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    if bytes[at] == b'\\' && bytes.get(at + 1) == Some(&b'\n') {
                        // The rest of the text goes on in the next line.
                        line += 1;
                        at += 2;
                        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                            line += usize::from(bytes[at] == b'\n');
                            at += 1;
                        }
                        continue;
                    }
                    if bytes[at] == b'\\' {
                        text.push(if bytes.get(at + 1) == Some(&b'n') {
                            '\n'
                        } else {
                            ' '
                        });
                        at += 2;
                        continue;
                    }
                    line += usize::from(bytes[at] == b'\n');
                    let c = source[at..].chars().next().unwrap();
                    text.push(c);
                    at += c.len_utf8();
                }
                if is_prose(&text) {
                    found.push((start, text));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Whether a text has two words of small letters next to each other.
fn is_prose(text: &str) -> bool {
    let is_word = |word: &&str| {
        word.len() > 1
            && word
                .trim_matches(|c: char| c.is_ascii_punctuation())
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'\'')
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| pair.iter().all(is_word))
}

/// The documentation that is data: of rules and causes.
fn declared(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (number, line) in source.lines().enumerate() {
        if line.starts_with("declare_rule!") || line.starts_with("declare_cause!") {
            inside = true;
        }
        inside &= line != "}";
        if inside && let Some(text) = line.trim_start().strip_prefix("/// ") {
            found.push((number + 1, text.to_owned()));
        }
    }
    found
}

/// The first phrase of the list that a text has, between other letters than its own.
fn avoided(text: &str) -> Option<&'static (&'static str, &'static str)> {
    let text = text.to_lowercase();
    AVOIDED.iter().find(|(phrase, _)| {
        text.match_indices(phrase).any(|(at, found)| {
            let (before, after) = (&text[..at], &text[at + found.len()..]);
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            // "there is no header", "is no longer" and "stands for" are as they should be; and to
            // answer OPTIONS is what people look for and say.
            let fine = (phrase.ends_with(" no")
                && (before.ends_with("there ") || after.starts_with(" longer")))
                || (*phrase == "answer" && after.starts_with(" options"))
                || (phrase.starts_with("stand") && after.starts_with(" for "));
            !letter(before.chars().next_back())
                && !letter(after.chars().next())
                && !after.starts_with(" longer")
                && !fine
        })
    })
}

#[test]
fn all_that_people_read_uses_plain_words() {
    let mut wrong = Vec::new();
    for said in all() {
        if let Some((phrase, instead)) = avoided(&said.text) {
            wrong.push(format!(
                "{}:{}: \"{phrase}\" ({instead}): {}",
                said.file,
                said.line,
                said.text.split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[expect(clippy::print_stdout, reason = "the list is there to be read")]
fn strings_of_the_whole_program_can_be_listed() {
    let all = all();
    assert!(all.len() > 1000, "{}", all.len());
    if std::env::var_os("WORDS").is_some() {
        for said in &all {
            let mark = if avoided(&said.text).is_some() {
                "!"
            } else {
                " "
            };
            let text = said.text.split_whitespace().collect::<Vec<_>>().join(" ");
            println!("{mark} {}:{}: {text}", said.file, said.line);
        }
    }
}

#[test]
fn strings_are_found_in_source() {
    let source = "const A: &str = \"one two\"; // \"not this\"\nlet b = '\"'; \
                  f(\"GET\", \"three \\\n   four\");\n";
    let found = strings(source);
    assert_eq!(
        found,
        [(1, "one two".to_owned()), (2, "three four".to_owned())]
    );
}

#[test]
fn avoided_words_are_found_whole() {
    for (text, found) in [
        ("The answer came", true),
        ("unanswered", false),
        ("Answer OPTIONS in nginx", false),
        ("Answer it in nginx", true),
        ("this is no CORS error", true),
        ("there is no header", false),
        ("it is no longer there", false),
        ("standard", false),
        ("It stands alone", true),
        ("`*` stands for any text", false),
    ] {
        assert_eq!(avoided(text).is_some(), found, "{text}");
    }
}

/// The documents that people read.
const DOCUMENTS: &[&str] = &[
    ".",
    "docs",
    "benches",
    "fixtures",
    "fixtures/real",
    "tests/lab",
    "tests/stacks",
];

#[test]
fn documents_use_plain_words() {
    let mut wrong = Vec::new();
    for folder in DOCUMENTS {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            // Rows of a table of recordings hold names of other projects.
            let lines = text.lines().enumerate();
            for (number, line) in lines.filter(|(_, line)| !line.starts_with("| `")) {
                if let Some((phrase, instead)) = avoided(line) {
                    let file = path.strip_prefix(root()).unwrap().display();
                    wrong.push(format!(
                        "{file}:{}: \"{phrase}\" ({instead}): {line}",
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
