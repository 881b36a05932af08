//! `MinIO`: the server's setting for origins.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "minio",
    name: "MinIO",
    signs: &[],
    ran_with: None,
    docs: "https://min.io/docs/minio/linux/reference/minio-server/settings.html",
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
        policy.listed_origins().join(",")
    };
    vec![
        Part {
            place: "environment of the server",
            text: format!("MINIO_API_CORS_ALLOW_ORIGIN=\"{origins}\"\n"),
        },
        Part {
            place: "or at run time",
            text: format!("mc admin config set ALIAS api cors_allow_origin=\"{origins}\"\n"),
        },
    ]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The setting is for the whole server, and * is its default. It allows every method and \
         header."
            .into(),
        "A proxy in front of MinIO must not add the headers as well.".into(),
    ]
}
