//! Other people's services: what their users can do where a page is refused. The server is not the
//! reader's, so no headers to send are offered.

pub(super) mod ai;
pub(super) mod business;
pub(super) mod code_hosts;
pub(super) mod general;
pub(super) mod google;
pub(super) mod media;
pub(super) mod messages;
pub(super) mod microsoft;
pub(super) mod payments;
