//! AWS WAF: captchas, challenges and blocks in front of AWS services.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "aws-waf",
    name: "AWS WAF",
    docs: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html",
    replies: &[Reply {
        key: "challenge",
        kind: Kind::Gateway,
        sure: Certain,
        signs: &[&[Header("x-amzn-waf-action", "")]],
        what: "AWS WAF responds with a captcha or challenge instead of {host}",
        why: "The response has x-amzn-waf-action: AWS WAF (the web application firewall) stopped \
              the request with a challenge for a person (405 captcha, 202 challenge). A script \
              cannot solve it, and a preflight cannot carry the token. The application never \
              received the request.",
        advice: &[
            Advice {
                actor: Console,
                title: "Exempt OPTIONS and the API path from the WAF rule",
                text: "# AWS console → WAF & Shield → Web ACLs → the rule with the Captcha or Challenge action\n\
                       #   add a scope-down statement: NOT (HTTP method exactly matches OPTIONS)\n\
                       #                               AND NOT (URI path starts with {path})\n\
                       # or put a rule with the action Allow for them above it\n",
            },
            Advice {
                actor: Page,
                title: "Load the WAF integration SDK in the page, so that requests carry a token",
                text: "// https://docs.aws.amazon.com/waf/latest/developerguide/waf-application-integration.html\n\
                       // preflights carry no token, so exempt OPTIONS in any case\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
