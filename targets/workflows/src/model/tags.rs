//! Tags by pattern: hosts know globs, an environment says a regular expression.

use infrac_source::Str;

/// The globs that match exactly the tags that the regular expression matches as a whole, where globs can say that: letters, digits, `-`, `_`,
/// `/`, `.` (escaped), `[…]` and `\d` with or without `+`, `.*`, and alternatives at the top. `None` for anything else.
pub(crate) fn globs(pattern: &str) -> Option<Vec<Str>> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
    alternatives(pattern)?.into_iter().map(glob).collect()
}

/// The literal text that every tag of a glob begins with.
pub(crate) fn prefix(glob: &str) -> Str {
    let end = glob.find(['*', '?', '+', '[', '!', '\\']).unwrap_or(glob.len());
    // A sign of repetition speaks of the character before it.
    let repeats = glob.get(end..).is_some_and(|rest| rest.starts_with(['?', '+']));
    let end = if repeats { end.saturating_sub(1) } else { end };
    glob.get(..end).unwrap_or_default().into()
}

/// `a|b` where no bracket is open.
fn alternatives(pattern: &str) -> Option<Vec<&str>> {
    if pattern.contains(['(', ')']) {
        return None;
    }
    Some(pattern.split('|').collect())
}

fn glob(pattern: &str) -> Option<Str> {
    let mut out = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '.' if rest.next_if_eq(&'*').is_some() => out.push_str("**"),
            '\\' => match rest.next()? {
                'd' => out.push_str("[0-9]"),
                '.' => out.push('.'),
                '-' => out.push('-'),
                '/' => out.push('/'),
                _ => return None,
            },
            '[' => {
                out.push('[');
                loop {
                    match rest.next()? {
                        ']' => break,
                        inner if inner.is_ascii_alphanumeric() || "-_.".contains(inner) => out.push(inner),
                        _ => return None,
                    }
                }
                out.push(']');
            }
            '+' | '?' if !out.is_empty() && !out.ends_with('*') => out.push(c),
            c if c.is_ascii_alphanumeric() || "-_/".contains(c) => out.push(c),
            _ => return None,
        }
        // `x*` has no glob: there `*` stands for any text.
        if rest.peek() == Some(&'*') {
            return None;
        }
    }
    Some(out.into())
}

#[cfg(test)]
mod tests {
    use super::{globs, prefix};

    #[test]
    fn expressions_become_globs_where_globs_can_say_it() {
        let one = |pattern: &str| globs(pattern).map(|globs| globs.join(" "));
        assert_eq!(one("v.*").as_deref(), Some("v**"));
        assert_eq!(one(r"^v[0-9]+\.[0-9]+\.[0-9]+$").as_deref(), Some("v[0-9]+.[0-9]+.[0-9]+"));
        assert_eq!(one(r"v\d+").as_deref(), Some("v[0-9]+"));
        assert_eq!(one("release/.*|hotfix/.*").as_deref(), Some("release/** hotfix/**"));
        for beyond in ["v(1|2)", "v.", "a*", "v{2}", r"\w+", "[^a]", "+", "**"] {
            assert_eq!(one(beyond), None, "{beyond}");
        }
    }

    #[test]
    fn the_beginning_of_a_glob_is_literal() {
        assert_eq!(prefix("v**"), "v");
        assert_eq!(prefix("v[0-9]+"), "v");
        assert_eq!(prefix("ab+c"), "a");
        assert_eq!(prefix("latest"), "latest");
    }
}
