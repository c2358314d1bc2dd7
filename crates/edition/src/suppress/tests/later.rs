//! A table in two editions.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{TEN, hiding, shown, table};
use crate::suppress::{
    CellPosition, CountTable, EditionTable, SmallNumberPolicy, Suppression, difference_audit,
    suppress, suppress_after,
};

/// What a later edition shows of a table after an earlier one.
fn after(earlier: &str, later: &str) -> String {
    let (earlier, later) = (table(earlier), table(later));
    let suppression = suppress(&earlier, TEN);
    let before = EditionTable { table: &earlier, suppression: &suppression };
    let found = suppress_after(before, &later, TEN);
    let now = EditionTable { table: &later, suppression: &found };
    assert_eq!(difference_audit(before, now, TEN), []);
    shown(&later, &found)
}

#[test]
fn case_53_the_same_table_is_hidden_alike_in_the_next_edition() {
    assert_eq!(after("3 20 50", "3 20 50"), "※ ※ 50 73");
}

#[test]
fn case_53_a_count_that_grew_out_of_being_small_stays_hidden_with_its_partner() {
    // Shown, 20 would tell the 3 of the earlier edition: 73 − 50 − 20
    assert_eq!(after("3 20 50", "12 20 50"), "※ ※ 50 82");
}

#[test]
fn case_53_a_first_case_is_not_told_by_the_change_of_a_total() {
    // The others are shown or unchanged: only its total can hide it
    assert_eq!(after("0 20 30", "1 20 30"), "※ 20 30 ※");
    assert_eq!(after("0 4 20 40", "1 4 20 40"), "※ ※ ※ 40 ※");
}

#[test]
fn case_53_the_difference_of_two_editions_that_are_each_safe_is_refused() {
    let (earlier, later) = (table("0 4 20 40"), table("1 4 20 40"));
    let (one, other) = (hiding("0 ※ ※ 40 64"), hiding("※ ※ ※ 40 65"));
    let before = EditionTable { table: &earlier, suppression: &one };
    let weak = difference_audit(before, EditionTable { table: &later, suppression: &other }, TEN);
    assert_eq!(weak.len(), 1);
    assert_eq!(weak[0].cell, CellPosition::new(0, 0));
    assert_eq!((weak[0].bounds.least, weak[0].bounds.most), (1, Some(1)));
}

#[test]
fn a_table_of_another_size_is_withheld_and_one_after_a_withheld_table_stands_alone() {
    let (earlier, later) = (table("3 20 50"), table("3 20 50 60"));
    let one = suppress(&earlier, TEN);
    let before = EditionTable { table: &earlier, suppression: &one };
    assert_eq!(suppress_after(before, &later, TEN), Suppression::Withheld);
    let withheld = EditionTable { table: &earlier, suppression: &Suppression::Withheld };
    assert_eq!(suppress_after(withheld, &table("12 20 50"), TEN), hiding("12 20 50 82"));
}

/// The small limit by which enumeration stays feasible.
const THREE: SmallNumberPolicy = SmallNumberPolicy { least: 3 };
/// What hidden counts are tried up to.
const MOST: u32 = 8;

/// A table of rows.
fn of(rows: &[Vec<u32>]) -> CountTable {
    match rows {
        [row] => CountTable::one_way("表", row),
        rows => CountTable::two_way("表", rows).unwrap(),
    }
}

/// Every table that agrees with what an edition shows, as its inner counts.
fn fillings(edition: EditionTable<'_>, width: usize) -> Vec<Vec<u32>> {
    let inner = edition.table.cells().filter(|cell| edition.table.ways_of_total(*cell) == 0);
    let mut all = vec![Vec::new()];
    for cell in inner {
        let count = u32::try_from(edition.table.count(cell)).unwrap();
        let values = if edition.suppression.hides(cell) { 1..=MOST } else { count..=count };
        let with = |row: &Vec<u32>| {
            values.clone().map(|value| [&row[..], &[value]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all.retain(|counts| {
        let rows: Vec<_> = counts.chunks(width).map(<[u32]>::to_vec).collect();
        let table = of(&rows);
        table.cells().all(|cell| {
            if edition.suppression.hides(cell) {
                table.count(cell) > 0
            } else {
                table.count(cell) == edition.table.count(cell)
            }
        })
    });
    all
}

/// Two editions of a table: the second has some counts changed.
fn editions(height: usize, width: usize) -> impl Strategy<Value = [Vec<Vec<u32>>; 2]> {
    let change = prop_oneof![2 => Just(None), 1 => (0..5_u32).prop_map(Some)];
    prop::collection::vec((0..5_u32, change), height * width).prop_map(move |cells| {
        let rows = |counts: Vec<u32>| counts.chunks(width).map(<[u32]>::to_vec).collect();
        let later = cells.iter().map(|(before, after)| after.unwrap_or(*before)).collect();
        [rows(cells.iter().map(|(before, _)| *before).collect()), rows(later)]
    })
}

/// For each small count that one of two editions hides, the values that it can have for whoever has
/// both and knows which counts changed.
fn told(tables: [Vec<Vec<u32>>; 2]) -> Vec<BTreeSet<u32>> {
    let (width, counts) = (tables[0][0].len(), tables.clone().map(|rows| rows.concat()));
    let [one, other] = tables.map(|rows| of(&rows));
    let hides = suppress(&one, THREE);
    let before = EditionTable { table: &one, suppression: &hides };
    let hides = suppress_after(before, &other, THREE);
    let now = EditionTable { table: &other, suppression: &hides };
    if hides == Suppression::Withheld {
        return Vec::new();
    }
    let mut told = vec![[BTreeSet::new(), BTreeSet::new()]; counts[0].len()];
    let later = fillings(now, width);
    for first in fillings(before, width) {
        let same = |row: &&Vec<u32>| {
            (0..row.len()).all(|at| counts[0][at] != counts[1][at] || row[at] == first[at])
        };
        for second in later.iter().filter(same) {
            for (at, [one, other]) in told.iter_mut().enumerate() {
                one.insert(first[at]);
                other.insert(second[at]);
            }
        }
    }
    let of_small = |(values, counts): ([BTreeSet<u32>; 2], [u32; 2])| {
        values.into_iter().zip(counts).filter(|(_, count)| (1..3).contains(count))
    };
    let pairs = counts[0].iter().zip(&counts[1]).map(|(one, other)| [*one, *other]);
    told.into_iter().zip(pairs).flat_map(of_small).map(|(values, _)| values).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn case_53_both_editions_of_a_row_leave_every_small_count_three_values(
        tables in (1..5_usize).prop_flat_map(|width| editions(1, width))
    ) {
        let told = told(tables);
        prop_assert!(told.iter().all(|values| values.len() >= 3), "{told:?}");
    }

    #[test]
    fn case_53_both_editions_of_a_table_tell_no_small_count(tables in editions(2, 2)) {
        let told = told(tables);
        prop_assert!(told.iter().all(|values| values.len() > 1), "{told:?}");
    }
}
