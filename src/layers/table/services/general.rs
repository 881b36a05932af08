//! Services that need no row of their own: APIs for servers, and services that answer pages.

use super::super::super::prelude::*;

/// APIs that are made for servers.
const SERVERS: &[&str] = &[
    "api.notion.com",
    "api.twilio.com",
    "api.mailgun.net",
    "api.eu.mailgun.net",
    "api.razorpay.com",
    "api.twitter.com",
    "api.x.com",
    "api.cloudflare.com",
    "api.hubapi.com",
    "api.steampowered.com",
    "store.steampowered.com",
    "query1.finance.yahoo.com",
    "query2.finance.yahoo.com",
    "finance.yahoo.com",
    "pro-api.coinmarketcap.com",
    "api.linkedin.com",
    "www.linkedin.com",
    "open.tiktokapis.com",
    "fcm.googleapis.com",
    "maker.ifttt.com",
    "appleid.apple.com",
    "api.postmarkapp.com",
    "api.resend.com",
    "connect.squareup.com",
    "api.mollie.com",
    "*.vivapayments.com",
    "*.plaid.com",
    "*.api.mailchimp.com",
    "api.deezer.com",
    "api.yelp.com",
    "api.zoom.us",
];

/// Services that answer every page.
const OPEN: &[&str] = &[
    "api.github.com",
    "raw.githubusercontent.com",
    "gist.githubusercontent.com",
    "*.github.io",
    "api.openai.com",
    "api.mistral.ai",
    "api.groq.com",
    "openrouter.ai",
    "api.telegram.org",
    "graph.microsoft.com",
    "graph.facebook.com",
    "www.googleapis.com",
    "sheets.googleapis.com",
    "oauth2.googleapis.com",
    "identitytoolkit.googleapis.com",
    "securetoken.googleapis.com",
    "firestore.googleapis.com",
    "generativelanguage.googleapis.com",
    "maps.googleapis.com",
    "places.googleapis.com",
    "routes.googleapis.com",
    "content.googleapis.com",
    "translation.googleapis.com",
    "fonts.googleapis.com",
    "fonts.gstatic.com",
    "cdn.jsdelivr.net",
    "unpkg.com",
    "cdnjs.cloudflare.com",
    "esm.sh",
    "api.mapbox.com",
    "events.mapbox.com",
    "api.stripe.com",
    "api.spotify.com",
    "api.twitch.tv",
    "api.airtable.com",
    "api.trello.com",
    "api.figma.com",
    "app.asana.com",
    "api.bitbucket.org",
    "api.coingecko.com",
    "api.binance.com",
    "oauth.reddit.com",
    "*.wikipedia.org",
    "*.algolia.net",
    "*.algolianet.com",
    "*.ingest.sentry.io",
    "*.ingest.us.sentry.io",
    "*.ingest.de.sentry.io",
    "api.emailjs.com",
    "api.openweathermap.org",
    "api.weatherapi.com",
    "api.open-meteo.com",
    "ip-api.com",
    "cdn.contentful.com",
    "graphql.contentful.com",
    "huggingface.co",
    "router.huggingface.co",
    "*.google-analytics.com",
    "api.segment.io",
    "*.clarity.ms",
    "*.i.posthog.com",
];

/// An API for servers.
pub(in crate::layers) const SERVER_APIS: Layer = Layer {
    id: "server-api",
    name: "an API for servers",
    whose: Whose::Vendor,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    shows: &[
        (Certain, &[OneOf(SERVERS)]),
        (Certain, &[Host("*.myshopify.com"), Path("/admin/")]),
    ],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[OneOf(SERVERS)],
            &[Host("*.myshopify.com"), Path("/admin/")],
        ],
        what: "{host} does not allow requests from web pages",
        why: "This API is made for servers and sends no CORS headers to pages, since its key or \
                  secret must not be in one. The server is not yours, so no header setting can \
                  change that.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call it from your own backend or a small function",
                text: "// the page calls your server (or a Cloudflare Worker, Vercel or Netlify function);\n\
                       // the server calls {host} with the key. Replace a key that was in a page\n",
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
pub(in crate::layers) const OPEN_APIS: Layer = Layer {
    id: "open-api",
    name: "a service that allows web pages",
    whose: Whose::Vendor,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    shows: &[(Likely, &[OneOf(OPEN)])],
    ..Layer::ROW
};
