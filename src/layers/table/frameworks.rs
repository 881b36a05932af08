//! Frameworks that show themselves by a set of headers or by a path, for the right stack.

use super::super::prelude::*;

/// Next.js, whose route handlers send no X-Powered-By.
pub(super) const NEXTJS: Layer = Layer {
    id: "nextjs",
    name: "Next.js",
    docs: "https://nextjs.org/docs/app/api-reference/file-conventions/route#cors",
    stack: Some("nextjs"),
    shows: &[(Certain, &[Header("vary", "next-router-state-tree")])],
    ..Layer::ROW
};

/// helmet, a middleware of Express.
pub(super) const HELMET: Layer = Layer {
    id: "helmet",
    name: "helmet",
    docs: "https://helmetjs.github.io/",
    stack: Some("express"),
    shows: &[(
        Likely,
        &[
            Line("x-dns-prefetch-control", "off"),
            Line("x-download-options", "noopen"),
            Line("x-permitted-cross-domain-policies", "none"),
        ],
    )],
    ..Layer::ROW
};

/// Django without a server's name.
pub(super) const DJANGO: Layer = Layer {
    id: "django",
    name: "Django",
    docs: "https://github.com/adamchainz/django-cors-headers",
    stack: Some("django"),
    shows: &[
        (
            Likely,
            &[
                Line("x-frame-options", "DENY"),
                Line("cross-origin-opener-policy", "same-origin"),
                Line("referrer-policy", "same-origin"),
            ],
        ),
        (Certain, &[Header("server", "WSGIServer/")]),
        (Likely, &[Header("set-cookie", "csrftoken=")]),
    ],
    ..Layer::ROW
};

/// Laravel by the paths and cookies of its own.
pub(super) const LARAVEL: Layer = Layer {
    id: "laravel",
    name: "Laravel",
    docs: "https://laravel.com/docs/routing#cors",
    stack: Some("laravel"),
    shows: &[
        (Certain, &[Path("/sanctum/csrf-cookie")]),
        (Certain, &[Header("set-cookie", "laravel_session=")]),
        (
            Likely,
            &[
                Header("set-cookie", "XSRF-TOKEN="),
                Header("cache-control", "no-cache, private"),
            ],
        ),
        (
            Likely,
            &[
                Line("cache-control", "no-cache, private"),
                Header("x-powered-by", "PHP/"),
            ],
        ),
    ],
    ..Layer::ROW
};

/// `WordPress`, its REST API and its files.
pub(super) const WORDPRESS: Layer = Layer {
    id: "wordpress",
    name: "WordPress",
    docs: "https://developer.wordpress.org/rest-api/",
    stack: Some("wordpress"),
    shows: &[
        (Certain, &[Path("/wp-json/")]),
        (Certain, &[Path("/wp-content/")]),
        (Certain, &[Path("/wp-includes/")]),
        (Certain, &[Header("link", "https://api.w.org/")]),
    ],
    ..Layer::ROW
};

/// `LiteSpeed`, which reads Apache's configuration.
pub(super) const LITESPEED: Layer = Layer {
    id: "litespeed",
    name: "LiteSpeed",
    docs: "https://docs.litespeedtech.com/lsws/",
    stack: Some("apache"),
    shows: &[(Certain, &[Header("server", "LiteSpeed")])],
    ..Layer::ROW
};

/// socket.io and engine.io.
pub(super) const SOCKET_IO: Layer = Layer {
    id: "socket-io",
    name: "Socket.IO",
    docs: "https://socket.io/docs/v4/handling-cors/",
    stack: Some("socket-io"),
    shows: &[
        (Certain, &[Path("/socket.io/"), Query("EIO")]),
        (Likely, &[Query("EIO"), Query("transport")]),
    ],
    replies: &[Reply {
        key: "no-cors-option",
        kind: Kind::NotConfigured,
        sure: Likely,
        signs: &[
            &[Body("Bad handshake method")],
            &[Query("EIO"), Preflight, Status(400, 400)],
            &[
                Query("EIO"),
                Request,
                Status(200, 200),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "the Socket.IO server has no cors option",
        why: "Since version 3 a Socket.IO server sends CORS headers only if its cors option is \
              set; the cors() middleware of Express does not apply to its path. Without the \
              option it responds to OPTIONS with 400 (\"Bad handshake method\"), and to polling \
              without CORS headers.",
        advice: &[Advice {
            actor: Page,
            title: "Connect by WebSocket only: it needs no CORS headers",
            text: "io(\"https://{host}\", { transports: [\"websocket\"] })\n",
        }],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};

/// `SignalR`'s negotiation.
pub(super) const SIGNALR: Layer = Layer {
    id: "signalr",
    name: "SignalR",
    docs: "https://learn.microsoft.com/aspnet/core/signalr/security#cross-origin-resource-sharing",
    stack: Some("asp-net-core"),
    shows: &[(Likely, &[Path("/negotiate"), Query("negotiateVersion")])],
    ..Layer::ROW
};

/// Elasticsearch and `OpenSearch`.
pub(super) const ELASTICSEARCH: Layer = Layer {
    id: "elasticsearch",
    name: "Elasticsearch",
    docs: "https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-network.html",
    stack: Some("elasticsearch"),
    shows: &[
        (Certain, &[Header("x-elastic-product", "")]),
        (Likely, &[Port(9200)]),
        (Likely, &[Path("/_search")]),
        (Likely, &[Path("/_msearch")]),
        (Likely, &[Path("/_bulk")]),
    ],
    replies: &[Reply {
        key: "origin",
        kind: Kind::OriginRefused,
        sure: Likely,
        signs: &[&[
            Port(9200),
            Status(403, 403),
            Without("access-control-allow-origin"),
            Without("server"),
        ]],
        what: "Elasticsearch refuses the request because of its origin",
        why: "With http.cors on, Elasticsearch responds with 403 and no body if the page's origin \
              is not in http.cors.allow-origin.",
        advice: &[],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};

/// Ollama, on the visitor's machine as a rule.
pub(super) const OLLAMA: Layer = Layer {
    id: "ollama",
    name: "Ollama",
    docs: "https://github.com/ollama/ollama/blob/main/docs/faq.mdx",
    stack: Some("ollama"),
    shows: &[(Likely, &[Port(11434)])],
    replies: &[Reply {
        key: "origin",
        kind: Kind::OriginRefused,
        sure: Likely,
        signs: &[&[
            Port(11434),
            Status(403, 403),
            Without("access-control-allow-origin"),
        ]],
        what: "Ollama refuses the request because of its origin",
        why: "Ollama responds with 403 and no body if the Origin header is not on its list \
              (OLLAMA_ORIGINS). Pages on localhost are on it by default; {origin} is not. It \
              responds the same way if it is reached under a public host name (a tunnel).",
        advice: &[],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};

/// LM Studio's local server.
pub(super) const LM_STUDIO: Layer = Layer {
    id: "lm-studio",
    name: "LM Studio",
    docs: "https://lmstudio.ai/docs/developer/core/server",
    replies: &[Reply {
        key: "cors-off",
        kind: Kind::NotConfigured,
        sure: Likely,
        signs: &[&[
            Local,
            Port(1234),
            Status(200, 200),
            Without("access-control-allow-origin"),
        ]],
        what: "CORS is off in LM Studio",
        why: "The local server of LM Studio sends CORS headers only if Enable CORS is on. \
              Otherwise it responds to OPTIONS with 200 and an error message without CORS \
              headers, so the browser refuses it.",
        advice: &[Advice {
            actor: Console,
            title: "Turn on Enable CORS in LM Studio",
            text: "# LM Studio → Developer → Server Settings → Enable CORS\n\
                   lms server start --cors\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Home Assistant and other servers on aiohttp with `aiohttp_cors`.
pub(super) const AIOHTTP: Layer = Layer {
    id: "aiohttp",
    name: "aiohttp",
    docs: "https://github.com/aio-libs/aiohttp-cors",
    shows: &[],
    replies: &[
        Reply {
            key: "home-assistant",
            kind: Kind::OriginRefused,
            sure: Likely,
            signs: &[&[
                Header("server", "aiohttp/"),
                Port(8123),
                Status(403, 403),
                Preflight,
            ]],
            what: "Home Assistant refuses OPTIONS because of its origin",
            why: "Home Assistant responds to OPTIONS with 403 if the page's origin is not one of \
                  the allowed origins.",
            advice: &[Advice {
                actor: Console,
                title: "Add the origin to the CORS allowed origins of Home Assistant",
                text: "# Settings → System → Network → HTTP server → CORS allowed origins: {origin}\n\
                       # older versions, configuration.yaml:\n\
                       http:\n  cors_allowed_origins:\n    - {origin}\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "rule",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[&[Body("CORS preflight request failed")]],
            what: "aiohttp_cors refuses OPTIONS: no rule covers the request",
            why: "The body says so (\"CORS preflight request failed\") and names the reason: the \
                  origin, the method or a header.",
            advice: &[Advice {
                actor: Server,
                title: "Add the origin to the aiohttp_cors defaults, and add every route to them",
                text: "cors = aiohttp_cors.setup(app, defaults={\n    \"{origin}\": aiohttp_cors.ResourceOptions(\n        allow_credentials=True, allow_headers=\"*\", expose_headers=\"*\", allow_methods=\"*\")})\n\
                       for route in list(app.router.routes()):\n    cors.add(route)\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "refused",
            kind: Kind::OriginRefused,
            sure: Possible,
            signs: &[&[
                Header("server", "aiohttp/"),
                Status(403, 403),
                Preflight,
                Without("www-authenticate"),
            ]],
            what: "the server refuses OPTIONS: either its CORS setup or a login",
            why: "aiohttp_cors responds with 403 if no rule covers the origin, the method or a \
                  header; the body names the reason. A login in front of it could respond the \
                  same way. The capture does not show which it is, because it lacks the body of \
                  the preflight's response.",
            advice: &[Advice {
                actor: Server,
                title: "Add the origin to the aiohttp_cors defaults, and add every route to them",
                text: "cors = aiohttp_cors.setup(app, defaults={\n    \"{origin}\": aiohttp_cors.ResourceOptions(\n        allow_credentials=True, allow_headers=\"*\", expose_headers=\"*\", allow_methods=\"*\")})\n\
                       for route in list(app.router.routes()):\n    cors.add(route)\n\
                       # see what the server responds: curl -i -X OPTIONS -H \"Origin: {origin}\" \
                       \\\n\
                       #   -H \"Access-Control-Request-Method: POST\" \"{url}\"\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Quarkus, which says the reason in the status text.
pub(super) const QUARKUS: Layer = Layer {
    id: "quarkus",
    name: "Quarkus",
    docs: "https://quarkus.io/guides/security-cors",
    stack: Some("quarkus"),
    shows: &[(Certain, &[Says("CORS Rejected")])],
    replies: &[
        Reply {
            key: "origin",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[&[Says("CORS Rejected - Invalid origin")]],
            what: "Quarkus refuses the request: CORS Rejected - Invalid origin",
            why: "The status text names the reason: the origin {origin} is not in \
                  quarkus.http.cors.origins.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "refused",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[&[Says("CORS Rejected")]],
            what: "Quarkus refuses the request: CORS Rejected",
            why: "The status text says that the CORS filter of Quarkus refused the request: the \
                  method or a header is not in its configuration.",
            advice: &[],
            headers: Headers::Here,
        },
    ],
    ..Layer::ROW
};

/// Vite's development server.
pub(super) const VITE: Layer = Layer {
    id: "vite",
    name: "Vite",
    docs: "https://vite.dev/config/server-options.html#server-cors",
    stack: Some("vite"),
    shows: &[
        (Likely, &[Local, Port(5173)]),
        (Certain, &[Path("/@vite/")]),
    ],
    ..Layer::ROW
};
