/// A day of the proleptic Gregorian calendar with astronomical years: 0 is 1 BC, -1 is 2 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    /// The astronomical year.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl CivilDate {
    /// Returns the day, if the calendar has it.
    pub fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Returns the number of days since 1 January 1970; earlier days are negative.
    pub fn day_number(self) -> i64 {
        // Years that begin in March put the leap day last, so that months have fixed offsets.
        let (year, month) = if self.month > 2 {
            (self.year, i64::from(self.month) - 3)
        } else {
            (self.year - 1, i64::from(self.month) + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        // 719,468 days lie between 1 March of the year 0 and 1 January 1970.
        365 * year + leap_days + day_of_year - 719_468
    }

    /// Returns the day with a number that [`Self::day_number`] gives.
    pub fn from_day_number(number: i64) -> Self {
        const DAYS_OF_400_YEARS: i64 = 146_097;
        let days = number + 719_468;
        let era = days.div_euclid(DAYS_OF_400_YEARS);
        let day_of_era = days.rem_euclid(DAYS_OF_400_YEARS);
        // Without the leap days that have passed every year has 365 days.
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let leap_days = year_of_era / 4 - year_of_era / 100;
        let day_of_year = day_of_era - (365 * year_of_era + leap_days);
        // Months from March on: see `day_number`.
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, next_year) = if month < 10 {
            (month + 3, 0)
        } else {
            (month - 9, 1)
        };
        Self {
            year: era * 400 + year_of_era + next_year,
            month: month as u8,
            day: day as u8,
        }
    }
}

/// Returns how many days a month has, 1 to 12.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day_number(year: i64, month: u8, day: u8) -> i64 {
        CivilDate::new(year, month, day).unwrap().day_number()
    }

    #[test]
    fn known_days() {
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(day_number(2000, 3, 1), 11_017);
        assert_eq!(day_number(1969, 12, 31), -1);
        // Julian day number 1,721,060 is 1 January of the year 0.
        assert_eq!(day_number(0, 1, 1), 1_721_060 - 2_440_588);
    }

    #[test]
    fn days_that_do_not_exist() {
        assert!(CivilDate::new(1900, 2, 29).is_none());
        assert!(CivilDate::new(2000, 2, 29).is_some());
        assert!(CivilDate::new(2022, 4, 31).is_none());
        assert!(CivilDate::new(2022, 13, 1).is_none());
        assert!(CivilDate::new(2022, 1, 0).is_none());
    }

    proptest! {
        #[test]
        fn the_day_after_has_the_next_number(year in -5000_i64..5000, month in 1_u8..=12, day in 1_u8..=31) {
            if let Some(date) = CivilDate::new(year, month, day) {
                let next = CivilDate::new(year, month, day + 1)
                    .or_else(|| CivilDate::new(year, month + 1, 1))
                    .or_else(|| CivilDate::new(year + 1, 1, 1))
                    .unwrap();
                prop_assert_eq!(next.day_number(), date.day_number() + 1);
                prop_assert!(next > date);
            }
        }

        #[test]
        fn a_number_gives_its_day(number in -2_000_000_i64..2_000_000) {
            let date = CivilDate::from_day_number(number);
            prop_assert_eq!(CivilDate::new(date.year, date.month, date.day), Some(date));
            prop_assert_eq!(date.day_number(), number);
        }
    }
}
