//! Local network access: a page from the internet that asks a machine at home needs the person's
//! permission (Chromium from version 142).
//!
//! <https://wicg.github.io/local-network-access/>

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far away an address is. Greater is more public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AddressSpace {
    /// This machine.
    Loopback,
    /// The local network.
    Local,
    /// Everything else.
    Public,
}

impl AddressSpace {
    /// The word that Chromium's messages use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Loopback => "loopback",
            Self::Local => "local",
            Self::Public => "public",
        }
    }

    /// The space of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => of_v4(v4),
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) => of_v4(v4),
                None => of_v6(v6),
            },
        }
    }

    /// The space of an address as captures write it (`127.0.0.1`, `[::1]`, `::1`). `None` where
    /// it is not an address.
    #[must_use]
    pub fn of_text(address: &str) -> Option<Self> {
        let bare = address.strip_prefix('[').and_then(|a| a.strip_suffix(']'));
        bare.unwrap_or(address).parse().ok().map(Self::of)
    }
}

/// Whether Chromium asks the person before a page in `page` space may reach `target` space.
#[must_use]
pub fn needs_permission(page: AddressSpace, target: AddressSpace) -> bool {
    target < page
}

fn of_v4(address: Ipv4Addr) -> AddressSpace {
    match address.octets() {
        [127, ..] | [198, 18 | 19, ..] | [0, 0, 0, 0] => AddressSpace::Loopback,
        [0 | 10, ..]
        | [100, 64..=127, ..]
        | [172, 16..=31, ..]
        | [192, 168, ..]
        | [169, 254, ..] => AddressSpace::Local,
        _ => AddressSpace::Public,
    }
}

fn of_v6(address: Ipv6Addr) -> AddressSpace {
    let first = address.segments()[0];
    if address.is_loopback() || address.is_unspecified() {
        AddressSpace::Loopback
    } else if first & 0xfe00 == 0xfc00
        || first & 0xff80 == 0xfe80
        || (first == 0x2001 && address.segments()[1] == 0x0db8)
        || (first == 0x3fff && address.segments()[1] < 0x1000)
    {
        AddressSpace::Local
    } else {
        AddressSpace::Public
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_spaces_table() {
        use AddressSpace::{Local, Loopback, Public};
        for (address, expected) in [
            ("127.0.0.1", Some(Loopback)),
            ("127.255.0.9", Some(Loopback)),
            ("198.18.0.1", Some(Loopback)),
            ("198.19.255.255", Some(Loopback)),
            ("198.20.0.1", Some(Public)),
            ("0.0.0.0", Some(Loopback)),
            ("0.0.0.1", Some(Local)),
            ("10.1.2.3", Some(Local)),
            ("100.64.0.1", Some(Local)),
            ("100.127.255.255", Some(Local)),
            ("100.63.0.1", Some(Public)),
            ("172.31.255.255", Some(Local)),
            ("172.16.0.1", Some(Local)),
            ("172.32.0.1", Some(Public)),
            ("192.168.1.1", Some(Local)),
            ("192.169.1.1", Some(Public)),
            ("169.254.1.1", Some(Local)),
            ("8.8.8.8", Some(Public)),
            ("::1", Some(Loopback)),
            ("[::1]", Some(Loopback)),
            ("::", Some(Loopback)),
            ("fd00::1", Some(Local)),
            ("fe80::1", Some(Local)),
            ("febf::1", Some(Local)),
            ("fec0::1", Some(Local)),
            ("ff00::1", Some(Public)),
            ("2001:db8::1", Some(Local)),
            ("2001:db9::1", Some(Public)),
            ("3fff:fff::1", Some(Local)),
            ("3fff:1000::1", Some(Public)),
            ("2606:4700::1", Some(Public)),
            ("::ffff:10.0.0.1", Some(Local)),
            ("host", None),
        ] {
            assert_eq!(AddressSpace::of_text(address), expected, "{address}");
        }
    }

    #[test]
    fn permission_is_for_going_inwards() {
        use AddressSpace::{Local, Loopback, Public};
        assert!(needs_permission(Public, Local));
        assert!(needs_permission(Public, Loopback));
        assert!(needs_permission(Local, Loopback));
        assert!(!needs_permission(Local, Local));
        assert!(!needs_permission(Loopback, Public));
        assert_eq!(
            [Loopback, Local, Public].map(AddressSpace::word),
            ["loopback", "local", "public"]
        );
    }
}
