//! Chance that is the same on every machine: SplitMix64, from a seed that names what it decides.

/// A row of numbers.
#[derive(Clone, Copy, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The row that decides something of the thing of this number.
    pub fn of(what: u64, number: u64) -> Self {
        let mut chance = Self(what.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number);
        chance.next();
        Self(chance.next() ^ number.rotate_left(32))
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, which is not 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// A number from a range, both ends included.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Whether something of so many in a hundred happens.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several texts.
    pub fn one<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        let at = self.below(texts.len() as u64);
        usize::try_from(at)
            .ok()
            .and_then(|at| texts.get(at).copied())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    /// The first numbers of SplitMix64 from 1234567, as its author's program writes them.
    #[test]
    fn the_row_is_the_well_known_one() {
        let mut chance = Chance(1_234_567);
        let row = [chance.next(), chance.next(), chance.next()];
        assert_eq!(
            row,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }
}
