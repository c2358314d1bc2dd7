//! What is refused, with the reason: a layout that does not fit, and columns whose order is lost.

use super::read_by;
use crate::made::refusal;

#[test]
fn a_layout_says_which_heading_it_missed_and_where_it_looked() {
    let csv = "事業,担当課,前期,後期\n見守り講座,健康課,△,○\n";
    let layout = r#"
        columns = [
            { heading = "事業", role = "action" },
            { heading = "担当課", role = "section" },
            { heading = "前期", role = "field:前期" },
            { heading = "中期", role = "field:中期" },
        ]"#;
    let why = read_by(csv.as_bytes(), layout, Some("R5")).unwrap_err();
    insta::assert_snapshot!(why.to_string(), @"指定された様式の見出し「中期」が見つかりません（1〜2行目を確認しました）。様式の heading を実際の見出しに合わせてください。");
}

#[test]
fn a_text_that_lists_column_after_column_is_refused() {
    let column = |cell: &dyn Fn(u32) -> String| (1..40).map(cell).collect::<Vec<_>>().join("\n");
    let columns = [
        "事業名\n担当課\n令和５年度実績\n達成度".to_owned(),
        column(&|no| format!("見守り講座その{no}")),
        column(&|_| "健康課".to_owned()),
        column(&|no| format!("{no}回開いた。")),
        column(&|no| format!("{no}%")),
    ];
    let text = columns.join("\n");
    insta::assert_snapshot!(refusal(text.as_bytes()).to_string(), @"列の順序が失われているため、安全に読み取れません（44〜50行目に、ページ・担当課・達成度などの同じ列の値が続けて並んでいます）。位置から推測して埋めることはしません。元の表計算ファイルを指定するか、PDFからテキストを取り出し直してください。");
}
