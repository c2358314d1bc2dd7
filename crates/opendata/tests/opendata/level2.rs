//! The rules for machine readability, level 2, over the bytes of every file.

use std::collections::BTreeSet;

use calamine::{Data, Reader, Xlsx};
use opendata::{ColumnType, LISTS, TABLES};

use crate::published::{Published, always};

/// Every cell with the column that it is of.
fn described(published: &Published) -> Vec<(&'static opendata::DataColumn, &str)> {
    let mut cells = Vec::new();
    for (table, read) in TABLES.iter().zip(&published.tables) {
        assert_eq!(table.name, read.name);
        for line in &read.lines {
            cells.extend(table.columns.iter().zip(line.iter().map(String::as_str)));
        }
    }
    cells
}

fn is_decimal(cell: &str) -> bool {
    let bare = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

#[test]
fn l2_01_numbers_are_numbers() {
    always(|published| {
        for (column, cell) in described(published).into_iter().filter(|(_, cell)| !cell.is_empty())
        {
            let fits = match column.kind {
                ColumnType::Text => true,
                ColumnType::Integer => cell.parse::<u64>().is_ok_and(|n| n.to_string() == cell),
                ColumnType::Decimal => is_decimal(cell),
                ColumnType::Boolean => ["0", "1"].contains(&cell),
                ColumnType::Date => cell.len() == 10 && is_decimal(&cell.replace('-', "")),
            };
            assert!(fits, "{}: {cell}", column.name);
        }
        for (table, read) in TABLES.iter().zip(&published.tables) {
            for row in published.sheets[&read.name].iter().skip(1) {
                for (column, cell) in table.columns.iter().zip(row) {
                    let number = matches!(cell, Data::Float(_) | Data::Int(_));
                    let numeric = matches!(
                        column.kind,
                        ColumnType::Integer | ColumnType::Decimal | ColumnType::Boolean
                    );
                    assert!(number == numeric || *cell == Data::Empty, "{}: {cell}", column.name);
                }
            }
        }
    });
}

#[test]
fn l2_02_nothing_is_left_out_as_the_same_and_no_key_is_blank() {
    let ditto = ["〃", "同上", "同左", "同右", "々", "仝"];
    always(|published| {
        for (table, read) in TABLES.iter().zip(&published.tables) {
            for line in &read.lines {
                let key = read.cells(line, table.key);
                assert!(key.iter().all(|cell| !cell.is_empty()), "{}: {line:?}", table.name);
                assert!(key.iter().all(|cell| !ditto.contains(cell)));
            }
            // Of the columns at the left, by which a line is told, none has a hole
            for column in table.columns.iter().take(3) {
                assert!(read.column(column.name).iter().all(|cell| !cell.is_empty()));
            }
        }
    });
}

#[test]
fn l2_03_heads_are_unique() {
    always(|published| {
        for table in &published.tables {
            let heads: BTreeSet<_> = table.head.iter().collect();
            assert_eq!(heads.len(), table.head.len(), "{}", table.name);
        }
    });
}

#[test]
fn l2_04_choices_are_codes_of_their_list() {
    always(|published| {
        let codes = published.table("codes");
        let listed: BTreeSet<_> =
            codes.lines.iter().map(|line| codes.cells(line, &["list_code", "code"])).collect();
        for (column, cell) in described(published) {
            if column.list.is_empty() || cell.is_empty() || column.list == "grade" {
                continue;
            }
            assert!(LISTS.iter().any(|list| list.name == column.list), "{}", column.list);
            assert!(listed.contains(&vec![column.list, cell]), "{}: {cell}", column.list);
        }
        let answers = published.table("answers");
        for line in &answers.lines {
            let [field, year, grade] = ["field_code", "answer_fiscal_year", "grade_code"]
                .map(|column| answers.cell(line, column));
            let list = format!("grade:{field}:{year}");
            assert!(grade.is_empty() || listed.contains(&vec![list.as_str(), grade]), "{line:?}");
        }
    });
}

#[test]
fn l2_05_other_and_its_details_are_apart() {
    always(|published| {
        for (column, cell) in described(published) {
            // Words such as その他 stand beside no code; what was written of it is a text
            let is_code = !column.list.is_empty() && column.list != "field";
            assert!(!is_code || !cell.contains("その他"), "{}: {cell}", column.name);
        }
    });
}

#[test]
fn l2_06_there_are_no_formulas() {
    always(|published| {
        let bytes = std::io::Cursor::new(published.bytes("data.xlsx"));
        let mut workbook: Xlsx<_> = Xlsx::new(bytes).unwrap();
        for name in published.sheets.keys() {
            assert!(workbook.worksheet_formula(name).unwrap().is_empty(), "{name}");
        }
        for (table, column, cell) in published.all_cells() {
            let starts = cell.starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']);
            let plain = is_decimal(cell) || cell.chars().all(|c| matches!(c, '-' | '－'));
            assert!(!starts || plain, "{table}.{column}: {cell}");
        }
    });
}
