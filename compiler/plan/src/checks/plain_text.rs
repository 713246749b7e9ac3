//! Secrets that stand in the text: by the name of the variable, by the form of the text, in a URL.

use super::finder::Finder;
use super::texts::{Content, Found, walk};
use infrac_diagnostics::Diagnostic;
use infrac_diagnostics::codes::e05::e0550_plain_text_secret::plain_text_secret;
use infrac_diagnostics::codes::e05::e0551_password_in_url::password_in_url;
use infrac_diagnostics::codes::e05::e0552_known_credential::known_credential;
use infrac_source::{Span, Str};

pub(super) fn find(finder: &mut Finder<'_>) {
    let plan = finder.plan;
    walk(plan, |found| {
        if let Some(what) = found.content.find(credential) {
            report(finder, &found, |span, _, name| known_credential(span, name, &found.place.to_string(), what));
        } else if found.content.find(|text| holds_password(text).then_some(())).is_some() {
            report(finder, &found, |span, _, name| password_in_url(span, name, &found.place.to_string()));
        } else if let Some((variable, value)) = found.variable.zip(known(found.content))
            && is_secret_name(variable)
            && is_secret_value(&value)
        {
            report(finder, &found, |span, literal, name| plain_text_secret(span, literal, name, variable));
        }
    });
}

fn report(finder: &mut Finder<'_>, found: &Found<'_>, word: impl FnOnce(Span, bool, &str) -> Diagnostic) {
    let Some(place) = finder.place(found.origin, found.header) else { return };
    let diagnostic = word(place.span, place.is_direct(), &finder.name(found.header));
    finder.report(found.header, &place, diagnostic);
}

fn known(content: Content<'_>) -> Option<Str> {
    match content {
        Content::Public(text) => text.known(),
        Content::Known(text) => Some(text.clone()),
        Content::Secret(_) => None,
    }
}

/// Whether a variable of this name holds a secret: by its last word or two. What is public by name, and what only counts or limits, is not meant.
fn is_secret_name(name: &str) -> bool {
    const ONE: &[&str] = &["PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "SECRET", "APIKEY"];
    const TWO: &[(&str, &str)] = &[
        ("API", "KEY"),
        ("PRIVATE", "KEY"),
        ("SECRET", "KEY"),
        ("ACCESS", "KEY"),
        ("ENCRYPTION", "KEY"),
        ("SIGNING", "KEY"),
    ];
    const HARMLESS: &[&str] = &["PUBLIC", "PUBLISHABLE", "VITE", "MAX", "MIN", "NUM", "COUNT", "LIMIT", "REACT"];
    let upper = name.to_ascii_uppercase();
    let words: Vec<&str> = upper.split(['_', '-', '.']).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| HARMLESS.contains(word)) {
        return false;
    }
    match words.as_slice() {
        [.., before, last] if TWO.contains(&(*before, *last)) => true,
        // PGPASSWORD is one word.
        [.., last] => ONE.contains(last) || last.ends_with("PASSWORD"),
        [] => false,
    }
}

/// Whether a value could be the secret itself: no switch, no path, no reference that something else resolves.
fn is_secret_value(value: &str) -> bool {
    const SWITCHES: &[&str] = &[
        "", "true", "false", "yes", "no", "on", "off", "0", "1", "none", "null", "required", "optional", "disabled",
        "enabled",
    ];
    let value = value.trim();
    let reference = ["/", "./", "../", "$", "{", "<", "%", "arn:", "vault:", "op://", "file:", "projects/"];
    !SWITCHES.contains(&value.to_ascii_lowercase().as_str())
        && !reference.iter().any(|start| value.starts_with(start))
        && !value.contains("://")
}

/// Whether a URL `scheme://user:password@host` stands in the text with a password that is written out.
fn holds_password(text: &str) -> bool {
    let ends = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | '<' | '>' | '\\') || c.is_whitespace();
    // Few texts have this one letter; what follows costs more than looking for it.
    let mut rest = if text.contains('@') { text } else { "" };
    while let Some((before, after)) = rest.split_once("://") {
        rest = after;
        let authority = after.split(ends).next().unwrap_or_default();
        let Some((user, _)) = authority.rsplit_once('@') else { continue };
        let Some((_, password)) = user.split_once(':') else { continue };
        let scheme = before.ends_with(|c: char| c.is_ascii_alphanumeric());
        let reference = password.is_empty()
            || password.starts_with(['$', '{', '%', '['])
            || password.chars().all(|c| matches!(c, '*' | '.' | 'x' | 'X'));
        if scheme && !reference {
            return true;
        }
    }
    false
}

/// Which credential the text holds, by the forms that their makers document.
fn credential(text: &str) -> Option<&'static str> {
    const FORMS: &[(&str, usize, &str)] = &[
        ("ghp_", 36, "a token of GitHub"),
        ("gho_", 36, "a token of GitHub"),
        ("ghu_", 36, "a token of GitHub"),
        ("ghs_", 36, "a token of GitHub"),
        ("ghr_", 36, "a token of GitHub"),
        ("github_pat_", 22, "a token of GitHub"),
        ("glpat-", 20, "a token of GitLab"),
        ("xoxb-", 20, "a token of Slack"),
        ("xoxp-", 20, "a token of Slack"),
        ("sk_live_", 16, "a key of Stripe"),
        ("rk_live_", 16, "a key of Stripe"),
        ("npm_", 36, "a token of npm"),
    ];
    // All of a form are letters of one word, and so is whatever may stand before it.
    let words = text.as_bytes().split(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')));
    let form_of = |word: &[u8]| {
        let is_form = |(start, least, _): &(&str, usize, _)| {
            word.len() >= start.len() + least && word.starts_with(start.as_bytes())
        };
        FORMS.iter().position(is_form)
    };
    let form = words.filter_map(form_of).min().and_then(|first| FORMS.get(first));
    form.map(|(.., what)| *what).or_else(|| holds_private_key(text).then_some("a private key"))
}

/// A PEM block (RFC 7468) whose label ends in PRIVATE KEY, with content.
fn holds_private_key(text: &str) -> bool {
    const BEGIN: &str = "-----BEGIN ";
    const CONTENT: usize = 32;
    text.len() > BEGIN.len() + CONTENT
        && text.split(BEGIN).skip(1).any(|block| {
            let Some((label, body)) = block.split_once("-----") else { return false };
            let content = body.chars().filter(|c| !c.is_whitespace()).take(CONTENT);
            let base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
            label.len() <= 32 && label.ends_with("PRIVATE KEY") && content.filter(|&c| base64(c)).count() == CONTENT
        })
}

#[cfg(test)]
mod tests {
    use super::{credential, holds_password, is_secret_name, is_secret_value};

    #[test]
    fn names_of_secrets() {
        for name in [
            "PASSWORD",
            "DB_PASSWORD",
            "PGPASSWORD",
            "GITHUB_TOKEN",
            "JWT_SECRET",
            "SMS_API_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "TLS_PRIVATE_KEY",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "PASSWORD_FILE",
            "TOKEN_URL",
            "SECRET_NAME",
            "PASSWORD_MIN_LENGTH",
            "MAX_TOKEN",
            "API_KEY_HEADER",
            "PUBLIC_KEY",
            "NEXT_PUBLIC_API_KEY",
            "ACCESS_KEY_ID",
            "CACHE_KEY",
            "TOKENS",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn values_that_are_no_secret() {
        for value in [
            "",
            "yes",
            "FALSE",
            "/run/secrets/db",
            "$(DB_PASSWORD)",
            "${X}",
            "{{ .Values.x }}",
            "<set me>",
            "https://id.example.com/token",
        ] {
            assert!(!is_secret_value(value), "{value}");
        }
        assert!(is_secret_value("hunter2"));
        assert!(is_secret_value("123456"));
    }

    #[test]
    fn passwords_in_urls() {
        for url in ["postgres://app:hunter2@db/shop", "x=amqp://guest:guest@broker:5672", "see\nredis://:pw@cache"] {
            assert!(holds_password(url), "{url}");
        }
        for url in [
            "https://example.com:8080/a@b",
            "postgres://app@db/shop",
            "postgres://app:$PASSWORD@db/shop",
            "postgres://app:@db",
            "http://a/b:c@d",
            "postgres://app:",
            "http://a b:c@d",
            "https://user:****@host",
        ] {
            assert!(!holds_password(url), "{url}");
        }
    }

    #[test]
    fn credentials_by_their_form() {
        let token = format!("token ghp_{}", "a1".repeat(18));
        assert_eq!(credential(&token), Some("a token of GitHub"));
        let key = format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n", "MIIE".repeat(12));
        assert_eq!(credential(&key), Some("a private key"));
        for text in [
            "ghp_short",
            "grep -q '-----BEGIN PRIVATE KEY-----' /tls/key.pem",
            "-----BEGIN CERTIFICATE-----\nMIIE",
            "npm_config_registry",
        ] {
            assert_eq!(credential(text), None, "{text}");
        }
    }
}
