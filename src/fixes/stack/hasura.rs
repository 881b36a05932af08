//! Hasura: the environment variable with the origins that may ask.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "hasura",
    name: "Hasura",
    signs: &[],
    ran_with: None,
    docs: "https://hasura.io/docs/2.0/deployment/graphql-engine-flags/config-examples/#configure-cors",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "*".to_owned()
    } else {
        policy.listed_origins().join(", ")
    };
    vec![Part {
        place: "environment of the server (Hasura Cloud: the project → Env vars)",
        text: format!("HASURA_GRAPHQL_CORS_DOMAIN=\"{origins}\"\n"),
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The list replaces the current one: keep its origins. Hasura allows every requested \
         header and credentials for an origin on the list."
            .into(),
        "x-hasura-admin-secret must not be in a page: use a JWT or a webhook.".into(),
    ]
}
