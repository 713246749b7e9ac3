use crate::name::shown;
use crate::piece::Fault;
use std::ops::Range;

/// What a field counts.
pub(super) struct Bounds {
    pub(super) name: &'static str,
    pub(super) min: u32,
    pub(super) max: u32,
    /// Names of the values from `min` on.
    pub(super) names: &'static [&'static str],
}

/// The values of a field as a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Field {
    bits: u64,
    /// Whether it holds a bare `*` (or `?`), which matters for the two day fields.
    pub(super) star: bool,
}

impl Field {
    /// Reads `item (',' item)*`, `item = ('*' | value ('-' value)?) ('/' step)?`; the word comes with its first byte.
    pub(super) fn parse((start, word): (usize, &str), bounds: &Bounds) -> Result<Self, Fault> {
        let mut field = Self { bits: 0, star: false };
        let mut at = start;
        for item in word.split(',') {
            field.add(at, item, bounds)?;
            at += item.len() + 1;
        }
        Ok(field)
    }

    pub(super) fn holds(self, value: u32) -> bool {
        value < 64 && self.bits & (1 << value) != 0
    }

    /// Its values, ascending.
    pub(super) fn values(self) -> impl Iterator<Item = u32> {
        (0..64).filter(move |&value| self.holds(value))
    }

    fn add(&mut self, start: usize, item: &str, bounds: &Bounds) -> Result<(), Fault> {
        let (range, step) = item.split_once('/').map_or((item, None), |(range, step)| (range, Some(step)));
        let step = match step {
            None => None,
            Some(text) => {
                let span = start + range.len() + 1..start + item.len();
                let step = number(text).filter(|&step| step > 0);
                Some(step.ok_or_else(|| Fault::new(span, "the step after `/` is a number from 1 on"))?)
            }
        };
        let (first, last) = if range == "*" || range == "?" {
            self.star |= step.is_none_or(|step| step == 1);
            (bounds.min, bounds.max)
        } else if let Some((from, to)) = range.split_once('-') {
            let first = value(from, start..start + from.len(), bounds)?;
            let last = value(to, start + from.len() + 1..start + range.len(), bounds)?;
            if first > last {
                let fault = Fault::new(start..start + range.len(), "the range runs backwards");
                return Err(fault.help(format!("write `{from}-{},{}-{to}`", bounds.max, bounds.min)));
            }
            (first, last)
        } else {
            let first = value(range, start..start + range.len(), bounds)?;
            (first, if step.is_some() { bounds.max } else { first })
        };
        for value in (first..=last).step_by(step.unwrap_or(1) as usize) {
            self.bits |= 1 << value;
        }
        Ok(())
    }
}

fn number(text: &str) -> Option<u32> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn value(text: &str, range: Range<usize>, bounds: &Bounds) -> Result<u32, Fault> {
    let named = bounds.names.iter().position(|name| name.eq_ignore_ascii_case(text)).map(|at| at as u32 + bounds.min);
    let Bounds { name, min, max, .. } = bounds;
    match named.or_else(|| number(text)) {
        Some(value) if (*min..=*max).contains(&value) => Ok(value),
        Some(value) => {
            let fault = Fault::new(range, format!("the {name} lies between {min} and {max}, not {value}"));
            Err(if *name == "day of the week" && value == 7 { fault.help("write `0` for Sunday") } else { fault })
        }
        None if text.is_empty() => Err(Fault::new(range, format!("a {name} is missing"))),
        None => {
            let message = match text.chars().next() {
                Some(c) if text.chars().count() == 1 => format!("{} is no {name}", shown(c)),
                _ => format!("`{text}` is no {name}"),
            };
            Err(Fault::new(range, message))
        }
    }
}
