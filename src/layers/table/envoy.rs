//! Envoy and Istio.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "envoy",
    name: "Envoy",
    docs: "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter",
    replies: &[
        Reply {
            key: "unreachable",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[
                    Line("server", "envoy"),
                    Without("x-envoy-upstream-service-time"),
                    Status(502, 504),
                ],
                &[
                    Line("server", "istio-envoy"),
                    Without("x-envoy-upstream-service-time"),
                    Status(502, 504),
                ],
            ],
            what: "Envoy could not get a response from the application of {host}",
            why: "This response comes from Envoy: the application behind it is down, restarting, \
                  too slow, or not in its cluster. Fix that first; the missing CORS headers only \
                  hide it from the page.",
            advice: &[Advice {
                actor: Server,
                title: "Start the application behind Envoy again: see its log and its health \
                        checks",
                text: "# kubectl get pods, kubectl logs POD; Envoy's access log names the reason in %RESPONSE_FLAGS%\n\
                       # (UH no healthy upstream, UF connection failed, UT timeout)\n",
            }],
            headers: Headers::Once(
                "the application works again; this then adds the headers to Envoy's own errors",
            ),
        },
        Reply {
            key: "refused-options",
            kind: Kind::Login,
            sure: Likely,
            signs: &[
                &[
                    Line("server", "envoy"),
                    Without("x-envoy-upstream-service-time"),
                    Preflight,
                    Status(401, 403),
                ],
                &[
                    Line("server", "istio-envoy"),
                    Without("x-envoy-upstream-service-time"),
                    Preflight,
                    Status(401, 403),
                ],
            ],
            what: "Envoy refuses OPTIONS before the application",
            why: "Envoy itself refused OPTIONS: an authorization filter (JWT, RBAC, an external \
                  check) runs before its CORS filter, and a preflight never carries a token.",
            advice: &[Advice {
                actor: InFront,
                title: "Put Envoy's cors filter before the authorization filters",
                text: "http_filters:\n  - name: envoy.filters.http.cors          # first\n  - name: envoy.filters.http.jwt_authn     # or ext_authz, rbac: after it\n  - name: envoy.filters.http.router\n\
                       # Istio: an AuthorizationPolicy has to allow the method OPTIONS as well\n\
                       #   rules: [{ to: [{ operation: { methods: [\"OPTIONS\"] } }] }]\n",
            }],
            headers: Headers::Here,
        },
    ],
    ..Layer::ROW
};
