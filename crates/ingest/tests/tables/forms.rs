//! Forms of other cities, all fictional: heads, measures, years and worksheets in other shapes.

use domain::{
    FiscalYear,
    layout::{ColumnRole, Layout},
};
use ingest::{Options, Unreadable};
use rust_xlsxwriter::Workbook;

use crate::made::{self, HEAD, action, merge, put, told, workbook};

fn year(text: &str) -> FiscalYear {
    FiscalYear::parse(text).unwrap()
}

/// The titles of the measures, indented by their depth, and the number of rows under each.
fn tree(reading: &domain::reading::Reading) -> Vec<String> {
    let measures = &reading.sheet.measures;
    let depth = |at: usize| std::iter::successors(Some(at), |at| measures[*at].parent).count() - 1;
    let rows = |at: usize| reading.sheet.rows.iter().filter(|row| row.measure == Some(at)).count();
    let line = |at: usize| format!("{}{} {}", "-".repeat(depth(at)), measures[at].title, rows(at));
    (0..measures.len()).map(line).collect()
}

#[test]
fn group_rows_nest_by_their_markers() {
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[HEAD]);
        let groups: [&[&str]; 4] =
            [&["基本目標１　支え合う"], &["（１）ネットワーク"], &action("会議"), &action("研修")];
        put(sheet, 1, &groups);
        put(sheet, 5, &[&["（２）人材育成"], &action("講座"), &["基本目標２　知らせる"]]);
        put(sheet, 8, &[&["（１）啓発"], &action("広報"), &action("街頭啓発")]);
    });
    let reading = made::read(&bytes);
    assert_eq!(
        tree(&reading),
        [
            "基本目標１　支え合う 0",
            "-（１）ネットワーク 2",
            "-（２）人材育成 1",
            "基本目標２　知らせる 0",
            "-（１）啓発 2"
        ]
    );
    assert!(reading.problems.is_empty(), "{:#?}", told(&reading));
}

#[test]
fn a_merged_column_of_measures_holds_for_its_rows() {
    let head: Vec<&str> = ["No.", "施策"].into_iter().chain(HEAD.iter().copied()).collect();
    let row = |no, title| [no, ""].into_iter().chain(action(title)).collect::<Vec<_>>();
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[&head, &row("1", "会議"), &row("2", "研修"), &row("3", "広報")]);
        merge(sheet, (1, 1), (2, 1), "１　支え合う");
        sheet.write_string(3, 1, "２　知らせる").unwrap();
    });
    let reading = made::read(&bytes);
    assert_eq!(tree(&reading), ["１　支え合う 2", "２　知らせる 1"]);
    assert!(reading.problems.is_empty(), "{:#?}", told(&reading));
}

#[test]
fn an_unnumbered_group_row_is_a_doubt() {
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[HEAD, &["支え合う地域"], &action("会議"), &["知らせる"], &action("広報")]);
    });
    let reading = made::read(&bytes);
    assert_eq!(tree(&reading), ["支え合う地域 1", "知らせる 1"]);
    insta::assert_snapshot!(told(&reading).join("\n"));
}

#[test]
fn an_action_merged_over_rows_is_one_for_each_of_its_sections() {
    let mut second = action("");
    second[2] = "こども課";
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[HEAD, &action("会議"), &second, &action("広報")]);
        merge(sheet, (1, 0), (2, 0), "会議");
    });
    let reading = made::read(&bytes);
    let titles: Vec<&str> = reading.sheet.rows.iter().map(|row| row.action.text.as_str()).collect();
    assert_eq!(titles, ["会議", "会議", "広報"]);
    let place = |at: usize| reading.sheet.rows[at].action.place.as_ref().unwrap().to_string();
    assert_eq!((place(0), place(1)), ("進捗!A2".to_owned(), "進捗!A2".to_owned()));
    assert_eq!(reading.sheet.rows[1].place.to_string(), "進捗!A3");
}

const RELATIVE: &[&str] =
    &["事業名", "担当課", "前年度実績", "今年度計画", "今年度実績", "自己評価", "次年度計画"];

#[test]
fn relative_headings_need_a_year_from_the_title_or_a_person() {
    let rows = |title: &str| {
        workbook(|sheet| {
            put(sheet, 0, &[&[title], &[], RELATIVE]);
            put(sheet, 3, &[&["会議", "福祉課", "１回", "２回", "２回", "継続する。", "３回"]]);
        })
    };
    assert_eq!(made::refusal(&rows("進捗管理シート")), Unreadable::NoYear);
    let named = rows("計画（令和４年度～令和８年度）　令和５年度進捗状況");
    let reading = made::read(&named);
    assert_eq!((reading.sheet.year, reading.year_found), (year("R5"), Some(year("R5"))));
    let options = Options { year: Some(year("R6")), layout: None, ..Options::default() };
    let given = ingest::read(&rows("進捗管理シート"), &options).unwrap();
    assert_eq!((given.sheet.year, given.year_found), (year("R6"), None));
    let wrong = ingest::read(&named, &options).unwrap_err();
    insta::assert_snapshot!(wrong.to_string());
}

#[test]
fn the_worksheet_of_the_year_that_was_asked_for_is_read() {
    let mut book = Workbook::new();
    for (name, before, this) in
        [("R4", "令和３年度", "令和４年度"), ("R5", "令和４年度", "令和５年度")]
    {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        let mut head: Vec<String> = HEAD.iter().map(|h| h.replace("令和５年度", this)).collect();
        head[3] = format!("{before}実施状況");
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        put(sheet, 0, &[&head, &action("会議"), &action("広報")]);
    }
    let bytes = book.save_to_buffer().unwrap();
    for asked in ["R4", "R5"] {
        let options = Options { year: Some(year(asked)), layout: None, ..Options::default() };
        let reading = ingest::read(&bytes, &options).unwrap();
        assert!(reading.sheet.rows[0].place.to_string().starts_with(asked));
        assert_eq!(reading.problems.len(), 1);
    }
}

#[test]
fn a_layout_names_columns_that_words_do_not() {
    let head = ["なまえ", "いつ", "かかり", "達成度", "やったこと", "達成度", "ひみつ"];
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[&head, &["会議", "４月", "福祉課", "80", "２回", "100", "秘"]]);
    });
    assert!(matches!(made::refusal(&bytes), Unreadable::NoHead { .. }));
    let roles =
        ["action", "page", "section", "previous_achievement", "status", "achievement", "ignored"];
    let column = |(heading, role): (&str, &str)| {
        domain::layout::Column::new(heading, ColumnRole::named(role).unwrap())
    };
    let columns = head.into_iter().zip(roles).map(column).collect();
    let mut layout = Layout { name: "ひらがな".into(), columns, ..Layout::default() };
    let read = |layout: &Layout| {
        ingest::read(
            &bytes,
            &Options { year: Some(year("R5")), layout: Some(layout.clone()), ..Options::default() },
        )
    };
    let reading = read(&layout).unwrap();
    assert_eq!(made::rows(&reading)[0][8], "80");
    assert_eq!(made::rows(&reading)[0][13], "100");
    assert!(reading.account.balances() && reading.account.characters_unplaced == 1);
    insta::assert_snapshot!(told(&reading).join("\n"));
    layout.columns[2].heading = "しごと".into();
    insta::assert_snapshot!(read(&layout).unwrap_err().to_string());
}

#[test]
fn a_year_heading_without_merged_cells_spreads_to_its_right() {
    let upper = "事業名,担当課,令和４年度,,令和５年度,,,今後（令和６年度以降）の実施計画";
    let lower = ",,実施状況,達成度,実施計画,実施状況,達成度,";
    let row = "会議,福祉課,１回,80,２回,２回,100,３回";
    let reading = made::read(format!("{upper}\n{lower}\n{row}\n").as_bytes());
    let row = &made::rows(&reading)[0];
    assert_eq!(row[7..12], ["１回", "80", "２回", "２回", ""]);
    assert_eq!(row[13..], ["100", "３回"]);
    assert_eq!(reading.sheet.year, year("R5"));
}
