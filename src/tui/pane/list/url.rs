//! URLs in the rows of the list: the host, and of the rest what tells the rows apart.

use crate::tui::text;

/// The path of a URL with what follows it.
pub fn path(url: &str) -> &str {
    let host = host(url);
    url.find(host).map_or(url, |at| &url[at + host.len()..])
}

/// The host of a URL with its port, or the URL where it has none.
pub fn host(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else {
        return url;
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
}

/// The URLs of rows that are seen together, each cut to `cells`: the query goes first and the
/// middle of the path next, unless they are what tells two rows apart.
pub fn fitted(urls: &[String], cells: usize) -> Vec<String> {
    let mut fitted: Vec<String> = urls.iter().map(|url| short(url, cells)).collect();
    for at in 0..urls.len() {
        let same = |other: &usize| fitted[*other] == fitted[at] && urls[*other] != urls[at];
        let alike: Vec<usize> = (at..urls.len())
            .filter(|other| *other == at || same(other))
            .collect();
        if alike.len() < 2 {
            continue;
        }
        let common = alike[1..]
            .iter()
            .map(|&other| in_common(&urls[at], &urls[other]))
            .min()
            .unwrap_or(0);
        for other in alike {
            fitted[other] = around(&urls[other], common, cells);
        }
    }
    fitted
}

/// A URL that fits: without its query if need be, then without its middle. The host and the end of
/// the path tell most.
fn short(url: &str, cells: usize) -> String {
    if text::width(url) <= cells {
        return url.to_owned();
    }
    let path = match url.split_once('?') {
        Some((path, _)) => format!("{path}?…"),
        None => url.to_owned(),
    };
    text::clip_middle(&path, cells)
}

/// How many bytes two texts have in common at their start.
fn in_common(one: &str, other: &str) -> usize {
    one.char_indices()
        .zip(other.chars())
        .find(|((_, a), b)| a != b)
        .map_or(one.len().min(other.len()), |((at, _), _)| at)
}

/// A URL cut so that what stands at a place is seen: its start, and what follows that place.
fn around(url: &str, place: usize, cells: usize) -> String {
    let mut start = place.min(url.len());
    // A few characters before it help to find one's way.
    for _ in 0..6 {
        start = url[..start]
            .char_indices()
            .next_back()
            .map_or(0, |(at, _)| at);
    }
    let head = text::clip(url, cells / 2).into_owned();
    if start < head.len() {
        return text::clip(url, cells).into_owned();
    }
    let rest = text::clip(&url[start..], cells.saturating_sub(text::width(&head))).into_owned();
    format!("{head}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_rows_apart_is_not_cut_away() {
        for (urls, cells, expected) in [
            (
                &["api.example/q?size=1", "api.example/q?size=2"][..],
                20,
                &["api.example/q?size=1", "api.example/q?size=2"][..],
            ),
            (
                &[
                    "api.example/q?page=shop&size=1",
                    "api.example/q?page=shop&size=2",
                ],
                20,
                &["api.examp…&size=1", "api.examp…&size=2"],
            ),
            (
                &[
                    "id.example/realms/one/json/realms/root/alpha",
                    "id.example/realms/two/json/realms/root/alpha",
                ],
                24,
                &["id.example/realms/one/j…", "id.example/realms/two/j…"],
            ),
            (
                &["api.example/long/path/of/words?token=1"],
                20,
                &["api.example…/words?…"],
            ),
        ] {
            let urls: Vec<String> = urls.iter().map(|url| (*url).to_owned()).collect();
            let shown = fitted(&urls, cells);
            for (shown, expected) in shown.iter().zip(expected) {
                assert!(text::width(shown) <= cells, "{shown}");
                assert_eq!(shown, expected);
            }
        }
    }

    #[test]
    fn the_host_of_a_url_has_no_user_in_it() {
        for (url, name, rest) in [
            ("https://a.example:8443/x?y", "a.example:8443", "/x?y"),
            ("https://user@a.example/x", "a.example", "/x"),
            ("not a url", "not a url", ""),
        ] {
            assert_eq!(host(url), name);
            assert_eq!(path(url), rest);
        }
    }
}
