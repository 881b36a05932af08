//! Programs and frameworks that have a setting of their own for the pages that may ask.

use super::super::prelude::*;

/// Jupyter Server.
pub(in crate::layers) const JUPYTER: Layer = Layer {
    id: "jupyter",
    name: "Jupyter Server",
    whose: Whose::Reader,
    docs: "https://jupyter-server.readthedocs.io/en/latest/other/full-config.html",
    shows: &[(
        Likely,
        &[
            Header("server", "TornadoServer"),
            Header("content-security-policy", "/api/security/csp-report"),
        ],
    )],
    replies: &[Reply {
        key: "origin",
        kind: Kind::OriginRefused,
        sure: Likely,
        signs: &[
            &[
                Header("server", "TornadoServer"),
                Header("content-security-policy", "csp-report"),
                Status(403, 404),
            ],
            &[
                Header("server", "TornadoServer"),
                Path("/api/kernels"),
                Status(403, 405),
            ],
            &[
                Header("server", "TornadoServer"),
                Path("/api/sessions"),
                Status(403, 405),
            ],
            &[
                Header("server", "TornadoServer"),
                Path("/api/contents"),
                Status(403, 405),
            ],
        ],
        what: "Jupyter Server does not list the page's origin",
        why: "Jupyter Server allows only its own pages unless its configuration names other \
              origins (its log then says: Blocking Cross Origin API request).",
        advice: &[Advice {
            actor: Server,
            title: "Allow the origin in Jupyter's configuration, and send the token as a header",
            text: "# jupyter_server_config.py (jupyter server --generate-config)\n\
                       c.ServerApp.allow_origin = \"{origin}\"\n\
                       # the page: headers: { Authorization: \"token TOKEN\" }; with cookies also c.ServerApp.allow_credentials = True\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `ComfyUI`.
pub(in crate::layers) const COMFYUI: Layer = Layer {
    id: "comfyui",
    name: "ComfyUI",
    whose: Whose::Reader,
    docs: "https://docs.comfy.org/",
    shows: &[(Likely, &[Port(8188)])],
    replies: &[Reply {
        key: "origin",
        kind: Kind::OriginRefused,
        sure: Likely,
        signs: &[
            &[Port(8188), Header("server", "aiohttp/")],
            &[Port(8188), Local, Status(403, 403)],
        ],
        what: "ComfyUI does not allow pages of other origins",
        why: "ComfyUI refuses requests with another Origin than its own host (403). It sends CORS \
              headers only if it was started with --enable-cors-header.",
        advice: &[Advice {
            actor: Server,
            title: "Start ComfyUI with --enable-cors-header",
            text: "python main.py --enable-cors-header {origin}\n\
                       # without a value it allows every page: *\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// AUTOMATIC1111's web UI.
pub(in crate::layers) const STABLE_DIFFUSION: Layer = Layer {
    id: "stable-diffusion-webui",
    name: "Stable Diffusion web UI",
    whose: Whose::Reader,
    docs: "https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/Command-Line-Arguments-and-Settings",
    shows: &[(Likely, &[Port(7860), Path("/sdapi/")])],
    replies: &[Reply {
        key: "origin",
        kind: Kind::OriginRefused,
        sure: Likely,
        signs: &[&[Port(7860), Path("/sdapi/")]],
        what: "the Stable Diffusion web UI does not list the page's origin",
        why: "The web UI sends CORS headers only for the origins given when it was started.",
        advice: &[Advice {
            actor: Server,
            title: "Start the web UI with --cors-allow-origins",
            text: "./webui.sh --api --cors-allow-origins={origin}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Local model servers that speak the API of `OpenAI`.
pub(in crate::layers) const MODEL_SERVERS: Layer = Layer {
    id: "model-server",
    name: "the local model server",
    whose: Whose::Reader,
    docs: "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
    replies: &[
        Reply {
            key: "key-on-options",
            kind: Kind::Login,
            sure: Likely,
            signs: &[
                &[
                    Local,
                    Path("/v1/"),
                    Header("server", "uvicorn"),
                    Preflight,
                    Status(401, 403),
                ],
                &[
                    Local,
                    Path("/v1/"),
                    Header("server", "llama.cpp"),
                    Preflight,
                    Status(401, 403),
                ],
            ],
            what: "the model server requires its API key for OPTIONS",
            why: "The server checks its API key before CORS, also for OPTIONS, and a preflight \
                  never carries a key.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Update the server, or make its CORS layer run before the key check",
                    text: "# vLLM: --allowed-origins '[\"{origin}\"]'; llama.cpp: newer versions \
                       accept OPTIONS without the key\n\
                       # your own FastAPI server: the middleware added last runs first, so add \
                       CORSMiddleware last\n",
                },
                Advice {
                    actor: Backend,
                    title: "Call the model through a server of your own origin that adds the key",
                    text: "// page → your server (or the dev server's proxy) → http://{host}\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "cors-off",
            kind: Kind::NotConfigured,
            sure: Likely,
            signs: &[
                &[
                    Local,
                    Path("/v1/chat/completions"),
                    Header("server", "llama.cpp"),
                    Without("access-control-allow-origin"),
                ],
                &[
                    Local,
                    Path("/v1/"),
                    Header("server", "text-generation-inference"),
                ],
            ],
            what: "the model server sends no CORS headers",
            why: "The server has an option that lists the allowed pages.",
            advice: &[Advice {
                actor: Server,
                title: "Start the server with its CORS option",
                text: "# vLLM: --allowed-origins '[\"{origin}\"]'; text-generation-inference: --cors-allow-origin {origin}\n\
                       # or a proxy on the page's own origin\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Strapi.
pub(in crate::layers) const STRAPI: Layer = Layer {
    id: "strapi",
    name: "Strapi",
    whose: Whose::Reader,
    docs: "https://docs.strapi.io/cms/configurations/middlewares#cors",
    stack: Some("strapi"),
    shows: &[(Certain, &[Header("x-powered-by", "Strapi")])],
    replies: &[Reply {
        key: "too-large",
        kind: Kind::TooLarge,
        sure: Likely,
        signs: &[&[Header("x-powered-by", "Strapi"), Status(413, 413)]],
        what: "Strapi refuses the upload as too large",
        why: "The body is over a limit of Strapi's body parser or upload plugin, and Strapi \
              leaves the CORS headers out on errors (keepHeadersOnError is false).",
        advice: &[Advice {
            actor: Server,
            title: "Raise the limits in Strapi's configuration",
            text: "// config/middlewares.js\n\
                       { name: \"strapi::body\", config: { formLimit: \"256mb\", jsonLimit: \"256mb\", formidable: { maxFileSize: 250 * 1024 * 1024 } } },\n\
                       // config/plugins.js\n\
                       upload: { config: { sizeLimit: 250 * 1024 * 1024 } },\n\
                       // a proxy in front has a limit of its own: nginx client_max_body_size\n",
        }],
        headers: Headers::Once("the limit is raised; this then adds the headers to errors"),
    }],
};

/// Laravel's protection against forged requests.
pub(in crate::layers) const LARAVEL_CSRF: Layer = Layer {
    id: "laravel-csrf",
    name: "Laravel Sanctum",
    whose: Whose::Reader,
    docs: "https://laravel.com/docs/sanctum#spa-authentication",
    replies: &[Reply {
        key: "token-mismatch",
        kind: Kind::Refused,
        sure: Certain,
        signs: &[&[Status(419, 419)]],
        what: "Laravel refuses the request because of its CSRF token",
        why: "Laravel uses 419 for a CSRF token that is missing or wrong. The page has to load \
              the token first and send it with cookies. The error has no CORS headers if the path \
              is not in config/cors.php.",
        advice: &[
            Advice {
                actor: Page,
                title: "Load the CSRF cookie first, and send cookies and the token with every request",
                text: "axios.defaults.withCredentials = true;\n\
                       axios.defaults.withXSRFToken = true;\n\
                       await axios.get(\"https://{host}/sanctum/csrf-cookie\");      // then the login or the POST\n",
            },
            Advice {
                actor: Server,
                title: "Add the page's host to the stateful domains, and share the session's \
                        domain",
                text: "# .env: SANCTUM_STATEFUL_DOMAINS=the page's host with its port, SESSION_DOMAIN=.example.com (the common domain)\n\
                       # config/cors.php: 'supports_credentials' => true, 'paths' => ['api/*', 'login', 'logout', 'sanctum/csrf-cookie']\n\
                       # with Bearer tokens none of this is needed: put the routes in \
                       routes/api.php\n",
            },
        ],
        headers: Headers::Once("the CSRF token is right; this then adds the headers to errors"),
    }],
    ..Layer::ROW
};

/// A security plugin or the host's firewall in front of `WordPress`' REST API.
pub(in crate::layers) const WORDPRESS_GUARD: Layer = Layer {
    id: "wordpress-guard",
    name: "WordPress",
    whose: Whose::Reader,
    docs: "https://developer.wordpress.org/rest-api/frequently-asked-questions/",
    replies: &[Reply {
        key: "refused",
        kind: Kind::Gateway,
        sure: Likely,
        signs: &[
            &[Path("/wp-json"), Html, Status(401, 403)],
            &[Path("/wp-json"), Html, Status(406, 406)],
            &[Path("/wp-json"), Html, Status(503, 503)],
        ],
        what: "something in front of the WordPress REST API refuses the request",
        why: "The REST API responds with JSON and allows every origin. An HTML page with this \
              status comes from a security plugin, the host's firewall (ModSecurity) or a \
              maintenance mode.",
        advice: &[Advice {
            actor: Console,
            title: "Allow the REST API in the security plugin or the host's firewall",
            text: "# Wordfence, iThemes/Solid Security, All-In-One Security: allow REST API access for visitors\n\
                       # hosting panel: ModSecurity off for /wp-json/, or an exception for the \
                       rule named in its log\n\
                       # open https://{host}/wp-json/ in a private window: it has to show JSON\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// ingress-nginx by the headers that it sends by default.
pub(in crate::layers) const INGRESS_NGINX: Layer = Layer {
    id: "ingress-nginx",
    name: "ingress-nginx",
    whose: Whose::Reader,
    docs: "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors",
    stack: Some("ingress-nginx"),
    shows: &[
        (
            Likely,
            &[
                Line("access-control-max-age", "1728000"),
                Header("access-control-allow-headers", "DNT"),
            ],
        ),
        (
            Likely,
            &[
                Line("access-control-max-age", "1728000"),
                Header(
                    "access-control-allow-methods",
                    "GET, PUT, POST, DELETE, PATCH, OPTIONS",
                ),
            ],
        ),
    ],
    ..Layer::ROW
};

/// Istio's gateway or sidecar.
pub(in crate::layers) const ISTIO: Layer = Layer {
    id: "istio",
    name: "Istio",
    whose: Whose::Reader,
    docs: "https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy",
    stack: Some("istio"),
    shows: &[(Certain, &[Header("server", "istio-envoy")])],
    ..Layer::ROW
};

/// Hasura.
pub(in crate::layers) const HASURA: Layer = Layer {
    id: "hasura",
    name: "Hasura",
    whose: Whose::Reader,
    docs: "https://hasura.io/docs/2.0/deployment/graphql-engine-flags/config-examples/#configure-cors",
    stack: Some("hasura"),
    shows: &[
        (Certain, &[OneOf(&["*.hasura.app"])]),
        (
            Likely,
            &[
                Under("/v1/graphql"),
                Sends("access-control-request-headers", "x-hasura-"),
            ],
        ),
        (Likely, &[Under("/v1/graphql"), Header("server", "Warp/")]),
        (
            Likely,
            &[
                Under("/v1/graphql"),
                Header("access-control-allow-headers", "x-hasura-"),
            ],
        ),
    ],
    ..Layer::ROW
};

/// Nuxt and other servers on Nitro.
pub(in crate::layers) const NUXT: Layer = Layer {
    id: "nuxt",
    name: "Nuxt",
    whose: Whose::Reader,
    docs: "https://nitro.build/config#routerules",
    shows: &[(Certain, &[Header("x-powered-by", "Nuxt")])],
    replies: &[Reply {
        key: "no-options",
        kind: Kind::NoRoute,
        sure: Likely,
        signs: &[&[Header("x-powered-by", "Nuxt"), Preflight, Status(404, 405)]],
        what: "Nuxt has no route rule for CORS, so it does not handle OPTIONS",
        why: "A file such as server/api/x.post.ts handles only one method. OPTIONS needs a route \
              rule or a middleware.",
        advice: &[Advice {
            actor: Server,
            title: "Handle OPTIONS in a middleware, or turn cors on in routeRules",
            text: "// server/middleware/cors.ts\n\
                       export default defineEventHandler((event) => {\n  \
                       if (handleCors(event, {\n    \
                       origin: [\"{origin}\"],\n    \
                       methods: \"*\",\n    \
                       allowHeaders: \"*\",\n    \
                       preflight: { statusCode: 204 },\n  \
                       })) return;\n\
                       });\n\
                       // for public data without cookies: routeRules: { \"/api/**\": { cors: true } } in nuxt.config.ts\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
