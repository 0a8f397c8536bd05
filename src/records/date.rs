//! Dates at the precision they are known: a day, a month, a quarter, a year, or a day of no year.

use jiff::civil;

use crate::diagnostic::Code;
use crate::records::decode::{Decode, Faults};
use crate::records::words::words;
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::Node;

/// A date as it was written; nothing is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Date {
    /// `2027-12-31`
    Day(civil::Date),
    /// `2024-11`
    Month(i16, i8),
    /// `2025-Q1`
    Quarter(i16, i8),
    /// `2024`
    Year(i16),
    /// `--05-09`, a day whose year the source does not give.
    Yearless(i8, i8),
}

impl Default for Date {
    fn default() -> Self {
        Self::Yearless(1, 1)
    }
}

/// The first day of a month that is known to be one.
fn first_of_month(year: i16, month: i8) -> civil::Date {
    civil::Date::new(year, month, 1).unwrap_or_default()
}

impl Date {
    /// Its first day; none where the year is not known.
    #[must_use]
    pub fn first_day(self) -> Option<civil::Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(year, month) => Some(first_of_month(year, month)),
            Self::Quarter(year, quarter) => Some(first_of_month(year, quarter * 3 - 2)),
            Self::Year(year) => Some(first_of_month(year, 1)),
            Self::Yearless(..) => None,
        }
    }

    /// Its last day; none where the year is not known.
    #[must_use]
    pub fn last_day(self) -> Option<civil::Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(year, month) => Some(first_of_month(year, month).last_of_month()),
            Self::Quarter(year, quarter) => Some(first_of_month(year, quarter * 3).last_of_month()),
            Self::Year(year) => Some(first_of_month(year, 12).last_of_month()),
            Self::Yearless(..) => None,
        }
    }

    /// The spelling of the format, as data files hold it.
    #[must_use]
    pub fn spelling(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Yearless(month, day) => format!("--{month:02}-{day:02}"),
        }
    }

    /// Reads one of the spellings of the format.
    ///
    /// # Errors
    /// What is wrong, and what to write instead.
    pub fn read(text: &str) -> Result<Self, (String, Option<String>)> {
        let form = || {
            let help = "Write 2027-12-31, 2027-12, 2027, 2027-Q1, or --12-31 for a day whose year is not known.";
            (format!("`{text}` is not a date"), Some(help.to_owned()))
        };
        let parts: Vec<&str> = text.strip_prefix("--").unwrap_or(text).split('-').collect();
        let number = |part: &str, length: usize| {
            if part.len() == length && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse::<i16>().ok()
            } else {
                None
            }
        };
        let small = |part: &str| number(part, 2).and_then(|n| i8::try_from(n).ok());
        if text.starts_with("--") {
            let [month, day] = parts.as_slice() else { return Err(form()) };
            let (Some(month), Some(day)) = (small(month), small(day)) else { return Err(form()) };
            // A leap year, so that 29 February is a day.
            check_existing(2024, month, day, text)?;
            return Ok(Self::Yearless(month, day));
        }
        let Some(year) = number(parts[0], 4).filter(|year| *year > 0) else { return Err(form()) };
        match parts.as_slice() {
            [_] => Ok(Self::Year(year)),
            [_, quarter] if quarter.starts_with('Q') => match *quarter {
                "Q1" => Ok(Self::Quarter(year, 1)),
                "Q2" => Ok(Self::Quarter(year, 2)),
                "Q3" => Ok(Self::Quarter(year, 3)),
                "Q4" => Ok(Self::Quarter(year, 4)),
                _ => Err((format!("`{text}` is not a quarter"), Some("Quarters are Q1 to Q4.".into()))),
            },
            [_, month] => {
                let month = small(month).ok_or_else(form)?;
                check_existing(year, month, 1, text)?;
                Ok(Self::Month(year, month))
            }
            [_, month, day] => {
                let (Some(month), Some(day)) = (small(month), small(day)) else { return Err(form()) };
                Ok(Self::Day(check_existing(year, month, day, text)?))
            }
            _ => Err(form()),
        }
    }
}

/// The day with these numbers, or what is wrong with them.
fn check_existing(year: i16, month: i8, day: i8, text: &str) -> Result<civil::Date, (String, Option<String>)> {
    let Ok(first) = civil::Date::new(year, month, 1) else {
        return Err((format!("`{text}` does not exist: months are 01 to 12"), None));
    };
    civil::Date::new(year, month, day).map_err(|_| {
        let last = first.days_in_month();
        (
            format!("`{text}` does not exist: that month has {last} days"),
            Some(format!("Write the right day, or only the month: `{year:04}-{month:02}`.")),
        )
    })
}

impl Decode for Date {
    const WANTED: Wanted = Wanted::Named("a date");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(text) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self::default();
        };
        Self::read(text).unwrap_or_else(|(message, help)| {
            faults.add(Code::BadDate, &node.place, message).help = help;
            Self::default()
        })
    }
}

/// A time of day, `HH:MM`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub civil::Time);

impl Decode for Time {
    const WANTED: Wanted = Wanted::Named("a time of day");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let text = node.text().unwrap_or_default();
        let parts = text.split_once(':').filter(|(h, m)| h.len() == 2 && m.len() == 2);
        let time = parts.and_then(|(h, m)| civil::Time::new(h.parse().ok()?, m.parse().ok()?, 0, 0).ok());
        match time {
            Some(time) => Self(time),
            None => {
                faults.add(Code::BadDate, &node.place, format!("{} is not a time of day", node.describe())).help =
                    Some("Write hours and minutes, `\"09:30\"`.".into());
                Self::default()
            }
        }
    }
}

words! {
    /// Which part of a month or year a date means.
    Part {
        /// Its beginning.
        #[default] Early = "early",
        /// Its middle.
        Mid = "mid",
        /// Its end.
        Late = "late",
        /// Some time in it.
        About = "about",
    }
}

words! {
    /// A month by name, for seasons.
    Month {
        /// January.
        #[default] January = "january",
        /// February.
        February = "february",
        /// March.
        March = "march",
        /// April.
        April = "april",
        /// May.
        May = "may",
        /// June.
        June = "june",
        /// July.
        July = "july",
        /// August.
        August = "august",
        /// September.
        September = "september",
        /// October.
        October = "october",
        /// November.
        November = "november",
        /// December.
        December = "december",
    }
}

words! {
    /// How often something comes round.
    Cycle {
        /// Every month.
        Month = "month",
        /// Every three months.
        #[default] Quarter = "quarter",
        /// Every six months.
        HalfYear = "half-year",
        /// Every year.
        Year = "year",
    }
}

#[cfg(test)]
mod tests {
    use crate::records::date::Date;

    #[test]
    fn every_spelling_is_read_and_given_back() {
        for text in ["2027-12-31", "2024-11", "2024", "2025-Q1", "--05-09", "--02-29"] {
            assert_eq!(Date::read(text).unwrap().spelling(), text);
        }
    }

    #[test]
    fn no_other_spelling_is_guessed_at() {
        for text in [
            "2015-11-31",
            "2027-13-01",
            "2025-Q5",
            "31/12/2027",
            "2027-1-1",
            "1 May 2026",
            "",
            "-",
            "--",
            "2027-",
            "--13-01",
            "0000-01-01",
        ] {
            assert!(Date::read(text).is_err(), "{text} was read");
        }
        let (_, help) = Date::read("2015-11-31").unwrap_err();
        assert_eq!(help.unwrap(), "Write the right day, or only the month: `2015-11`.");
    }

    #[test]
    fn a_date_is_a_stretch_of_days() {
        let days = |text: &str| {
            let date = Date::read(text).unwrap();
            (date.first_day().map(|day| day.to_string()), date.last_day().map(|day| day.to_string()))
        };
        assert_eq!(days("2024-Q1"), (Some("2024-01-01".into()), Some("2024-03-31".into())));
        assert_eq!(days("2024-02"), (Some("2024-02-01".into()), Some("2024-02-29".into())));
        assert_eq!(days("--05-09"), (None, None));
    }
}
