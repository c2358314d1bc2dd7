//! The tables: for people with a spreadsheet, and for analysis.

use crate::fixture::{HEADING, sheet};
use domain::formula::unguard;
use domain::{Field, Offset, Slot, layout::ColumnRole};
use proptest::prelude::*;

fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap();
    text.strip_prefix('\u{feff}').expect("a byte order mark").to_owned()
}

fn records(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_table_has_one_head_and_the_measure_on_every_line() {
    let table = text(report::csv(&sheet()).unwrap());
    assert!(table.ends_with("\r\n"));
    insta::assert_snapshot!(table.replace("\r\n", "␍\n"));
}

#[test]
fn a_column_that_the_form_does_not_name_is_there_when_a_row_fills_it() {
    let mut sheet = sheet();
    sheet.layout.columns.truncate(1);
    let head =
        |sheet: &domain::sheet::Sheet| records(&text(report::csv(sheet).unwrap()))[0].clone();
    assert_eq!(head(&sheet).len(), 16);
    sheet.rows.truncate(3);
    for row in &mut sheet.rows {
        row.answers.clear();
        row.relisted.text.clear();
    }
    assert_eq!(
        head(&sheet),
        ["施策", "計画における項目", "実施内容", "計画書ページ", "担当部署", "担当課"]
    );
}

#[test]
fn the_tidy_table_has_one_answer_a_line() {
    let table = text(report::tidy(&HEADING, &sheet()).unwrap());
    let lines = records(&table);
    assert_eq!(lines.len(), 1 + 5 * 9);
    assert!(lines.iter().all(|line| line.len() == lines[0].len()));
    // The columns that tell answers apart; the snapshot would be unreadable with all of them
    let from = lines[0].iter().position(|name| name == "field").unwrap();
    let short: Vec<String> =
        lines.iter().map(|l| format!("{} {} {}", l[4], l[7], l[from..].join("|"))).collect();
    insta::assert_snapshot!(short.join("\n"));
}

#[test]
fn a_line_of_the_tidy_table_stands_on_its_own() {
    let table = text(report::tidy(&HEADING, &sheet()).unwrap());
    let lines = records(&table);
    let pairs: Vec<String> =
        lines[0].iter().zip(&lines[1]).map(|(name, value)| format!("{name}: {value}")).collect();
    insta::assert_snapshot!(pairs.join("\n"));
}

/// What starts a formula, or may once a spreadsheet has trimmed or narrowed it.
const STARTS: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_of_a_table_starts_a_formula_and_every_text_comes_back(
        text in "[=+@＝＋－＠'\t\r\n,\"0-9.あ-]{0,8}",
    ) {
        let mut sheet = sheet();
        let status = ColumnRole::Answer(Slot::new(Field::Status, Offset::This));
        for row in &mut sheet.rows {
            row.cell_mut(&status).unwrap().text.clone_from(&text);
            row.action.text.clone_from(&text);
        }
        let tables = [report::csv(&sheet).unwrap(), report::tidy(&HEADING, &sheet).unwrap()];
        for table in tables {
            let table = self::text(table);
            let lines = records(&table);
            let safe = |cell: &String| {
                let plain = cell.parse::<f64>().is_ok() || cell.chars().all(|c| matches!(c, '-' | '－'));
                !cell.starts_with(STARTS) || plain
            };
            prop_assert!(lines.iter().flatten().all(safe));
            let both = |line: &Vec<String>| line.iter().filter(|c| unguard(c) == text).count() > 1;
            prop_assert!(lines[1..].iter().any(both));
        }
    }
}
