//! Azure App Service: the platform's own CORS setting, which answers before the application.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "azure-app-service",
    name: "Azure App Service",
    signs: &[],
    ran_with: None,
    docs: "https://learn.microsoft.com/azure/app-service/app-service-web-tutorial-rest-api",
    comment: "#",
    layer: Layer::Other,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "'*'".to_owned()
    } else {
        let quoted: Vec<String> = policy
            .listed_origins()
            .iter()
            .map(|origin| format!("'{origin}'"))
            .collect();
        quoted.join(" ")
    };
    let mut text = format!(
        "az webapp cors add --resource-group GROUP --name APP --allowed-origins {origins}\n"
    );
    if policy.credentials() {
        text.push_str(
            "az resource update --resource-group GROUP --namespace Microsoft.Web --resource-type sites/config \\\n  \
             --parent sites/APP --name web --set properties.cors.supportCredentials=true\n",
        );
    }
    vec![Part {
        place: "in Azure (portal: the app → API → CORS)",
        text,
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "The platform responds to preflights itself and allows every method and header. This \
         setting replaces the CORS code of the application: use only one of the two."
            .into(),
    ];
    if !policy.exposed_headers().is_empty() {
        notes.push(format!(
            "Access-Control-Expose-Headers: {} has to come from the application.",
            policy.exposed_headers().join(", ")
        ));
    }
    notes
}
