//! Functions that say a quantity's unit: `seconds(30s)` is 30.

use super::{Args, Failure, Outcome, because};
use crate::value::Value;
use infrac_quantity::{ByteSize, Nanos};

#[cfg(test)]
pub(crate) const NAMES: &[&str] =
    &["millis", "seconds", "minutes", "hours", "days", "bytes", "kib", "mib", "gib", "millicores", "fraction"];

/// Calls one of them; `None`: it is none of them.
pub(crate) fn call(name: &str, args: &Args) -> Option<Outcome> {
    Some(match name {
        "millis" => time(args, Nanos::MILLISECOND, "milliseconds"),
        "seconds" => time(args, Nanos::SECOND, "seconds"),
        "minutes" => time(args, Nanos::MINUTE, "minutes"),
        "hours" => time(args, Nanos::HOUR, "hours"),
        "days" => time(args, Nanos::DAY, "days"),
        "bytes" => size(args, ByteSize(1), "bytes"),
        "kib" => size(args, ByteSize::KIB, "kibibytes"),
        "mib" => size(args, ByteSize::MIB, "mebibytes"),
        "gib" => size(args, ByteSize::GIB, "gibibytes"),
        "millicores" => match args.val(0) {
            Ok(val) => match &val.value {
                Value::Cpu(cpu) => Ok(Value::Int(cpu.0)),
                _ => Err(Failure::Silent),
            },
            Err(failure) => Err(failure),
        },
        "fraction" => match args.val(0) {
            Ok(val) => match &val.value {
                Value::Percent(percent) => Ok(Value::Decimal(percent.0)),
                _ => Err(Failure::Silent),
            },
            Err(failure) => Err(failure),
        },
        _ => return None,
    })
}

fn time(args: &Args, unit: Nanos, name: &str) -> Outcome {
    let Value::Duration(duration) = &args.val(0)?.value else { return Err(Failure::Silent) };
    counted(duration.whole(unit), &duration.to_string(), name)
}

fn size(args: &Args, unit: ByteSize, name: &str) -> Outcome {
    let Value::Bytes(bytes) = &args.val(0)?.value else { return Err(Failure::Silent) };
    counted(bytes.whole(unit), &bytes.to_string(), name)
}

fn counted(count: Option<i128>, shown: &str, unit: &str) -> Outcome {
    let count = count.ok_or_else(|| because(format!("{shown} is no whole number of {unit}")))?;
    i64::try_from(count).map(Value::Int).map_err(|_| because(format!("{shown} is too much for an Int of {unit}")))
}
