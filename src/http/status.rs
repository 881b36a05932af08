//! Status codes, as the Fetch standard sorts them.

/// Whether a preflight with this status succeeds: 200 to 299.
///
/// <https://fetch.spec.whatwg.org/#ok-status>
#[must_use]
pub fn is_ok(status: i32) -> bool {
    (200..=299).contains(&status)
}

/// Whether a response with this status may redirect: 301, 302, 303, 307, 308.
///
/// <https://fetch.spec.whatwg.org/#redirect-status>
#[must_use]
pub fn is_redirect(status: i32) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirect_statuses_are_five() {
        let found: Vec<i32> = (0..600).filter(|s| is_redirect(*s)).collect();
        assert_eq!(found, [301, 302, 303, 307, 308]);
    }

    #[test]
    fn ok_statuses_are_the_two_hundreds() {
        assert!(is_ok(200) && is_ok(204) && is_ok(299));
        assert!(!is_ok(199) && !is_ok(304) && !is_ok(0));
    }
}
