//! What each browser prints in its console for a refusal, word for word.
//!
//! Chromium's and Firefox's lines are as recorded from Chromium 156 and Firefox 153; WebKit's
//! follow its source and users' reports.

use crate::fetch::local_network::AddressSpace;
use crate::fetch::preflight::Grants;
use crate::fetch::{Refusal, RefusalKind};
use crate::http::header::Extracted;
use crate::http::{HeaderList, Origin};

/// What the lines are filled with.
#[derive(Debug, Clone)]
pub struct Blame<'a> {
    /// The check that said no.
    pub refusal: Refusal,
    /// The URL that was asked when it said no.
    pub url: &'a str,
    /// Where the response redirects to.
    pub location: Option<&'a str>,
    /// The URL that the page asked for.
    pub first_url: &'a str,
    /// The page's origin, serialised.
    pub origin: &'a str,
    /// What asked for it.
    pub initiator: Initiator,
    /// The status of the response that was refused.
    pub status: i32,
    /// The headers of the response that was refused.
    pub response: &'a HeaderList<'a>,
    /// The method that the preflight asked for.
    pub method: &'a str,
    /// The headers that are not allowed, sorted.
    pub missing: Vec<&'a str>,
    /// How near the host is, where that is known.
    pub space: Option<AddressSpace>,
    /// Whether its preflight passed, in a recording of Firefox and over HTTP/1.1.
    pub after_preflight: bool,
    /// Whether it is known to be no CORS request.
    pub no_cors: bool,
}

impl Blame<'_> {
    /// Whether browsers have no word of CORS for its failure: it was no CORS request, or stayed at
    /// the page's own origin.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        let at_home =
            |url: &str| Origin::of_url(url).is_some_and(|origin| origin.serialize() == self.origin);
        self.no_cors || (at_home(self.first_url) && at_home(self.url))
    }
}

/// What asked for a resource, in the words of Chromium's console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Initiator {
    /// `fetch()`.
    Fetch,
    /// `XMLHttpRequest`.
    Xhr,
    /// A script element or a module.
    Script,
    /// A style sheet.
    Style,
    /// An image.
    Image,
    /// A font.
    Font,
    /// Sound or film.
    Media,
    /// `EventSource`, beacons and everything else.
    Other,
}

impl Initiator {
    const fn words(self) -> &'static str {
        match self {
            Self::Fetch => "fetch",
            Self::Xhr => "XMLHttpRequest",
            Self::Script => "script",
            Self::Style => "CSS stylesheet",
            Self::Image => "image",
            Self::Font => "font",
            Self::Media => "video",
            Self::Other => "resource",
        }
    }
}

impl Blame<'_> {
    /// Whether the page came over plain http from elsewhere: browsers then do not even ask.
    fn is_insecure_page(&self) -> bool {
        Origin::of_url(self.origin).is_some_and(|origin| !origin.is_potentially_trustworthy())
    }

    fn allow_origin(&self) -> String {
        self.response
            .get("Access-Control-Allow-Origin")
            .unwrap_or_default()
            .into_owned()
    }

    /// Firefox passes over empty lines where there are others.
    fn allow_origin_without_empty_lines(&self) -> String {
        let lines: Vec<&str> = self.response.lines("Access-Control-Allow-Origin").collect();
        let kept: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        kept.join(", ")
    }

    fn allow_credentials(&self) -> String {
        self.response
            .get("Access-Control-Allow-Credentials")
            .unwrap_or_default()
            .into_owned()
    }

    /// The missing header that Chromium names: it goes through the request's headers in their own
    /// order, in which `Content-Type` comes last.
    fn first_missing_of_request(&self) -> Option<&str> {
        let other = self
            .missing
            .iter()
            .find(|name| !name.eq_ignore_ascii_case("content-type"));
        other.or(self.missing.first()).copied()
    }

    fn invalid_token(&self) -> &str {
        let grants = Grants::of(self.response);
        let list = match self.refusal.kind {
            RefusalKind::AllowMethodsInvalid => grants.methods,
            _ => grants.headers,
        };
        match list {
            Extracted::Failure { token } => token,
            Extracted::Absent | Extracted::List(_) => "",
        }
    }
}

/// Chromium's line.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "one short arm for each kind of refusal"
)]
pub fn chromium(blame: &Blame<'_>) -> Option<String> {
    use crate::fetch::Phase;
    use RefusalKind as K;
    // The page's own setting is named to those who can change it.
    let with_credentials = if blame.initiator == Initiator::Xhr {
        " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the \
         withCredentials attribute."
    } else {
        ""
    };
    let advice = if blame.initiator == Initiator::Fetch {
        " Have the server send the header with a valid value."
    } else {
        ""
    };
    let mut checks_access = true;
    let reason = match blame.refusal.kind {
        K::AllowOriginMissing => {
            "No 'Access-Control-Allow-Origin' header is present on the requested resource."
                .to_owned()
        }
        K::AllowOriginWildcardWithCredentials => format!(
            "The value of the 'Access-Control-Allow-Origin' header in the response must not be \
             the wildcard '*' when the request's credentials mode is 'include'.{with_credentials}"
        ),
        K::AllowOriginMultiple => format!(
            "The 'Access-Control-Allow-Origin' header contains multiple values '{}', but only one \
             is allowed.{advice}",
            blame.allow_origin()
        ),
        K::AllowOriginInvalid => format!(
            "The 'Access-Control-Allow-Origin' header contains the invalid value '{}'.{advice}",
            blame.allow_origin()
        ),
        K::AllowOriginMismatch => format!(
            "The 'Access-Control-Allow-Origin' header has a value '{}' that is not equal to the \
             supplied origin.{advice}",
            blame.allow_origin()
        ),
        K::AllowCredentialsNotTrue => format!(
            "The value of the 'Access-Control-Allow-Credentials' header in the response is '{}' \
             which must be 'true' when the request's credentials mode is \
             'include'.{with_credentials}",
            blame.allow_credentials()
        ),
        K::PreflightStatusNotOk => "It does not have HTTP ok status.".to_owned(),
        K::PreflightRedirect => "Redirect is not allowed for a preflight request.".to_owned(),
        kind => {
            checks_access = false;
            match kind {
                K::AllowMethodsInvalid => "Cannot parse Access-Control-Allow-Methods response \
                                           header field in preflight response."
                    .to_owned(),
                K::AllowHeadersInvalid => "Cannot parse Access-Control-Allow-Headers response \
                                           header field in preflight response."
                    .to_owned(),
                K::MethodNotAllowed => format!(
                    "Method {} is not allowed by Access-Control-Allow-Methods in preflight \
                     response.",
                    blame.method
                ),
                K::HeaderNotAllowed | K::AuthorizationNotCovered => format!(
                    "Request header field {} is not allowed by Access-Control-Allow-Headers in \
                     preflight response.",
                    blame.first_missing_of_request()?
                ),
                // Version 156 prints the location empty.
                K::RedirectContainsCredentials => {
                    "Redirect location '' contains a username and password, which is disallowed \
                     for cross-origin requests."
                        .to_owned()
                }
                K::DisallowedByMode => {
                    "Cross origin requests are not allowed by request mode.".to_owned()
                }
                K::SchemeNotSupported => "Cross origin requests are only supported for protocol \
                                          schemes: chrome, chrome-experimental-site-token-provider, \
                                          chrome-extension, chrome-untrusted, data, http, https, \
                                          isolated-app."
                    .to_owned(),
                K::LocalNetworkAccess => {
                    let space = blame.space.map_or("unknown", AddressSpace::word);
                    if blame.is_insecure_page() {
                        format!(
                            "The request client is not a secure context and the resource is in \
                             more-private address space `{space}`."
                        )
                    } else {
                        format!(
                            "Permission was denied for this request to access the `{space}` \
                             address space."
                        )
                    }
                }
                _ => return None,
            }
        }
    };
    let preflight = if checks_access && blame.refusal.phase == Phase::Preflight {
        "Response to preflight request doesn't pass access control check: "
    } else {
        ""
    };
    let redirected = if blame.refusal.hop > 0 {
        format!(" (redirected from '{}')", blame.first_url)
    } else {
        String::new()
    };
    Some(format!(
        "Access to {} at '{}'{redirected} from origin '{}' has been blocked by CORS policy: \
         {preflight}{reason}",
        blame.initiator.words(),
        blame.url,
        blame.origin,
    ))
}

/// Firefox's line.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "one short arm for each kind of refusal"
)]
pub fn firefox(blame: &Blame<'_>) -> Option<String> {
    use RefusalKind as K;
    match super::codes::firefox_in_context(blame) {
        Some("SOP") if blame.refusal.kind == K::RedirectScheme => {
            return Some(format!(
                "Security Error: Content at {} may not load or link to {}.",
                blame.url, blame.location?
            ));
        }
        Some("CSS Loader") => {
            return Some(format!(
                "The stylesheet {} was not loaded because its MIME type, “{}”, is not “text/css”.",
                blame.url,
                blame.response.get("Content-Type").unwrap_or_default()
            ));
        }
        _ => {}
    }
    let mut status = String::new();
    let mut quoted = false;
    let reason = match blame.refusal.kind {
        K::AllowOriginMissing => {
            status = format!(" Status code: {}.", blame.status);
            "CORS header ‘Access-Control-Allow-Origin’ missing".to_owned()
        }
        K::AllowOriginWildcardWithCredentials => {
            quoted = true;
            "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’"
                .to_owned()
        }
        K::AllowOriginMultiple | K::AllowOriginInvalid | K::AllowOriginMismatch => format!(
            "CORS header ‘Access-Control-Allow-Origin’ does not match ‘{}’",
            blame.allow_origin_without_empty_lines()
        ),
        K::AllowCredentialsNotTrue => {
            "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’".to_owned()
        }
        K::PreflightStatusNotOk => {
            status = format!(" Status code: {}.", blame.status);
            "CORS preflight response did not succeed".to_owned()
        }
        K::PreflightRedirect => "CORS request external redirect not allowed".to_owned(),
        K::AllowMethodsInvalid => format!(
            "invalid token ‘{}’ in CORS header ‘Access-Control-Allow-Methods’",
            blame.invalid_token()
        ),
        K::AllowHeadersInvalid => format!(
            "invalid token ‘{}’ in CORS header ‘Access-Control-Allow-Headers’",
            blame.invalid_token()
        ),
        K::MethodNotAllowed => {
            "Did not find method in CORS header ‘Access-Control-Allow-Methods’".to_owned()
        }
        K::HeaderNotAllowed | K::AuthorizationNotCovered => format!(
            "header ‘{}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from \
             CORS preflight response",
            blame.missing.first()?
        ),
        K::NetworkError if blame.is_out_of_reach() => return None,
        K::NetworkError if blame.after_preflight => {
            "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed".to_owned()
        }
        K::NetworkError
        | K::RedirectScheme
        | K::PreflightFailed
        | K::RedirectContainsCredentials
        | K::TooManyRedirects
        | K::SchemeNotSupported => {
            " Status code: (null).".clone_into(&mut status);
            "CORS request did not succeed".to_owned()
        }
        K::CorpSameOrigin | K::CorpSameSite | K::CoepCorp => {
            return Some(format!(
                "The resource at “{}” was blocked due to its Cross-Origin-Resource-Policy header \
                 (or lack thereof). See \
                 https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#",
                blame.url
            ));
        }
        K::OpaqueResponseBlocked => {
            let mime = blame.response.get("Content-Type").unwrap_or_default();
            let reason = if blame.response.contains("X-Content-Type-Options") {
                "nosniff is true and mimeType is an opaque-blocklisted MIME type or its essence is \
                 'text/plain'"
            } else if ["image/", "audio/", "video/"]
                .iter()
                .any(|kind| mime.starts_with(kind))
            {
                "after sniff: content-type declares image/video/audio, but sniffing fails"
            } else {
                "Javascript validation failed"
            };
            return Some(format!(
                "The resource at “{}” was blocked by OpaqueResponseBlocking. Reason: “{reason}”.",
                blame.url
            ));
        }
        K::MimeTypeMismatch => {
            let mime = blame.response.get("Content-Type").unwrap_or_default();
            let nosniff = blame.response.contains("X-Content-Type-Options");
            let is_script = blame.initiator == Initiator::Script;
            if is_script
                && ["image/", "audio/", "video/"]
                    .iter()
                    .any(|kind| mime.starts_with(kind))
            {
                return Some(format!(
                    "Script from “{}” was blocked because of a disallowed MIME type (“{mime}”).",
                    blame.url
                ));
            }
            return Some(if nosniff || !is_script {
                format!(
                    "The resource from “{}” was blocked due to MIME type (“{mime}”) mismatch \
                     (X-Content-Type-Options: nosniff).",
                    blame.url
                )
            } else {
                // It says "loaded" and does not load it.
                format!(
                    "The script from “{}” was loaded even though its MIME type (“{mime}”) is not a \
                     valid JavaScript MIME type.",
                    blame.url
                )
            });
        }
        K::MixedContent => {
            return Some(format!(
                "Blocked loading mixed active content “{}”",
                blame.location.unwrap_or(blame.url)
            ));
        }
        _ => return None,
    };
    let (open, close) = if quoted { ("‘", "’") } else { ("", "") };
    Some(format!(
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote \
         resource at {open}{}{close}. (Reason: {reason}).{status}",
        blame.url
    ))
}

/// WebKit's line: the reason, without the second line that says only that the load failed.
#[must_use]
pub fn webkit(blame: &Blame<'_>) -> Option<String> {
    use RefusalKind as K;
    Some(match blame.refusal.kind {
        K::AllowOriginMultiple if blame.allow_origin().contains(',') => {
            "Access-Control-Allow-Origin cannot contain more than one origin.".to_owned()
        }
        K::AllowOriginMissing
        | K::AllowOriginInvalid
        | K::AllowOriginMismatch
        | K::AllowOriginMultiple => format!(
            "Origin {} is not allowed by Access-Control-Allow-Origin. Status code: {}",
            blame.origin, blame.status
        ),
        K::AllowOriginWildcardWithCredentials => {
            "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."
                .to_owned()
        }
        K::AllowCredentialsNotTrue => {
            "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\"."
                .to_owned()
        }
        K::PreflightStatusNotOk | K::PreflightRedirect => {
            format!(
                "Preflight response is not successful. Status code: {}",
                blame.status
            )
        }
        K::AllowMethodsInvalid => format!(
            "Header Access-Control-Allow-Methods has an invalid value: {}",
            blame
                .response
                .get("Access-Control-Allow-Methods")
                .unwrap_or_default()
        ),
        K::AllowHeadersInvalid => format!(
            "Header Access-Control-Allow-Headers has an invalid value: {}",
            blame
                .response
                .get("Access-Control-Allow-Headers")
                .unwrap_or_default()
        ),
        K::MethodNotAllowed => format!(
            "Method {} is not allowed by Access-Control-Allow-Methods.",
            blame.method
        ),
        K::HeaderNotAllowed => format!(
            "Request header field {} is not allowed by Access-Control-Allow-Headers.",
            blame.missing.first()?
        ),
        K::TooManyRedirects => "Load cannot follow more than 20 redirections".to_owned(),
        K::CorpSameOrigin | K::CorpSameSite => format!(
            "Cancelled load to {} because it violates the resource's Cross-Origin-Resource-Policy \
             response header.",
            blame.url
        ),
        _ => return None,
    })
}
