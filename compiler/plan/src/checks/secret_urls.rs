//! Secrets in the user or password of a URL, where only some characters may stand. Neither Kubernetes nor Compose can percent-encode.

use super::finder::Finder;
use super::texts::{Content, Found, walk};
use crate::kinds::{Alphabet, Secret, SecretSource};
use crate::{Block, BlockId, SecretRef, Sensitive, SensitivePart};
use infrac_diagnostics::codes::e05::e0553_base64_in_url::base64_in_url;
use infrac_diagnostics::codes::e05::w0554_foreign_secret_in_url::foreign_secret_in_url;
use std::collections::BTreeMap;

pub(super) fn find(finder: &mut Finder<'_>) {
    let plan = finder.plan;
    let secrets: BTreeMap<BlockId, &Block<Secret>> =
        plan.blocks().secrets.iter().map(|block| (block.header.id, block)).collect();
    walk(plan, |found| {
        let Content::Secret(text) = found.content else { return };
        // One finding a text: the first of its secrets that may break the URL.
        let unsafe_one =
            in_authority(text).into_iter().filter_map(|secret| secrets.get(&secret.secret)).find(|block| {
                !matches!(known_alphabet(&block.value.source.value), Some(Alphabet::UrlSafe | Alphabet::Hex))
            });
        if let Some(block) = unsafe_one {
            tell(finder, &found, block);
        }
    });
}

/// The characters that the secret holds, where somebody knows.
fn known_alphabet(source: &SecretSource) -> Option<Alphabet> {
    match source {
        SecretSource::Generated { alphabet, .. } => Some(alphabet.value.clone()),
        SecretSource::Existing { alphabet, .. } => alphabet.as_ref().map(|alphabet| alphabet.value.clone()),
        SecretSource::Provided => None,
    }
}

fn tell(finder: &mut Finder<'_>, found: &Found<'_>, block: &Block<Secret>) {
    let Some(place) = finder.place(found.origin, found.header) else { return };
    let (user, secret) = (finder.name(found.header), finder.name(&block.header));
    let diagnostic = match &block.value.source.value {
        SecretSource::Generated { alphabet, .. } => {
            let said = finder.written(alphabet.origin, &block.header);
            base64_in_url(place.span, &user, &found.place.to_string(), &secret, said)
        }
        SecretSource::Provided | SecretSource::Existing { .. } => {
            let declared = finder.span(block.header.origin, &block.header);
            foreign_secret_in_url(place.span, &user, &found.place.to_string(), &secret, declared)
        }
    };
    finder.report(found.header, &place, diagnostic);
}

/// The secrets that stand between `scheme://` and the end of that part of the URL, with an `@` still to come.
fn in_authority(text: &Sensitive) -> Vec<&SecretRef> {
    let ends = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | '<' | '>' | '\\') || c.is_whitespace();
    let (mut found, mut waiting) = (Vec::new(), Vec::new());
    let mut inside = false;
    for part in text.parts() {
        let literal = match part {
            SensitivePart::Lit(literal) => literal.as_str(),
            SensitivePart::Secret(secret) => {
                if inside {
                    waiting.push(secret);
                }
                continue;
            }
            SensitivePart::Late(_) => continue,
        };
        let mut rest = literal;
        loop {
            if inside {
                let end = rest.find(ends);
                if rest.get(..end.unwrap_or(rest.len())).is_some_and(|authority| authority.contains('@')) {
                    found.append(&mut waiting);
                }
                let Some(after) = end.and_then(|end| rest.get(end..)) else { break };
                waiting.clear();
                inside = false;
                rest = after;
            } else {
                let Some((_, after)) = rest.split_once("://") else { break };
                inside = true;
                rest = after;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::in_authority;
    use crate::{BlockId, SecretRef, Sensitive, SensitivePart};

    fn text(pieces: &[&str]) -> Sensitive {
        let secret = || SensitivePart::Secret(SecretRef { secret: BlockId(7), key: None });
        let mut parts = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                parts.push(secret());
            }
            parts.push(SensitivePart::Lit((*piece).into()));
        }
        Sensitive::new(parts)
    }

    #[test]
    fn only_user_and_password_count() {
        assert_eq!(in_authority(&text(&["postgres://app:", "@db/shop"])).len(), 1);
        assert_eq!(in_authority(&text(&["smtp://", ":", "@mail"])).len(), 2);
        assert_eq!(in_authority(&text(&["https://hooks.example.com/", ""])).len(), 0);
        assert_eq!(in_authority(&text(&["https://", "/x@y"])).len(), 0);
        assert_eq!(in_authority(&text(&["key=", " http://a"])).len(), 0);
        assert_eq!(in_authority(&text(&["a=http://x/ b=amqp://u:", "@h"])).len(), 1);
    }
}
