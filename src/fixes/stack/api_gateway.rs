//! API Gateway, REST APIs: an `OPTIONS` method without authorizer, headers on the gateway's own
//! errors, and a reminder that with a proxy integration the function sends its headers itself.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::methods;
use super::nextjs::script_policy;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "api-gateway-rest",
    name: "AWS API Gateway (REST API)",
    signs: &[
        Sign {
            header: "X-Amz-Apigw-Id",
            holds: "",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "X-Amzn-ErrorType",
            holds: "",
            confidence: Confidence::Possible,
        },
    ],
    ran_with: None,
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
    comment: "#",
    layer: Layer::Other,
    cannot,
    parts,
    notes,
};

fn cannot(policy: &Policy) -> Option<&'static str> {
    (policy.listed_origins().len() > 1).then_some(
        "the gateway's own responses, including those to preflights, can name one \
                    origin only",
    )
}

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    // Headers that the gateway itself sends are fixed text: they can name one origin.
    let origin = policy.main_origin();
    let mut api = "\
Api:
  Type: AWS::Serverless::Api
  Properties:
    Cors:
"
    .to_owned();
    let _ = writeln!(api, "      AllowOrigin: \"'{origin}'\"");
    let _ = writeln!(
        api,
        "      AllowMethods: \"'{}'\"",
        methods(policy).join(",")
    );
    if !policy.request_headers().is_empty() {
        let _ = writeln!(
            api,
            "      AllowHeaders: \"'{}'\"",
            policy.request_headers().join(",")
        );
    }
    if policy.credentials() {
        api.push_str("      AllowCredentials: true\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(api, "      MaxAge: \"'{seconds}'\"");
    }
    api.push_str(
        "    Auth:
      AddDefaultAuthorizerToCorsPreflight: false  # OPTIONS needs no token
    GatewayResponses:
",
    );
    for kind in ["DEFAULT_4XX", "DEFAULT_5XX"] {
        let _ = write!(
            api,
            "      {kind}:
        ResponseParameters:
          Headers:
            Access-Control-Allow-Origin: \"'{origin}'\"
"
        );
        if policy.credentials() {
            api.push_str("            Access-Control-Allow-Credentials: \"'true'\"\n");
        }
        if !policy.any_origin() {
            api.push_str("            Vary: \"'Origin'\"\n");
        }
    }
    let mut function = script_policy(policy);
    function.push_str(
        "
// in the handler, before every return:
const headers = new Headers();
allow({ headers: new Headers(event.headers) }, headers, false);
return { statusCode, headers: Object.fromEntries(headers), body };
",
    );
    vec![
        Part {
            place: "template.yaml (SAM), then deploy: without that a change has no effect",
            text: api,
        },
        Part {
            place: "Lambda proxy integration: the function responds with its own headers (Node.js)",
            text: function,
        },
    ]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Without SAM: in the console Enable CORS on the resource, tick DEFAULT 4XX and DEFAULT \
         5XX, set Authorization NONE and no API key on OPTIONS, and deploy the stage."
            .into(),
    ];
    if policy.listed_origins().len() > 1 {
        notes.push(format!(
            "The gateway's own responses can name one origin only. To allow all of {}, respond to \
             OPTIONS in the function, or put CloudFront with a response headers policy in front, \
             or use an HTTP API.",
            policy.listed_origins().join(" ")
        ));
    }
    notes
}
