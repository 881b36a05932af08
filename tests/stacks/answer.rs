//! A response, and what must hold of it.

use corslens::fixes::Policy;

/// The headers of these lines, up to the empty one.
pub(super) fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

/// A response, and the request that it answers.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) request: String,
}

impl Answer {
    pub(super) fn parse(request: &str, text: &str) -> Self {
        let mut lines = text.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        Self {
            status: status.and_then(|s| s.parse().ok()).unwrap_or(0),
            headers: headers(lines),
            request: request.to_owned(),
        }
    }

    fn lines(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The CORS check, and `Vary` where the origin is echoed and a cache may keep the answer.
    #[track_caller]
    pub(super) fn grants(&self, policy: &Policy, origin: &str) {
        let everybody = self.passes(policy, origin);
        let no_store = self.lines("Cache-Control").join(",").contains("no-store");
        if !everybody && !no_store {
            self.lists("Vary", "Origin");
        }
    }

    /// The CORS check of the Fetch standard; whether everybody passes it.
    #[track_caller]
    fn passes(&self, policy: &Policy, origin: &str) -> bool {
        let granted = self.lines("Access-Control-Allow-Origin");
        let everybody = policy.any_origin() && granted == ["*"];
        assert!(everybody || granted == [origin], "{self:?}");
        if policy.credentials() {
            assert_eq!(
                self.lines("Access-Control-Allow-Credentials"),
                ["true"],
                "{self:?}"
            );
        }
        everybody
    }

    #[track_caller]
    pub(super) fn grants_preflight(&self, policy: &Policy, origin: &str, method: &str) {
        assert!((200..300).contains(&self.status), "{self:?}");
        // No cache keeps answers to OPTIONS, so they need no `Vary`.
        self.passes(policy, origin);
        if !matches!(method, "GET" | "HEAD" | "POST") {
            let methods = self.lines("Access-Control-Allow-Methods").join(",");
            let listed = methods.split(',').any(|m| m.trim() == method);
            assert!(listed, "{method}: {self:?}");
        }
        for name in policy.request_headers() {
            self.lists("Access-Control-Allow-Headers", name);
        }
        if let Some(seconds) = policy.max_age() {
            assert_eq!(
                self.lines("Access-Control-Max-Age"),
                [seconds.to_string()],
                "{self:?}"
            );
        }
    }

    /// Neither this origin nor everybody.
    #[track_caller]
    pub(super) fn grants_nothing(&self, origin: &str) {
        assert_ne!(self.status, 0, "no answer: {self:?}");
        for value in self.lines("Access-Control-Allow-Origin") {
            assert!(
                value != "*" && (origin.is_empty() || value != origin),
                "{self:?}"
            );
        }
    }

    #[track_caller]
    pub(super) fn lists(&self, header: &str, element: &str) {
        let found = self
            .lines(header)
            .iter()
            .flat_map(|line| line.split(','))
            .any(|e| e.trim().eq_ignore_ascii_case(element));
        assert!(found, "{header} lacks {element}: {self:?}");
    }
}
