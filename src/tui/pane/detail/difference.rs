//! What differs between two values, so that it can be marked inside them.

/// A stretch of a value, and whether the other value has it.
pub type Part<'a> = (&'a str, bool);

/// The two values in parts. Lists (names with commas between) are compared name by name, other
/// values by what they begin and end with.
pub fn parts<'a>(one: &'a str, other: &'a str, list: bool) -> (Vec<Part<'a>>, Vec<Part<'a>>) {
    if list {
        (listed(one, other), listed(other, one))
    } else {
        ends(one, other)
    }
}

fn listed<'a>(value: &'a str, other: &str) -> Vec<Part<'a>> {
    let members: Vec<&str> = other.split(',').map(str::trim).collect();
    let mut parts = Vec::new();
    for member in value.split_inclusive(',') {
        let name = member.trim_end_matches(',').trim();
        let start = member.find(name).unwrap_or(0);
        let known = name.is_empty() || members.iter().any(|m| m.eq_ignore_ascii_case(name));
        for (text, same) in [
            (&member[..start], true),
            (&member[start..start + name.len()], known),
            (&member[start + name.len()..], true),
        ] {
            if !text.is_empty() {
                parts.push((text, same));
            }
        }
    }
    parts
}

fn ends<'a>(one: &'a str, other: &'a str) -> (Vec<Part<'a>>, Vec<Part<'a>>) {
    let start: usize = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let end: usize = one[start..]
        .chars()
        .rev()
        .zip(other[start..].chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    // Two values that share only crumbs are simply different.
    let whole = |text: &str| start + end < text.len() / 4;
    let (start, end) = if whole(one) && whole(other) {
        (0, 0)
    } else {
        (start, end)
    };
    let cut = |text: &'a str| {
        let middle = text.len() - end;
        [
            (&text[..start], true),
            (&text[start..middle], false),
            (&text[middle..], true),
        ]
        .into_iter()
        .filter(|(part, _)| !part.is_empty())
        .collect()
    };
    (cut(one), cut(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(parts: &[Part<'_>]) -> String {
        parts
            .iter()
            .map(|(text, same)| {
                if *same {
                    (*text).to_owned()
                } else {
                    format!("[{text}]")
                }
            })
            .collect()
    }

    #[test]
    fn the_difference_is_found_inside_the_values() {
        for (one, other, list, marked_one, marked_other) in [
            (
                "https://shop.example/",
                "https://shop.example",
                false,
                "https://shop.example[/]",
                "https://shop.example",
            ),
            (
                "http://shop.example",
                "https://shop.example",
                false,
                "http://shop.example",
                "http[s]://shop.example",
            ),
            (
                "*",
                "https://shop.example",
                false,
                "[*]",
                "[https://shop.example]",
            ),
            ("GET, POST", "GET,PATCH", true, "GET, [POST]", "GET,[PATCH]"),
            ("X-A", "x-a, x-b", true, "X-A", "x-a, [x-b]"),
            ("", "true", false, "", "[true]"),
            ("日本", "日曜", false, "日[本]", "日[曜]"),
        ] {
            let (a, b) = parts(one, other, list);
            assert_eq!(
                (marked(&a).as_str(), marked(&b).as_str()),
                (marked_one, marked_other)
            );
        }
    }
}
