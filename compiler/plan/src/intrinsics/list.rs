//! Functions of lists and maps.

use super::{Args, Outcome, because, known};
use crate::eval::equal;
use crate::value::{Val, Value};
use rustc_hash::FxHashSet;
use std::sync::Arc;

#[cfg(test)]
pub(crate) const NAMES: &[&str] =
    &["contains", "count", "sort", "unique", "keys", "values", "merge", "numbers", "position"];

/// The most numbers that `numbers` gives.
const MAX_NUMBERS: i128 = 10_000;

/// Calls one of them; `None`: it is none of them.
pub(crate) fn call(name: &str, args: &Args) -> Option<Outcome> {
    Some(match name {
        "contains" => contains(args),
        "count" => args.list(0).map(|items| Value::Int(items.len() as i64)),
        "sort" => sort(args),
        "unique" => unique(args),
        "keys" => keys(args),
        "values" => args.map(0).map(|fields| Value::List(fields.values().cloned().collect())),
        "merge" => merge(args),
        "numbers" => numbers(args),
        "position" => position(args),
        _ => return None,
    })
}

fn contains(args: &Args) -> Outcome {
    let wanted = &args.val(1)?.value;
    Ok(Value::Bool(args.list(0)?.iter().any(|item| equal(&item.value, wanted) == Some(true))))
}

fn position(args: &Args) -> Outcome {
    let wanted = &args.val(1)?.value;
    let found = args.list(0)?.iter().position(|item| equal(&item.value, wanted) == Some(true));
    match found.and_then(|at| i64::try_from(at).ok()) {
        Some(at) => Ok(Value::Int(at)),
        None => Err(because(format!("the list does not hold {}", crate::display::value(wanted)))),
    }
}

/// Ascending in the order of Unicode code points, which no locale changes.
fn sort(args: &Args) -> Outcome {
    let texts = args.texts(0)?;
    let mut items: Vec<_> = texts.into_iter().zip(args.list(0)?.iter().cloned()).collect();
    items.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(Value::List(items.into_iter().map(|(_, item)| item).collect()))
}

fn unique(args: &Args) -> Outcome {
    let mut seen = FxHashSet::default();
    let items = args.texts(0)?.into_iter().zip(args.list(0)?.iter());
    Ok(Value::List(items.filter(|(text, _)| seen.insert(text.clone())).map(|(_, item)| item.clone()).collect()))
}

fn keys(args: &Args) -> Outcome {
    let keys = args.map(0)?.iter().map(|(key, val)| Val { value: known(key.clone()), origin: val.origin });
    Ok(Value::List(keys.collect()))
}

fn merge(args: &Args) -> Outcome {
    let mut merged = (**args.map(0)?).clone();
    for (key, val) in args.map(1)?.iter() {
        merged.insert(key.clone(), val.clone());
    }
    Ok(Value::Map(Arc::new(merged)))
}

fn numbers(args: &Args) -> Outcome {
    let (from, to) = (args.int(0)?, args.int(1)?);
    if i128::from(to) - i128::from(from) >= MAX_NUMBERS {
        return Err(because(format!("{from} to {to} are more than 10,000 numbers")));
    }
    let origin = args.val(0)?.origin;
    Ok(Value::List((from..=to).map(|number| Val { value: Value::Int(number), origin }).collect()))
}
