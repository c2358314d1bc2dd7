//! Tables whose pattern is known.

use super::{TEN, hiding, suppressed, table};
use crate::suppress::{CellBounds, CellPosition, WeakCell, audit};

#[test]
fn v1_a_small_count_takes_the_cheapest_other_of_its_row() {
    assert_eq!(suppressed("3 20 50"), "※ ※ 50 73");
}

#[test]
fn v2_a_zero_is_shown_and_hides_nothing() {
    assert_eq!(suppressed("3 0 50"), "※ 0 ※ 53");
}

#[test]
fn v3_a_small_total_is_hidden_like_its_parts() {
    assert_eq!(suppressed("2 3 4"), "※ ※ ※ ※");
}

#[test]
fn v4_a_lone_count_and_its_total_are_hidden() {
    assert_eq!(suppressed("4 0 0"), "※ 0 0 ※");
}

#[test]
fn v5_two_small_counts_that_add_to_too_little_take_a_third() {
    assert_eq!(suppressed("3 4 60 25"), "※ ※ 60 ※ 92");
}

#[test]
fn v6_a_small_count_of_two_ways_takes_three_others() {
    let found = suppressed("12 3 40 / 25 30 18");
    assert_eq!(found, "※ ※ 40 55 / ※ ※ 18 73 / 37 33 58 128");
}

#[test]
fn v7_two_small_counts_of_a_row() {
    let found = suppressed("3 4 60 / 22 31 15 / 40 12 28");
    assert_eq!(found, "※ ※ ※ 67 / ※ 31 ※ 68 / 40 ※ ※ 80 / 65 47 103 215");
}

#[test]
fn v8_small_counts_in_every_row() {
    let found = suppressed("4 30 21 / 26 5 44 / 18 37 6");
    assert_eq!(found, "※ ※ ※ 55 / ※ ※ 44 75 / ※ 37 ※ 61 / 48 72 71 191");
}

#[test]
fn v9_zeros_make_the_way_longer() {
    let found = suppressed("0 3 40 / 25 30 0 / 14 0 16");
    assert_eq!(found, "0 ※ ※ 43 / ※ ※ 0 55 / ※ 0 ※ 30 / 39 33 56 128");
}

#[test]
fn v10_a_small_total_of_a_row_takes_another_total() {
    assert_eq!(suppressed("2 1 / 30 44"), "※ ※ ※ / ※ ※ ※ / 32 45 77");
}

#[test]
fn v11_four_small_counts_hide_each_other() {
    assert_eq!(suppressed("9 9 / 9 9"), "※ ※ 18 / ※ ※ 18 / 18 18 36");
}

#[test]
fn v12_what_is_not_small_is_shown() {
    assert_eq!(suppressed("10 10 / 10 10"), "10 10 20 / 10 10 20 / 20 20 40");
}

#[test]
fn v13_what_is_not_needed_is_given_back_dearest_first() {
    let found = suppressed("1 15 33 / 1 60 60 / 15 0 0");
    assert_eq!(found, "※ 15 ※ ※ / ※ 60 ※ 121 / ※ 0 0 ※ / 17 75 93 185");
}

#[test]
fn v14_small_counts_and_a_zero() {
    assert_eq!(suppressed("8 5 / 0 12 / 8 3"), "※ ※ 13 / 0 ※ ※ / ※ ※ ※ / 16 20 36");
}

#[test]
fn n1_a_pattern_from_which_the_small_count_is_computed_exactly_is_refused() {
    let table = table("12 3 40 / 25 30 18");
    for printed in
        ["12 ※ 40 55 / 25 30 18 73 / 37 33 58 128", "※ ※ 40 55 / 25 30 18 73 / 37 33 58 128"]
    {
        let weak = audit(&table, &hiding(printed), TEN);
        let exactly = WeakCell {
            table: "相談件数".to_owned(),
            cell: CellPosition::new(0, 1),
            bounds: CellBounds { least: 3, most: Some(3) },
        };
        assert_eq!(weak, [exactly]);
    }
}

#[test]
fn a_weak_cell_names_its_place_what_is_told_and_the_way_out() {
    let table = table("12 3 40 / 25 30 18");
    let weak = audit(&table, &hiding("12 ※ 40 55 / 25 30 18 73 / 37 33 58 128"), TEN);
    let sentence = weak.iter().map(WeakCell::sentence).collect::<String>();
    for words in ["「相談件数」", "1行2列", "3と分かります", "取りやめて"] {
        assert!(sentence.contains(words), "{sentence}");
    }
}

#[test]
fn a_small_count_that_is_shown_is_weak() {
    let table = table("3 20 50");
    let weak = audit(&table, &hiding("3 ※ ※ 73"), TEN);
    assert_eq!(weak.len(), 1);
    assert!(audit(&table, &hiding("※ ※ 50 73"), TEN).is_empty());
}
