//! The time zone database of the host.

use crate::model::Time;
use jiff::{Timestamp, tz::TimeZone};

/// Now, by the host's clock.
pub fn now() -> Time {
    Time(Timestamp::now().as_second())
}

/// Minutes east of UTC at a moment in a named zone; the host stands for no reader.
pub(super) fn offset_minutes(zone: Option<&str>, at: Time) -> Option<i32> {
    let zone = TimeZone::get(zone?).ok()?;
    let moment = Timestamp::from_second(at.0).ok()?;
    Some(zone.to_offset(moment).seconds().div_euclid(60))
}
