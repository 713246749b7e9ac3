//! Cron schedules of five fields (minute, hour, day of month, month, day of week), as Kubernetes reads them: `robfig/cron`'s
//! `ParseStandard`, in UTC, without its `@every` and `TZ=`. Names of months and days are accepted, and the usual macros. Late
//! values may stand nowhere.

mod field;
mod gap;

use crate::piece::{Fault, Joined};
use field::{Bounds, Field};

const MINUTE: Bounds = Bounds { name: "minute", min: 0, max: 59, names: &[] };
const HOUR: Bounds = Bounds { name: "hour", min: 0, max: 23, names: &[] };
const DAY: Bounds = Bounds { name: "day of the month", min: 1, max: 31, names: &[] };
const MONTH: Bounds = Bounds {
    name: "month",
    min: 1,
    max: 12,
    names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
const WEEKDAY: Bounds =
    Bounds { name: "day of the week", min: 0, max: 6, names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"] };

/// The macros and what they stand for.
const MACROS: &[(&str, &str)] = &[
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
];

/// A schedule: the minutes at which something runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    minutes: Field,
    hours: Field,
    days: Field,
    months: Field,
    weekdays: Field,
}

impl Schedule {
    /// Reads a schedule; one that has no date at all (31 February) is refused.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if let Some(name) = text.trim().strip_prefix('@') {
            let expansion = MACROS.iter().find(|(known, _)| known.get(1..) == Some(name));
            return match expansion {
                Some((_, fields)) => Self::parse(fields),
                None => Err(unknown_macro(text, name)),
            };
        }
        let fields = words(text);
        let [minute, hour, day, month, weekday] = fields.as_slice() else {
            let message = format!("a cron schedule has five fields, this one has {}", fields.len());
            let help = "minute, hour, day of the month, month, day of the week; there is no field for seconds";
            return Err(Fault::new(0..text.len(), message).help(help));
        };
        let schedule = Self {
            minutes: Field::parse(*minute, &MINUTE)?,
            hours: Field::parse(*hour, &HOUR)?,
            days: Field::parse(*day, &DAY)?,
            months: Field::parse(*month, &MONTH)?,
            weekdays: Field::parse(*weekday, &WEEKDAY)?,
        };
        if !schedule.runs_at_all() {
            return Err(Fault::new(
                day.0..month.0 + month.1.len(),
                "no month of this schedule has such a day, so it never runs",
            ));
        }
        Ok(schedule)
    }

    /// Whether it runs on this date: day and weekday must both match if one of them is `*`, else one is enough.
    fn runs_on(&self, day: u32, month: u32, weekday: u32) -> bool {
        let (by_day, by_weekday) = (self.days.holds(day), self.weekdays.holds(weekday));
        let date = if self.days.star || self.weekdays.star { by_day && by_weekday } else { by_day || by_weekday };
        self.months.holds(month) && date
    }
}

/// The words of the text, each with its first byte.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = 0;
    for word in text.split([' ', '\t']) {
        if !word.is_empty() {
            words.push((start, word));
        }
        start += word.len() + 1;
    }
    words
}

fn unknown_macro(text: &str, name: &str) -> Fault {
    let fault = Fault::new(0..text.len(), format!("`@{name}` is no schedule"));
    if name.starts_with("every") {
        return fault.help("write the times of day, as `0 */6 * * *` for every six hours");
    }
    fault.help("known are `@hourly`, `@daily`, `@weekly`, `@monthly` and `@yearly`")
}

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    if text.has_build_hole() { Ok(()) } else { Schedule::parse(&text.text).map(drop) }
}
