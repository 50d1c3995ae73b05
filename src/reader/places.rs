//! Where on each page the reader was, so that back leads to the same place.

use super::Storage;
use serde_json::Value;

/// The scroll position of the addresses visited in this tab, latest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places(Vec<(String, i32)>);

impl Places {
    const NAME: &'static str = "qilou.places";
    const KEPT: usize = 60;

    /// What is remembered of this tab.
    pub fn load() -> Self {
        let stored = Storage::Session.get(Self::NAME).unwrap_or_default();
        let stored: Value = serde_json::from_str(&stored).unwrap_or_default();
        let place = |place: &Value| {
            let top = place.get(1)?.as_i64()?;
            Some((place.get(0)?.as_str()?.to_owned(), top.try_into().ok()?))
        };
        Self(
            stored
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(place)
                .collect(),
        )
    }

    /// Remembers how many pixels of a page were above the screen.
    pub fn set(&mut self, address: &str, top: i32) {
        self.0.retain(|(known, _)| known != address);
        if self.0.len() >= Self::KEPT {
            self.0.remove(0);
        }
        self.0.push((address.to_owned(), top));
        if let Ok(text) = serde_json::to_string(&self.0) {
            Storage::Session.set(Self::NAME, &text);
        }
    }

    /// How many pixels of a page were above the screen.
    pub fn get(&self, address: &str) -> Option<i32> {
        self.0
            .iter()
            .find(|(known, _)| known == address)
            .map(|(_, top)| *top)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn the_oldest_places_are_forgotten_first() {
        let mut places = Places::default();
        for number in 0..100 {
            places.set(&format!("/thread/{number}"), number);
        }
        assert_eq!(places.get("/thread/99"), Some(99));
        assert_eq!(places.get("/thread/0"), None);
        places.set("/thread/99", 7);
        assert_eq!(places.get("/thread/99"), Some(7));
    }
}
