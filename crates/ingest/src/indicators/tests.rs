//! Lists of a city that does not exist, read or refused whole.

use proptest::prelude::*;

use super::{limits::MOST, *};

/// A wide list with a title, line breaks in headings and each way to say a year.
const WIDE: &str = "あおぞら市 成果指標の一覧,,,,,,,\r\n\
    No,評価指標,単位,\"基準値\n（H27）\",目標値,令和元年度,\"令和2年\n（暦年）\",Ｒ３,備考\r\n\
    1,自殺死亡率,人口10万対,18.5,１５．０（R8）,17.2,16.8,未確定,国の統計\r\n\
    基本目標２　居場所をつくる,,,,,,,,\r\n\
    2,\"ゲートキーパー\n受講者数\",,850人,\"1,500（令和８年度）\",\"1,234人\",－,0,\r\n\
    ,相談を知る人の割合,％,41.5,50％(R8),,43%,44.0,\r\n\
    ,※令和３年は速報,,,,,,,\r\n";

const TIDY: &str = "指標\t単位\t年度\t区分\t値\n\
    自殺死亡率\t人口10万対\tH27\t基準値\t18.5\n\
    自殺死亡率\t\t2019\t実績\t17.2\n\
    受講者数\t\t令和元年度\t実績値\t1,234人\n\
    自殺死亡率\t人口10万対\tR8\t目標\t15\n\
    受講者数\t人\tR2\t実績\t-\n";

fn told(list: &[ListedIndicator]) -> String {
    let lines = list.iter().map(|listed| {
        let figures = listed.figures.iter().map(|figure| {
            let value = figure.value.unwrap_or(f64::NAN);
            format!("{:?} {} {value}", figure.kind, figure.year.short())
        });
        let figures: Vec<String> = figures.collect();
        format!("{} {} [{}] {}", listed.line, listed.name, listed.unit, figures.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn refused(list: &str) -> String {
    read(list.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_line_for_each_indicator_is_read_with_its_figures() {
    insta::assert_snapshot!(told(&read(WIDE.as_bytes()).unwrap()), @r"
    5 自殺死亡率 [人口10万対] Base H27 18.5, Target R8 15, Actual R1 17.2, Actual R2 16.8
    7 ゲートキーパー受講者数 [人] Base H27 850, Target R8 1500, Actual R1 1234, Actual R3 0
    9 相談を知る人の割合 [％] Base H27 41.5, Target R8 50, Actual R2 43, Actual R3 44
    ");
}

#[test]
fn a_line_for_each_figure_is_gathered_by_name() {
    insta::assert_snapshot!(told(&read(TIDY.as_bytes()).unwrap()), @r"
    2 自殺死亡率 [人口10万対] Base H27 18.5, Actual R1 17.2, Target R8 15
    4 受講者数 [人] Actual R1 1234
    ");
}

#[test]
fn the_encoding_does_not_matter() {
    let wanted = read(WIDE.as_bytes()).unwrap();
    let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(WIDE);
    assert!(!lost);
    assert_eq!(read(&cp932).unwrap(), wanted);
    assert_eq!(read(format!("\u{feff}{WIDE}").as_bytes()).unwrap(), wanted);
}

#[test]
fn the_years_of_base_and_target_may_stand_in_columns_of_their_own() {
    let list = "成果指標,基準年度,基準値,目標年,目標値,2021\n居場所の数,H30,3,R8,10か所,5\n会員数,-,12（H29）,,,\n";
    insta::assert_snapshot!(told(&read(list.as_bytes()).unwrap()), @r"
    2 居場所の数 [か所] Base H30 3, Target R8 10, Actual R3 5
    3 会員数 [] Base H29 12
    ");
}

#[test]
fn a_line_for_each_year_with_a_column_for_each_kind_is_read_too() {
    let list = "指標,年度,実績値,目標値\n受講者数,R1,20,30\n受講者数,R2,,40\n";
    insta::assert_snapshot!(told(&read(list.as_bytes()).unwrap()), @"2 受講者数 [] Actual R1 20, Target R1 30, Target R2 40");
}

#[test]
fn years_may_stand_under_the_kinds_in_a_second_line_of_the_head() {
    let list =
        "指標,単位,基準値,実績値,,,目標値,備考\n,,H30,R1,R2年,令和３年,R8,\nあ,人,1,2,3,4,5,\n";
    let wanted = "3 あ [人] Base H30 1, Actual R1 2, Actual R2 3, Actual R3 4, Target R8 5";
    assert_eq!(told(&read(list.as_bytes()).unwrap()), wanted);
    // A line without a name is a fault where the years have their headings
    assert!(refused("指標,R1\n,2021\n").contains("2行目の指標名が空"));
}

#[test]
fn a_worksheet_is_read_as_a_table_of_values() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("指標").unwrap();
    sheet.write_row(1, 1, ["指標", "単位", "R2", "目標値（R8）"]).unwrap();
    sheet.write_row(2, 1, ["自殺死亡率", "人口10万対"]).unwrap();
    sheet.write_row(2, 3, [16.8, 15.0]).unwrap();
    sheet.write_number(1, 5, 2021).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(
        told(&read(&bytes).unwrap()),
        "3 自殺死亡率 [人口10万対] Actual R2 16.8, Target R8 15"
    );
    let other = workbook.worksheet_from_index(0).unwrap().name();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["指標", "R1"]).unwrap();
    let refused = read(&workbook.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(refused, UnreadableIndicators::TwoTables(other, "Sheet2".into()));
}

#[test]
fn a_head_that_is_not_understood_is_refused_with_the_way_out() {
    for (list, words) in [
        ("", "CSVかExcel"),
        ("事業,R1\nあ,1\n", "成果指標の一覧として"),
        ("指標,単位\nあ,人\n", "数値の列"),
        ("指標,値\nあ,1\n", "「年度」の列"),
        ("指標,実績値\nあ,1\n", "「年度」の列"),
        ("指標,年度,値\nあ,R1,1\n", "「区分」の列"),
        ("指標,R1,令和元年度\nあ,1,2\n", "「令和元年度」と同じ"),
        ("指標,R1,R3見込\nあ,1,2\n", "「R3見込」の列"),
    ] {
        let refused = refused(list);
        assert!(refused.contains(words), "{list} {refused}");
    }
    let wide = format!("指標,R1{}\nあ,1\n", ",備考".repeat(1_000));
    assert_eq!(read(wide.as_bytes()), Err(UnreadableIndicators::TooMany));
}

#[test]
fn what_is_not_understood_is_refused_with_its_line_and_column() {
    for (list, words) in [
        ("指標,R1,\nあ,1,2\n", "2行目のC列"),
        ("指標,R1,R2\nあ,1,234,5\n", "2行目の項目が見出しより多い"),
        ("指標,R1,R2,R3\nあ,1,2,\"3\nい,1,2,3\n", "2行目で始まる引用符"),
        ("指標,R1\n,5\n", "2行目の指標名が空"),
        ("指標,R1\nあ,約20\n", "2行目「R1」の「約20」は数として"),
        ("指標,R1\nあ,20人以上\n", "「20人以上」は数として"),
        ("指標,単位,R1\nあ,人,20％\n", "単位が「人」と違います"),
        ("指標,R1,R2\nあ,20人,3回\n", "2行目「R2」の「3回」は単位が「人」"),
        ("指標,R1,目標値\nあ,1,2\n", "2行目「目標値」の値が、どの年度"),
        ("指標,年度,区分,値\nあ,来年,実績,1\n", "「来年」は年度として"),
        ("指標,年度,区分,値\nあ,R1,見込,1\n", "「見込」は区分として"),
        ("指標,R1\nあ,20（R2）\n", "年度が違います"),
        ("指標,R1\nあ,1\nい,1\nあ,2\n", "4行目の「あ」の令和元年度の実績値は、2行目にも"),
    ] {
        let refused = refused(list);
        assert!(refused.contains(words), "{list} {refused}");
    }
}

#[test]
fn more_indicators_than_any_plan_has_are_refused() {
    let list = |n: usize| {
        let lines: Vec<String> = (0..n).map(|at| format!("指標{at},1")).collect();
        format!("指標,R1\n{}\n", lines.join("\n"))
    };
    assert_eq!(read(list(MOST).as_bytes()).unwrap().len(), MOST);
    assert_eq!(read(list(MOST + 1).as_bytes()), Err(UnreadableIndicators::TooMany));
}

#[test]
fn the_largest_list_is_read() {
    let years: Vec<String> = (1990..2025).map(|year| year.to_string()).collect();
    let line = |at: usize| format!("指標{at},{}", vec!["1"; 35].join(","));
    let lines: Vec<String> = (0..MOST).map(line).collect();
    let list = format!("指標,{}\n{}", years.join(","), lines.join("\n"));
    let figures = read(list.as_bytes()).unwrap().into_iter().map(|listed| listed.figures.len());
    assert_eq!(figures.sum::<usize>(), 35_000);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_and_no_cells_make_it_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        head in "(指標|単位|年度|区分|値|R1|目標値|基準年|[(（H3令和]{1,4}|,|\t|\n|\"){2,14}",
        body in "([0-9.,-]{1,4}|あ|人|％|R2|（|）|▲|,|\t|\n|\"|\\PC){0,40}",
    ) {
        drop(read(&bytes));
        for list in [format!("指標,{head}\n{body}"), format!("{head}\n{body}")] {
            if let Ok(read) = read(list.as_bytes()) {
                let figures = read.iter().flat_map(|listed| &listed.figures);
                prop_assert!(figures.into_iter().all(|f| f.value.is_some_and(f64::is_finite)));
            }
        }
    }

    #[test]
    fn a_number_comes_back_whatever_its_dress(value in -9_999_999_i32..9_999_999, tenths in 0..10_i32) {
        let (sign, whole) = (if value < 0 { "▲" } else { "" }, value.abs());
        let wide: String = whole.to_string().chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
        let list = format!("指標,R1,R2\nあ,{sign}{wide}．{tenths}人,\"{sign}{whole}.{tenths}\"\n");
        let read = read(list.as_bytes()).unwrap();
        let wanted: f64 = format!("{}{whole}.{tenths}", if value < 0 { "-" } else { "" }).parse().unwrap();
        let values: Vec<f64> = read[0].figures.iter().filter_map(|figure| figure.value).collect();
        prop_assert_eq!(values, [wanted, wanted]);
    }
}
