//! Sorting the few entries of a page.

/// Sorts by rank, the smallest first; what has the same rank keeps its order. The library's sort is made for long
/// lists, and takes 3 KB of program for every kind of entry; those here have tens of entries, nearly in order.
pub fn sort_by_rank<T>(entries: &mut [T], rank: impl Fn(&T) -> i64) {
    let ordered = |before: &T, after: &T| rank(before) <= rank(after);
    for end in 1..entries.len() {
        let mut at = end;
        while let [before, after] = &entries[at - 1..=at] {
            if ordered(before, after) {
                break;
            }
            entries.swap(at - 1, at);
            at -= 1;
            if at == 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by_rank;

    #[test]
    fn equal_ranks_keep_their_order() {
        let mut entries = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort_by_rank(&mut entries, |(rank, _)| *rank);
        assert_eq!(entries.map(|(_, name)| name), ['b', 'e', 'd', 'a', 'c']);
        for mut short in [vec![], vec![1], vec![2, 1]] {
            sort_by_rank(&mut short, |rank| *rank);
            assert!(short.is_sorted());
        }
    }
}
