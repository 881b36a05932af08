//! A page that reaches into the local network because its visitor allowed it.

use super::{Broken, Severity, declare_rule};
use crate::capture::Part;
use crate::fetch::Phase;
use crate::fetch::local_network::needs_permission;
use crate::verdict::{Brief, Shown};

declare_rule! {
    /// # What it means
    /// A response from this machine or the local network reached a page on the internet.
    /// # Why it matters
    /// The browser asks every visitor before it allows that: Chromium from version 142 (`WebSocket`
    /// from 147), Firefox from version 153. In this recording the visitor agreed. For a visitor who
    /// does not agree, the request fails with an error that looks like a CORS error.
    /// # Common causes
    /// - The page talks to a program on the visitor's machine, or to a device at home.
    /// # What to look at
    /// - The addresses of the page and of the request in the capture.
    /// # Example
    /// ```text
    /// https://shop.example/                   (from 93.184.216.34)
    /// GET http://localhost:8080/status        (from 127.0.0.1)
    /// ```
    /// # How to fix it
    /// Let the page work without it, and explain why it asks. The page must come over https, and a
    /// frame needs `allow="loopback-network"` or `allow="local-network"`. The response needs CORS
    /// headers as usual:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  … wants to access other apps and services on this device
    /// Firefox   Allow … to access apps and services on this device?
    /// ```
    RULE = {
        name: "local-network-granted",
        check: check,
        summary: "the visitor had to allow access to the local network",
        severity: Severity::Note,
        spec: "https://wicg.github.io/local-network-access/",
        also_known_as: &[],
    }
}

fn check(brief: &Brief<'_>) -> Vec<Broken> {
    let (Some(page), Some(target)) = (brief.evidence.page_space, brief.evidence.address_space)
    else {
        return Vec::new();
    };
    let Some(last) = brief.observed.hops.last() else {
        return Vec::new();
    };
    if !needs_permission(page, target) || last.status <= 0 || last.entry.server_ip.is_none() {
        return Vec::new();
    }
    vec![Broken {
        phase: Phase::Response,
        hop: u16::try_from(brief.observed.hops.len() - 1).unwrap_or(u16::MAX),
        summary: format!(
            "The page came from a {} address and reached a {} one: Chromium and Firefox ask every \
             visitor before they allow that.",
            page.word(),
            target.word()
        ),
        exhibits: vec![Shown {
            place: brief.capture.place(last.entry, Part::Entry),
            name: "entry".to_owned(),
            value: None,
        }],
        expose: Vec::new(),
    }]
}
