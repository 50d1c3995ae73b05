//! The times that Discuz! writes for people, read back: in the zone of the site, often only as how long ago.

use crate::{backend::Node, model::Time, text::entity};
use time::{Date, Month};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const EPOCH: i32 = 2_440_588;

/// What is needed to read a time.
#[derive(Clone, Copy, Debug)]
pub struct SiteClock {
    /// Minutes that the displayed times are east of UTC, if that has been found out.
    pub offset: Option<i32>,
    /// The moment of the answer.
    pub now: Time,
}

impl SiteClock {
    /// The same clock, with the offset that pairs of a displayed time and its moment tell where it is not known; the
    /// first pair that tells one decides.
    pub fn set_by<'a>(self, mut pairs: impl Iterator<Item = (&'a str, Time)>) -> Self {
        let offset = self
            .offset
            .or_else(|| pairs.find_map(|(text, at)| offset(text, at)));
        Self { offset, ..self }
    }

    /// The moment of a displayed time: a date, or how long ago in Chinese (`3&nbsp;分钟前`, `昨天&nbsp;16:36`).
    pub fn read(self, html: &str) -> Option<Time> {
        // Where times are shown as how long ago, some templates keep the date in a title.
        let exact = html
            .split("title=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let text = entity::plain(exact.unwrap_or(html));
        let local = match civil(&text) {
            Some(local) => local,
            None => return self.ago(&text),
        };
        Some(Time(local - i64::from(self.offset?) * 60))
    }

    fn ago(self, text: &str) -> Option<Time> {
        let number = numbers(text).first().copied().unwrap_or(1);
        let days_ago = |days: i64| {
            let offset = i64::from(self.offset?) * 60;
            let midnight = (self.now.0 + offset).div_euclid(DAY) * DAY;
            Some(Time(midnight - days * DAY + time_of_day(text)? - offset))
        };
        let has = |words: [&str; 2]| words.iter().any(|word| text.contains(word));
        let seconds = if has(["刚刚", "剛剛"]) {
            0
        } else if has(["昨天", "昨日"]) {
            return days_ago(1);
        } else if has(["前天", "前日"]) {
            return days_ago(2);
        } else if has(["半小时", "半小時"]) {
            HOUR / 2
        } else if has(["秒", "秒"]) {
            number
        } else if has(["分钟", "分鐘"]) {
            number * 60
        } else if has(["小时", "小時"]) {
            number * HOUR
        } else if has(["天前", "日前"]) {
            number * DAY
        } else {
            return None;
        };
        Some(Time(self.now.0 - seconds))
    }
}

/// Minutes east of UTC of a displayed time whose moment is known: of a date with a time of day, or of yesterday's or
/// the day before's time of day.
pub fn offset(html: &str, at: Time) -> Option<i32> {
    let text = entity::plain(html);
    let (local, is_date) = match civil(&text) {
        Some(local) if text.contains(':') => (local, true),
        Some(_) => return None,
        None => (time_of_day(&text)?, false),
    };
    let difference = if is_date {
        local - at.0
    } else {
        // Which day it was is not known: the zone nearest to UTC is taken.
        (local - at.0 + DAY / 2).rem_euclid(DAY) - DAY / 2
    };
    // Zones are whole quarters of an hour apart; the seconds are mostly left out.
    let quarters = (difference + 450).div_euclid(900);
    let is_near = (difference - quarters * 900).abs() <= 60;
    let minutes = i32::try_from(quarters * 15).ok()?;
    (is_near && (-12 * 60..=14 * 60).contains(&minutes)).then_some(minutes)
}

/// Minutes east of UTC, from the first of these entries that has a displayed time beside its moment that tells.
pub fn told_by(rows: &[Node<'_>]) -> Option<i32> {
    rows.iter().find_map(|row| {
        let pairs = [("dateline", "dbdateline"), ("lastpost", "dblastpost")];
        pairs.iter().find_map(|(shown, moment)| {
            let at = row.get(moment).unix()?;
            offset(row.get(shown).str()?, at)
        })
    })
}

/// The date in a text such as `2023-9-1 09:33:27`, `2023/09/01 09:33 PM`, as seconds since 1970 in its own zone.
pub fn civil(text: &str) -> Option<i64> {
    let numbers = numbers(text);
    let [year, month, day, ..] = *numbers.as_slice() else {
        return None;
    };
    let year = i32::try_from(year).ok().filter(|year| *year > 1900)?;
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    let part = |index: usize, limit: i64| {
        let number = numbers.get(index).copied().unwrap_or(0);
        (number < limit).then_some(number)
    };
    let mut hour = part(3, 24)?;
    let is = |marks: [&str; 3]| marks.iter().any(|mark| text.contains(mark));
    if is(["PM", "pm", "下午"]) && hour < 12 {
        hour += 12;
    } else if is(["AM", "am", "上午"]) && hour == 12 {
        hour = 0;
    }
    let days = i64::from(date.to_julian_day() - EPOCH);
    Some(days * DAY + hour * HOUR + part(4, 60)? * 60 + part(5, 60)?)
}

fn time_of_day(text: &str) -> Option<i64> {
    let (hour, minute) = text
        .rsplit_once(' ')
        .map_or(text, |(_, time)| time)
        .split_once(':')?;
    let hour: i64 = hour.parse().ok()?;
    let minute: i64 = minute.parse().ok()?;
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * HOUR + minute * 60)
}

fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .filter(|number| *number < 100_000)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SiteClock, civil, offset};
    use crate::model::Time;

    const NOW: Time = Time(1_795_387_473);

    #[test]
    fn a_displayed_time_and_its_moment_tell_the_zone() {
        for (text, at, minutes) in [
            ("2023-9-1 09:33:27", 1_693_582_407, Some(-360)),
            ("1969-12-31 18:00", 0, Some(-360)),
            ("1970-1-1 08:00", 0, Some(480)),
            ("1970-1-1 05:30", 0, Some(330)),
            ("昨天&nbsp;16:36", 1_795_300_608, Some(-360)),
            ("2026-11-2", 1_793_659_008, None),
            ("5&nbsp;分钟前", 1_795_386_768, None),
            ("2026-11-2 16:20", 1_793_659_008, None),
        ] {
            assert_eq!(offset(text, Time(at)), minutes, "{text}");
        }
    }

    #[test]
    fn how_long_ago_is_read() {
        let clock = SiteClock {
            offset: Some(-360),
            now: NOW,
        };
        for (text, at) in [
            ("刚刚", NOW.0),
            ("57&nbsp;秒前", NOW.0 - 57),
            ("半小时前", NOW.0 - 1800),
            ("4&nbsp;分钟前", NOW.0 - 240),
            ("6&nbsp;小時前", NOW.0 - 6 * 3600),
            ("昨天&nbsp;16:36", 1_795_300_560),
            ("前天 16:36", 1_795_300_560 - 86_400),
            ("3&nbsp;天前", NOW.0 - 3 * 86_400),
            ("2023-9-1 09:33:27", 1_693_582_407),
            (
                "<span title=\"2023-9-1 09:33:27\">3&nbsp;天前</span>",
                1_693_582_407,
            ),
        ] {
            assert_eq!(clock.read(text), Some(Time(at)), "{text}");
        }
        assert_eq!(clock.read("someday"), None);
        assert_eq!(clock.read(""), None);
    }

    #[test]
    fn without_a_zone_only_how_long_ago_is_known() {
        let clock = SiteClock {
            offset: None,
            now: NOW,
        };
        assert_eq!(clock.read("2023-9-1 09:33"), None);
        assert_eq!(clock.read("昨天 16:36"), None);
        assert_eq!(clock.read("2 分钟前"), Some(Time(NOW.0 - 120)));
    }

    #[test]
    fn impossible_dates_are_none() {
        for text in [
            "2023-13-1",
            "2023-2-30 10:00",
            "2023-1-1 25:00",
            "16:36",
            "1-2-3",
        ] {
            assert_eq!(civil(text), None, "{text}");
        }
        assert_eq!(civil("2023/09/01 09:33 PM"), civil("2023-9-1 21:33"));
    }
}
