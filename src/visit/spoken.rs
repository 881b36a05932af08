//! Browsers print more than one line about a request: why they refused it, that it failed, with
//! its method and its status. Here they become one report.

use super::is_unread;
use crate::capture::statement::{About, Claim};
use crate::capture::{Browser, Capture, RefusalKind, RefusalKinds, Statement};
use crate::console::{Said, What, said};
use crate::http::Origin;

/// A second line stands no further behind the first than this many lines that say something. In
/// between are lines about other requests.
const FURTHEST: usize = 400;

/// How many lines may stand between Safari's reason and the line that names the URL.
const FURTHEST_NAME: usize = 3;

/// What the lines about one request say.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// Its lines: positions in [`Capture::statements`].
    pub lines: Vec<usize>,
    /// Which recording they stand in.
    pub recording: u16,
    /// Whose words they are.
    pub browser: Browser,
    /// The URL that was refused.
    pub url: Option<String>,
    /// The URL that the page asked for, where it is another.
    pub initial: Option<String>,
    /// The page, or the URL that redirected.
    page: Option<String>,
    /// The page's origin.
    pub origin: Option<String>,
    /// What asked for it, in the browser's words.
    pub kind: Option<String>,
    /// The method.
    pub method: Option<String>,
    /// The status of the response.
    pub status: Option<i32>,
    /// That it was refused: by one of these checks, and whether the preflight's response was.
    pub refused: Option<(RefusalKinds, Option<bool>)>,
    /// Whether there was a line that says that it failed.
    failed: bool,
    /// The error in that line.
    pub error: Option<String>,
    /// The header, the method or the value that the check names.
    pub subject: Option<String>,
    /// When, in microseconds since 1970.
    pub time: Option<i64>,
    /// Whether there was no more than a warning so far.
    warns: bool,
}

/// What the sentences of a capture say, a report for each request that they speak of. Those that
/// name no URL and find none are left out.
pub(super) fn reports(capture: &Capture) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    for (at, statement) in capture.statements.iter().enumerate() {
        let Claim::Words(words) = statement.claim else {
            continue;
        };
        if !is_unread(statement) {
            continue;
        }
        let Some(mut said) = said(capture.text(words)) else {
            continue;
        };
        if said.url.is_none() {
            said.url = capture.optional(statement.about.url).map(str::to_owned);
        }
        if !follows(&mut reports, at, &said) {
            reports.push(Report::of(at, statement, said));
        }
    }
    reports.retain(|report| !report.warns && (report.url.is_some() || report.initial.is_some()));
    reports
}

/// Whether a line is about the same request as one before it, which then holds it too.
fn follows(reports: &mut [Report], at: usize, said: &Said) -> bool {
    let earlier = reports.iter_mut().rev();
    // Safari gives the reason on one line and the URL on the next.
    if said.browser == Browser::WebKit && said.only_follows() && said.url.is_some() {
        let mut earlier = earlier.take(FURTHEST_NAME);
        let found = earlier.find(|report| {
            report.browser == Browser::WebKit && (report.url.is_none() || report.is_of(said))
        });
        return found.is_some_and(|report| report.add(at, said));
    }
    let mut earlier = earlier.take(FURTHEST);
    if !matches!(said.what, What::Failed(_)) {
        let found = earlier.find(|report| report.is_explained_by(at, said));
        return found.is_some_and(|report| report.add(at, said));
    }
    let found = match &said.url {
        Some(_) if said.only_follows() => earlier
            .find(|report| report.is_of(said) && (!report.failed || report.repeats(at, said))),
        // Another error is another request, but where the reason leads to it.
        Some(_) => earlier
            .find(|report| !report.failed && report.is_of(said) && report.explains_any_error()),
        None => earlier
            .next()
            .filter(|report| said.only_follows() && !report.failed && report.refused.is_some()),
    };
    match found {
        Some(report) => report.add(at, said),
        // Without a URL, nobody can tell what failed.
        None => said.url.is_none(),
    }
}

impl Report {
    fn of(at: usize, statement: &Statement, said: Said) -> Self {
        let failed = matches!(said.what, What::Failed(_));
        let (refused, error) = match said.what {
            What::Refused { kinds, preflight } => (Some((kinds, preflight)), None),
            What::Failed(error) => (None, error),
        };
        Self {
            lines: vec![at],
            recording: statement.recording,
            browser: said.browser,
            url: said.url,
            initial: said.initial,
            origin: said.origin,
            page: said.page,
            kind: said.kind,
            method: said.method,
            status: said.status,
            refused,
            failed,
            error,
            subject: said.subject,
            time: statement.about.time,
            warns: said.warns,
        }
    }

    /// Takes in a second line.
    fn add(&mut self, at: usize, said: &Said) -> bool {
        self.lines.push(at);
        self.warns = false;
        if self.page.is_some() && self.page == said.url {
            // What failed is not the page, so that it was the URL that redirected.
            self.initial = self.page.take();
            let redirect = RefusalKinds::of(&[RefusalKind::RedirectScheme]);
            self.refused = self
                .refused
                .map(|(kinds, phase)| match kinds.shared(redirect) {
                    shared if shared.is_empty() => (kinds, phase),
                    shared => (shared, phase),
                });
        }
        self.url = self.url.take().or_else(|| said.url.clone());
        self.method = self.method.take().or_else(|| said.method.clone());
        self.status = self.status.or(said.status);
        if let What::Failed(error) = &said.what {
            self.failed = true;
            self.error.clone_from(error);
        }
        true
    }

    /// Whether a line names the same URL, as it was asked for or as it was refused.
    fn is_of(&self, said: &Said) -> bool {
        let url = said.url.as_deref();
        let own = [&self.url, &self.initial, &self.page];
        url.is_some() && own.iter().any(|own| own.as_deref() == url)
    }

    /// Whether the line says what came of a warning, or what else was wrong with a response that
    /// redirected a preflight: Firefox goes on to check it.
    fn is_explained_by(&self, at: usize, said: &Said) -> bool {
        let What::Refused { kinds, .. } = said.what else {
            return false;
        };
        let opaque = RefusalKinds::of(&[RefusalKind::OpaqueResponseBlocked]);
        let redirected = RefusalKinds::of(&[RefusalKind::PreflightRedirect]);
        let own = self.refused.map(|(kinds, _)| kinds);
        self.is_of(said)
            && ((self.warns && kinds == opaque)
                || (self.browser == Browser::Firefox
                    && said.browser == Browser::Firefox
                    && !self.failed
                    && self.is_just_before(at)
                    && own == Some(redirected)
                    && kinds != redirected))
    }

    /// Whether Firefox says once more, on the next line, that what it refused did not succeed.
    fn repeats(&self, at: usize, said: &Said) -> bool {
        said.browser == Browser::Firefox && self.refused.is_some() && self.is_just_before(at)
    }

    fn is_just_before(&self, at: usize) -> bool {
        self.lines.last().is_some_and(|last| last + 1 == at)
    }

    /// Whether the check that it names shows as an error of its own.
    fn explains_any_error(&self) -> bool {
        let cors = [
            RefusalKind::MixedContent,
            RefusalKind::ContentSecurityPolicy,
            RefusalKind::OpaqueResponseBlocked,
            RefusalKind::LocalNetworkAccess,
            RefusalKind::CorpSameOrigin,
            RefusalKind::CorpSameSite,
            RefusalKind::CoepCorp,
            RefusalKind::BlockedByClient,
        ];
        self.refused
            .is_some_and(|(kinds, _)| kinds.iter().any(|kind| cors.contains(&kind)))
    }

    /// The URL that the page asked for, as far as the lines tell.
    pub(super) fn asked(&self) -> &str {
        let asked = self.initial.as_deref().or(self.url.as_deref());
        asked.unwrap_or("")
    }

    /// Whether its status is that of the response itself, and not of a preflight's.
    pub(super) fn is_of_the_response(&self) -> bool {
        self.refused
            .is_none_or(|(_, preflight)| preflight == Some(false))
    }

    /// What a capture is told: who the lines are about.
    pub(super) fn about(&self, capture: &mut Capture) -> About {
        let mut text = |text: &Option<String>| capture.strings.intern(text.as_deref()?);
        About {
            entry: None,
            url: text(&self.url),
            initial: text(&self.initial),
            method: text(&self.method),
            origin: text(&self.origin),
            kind: text(&self.kind),
            status: self.status,
            time: self.time,
        }
    }

    /// The checks that it may have been, by the value that the line names: Firefox has one wording
    /// for several.
    pub(super) fn by_value(&self, kinds: RefusalKinds) -> RefusalKinds {
        let matching = RefusalKinds::of(&[
            RefusalKind::AllowOriginMultiple,
            RefusalKind::AllowOriginInvalid,
            RefusalKind::AllowOriginMismatch,
        ]);
        let Some(value) = self.subject.as_deref().filter(|_| kinds == matching) else {
            return kinds;
        };
        let kind = if value.contains(',') {
            RefusalKind::AllowOriginMultiple
        } else if value == "null" || value == "(null)" || is_origin(value) {
            RefusalKind::AllowOriginMismatch
        } else {
            RefusalKind::AllowOriginInvalid
        };
        RefusalKinds::of(&[kind])
    }
}

/// Whether a value is an origin, or one with a slash or a path too many.
fn is_origin(value: &str) -> bool {
    matches!(Origin::of_url(value), Some(Origin::Tuple(_)))
}
