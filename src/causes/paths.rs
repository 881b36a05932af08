//! Which paths a cause was seen on, in a few words.

use super::siblings::after_scheme;

/// How much of a path is shown.
const SHOWN: usize = 60;
/// How many paths are told apart; beyond that it is "many".
const COUNTED: usize = 100;

/// The paths of the exchanges of one cause.
#[derive(Debug, Default)]
pub(super) struct Paths {
    seen: Vec<String>,
}

impl Paths {
    pub(super) fn add(&mut self, path: &str) {
        if self.seen.len() < COUNTED && !self.seen.iter().any(|seen| seen == path) {
            self.seen.push(path.to_owned());
        }
    }

    /// Takes in the paths of later exchanges.
    pub(super) fn and(&mut self, later: &Self) {
        for path in &later.seen {
            self.add(path);
        }
    }

    /// ` on /v2/cart`, ` on /v2/cart and 3 more paths`; empty where there is not a path to name.
    pub(super) fn words(&self) -> String {
        let Some(first) = self.seen.first().filter(|path| !path.is_empty()) else {
            return String::new();
        };
        match self.seen.len() - 1 {
            0 => format!(" on {first}"),
            1 => format!(" on {first} and 1 more path"),
            more if self.seen.len() < COUNTED => format!(" on {first} and {more} more paths"),
            _ => format!(" on {first} and many more paths"),
        }
    }

    /// The folder at the root that all of them are in: `/api` of `/api/cart` and `/api/cart/9`.
    pub(super) fn folder(&self) -> Option<&str> {
        let folder = |path: &'_ str| -> Option<usize> {
            let end = path.get(1..)?.find('/')? + 1;
            (end + 1 < path.len()).then_some(end)
        };
        let first = self.seen.first()?;
        let own = &first[..folder(first)?];
        let all = self
            .seen
            .iter()
            .all(|path| folder(path).is_some_and(|end| path[..end] == *own));
        (all && self.seen.len() < COUNTED).then_some(own)
    }
}

/// The path of a URL, without its query; cut where it is long.
pub(super) fn path_of(url: &str) -> String {
    let rest = &url[after_scheme(url)..];
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    let path = path.split(['?', '#']).next().unwrap_or("/");
    super::cut(path, SHOWN)
}

/// The first segment of a path, which endpoints of one application commonly share: `/v2` of
/// `/v2/cart/items`.
pub(super) fn prefix_of(url: &str) -> &str {
    let rest = &url[after_scheme(url)..];
    let Some(slash) = rest.find('/') else {
        return "/";
    };
    let path = &rest[slash..];
    let end = path[1..]
        .find(['/', '?', '#'])
        .map_or(path.len(), |at| at + 1);
    &path[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_prefixes() {
        for (url, path, prefix) in [
            ("https://a.example/v2/cart?x=1", "/v2/cart", "/v2"),
            ("https://a.example", "/", "/"),
            ("https://a.example/", "/", "/"),
            ("https://a.example/x#y", "/x", "/x"),
            ("https://a.example/x?y/z", "/x", "/x"),
        ] {
            assert_eq!(path_of(url), path, "{url}");
            assert_eq!(prefix_of(url), prefix, "{url}");
        }
        assert_eq!(
            path_of(&format!("https://a.example/{}", "ü".repeat(99)))
                .chars()
                .count(),
            60
        );
    }

    #[test]
    fn a_folder_is_what_all_paths_are_in() {
        for (paths, folder) in [
            (&["/api/cart", "/api/cart/9"][..], Some("/api")),
            (&["/api/cart", "/v2/cart"], None),
            (&["/something/"], None),
            (&["/something"], None),
            (&["/api/cart", "/api"], None),
            (&["/"], None),
            (&[""], None),
            (&[], None),
        ] {
            let mut all = Paths::default();
            for path in paths {
                all.add(path);
            }
            assert_eq!(all.folder(), folder, "{paths:?}");
        }
    }

    #[test]
    fn paths_are_counted_once() {
        let mut paths = Paths::default();
        assert_eq!(paths.words(), "");
        paths.add("/a");
        paths.add("/a");
        assert_eq!(paths.words(), " on /a");
        paths.add("/b");
        paths.add("/c");
        assert_eq!(paths.words(), " on /a and 2 more paths");
    }
}
