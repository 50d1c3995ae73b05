//! The time zone database of the browser: `Intl`.

use crate::model::Time;
use js_sys::Date;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/src/text/time/intl.js")]
extern "C" {
    fn zone_offset(zone: &str, seconds: f64) -> Option<f64>;
}

/// Now, by the device's clock.
pub fn now() -> Time {
    Time((Date::now() / 1000.0) as i64)
}

/// Minutes east of UTC at a moment in a named zone, or in the device's.
pub(super) fn offset_minutes(zone: Option<&str>, at: Time) -> Option<i32> {
    let seconds = at.0 as f64;
    match zone {
        Some(zone) => zone_offset(zone, seconds).map(|minutes| minutes as i32),
        None => {
            let date = Date::new(&JsValue::from_f64(seconds * 1000.0));
            Some(-(date.get_timezone_offset() as i32))
        }
    }
}
