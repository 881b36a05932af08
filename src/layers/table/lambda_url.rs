//! Lambda function URLs.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "lambda-url",
    name: "AWS Lambda function URL",
    whose: Whose::Tenant,
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors",
    stack: Some("lambda-url"),
    shows: &[(Certain, &[Named(".lambda-url."), Host("*.on.aws")])],
    replies: &[Reply {
        key: "forbidden",
        kind: Kind::Login,
        sure: Likely,
        signs: &[&[
            Named(".lambda-url."),
            Host("*.on.aws"),
            Status(403, 403),
            Header("x-amzn-errortype", "AccessDenied"),
        ]],
        what: "the function URL does not accept unsigned requests",
        why: "Lambda refused the request before the function ran: the function URL has the auth \
              type AWS_IAM, or public access is not permitted. A page's plain request is not \
              signed. Code in the function cannot change that.",
        advice: &[Advice {
            actor: Console,
            title: "Set the auth type of the function URL to NONE, and check the token in the code",
            text: "# Lambda → the function → Configuration → Function URL → Edit → Auth type: NONE\n\
                   # or sign the request with credentials of an identity pool (AWS SDK)\n",
        }],
        headers: Headers::Never,
    }],
};
