//! Functions of networks.

use super::{Args, Outcome, because, known};
use infrac_embedded::Network;

#[cfg(test)]
pub(crate) const NAMES: &[&str] = &["subnet"];

/// Calls one of them; `None`: it is none of them.
pub(crate) fn call(name: &str, args: &Args) -> Option<Outcome> {
    Some(match name {
        "subnet" => subnet(args),
        _ => return None,
    })
}

/// The part of a network with that number, when its prefix is made longer by so many bits: Terraform's `cidrsubnet`.
fn subnet(args: &Args) -> Outcome {
    let (text, bits, index) = (args.text(0)?, args.int(1)?, args.int(2)?);
    let network = Network::parse(&text).map_err(|fault| because(fault.message))?;
    let whole = if network.is_v4() { 32 } else { 128 };
    let room = whole - i64::from(network.prefix());
    let Some(bits) = u8::try_from(bits).ok().filter(|&bits| i64::from(bits) <= room) else {
        return Err(because(format!("`{text}` can be divided by 0 to {room} bits, not by {bits}")));
    };
    let found = u128::try_from(index).ok().and_then(|index| network.part(bits, index));
    match found {
        Some(part) => Ok(known(part.to_string())),
        None => {
            Err(because(format!("`{text}` divided by {bits} bits has no part number {index}; they are counted from 0")))
        }
    }
}
