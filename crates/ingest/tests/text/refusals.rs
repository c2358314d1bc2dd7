//! Texts whose order is lost are refused with a sentence; what was cut off is read up to the cut.

use ingest::{Options, Unreadable};

use crate::{fiction, read, sample::sample, variants};

/// A printed year, and its number of rows.
fn printed() -> (String, usize) {
    let variants = variants::kept();
    let whole = variants.iter().find(|v| v.name == "whole heads").unwrap();
    let (sheet, _, text) = whole.print(&fiction::years()[1]);
    (text, sheet.rows.len())
}

fn lost(text: &str) -> String {
    match read(text) {
        Err(refused @ Unreadable::OrderLost { .. }) => refused.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn columns_side_by_side_are_refused() {
    let head = "計画における項目    実施内容    担当課    令和６年度実施状況    達成度（％）\n\n";
    let row = "こころの相談      保健師が相談に      健康課      年間で２８回      100 %\n\
               について          応じます。                      開催した。\n\n";
    let refused = lost(&format!("{head}{}", row.repeat(12)));
    assert!(refused.contains("行目"), "{refused}");
}

#[test]
fn a_column_after_the_other_is_refused() {
    let sheet = &fiction::years()[1];
    let head = "計画における項目 実施内容 担当課 令和６年度実施状況 達成度（％）\n\n";
    let columns = ["action", "content", "section", "status", "achievement"];
    let text = columns.map(|role| {
        let cells = sheet.rows.iter().map(|row| row[role].clone() + "\n");
        cells.collect::<String>()
    });
    lost(&format!("{head}{}", text.join("\n")));
}

#[test]
fn percentages_run_together_are_refused() {
    let (text, _) = printed();
    let percents: Vec<String> = (0..40).map(|n| format!("{n} %")).collect();
    let without: Vec<&str> = text.lines().filter(|line| !line.ends_with(" %")).collect();
    lost(&format!("{}\n\n{}", without.join("\n"), percents.join("\n")));
}

#[test]
fn shuffled_lines_are_refused_or_doubted_at_every_row() {
    let (text, _) = printed();
    let (head, body) = text.split_at(text.find("基本施策１").unwrap());
    let mut dice = fiction::Dice(3);
    let mut lines: Vec<&str> = body.lines().collect();
    for at in (1..lines.len()).rev() {
        lines.swap(at, dice.below(at + 1));
    }
    match read(&format!("{head}{}", lines.join("\n"))) {
        Err(refused) => assert!(matches!(refused, Unreadable::OrderLost { .. }), "{refused}"),
        Ok(reading) => {
            assert!(reading.account.balances());
            panic!("{} rows were read from shuffled lines", reading.sheet.rows.len());
        }
    }
}

#[test]
fn a_head_without_rows_is_told() {
    let (text, _) = printed();
    let head = &text[..text.find("基本施策１").unwrap()];
    assert!(matches!(read(head), Err(Unreadable::NoRows { .. })), "{:?}", read(head));
}

#[test]
fn another_year_than_the_person_said_is_refused() {
    let (text, _) = printed();
    let options = Options { year: domain::FiscalYear::starting(2021), ..Options::default() };
    let refused = ingest::read(text.as_bytes(), &options).unwrap_err();
    assert!(matches!(refused, Unreadable::WrongYear { .. }), "{refused}");
}

#[test]
fn a_partial_head_of_another_year_is_refused_too() {
    let variants = variants::kept();
    let partial = variants.iter().find(|v| v.name == "partial heads only").unwrap();
    let (_, _, text) = partial.print(&fiction::years()[1]);
    let options = Options { year: domain::FiscalYear::starting(2021), ..Options::default() };
    let refused = ingest::read(text.as_bytes(), &options).unwrap_err();
    assert!(matches!(refused, Unreadable::WrongYear { .. }), "{refused}");
}

/// Reads a text cut off after some of its lines, again and again: the rows before the cut are
/// the same as in the whole text, the last two aside.
fn cut_everywhere(text: &str) {
    let whole = read(text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut dice = fiction::Dice(5);
    let times = if cfg!(debug_assertions) { 3 } else { 20 };
    for _ in 0..times {
        let at = 1 + dice.below(lines.len());
        let Ok(reading) = read(&lines[..at].join("\n")) else { continue };
        assert!(reading.account.balances(), "cut after line {at}");
        let full = |row: &&domain::sheet::Row| match row.place {
            domain::Place::Lines { to, .. } => (to as usize) < at,
            _ => false,
        };
        let full: Vec<_> = whole.sheet.rows.iter().filter(full).collect();
        let sure = full.len().saturating_sub(1);
        assert!(reading.sheet.rows.len() >= sure, "cut after line {at}");
        for (want, got) in full.iter().zip(&reading.sheet.rows).take(sure) {
            assert_eq!(want.action.text, got.action.text, "cut after line {at}");
            assert_eq!(want.answers, got.answers, "cut after line {at}: {}", want.action.text);
        }
    }
}

#[test]
fn a_printed_text_cut_off_anywhere_is_read_up_to_the_cut() {
    cut_everywhere(&printed().0);
}

#[test]
fn the_real_sheet_cut_off_anywhere_is_read_up_to_the_cut() {
    let Some(text) = sample("kumagaya-r3.txt") else { return };
    cut_everywhere(&text);
}
