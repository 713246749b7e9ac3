//! Networks (`10.0.0.0/16`, RFC 4632) and addresses, of IPv4 and IPv6. A late value can only be the whole text.

use crate::piece::{Fault, Joined};
use ipnet::IpNet;
use std::fmt;
use std::net::IpAddr;

/// A network: an address whose host bits are zero, and the length of its prefix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Network(IpNet);

impl Network {
    /// Reads `address/prefix`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let whole = 0..text.len();
        let Some((address, prefix)) = text.split_once('/') else {
            let fault = Fault::new(whole, "a network has a prefix length");
            return Err(match text.parse::<IpAddr>() {
                Ok(IpAddr::V4(_)) => fault.help(format!("write `{text}/32` for this one address")),
                Ok(IpAddr::V6(_)) => fault.help(format!("write `{text}/128` for this one address")),
                Err(_) => fault.help("write it like `10.0.0.0/16`"),
            });
        };
        let address = parse_address(address)?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let digits = text.len() - prefix.len()..text.len();
        let length = prefix.bytes().all(|byte| byte.is_ascii_digit()).then(|| prefix.parse::<u8>().ok()).flatten();
        let Some(net) = length.and_then(|length| IpNet::new(address, length).ok()) else {
            return Err(Fault::new(digits, format!("the prefix length is a number from 0 to {bits}")));
        };
        if net.addr() != net.network() {
            let fault = Fault::new(whole, format!("`{address}` is an address inside the network, not its first one"));
            return Err(fault.help(format!("write `{}`", net.trunc())));
        }
        Ok(Self(net))
    }

    /// Whether every address of `other` lies in it; networks of the other IP version never do.
    pub fn contains(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the two share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// One of the equal parts that it falls into when its prefix is made longer by `bits`, counted from 0. `None`: there is no such part.
    pub fn part(self, bits: u8, index: u128) -> Option<Self> {
        let whole: u8 = if self.is_v4() { 32 } else { 128 };
        let length = self.prefix().checked_add(bits).filter(|&length| length <= whole)?;
        if bits < 128 && index >> bits != 0 {
            return None;
        }
        let offset = if length == 0 { 0 } else { index.checked_shl(u32::from(whole - length))? };
        let address = match self.0.network() {
            IpAddr::V4(first) => {
                let bits = u128::from(u32::from(first)) | offset;
                IpAddr::V4(u32::try_from(bits).ok()?.into())
            }
            IpAddr::V6(first) => IpAddr::V6((u128::from(first) | offset).into()),
        };
        IpNet::new(address, length).ok().map(Self)
    }

    /// The length of the prefix in bits.
    pub fn prefix(self) -> u8 {
        self.0.prefix_len()
    }

    /// Whether it is a network of IPv4.
    pub fn is_v4(self) -> bool {
        matches!(self.0, IpNet::V4(_))
    }

    /// Whether all its addresses are private: RFC 1918 for IPv4, unique local (RFC 4193) for IPv6.
    pub fn is_private(self) -> bool {
        let ranges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];
        ranges.iter().filter_map(|range| range.parse::<IpNet>().ok()).any(|range| range.contains(&self.0))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn parse_address(text: &str) -> Result<IpAddr, Fault> {
    text.parse().map_err(|_| {
        let message = if text.is_empty() { "no address".to_owned() } else { format!("`{text}` is no IP address") };
        Fault::new(0..text.len(), message)
    })
}

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    if text.has_build_hole() { Ok(()) } else { Network::parse(&text.text).map(drop) }
}

pub(crate) fn check_address(text: &Joined) -> Result<(), Fault> {
    if text.has_build_hole() { Ok(()) } else { parse_address(&text.text).map(drop) }
}
