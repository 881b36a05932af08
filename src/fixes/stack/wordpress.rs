//! `WordPress`: Apache or `LiteSpeed` serves the files, and a filter changes the REST API.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "wordpress",
    name: "WordPress",
    signs: &[],
    ran_with: None,
    docs: "https://developer.wordpress.org/reference/functions/rest_send_cors_headers/",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, situation: &Situation<'_>) -> Vec<Part> {
    let mut parts = super::apache::STACK.remedy(policy, situation).parts;
    for part in &mut parts {
        part.place = ".htaccess in the WordPress folder, outside the # BEGIN WordPress block \
                      (files and pages)";
    }
    let origins = if policy.any_origin() {
        "'*'".to_owned()
    } else {
        quoted(policy.listed_origins(), '\'')
    };
    let mut text = String::new();
    let _ = writeln!(
        text,
        "add_filter('allowed_http_origins', fn($origins) => array_merge($origins, [{origins}]));"
    );
    parts.push(Part {
        place: "functions.php of the child theme, or a plugin of your own (admin-ajax.php and the REST API)",
        text,
    });
    parts
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The REST API (/wp-json/) allows every origin by default. If it does not, the response \
         comes from a security plugin, a cache or a redirect of the host. Deactivate them one by \
         one."
            .into(),
        "For files and pages, use one host name everywhere (Settings → General); then nothing is \
         cross-origin."
            .into(),
    ]
}
