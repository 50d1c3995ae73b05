//! The key of a record in the index: which page of which thread it is, and when the newest post on it was written.

use crate::model::{ThreadId, Time};

/// Digits of a moment in minutes, to base 36: enough until the year 6100.
const DIGITS: usize = 6;

/// Names a record: a page of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The thread.
    pub thread: ThreadId,
    /// Which page of it.
    pub page: u32,
    /// The newest post's time, in whole minutes.
    pub at: Time,
}

impl Key {
    /// The key as the index has it. Keys end with their time in digits that sort as the times do.
    pub fn write(&self) -> String {
        // Nobody wrote in a forum before 1970.
        let mut minutes = self.at.0.max(0) / 60;
        let mut digits = [b'0'; DIGITS];
        for digit in digits.iter_mut().rev() {
            *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[(minutes % 36) as usize];
            minutes /= 36;
        }
        let digits: String = digits.into_iter().map(char::from).collect();
        [
            self.thread.as_str(),
            "/",
            &self.page.to_string(),
            "/",
            &digits,
        ]
        .concat()
    }

    /// Reads what [`Key::write`] wrote.
    pub fn read(key: &str) -> Option<Self> {
        let mut parts = key.rsplitn(3, '/');
        let minutes = i64::from_str_radix(parts.next()?, 36).ok()?;
        let page = parts.next()?.parse().ok()?;
        let thread = parts.next().filter(|thread| !thread.is_empty())?;
        Some(Self {
            thread: thread.into(),
            page,
            at: Time(minutes.checked_mul(60)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use crate::model::Time;

    #[test]
    fn keys_are_read_as_they_were_written() {
        for (thread, page, at) in [("142580", 1, 1_558_022_400), ("a/b", 12, 0), ("帖", 3, 60)] {
            let key = Key {
                thread: thread.into(),
                page,
                at: Time(at),
            };
            assert_eq!(Key::read(&key.write()), Some(key));
        }
        for broken in ["", "7", "7/1", "/1/000000", "7/x/000000", "7/1/ü"] {
            assert_eq!(Key::read(broken), None, "{broken}");
        }
    }

    #[test]
    fn later_keys_end_with_greater_digits() {
        let digits = |at| {
            let key = Key {
                thread: "7".into(),
                page: 1,
                at: Time(at),
            };
            key.write().rsplit('/').next().map(str::to_owned)
        };
        assert!(digits(-5) < digits(1_000_000_000));
        assert!(digits(1_000_000_000) < digits(1_000_000_060));
        assert!(digits(1_700_000_000) < digits(4_102_444_800));
    }
}
