//! The kinds of causes, one a file, and the table of them.

use super::CauseKind;

pub(super) mod another_program;
pub(super) mod body_too_large;
pub(super) mod cached_response;
pub(super) mod client_certificate;
mod connection_failed;
mod cors_header_misplaced;
mod cors_header_misspelt;
mod cors_headers_in_request;
pub(super) mod cors_not_configured;
mod credentials_not_granted;
pub(super) mod error_without_headers;
mod extension_blocked;
pub(super) mod gateway_answered;
mod headers_set_twice;
mod insecure_url;
pub(super) mod interstitial_page;
mod lists_misspelt;
pub(super) mod login_in_front;
pub(super) mod login_redirect;
mod method_not_listed;
mod mode_forbids;
mod new_request_header;
mod nginx_without_always;
pub(super) mod not_for_pages;
mod only_on_preflight;
mod only_on_response;
mod origin_misspelt;
mod origin_not_listed;
pub(super) mod origin_not_registered;
pub(super) mod origin_refused;
mod other_origin_only;
mod page_from_disk;
mod page_policy;
mod preflight_error;
pub(super) mod preflight_not_routed;
mod preflight_redirected;
pub(super) mod preflight_rejected;
pub(super) mod preflight_unauthorized;
mod private_network;
mod redirect_left_host;
mod redirect_unusable;
mod redirect_without_headers;
mod resource_policy;
mod service_worker;
mod several_origins_listed;
mod wildcard_with_credentials;
mod wrong_content;
pub(super) mod wrong_endpoint;

/// Declares `KIND` with the doc comment as its documentation.
macro_rules! declare_cause {
    (
        $(#[doc = $line:literal])+
        KIND = {
            name: $name:literal,
            title: $title:literal,
            also_known_as: $names:expr,
            settle: $settle:literal,
            diagnose: $diagnose:expr $(,)?
        }
    ) => {
        $(#[doc = $line])+
        pub(in crate::causes) static KIND: crate::causes::CauseKind = crate::causes::CauseKind {
            name: $name,
            title: $title,
            settle: $settle,
            also_known_as: $names,
            lines: &[$($line),+],
            diagnose: $diagnose,
        };
    };
}
use declare_cause;

/// All kinds of causes, in the order in which they are tried: the first that applies is the root
/// cause, and what would come after it is a consequence. What stops a request on its way comes
/// before what its responses lack; who answered, before what the response says.
pub static CAUSES: &[&CauseKind] = &[
    // Nothing was sent, or nobody answered.
    &connection_failed::KIND,
    &insecure_url::KIND,
    &private_network::KIND,
    &extension_blocked::KIND,
    &page_policy::KIND,
    &mode_forbids::KIND,
    &service_worker::KIND,
    &redirect_unusable::KIND,
    &resource_policy::KIND,
    &wrong_content::KIND,
    // Who answered is in the table of layers: these are found there before the rest is tried.
    &another_program::KIND,
    &interstitial_page::KIND,
    &login_in_front::KIND,
    &not_for_pages::KIND,
    &origin_not_registered::KIND,
    &wrong_endpoint::KIND,
    &client_certificate::KIND,
    &origin_refused::KIND,
    &body_too_large::KIND,
    // The preflight was answered by something that is not about CORS.
    &preflight_redirected::KIND,
    &preflight_unauthorized::KIND,
    &preflight_not_routed::KIND,
    &preflight_rejected::KIND,
    // The request was redirected away.
    &login_redirect::KIND,
    &redirect_left_host::KIND,
    &redirect_without_headers::KIND,
    // It ended in an error that hides behind the missing headers.
    &gateway_answered::KIND,
    &preflight_error::KIND,
    &nginx_without_always::KIND,
    &error_without_headers::KIND,
    // The headers are there, and something is wrong with them.
    &headers_set_twice::KIND,
    &several_origins_listed::KIND,
    &cached_response::KIND,
    &cors_header_misspelt::KIND,
    &cors_header_misplaced::KIND,
    &cors_headers_in_request::KIND,
    &wildcard_with_credentials::KIND,
    &credentials_not_granted::KIND,
    &page_from_disk::KIND,
    &origin_misspelt::KIND,
    &other_origin_only::KIND,
    &lists_misspelt::KIND,
    &method_not_listed::KIND,
    &new_request_header::KIND,
    // They are not there.
    &only_on_preflight::KIND,
    &only_on_response::KIND,
    &origin_not_listed::KIND,
    &cors_not_configured::KIND,
];

/// `a 404`, `an 800`: a status with its article.
fn article(status: i32) -> String {
    let an = status == 8 || status == 11 || status == 18 || (800..900).contains(&status);
    format!("{} {status}", if an { "an" } else { "a" })
}
