//! The AWS application load balancer.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "aws-alb",
    name: "the AWS load balancer",
    docs: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
    replies: &[
        Reply {
            key: "login",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[LeadsQuery("oauth2%2Fidpresponse")],
                &[LeadsQuery("oauth2/idpresponse")],
                &[Header("server", "awselb"), Status(401, 401)],
            ],
            what: "the AWS load balancer requires a login for {host}",
            why: "A listener rule of the load balancer requires its login cookie for every \
                  request, and a preflight never carries cookies. The application behind it never \
                  received the request.",
            advice: &[Advice {
                actor: Console,
                title: "Add a listener rule that forwards OPTIONS, before the one that \
                        authenticates",
                text: "# EC2 → Load balancers → Listeners → Rules → Add rule, above the authenticate rule\n\
                       #   IF Http request method is OPTIONS  THEN Forward to the target group\n\
                       # for API paths set the authenticate action to deny (401) instead of a redirect:\n\
                       #   OnUnauthenticatedRequest: deny\n",
            }],
            headers: Headers::Once("the load balancer forwards OPTIONS to the application"),
        },
        Reply {
            key: "unreachable",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Header("server", "awselb"), Status(500, 599)]],
            what: "the AWS load balancer could not get a response from the application of {host}",
            why: "Server: awselb means that the response comes from the load balancer: no target \
                  is healthy (503), the target broke off the connection (502) or was too slow \
                  (504). The missing CORS headers only hide that from the page.",
            advice: &[Advice {
                actor: Server,
                title: "Fix the application behind the load balancer: see its log and the \
                        target's health",
                text: "# EC2 → Target groups → Targets: health status and reason\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "firewall",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("server", "awselb"), Status(400, 499)]],
            what: "the AWS load balancer rejected the request to {host}",
            why: "Server: awselb means that the response comes from the load balancer, usually \
                  from a firewall rule (403) or a fixed response of a listener rule. The \
                  application never received the request.",
            advice: &[Advice {
                actor: Console,
                title: "Check the listener rules and the web ACL of the load balancer",
                text: "# EC2 → Load balancers → Listeners and rules; WAF & Shield → Web ACLs → Sampled requests\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
