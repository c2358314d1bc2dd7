//! What holds of every table.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{TEN, hiding, random, shown, small, table};
use crate::suppress::{CellPosition, SmallNumberPolicy, Suppression, audit, suppress};

proptest! {
    #[test]
    fn no_small_count_is_shown_or_weak_and_every_zero_is_shown(table in random(6, 7)) {
        let suppression = suppress(&table, TEN);
        prop_assert!(suppression != Suppression::Withheld);
        prop_assert!(small(&table, 10).into_iter().all(|cell| suppression.hides(cell)));
        prop_assert_eq!(audit(&table, &suppression, TEN), []);
        let zeros = table.cells().filter(|cell| table.count(*cell) == 0);
        prop_assert!(zeros.into_iter().all(|cell| !suppression.hides(cell)));
    }

    #[test]
    fn the_same_table_has_the_same_pattern(table in random(6, 7)) {
        prop_assert_eq!(suppress(&table, TEN), suppress(&table.clone(), TEN));
    }

    #[test]
    fn no_cell_is_hidden_that_is_not_needed(table in random(4, 5)) {
        let Suppression::Cells(hidden) = suppress(&table, TEN) else { return Ok(()) };
        let must: BTreeSet<CellPosition> = small(&table, 10).into_iter().collect();
        for cell in hidden.difference(&must) {
            let fewer = hidden.iter().copied().filter(|other| other != cell).collect();
            prop_assert!(!audit(&table, &Suppression::Cells(fewer), TEN).is_empty());
        }
    }
}

#[test]
fn the_least_number_that_is_shown_is_the_plans_own() {
    let table = table("3 20 50");
    let three = SmallNumberPolicy { least: 3 };
    assert_eq!(shown(&table, &suppress(&table, three)), "3 20 50 73");
    assert_eq!(SmallNumberPolicy::default().least, 10);
}

#[test]
fn what_an_earlier_edition_shows_is_not_hidden_and_others_are() {
    let table = table("3 20 50").published(CellPosition::new(0, 1));
    let suppression = suppress(&table, TEN);
    assert_eq!(suppression, hiding("※ 20 ※ 73"));
}

#[test]
fn a_small_count_that_an_earlier_edition_shows_is_not_told_again() {
    let table = table("3 20 50").published(CellPosition::new(0, 0));
    let suppression = suppress(&table, TEN);
    assert_eq!(suppression, hiding("3 20 50 73"));
    assert!(audit(&table, &suppression, TEN).is_empty());
}

#[test]
fn a_table_whose_other_cells_are_all_published_is_withheld() {
    let all = [1, 2, 3].map(|column| CellPosition::new(0, column));
    let table = all.into_iter().fold(table("3 20 50"), super::CountTable::published);
    assert_eq!(suppress(&table, TEN), Suppression::Withheld);
    assert_eq!(shown(&table, &Suppression::Withheld), "※ ※ ※ ※");
}

#[test]
fn rows_that_are_not_equally_long_are_no_table() {
    assert_eq!(super::CountTable::two_way("表", &[vec![1, 2], vec![3]]), None);
}

#[test]
fn an_empty_table_has_nothing_to_hide() {
    for table in [
        super::CountTable::one_way("表", &[]),
        super::CountTable::two_way("表", &[]).unwrap(),
        super::CountTable::two_way("表", &[vec![], vec![]]).unwrap(),
    ] {
        assert_eq!(suppress(&table, TEN), Suppression::Cells(BTreeSet::new()));
    }
}
