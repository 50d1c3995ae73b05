//! The time zone database of the browser: `Intl`.

use crate::model::Time;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// A formatter is dear to make and cheap to use; `None` is a name that the browser does not know.
    static FORMATS: RefCell<HashMap<String, Option<DateTimeFormat>>> = RefCell::default();
}

/// Now, by the device's clock.
pub fn now() -> Time {
    Time((Date::now() / 1000.0) as i64)
}

/// Minutes east of UTC at a moment in a named zone, or in the device's.
pub(super) fn offset_minutes(zone: Option<&str>, at: Time) -> Option<i32> {
    let date = Date::new(&JsValue::from_f64(at.0 as f64 * 1000.0));
    let Some(zone) = zone else {
        return Some(-(date.get_timezone_offset() as i32));
    };
    FORMATS.with_borrow_mut(|formats| {
        let format = formats
            .entry(zone.to_owned())
            .or_insert_with(|| format(zone))
            .as_ref()?;
        let local = local_seconds(format, &date)?;
        i32::try_from((local - at.0).div_euclid(60)).ok()
    })
}

fn format(zone: &str) -> Option<DateTimeFormat> {
    let options = Object::new();
    for (name, value) in [
        ("timeZone", zone),
        ("hourCycle", "h23"),
        ("calendar", "gregory"),
        ("year", "numeric"),
        ("month", "numeric"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "numeric"),
        ("second", "numeric"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    // Called through Reflect because an unknown zone throws, and a thrown error must not end the app.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let arguments = Array::of2(&"en-US".into(), &options);
    Reflect::construct(&constructor, &arguments)
        .ok()?
        .dyn_into()
        .ok()
}

/// What the clocks of the zone show, as if it were UTC, in seconds since 1970.
fn local_seconds(format: &DateTimeFormat, date: &Date) -> Option<i64> {
    let mut fields = [0_i32; 6];
    for part in format.format_to_parts(date).iter() {
        let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
        let index = match kind.as_str() {
            "year" => 0,
            "month" => 1,
            "day" => 2,
            "hour" => 3,
            "minute" => 4,
            "second" => 5,
            _ => continue,
        };
        fields[index] = Reflect::get(&part, &"value".into())
            .ok()?
            .as_string()?
            .parse()
            .ok()?;
    }
    let [year, month, day, hour, minute, second] = fields;
    Some(
        (Date::utc(year.into(), f64::from(month) - 1.0) / 1000.0) as i64
            + i64::from(day - 1) * 86_400
            + i64::from(hour) * 3600
            + i64::from(minute) * 60
            + i64::from(second),
    )
}
