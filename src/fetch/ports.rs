//! The ports that browsers do not talk to.
//!
//! <https://fetch.spec.whatwg.org/#port-blocking>

use url::Url;

/// The standard's bad ports, in order.
const BAD_PORTS: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
];

/// Whether browsers refuse to connect to the port of this URL.
#[must_use]
pub fn is_bad(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https" | "ws" | "wss")
            && url
                .port()
                .is_some_and(|port| BAD_PORTS.binary_search(&port).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_table() {
        assert!(BAD_PORTS.is_sorted());
        for (url, expected) in [
            ("https://api.example:9/", true),
            ("https://api.example:6667/", true),
            ("ws://api.example:25/", true),
            ("https://api.example:10080/", true),
            ("https://api.example:8080/", false),
            ("https://api.example/", false),
            ("ftp://api.example:21/", false),
            ("", false),
        ] {
            assert_eq!(is_bad(url), expected, "{url}");
        }
    }
}
