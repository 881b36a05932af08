//! The URL names the wrong region or endpoint.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The storage service redirects to the endpoint of the bucket's own region. Browsers do not
    /// follow redirects of a preflight, and a signed URL is only valid for the host it was made
    /// for.
    /// # Common causes
    /// The client or the code that signs uses the global endpoint, or a region that is not the
    /// bucket's.
    /// # What to look at
    /// 301 or 307 with x-amz-bucket-region, or a Location with another region.
    /// # Fix
    /// Use the endpoint of the bucket's region, and sign for it. The bucket's CORS rules come after that.
    /// # Not to be mistaken for
    /// A bucket whose CORS rules do not cover the request: there the status is 403 or 200.
    KIND = {
        name: "wrong-endpoint",
        title: "the URL names the wrong region or endpoint",
        also_known_as: &["wrong-region", "permanent-redirect"],
        settle: "Compare x-amz-bucket-region in the response with the region in the URL.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
