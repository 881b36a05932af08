//! Azure Storage: the CORS rules of one service of an account.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "azure-storage",
    name: "Azure Storage",
    signs: &[],
    ran_with: None,
    docs: "https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services",
    comment: "#",
    layer: Layer::Other,
    cannot,
    parts,
    notes,
};

fn cannot(policy: &Policy) -> Option<&'static str> {
    policy
        .credentials()
        .then_some("a storage account never sends Access-Control-Allow-Credentials")
}

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "'*'".to_owned()
    } else {
        format!("'{}'", policy.listed_origins().join("' '"))
    };
    let list = |values: &[String]| {
        if values.is_empty() {
            "'*'".to_owned()
        } else {
            format!("'{}'", values.join("' '"))
        }
    };
    let mut text = String::new();
    let _ = writeln!(
        text,
        "az storage cors add --account-name ACCOUNT --services b \\"
    );
    let _ = writeln!(text, "  --origins {origins} \\");
    let _ = writeln!(
        text,
        "  --methods {} OPTIONS \\",
        methods_of_requests(policy).join(" ")
    );
    let _ = writeln!(
        text,
        "  --allowed-headers {} \\",
        list(policy.request_headers())
    );
    let _ = writeln!(
        text,
        "  --exposed-headers {} \\",
        list(policy.exposed_headers())
    );
    let _ = writeln!(text, "  --max-age {}", policy.max_age().unwrap_or(600));
    vec![Part {
        place: "in Azure (portal: Storage account → Settings → Resource sharing (CORS) → Blob service)",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "Each service (blob, file, queue, table: b f q t) has its own rules. The origin, the \
         method and every header have to be in the same rule."
            .into(),
    ]
}
