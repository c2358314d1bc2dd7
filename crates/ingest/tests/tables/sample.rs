//! The real sheet's first 32 rows, and how they compare with what was read by hand.

use std::path::Path;

use domain::reading::Reading;

use crate::made::{self, KEYS, bare};

/// The names that the hand-made JSON gives to a row's cells, in the order of [`KEYS`].
const HAND: [&str; 14] = [
    "item",
    "content",
    "page",
    "department",
    "section",
    "relisted",
    "r2_status",
    "r2_achievement",
    "r3_plan",
    "r3_status",
    "r3_evaluation",
    "progress",
    "r3_achievement",
    "future_plan",
];

/// The rows that a person wrote down: measure, then the fourteen columns.
pub(crate) fn by_hand(samples: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(samples.join("kumagaya-r3.rows-1-32.json")).unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let cell = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let row = |row: &serde_json::Value| {
        ["measure"].into_iter().chain(HAND).map(|key| cell(row, key)).collect()
    };
    rows.iter().map(row).collect()
}

/// Panics with every cell that differs, white space aside.
pub(crate) fn assert_same(reading: &Reading, wanted: &[Vec<String>]) {
    let found = made::rows(reading);
    let titles = |rows: &[Vec<String>]| rows.iter().map(|row| row[1].clone()).collect::<Vec<_>>();
    assert_eq!(titles(&found), titles(wanted));
    let mut wrong = Vec::new();
    for (no, (found, wanted)) in (1..).zip(found.iter().zip(wanted)) {
        for (key, (found, wanted)) in ["measure"].iter().chain(&KEYS).zip(found.iter().zip(wanted))
        {
            if bare(found) != bare(wanted) {
                wrong.push(format!("row {no} {key}: {found:?} is not {wanted:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_print_of_the_real_sheet_gives_every_cell_to_the_character() {
    let Some(samples) = made::samples("the print of the real sheet") else { return };
    let bytes = std::fs::read(samples.join("kumagaya-r3.rows-1-32.pdf")).unwrap();
    let reading = made::read(&bytes);
    assert_eq!(made::rows(&reading), by_hand(&samples));
    assert_eq!(reading.account.characters_unplaced, 0, "{:#?}", made::told(&reading));
    let first = reading.sheet.rows[0].action.place.clone().unwrap();
    assert!(matches!(first, domain::Place::Box { page: 1, .. }), "{first:?}");
}

#[test]
fn the_workbook_of_the_real_sheet_gives_every_cell() {
    let Some(samples) = made::samples("the workbook of the real sheet") else { return };
    let bytes = std::fs::read(samples.join("kumagaya-r3.rows-1-32.xlsx")).unwrap();
    let reading = made::read(&bytes);
    assert_same(&reading, &by_hand(&samples));
    assert_eq!(reading.sheet.year.start(), 2021);
    assert_eq!(reading.account.characters_unplaced, 0, "{:#?}", made::told(&reading));
    assert_eq!(reading.municipality.as_deref(), Some("熊谷市"));
    let first = &reading.sheet.rows[0];
    assert_eq!(first.action.place.as_ref().unwrap().to_string(), "実施状況!A3");
}
