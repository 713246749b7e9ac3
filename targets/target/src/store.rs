//! What an entry of a secret store is called: whoever makes it and whoever reads it must agree.

use infrac_source::Str;

/// Project, environment and secret, joined by what the store takes between parts of a name.
pub fn store_entry(project: &str, environment: &str, secret: &str, separator: &str) -> Str {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let part = |name: &str| name.chars().map(plain).collect::<String>().trim_matches('-').to_owned();
    [part(project), part(environment), part(secret)].join(separator).into()
}
