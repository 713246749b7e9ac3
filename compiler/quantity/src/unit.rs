use crate::Ratio;

/// What a unit measures. The base of each: nanosecond, byte, millicore, fraction, event a second.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dimension {
    /// Time; counted in nanoseconds.
    Duration,
    /// Memory and storage; counted in bytes.
    Bytes,
    /// Processor; counted in millicores.
    Cpu,
    /// Parts of a whole; counted as a fraction of one.
    Percent,
    /// Events in time; counted in events a second.
    Rate,
}

/// A suffix of a number. `m` is listed twice: minutes and millicores; the expected type decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// As written: `Mi`, `h`, `%`, `/s`.
    pub suffix: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units one of it is.
    pub factor: Ratio,
}

const fn unit(suffix: &'static str, dimension: Dimension, numerator: i128, denominator: i128) -> Unit {
    Unit { suffix, dimension, factor: Ratio::new_raw(numerator, denominator) }
}

/// All units of the language: a closed list, larger ones of a dimension first.
pub const UNITS: &[Unit] = &[
    unit("w", Dimension::Duration, 604_800_000_000_000, 1),
    unit("d", Dimension::Duration, 86_400_000_000_000, 1),
    unit("h", Dimension::Duration, 3_600_000_000_000, 1),
    unit("m", Dimension::Duration, 60_000_000_000, 1),
    unit("s", Dimension::Duration, 1_000_000_000, 1),
    unit("ms", Dimension::Duration, 1_000_000, 1),
    unit("us", Dimension::Duration, 1_000, 1),
    unit("ns", Dimension::Duration, 1, 1),
    unit("Pi", Dimension::Bytes, 1 << 50, 1),
    unit("P", Dimension::Bytes, 1_000_000_000_000_000, 1),
    unit("Ti", Dimension::Bytes, 1 << 40, 1),
    unit("T", Dimension::Bytes, 1_000_000_000_000, 1),
    unit("Gi", Dimension::Bytes, 1 << 30, 1),
    unit("G", Dimension::Bytes, 1_000_000_000, 1),
    unit("Mi", Dimension::Bytes, 1 << 20, 1),
    unit("M", Dimension::Bytes, 1_000_000, 1),
    unit("Ki", Dimension::Bytes, 1 << 10, 1),
    unit("k", Dimension::Bytes, 1_000, 1),
    unit("B", Dimension::Bytes, 1, 1),
    unit("m", Dimension::Cpu, 1, 1),
    unit("%", Dimension::Percent, 1, 100),
    unit("/s", Dimension::Rate, 1, 1),
    unit("/min", Dimension::Rate, 1, 60),
    unit("/h", Dimension::Rate, 1, 3_600),
    unit("/d", Dimension::Rate, 1, 86_400),
];
