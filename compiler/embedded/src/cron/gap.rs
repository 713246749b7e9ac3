use super::Schedule;
use infrac_quantity::Nanos;

/// The Gregorian calendar repeats after 400 years, weekdays included: 146,097 days are 20,871 weeks.
const CYCLE_YEARS: u32 = 400;

const MINUTES_A_DAY: i128 = 24 * 60;

impl Schedule {
    /// The longest time between two runs that follow each other, exact over the whole calendar, in UTC.
    pub fn max_gap(&self) -> Nanos {
        let times: Vec<i128> = self.times().collect();
        let within = times.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)).max().unwrap_or(0);
        let span = times.last().unwrap_or(&0) - times.first().unwrap_or(&0);
        let days = if self.runs_daily() { 1 } else { i128::from(self.longest_day_gap().unwrap_or(0)) };
        let over_night = days * MINUTES_A_DAY - span;
        Nanos(within.max(over_night) * Nanos::MINUTE.0)
    }

    /// The minutes of a day at which it runs, ascending.
    fn times(&self) -> impl Iterator<Item = i128> {
        let minutes = self.minutes;
        self.hours.values().flat_map(move |hour| minutes.values().map(move |minute| i128::from(hour * 60 + minute)))
    }

    /// Whether there is a date on which it runs. Every date falls on every weekday in some year, so only days that no month
    /// has rule it out.
    pub(super) fn runs_at_all(&self) -> bool {
        let one_is_enough = !self.days.star && !self.weekdays.star;
        one_is_enough || self.months.values().any(|month| (1..=days_in(2000, month)).any(|day| self.days.holds(day)))
    }

    fn runs_daily(&self) -> bool {
        (1..=12).all(|month| (1..=31).all(|day| (0..7).all(|weekday| self.runs_on(day, month, weekday))))
    }

    /// The most days between two dates on which it runs; `None` if there is no such date.
    fn longest_day_gap(&self) -> Option<u32> {
        // Any year divisible by 400 begins a cycle; 1 January 2000 was a Saturday.
        let (mut weekday, mut index) = (6, 0u32);
        let (mut first, mut last, mut longest): (Option<u32>, Option<u32>, u32) = (None, None, 0);
        for year in 2000..2000 + CYCLE_YEARS {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    if self.runs_on(day, month, weekday) {
                        first = first.or(Some(index));
                        longest = longest.max(last.map_or(0, |last| index - last));
                        last = Some(index);
                    }
                    weekday = (weekday + 1) % 7;
                    index += 1;
                }
            }
        }
        Some(longest.max(first? + index - last?))
    }
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
