//! Keeps the addresses that members wrote from leading into the network that the program runs in.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};
use url::{Host, Url};

/// Lets requests to the forum's own host pass, whatever the port, and to public hosts. What they may tell is the
/// [`Keeper`](super::secrets::Keeper)'s concern.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The forum's host, which may be in a private network itself.
    home: Option<String>,
}

impl Guard {
    /// Guards a visitor of the forum at an address.
    pub fn new(home: Option<&Url>) -> Self {
        let home = home.and_then(Url::host_str).map(str::to_owned);
        Self { home }
    }

    /// Whether an address may be asked, as far as it can be told before its name is looked up.
    pub fn lets(&self, url: &Url) -> bool {
        if self.home.as_deref() == url.host_str() {
            return true;
        }
        match url.host() {
            Some(Host::Ipv4(address)) => is_public(address.into()),
            Some(Host::Ipv6(address)) => is_public(address.into()),
            Some(Host::Domain(_)) => true,
            None => false,
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let is_home = self.home.as_deref() == Some(name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found
                .filter(|address| is_home || is_public(address.ip()))
                .collect();
            if public.is_empty() {
                let error = "the host's name leads nowhere, or into a private network";
                return Err(io::Error::other(error).into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the open network.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            let is_shared = first == 100 && (64..128).contains(&second);
            let is_test = first == 198 && (18..20).contains(&second);
            !(address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_broadcast()
                || address.is_documentation()
                || address.is_multicast()
                || is_shared
                || is_test
                || first == 0
                || first >= 240)
        }
        IpAddr::V6(address) => {
            is_public_v6(address) && within(address).is_none_or(|inner| is_public(inner.into()))
        }
    }
}

/// The address of the older kind that one of the newer kind leads to: mapped, compatible, by NAT64 or by 6to4.
fn within(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let [high, low] = match [a, b, c, d, e, f] {
        [0, 0, 0, 0, 0, 0 | 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => [g, h],
        [0x2002, high, low, ..] => [high, low],
        _ => return None,
    };
    Some(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    let is_local = (first & 0xfe00) == 0xfc00 || (first & 0xff80) == 0xfe80;
    !(address.is_loopback() || address.is_unspecified() || address.is_multicast() || is_local)
}

#[cfg(test)]
mod tests {
    use super::Guard;
    use url::Url;

    #[test]
    fn addresses_of_private_networks_are_refused_but_for_the_forums_own() {
        let lets = |home: &str, url: &str| {
            Guard::new(Url::parse(home).ok().as_ref()).lets(&Url::parse(url).unwrap())
        };
        let home = "http://192.168.1.5:8080/bbs/";
        assert!(lets(home, "http://192.168.1.5:9000/x.png"));
        assert!(lets(home, "https://cdn.example/x.png"));
        assert!(lets(home, "http://1.1.1.1/x.png"));
        for private in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[::10.0.0.1]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[2002:7f00:1::]/",
        ] {
            assert!(!lets(home, private), "{private}");
        }
    }
}
