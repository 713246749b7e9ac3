//! Functions of plain numbers.

use super::{Args, Failure, Outcome, because};
use crate::value::Value;
use infrac_quantity::Ratio;

#[cfg(test)]
pub(crate) const NAMES: &[&str] = &["min", "max", "mod", "floor", "ceil", "round"];

/// Calls one of them; `None`: it is none of them.
pub(crate) fn call(name: &str, args: &Args) -> Option<Outcome> {
    Some(match name {
        "min" => ints(args).map(|(a, b)| Value::Int(a.min(b))),
        "max" => ints(args).map(|(a, b)| Value::Int(a.max(b))),
        "mod" => ints(args).and_then(|(a, b)| match a.checked_rem_euclid(b) {
            Some(rest) => Ok(Value::Int(rest)),
            None => Err(because("the divisor is 0")),
        }),
        "floor" => decimal(args).and_then(|number| whole(number.floor())),
        "ceil" => decimal(args).and_then(|number| whole(number.ceil())),
        "round" => round(args),
        _ => return None,
    })
}

fn ints(args: &Args) -> Result<(i64, i64), Failure> {
    Ok((args.int(0)?, args.int(1)?))
}

fn decimal(args: &Args) -> Result<Ratio, Failure> {
    match &args.val(0)?.value {
        Value::Decimal(ratio) => Ok(*ratio),
        Value::Int(int) => Ok(Ratio::from_int(i128::from(*int))),
        _ => Err(Failure::Silent),
    }
}

fn whole(number: i128) -> Outcome {
    i64::try_from(number).map(Value::Int).map_err(|_| because("the result does not fit into an Int"))
}

fn round(args: &Args) -> Outcome {
    let digits = u32::try_from(args.int(1)?).ok().filter(|digits| *digits <= 30);
    let digits = digits.ok_or_else(|| because("the number of digits lies between 0 and 30"))?;
    decimal(args)?.round(digits).map(Value::Decimal).ok_or_else(|| because("the result has too many digits"))
}
