//! A moment, as the format writes it: RFC 3339.

use super::{Read, Reader, Shape, read::Kind};
use serde::{Serialize, Serializer};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A moment in time, in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

impl Time {
    /// Reads an RFC 3339 date and time with any offset; a fraction of a second is dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(Self(moment.unix_timestamp()))
    }

    /// The same moment for a machine (`<time datetime>`, JSON): RFC 3339 in UTC.
    pub fn rfc3339(self) -> String {
        // Only years outside 0..=9999 have no RFC 3339 form, and no such year can have been parsed.
        let Ok(moment) = OffsetDateTime::from_unix_timestamp(self.0) else {
            return String::new();
        };
        let (year, month, day) = moment.to_calendar_date();
        let (hour, minute, second) = moment.to_hms();
        format!(
            "{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z",
            u8::from(month)
        )
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl Read for Time {
    fn take(value: &Value, reader: &mut Reader) -> Self {
        let moment = value.as_str().and_then(Self::parse);
        if moment.is_none() {
            reader.misfit(value, "an RFC 3339 time");
        }
        moment.unwrap_or_default()
    }

    fn shape() -> Shape {
        Shape::of(Kind::Time)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Time {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A moment: RFC 3339, in UTC.",
            "type": "string",
            "format": "date-time"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn reads_any_offset_and_writes_utc() {
        let moment = Time::parse("2023-09-01T09:33:27-06:00");
        assert_eq!(moment, Time::parse("2023-09-01T15:33:27Z"));
        assert_eq!(
            moment.map(Time::rfc3339).as_deref(),
            Some("2023-09-01T15:33:27Z")
        );
    }

    #[test]
    fn refuses_what_is_not_a_time() {
        for text in [
            "",
            "2023-09-01",
            "2023-9-1 09:33:27",
            "2023-13-01T00:00:00Z",
            "now",
        ] {
            assert_eq!(Time::parse(text), None, "{text:?}");
        }
    }
}
