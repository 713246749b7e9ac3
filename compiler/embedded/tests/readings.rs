//! The typed readings, and the cron reader against an independent one.

use chrono::{DateTime, TimeDelta, Utc};
use croner::parser::CronParser;
use infrac_embedded::{ImageRef, Network, PartialVersion, Schedule};
use infrac_quantity::Nanos;
use proptest::prelude::*;
use std::str::FromStr;

#[test]
fn images_are_split_as_the_distribution_project_does() {
    let image = ImageRef::parse("ghcr.io:443/jatra/booking:1.2").unwrap();
    assert_eq!(
        image,
        ImageRef { registry: Some("ghcr.io:443"), repository: "jatra/booking", tag: Some("1.2"), digest: None }
    );
    let hub = ImageRef::parse("library/nginx").unwrap();
    assert_eq!((hub.registry, hub.repository, hub.is_latest()), (None, "library/nginx", true));
    let digest = format!("localhost/x@sha256:{}", "ab".repeat(32));
    let pinned = ImageRef::parse(&digest).unwrap();
    assert_eq!((pinned.registry, pinned.tag, pinned.is_latest()), (Some("localhost"), None, false));
    assert_eq!(ImageRef::parse("localhost:5000").unwrap().tag, Some("5000"));
}

#[test]
fn networks_contain_and_overlap() {
    let net = |text: &str| Network::parse(text).unwrap();
    assert!(net("10.0.0.0/8").contains(net("10.1.0.0/16")));
    assert!(!net("10.1.0.0/16").contains(net("10.0.0.0/8")));
    assert!(net("10.1.0.0/16").overlaps(net("10.0.0.0/8")));
    assert!(!net("10.1.0.0/16").overlaps(net("10.2.0.0/16")));
    assert!(!net("0.0.0.0/0").overlaps(net("::/0")));
    assert!(net("172.16.0.0/12").is_private() && !net("8.8.8.0/24").is_private());
}

#[test]
fn versions_compare_and_cover() {
    let version = |text: &str| PartialVersion::parse(text).unwrap();
    assert!(version("1.30").at_least(1, 25) && !version("1.9").at_least(1, 25));
    assert!(version("16").covers(&version("16.4")) && !version("16.4").covers(&version("16")));
    assert!(version("1.0.0-rc.1").cmp_precedence(&version("1.0")).is_lt());
    for text in ["16", "1.30", "1.2.3-rc.1+b", "3-alpine"] {
        assert_eq!(version(text).to_string(), text);
    }
}

#[test]
fn longest_gaps() {
    for (schedule, minutes) in [
        ("* * * * *", 1),
        ("*/7 * * * *", 7),
        ("0 */6 * * *", 360),
        ("@daily", 1_440),
        ("0 9-17 * * *", 16 * 60),
        ("0 3 * * mon-fri", 3 * 1_440),
        ("0 0 1 * *", 31 * 1_440),
        ("0 0 1,15 * *", 17 * 1_440),
        ("0 0 29 2 *", (8 * 365 + 1) * 1_440),
        ("0 0 1 * 0", 7 * 1_440),
        ("30 4 * 12 *", (365 + 1 - 31) * 1_440 + 1_440),
    ] {
        assert_eq!(Schedule::parse(schedule).unwrap().max_gap(), Nanos(minutes * Nanos::MINUTE.0), "{schedule}");
    }
}

/// Fields whose meaning is the same in every dialect; `*/n` in the day fields is not.
fn schedule() -> impl Strategy<Value = String> {
    let field = |min: u32, max: u32| {
        let value = min..=max;
        let range = (min..=max, min..=max).prop_map(|(a, b)| format!("{}-{}", a.min(b), a.max(b)));
        let one = value.clone().prop_map(|value| value.to_string());
        let list = (value.clone(), value).prop_map(|(a, b)| format!("{a},{b}"));
        prop_oneof![3 => Just("*".to_owned()), 2 => one, 1 => range, 1 => list]
    };
    let steps = prop_oneof![Just("*/5".to_owned()), Just("3-50/7".to_owned())];
    (prop_oneof![field(0, 59), steps], field(0, 23), field(1, 28), field(1, 12), field(0, 6))
        .prop_map(|(minute, hour, day, month, weekday)| format!("{minute} {hour} {day} {month} {weekday}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// No gap of the next runs that croner finds is longer than ours, and ours is reached where a cycle is a day: two days are looked through whole.
    #[test]
    fn the_longest_gap_bounds_what_another_reader_finds(text in schedule()) {
        let gap = Schedule::parse(&text).unwrap().max_gap();
        let other = CronParser::new().parse(&text).unwrap();
        let start = DateTime::<Utc>::from_timestamp(1_767_225_600, 0).unwrap();
        let daily = text.ends_with(" * * *");
        let mut at = other.find_next_occurrence(&start, true).unwrap();
        let mut longest = TimeDelta::zero();
        let mut runs = 0;
        while runs < 200 || (daily && at - start < TimeDelta::days(2)) {
            let next = other.find_next_occurrence(&at, false).unwrap();
            longest = longest.max(next - at);
            at = next;
            runs += 1;
        }
        let longest = Nanos(i128::from(longest.num_seconds()) * Nanos::SECOND.0);
        if daily {
            prop_assert_eq!(longest, gap, "{}", text);
        } else {
            prop_assert!(longest <= gap, "{}: {} {}", text, longest, gap);
        }
    }
}

#[test]
fn croner_agrees_on_what_is_valid() {
    for text in ["0 0 * * *", "*/5 1-3 * jan mon"] {
        assert!(croner::Cron::from_str(text).is_ok() && Schedule::parse(text).is_ok());
    }
    for text in ["60 0 * * *", "0 24 * * *", "0 0 0 * *", "a b c d e"] {
        assert!(croner::Cron::from_str(text).is_err() && Schedule::parse(text).is_err(), "{text}");
    }
}
