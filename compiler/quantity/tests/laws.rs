//! Laws that exact arithmetic keeps on random numbers.

use infrac_quantity::{ByteSize, Dimension, Literal, MilliCpu, Nanos, Percent, Quantity, Rate, Ratio, UNITS};
use proptest::prelude::*;

fn ratio() -> impl Strategy<Value = Ratio> {
    let small = (-1_000_000_000i128..1_000_000_000, 1i128..1_000_000_000);
    let large = (any::<i128>(), any::<i128>());
    prop_oneof![small, large]
        .prop_filter_map("no such rational", |(numerator, denominator)| Ratio::new(numerator, denominator))
}

fn small_ratio() -> impl Strategy<Value = Ratio> {
    (-1_000_000i128..1_000_000, 1i128..10_000)
        .prop_filter_map("no such rational", |(numerator, denominator)| Ratio::new(numerator, denominator))
}

/// Reads the `.infra` notation back as an expression: an optional sign and a literal.
fn read<Q: Quantity>(text: &str) -> Option<Q> {
    match text.strip_prefix('-') {
        Some(positive) => read::<Q>(positive)?.checked_neg(),
        None => Q::from_literal(&Literal::parse(text).ok()?),
    }
}

proptest! {
    #[test]
    fn lowest_terms(numerator in any::<i128>(), denominator in any::<i128>()) {
        if let Some(ratio) = Ratio::new(numerator, denominator) {
            prop_assert!(ratio.denominator() > 0);
            prop_assert_eq!(Ratio::new(ratio.numerator(), ratio.denominator()), Some(ratio));
        }
    }

    #[test]
    fn addition_and_multiplication_are_a_field(a in small_ratio(), b in small_ratio(), c in small_ratio()) {
        let add = |a: Ratio, b: Ratio| a.checked_add(b).unwrap();
        let mul = |a: Ratio, b: Ratio| a.checked_mul(b).unwrap();
        prop_assert_eq!(add(a, b), add(b, a));
        prop_assert_eq!(mul(a, b), mul(b, a));
        prop_assert_eq!(add(add(a, b), c), add(a, add(b, c)));
        prop_assert_eq!(mul(mul(a, b), c), mul(a, mul(b, c)));
        prop_assert_eq!(mul(a, add(b, c)), add(mul(a, b), mul(a, c)));
        prop_assert_eq!(a.checked_sub(b).unwrap().checked_add(b).unwrap(), a);
        if b != Ratio::ZERO {
            prop_assert_eq!(mul(a.checked_div(b).unwrap(), b), a);
        }
    }

    #[test]
    fn nothing_panics_at_the_edges(a in ratio(), b in ratio(), digits in 0u32..60) {
        let _ = (a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.checked_div(b), a.checked_neg());
        let _ = (a.floor(), a.ceil(), a.round(digits), a.to_string());
        let whole = Ratio::from_int(i128::MIN);
        let _ = (whole.checked_add(a), whole.checked_mul(a), whole.checked_div(a), a.checked_div(whole), whole.cmp(&a), whole.to_string());
    }

    #[test]
    fn order_is_total_and_agrees_with_subtraction(a in ratio(), b in ratio(), c in ratio()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
        if let Some(difference) = a.checked_sub(b) {
            prop_assert_eq!(a.cmp(&b), difference.cmp(&Ratio::ZERO));
        }
    }

    #[test]
    fn floor_and_ceil_enclose(a in small_ratio()) {
        let (floor, ceil) = (Ratio::from_int(a.floor()), Ratio::from_int(a.ceil()));
        prop_assert!(floor <= a && a <= ceil && a.ceil() - a.floor() <= 1);
        prop_assert_eq!(floor == ceil, a.to_int().is_some());
    }

    #[test]
    fn decimals_read_back(a in ratio()) {
        if let Some(text) = a.to_decimal() {
            let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |digits| (-1, digits));
            let read = Ratio::parse_decimal(digits).unwrap().checked_mul(Ratio::from_int(sign)).unwrap();
            prop_assert_eq!(read, a);
        }
    }

    #[test]
    fn literals_never_panic(text in "[0-9_.]{0,6}[a-zA-Z/%é]{0,4}[0-9a-z]{0,6}") {
        if let Ok(literal) = Literal::parse(&text) {
            prop_assert!(literal.bare().is_some() || literal.dimensions().count() > 0);
        }
    }

    #[test]
    fn a_literal_is_its_number_times_its_unit(count in 0i128..1_000_000_000, at in 0..UNITS.len()) {
        let unit = UNITS[at];
        let literal = Literal::parse(&format!("{count}{}", unit.suffix)).unwrap();
        prop_assert!(literal.dimensions().any(|dimension| dimension == unit.dimension));
        prop_assert_eq!(literal.in_base_of(unit.dimension), Ratio::from_int(count).checked_mul(unit.factor));
    }

    #[test]
    fn durations_read_back(nanos in prop_oneof![any::<i64>(), -10_000i64..10_000, (-10_000i64..10_000).prop_map(|s| s * 500_000_000)]) {
        let nanos = Nanos(i128::from(nanos));
        prop_assert_eq!(read::<Nanos>(&nanos.to_string()), Some(nanos));
        let go = nanos.to_go().unwrap();
        prop_assert_eq!(read::<Nanos>(&go), Some(nanos), "Go units are a subset of ours: {}", go);
        if let Some(text) = nanos.to_prometheus() {
            prop_assert_eq!(read::<Nanos>(&text), Some(nanos));
        } else {
            prop_assert!(nanos.0 < 0 || nanos.to_whole_millis().is_none());
        }
        let seconds = nanos.to_seconds_decimal();
        prop_assert_eq!(read::<Nanos>(&format!("{seconds}s")), Some(nanos));
    }

    #[test]
    fn sizes_read_back(bytes in prop_oneof![any::<i64>(), (0i64..5_000).prop_map(|n| n << 20), (0i64..5_000).prop_map(|n| n * 1_000_000)]) {
        let size = ByteSize(i128::from(bytes));
        prop_assert_eq!(read::<ByteSize>(&size.to_string()), Some(size));
        match (size.to_kubernetes(), size.to_compose()) {
            (Some(kubernetes), Some(compose)) => {
                let unit = if kubernetes.ends_with(|c: char| c.is_ascii_digit()) { "B" } else { "" };
                prop_assert_eq!(read::<ByteSize>(&format!("{kubernetes}{unit}")), Some(size));
                let compose = compose.replace('k', "Ki").replace('m', "Mi").replace('g', "Gi").replace('b', "B");
                prop_assert_eq!(read::<ByteSize>(&compose), Some(size));
            }
            (kubernetes, compose) => prop_assert!(bytes < 0 && kubernetes.is_none() && compose.is_none()),
        }
    }

    #[test]
    fn cpus_read_back(millis in any::<i64>()) {
        let cpu = MilliCpu(millis);
        let text = cpu.to_string();
        let read = read::<MilliCpu>(&text).or_else(|| {
            let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |digits| (-1, digits));
            MilliCpu::from_cores(Ratio::parse_decimal(digits)?.checked_mul(Ratio::from_int(sign))?)
        });
        prop_assert_eq!(read, Some(cpu));
        if let Some(compose) = cpu.to_compose() {
            prop_assert_eq!(MilliCpu::from_cores(Ratio::parse_decimal(&compose).unwrap()), Some(cpu));
        }
    }

    #[test]
    fn percents_and_rates_read_back(a in small_ratio()) {
        let percent = Percent(a);
        if percent.to_percent_decimal().is_some() {
            prop_assert_eq!(read::<Percent>(&percent.to_string()), Some(percent));
        }
        let rate = Rate(a);
        if a.to_decimal().is_some() {
            prop_assert_eq!(read::<Rate>(&rate.to_string()), Some(rate));
        }
        prop_assert_eq!(percent.complement().and_then(Percent::complement), Some(percent));
    }

    #[test]
    fn quantities_add_and_divide_exactly(a in -1_000_000_000i128..1_000_000_000, b in 1i128..1_000_000_000) {
        let (x, y) = (Nanos(a), Nanos(b));
        prop_assert_eq!(x.checked_add(y).and_then(|sum| sum.checked_sub(y)), Some(x));
        let ratio = x.checked_ratio(y).unwrap();
        prop_assert_eq!(y.checked_mul(ratio), Some(x));
        prop_assert_eq!(x.checked_ratio(Nanos::ZERO), None);
    }
}

#[test]
fn units_are_unique_within_a_dimension() {
    for dimension in [Dimension::Duration, Dimension::Bytes, Dimension::Cpu, Dimension::Percent, Dimension::Rate] {
        let mut suffixes: Vec<&str> =
            UNITS.iter().filter(|unit| unit.dimension == dimension).map(|unit| unit.suffix).collect();
        let count = suffixes.len();
        suffixes.sort_unstable();
        suffixes.dedup();
        assert_eq!(suffixes.len(), count);
    }
}

#[test]
fn compound_literals_descend() {
    assert_eq!(read::<Nanos>("1h30m"), Some(Nanos(90 * Nanos::MINUTE.0)));
    assert_eq!(read::<Nanos>("1m30s500ms"), Some(Nanos::from_millis(90_500)));
    for text in ["30m1h", "1h1h", "1Gi5Mi", "1h30", "1%5s"] {
        assert!(Literal::parse(text).is_err(), "{text}");
    }
}
