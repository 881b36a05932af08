//! Programs that are known by what the body of their error says.

use super::super::prelude::*;

/// Starlette and `FastAPI`, whose body names what is refused.
pub(in crate::layers) const STARLETTE: Layer = Layer {
    id: "starlette",
    name: "FastAPI",
    whose: Whose::Reader,
    docs: "https://fastapi.tiangolo.com/tutorial/cors/",
    stack: Some("fastapi"),
    replies: &[Reply {
        key: "refused",
        kind: Kind::OriginRefused,
        sure: Certain,
        signs: &[
            &[Body("Disallowed CORS origin")],
            &[Body("Disallowed CORS method")],
            &[Body("Disallowed CORS headers")],
        ],
        what: "FastAPI's CORS middleware refuses the preflight",
        why: "The body names the reason (\"Disallowed CORS origin\", method or headers): that \
              value is not in the lists of CORSMiddleware.",
        advice: &[],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};

/// actix-cors, whose body names what is refused.
pub(in crate::layers) const ACTIX: Layer = Layer {
    id: "actix-cors",
    name: "actix-cors",
    whose: Whose::Reader,
    docs: "https://docs.rs/actix-cors",
    replies: &[Reply {
        key: "refused",
        kind: Kind::OriginRefused,
        sure: Certain,
        signs: &[
            &[Body("Origin is not allowed to make this request")],
            &[Body("Requested method is not allowed")],
        ],
        what: "actix-cors refuses the request",
        why: "The body names the reason: the origin or the method is not in the configuration of \
              the Cors middleware.",
        advice: &[Advice {
            actor: Server,
            title: "Add it to the Cors middleware",
            text: "let cors = Cors::default()\n    \
                       .allowed_origin(\"{origin}\")\n    \
                       .allowed_methods([\"GET\", \"POST\", \"PUT\", \"PATCH\", \"DELETE\"])\n    \
                       .allowed_headers([header::AUTHORIZATION, header::CONTENT_TYPE])\n    \
                       .max_age(600);\n\
                       App::new().wrap(cors)      // the last wrap() runs first\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// The callback of Express' cors middleware that passes an error.
pub(in crate::layers) const EXPRESS_CALLBACK: Layer = Layer {
    id: "express-cors-callback",
    name: "Express",
    whose: Whose::Reader,
    docs: "https://github.com/expressjs/cors#configuring-cors-w-dynamic-origin",
    stack: Some("express"),
    replies: &[Reply {
        key: "error",
        kind: Kind::OriginRefused,
        sure: Certain,
        signs: &[&[Body("Not allowed by CORS")]],
        what: "the origin callback of the cors middleware in Express throws an error",
        why: "The body is \"Not allowed by CORS\": the function that checks the origin does not \
              accept this one and passes an error, so Express responds with 500.",
        advice: &[],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};

/// Host checks of development servers.
pub(in crate::layers) const DEV_HOST: Layer = Layer {
    id: "dev-host-check",
    name: "the dev server",
    whose: Whose::Reader,
    docs: "https://vite.dev/config/server-options.html#server-allowedhosts",
    replies: &[
        Reply {
            key: "host",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[
                &[Body("Blocked request. This host")],
                &[Body("Invalid Host header")],
            ],
            what: "the dev server does not allow the host name {host}",
            why: "The body says so: a dev server accepts only host names in its configuration, \
                  and refuses others (403) before any CORS header is added.",
            advice: &[Advice {
                actor: Server,
                title: "Allow the host name in the dev server's configuration",
                text: "// Vite, vite.config: server: { allowedHosts: [\"{host}\"] }\n\
                       // webpack-dev-server: devServer: { allowedHosts: [\"{host}\"] }; Angular: ng serve --allowed-hosts {host}\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "proxy",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Body("Error occurred while trying to proxy")]],
            what: "the dev server's proxy cannot reach the backend",
            why: "The body says so: the dev server forwards the request, but nothing responds at \
                  the target of its proxy rule.",
            advice: &[Advice {
                actor: Server,
                title: "Start the backend, and correct the proxy's target",
                text: "// target: use http://127.0.0.1:PORT instead of localhost, which may mean \
                       ::1; the port of the running backend\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Protections against forged requests that say so.
pub(in crate::layers) const CSRF: Layer = Layer {
    id: "csrf",
    name: "the application",
    whose: Whose::Reader,
    docs: "https://developer.mozilla.org/docs/Web/Security/Practical_implementation_guides/CSRF_prevention",
    replies: &[
        Reply {
            key: "django",
            kind: Kind::Refused,
            sure: Certain,
            signs: &[&[Body("CSRF verification failed")]],
            what: "Django refuses the request because of its CSRF token or origin",
            why: "The body says so. CORS and CSRF are separate settings: an origin in \
                  CORS_ALLOWED_ORIGINS has to be in CSRF_TRUSTED_ORIGINS too.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Add the origin to CSRF_TRUSTED_ORIGINS",
                    text: "# settings.py\n\
                       CSRF_TRUSTED_ORIGINS = [\"{origin}\"]\n\
                       # the cookie across sites: CSRF_COOKIE_SAMESITE = \"None\", CSRF_COOKIE_SECURE = True; or token authentication without cookies\n",
                },
                Advice {
                    actor: Page,
                    title: "Send the CSRF token and cookies",
                    text: "fetch(url, { method: \"POST\", credentials: \"include\", headers: { \"X-CSRFToken\": token } })\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "apollo",
            kind: Kind::Refused,
            sure: Certain,
            signs: &[&[Body("blocked as a potential Cross-Site Request Forgery")]],
            what: "Apollo Server suspects a forged request (CSRF)",
            why: "The body says so: Apollo Server accepts only requests that need a preflight. It \
                  refuses a GET or a form without one of its headers.",
            advice: &[Advice {
                actor: Page,
                title: "Send Content-Type: application/json, or the header \
                        apollo-require-preflight",
                text: "fetch(url, { method: \"POST\", headers: { \"Content-Type\": \"application/json\" }, body: JSON.stringify({ query }) })\n\
                       // uploads and GET: headers: { \"Apollo-Require-Preflight\": \"true\" }, which the server then has to allow\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// `HAProxy`'s own pages.
pub(in crate::layers) const HAPROXY: Layer = Layer {
    id: "haproxy",
    name: "HAProxy",
    whose: Whose::Reader,
    docs: "https://docs.haproxy.org/",
    stack: Some("haproxy"),
    replies: &[
        Reply {
            key: "denied",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Body("Request forbidden by administrative rules")]],
            what: "a rule of HAProxy refuses the request",
            why: "The body comes from HAProxy: an http-request deny rule matched, and no server \
                  behind it received the request.",
            advice: &[Advice {
                actor: InFront,
                title: "Find the deny rule, and exempt OPTIONS and the API path",
                text: "# haproxy.cfg: http-request deny if … → add: unless METH_OPTIONS\n",
            }],
            headers: Headers::Once("the rule lets the request through"),
        },
        Reply {
            key: "no-server",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Body("No server is available to handle this request")]],
            what: "HAProxy has no available server behind {host}",
            why: "The body comes from HAProxy: all servers of the backend are down or fail their \
                  health check.",
            advice: &[Advice {
                actor: Server,
                title: "Start the servers of the backend, and see their health checks",
                text: "# the stats page or: echo \"show servers state\" | socat stdio /run/haproxy/admin.sock\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
