//! Several tables that count the same.

use super::{TEN, hiding, shown, table};
use crate::suppress::{
    CellPosition, CountTable, Suppression, audit, disagreements, suppress, suppress_linked,
};

const WOMEN: &str = "女性の相談";

/// Consultations by sex, and the women's by age: the women are one count in both.
fn two() -> [CountTable; 2] {
    let by_sex = CountTable::one_way("男女別", &[4, 25, 40]).keyed(CellPosition::new(0, 1), WOMEN);
    let by_age =
        CountTable::one_way("女性の年代別", &[12, 13]).keyed(CellPosition::new(0, 2), WOMEN);
    [by_sex, by_age]
}

#[test]
fn case_52_a_count_hidden_in_one_table_and_shown_in_another_is_told_with_both() {
    let [by_sex, by_age] = two();
    let (one, other) = (suppress(&by_sex, TEN), suppress(&by_age, TEN));
    assert_eq!(shown(&by_sex, &one), "※ ※ 40 69");
    let told = disagreements(&[(&by_sex, &one), (&by_age, &other)]);
    assert_eq!(told.len(), 1);
    let sentence = told[0].sentence();
    for words in [WOMEN, "「男女別」では伏せて", "「女性の年代別」では示して"]
    {
        assert!(sentence.contains(words), "{sentence}");
    }
}

#[test]
fn what_one_table_hides_is_hidden_in_all_and_cannot_be_computed_there() {
    let tables = two();
    let found = suppress_linked(&tables, TEN);
    assert_eq!(shown(&tables[0], &found[0]), "※ ※ 40 69");
    // The women's total alone would be the sum of the ages
    assert_eq!(shown(&tables[1], &found[1]), "※ 13 ※");
    let both: Vec<_> = tables.iter().zip(&found).collect();
    assert_eq!(disagreements(&both), []);
    assert!(both.iter().all(|(table, suppression)| audit(table, suppression, TEN).is_empty()));
}

#[test]
fn what_an_earlier_edition_shows_in_one_table_is_known_in_all() {
    let [by_sex, by_age] = two();
    let tables = [by_sex, by_age.published(CellPosition::new(0, 2))];
    let found = suppress_linked(&tables, TEN);
    assert_eq!(shown(&tables[0], &found[0]), "※ 25 ※ 69");
    assert_eq!(shown(&tables[1], &found[1]), "12 13 25");
}

#[test]
fn a_table_that_is_withheld_hides_nothing_that_another_shows() {
    let [by_sex, by_age] = two();
    let other = hiding("12 13 25");
    assert_eq!(disagreements(&[(&by_sex, &Suppression::Withheld), (&by_age, &other)]), []);
}

#[test]
fn tables_without_a_common_count_are_hidden_as_alone() {
    let tables = [table("3 20 50"), table("12 3 40 / 25 30 18")];
    let alone: Vec<_> = tables.iter().map(|table| suppress(table, TEN)).collect();
    assert_eq!(suppress_linked(&tables, TEN), alone);
}
