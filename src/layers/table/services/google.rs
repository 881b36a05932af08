//! Services of Google whose rules no customer sets.

use super::super::super::prelude::*;

/// Google Maps web services.
pub(in crate::layers) const GOOGLE_MAPS: Layer = Layer {
    id: "google-maps",
    name: "Google Maps web services",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/maps/documentation/javascript/places",
    shows: &[(Certain, &[Host("maps.googleapis.com"), Path("/maps/api/")])],
    replies: &[
        Reply {
            key: "web-service",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[
                &[Host("maps.googleapis.com"), Under("/maps/api/place")],
                &[
                    Host("maps.googleapis.com"),
                    Under("/maps/api/distancematrix"),
                ],
                &[Host("maps.googleapis.com"), Under("/maps/api/directions")],
                &[Host("maps.googleapis.com"), Under("/maps/api/elevation")],
                &[Host("maps.googleapis.com"), Under("/maps/api/timezone")],
            ],
            what: "this Google Maps web service does not allow requests from web pages",
            why: "The web services of Google Maps (Places, Directions, Distance Matrix, \
                  Elevation, Time Zone) are meant for servers and send no CORS headers, even if \
                  the status is 200. It is Google's server: you cannot change its response \
                  headers.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Use the Maps JavaScript API instead of the web service",
                    text: "const { Place } = await google.maps.importLibrary(\"places\");      // Place.searchNearby, Place.searchByText\n\
                       // DirectionsService, DistanceMatrixService, ElevationService: the same \
                       data, for use in pages\n",
                },
                Advice {
                    actor: Backend,
                    title: "Call the web service from your own backend",
                    text: "// the page calls your server; the server calls {host} with the key, \
                           which then stays secret\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "preflight",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Host("maps.googleapis.com"), Preflight]],
            what: "Google Maps does not respond to preflights here",
            why: "This service accepts plain GET requests from pages, and refuses preflights. A \
                  preflight is needed here because the page adds a header (Authorization or a \
                  tracing header, often by an interceptor for every request).",
            advice: &[Advice {
                actor: Page,
                title: "Send the request without extra headers",
                text: "fetch(url)        // leave out for {host}: {names}\n\
                       // an interceptor that adds Authorization to every request has to check \
                       the host first\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Google Drive share links.
pub(in crate::layers) const DRIVE: Layer = Layer {
    id: "google-drive-share",
    name: "Google Drive share links",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/drive/api/guides/manage-downloads",
    shows: &[
        (
            Certain,
            &[OneOf(&["drive.google.com", "drive.usercontent.google.com"])],
        ),
        (Certain, &[Host("docs.google.com")]),
    ],
    replies: &[
        Reply {
            key: "published",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[
                &[
                    Host("docs.google.com"),
                    Under("/spreadsheets"),
                    Query("output"),
                ],
                &[Host("docs.google.com"), Path("/gviz/")],
            ],
            what: "the Google sheet is not (or no longer) published",
            why: "A sheet allows pages of other sites only while it is published to the web. \
                  Otherwise Google redirects the request to its login page, which has no CORS headers.",
            advice: &[
                Advice {
                    actor: Console,
                    title: "Publish the sheet to the web",
                    text: "# Google Sheets → File → Share → Publish to web → the sheet as CSV → Publish\n\
                       # the URL then reads https://docs.google.com/spreadsheets/d/e/…/pub?output=csv\n",
                },
                Advice {
                    actor: Page,
                    title: "Read the sheet with the Sheets API",
                    text: "fetch(\"https://sheets.googleapis.com/v4/spreadsheets/ID/values/Sheet1?key=API_KEY\")      // shared with anyone who has the link\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "share-link",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[OneOf(&[
                "drive.google.com",
                "drive.usercontent.google.com",
                "docs.google.com",
            ])]],
            what: "Google Drive share links do not allow requests from web pages",
            why: "Share and export links are for people: they have no CORS headers for scripts. \
                  curl gets other headers, because Google checks the Sec-Fetch headers, which a \
                  script can neither set nor remove.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Use the Drive API for the file",
                    text: "fetch(\"https://www.googleapis.com/drive/v3/files/FILE_ID?alt=media&key=API_KEY\")      // a public file\n\
                       // Google Docs: /files/FILE_ID/export?mimeType=…; private files with an access token of Google Identity Services\n",
                },
                Advice {
                    actor: Backend,
                    title: "Download it on your own backend",
                    text: "// the page calls your server, which downloads the link\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Google Apps Script.
pub(in crate::layers) const APPS_SCRIPT: Layer = Layer {
    id: "apps-script",
    name: "Google Apps Script",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/apps-script/guides/web",
    shows: &[(
        Certain,
        &[OneOf(&[
            "script.google.com",
            "script.googleusercontent.com",
        ])],
    )],
    replies: &[
        Reply {
            key: "preflight",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Host("script.google.com"), Preflight]],
            what: "a Google Apps Script web app does not respond to preflights",
            why: "A web app of Apps Script has only doGet and doPost: it cannot handle OPTIONS \
                  (405), and it cannot set headers. Requests that need no preflight work.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Send the body as text, without extra headers",
                    text: "fetch(url, {\n  \
                       method: \"POST\",\n  \
                       body: JSON.stringify(data),                        // a plain string:\n  \
                       headers: { \"Content-Type\": \"text/plain\" },         // not application/json\n  \
                       redirect: \"follow\",\n\
                       })\n\
                       // in the script: JSON.parse(e.postData.contents), and return ContentService.createTextOutput(…)\n",
                },
                Advice {
                    actor: Console,
                    title: "Deploy the script for everyone",
                    text: "# Deploy → Manage deployments → Edit: Execute as: Me, Who has access: Anyone, New version\n\
                       # use the URL that ends with /exec; /dev needs a login\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "error-page",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[
                OneOf(&["script.google.com", "script.googleusercontent.com"]),
                Without("access-control-allow-origin"),
            ]],
            what: "Google Apps Script responds with a page of its own",
            why: "If a web app fails or is not open to everyone, Google responds with a page of \
                  its own (an error or a login) without CORS headers. The script cannot set \
                  headers itself.",
            advice: &[Advice {
                actor: Console,
                title: "Deploy the script for everyone, and check its executions",
                text: "# Deploy → Manage deployments → Edit: Execute as: Me, Who has access: Anyone, New version\n\
                       # script.google.com → Executions shows errors; use the URL that ends with /exec\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Google's own sites.
pub(in crate::layers) const SITES: Layer = Layer {
    id: "google-sites",
    name: "a Google site",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/apis-explorer",
    shows: &[(
        Certain,
        &[OneOf(&[
            "www.google.com",
            "translate.google.com",
            "news.google.com",
        ])],
    )],
    replies: &[
        Reply {
            key: "recaptcha",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Host("www.google.com"), Under("/recaptcha/api/siteverify")]],
            what: "the reCAPTCHA check is for servers",
            why: "siteverify requires the secret key, which must not be in a page, so it sends no \
                  CORS headers.",
            advice: &[Advice {
                actor: Backend,
                title: "Check the token on your own backend",
                text: "// page: send the token with the form to your server\n\
                       // server: POST https://www.google.com/recaptcha/api/siteverify with secret and response\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "site",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[OneOf(&[
                "www.google.com",
                "translate.google.com",
                "news.google.com",
            ])]],
            what: "{host} is a site for people, not an API",
            why: "This is a website, not a documented API: it sends no CORS headers to other \
                  pages.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Use a documented API for the same data",
                    text: "// Custom Search JSON API, Cloud Translation API: https://developers.google.com/apis-explorer\n",
                },
                Advice {
                    actor: Backend,
                    title: "Request it on your own backend",
                    text: "// the page calls your server; check the terms of the site\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
