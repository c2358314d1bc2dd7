//! Import, export, read again: the same rows, on both databases and in every format.

use std::path::Path;

use crate::{
    database::Database,
    files,
    program::{Place, dry_run, rows},
};

on_both!(
    a_workbook_with_two_head_rows,
    a_workbook_with_merged_cells,
    a_table_in_cp932,
    the_real_sheet,
);

/// Books the file, exports the year in each format and compares what is read again.
fn assert_round_trip(database: Database, file: &Path, year: &str) {
    let wanted = dry_run(file, &[]);
    let place = Place::on(database);
    let booked = place.import(file, &["--json", "--yes"]);
    assert_eq!(rows(&booked.json()), rows(&wanted), "what is booked is what a dry run shows");
    for format in ["xlsx", "csv", "json", "pdf"] {
        let exported = place.export(year, format);
        let found = dry_run(&exported, &[]);
        assert_eq!(found["fiscal_year"], wanted["fiscal_year"], "{format} on {}", place.database);
        let (found_rows, wanted_rows) = (rows(&found), rows(&wanted));
        assert_eq!(found_rows.len(), wanted_rows.len(), "{format} on {}", place.database);
        for (found, wanted) in found_rows.iter().zip(&wanted_rows) {
            assert_eq!(found, wanted, "{format} on {}", place.database);
        }
        assert_eq!(found["account"]["characters_unplaced"], 0, "{format}");
    }
}

fn a_workbook_with_two_head_rows(database: Database) {
    assert_round_trip(database, &files::demo("aozora-r5.xlsx"), "R5");
}

fn a_workbook_with_merged_cells(database: Database) {
    assert_round_trip(database, &files::demo("aozora-r6.xlsx"), "R6");
}

fn a_table_in_cp932(database: Database) {
    assert_round_trip(database, &files::demo("aozora-r7.csv"), "R7");
}

fn the_real_sheet(database: Database) {
    let Some(file) = files::sample("kumagaya-r3.txt", "the_real_sheet") else { return };
    assert_round_trip(database, &file, "R3");
}

#[test]
fn an_export_can_be_imported_elsewhere_and_exported_again() {
    let here = Place::sqlite();
    here.import(&files::demo("aozora-r6.xlsx"), &["--city", "あおぞら市", "--area-code", "13101"]);
    let json = here.export("R6", "json");
    let there = Place::sqlite();
    there.import(&json, &[]);
    let again = there.export("R6", "json");
    assert_eq!(rows(&read(&json)), rows(&read(&again)));
    assert_eq!(read(&json)["municipality"], read(&again)["municipality"]);
}

fn read(path: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn the_tidy_table_and_standard_output_are_offered() {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市", "--area-code", "131016"]);
    let tidy =
        place.run(&["export", "--year", "R7", "--format", "csv", "--tidy", "--output", "-"]).ok();
    assert!(tidy.out.starts_with("\u{feff}area_code,municipality,plan,"), "{}", tidy.out);
    assert!(tidy.out.contains("\r\n131016,あおぞら市,"), "{}", &tidy.out[..600]);
    assert!(tidy.err.is_empty(), "{}", tidy.err);
    let wrong =
        place.run(&["export", "--year", "R7", "--format", "json", "--tidy", "--output", "-"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    let missing = place.run(&["export", "--year", "R3", "--format", "json", "--output", "-"]);
    assert_eq!(missing.code, 7, "{missing:?}");
    let nowhere = place.run(&[
        "export",
        "--year",
        "R7",
        "--format",
        "csv",
        "--output",
        "/no/such/folder/a.csv",
    ]);
    assert_eq!(nowhere.code, 3, "{nowhere:?}");
}
