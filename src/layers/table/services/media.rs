//! Media, maps, social networks and public CORS proxies.

use super::super::super::prelude::*;

/// Spotify's login.
pub(in crate::layers) const SPOTIFY: Layer = Layer {
    id: "spotify-login",
    name: "Spotify's login",
    whose: Whose::Vendor,
    docs: "https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow",
    shows: &[(Certain, &[Host("accounts.spotify.com")])],
    replies: &[Reply {
        key: "login-page",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("accounts.spotify.com")]],
        what: "Spotify's login is for people, and its token endpoint needs the PKCE flow",
        why: "A script cannot fetch the login page. The token endpoint allows web pages only in the \
                  PKCE flow, without a client secret.",
        advice: &[
            Advice {
                actor: Page,
                title: "Navigate to the login, and use the PKCE flow for the token",
                text: "location.assign(\"https://accounts.spotify.com/authorize?…&code_challenge_method=S256&code_challenge=…\")\n",
            },
            Advice {
                actor: Backend,
                title: "Request a token with a client secret on your own backend",
                text: "// client_credentials and client_secret belong on a server\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Instagram and Facebook files.
pub(in crate::layers) const INSTAGRAM: Layer = Layer {
    id: "instagram",
    name: "Instagram and Facebook files",
    whose: Whose::Vendor,
    docs: "https://developers.facebook.com/docs/instagram/oembed",
    shows: &[(
        Certain,
        &[OneOf(&[
            "*.cdninstagram.com",
            "*.fbcdn.net",
            "www.instagram.com",
        ])],
    )],
    replies: &[Reply {
        key: "files",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[OneOf(&[
            "*.cdninstagram.com",
            "*.fbcdn.net",
            "www.instagram.com",
        ])]],
        what: "Instagram and Facebook do not allow other sites to read their files",
        why: "Images and pages of Instagram and Facebook are closed to other sites (no CORS \
                  headers, and Cross-Origin-Resource-Policy: same-origin).",
        advice: &[Advice {
            actor: Backend,
            title: "Copy the file to your own storage, or embed the post",
            text: "// oEmbed or the Graph API on your server; the page loads the copy\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Reddit.
pub(in crate::layers) const REDDIT: Layer = Layer {
    id: "reddit",
    name: "Reddit",
    whose: Whose::Vendor,
    docs: "https://www.reddit.com/dev/api/",
    shows: &[(
        Certain,
        &[OneOf(&[
            "www.reddit.com",
            "reddit.com",
            "old.reddit.com",
            "oauth.reddit.com",
        ])],
    )],
    replies: &[
        Reply {
            key: "token",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Host("www.reddit.com"), Under("/api/v1/access_token")]],
            what: "Reddit refuses the token request and sends the error without CORS headers",
            why: "For wrong credentials or a wrong grant type the error has no CORS headers, so \
                  the page sees a CORS error. A secret belongs on a server.",
            advice: &[
                Advice {
                    actor: Backend,
                    title: "Request the token on your own backend",
                    text: "// the page calls your server; the server calls {host} with client id and secret\n",
                },
                Advice {
                    actor: Page,
                    title: "Navigate to the authorize page, and use the implicit or the code flow of an installed app",
                    text: "location.assign(\"https://www.reddit.com/api/v1/authorize?client_id=…&response_type=code&…\")\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "refused",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[
                &[OneOf(&["www.reddit.com", "reddit.com", "old.reddit.com"])],
                &[Host("oauth.reddit.com"), Status(300, 599)],
            ],
            what: "Reddit rejected the request without CORS headers",
            why: "Reddit allows web pages on www.reddit.com. But suspected bots get 403 or 429, \
                  an expired token gets 401, and reddit.com without www redirects: all without \
                  CORS headers.",
            advice: &[
                Advice {
                    actor: Backend,
                    title: "Request it on your own backend with an OAuth token",
                    text: "// server: https://oauth.reddit.com/r/NAME with Authorization: Bearer … and a User-Agent of your own\n",
                },
                Advice {
                    actor: Page,
                    title: "Use https://www.reddit.com/….json, and send fewer requests",
                    text: "fetch(\"https://www.reddit.com/r/NAME.json?limit=25\")      // no \
                           extra headers, no credentials\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Nominatim of OpenStreetMap.
pub(in crate::layers) const NOMINATIM: Layer = Layer {
    id: "nominatim",
    name: "Nominatim",
    whose: Whose::Vendor,
    docs: "https://operations.osmfoundation.org/policies/nominatim/",
    shows: &[(Certain, &[Host("nominatim.openstreetmap.org")])],
    replies: &[Reply {
        key: "policy",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("nominatim.openstreetmap.org"), Status(400, 599)]],
        what: "Nominatim rejected the request because of its usage policy",
        why: "The public server allows at most one request per second and no bulk use, and blocks \
              clients that do not identify themselves (403, 418, 429). Its error has no CORS \
              headers, so the page sees a CORS error.",
        advice: &[
            Advice {
                actor: Page,
                title: "Send fewer requests, and cache results",
                text: "// at most 1 request a second, no search on every key press; a valid Referer has to be sent\n",
            },
            Advice {
                actor: Backend,
                title: "Use your own server or a paid geocoder",
                text: "// self-hosted Nominatim or Photon, or a provider with a key: LocationIQ, Geoapify, MapTiler, Mapbox\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// The API of Wikipedia and other `MediaWiki` sites.
pub(in crate::layers) const WIKIPEDIA: Layer = Layer {
    id: "mediawiki",
    name: "MediaWiki",
    whose: Whose::Vendor,
    docs: "https://www.mediawiki.org/wiki/API:Cross-site_requests",
    shows: &[(
        Likely,
        &[OneOf(&[
            "*.wikipedia.org",
            "*.wikimedia.org",
            "*.wiktionary.org",
            "www.wikidata.org",
        ])],
    )],
    replies: &[Reply {
        key: "origin-parameter",
        kind: Kind::NotForPages,
        sure: Certain,
        signs: &[
            &[Path("/w/api.php"), Without("access-control-allow-origin")],
            &[
                Path("/api.php"),
                Query("action"),
                Query("format"),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "the MediaWiki API needs origin=* in the URL",
        why: "The API of MediaWiki sends CORS headers only if the query has the parameter origin: \
              * for anonymous requests.",
        advice: &[Advice {
            actor: Page,
            title: "Add origin=* to the query",
            text: "fetch(\"https://{host}{path}?action=query&format=json&origin=*&…\")      // no \
                   extra headers, no credentials\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `NewsAPI`.
pub(in crate::layers) const NEWS_API: Layer = Layer {
    id: "newsapi",
    name: "NewsAPI",
    whose: Whose::Vendor,
    docs: "https://newsapi.org/pricing",
    shows: &[(Certain, &[Host("newsapi.org")])],
    replies: &[Reply {
        key: "plan",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("newsapi.org")]],
        what: "NewsAPI allows web pages only on localhost, or on a paid plan",
        why: "The free plan allows browsers on localhost only (426, corsNotAllowed elsewhere).",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call NewsAPI from your own backend",
                text: "// the page calls your server; the server calls {host} with the key\n",
            },
            Advice {
                actor: Console,
                title: "Use a paid plan of NewsAPI",
                text: "# https://newsapi.org/pricing\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Dropbox share links and API.
pub(in crate::layers) const DROPBOX: Layer = Layer {
    id: "dropbox",
    name: "Dropbox",
    whose: Whose::Vendor,
    docs: "https://www.dropbox.com/developers/documentation/http/documentation#browser",
    shows: &[(
        Certain,
        &[OneOf(&[
            "www.dropbox.com",
            "content.dropboxapi.com",
            "api.dropboxapi.com",
        ])],
    )],
    replies: &[
        Reply {
            key: "share-link",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Host("www.dropbox.com")]],
            what: "Dropbox share links do not allow requests from web pages",
            why: "A link to www.dropbox.com shows a page for people or redirects to the download, \
                  without CORS headers.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Use the content host for the file",
                    text: "fetch(url.replace(\"www.dropbox.com\", \"dl.dropboxusercontent.com\"))      // the same path and query, for a shared file\n",
                },
                Advice {
                    actor: Backend,
                    title: "Download it on your own backend",
                    text: "// the page calls your server, which downloads the link\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "preflight",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[
                OneOf(&["content.dropboxapi.com", "api.dropboxapi.com"]),
                Preflight,
            ]],
            what: "Dropbox refuses the preflight",
            why: "Dropbox offers browsers a way without a preflight: put the token and the \
                  arguments into the URL, and send the body as text.",
            advice: &[Advice {
                actor: Page,
                title: "Send the token and the arguments as URL parameters",
                text: "fetch(\"https://{host}{path}?authorization=Bearer%20TOKEN&arg=\" + encodeURIComponent(json) + \"&reject_cors_preflight=true\", {\n  \
                       method: \"POST\",\n  \
                       headers: { \"Content-Type\": \"text/plain; charset=dropbox-cors-hack\" },\n  \
                       body,\n\
                       })\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// A public CORS proxy.
pub(in crate::layers) const CORS_PROXY: Layer = Layer {
    id: "public-cors-proxy",
    name: "a public CORS proxy",
    whose: Whose::Vendor,
    docs: "https://github.com/Rob--W/cors-anywhere",
    shows: &[(
        Certain,
        &[OneOf(&[
            "cors-anywhere.herokuapp.com",
            "api.allorigins.win",
            "corsproxy.io",
            "thingproxy.freeboard.io",
            "cors.bridged.cc",
            "api.codetabs.com",
            "*.cors.sh",
            "crossorigin.me",
        ])],
    )],
    replies: &[Reply {
        key: "proxy",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[OneOf(&[
            "cors-anywhere.herokuapp.com",
            "api.allorigins.win",
            "corsproxy.io",
            "thingproxy.freeboard.io",
            "cors.bridged.cc",
            "api.codetabs.com",
            "*.cors.sh",
            "crossorigin.me",
        ])]],
        what: "the public CORS proxy refuses or fails",
        why: "Public CORS proxies limit requests, require an opt-in or are down, and they can \
              read every token that you send. Do not build an application on one.",
        advice: &[Advice {
            actor: Backend,
            title: "Use your own proxy: a small function or a path of your server",
            text: "// Cloudflare Worker, Vercel or Netlify function, nginx proxy_pass: page → your own origin → the API\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
