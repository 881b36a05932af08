//! How the page made a request: by `fetch()`, with an `XMLHttpRequest`, an `EventSource`, or as an
//! element. What is written for the page is written in those terms.

use crate::http::HeaderList;
use crate::verdict::Brief;

/// How the page made a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Fetch,
    Xhr,
    EventSource,
    Image,
    Script,
    Style,
    Font,
    Media,
    Manifest,
    /// The capture does not say: one of the first three.
    Open,
}

impl Way {
    /// How the page made the request of an exchange.
    pub(super) fn of(brief: &Brief<'_>) -> Self {
        let capture = brief.capture;
        brief.observed.hops.first().map_or(Self::Open, |first| {
            let kind = capture.optional(first.entry.resource_type);
            Self::named(kind.unwrap_or(""), &first.request)
        })
    }

    /// How a request was made that the recorder gives that kind.
    pub(super) fn named(kind: &str, request: &HeaderList<'_>) -> Self {
        let dest = || request.first("Sec-Fetch-Dest").unwrap_or("");
        match kind {
            "fetch" => Self::Fetch,
            "xhr" => Self::Xhr,
            "eventsource" => Self::EventSource,
            "image" => Self::Image,
            "script" => Self::Script,
            "stylesheet" => Self::Style,
            "font" => Self::Font,
            "media" => Self::Media,
            "manifest" => Self::Manifest,
            _ => match dest() {
                "image" => Self::Image,
                "script" => Self::Script,
                "style" => Self::Style,
                "font" => Self::Font,
                "audio" | "video" => Self::Media,
                "manifest" => Self::Manifest,
                _ if request.first("X-Requested-With") == Some("XMLHttpRequest") => Self::Xhr,
                _ if request.first("Accept") == Some("text/event-stream") => Self::EventSource,
                _ => Self::Open,
            },
        }
    }

    /// Whether an element or a style sheet loads it, which can send no header of its own.
    pub(super) const fn is_element(self) -> bool {
        matches!(
            self,
            Self::Image | Self::Script | Self::Style | Self::Font | Self::Media | Self::Manifest
        )
    }

    /// The request without cookies.
    pub(super) const fn without_credentials(self) -> &'static str {
        match self {
            Self::Fetch => "fetch(url, { credentials: \"omit\" })",
            Self::Xhr => {
                "xhr.withCredentials = false      // axios and Angular: no withCredentials: true"
            }
            Self::EventSource => "new EventSource(url)             // no { withCredentials: true }",
            Self::Image => {
                "<img src=\"…\" crossorigin=\"anonymous\">      <!-- not use-credentials -->"
            }
            Self::Script => {
                "<script src=\"…\" crossorigin=\"anonymous\"></script>      <!-- not use-credentials -->"
            }
            Self::Style => {
                "<link rel=\"stylesheet\" href=\"…\" crossorigin=\"anonymous\">      <!-- not use-credentials -->"
            }
            Self::Font => {
                "<link rel=\"preload\" as=\"font\" href=\"…\" crossorigin=\"anonymous\">      <!-- not use-credentials -->"
            }
            Self::Media => {
                "<video src=\"…\" crossorigin=\"anonymous\"></video>      <!-- not use-credentials -->"
            }
            Self::Manifest => {
                "<link rel=\"manifest\" href=\"…\">      <!-- no crossorigin=\"use-credentials\" -->"
            }
            Self::Open => {
                "fetch(url, { credentials: \"omit\" })   // XMLHttpRequest: withCredentials = false; \
                 EventSource: no { withCredentials: true }"
            }
        }
    }

    /// The request for a URL, which is plain ([`super::remedy::shown`]).
    pub(super) fn request(self, url: &str) -> String {
        match self {
            Self::Fetch | Self::Open => format!("fetch(\"{url}\")"),
            Self::Xhr => format!(
                "xhr.open(method, \"{url}\")      // or the URL that axios, jQuery … is given"
            ),
            Self::EventSource => format!("new EventSource(\"{url}\")"),
            Self::Image => format!("<img crossorigin src=\"{url}\">"),
            Self::Script => format!("<script crossorigin src=\"{url}\"></script>"),
            Self::Style => format!("<link rel=\"stylesheet\" crossorigin href=\"{url}\">"),
            Self::Font => format!("@font-face {{ src: url(\"{url}\"); … }}"),
            Self::Media => format!("<video crossorigin src=\"{url}\"></video>"),
            Self::Manifest => format!("<link rel=\"manifest\" href=\"{url}\">"),
        }
    }

    /// The request with a method in capitals.
    pub(super) fn with_method(self, method: &str) -> String {
        match self {
            Self::Xhr => format!("xhr.open(\"{method}\", url)"),
            _ => format!("fetch(url, {{ method: \"{method}\" }})"),
        }
    }

    /// The element that loads with CORS.
    pub(super) const fn with_crossorigin(self) -> &'static str {
        match self {
            Self::Script => {
                "<script src=\"…\" crossorigin=\"anonymous\"></script>      <!-- on every use of this URL -->"
            }
            Self::Style => {
                "<link rel=\"stylesheet\" href=\"…\" crossorigin=\"anonymous\">      <!-- on every use of this URL -->"
            }
            Self::Font => {
                "<link rel=\"preload\" as=\"font\" href=\"…\" crossorigin=\"anonymous\">      <!-- on every use of this URL -->"
            }
            Self::Media => {
                "<video src=\"…\" crossorigin=\"anonymous\"></video>      <!-- on every use of this URL -->"
            }
            _ => {
                "<img src=\"…\" crossorigin=\"anonymous\">      <!-- on every use of this URL; new Image(): img.crossOrigin = \"anonymous\" before src -->"
            }
        }
    }

    /// How a request is made past what the browser's cache holds.
    pub(super) const fn past_the_cache(self) -> &'static str {
        match self {
            Self::Fetch | Self::Open => {
                "fetch(url, { cache: \"no-store\" })          // or another query: url + \"?cors\""
            }
            Self::Xhr => {
                "xhr.open(\"GET\", url + \"?cors\")              // another query: another copy"
            }
            _ => "url + \"?cors\"                              // another query: another copy",
        }
    }

    /// What an example for `fetch()` looks like in these terms; empty where it is one, or where
    /// nothing in it differs.
    pub(super) fn instead_of_fetch(self, text: &str) -> &'static str {
        if !text.contains("fetch(") {
            return "";
        }
        let headers = text.contains("headers: {");
        let cookies = text.contains("credentials: \"include\"");
        match self {
            Self::Xhr if headers => "// XMLHttpRequest: xhr.setRequestHeader(name, value)\n",
            Self::Xhr if cookies => "// XMLHttpRequest: xhr.withCredentials = true\n",
            Self::EventSource if headers => {
                "// an EventSource can send no header: read the stream with fetch() (response.body)\n"
            }
            Self::EventSource if cookies => "new EventSource(url, { withCredentials: true })\n",
            _ if self.is_element() && headers => {
                "// an element can send no header: load it with fetch(), and show it with \
                 URL.createObjectURL(await response.blob())\n"
            }
            _ if self.is_element() && cookies => {
                "<img src=\"…\" crossorigin=\"use-credentials\">      <!-- other elements alike -->\n"
            }
            _ => "",
        }
    }
}
