//! Gateways, edges and caches that say their names.

use super::super::prelude::*;

/// Apache APISIX.
pub(in crate::layers) const APISIX: Layer = Layer {
    id: "apisix",
    name: "Apache APISIX",
    whose: Whose::Reader,
    docs: "https://apisix.apache.org/docs/apisix/plugins/cors/",
    stack: Some("apisix"),
    shows: &[(Certain, &[Header("server", "APISIX")])],
    replies: &[
        Reply {
            key: "auth",
            kind: Kind::Login,
            sure: Likely,
            signs: &[&[Header("server", "APISIX"), Preflight, Status(401, 403)]],
            what: "APISIX refuses OPTIONS without a key or token",
            why: "APISIX itself refused OPTIONS, because an authentication plugin of the route \
                  applies to it. A preflight never carries a key or token. The cors plugin \
                  responds to OPTIONS before the authentication plugins.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "no-route",
            kind: Kind::NoRoute,
            sure: Likely,
            signs: &[&[Header("server", "APISIX"), Preflight, Status(404, 404)]],
            what: "APISIX has no route for OPTIONS",
            why: "The route's methods lack OPTIONS, or its uri does not match. Plugins, including \
                  the cors plugin, run only on a route that matches.",
            advice: &[Advice {
                actor: InFront,
                title: "Add OPTIONS to the methods of the APISIX route",
                text: "# methods: [\"GET\", \"POST\", \"OPTIONS\"], or leave methods out; then \
                       add the cors plugin to the route\n",
            }],
            headers: Headers::Here,
        },
    ],
};

/// Tyk.
pub(in crate::layers) const TYK: Layer = Layer {
    id: "tyk",
    name: "Tyk",
    whose: Whose::Reader,
    docs: "https://tyk.io/docs/api-management/gateway-config-tyk-classic/#cross-origin-resource-sharing-cors",
    shows: &[(Certain, &[Header("x-generator", "tyk.io")])],
    replies: &[Reply {
        key: "auth",
        kind: Kind::Login,
        sure: Likely,
        signs: &[&[Header("x-generator", "tyk.io"), Preflight, Status(400, 403)]],
        what: "Tyk refuses OPTIONS without a key",
        why: "Tyk itself refused OPTIONS, because the API definition has no CORS section, or one \
              that passes OPTIONS on. A preflight never carries a key.",
        advice: &[Advice {
            actor: InFront,
            title: "Turn CORS on in the API definition of Tyk",
            text: "\"CORS\": {\n  \
                       \"enable\": true,\n  \
                       \"allowed_origins\": [\"{origin}\"],\n  \
                       \"allowed_methods\": [\"GET\", \"POST\", \"PUT\", \"PATCH\", \"DELETE\"],\n  \
                       \"allowed_headers\": [\"Authorization\", \"Content-Type\"],\n  \
                       \"allow_credentials\": false,\n  \
                       \"options_passthrough\": false\n\
                       }\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `KrakenD`.
pub(in crate::layers) const KRAKEND: Layer = Layer {
    id: "krakend",
    name: "KrakenD",
    whose: Whose::Reader,
    docs: "https://www.krakend.io/docs/service-settings/cors/",
    shows: &[
        (Certain, &[Header("x-krakend", "")]),
        (Certain, &[Header("x-krakend-completed", "")]),
    ],
    replies: &[Reply {
        key: "no-cors",
        kind: Kind::NoRoute,
        sure: Likely,
        signs: &[&[Header("x-krakend", ""), Preflight, Status(404, 405)]],
        what: "KrakenD has no CORS section, so it does not handle OPTIONS",
        why: "KrakenD handles OPTIONS only if security/cors is set at the top level of its \
              configuration. An endpoint handles only its one method.",
        advice: &[Advice {
            actor: InFront,
            title: "Add security/cors to KrakenD's configuration",
            text: "\"extra_config\": {\n  \
                       \"security/cors\": {\n    \
                       \"allow_origins\": [\"{origin}\"],\n    \
                       \"allow_methods\": [\"GET\", \"POST\", \"PUT\", \"PATCH\", \"DELETE\"],\n    \
                       \"allow_headers\": [\"Authorization\", \"Content-Type\"],\n    \
                       \"allow_credentials\": false,\n    \
                       \"max_age\": \"12h\"\n  \
                       }\n\
                       }\n\
                       // at the root of krakend.json, not inside an endpoint\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Netlify.
pub(in crate::layers) const NETLIFY: Layer = Layer {
    id: "netlify",
    name: "Netlify",
    whose: Whose::Tenant,
    docs: "https://docs.netlify.com/routing/headers/",
    stack: Some("netlify"),
    shows: &[
        (Certain, &[Header("server", "Netlify")]),
        (Certain, &[Header("x-nf-request-id", "")]),
        (Certain, &[Host("*.netlify.app")]),
    ],
    replies: &[Reply {
        key: "no-function",
        kind: Kind::NoRoute,
        sure: Likely,
        signs: &[
            &[
                Header("x-nf-request-id", ""),
                Path("/.netlify/functions/"),
                Status(404, 404),
            ],
            &[
                Header("server", "Netlify"),
                Path("/.netlify/functions/"),
                Status(404, 404),
            ],
        ],
        what: "Netlify has no function at this URL",
        why: "Netlify itself responded with 404: the function is not deployed under this name, or \
              it is not in the folder that netlify.toml names. The function's code cannot change \
              that.",
        advice: &[
            Advice {
                actor: Server,
                title: "Deploy the function under the name in the URL",
                text: "# netlify.toml: [functions] directory = \"netlify/functions\"; the file's name is the function's name\n\
                       # Netlify → the site → Logs → Functions lists what is deployed\n",
            },
            Advice {
                actor: Server,
                title: "Then handle OPTIONS in the function's code",
                text: "if (event.httpMethod === \"OPTIONS\") return { statusCode: 204, headers: {\n  \
                       \"Access-Control-Allow-Origin\": \"{origin}\",\n  \
                       \"Access-Control-Allow-Headers\": \"{names}\",\n  \
                       \"Access-Control-Allow-Methods\": \"GET, POST\",\n\
                       } };\n",
            },
        ],
        headers: Headers::Never,
    }],
};

/// Azure Front Door and Azure CDN.
pub(in crate::layers) const FRONT_DOOR: Layer = Layer {
    id: "azure-front-door",
    name: "Azure Front Door",
    whose: Whose::Tenant,
    docs: "https://learn.microsoft.com/azure/frontdoor/front-door-rules-engine-actions",
    shows: &[
        (Certain, &[Header("x-azure-ref", "")]),
        (Certain, &[OneOf(&["*.azurefd.net", "*.azureedge.net"])]),
    ],
    replies: &[
        Reply {
            key: "cached",
            kind: Kind::Cached,
            sure: Likely,
            signs: &[
                &[
                    Header("x-azure-ref", ""),
                    Header("x-cache", "HIT"),
                    Request,
                    Status(200, 399),
                ],
                &[
                    OneOf(&["*.azurefd.net", "*.azureedge.net"]),
                    Header("x-cache", "HIT"),
                    Request,
                    Status(200, 399),
                ],
            ],
            what: "Azure Front Door returns a cached copy that does not allow the page",
            why: "The response comes from the cache of Azure Front Door (X-Cache). It keeps one \
                  copy for all origins and ignores Vary: Origin, so the page gets a copy that was \
                  made for another origin, or for a request without one. CORS rules of the \
                  storage or the application behind it do not change cached copies.",
            advice: &[
                Advice {
                    actor: Console,
                    title: "Set the header with a rule in Azure Front Door",
                    text: "# Front Door → Rule sets → add a rule, and associate it with the route of {path}\n\
                       #   If: Request header, Origin, Equal, {origin}\n\
                       #   Then: Modify response header, Overwrite, Access-Control-Allow-Origin: {origin}\n\
                       # one rule for each origin (a rule cannot echo the header); for public \
                       files one rule with * is enough\n",
                },
                Advice {
                    actor: Console,
                    title: "Purge the cached copies",
                    text: "az afd endpoint purge --resource-group GROUP --profile-name PROFILE --endpoint-name ENDPOINT --content-paths \"/*\"\n\
                       # classic and Azure CDN: az network front-door purge-endpoint / az cdn endpoint purge\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "blocked",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("x-azure-ref", ""), Html, Status(403, 403)]],
            what: "Azure Front Door's firewall may have rejected the request",
            why: "A 403 with an HTML page came through Azure Front Door. Its firewall responds \
                  like this, before the application receives the request. A page of the \
                  application itself could look the same.",
            advice: &[Advice {
                actor: Console,
                title: "Look the request up in the WAF log of Front Door, and add an exclusion",
                text: "# Front Door → Logs → AzureDiagnostics, FrontDoorWebApplicationFirewallLog: the value of X-Azure-Ref identifies it\n\
                       # WAF policy → Managed rules → Exclusions, or a custom rule with Allow for {path}, OPTIONS included\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Caches of other CDNs.
pub(in crate::layers) const EDGE_CACHES: Layer = Layer {
    id: "cdn-cache",
    name: "a CDN's cache",
    whose: Whose::Reader,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Vary",
    replies: &[Reply {
        key: "hit",
        kind: Kind::Cached,
        sure: Possible,
        signs: &[
            &[
                Header("server", "BunnyCDN"),
                Header("cdn-cache", "HIT"),
                Request,
                Status(200, 299),
                Without("access-control-allow-origin"),
            ],
            &[
                Header("x-served-by", "cache-"),
                Header("x-cache", "HIT"),
                Request,
                Status(200, 299),
                Without("access-control-allow-origin"),
            ],
            &[
                Header("via", "google"),
                Header("age", ""),
                Request,
                Status(200, 299),
                Without("access-control-allow-origin"),
            ],
            &[
                Header("cf-cache-status", "HIT"),
                Request,
                Status(200, 299),
                Without("access-control-allow-origin"),
            ],
            &[
                Header("x-vercel-cache", "HIT"),
                Request,
                Status(200, 299),
                Without("access-control-allow-origin"),
            ],
            &[
                Header("x-nf-request-id", ""),
                Header("cache-status", "hit"),
                Request,
                Status(200, 299),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "the CDN returns a cached copy without CORS headers",
        why: "The response comes from the cache of the CDN, not from the server behind it. A copy \
              that was made for a request without Origin has no CORS headers, and every page gets \
              it. If fresh responses have none either, the server has to send them first.",
        advice: &[
            Advice {
                actor: Console,
                title: "Make the CDN add the header, or purge the copies once the server sends it",
                text: "# Cloudflare: Rules → Transform Rules → Modify Response Header; Caching → Purge\n\
                       # Fastly: set resp.http.Access-Control-Allow-Origin in vcl_deliver; purge by URL\n\
                       # Bunny: pull zone → Headers → Add CORS headers; Purge\n\
                       # Google Cloud CDN: custom response headers of the backend; invalidate\n",
            },
            Advice {
                actor: Server,
                title: "Send the headers with every response of the URL, even if the request has \
                        no Origin",
                text: "Access-Control-Allow-Origin: *       # for public files; otherwise the \
                       origin, together with Vary: Origin\n\
                       # Cloudflare supports only Vary: Accept-Encoding: there you need * or a \
                       rule\n",
            },
        ],
        headers: Headers::Once("the cached copies are purged"),
    }],
    ..Layer::ROW
};
