//! Shops, support, fonts and backends as a service.

use super::super::super::prelude::*;

/// Shopify's Storefront API.
pub(in crate::layers) const SHOPIFY_STOREFRONT: Layer = Layer {
    id: "shopify-storefront",
    name: "Shopify's Storefront API",
    whose: Whose::Vendor,
    docs: "https://shopify.dev/docs/api/storefront",
    shows: &[(Certain, &[Host("*.myshopify.com"), Under("/api")])],
    replies: &[Reply {
        key: "address",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("*.myshopify.com"), Under("/api"), Status(300, 499)]],
        what: "Shopify's Storefront API refuses the request",
        why: "The Storefront API allows every page if the address and the token are right. With \
              an http address, the shop's own domain or a private token, the request is \
              redirected or refused without CORS headers.",
        advice: &[Advice {
            actor: Page,
            title: "Use the https address of the shop and the public Storefront token",
            text: "fetch(\"https://SHOP.myshopify.com/api/2026-01/graphql.json\", {\n  \
                       method: \"POST\",\n  \
                       headers: { \"Content-Type\": \"application/json\", \"X-Shopify-Storefront-Access-Token\": publicToken },\n  \
                       body: JSON.stringify({ query }),\n\
                       })\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Appwrite.
pub(in crate::layers) const APPWRITE: Layer = Layer {
    id: "appwrite",
    name: "Appwrite",
    whose: Whose::Tenant,
    docs: "https://appwrite.io/docs/advanced/platform",
    shows: &[
        (
            Certain,
            &[OneOf(&["cloud.appwrite.io", "*.cloud.appwrite.io"])],
        ),
        (Certain, &[Header("server", "Appwrite")]),
    ],
    replies: &[Reply {
        key: "platform",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[
            &[Header("server", "Appwrite"), Status(403, 403)],
            &[OneOf(&["cloud.appwrite.io", "*.cloud.appwrite.io"])],
            &[
                Header("server", "Appwrite"),
                Line("access-control-allow-origin", "https://localhost"),
            ],
        ],
        what: "Appwrite does not list the page's host as a platform",
        why: "Appwrite allows only pages whose host is registered as a Web platform of the \
              project (\"Invalid Origin. Register your new client\"), and its error does not \
              allow the page's origin either.",
        advice: &[Advice {
            actor: Console,
            title: "Add the page's host as a Web platform of the Appwrite project",
            text: "# Appwrite console → the project → Overview → Add platform → Web app\n\
                       #   Hostname: the host of {origin}, without scheme and port (localhost for development)\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Zendesk.
pub(in crate::layers) const ZENDESK: Layer = Layer {
    id: "zendesk",
    name: "Zendesk",
    whose: Whose::Tenant,
    docs: "https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
    shows: &[(Certain, &[Host("*.zendesk.com")])],
    replies: &[Reply {
        key: "auth",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("*.zendesk.com")]],
        what: "Zendesk's API allows web pages only with an OAuth token",
        why: "Responses to requests with an email and API token have no CORS headers: those \
              credentials are for servers.",
        advice: &[
            Advice {
                actor: Page,
                title: "Use an OAuth access token (implicit or PKCE), or the requests endpoint",
                text: "fetch(url, { headers: { Authorization: \"Bearer \" + oauthToken } })\n\
                       // end users: POST /api/v2/requests.json needs no token\n",
            },
            Advice {
                actor: Backend,
                title: "Call it from your own backend",
                text: "// the page calls your server; the server calls {host} with the API token\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `ServiceNow`.
pub(in crate::layers) const SERVICENOW: Layer = Layer {
    id: "servicenow",
    name: "ServiceNow",
    whose: Whose::Tenant,
    docs: "https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_CORSSupport.html",
    shows: &[(Certain, &[Host("*.service-now.com")])],
    replies: &[Reply {
        key: "rule",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[Host("*.service-now.com")]],
        what: "no CORS rule of ServiceNow covers the page",
        why: "ServiceNow allows only origins that a CORS rule lists for this REST API and method.",
        advice: &[Advice {
            actor: Console,
            title: "Add a CORS rule for the REST API in ServiceNow",
            text: "# System Web Services → REST → CORS Rules → New\n\
                       #   REST API: the one of {path}, Domain: {origin}, HTTP methods, HTTP headers: {names}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Box.
pub(in crate::layers) const BOX: Layer = Layer {
    id: "box",
    name: "Box",
    whose: Whose::Tenant,
    docs: "https://developer.box.com/guides/security/cors/",
    shows: &[(Certain, &[OneOf(&["api.box.com", "upload.box.com"])])],
    replies: &[Reply {
        key: "domain",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[OneOf(&["api.box.com", "upload.box.com"])]],
        what: "Box does not list the page's origin for the application",
        why: "Box allows only origins that are registered for the application in its developer \
              console.",
        advice: &[Advice {
            actor: Console,
            title: "Add the origin to the CORS Domains of the Box application",
            text: "# Box Developer Console → the app → Configuration → CORS Domains → Allowed Origins: {origin}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// The API of WordPress.com.
pub(in crate::layers) const WORDPRESS_COM: Layer = Layer {
    id: "wordpress-com",
    name: "WordPress.com",
    whose: Whose::Tenant,
    docs: "https://developer.wordpress.com/docs/oauth2/",
    shows: &[(Certain, &[Host("public-api.wordpress.com")])],
    replies: &[Reply {
        key: "origin",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[Host("public-api.wordpress.com")]],
        what: "WordPress.com does not list the page's origin",
        why: "The API of WordPress.com allows only origins that are registered for the developer \
              application.",
        advice: &[Advice {
            actor: Console,
            title: "Add the origin to the JavaScript origins of the application",
            text: "# developer.wordpress.com → My Applications → the app → Manage → JavaScript Origins: {origin}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Font kits.
pub(in crate::layers) const FONT_KITS: Layer = Layer {
    id: "font-kit",
    name: "the font kit",
    whose: Whose::Tenant,
    docs: "https://docs.fontawesome.com/web/setup/use-kit",
    shows: &[(
        Certain,
        &[OneOf(&[
            "kit.fontawesome.com",
            "ka-f.fontawesome.com",
            "ka-p.fontawesome.com",
            "use.typekit.net",
            "cloud.typography.com",
            "fast.fonts.net",
        ])],
    )],
    replies: &[Reply {
        key: "domain",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[OneOf(&[
            "kit.fontawesome.com",
            "ka-f.fontawesome.com",
            "ka-p.fontawesome.com",
            "use.typekit.net",
            "cloud.typography.com",
            "fast.fonts.net",
        ])]],
        what: "the font kit does not list the page's domain",
        why: "A kit allows only the domains in its settings; others get a 403 without CORS \
              headers.",
        advice: &[Advice {
            actor: Console,
            title: "Add the page's domain to the settings of the kit",
            text: "# Font Awesome: fontawesome.com/kits → the kit → Settings → Domains\n\
                       # Adobe Fonts: fonts.adobe.com → My Adobe Fonts → Web Projects → Edit\n\
                       # the domain is the host of {origin}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
