//! Which pairs of whole numbers a printed percentage can stand for.

use crate::tally::Amount;

/// Bases that are looked at: no questionnaire of a city has more.
const LARGEST_BASE: u64 = 100_000;

/// The numerator that gives the tenths of a percent over the base, if there is one.
pub fn numerator(tenths: u64, base: u64) -> Option<u64> {
    let near = tenths.checked_mul(base)? / 1000;
    (near..=near + 1).find(|n| Amount::percent(*n, base) == Some(Amount::Tenths(tenths)))
}

/// The bases over which the numerator gives the tenths of a percent.
pub fn bases(tenths: u64, numerator: u64) -> Vec<u64> {
    let gives = |base: &u64| Amount::percent(numerator, *base) == Some(Amount::Tenths(tenths));
    let near = numerator.saturating_mul(1000) / tenths.max(1);
    let width = near / 100 + 2;
    (near.saturating_sub(width)..=near + width).filter(gives).take(100).collect()
}

/// The pair with the smallest base that gives the tenths of a percent.
pub fn smallest(tenths: u64) -> Option<(u64, u64)> {
    (1..=LARGEST_BASE).find_map(|base| numerator(tenths, base).map(|n| (n, base)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_percentage_tells_which_bases_it_can_have() {
        assert_eq!(numerator(870, 15), None);
        assert_eq!(smallest(870), Some((20, 23)));
        assert_eq!(bases(969, 1_046), [1_079, 1_080]);
        assert_eq!(numerator(914, 35), Some(32));
    }
}
