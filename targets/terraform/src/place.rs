//! Which file a block stands in.

use infrac_plan::{Header, Plan};
use infrac_source::Str;

/// The files that hold something else.
const TAKEN: [&str; 7] = ["versions", "providers", "backend", "variables", "secrets", "outputs", "moved"];

/// The file of a block, without its ending: that of the component instance which made it, that of its module, or `main`.
pub(crate) fn file(plan: &Plan, header: &Header) -> Str {
    let instance = plan.owners(header.id).skip(1).last();
    let path = match instance {
        Some(instance) => instance.identity.as_str(),
        None => {
            let identity = header.identity.split('[').next().unwrap_or_default();
            identity.rsplit_once('.').map_or("", |(module, _)| module)
        }
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name = path.chars().map(plain).collect::<String>();
    let name = name.trim_matches('_');
    match name {
        "" => "main".into(),
        name if TAKEN.contains(&name) => format!("{name}_resources").into(),
        name => name.into(),
    }
}
