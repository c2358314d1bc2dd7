//! Several tables in one file: below, beside, on other worksheets.

use domain::{
    Field, Offset, Slot,
    decision::{DecisionKind, Treatment},
    reading::Reading,
};
use rust_xlsxwriter::Workbook;

use crate::made::{self, put, told, workbook};

const HEAD: &[&str] = &["事業名", "担当課", "R4実績", "R5計画", "R5実績", "R4達成度", "R5達成度"];

fn row<'a>(title: &'a str, said: &'a str) -> Vec<&'a str> {
    vec![title, "福祉課", "昨年の実績", "今年の計画", said, "90", "80"]
}

fn text(reading: &Reading, title: &str, field: Field, year: Offset) -> String {
    let row = reading.sheet.rows.iter().find(|row| row.title() == title);
    row.map_or_else(
        || "（行がない）".to_owned(),
        |row| row.text(&Slot::new(field, year)).to_owned(),
    )
}

fn titles(reading: &Reading) -> Vec<String> {
    reading.sheet.rows.iter().map(domain::sheet::Row::title).collect()
}

#[test]
fn a_table_below_in_another_order_is_read_by_its_own_head() {
    let other: &[&str] = &["担当課", "事業名", "R5達成度", "R5実績", "R4実績"];
    let reading = made::read(&workbook(|sheet| {
        put(sheet, 0, &[HEAD, &row("窓口", "４回"), &row("講座", "５回")]);
        put(sheet, 4, &[other, &["教育課", "授業", "70", "６校", "５校"]]);
    }));
    assert_eq!(titles(&reading), ["窓口", "講座", "授業"]);
    assert_eq!(text(&reading, "授業", Field::Status, Offset::This), "６校");
    assert_eq!(text(&reading, "授業", Field::Status, Offset::Previous), "５校");
    assert_eq!(text(&reading, "授業", Field::Achievement, Offset::This), "70");
    assert_eq!(reading.sheet.rows[2].section.text, "教育課");
}

#[test]
fn a_table_below_with_an_inserted_or_a_missing_column_is_read_by_its_own_head() {
    let more: &[&str] = &["事業名", "担当課", "予算額（千円）", "R4実績", "R5実績", "R5達成度"];
    let fewer: &[&str] = &["事業名", "担当課", "R5実績"];
    let reading = made::read(&workbook(|sheet| {
        put(sheet, 0, &[HEAD, &row("窓口", "４回")]);
        put(sheet, 3, &[more, &["訪問", "高齢課", "500", "昨年分", "今年分", "60"]]);
        put(sheet, 6, &[fewer, &["広報", "広報課", "２回"]]);
    }));
    assert_eq!(titles(&reading), ["窓口", "訪問", "広報"]);
    assert_eq!(text(&reading, "訪問", Field::Status, Offset::This), "今年分");
    assert_eq!(text(&reading, "訪問", Field::Other("予算額（千円）".into()), Offset::This), "500");
    assert_eq!(text(&reading, "広報", Field::Status, Offset::This), "２回");
    assert_eq!(text(&reading, "広報", Field::Plan, Offset::This), "");
}

#[test]
fn a_table_of_something_else_below_is_none_of_the_sheets_rows() {
    let reading = made::read(&workbook(|sheet| {
        put(sheet, 0, &[HEAD, &row("窓口", "４回"), &row("講座", "５回")]);
        put(sheet, 5, &[&["年度", "相談件数"], &["令和4年度", "120"], &["令和5年度", "98"]]);
    }));
    assert_eq!(titles(&reading), ["窓口", "講座"]);
    let told = told(&reading).join("\n");
    assert!(told.contains("相談件数") && told.contains("別の表"), "{told}");
}

#[test]
fn tables_side_by_side_are_read_one_after_the_other() {
    let both: Vec<&str> = HEAD.iter().copied().chain([""]).chain(HEAD.iter().copied()).collect();
    let rows = |left, right| -> Vec<&str> {
        row(left, "左").into_iter().chain([""]).chain(row(right, "右")).collect()
    };
    let reading = made::read(&workbook(|sheet| {
        put(sheet, 0, &[&["令和５年度　進捗管理シート"], &both]);
        put(sheet, 2, &[&rows("窓口", "授業"), &rows("講座", "訪問")]);
    }));
    assert_eq!(titles(&reading), ["窓口", "講座", "授業", "訪問"]);
    assert_eq!(text(&reading, "訪問", Field::Status, Offset::This), "右");
}

#[test]
fn a_title_repeated_on_the_right_is_no_second_table() {
    let head: Vec<&str> = HEAD.iter().copied().chain(["事業名"]).collect();
    let rows: Vec<&str> = row("窓口", "４回").into_iter().chain(["窓口"]).collect();
    let reading = made::read(&workbook(|sheet| put(sheet, 0, &[&head, &rows])));
    assert_eq!(titles(&reading), ["窓口"]);
    assert!(told(&reading).join("\n").contains("同じ意味の見出しの列が左にもある"));
}

fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        put(sheet, 0, rows);
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn worksheets_of_one_form_are_read_in_their_order() {
    let (a, b) = (row("窓口", "４回"), row("講座", "５回"));
    let reading = made::read(&book(&[
        ("基本施策１", &[HEAD, &a]),
        ("基本施策２", &[HEAD, &b]),
        ("集計", &[&["課", "件数"], &["福祉課", "2"]]),
    ]));
    assert_eq!(titles(&reading), ["窓口", "講座"]);
    let measures: Vec<&str> = reading.sheet.measures.iter().map(|m| m.title.as_str()).collect();
    assert_eq!(measures, ["基本施策１", "基本施策２"]);
    assert_eq!(reading.sheet.rows[1].measure, Some(1));
    assert!(told(&reading).join("\n").contains("シート「集計」は読み込んでいません"));
    assert_eq!(reading.asked().count(), 0, "{:#?}", reading.decisions);
}

#[test]
fn a_copy_and_another_year_are_never_joined_silently() {
    let (a, b) = (row("窓口", "４回"), row("講座", "５回"));
    let copy = made::read(&book(&[("提出用", &[HEAD, &a, &b]), ("控え", &[HEAD, &a, &b])]));
    assert_eq!(titles(&copy), ["窓口", "講座"]);
    let asked: Vec<&str> = copy.asked().map(|asked| asked.subject.as_str()).collect();
    assert_eq!(asked, ["シート「控え」"]);
    let last: &[&str] = &["事業名", "担当課", "R3実績", "R4計画", "R4実績", "R3達成度", "R4達成度"];
    let years = made::read(&book(&[("前", &[last, &a, &b]), ("今", &[HEAD, &a, &b])]));
    assert!(years.asked().any(|asked| asked.kind == DecisionKind::Table), "{:#?}", years.decisions);
    let of = |reading: &Reading| {
        let read = reading.decisions.iter().filter(|d| d.kind == DecisionKind::Table);
        read.filter(|d| d.value == Treatment::Read.code()).count()
    };
    assert_eq!((of(&copy), of(&years)), (1, 1));
}

#[test]
fn the_sample_worksheet_is_not_the_sheet() {
    let (a, b, c) = (row("窓口", "４回"), row("例の講座", "５回"), row("例の訪問", "６回"));
    let reading = made::read(&book(&[("記入例", &[HEAD, &a, &b, &c]), ("進捗管理", &[HEAD, &a])]));
    assert_eq!(titles(&reading), ["窓口"]);
    assert!(told(&reading).join("\n").contains("シート名から記入例とわかるため"));
}
