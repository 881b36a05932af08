//! What is the same for every object store: the replies of a bucket, without their signs.

use super::super::prelude::*;

/// No CORS rule covers the request, and the store refuses the preflight.
pub(super) const NO_RULE: Reply = Reply {
    key: "no-rule",
    kind: Kind::OriginRefused,
    sure: Certain,
    signs: &[],
    what: "no CORS rule of the bucket covers the request",
    why: "The store allows web pages only if one CORS rule of the bucket covers the origin, the \
          method and every requested header. The rule belongs to the bucket, not to the \
          application that signs the URLs.",
    advice: &[],
    headers: Headers::Here,
};

/// No CORS rule covers the request, and the store returns the object without CORS headers.
pub(super) const NO_RULE_FOR_REQUEST: Reply = Reply {
    key: "no-rule-for-request",
    kind: Kind::NotConfigured,
    sure: Likely,
    ..NO_RULE
};

/// The store does not accept a signed URL.
pub(super) const SIGNATURE: Reply = Reply {
    key: "signature",
    kind: Kind::Refused,
    sure: Likely,
    signs: &[],
    what: "the store refuses the signed request",
    why: "Usual reasons: the signature has expired, it was made for another method, host, key or \
          Content-Type than the page sends, or the keys lack the permission. The error can lack \
          the CORS headers, so the page sees a CORS error instead.",
    advice: &[SIGN_AGAIN, SEE_THE_ERROR],
    headers: Headers::Never,
};

/// The fix of a signature that does not fit.
pub(super) const SIGN_AGAIN: Advice = Advice {
    actor: Server,
    title: "Sign the URL again, with exactly the method, the key and the headers that the page sends",
    text: "// the page has to send the Content-Type that was signed, and no Authorization header\n\
           // the URL has to be valid long enough\n\
           // the response body names the reason: SignatureDoesNotMatch, AccessDenied, Request has expired\n",
};

const SEE_THE_ERROR: Advice = Advice {
    actor: Page,
    title: "See what the store responds to this URL",
    text: "curl -i -X PUT -H \"Content-Type: TYPE\" --data-binary @file \"SIGNED URL\"\n",
};
