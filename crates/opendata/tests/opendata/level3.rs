//! The rules for machine readability, level 3, over the bytes of every file.

use std::collections::BTreeSet;

use opendata::{ColumnType, LISTS, TABLES};

use crate::{
    made_up::{aozora, kawabe},
    published::{Published, always},
};

#[test]
fn l3_01_the_head_is_the_first_line_and_the_data_follow() {
    always(|published| {
        for (table, read) in TABLES.iter().zip(&published.tables) {
            let heads: Vec<_> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(read.head, heads);
            let first = published.sheets[&read.name][0].iter().map(ToString::to_string);
            assert_eq!(first.collect::<Vec<_>>(), heads);
        }
    });
}

#[test]
fn l3_02_the_code_list_is_enclosed() {
    always(|published| {
        let codes = published.table("codes");
        for list in LISTS {
            for code in list.codes {
                let has = codes.lines.iter().any(|line| {
                    codes.cells(line, &["list_code", "code", "label"])
                        == [list.name, code.code, code.label]
                });
                assert!(has, "{}: {}", list.name, code.code);
            }
        }
    });
}

#[test]
fn l3_03_no_number_is_a_special_sign_and_states_are_defined() {
    let states: Vec<_> =
        LISTS.iter().filter(|list| list.name == "state").flat_map(|list| list.codes).collect();
    always(|published| {
        for name in ["answers", "indicators"] {
            let table = published.table(name);
            let signs = ["-", "※", "…", "x", "X", "***", "n/a"];
            assert!(table.column("number").iter().all(|cell| !signs.contains(cell)));
            let known = |cell: &&str| states.iter().any(|state| state.code == *cell);
            assert!(table.column("state_code").iter().all(known));
        }
    });
}

#[test]
fn l3_04_units_are_given() {
    always(|published| {
        for name in ["answers", "indicators"] {
            let table = published.table(name);
            for line in &table.lines {
                let has_unit = !table.cell(line, "unit").is_empty();
                let known = table.cell(line, "number").is_empty() || name == "indicators";
                assert!(has_unit || known, "{line:?}");
            }
        }
    });
    // A head of numbers says by a word that programs know that its cells are numbers
    let known = ["no", "year", "number", "count", "is"];
    for column in TABLES.iter().flat_map(|table| table.columns) {
        let numeric = !matches!(column.kind, ColumnType::Text | ColumnType::Date);
        let says = column.name.split('_').any(|word| known.contains(&word));
        assert!(!numeric || says, "{}", column.name);
    }
}

#[test]
fn l3_05_years_and_days_are_written_in_one_way() {
    let western = |cell: &&str| cell.len() == 4 && cell.parse::<u16>().is_ok();
    let day = |cell: &&str| {
        let parts: Vec<_> = cell.split('-').map(str::len).collect();
        parts == [4, 2, 2]
    };
    always(|published| {
        for table in &published.tables {
            for head in &table.head {
                let cells = table.column(head).into_iter().filter(|cell| !cell.is_empty());
                let cells: Vec<_> = cells.collect();
                assert!(!head.ends_with("fiscal_year") || cells.iter().all(western), "{head}");
                assert!(!head.ends_with("_date") || cells.iter().all(day), "{head}");
            }
        }
    });
}

#[test]
fn l3_06_the_code_and_the_name_of_the_region_stand_on_every_line() {
    always(|published| {
        let city = &published.content.city;
        let of_region = ["answers", "actions", "owners", "texts", "indicators"];
        for table in of_region.map(|name| published.table(name)) {
            assert_eq!(table.head[..2], ["region_code", "city_name"]);
            for line in &table.lines {
                assert_eq!(line[..2], [city.region_code.clone(), city.name.clone()]);
            }
        }
    });
}

#[test]
fn l3_07_the_form_is_the_same_over_years_and_cities() {
    let [one, other] = [aozora(), kawabe()].map(Published::of);
    for (one, other) in one.tables.iter().zip(&other.tables) {
        assert_eq!((&one.name, &one.head), (&other.name, &other.head));
    }
}

#[test]
fn l3_08_definitions_history_and_encoding_are_told_and_names_are_ascii() {
    always(|published| {
        let package = published.json("datapackage.json");
        for resource in package["resources"].as_array().unwrap() {
            assert_eq!(resource["encoding"], "utf-8");
            for field in resource["schema"]["fields"].as_array().into_iter().flatten() {
                assert!(field["description"].as_str().is_some_and(|text| !text.is_empty()));
            }
        }
        assert!(package["description"].as_str().unwrap().contains("BOM"));
        let names: BTreeSet<_> = published.files.iter().map(|file| file.name.as_str()).collect();
        assert!(names.contains("csv/errata.csv") && names.iter().all(|name| name.is_ascii()));
    });
}

#[test]
fn l3_09_tables_are_long_and_not_wide() {
    always(|published| {
        for table in &published.tables {
            assert!(table.head.len() <= 100);
            let has_year = |head: &&String| head.contains(|c: char| c.is_ascii_digit());
            assert_eq!(table.head.iter().find(has_year), None, "{}", table.name);
        }
        let answers = published.table("answers");
        let asked: usize =
            published.content.actions.iter().map(|action| action.answers.len()).sum();
        assert_eq!(answers.lines.len(), asked);
    });
}
