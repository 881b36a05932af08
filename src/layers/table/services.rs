//! Other people's services: what their users can do where a page is refused. The server is not the
//! reader's, so no headers to send are offered. One row a service.

use super::super::prelude::*;

/// Google Maps web services.
pub(super) const GOOGLE_MAPS: Layer = Layer {
    id: "google-maps",
    name: "Google Maps web services",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/maps/documentation/javascript/places",
    shows: &[
        (
            Certain,
            &[Host("maps.googleapis.com"), Path("/maps/api/place/")],
        ),
        (
            Certain,
            &[
                Host("maps.googleapis.com"),
                Path("/maps/api/distancematrix/"),
            ],
        ),
        (
            Certain,
            &[Host("maps.googleapis.com"), Path("/maps/api/directions/")],
        ),
        (
            Certain,
            &[Host("maps.googleapis.com"), Path("/maps/api/elevation/")],
        ),
        (
            Certain,
            &[Host("maps.googleapis.com"), Path("/maps/api/timezone/")],
        ),
    ],
    replies: &[Reply {
        key: "web-service",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("maps.googleapis.com"), Path("/maps/api/place/")],
            &[
                Host("maps.googleapis.com"),
                Path("/maps/api/distancematrix/"),
            ],
            &[Host("maps.googleapis.com"), Path("/maps/api/directions/")],
            &[Host("maps.googleapis.com"), Path("/maps/api/elevation/")],
            &[Host("maps.googleapis.com"), Path("/maps/api/timezone/")],
        ],
        what: "this Google Maps web service does not answer web pages",
        why: "The web services of Google Maps (Places, Directions, Distance Matrix, Elevation, Time Zone) are made for servers and send no CORS headers, even where the data comes with 200. The server is Google's: no header of yours can change its response.",
        advice: &[
            Advice {
                actor: Page,
                title: "Use the Maps JavaScript API instead of the web service",
                text: "const { Place } = await google.maps.importLibrary(\"places\");      // Place.searchNearby, Place.searchByText\n// DirectionsService, DistanceMatrixService, ElevationService: the same data, made for pages\n",
            },
            Advice {
                actor: Backend,
                title: "Call the web service from your own backend",
                text: "// the page calls your server; the server calls {host} with the key, which then stays secret\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Google Geocoding.
pub(super) const GOOGLE_GEOCODE: Layer = Layer {
    id: "google-geocode",
    name: "Google Geocoding",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/maps/documentation/geocoding/",
    shows: &[(Certain, &[Host("maps.googleapis.com"), Preflight])],
    replies: &[Reply {
        key: "preflight",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("maps.googleapis.com"), Preflight]],
        what: "Google Maps answers no preflight here",
        why: "This service answers plain GET requests of pages, and refuses a preflight. A header that the page adds (Authorization or a tracing header, often by an interceptor for every request) makes the preflight necessary.",
        advice: &[Advice {
            actor: Page,
            title: "Send the request without headers of your own",
            text: "fetch(url)        // leave out for {host}: {names}\n// an interceptor that adds Authorization to every request has to look at the host first\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Google Drive share links.
pub(super) const DRIVE: Layer = Layer {
    id: "google-drive-share",
    name: "Google Drive share links",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/drive/api/guides/manage-downloads",
    shows: &[
        (Certain, &[Host("drive.google.com")]),
        (Certain, &[Host("docs.google.com"), Path("/uc")]),
        (Certain, &[Host("docs.google.com"), Path("/export")]),
        (Certain, &[Host("drive.usercontent.google.com")]),
    ],
    replies: &[Reply {
        key: "share-link",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("drive.google.com")],
            &[Host("docs.google.com"), Path("/uc")],
            &[Host("docs.google.com"), Path("/export")],
            &[Host("drive.usercontent.google.com")],
        ],
        what: "Google Drive share links do not answer web pages",
        why: "Share and export links are for people and send no CORS headers to scripts (curl gets others, because Google looks at Sec-Fetch headers that a script can neither set nor remove).",
        advice: &[
            Advice {
                actor: Page,
                title: "Use the Drive API for the file",
                text: "fetch(\"https://www.googleapis.com/drive/v3/files/FILE_ID?alt=media&key=API_KEY\")      // a public file\n// Google Docs: /files/FILE_ID/export?mimeType=…; private files with an access token of Google Identity Services\n",
            },
            Advice {
                actor: Backend,
                title: "Download it on your own backend",
                text: "// the page calls your server, which downloads the link\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Google Apps Script.
pub(super) const APPS_SCRIPT: Layer = Layer {
    id: "apps-script",
    name: "Google Apps Script",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/apps-script/guides/web",
    shows: &[(Certain, &[Host("script.google.com"), Preflight])],
    replies: &[Reply {
        key: "preflight",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("script.google.com"), Preflight]],
        what: "a Google Apps Script web app answers no preflight",
        why: "A web app of Apps Script has only doGet and doPost: nothing in it can answer OPTIONS (405), and it cannot set headers. Requests that need no preflight work.",
        advice: &[
            Advice {
                actor: Page,
                title: "Send the body as text, without headers of your own",
                text: "fetch(url, {\n  method: \"POST\",\n  body: JSON.stringify(data),                        // a plain string:\n  headers: { \"Content-Type\": \"text/plain\" },         // not application/json\n  redirect: \"follow\",\n})\n// in the script: JSON.parse(e.postData.contents), and return ContentService.createTextOutput(…)\n",
            },
            Advice {
                actor: Console,
                title: "Deploy the script for everyone",
                text: "# Deploy → Manage deployments → Edit: Execute as: Me, Who has access: Anyone, New version\n# use the URL that ends with /exec; /dev needs a login\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Google Apps Script.
pub(super) const APPS_SCRIPT_ERROR: Layer = Layer {
    id: "apps-script-error",
    name: "Google Apps Script",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/apps-script/guides/web",
    shows: &[
        (
            Certain,
            &[
                Host("script.google.com"),
                Without("access-control-allow-origin"),
            ],
        ),
        (
            Certain,
            &[
                Host("script.googleusercontent.com"),
                Without("access-control-allow-origin"),
            ],
        ),
    ],
    replies: &[Reply {
        key: "error-page",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[
                Host("script.google.com"),
                Without("access-control-allow-origin"),
            ],
            &[
                Host("script.googleusercontent.com"),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "Google Apps Script answers with a page of its own",
        why: "A web app that fails, or that is not open to everyone, answers with a page of Google (an error or a login) without CORS headers. The script cannot set headers itself.",
        advice: &[Advice {
            actor: Console,
            title: "Deploy the script for everyone, and look at its executions",
            text: "# Deploy → Manage deployments → Edit: Execute as: Me, Who has access: Anyone, New version\n# script.google.com → Executions shows errors; use the URL that ends with /exec\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Jira and Confluence Cloud.
pub(super) const ATLASSIAN: Layer = Layer {
    id: "atlassian",
    name: "Jira and Confluence Cloud",
    whose: Whose::Vendor,
    docs: "https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/",
    shows: &[(Certain, &[Host("*.atlassian.net")])],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("*.atlassian.net")]],
        what: "Jira and Confluence Cloud do not answer pages of other sites",
        why: "The REST API of Atlassian Cloud is made for servers and for apps that run inside Jira or Confluence.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call the API from your own backend",
                text: "// with an OAuth token against https://api.atlassian.com; the page calls your server\n",
            },
            Advice {
                actor: Page,
                title: "Run inside Jira: Forge or Connect",
                text: "requestJira(\"/rest/api/3/issue/KEY-1\")        // Forge; Connect: AP.request\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `SharePoint` downloads.
pub(super) const GRAPH_CONTENT: Layer = Layer {
    id: "sharepoint-download",
    name: "SharePoint downloads",
    whose: Whose::Vendor,
    docs: "https://learn.microsoft.com/graph/api/driveitem-get-content",
    shows: &[(Certain, &[Host("*.sharepoint.com")])],
    replies: &[Reply {
        key: "download",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("*.sharepoint.com")]],
        what: "SharePoint does not answer a request that carries the token",
        why: "Microsoft Graph redirects a download to SharePoint, and SharePoint answers no preflight there: the Authorization header that goes along needs one.",
        advice: &[Advice {
            actor: Page,
            title: "Ask Graph for the download URL, then fetch it without Authorization",
            text: "const item = await graph.api(\"/me/drive/items/ID\").select(\"id,@microsoft.graph.downloadUrl\").get();\nawait fetch(item[\"@microsoft.graph.downloadUrl\"]);      // no headers of your own\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Slack.
pub(super) const SLACK: Layer = Layer {
    id: "slack",
    name: "Slack",
    whose: Whose::Vendor,
    docs: "https://api.slack.com/web",
    shows: &[
        (Certain, &[Host("slack.com"), Path("/api/")]),
        (Certain, &[Host("hooks.slack.com")]),
    ],
    replies: &[Reply {
        key: "preflight",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("slack.com"), Path("/api/")],
            &[Host("hooks.slack.com")],
        ],
        what: "Slack answers only requests that need no preflight",
        why: "Slack lists no request headers for pages: Authorization, JSON as Content-Type and tracing headers are refused. A token or webhook URL in a page is public.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call Slack from your own backend, where the token stays secret",
                text: "// the page calls your server; the server calls {host}\n",
            },
            Advice {
                actor: Page,
                title: "Send a form without headers of your own",
                text: "fetch(url, { method: \"POST\", body: new URLSearchParams({ token, … }) })      // Web API\nfetch(webhook, { method: \"POST\", body: JSON.stringify({ text }) })            // webhook: no Content-Type, no credentials\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// GitHub sign-in.
pub(super) const GITHUB_LOGIN: Layer = Layer {
    id: "github-login",
    name: "GitHub sign-in",
    whose: Whose::Vendor,
    docs: "https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps",
    shows: &[(Certain, &[Host("github.com"), Path("/login/")])],
    replies: &[Reply {
        key: "token",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("github.com"), Path("/login/")]],
        what: "GitHub's OAuth endpoints do not answer web pages",
        why: "GitHub wants the client secret for the token, even with PKCE, so its endpoint is for servers only and sends no CORS headers.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Exchange the code on your own backend or in a small function",
                text: "// page → your server (code) → https://github.com/login/oauth/access_token (with client_secret) → token\n",
            },
            Advice {
                actor: Page,
                title: "Navigate to the authorize page instead of fetching it",
                text: "location.assign(\"https://github.com/login/oauth/authorize?client_id=…\")\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// GitHub downloads.
pub(super) const GITHUB_FILES: Layer = Layer {
    id: "github-files",
    name: "GitHub downloads",
    whose: Whose::Vendor,
    docs: "https://docs.github.com/rest",
    shows: &[
        (Certain, &[Host("codeload.github.com")]),
        (Certain, &[Host("github.com")]),
        (Certain, &[Host("release-assets.githubusercontent.com")]),
        (Certain, &[Host("uploads.github.com")]),
    ],
    replies: &[Reply {
        key: "download",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("codeload.github.com")],
            &[Host("github.com")],
            &[Host("release-assets.githubusercontent.com")],
            &[Host("uploads.github.com")],
        ],
        what: "GitHub's download and page URLs do not answer web pages",
        why: "These hosts send no CORS headers for your page. api.github.com and raw.githubusercontent.com do.",
        advice: &[
            Advice {
                actor: Page,
                title: "Use raw.githubusercontent.com, jsDelivr or the REST API for the file",
                text: "fetch(\"https://raw.githubusercontent.com/OWNER/REPO/REF/PATH\")\nfetch(\"https://cdn.jsdelivr.net/gh/OWNER/REPO@REF/PATH\")\nfetch(\"https://api.github.com/repos/OWNER/REPO/contents/PATH\")\n// release files: copy them to your own site or CDN\n",
            },
            Advice {
                actor: Backend,
                title: "Download it on your own backend",
                text: "// the page calls your server, which downloads the file\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Spotify's login.
pub(super) const SPOTIFY: Layer = Layer {
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
        what: "Spotify's login is for people, and its token endpoint for the PKCE flow",
        why: "A script cannot fetch the login page. The token endpoint answers pages only in the PKCE flow, without a client secret.",
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

/// Stripe's hosted pages.
pub(super) const STRIPE_PAGES: Layer = Layer {
    id: "stripe-pages",
    name: "Stripe's hosted pages",
    whose: Whose::Vendor,
    docs: "https://docs.stripe.com/checkout/quickstart",
    shows: &[
        (Certain, &[Host("checkout.stripe.com")]),
        (Certain, &[Host("billing.stripe.com")]),
        (Certain, &[Host("buy.stripe.com")]),
        (Certain, &[Host("connect.stripe.com")]),
    ],
    replies: &[Reply {
        key: "checkout",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("checkout.stripe.com")],
            &[Host("billing.stripe.com")],
            &[Host("buy.stripe.com")],
            &[Host("connect.stripe.com")],
        ],
        what: "Stripe's hosted page is for people, not for scripts",
        why: "The request ended at a page that a person has to see. Where your server redirected the fetch there, answer with the URL instead.",
        advice: &[Advice {
            actor: Server,
            title: "Answer with the URL as JSON, and let the page navigate to it",
            text: "// server:  res.json({ url: session.url })        instead of  res.redirect(303, session.url)\n// page:    location.assign((await response.json()).url)\n// or a plain <form method=\"post\">; with Turbo: data-turbo=\"false\"\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Instagram and Facebook files.
pub(super) const INSTAGRAM: Layer = Layer {
    id: "instagram",
    name: "Instagram and Facebook files",
    whose: Whose::Vendor,
    docs: "https://developers.facebook.com/docs/instagram/oembed",
    shows: &[
        (Certain, &[Host("*.cdninstagram.com")]),
        (Certain, &[Host("*.fbcdn.net")]),
        (Certain, &[Host("www.instagram.com")]),
    ],
    replies: &[Reply {
        key: "files",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("*.cdninstagram.com")],
            &[Host("*.fbcdn.net")],
            &[Host("www.instagram.com")],
        ],
        what: "Instagram and Facebook do not let other sites read their files",
        why: "Images and pages of Instagram and Facebook are closed to other sites (no CORS headers, and Cross-Origin-Resource-Policy: same-origin).",
        advice: &[Advice {
            actor: Backend,
            title: "Copy the file to your own storage, or embed the post",
            text: "// oEmbed or the Graph API on your server; the page loads the copy\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// A public CORS proxy.
pub(super) const CORS_PROXY: Layer = Layer {
    id: "public-cors-proxy",
    name: "a public CORS proxy",
    whose: Whose::Vendor,
    docs: "https://github.com/Rob--W/cors-anywhere",
    shows: &[
        (Certain, &[Host("cors-anywhere.herokuapp.com")]),
        (Certain, &[Host("api.allorigins.win")]),
        (Certain, &[Host("corsproxy.io")]),
        (Certain, &[Host("thingproxy.freeboard.io")]),
        (Certain, &[Host("cors.bridged.cc")]),
    ],
    replies: &[Reply {
        key: "proxy",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("cors-anywhere.herokuapp.com")],
            &[Host("api.allorigins.win")],
            &[Host("corsproxy.io")],
            &[Host("thingproxy.freeboard.io")],
            &[Host("cors.bridged.cc")],
        ],
        what: "the public CORS proxy refuses or fails",
        why: "Public CORS proxies limit requests, ask for an opt-in or are down, and they see every token that passes. They are no base for an application.",
        advice: &[Advice {
            actor: Backend,
            title: "Use a proxy of your own: a small function or a path of your server",
            text: "// Cloudflare Worker, Vercel or Netlify function, nginx proxy_pass: page → your own origin → the API\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `SendGrid`.
pub(super) const SENDGRID: Layer = Layer {
    id: "sendgrid",
    name: "SendGrid",
    whose: Whose::Vendor,
    docs: "https://docs.sendgrid.com/for-developers/sending-email/cors",
    shows: &[
        (Certain, &[Host("api.sendgrid.com")]),
        (Certain, &[Header("x-no-cors-reason", "")]),
    ],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("api.sendgrid.com")],
            &[Header("x-no-cors-reason", "")],
        ],
        what: "SendGrid does not answer web pages",
        why: "SendGrid names its own documentation as the only allowed origin: the API key belongs on a server.",
        advice: &[Advice {
            actor: Backend,
            title: "Send mail from your own backend",
            text: "// the page calls your server; the server calls {host} with the key. Replace a key that was in a page\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// This AI service.
pub(super) const OPENAI_LIKE: Layer = Layer {
    id: "ai-api",
    name: "this AI service",
    whose: Whose::Vendor,
    docs: "https://docs.anthropic.com/en/api/client-sdks",
    shows: &[
        (Certain, &[Host("api.replicate.com")]),
        (Certain, &[Host("integrate.api.nvidia.com")]),
        (Certain, &[Host("api.deepl.com")]),
        (Certain, &[Host("api-free.deepl.com")]),
    ],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("api.replicate.com")],
            &[Host("integrate.api.nvidia.com")],
            &[Host("api.deepl.com")],
            &[Host("api-free.deepl.com")],
        ],
        what: "{host} does not answer web pages",
        why: "The API is made for servers: its key must not stand in a page.",
        advice: &[Advice {
            actor: Backend,
            title: "Call it from your own backend or a small function",
            text: "// the page calls your server; the server calls {host} with the key. Replace a key that was in a page\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// The Anthropic API.
pub(super) const ANTHROPIC: Layer = Layer {
    id: "anthropic",
    name: "the Anthropic API",
    whose: Whose::Vendor,
    docs: "https://docs.anthropic.com/en/api/client-sdks",
    shows: &[(Certain, &[Host("api.anthropic.com")])],
    replies: &[Reply {
        key: "opt-in",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[Host("api.anthropic.com")]],
        what: "the Anthropic API answers pages only where they opt in",
        why: "Requests of pages need the header anthropic-dangerous-direct-browser-access, because the key is then visible to every visitor.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call it from your own backend, where the key stays secret",
                text: "// the page calls your server; the server calls {host}\n",
            },
            Advice {
                actor: Page,
                title: "Opt in, where every visitor brings a key of their own",
                text: "new Anthropic({ apiKey, dangerouslyAllowBrowser: true })\n// plain fetch: headers: { \"anthropic-dangerous-direct-browser-access\": \"true\", … }\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// An API for servers.
pub(super) const SERVER_APIS: Layer = Layer {
    id: "server-api",
    name: "an API for servers",
    whose: Whose::Vendor,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    shows: &[
        (Certain, &[Host("api.notion.com")]),
        (Certain, &[Host("api.twilio.com")]),
        (Certain, &[Host("api.mailgun.net")]),
        (Certain, &[Host("api.razorpay.com")]),
        (Certain, &[Host("api.twitter.com")]),
        (Certain, &[Host("api.x.com")]),
        (Certain, &[Host("api.cloudflare.com")]),
        (Certain, &[Host("api.hubapi.com")]),
        (Certain, &[Host("api.steampowered.com")]),
        (Certain, &[Host("store.steampowered.com")]),
        (Certain, &[Host("query1.finance.yahoo.com")]),
        (Certain, &[Host("query2.finance.yahoo.com")]),
        (Certain, &[Host("pro-api.coinmarketcap.com")]),
        (Certain, &[Host("api.linkedin.com")]),
        (Certain, &[Host("open.tiktokapis.com")]),
        (Certain, &[Host("fcm.googleapis.com")]),
        (Certain, &[Host("maker.ifttt.com")]),
        (Certain, &[Host("appleid.apple.com")]),
        (Certain, &[Host("api.postmarkapp.com")]),
        (Certain, &[Host("api.resend.com")]),
        (Certain, &[Host("connect.squareup.com")]),
        (Certain, &[Host("api.mollie.com")]),
        (Certain, &[Host("*.vivapayments.com")]),
        (Certain, &[Host("*.plaid.com")]),
        (Certain, &[Host("*.api.mailchimp.com")]),
        (Certain, &[Host("*.webhook.office.com")]),
        (Certain, &[Host("*.myshopify.com"), Path("/admin/api/")]),
    ],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("api.notion.com")],
            &[Host("api.twilio.com")],
            &[Host("api.mailgun.net")],
            &[Host("api.razorpay.com")],
            &[Host("api.twitter.com")],
            &[Host("api.x.com")],
            &[Host("api.cloudflare.com")],
            &[Host("api.hubapi.com")],
            &[Host("api.steampowered.com")],
            &[Host("store.steampowered.com")],
            &[Host("query1.finance.yahoo.com")],
            &[Host("query2.finance.yahoo.com")],
            &[Host("pro-api.coinmarketcap.com")],
            &[Host("api.linkedin.com")],
            &[Host("open.tiktokapis.com")],
            &[Host("fcm.googleapis.com")],
            &[Host("maker.ifttt.com")],
            &[Host("appleid.apple.com")],
            &[Host("api.postmarkapp.com")],
            &[Host("api.resend.com")],
            &[Host("connect.squareup.com")],
            &[Host("api.mollie.com")],
            &[Host("*.vivapayments.com")],
            &[Host("*.plaid.com")],
            &[Host("*.api.mailchimp.com")],
            &[Host("*.webhook.office.com")],
            &[Host("*.myshopify.com"), Path("/admin/api/")],
        ],
        what: "{host} does not answer web pages",
        why: "This API is made for servers and sends no CORS headers to pages, since its key or secret must not stand in one. The server is not yours, so no header setting can change that.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call it from your own backend or a small function",
                text: "// the page calls your server (or a Cloudflare Worker, Vercel or Netlify function);\n// the server calls {host} with the key. Replace a key that was in a page\n",
            },
            Advice {
                actor: Page,
                title: "Use the vendor's own script for browsers, where there is one",
                text: "// {host}: see the vendor's documentation for a browser SDK or a publishable key\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Well-known services that answer pages: what goes wrong there lies with the request.
pub(super) const OPEN_APIS: Layer = Layer {
    id: "open-api",
    name: "a service that answers pages",
    whose: Whose::Vendor,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    shows: &[
        (Likely, &[Host("api.github.com")]),
        (Likely, &[Host("raw.githubusercontent.com")]),
        (Likely, &[Host("gist.githubusercontent.com")]),
        (Likely, &[Host("api.openai.com")]),
        (Likely, &[Host("api.mistral.ai")]),
        (Likely, &[Host("api.groq.com")]),
        (Likely, &[Host("openrouter.ai")]),
        (Likely, &[Host("api.telegram.org")]),
        (Likely, &[Host("discord.com")]),
        (Likely, &[Host("graph.microsoft.com")]),
        (Likely, &[Host("graph.facebook.com")]),
        (Likely, &[Host("www.googleapis.com")]),
        (Likely, &[Host("sheets.googleapis.com")]),
        (Likely, &[Host("oauth2.googleapis.com")]),
        (Likely, &[Host("identitytoolkit.googleapis.com")]),
        (Likely, &[Host("securetoken.googleapis.com")]),
        (Likely, &[Host("firestore.googleapis.com")]),
        (Likely, &[Host("generativelanguage.googleapis.com")]),
        (Likely, &[Host("maps.googleapis.com")]),
        (Likely, &[Host("fonts.googleapis.com")]),
        (Likely, &[Host("fonts.gstatic.com")]),
        (Likely, &[Host("cdn.jsdelivr.net")]),
        (Likely, &[Host("unpkg.com")]),
        (Likely, &[Host("cdnjs.cloudflare.com")]),
        (Likely, &[Host("esm.sh")]),
        (Likely, &[Host("*.github.io")]),
        (Likely, &[Host("api.mapbox.com")]),
        (Likely, &[Host("api.stripe.com")]),
        (Likely, &[Host("api.spotify.com")]),
        (Likely, &[Host("api.twitch.tv")]),
        (Likely, &[Host("api.airtable.com")]),
        (Likely, &[Host("api.coingecko.com")]),
        (Likely, &[Host("api.binance.com")]),
        (Likely, &[Host("www.reddit.com")]),
        (Likely, &[Host("oauth.reddit.com")]),
        (Likely, &[Host("nominatim.openstreetmap.org")]),
        (Likely, &[Host("*.wikipedia.org")]),
        (Likely, &[Host("*.algolia.net")]),
        (Likely, &[Host("*.algolianet.com")]),
        (Likely, &[Host("*.ingest.sentry.io")]),
        (Likely, &[Host("*.ingest.us.sentry.io")]),
        (Likely, &[Host("hooks.zapier.com")]),
        (Likely, &[Host("formspree.io")]),
        (Likely, &[Host("api.openweathermap.org")]),
    ],
    ..Layer::ROW
};
