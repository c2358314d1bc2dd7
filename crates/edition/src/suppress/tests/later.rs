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
const MOST: u64 = 9;

/// Every one-way filling that agrees with what an edition shows.
fn fillings(edition: EditionTable<'_>) -> Vec<Vec<u64>> {
    let (_, width) = edition.table.size();
    let mut all = vec![Vec::new()];
    for column in 0..width - 1 {
        let cell = CellPosition::new(0, column);
        let count = edition.table.count(cell);
        let values = if edition.suppression.hides(cell) { 1..=MOST } else { count..=count };
        all = all
            .iter()
            .flat_map(|row| values.clone().map(|value| [&row[..], &[value]].concat()))
            .collect();
    }
    let total = CellPosition::new(0, width - 1);
    let told = |row: &Vec<u64>| {
        edition.suppression.hides(total) || row.iter().sum::<u64>() == edition.table.count(total)
    };
    all.retain(told);
    all
}

/// Two editions of a row: the second has some counts changed.
fn editions() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
    let change = prop_oneof![2 => Just(None), 1 => (0..6_u32).prop_map(Some)];
    prop::collection::vec((0..6_u32, change), 1..5).prop_map(|cells| {
        cells.into_iter().map(|(before, after)| (before, after.unwrap_or(before))).unzip()
    })
}

proptest! {
    #[test]
    fn case_53_both_editions_together_tell_no_hidden_small_count((one, other) in editions()) {
        let (one, other) = (CountTable::one_way("表", &one), CountTable::one_way("表", &other));
        let hides = suppress(&one, THREE);
        let before = EditionTable { table: &one, suppression: &hides };
        let hides = suppress_after(before, &other, THREE);
        let now = EditionTable { table: &other, suppression: &hides };
        if hides == Suppression::Withheld || *before.suppression == Suppression::Withheld {
            return Ok(());
        }
        let width = one.size().1;
        let cell = |column| CellPosition::new(0, column);
        let kept: Vec<usize> = (0..width - 1)
            .filter(|at| one.count(cell(*at)) == other.count(cell(*at)))
            .collect();
        let mut told = vec![[BTreeSet::new(), BTreeSet::new()]; width - 1];
        let later = fillings(now);
        for first in fillings(before) {
            for second in later.iter().filter(|row| kept.iter().all(|at| row[*at] == first[*at])) {
                for (at, [one, other]) in told.iter_mut().enumerate() {
                    one.insert(first[at]);
                    other.insert(second[at]);
                }
            }
        }
        for (at, values) in told.iter().enumerate() {
            for (edition, values) in [before, now].into_iter().zip(values) {
                let small = (1..3).contains(&edition.table.count(cell(at)));
                let hidden = edition.suppression.hides(cell(at));
                prop_assert!(
                    !(small && hidden) || values.len() >= 3,
                    "{:?} then {:?}: {at} is in {values:?}", &before, &now
                );
            }
        }
    }
}
