//! The workbook, read back by another program's eyes.

use std::io::{Cursor, Read};

use crate::fixture::{HEADING, own_field, scale, sheet};
use calamine::{Data, Range, Reader, Xlsx};
use domain::{
    Field, Offset, Slot,
    layout::ColumnRole,
    scale::{Grade, Scale},
    sheet::Sheet,
};
use proptest::prelude::*;
use report::{Error, xlsx};

fn written(sheet: &Sheet) -> Vec<u8> {
    xlsx(&HEADING, sheet).unwrap()
}

fn form(bytes: &[u8]) -> (Range<Data>, Range<String>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let name = book.sheet_names()[0].clone();
    (book.worksheet_range(&name).unwrap(), book.worksheet_formula(&name).unwrap())
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_official_form_reads_back_cell_by_cell() {
    let (cells, _) = form(&written(&sheet()));
    let lines: Vec<String> = cells
        .rows()
        .map(|row| {
            let cells = row.iter().map(|cell| match cell {
                Data::Empty => String::new(),
                Data::String(text) => format!("{text:?}"),
                Data::Float(number) => format!("#{number}"),
                other => panic!("unexpected {other:?}"),
            });
            cells.collect::<Vec<_>>().join(" | ")
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_list_of_grades_in_the_head_reads_back_as_the_scale() {
    let (cells, _) = form(&written(&sheet()));
    let head = cells.rows().nth(1).unwrap().iter().map(ToString::to_string);
    let scales: Vec<Scale> =
        head.filter_map(|heading| Scale::from_heading("取組状況", &heading)).collect();
    assert_eq!(scales, [scale()]);
}

#[test]
fn heads_are_frozen_on_screen_and_repeated_on_each_a3_page() {
    let bytes = written(&sheet());
    let form = part(&bytes, "xl/worksheets/sheet1.xml");
    for expected in [
        r#"<pane xSplit="1" ySplit="2" topLeftCell="B3""#,
        r#"paperSize="8""#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
        "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter>",
    ] {
        assert!(form.contains(expected), "{expected}");
    }
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles\" localSheetId=\"0\">令和３年度!$1:$2<"), "{book}");
}

#[test]
fn measures_are_merged_over_all_columns() {
    let bytes = written(&sheet());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    let merged = book.merge_cells_by_sheet_name(&name).unwrap();
    let rows: Vec<(u32, u32, u32)> =
        merged.iter().map(|m| (m.start.0, m.start.1, m.end.1)).collect();
    assert_eq!(rows, [(0, 0, 14), (2, 0, 14), (3, 0, 14), (6, 0, 14), (9, 0, 14)]);
}

#[test]
fn grades_are_chosen_from_a_list() {
    let form = part(&written(&sheet()), "xl/worksheets/sheet1.xml");
    assert_eq!(form.matches("<dataValidation ").count(), 1);
    assert!(form.contains(r#"<formula1>"ア　実施済,ウ　準備中,エ　未実施,オ　その他"</formula1>"#));
    assert!(form.contains(r#"errorStyle="warning""#));
}

#[test]
fn a_list_too_long_for_a_drop_down_stands_on_a_hidden_worksheet() {
    let mut sheet = sheet();
    let label = "関係する課と調整しているため今年度は着手に至らなかったもの";
    let codes = ["ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ"];
    sheet.layout.scales[0].grades = codes.map(|code| Grade::new(code, label)).to_vec();
    let bytes = written(&sheet);
    let form = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(form.contains("<formula1>'選択肢'!$A$1:$A$10</formula1>"), "{form}");
    assert!(
        part(&bytes, "xl/workbook.xml").contains(r#"name="選択肢" sheetId="2" state="hidden""#)
    );
    assert!(part(&bytes, "xl/sharedStrings.xml").contains(&format!("コ　{label}<")));
}

#[test]
fn the_same_sheet_gives_the_same_bytes_and_names_no_author() {
    let bytes = written(&sheet());
    assert_eq!(bytes, written(&sheet()));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2021-04-01T00:00:00Z") && core.contains("<dc:creator></dc:creator>"));
}

#[test]
fn a_text_longer_than_a_cell_is_refused_with_its_place_and_not_cut() {
    let mut sheet = sheet();
    sheet.rows[1].content.text = "長".repeat(32_768);
    let refused = xlsx(&HEADING, &sheet).unwrap_err();
    assert!(matches!(refused, Error::TooLong { no: 2, .. }));
    insta::assert_snapshot!(refused.to_string());
}

#[test]
fn a_sheet_without_rows_or_columns_is_a_workbook_as_well() {
    let mut sheet = sheet();
    sheet.rows.clear();
    sheet.layout.columns.clear();
    let (cells, _) = form(&written(&sheet));
    assert_eq!(cells.get_size(), (2, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_reads_back_as_it_is_and_none_is_a_formula(
        text in "[=+@'\t0-9.％-]{0,5}[あ-ん\n&<>\"]{0,6}",
        percent in "[=+@'0-9.％-]{1,5}",
    ) {
        let mut sheet = sheet();
        sheet.rows.truncate(1);
        let status = Slot::new(Field::Status, Offset::This);
        let achievement = Slot::new(Field::Achievement, Offset::This);
        for (slot, text) in [(&status, &text), (&own_field(), &text), (&achievement, &percent)] {
            sheet.rows[0].cell_mut(&ColumnRole::Answer(slot.clone())).unwrap().text.clone_from(text);
        }
        let (cells, formulas) = form(&written(&sheet));
        prop_assert!(formulas.is_empty() || formulas.used_cells().all(|(_, _, f)| f.is_empty()));
        let row: Vec<Data> = cells.rows().next_back().unwrap().to_vec();
        prop_assert_eq!(row[9].to_string(), text.clone());
        prop_assert_eq!(row[14].to_string(), text);
        match &row[12] {
            Data::Float(n) => {
                prop_assert_eq!(Some(n.to_string()), domain::percent::number(&percent));
            }
            other => prop_assert_eq!(other.to_string(), percent),
        }
    }
}
