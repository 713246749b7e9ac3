//! Functions of text.

use super::{Args, Outcome, because, known};
use crate::eval::Evaluator;
use crate::value::{Val, Value};
use infrac_source::Str;
use std::fmt::Write;

#[cfg(test)]
pub(crate) const NAMES: &[&str] = &[
    "join",
    "split",
    "replace",
    "upper",
    "lower",
    "trim",
    "kebab",
    "starts_with",
    "ends_with",
    "includes",
    "matches",
    "length",
    "quote",
];

/// Calls one of them; `None`: it is none of them.
pub(crate) fn call(ev: &mut Evaluator<'_>, name: &str, args: &Args) -> Option<Outcome> {
    Some(match name {
        "join" => join(args),
        "split" => split(args),
        "replace" => replace(args),
        "upper" => args.text(0).map(|text| known(text.to_uppercase())),
        "lower" => args.text(0).map(|text| known(text.to_lowercase())),
        "trim" => args.text(0).map(|text| known(text.trim())),
        "kebab" => args.text(0).map(|text| known(kebab(&text))),
        "starts_with" => two(args, |text, part| text.starts_with(part)),
        "ends_with" => two(args, |text, part| text.ends_with(part)),
        "includes" => two(args, |text, part| text.contains(part)),
        "matches" => matches(ev, args),
        "length" => args.text(0).map(|text| Value::Int(text.chars().count() as i64)),
        "quote" => args.text(0).map(|text| known(quote(&text))),
        _ => return None,
    })
}

fn two(args: &Args, holds: impl Fn(&str, &str) -> bool) -> Outcome {
    Ok(Value::Bool(holds(&args.text(0)?, &args.text(1)?)))
}

fn join(args: &Args) -> Outcome {
    Ok(known(args.texts(0)?.join(args.text(1)?.as_str())))
}

fn split(args: &Args) -> Outcome {
    let (text, by) = (args.text(0)?, args.text(1)?);
    if by.is_empty() {
        return Err(because("the text to split by is empty"));
    }
    let origin = args.val(0)?.origin;
    Ok(Value::List(text.split(by.as_str()).map(|part| Val { value: known(part), origin }).collect()))
}

fn replace(args: &Args) -> Outcome {
    let (text, from, to) = (args.text(0)?, args.text(1)?, args.text(2)?);
    if from.is_empty() {
        return Err(because("the text to be replaced is empty"));
    }
    Ok(known(text.replace(from.as_str(), to.as_str())))
}

fn matches(ev: &mut Evaluator<'_>, args: &Args) -> Outcome {
    let (text, pattern) = (args.text(0)?, args.text(1)?);
    let compiled = ev.patterns.entry(pattern.clone()).or_insert_with(|| compile(&pattern));
    match compiled {
        Some(regex) => Ok(Value::Bool(regex.is_match(&text))),
        None => Err(because(format!("the regular expression `{pattern}` cannot be used: it is wrong or too large"))),
    }
}

/// Bounded: a pattern that needs more than a megabyte is refused. Matching is linear in the text.
fn compile(pattern: &Str) -> Option<regex::Regex> {
    regex::RegexBuilder::new(pattern).size_limit(1 << 20).build().ok()
}

/// `SeatReservation`, `seat_reservation` and `seat reservation` to `seat-reservation`.
fn kebab(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before_lower = false;
    for letter in text.chars() {
        if !letter.is_alphanumeric() {
            if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
            before_lower = false;
            continue;
        }
        if letter.is_uppercase() && before_lower {
            out.push('-');
        }
        out.extend(letter.to_lowercase());
        before_lower = letter.is_lowercase() || letter.is_numeric();
    }
    out.trim_end_matches('-').to_owned()
}

/// A JSON string (RFC 8259, section 7).
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter < ' ' => {
                // Writing to a String never fails.
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{kebab, quote};

    #[test]
    fn words_are_joined_by_hyphens() {
        for text in ["SeatReservation", "seat_reservation", "seat reservation", "seat__Reservation_"] {
            assert_eq!(kebab(text), "seat-reservation", "{text}");
        }
        assert_eq!(kebab("api2Go"), "api2-go");
    }

    #[test]
    fn json_text_is_escaped() {
        assert_eq!(quote("a\"b\\c\n\u{1}"), "\"a\\\"b\\\\c\\n\\u0001\"");
    }
}
