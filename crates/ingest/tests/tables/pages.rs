//! Tables that go on over pages: columns on the next sheet of paper, pages of another form; and
//! the misread files of the samples, read in place.

use domain::reading::{ProblemKind, Reading};
use ingest::Unreadable;

use crate::{
    drawn::{PEN, Page, assert_small, file, font, rows, table},
    made::{self, told},
};

fn paper(pages: &[Vec<Vec<&str>>]) -> Vec<u8> {
    let page = |rows: &Vec<Vec<&str>>| Page { drawing: table(rows, PEN, 580.0), entries: "" };
    let pages: Vec<Page> = pages.iter().map(page).collect();
    file(&pages, &font("UniJIS-UTF16-H"), &[])
}

/// The small table in two halves: the columns up to `at`, and those from there on.
fn halves(at: usize) -> [Vec<Vec<&'static str>>; 2] {
    let mut all = rows();
    // A sentence that needs more lines than its row has on the other sheet of paper
    all[1][6] = "会議を２回開催し、支援の手順と連絡の方法を話し合った。";
    let left = all.iter().map(|row| row[..at].to_vec()).collect();
    let right = all.iter().map(|row| row[at..].to_vec()).collect();
    [left, right]
}

fn doubts(reading: &Reading) -> Vec<String> {
    let doubts = reading.problems.iter().filter(|p| p.kind == ProblemKind::Doubt);
    doubts.map(|p| p.message.clone()).collect()
}

#[test]
fn columns_that_go_on_at_another_height_are_joined_in_order_with_a_doubt() {
    for at in [4, 5] {
        let [left, right] = halves(at);
        let reading = made::read(&paper(&[left, right]));
        assert_eq!(reading.sheet.year.start(), 2023);
        let statuses: Vec<&str> = reading
            .sheet
            .rows
            .iter()
            .map(|row| row.text(&made::this(domain::Field::Status)))
            .collect();
        assert_eq!(
            statuses,
            [
                "会議を２回開催し、支援の手順と連絡の方法を話し合った。",
                "会議を２回開催した。",
                "会議を２回開催した。"
            ],
            "{at} {:#?}",
            told(&reading)
        );
        assert!(doubts(&reading).iter().any(|t| t.contains("行の高さが違う")), "{at}");
        assert_eq!(reading.account.characters_unplaced, 0);
    }
}

#[test]
fn columns_that_go_on_with_another_number_of_rows_are_refused() {
    let [left, right] = halves(4);
    for cut in [1, 2] {
        let short = right[..right.len() - cut].to_vec();
        let why = made::refusal(&paper(&[left.clone(), short]));
        assert!(matches!(why, Unreadable::OrderLost { .. }), "{why}");
        assert!(why.to_string().contains("2ページの表は1ページの表の右側の列"), "{why}");
    }
}

#[test]
fn columns_that_are_printed_on_both_sheets_of_paper_tell_the_rows() {
    let mut all = rows();
    all[1][6] = "会議を２回開催し、支援の手順と連絡の方法を話し合った。";
    let left: Vec<Vec<&str>> = all.iter().map(|row| row[..4].to_vec()).collect();
    let right: Vec<Vec<&str>> = all.iter().map(|row| [&row[..1], &row[4..]].concat()).collect();
    let reading = made::read(&paper(&[left, right]));
    assert_eq!(reading.sheet.rows.len(), 3);
    assert_eq!(reading.sheet.year.start(), 2023);
    assert_eq!(doubts(&reading), [""; 0]);
}

#[test]
fn a_page_with_actions_of_its_own_is_not_put_beside_the_first() {
    // As many rows of the same height, in another form
    let other = vec![
        vec!["担当課", "事業名", "達成度（％）", "令和５年度実施状況", "担当部署"],
        vec!["市民課", "街頭の啓発", "50", "駅前で配布した。", "市民部"],
        vec!["市民課", "広報", "60", "広報に載せた。", "市民部"],
        vec!["市民課", "講演会", "70", "講演会を開いた。", "市民部"],
    ];
    let reading = made::read(&paper(&[rows(), other]));
    let status = made::this(domain::Field::Status);
    for row in &reading.sheet.rows {
        assert!(!row.text(&status).contains("課"), "{:#?}", told(&reading));
        assert!(row.section.text.ends_with('課'), "{:#?}", told(&reading));
    }
}

#[test]
fn a_head_of_another_form_is_not_the_rest_of_a_row_that_the_page_cut() {
    let mut first = rows();
    // The last row says little
    first.push(vec!["広報", "", "", "", "", "", "", "", ""]);
    let mut second = rows();
    second[0].swap(5, 6);
    for row in &mut second[1..] {
        row.swap(5, 6);
        row[0] = "別の事業";
    }
    let reading = made::read(&paper(&[first, second]));
    let titles: Vec<&str> = reading.sheet.rows.iter().map(|row| row.action.text.as_str()).collect();
    assert!(!titles.iter().any(|title| title.contains("事業名")), "{titles:?}");
    assert!(told(&reading).iter().all(|t| !t.contains("続きとして読みました")));
}

/// A misread file, unless the samples are absent.
fn misread(name: &str) -> Option<Vec<u8>> {
    let samples = made::samples(name)?;
    Some(std::fs::read(samples.join("misread").join(name)).unwrap())
}

/// The titles of the six actions of the misread files.
const TITLES: [&str; 6] = [
    "こころの相談窓口の設置",
    "ゲートキーパー養成講座",
    "街頭での啓発活動",
    "高齢者の見守り訪問",
    "多重債務相談",
    "学校でのSOSの出し方教育",
];

fn column(reading: &Reading, key: usize) -> Vec<String> {
    made::rows(reading).into_iter().map(|row| row[key].clone()).collect()
}

#[test]
fn underlines_and_strikes_of_the_misread_files_are_no_borders() {
    let sentence = "養成講座を4回開催し、延べ112人が受講した。このうち学校の教員が31人、民生委員が24人で\
                    あった。受講後の調査では、相談先を知ることができたとの回答が多かった。次年度は大学と共催する。";
    for (name, struck) in [
        ("lo12_underline_long.pdf", None),
        ("p15b_underline_line1.pdf", None),
        ("p15d_strike_one_line.pdf", Some("養成講座を4回開催し、112人が受講")),
        ("p15_strike.pdf", Some("面接相談を24回実施し、延べ70人が利用した。")),
    ] {
        let Some(bytes) = misread(name) else { return };
        let reading = made::read(&bytes);
        assert_eq!(column(&reading, 1), TITLES, "{name}");
        let statuses = column(&reading, 10);
        match struck {
            None => {
                let told = doubts(&reading);
                assert!(told.iter().all(|t| !t.contains("線で消されて")), "{name} {told:#?}");
                assert_eq!(reading.account.characters_unplaced, 0, "{name}");
            }
            Some(struck) => {
                let told = doubts(&reading);
                assert!(told.iter().any(|t| t.contains(struck)), "{name} {told:#?}");
                assert!(!statuses.concat().contains(struck), "{name} {statuses:?}");
                let rest = ["延べ61人が利用した。", "した。"];
                assert!(statuses[..2].iter().any(|s| rest.contains(&s.as_str())), "{statuses:?}");
            }
        }
        if name.starts_with("lo12") {
            assert_eq!(made::bare(&statuses[1]), made::bare(sentence));
            assert_eq!(made::bare(&statuses[2]), made::bare(sentence));
        }
    }
}

#[test]
fn a_circle_of_the_misread_file_is_told_for_every_action() {
    let Some(bytes) = misread("p29_circle_choice.pdf") else { return };
    let reading = made::read(&bytes);
    assert_eq!(column(&reading, 1), TITLES);
    let ringed: Vec<&str> = reading
        .problems
        .iter()
        .filter(|p| p.kind == ProblemKind::Doubt && p.message.contains("囲まれて"))
        .map(|p| p.other[0].cell.text.as_str())
        .collect();
    assert_eq!(ringed, ["ア", "ア", "イ", "ア", "ア", "イ"], "{:#?}", told(&reading));
}

#[test]
fn columns_over_then_down_of_the_misread_file_are_read_as_their_heads_say() {
    let Some(bytes) = misread("p26b_over_then_down_unequal.pdf") else { return };
    let reading = made::read(&bytes);
    assert_eq!(reading.sheet.year.start(), 2023);
    assert_eq!(column(&reading, 1), TITLES);
    assert_eq!(column(&reading, 8), ["100", "90", "80", "95", "100", "50"]);
    assert_eq!(column(&reading, 13), ["92", "100", "60", "99", "100", "75"]);
    assert!(column(&reading, 10)[0].starts_with("面接相談を22回実施し"));
    assert!(doubts(&reading).iter().any(|t| t.contains("行の高さが違う")));
}

#[test]
fn the_small_table_itself_is_read() {
    assert_small(&made::read(&paper(&[rows()])));
}

#[test]
fn a_page_of_other_columns_without_a_head_is_asked_about() {
    let bare: Vec<Vec<&str>> = rows()[1..].iter().map(|row| row[..6].to_vec()).collect();
    let reading = made::read(&paper(&[rows(), bare]));
    assert_eq!(reading.sheet.rows.len(), 3);
    let told = doubts(&reading);
    assert!(told.iter().any(|t| t.contains("2ページの表は、見出しがなく")), "{told:#?}");
}

#[test]
fn tables_of_several_forms_are_read_in_the_order_of_their_pages() {
    // The second page's form has fewer columns and must not come first
    let fewer: Vec<Vec<&str>> = rows()
        .into_iter()
        .map(|row| [&row[..1], &row[2..3], &row[5..9]].concat())
        .map(|mut row| {
            if row[0] != "事業名" {
                row[0] = "別の事業";
            }
            row
        })
        .collect();
    let reading = made::read(&paper(&[rows(), fewer]));
    assert_eq!(reading.sheet.rows[0].action.text, "見守り活動", "{:#?}", told(&reading));
    let place = |at: usize| reading.sheet.rows[at].place.to_string();
    assert_eq!([place(0), place(2)], ["1ページ", "1ページ"]);
}
