//! nginx as the server that answers before an application is asked.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "nginx",
    name: "nginx",
    docs: "https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_verify_client",
    replies: &[
        Reply {
            key: "http-on-tls-port",
            kind: Kind::WrongEndpoint,
            sure: Certain,
            signs: &[
                &[Body("The plain HTTP request was sent to HTTPS port")],
                &[Body("Client sent an HTTP request to an HTTPS server")],
            ],
            what: "the port serves https, but the URL says http",
            why: "The body says so: a plain http request came to a port that expects TLS. The \
                  server refuses it (400) before the application or its CORS setup runs.",
            advice: &[Advice {
                actor: Page,
                title: "Write https in the URL",
                text: "fetch(\"https://{host}{path}\")\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "header-too-large",
            kind: Kind::TooLarge,
            sure: Certain,
            signs: &[&[Body("Request Header Or Cookie Too Large")]],
            what: "the request's headers or cookies are too large for nginx",
            why: "The body says so: the request's headers, usually its cookies, are over nginx's \
                  limit (8 KB per line). nginx itself responds with 400 and no CORS headers.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Remove old cookies of the site, or send no cookies to this host",
                    text: "fetch(url, { credentials: \"omit\" })      // if the API needs none\n",
                },
                Advice {
                    actor: InFront,
                    title: "Raise large_client_header_buffers in nginx",
                    text: "large_client_header_buffers 4 32k;      # in the http or server block\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "client-certificate",
            kind: Kind::ClientCertificate,
            sure: Possible,
            signs: &[
                &[Body("No required SSL certificate was sent")],
                &[Body("The SSL certificate error")],
                &[Header("server", "nginx"), Html, Preflight, Status(400, 400)],
            ],
            what: "nginx refuses OPTIONS with 400, as it does where a client certificate is required",
            why: "nginx responds to a preflight with 400 and its own error page if \
                  ssl_verify_client is on (mutual TLS, mTLS), because browsers send no client \
                  certificate with a preflight. It does so before every location, add_header, if \
                  and return, so CORS headers there do not help.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Make the client certificate optional, and require it for everything but OPTIONS",
                    text: "server {\n    ssl_verify_client optional;              # instead of on\n\n    if ($request_method = OPTIONS) {\n        add_header Access-Control-Allow-Origin \"{origin}\";\n        add_header Access-Control-Allow-Credentials \"true\";\n        add_header Access-Control-Allow-Methods \"GET, POST, PUT, PATCH, DELETE\";\n        add_header Access-Control-Allow-Headers \"{names}\";\n        add_header Vary \"Origin\";\n        return 204;\n    }\n    if ($ssl_client_verify != SUCCESS) {\n        return 403;\n    }\n}\n\
                           # the response to the request itself needs the same Allow-Origin and\n\
                           # Allow-Credentials, and the page sends it with credentials: \"include\"\n\
                           # ingress-nginx: auth-tls-verify-client: \"optional\", and the check in a snippet\n",
                },
                Advice {
                    actor: Server,
                    title: "Serve the API from a host name without client certificates, or from \
                            the page's own origin",
                    text: "# a second server block (another name or port) without ssl_verify_client, or the\n\
                           # API under a path of the page's own origin: then no preflight is sent at all\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "basic-auth",
            kind: Kind::Login,
            sure: Likely,
            signs: &[&[
                Header("server", "nginx"),
                Header("www-authenticate", "Basic"),
                Html,
                Preflight,
            ]],
            what: "nginx requires a password for OPTIONS",
            why: "nginx itself refused OPTIONS because it requires a password (auth_basic). A \
                  preflight never carries one.",
            advice: &[Advice {
                actor: InFront,
                title: "Answer OPTIONS in nginx before auth_basic",
                text: "location {path} {\n    if ($request_method = OPTIONS) {         # runs before auth_basic\n        add_header Access-Control-Allow-Origin \"{origin}\" always;\n        add_header Access-Control-Allow-Methods \"GET, POST, PUT, PATCH, DELETE\";\n        add_header Access-Control-Allow-Headers \"{names}\";\n        add_header Vary \"Origin\";\n        return 204;\n    }\n}\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "body-limit",
            kind: Kind::TooLarge,
            sure: Certain,
            signs: &[&[Header("server", "nginx"), Html, Status(413, 413)]],
            what: "nginx refuses the upload as too large",
            why: "nginx itself responded with 413: the body is larger than client_max_body_size \
                  (1 MB by default). The application never received the request. The error page \
                  of nginx has no CORS headers, so the page sees a CORS error instead of the 413.",
            advice: &[Advice {
                actor: InFront,
                title: "Raise client_max_body_size in nginx",
                text: "client_max_body_size 50m;          # in the http, server or location block\n\
                       # ingress-nginx: nginx.ingress.kubernetes.io/proxy-body-size: \"50m\"\n",
            }],
            headers: Headers::Once(
                "the limit is raised; this then adds the headers to nginx's own errors",
            ),
        },
    ],
    ..Layer::ROW
};
