//! Times as a reader sees them: in the forum's zone or the reader's own.

#[cfg(target_arch = "wasm32")]
#[path = "time/intl.rs"]
mod database;
#[cfg(not(target_arch = "wasm32"))]
#[path = "time/tzdb.rs"]
mod database;

use super::{
    language::Language,
    texts::{Plural, Texts},
};
use crate::model::{Clock, Time};
use time::OffsetDateTime;

pub use database::now;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The forum's: a name of the time zone database, and minutes east of UTC for when that name is unknown.
    Forum(Clock),
    /// The reader's, as the browser knows it; UTC on the host.
    Reader,
}

impl Zone {
    /// Minutes east of UTC at a moment.
    pub fn offset_minutes(&self, at: Time) -> i32 {
        match self {
            Self::Forum(clock) => clock
                .zone
                .as_deref()
                .and_then(|name| database::offset_minutes(Some(name), at))
                .unwrap_or(clock.offset_minutes),
            Self::Reader => database::offset_minutes(None, at).unwrap_or(0),
        }
    }

    /// What the clocks in this zone show at a moment.
    pub fn civil(&self, at: Time) -> Civil {
        Civil::new(at, self.offset_minutes(at))
    }

    /// The zone's offset as forums write it: `GMT-6`, `GMT+5:30`.
    pub fn label(&self, at: Time) -> String {
        offset_label(self.offset_minutes(at))
    }
}

fn offset_label(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let distance = minutes.unsigned_abs();
    let (hours, rest) = (distance / 60, distance % 60);
    match (hours, rest) {
        (0, 0) => "GMT".to_owned(),
        (_, 0) => format!("GMT{sign}{hours}"),
        _ => format!("GMT{sign}{hours}:{rest:02}"),
    }
}

/// A date and time of day in some zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute.
    pub minute: u8,
    /// The second.
    pub second: u8,
}

impl Civil {
    fn new(at: Time, offset_minutes: i32) -> Self {
        let local = at.0.saturating_add(i64::from(offset_minutes) * MINUTE);
        // Only the edge of time is out of range; the epoch stands in for it.
        let moment =
            OffsetDateTime::from_unix_timestamp(local).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let (year, month, day) = moment.to_calendar_date();
        let (hour, minute, second) = moment.to_hms();
        Self {
            year,
            month: month.into(),
            day,
            hour,
            minute,
            second,
        }
    }
}

/// How times are written for one reader of one forum.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    /// The zone of what is shown.
    pub zone: Zone,
    /// The other zone, told on hover and focus.
    pub other: Zone,
    /// The interface's language.
    pub language: Language,
    /// The interface's texts.
    pub texts: &'static Texts,
    /// Whether what is written has to be true whenever and wherever it is read: then nothing says how long ago
    /// something was, what time it is, or what the reader's zone is.
    pub lasting: bool,
}

impl Times {
    /// The full moment: `2023-9-1 09:33:27`, `1 Sep 2023, 09:33:27`.
    pub fn full(&self, at: Time) -> String {
        self.written(self.zone.civil(at), true)
    }

    /// The day: `2023-9-1`, `1 Sep 2023`.
    pub fn day(&self, at: Time) -> String {
        self.date(self.zone.civil(at))
    }

    /// In little room: how long ago in the last week, else the day.
    pub fn brief(&self, at: Time, now: Time) -> String {
        self.ago(at, now).unwrap_or_else(|| self.day(at))
    }

    /// The moment in the other zone and how long ago it was, for whoever asks.
    pub fn elsewhere(&self, at: Time, now: Time) -> String {
        let moment = self.written(self.other.civil(at), false);
        let zone = self.other.label(at);
        if self.lasting {
            return format!("{moment} ({zone})");
        }
        let label = match self.other {
            Zone::Reader => self.texts.time_reader,
            Zone::Forum(_) => self.texts.time_forum,
        };
        let ago = self
            .ago(at, now)
            .map(|ago| format!(" · {ago}"))
            .unwrap_or_default();
        format!("{label} {moment} ({zone}){ago}")
    }

    /// The clock of the zone, to the minute, with the zone's name: `GMT-6, 2024-4-28 04:18`.
    pub fn clock(&self, now: Time) -> String {
        let mut clock = self.zone.label(now);
        if !self.lasting {
            clock.push_str(", ");
            clock.push_str(&self.written(self.zone.civil(now), false));
        }
        clock
    }

    fn written(&self, civil: Civil, seconds: bool) -> String {
        let comma = if self.language == Language::English {
            ","
        } else {
            ""
        };
        let mut text = format!(
            "{}{comma} {:02}:{:02}",
            self.date(civil),
            civil.hour,
            civil.minute
        );
        if seconds {
            text.push_str(&format!(":{:02}", civil.second));
        }
        text
    }

    fn date(&self, civil: Civil) -> String {
        let Civil {
            year, month, day, ..
        } = civil;
        match self.language {
            Language::English => {
                let month = self.texts.months.split(' ').nth(usize::from(month) - 1);
                format!("{day} {} {year}", month.unwrap_or_default())
            }
            _ => format!("{year}-{month}-{day}"),
        }
    }

    /// How long ago, for a moment of the last week that is not in the future.
    fn ago(&self, at: Time, now: Time) -> Option<String> {
        if self.lasting {
            return None;
        }
        let seconds = now.0.checked_sub(at.0)?;
        let count = |plural: &Plural, number: i64| Some(plural.of(u64::try_from(number).ok()?));
        match seconds {
            // Clocks differ: a minute in the future is now.
            -60..MINUTE => Some(self.texts.just_now.to_owned()),
            MINUTE..HOUR => count(&self.texts.minutes_ago, seconds / MINUTE),
            HOUR..DAY => count(&self.texts.hours_ago, seconds / HOUR),
            DAY..604_800 => count(&self.texts.days_ago, seconds / DAY),
            _ => None,
        }
    }
}
