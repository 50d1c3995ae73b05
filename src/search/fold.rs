//! Traditional and simplified characters as one, so that either finds the other.

/// Pairs of characters of three bytes each, by the first one; `tools/han.mjs` writes them.
static PAIRS: &str = include_str!("han.txt");

const PAIR: usize = 6;

/// A character as it is searched for: simplified, small, and of usual width.
pub fn fold(c: char) -> char {
    match c {
        // Full-width forms, as Chinese keyboards write them.
        '\u{ff01}'..='\u{ff5e}' => fold_ascii(c),
        '\u{4e00}'..='\u{9fff}' => simplified(c).unwrap_or(c),
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => {
            let mut small = c.to_lowercase();
            // What becomes two letters stays as it is: every character has one in its place.
            match (small.next(), small.next()) {
                (Some(small), None) => small,
                _ => c,
            }
        }
    }
}

fn fold_ascii(c: char) -> char {
    char::from_u32(u32::from(c) - 0xfee0).map_or(c, |c| c.to_ascii_lowercase())
}

fn simplified(c: char) -> Option<char> {
    let mut bytes = [0; 4];
    let wanted = c.encode_utf8(&mut bytes);
    let (mut low, mut high) = (0, PAIRS.len() / PAIR);
    while low < high {
        let middle = low.midpoint(high);
        let pair = PAIRS.get(middle * PAIR..(middle + 1) * PAIR)?;
        match pair[..3].cmp(wanted) {
            std::cmp::Ordering::Equal => return pair[3..].chars().next(),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{PAIR, PAIRS, fold};

    #[test]
    fn the_table_is_sorted_pairs() {
        assert_eq!(PAIRS.len() % PAIR, 0);
        let firsts: Vec<&str> = (0..PAIRS.len() / PAIR)
            .map(|at| &PAIRS[at * PAIR..at * PAIR + 3])
            .collect();
        assert!(firsts.len() > 2000);
        assert!(firsts.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn both_scripts_are_one() {
        let folded = |text: &str| text.chars().map(fold).collect::<String>();
        assert_eq!(folded("騎樓與臺灣裏的麵"), "骑楼与台湾里的面");
        assert_eq!(folded("骑楼"), "骑楼");
        assert_eq!(folded("ＡＢｃ１２ Rust ÉCOLE İ"), "abc12 rust école İ");
    }
}
