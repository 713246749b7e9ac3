//! Words for a POSIX shell.

use infrac_source::Str;

/// Data as one word of a shell: as it stands where no shell could take it for anything else, else between single quotes (POSIX, "Shell Command
/// Language", 2.2.2).
pub(crate) fn word(text: &str) -> Str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:=@%+,".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.into();
    }
    format!("'{}'", text.replace('\'', "'\\''")).into()
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn what_a_shell_would_read_is_quoted() {
        assert_eq!(word("out/helm/shop"), "out/helm/shop");
        assert_eq!(word("a b"), "'a b'");
        assert_eq!(word("$(rm -rf /)"), "'$(rm -rf /)'");
        assert_eq!(word("it's"), "'it'\\''s'");
        assert_eq!(word(""), "''");
        assert_eq!(word("~root"), "'~root'");
    }
}
