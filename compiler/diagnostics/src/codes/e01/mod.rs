//! E01: what the text itself gets wrong.

codes! {
    /// A file that is not UTF-8.
    e0101_invalid_utf8,
    /// Characters that begin nothing.
    e0102_unexpected_character,
    /// A string without its closing quotes.
    e0103_unclosed_string,
    /// A backslash that escapes nothing.
    e0104_unknown_escape,
    /// `${{ … }}` of another tool.
    e0105_double_brace,
    /// An interpolation that cannot be read.
    e0106_interpolation,
    /// A block string that is laid out wrongly.
    e0107_block_string,
    /// A number that cannot be read.
    e0108_bad_number,
    /// A bracket that is not closed.
    e0109_unclosed_delimiter,
    /// A closing bracket that nothing opened.
    e0110_stray_closer,
    /// Nesting beyond what is read.
    e0111_too_deep,
    /// A place where a value is missing.
    e0112_missing_value,
    /// A line that begins with what should end the one before.
    e0113_join_lines,
    /// `a < b < c`.
    e0114_chained_comparison,
    /// A name with a hyphen.
    e0115_hyphen_in_name,
    /// A word of the language where a name is declared.
    e0116_reserved_word,
    /// A block without its body.
    e0117_missing_body,
    /// Something at the top of a file that is no declaration.
    e0118_expected_declaration,
    /// An attribute with nothing behind it.
    e0119_dangling_attribute,
    /// Something that does not fit where it stands.
    e0120_unexpected_token,
    /// An `if` in an expression without `then` or `else`.
    e0121_incomplete_if,
    /// A tag whose payload has two parts without names.
    e0122_unnamed_payload,
    /// The lines with which Git marks a conflict.
    e0123_conflict_marker,
}
