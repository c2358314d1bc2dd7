//! Cells that are no plain text: dates, errors, formulas, truth values, hidden columns, values
//! beside the table.

use domain::{Field, Value, layout::ColumnRole};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

use crate::made::{self, HEAD, action, merge, put, this, told, workbook};

/// A workbook with a date, an error, a formula, a truth value, a hidden column and a hidden row.
pub(crate) fn odd_cells() -> Vec<u8> {
    workbook(|sheet| {
        put(sheet, 0, &[HEAD, &action("相談窓口"), &action("講演会"), &action("街頭啓発")]);
        let date = ExcelDateTime::from_ymd(2021, 10, 29).unwrap();
        let format = Format::new().set_num_format("yyyy/m/d");
        sheet.write_datetime_with_format(1, 6, &date, &format).unwrap();
        sheet.write_formula(2, 6, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_formula(2, 8, Formula::new("=40+2.5").set_result("42.5")).unwrap();
        sheet.write_boolean(3, 3, true).unwrap();
        sheet.set_column_hidden(5).unwrap();
        sheet.set_row_hidden(2).unwrap();
    })
}

#[test]
fn dates_errors_and_hidden_columns_are_read_and_told() {
    let reading = made::read(&odd_cells());
    let status = |at: usize| reading.sheet.rows[at].text(&this(Field::Status)).to_owned();
    assert_eq!((status(0), status(1)), ("2021/10/29".to_owned(), "#N/A".to_owned()));
    assert_eq!(reading.sheet.rows[1].text(&this(Field::Achievement)), "42.5");
    insta::assert_snapshot!(told(&reading).join("\n"));
}

#[test]
fn what_is_no_percentage_stays_as_it_is_written() {
    let mut rows: Vec<Vec<&str>> = ["あ", "い", "う", "え", "お"].map(action).to_vec();
    for (row, text) in rows.iter_mut().zip(["-", "対象外", "９割程度", "１００％", "96.9 %"])
    {
        row[8] = text;
    }
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[HEAD]);
        put(sheet, 1, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    });
    let reading = made::read(&bytes);
    let texts: Vec<&str> =
        reading.sheet.rows.iter().map(|row| row.text(&this(Field::Achievement))).collect();
    assert_eq!(texts, ["-", "対象外", "９割程度", "100", "96.9"]);
    assert_eq!(reading.problems.len(), 1, "{:#?}", told(&reading));
    assert_eq!(reading.problems[0].row, Some(3));
    assert!(matches!(Value::read(texts[0]), Value::Dash(_)));
}

#[test]
fn ratios_without_a_format_are_percentages() {
    let mut rows: Vec<Vec<&str>> = ["あ", "い", "う"].map(action).to_vec();
    for (row, text) in rows.iter_mut().zip(["0.85", "1", "0"]) {
        (row[4], row[8]) = ("1", text);
    }
    let text: Vec<String> = std::iter::once(HEAD)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.join("\t"))
        .collect();
    let reading = made::read(text.join("\r\n").as_bytes());
    let texts: Vec<&str> =
        reading.sheet.rows.iter().map(|row| row.text(&this(Field::Achievement))).collect();
    assert_eq!(texts, ["85", "100", "0"]);
    insta::assert_snapshot!(told(&reading).join("\n"));
}

#[test]
fn a_grade_outside_the_scale_is_told_and_a_scale_is_derived_where_none_is_stated() {
    let mut rows: Vec<Vec<&str>> = ["あ", "い", "う"].map(action).to_vec();
    rows[1][7] = "エ";
    rows[2][7] = "済";
    let grid = |head: &[&str]| {
        workbook(|sheet| {
            put(sheet, 0, &[head]);
            put(sheet, 1, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        })
    };
    insta::assert_snapshot!(told(&made::read(&grid(HEAD))).join("\n"));

    let mut head = HEAD.to_vec();
    head[7] = "取組状況";
    let reading = made::read(&grid(&head));
    let grades: Vec<String> =
        reading.sheet.layout.scale().grades.iter().map(domain::scale::Grade::written).collect();
    assert_eq!(grades, ["ア　実施済", "エ", "済"]);
    let asked: Vec<&str> = reading.asked().map(|asked| asked.subject.as_str()).collect();
    assert!(asked.contains(&"エ"), "{asked:?}");
}

#[test]
fn nothing_beside_or_below_the_table_is_lost() {
    let mut head = HEAD.to_vec();
    head.push("天気");
    let mut first = action("相談窓口");
    first.extend(["晴れ", "欄外のメモ"]);
    let bytes = workbook(|sheet| {
        put(
            sheet,
            0,
            &[&head, &first, &["", "福祉部", "福祉課", "担当だけの行"], &action("講演会")],
        );
        put(sheet, 4, &[&["※数値は速報である。"], &["問合せ先　福祉課"]]);
        merge(sheet, (6, 4), (6, 5), "提出期限　４月末");
    });
    let reading = made::read(&bytes);
    assert_eq!(reading.sheet.rows.len(), 2);
    assert!(reading.account.characters_unplaced > 0);
    insta::assert_snapshot!(told(&reading).join("\n"));
}

#[test]
fn characters_are_repaired_and_each_repair_is_told() {
    let mut row = action("⾃殺対策➀");
    row[6] = "会 議 を 開 催";
    let bytes = workbook(|sheet| put(sheet, 0, &[HEAD, &row]));
    let reading = made::read(&bytes);
    assert_eq!(reading.sheet.rows[0].action.text, "自殺対策①");
    assert_eq!(reading.sheet.rows[0].text(&this(Field::Status)), "会議を開催");
    insta::assert_snapshot!(told(&reading).join("\n"));
}

#[test]
fn an_answer_merged_over_two_columns_is_a_doubt() {
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[HEAD, &action("相談窓口"), &action("講演会")]);
        merge(sheet, (1, 5), (1, 6), "会議を２回開催した。");
    });
    let reading = made::read(&bytes);
    assert_eq!(reading.sheet.rows[0].text(&this(Field::Status)), "");
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(reading.problems[0].role, Some(ColumnRole::Answer(this(Field::Plan))));
}

#[test]
fn the_guard_of_our_own_csv_is_undone() {
    let mut row = action("'=1+1");
    row[3] = "''24年度から";
    row[6] = "'普通の文";
    let line = |cells: &[&str]| cells.join(",");
    let text = format!("\u{feff}{}\r\n\r\n{}\r\n", line(HEAD), line(&row));
    let reading = made::read(text.as_bytes());
    let found = &reading.sheet.rows[0];
    assert_eq!(found.action.text, "=1+1");
    assert_eq!(found.action.place.as_ref().unwrap().to_string(), "A3");
    assert_eq!(found.text(&this(Field::Status)), "'普通の文");
    assert_eq!(made::rows(&reading)[0][7], "'24年度から");
}
