//! Texts that nobody would write are read in work that grows with the text, and no faster.

use super::{read, steps};
use crate::options::Options;

const HEAD: &str = "計画における項目 実施内容 計画書ページ 担当部署 担当課 再掲 令和６年度実施状況 \
    達成度（％） 令和７年度の実施計画 令和７年度実施状況\n\n";

/// Steps for each byte that no text needs: the densest, lines of one character, needs about 800.
const MOST_FOR_EACH_BYTE: u64 = 2_000;

fn steps_of(name: &str, text: &str) -> u64 {
    steps::of(|| {
        if let Ok(reading) = read(text, &Options::default()) {
            assert!(reading.account.balances(), "{name}");
        }
    })
}

/// Twice the text is at most twice the work, a tenth and what every text costs aside.
fn grows_no_faster(name: &str, size: usize, text: impl Fn(usize) -> String) {
    let (once, twice) = (text(size), text(size * 2));
    let (small, large) = (steps_of(name, &once), steps_of(name, &twice));
    eprintln!("{name}: {small} steps for {} bytes, {large} for {}", once.len(), twice.len());
    assert!(small > 0, "{name}: nothing was counted");
    assert!(large * 10 <= small * 22 + 100_000, "{name}: {small} steps, then {large}");
    assert!(large <= twice.len() as u64 * MOST_FOR_EACH_BYTE, "{name}: {large} steps");
}

fn below_head(body: &str, times: usize) -> String {
    format!("{HEAD}{}", body.repeat(times))
}

#[test]
fn one_block_without_end_is_read_in_work_that_grows_with_it() {
    let line = "相談を受け、関係機関につないだ。研修を年２回実施し、周知に努めた。\n";
    grows_no_faster("one block", 1_000, |size| below_head(line, size));
    let line = "相談を受け、関係機関につないだ。\n";
    grows_no_faster("short lines", 1_000, |size| below_head(line, size));
    grows_no_faster("a list", 300, |size| below_head("18 市民部 健康課\n\n", size));
}

#[test]
fn more_text_than_any_sheet_has_is_refused_before_it_is_compared() {
    // Six pieces a line: beyond the most pieces that a sheet has
    let line = "相談 を 受け 関係 機関 に\n";
    let within = steps_of("within", &below_head(line, 500));
    let beyond = steps_of("beyond", &below_head(line, 10_000));
    assert!(beyond < within * 20, "{within} steps within, {beyond} beyond");
}

#[test]
fn lines_of_one_character_are_read_in_work_that_grows_with_them() {
    grows_no_faster("one-character lines", 1_000, |size| below_head("あ\n", size));
    grows_no_faster("one-digit lines", 1_000, |size| below_head("あ\n1\n", size));
    grows_no_faster("one-character words", 1_000, |size| below_head("あ 課 ", size));
}

#[test]
fn headings_without_end_are_read_in_work_that_grows_with_them() {
    grows_no_faster("one heading", 1_000, |size| "担当課\n".repeat(size));
    grows_no_faster("words like headings", 300, |size| {
        "計画の実施に関する担当課の評価を\n".repeat(size)
    });
    grows_no_faster("heads", 40, |size| HEAD.repeat(size));
    grows_no_faster("years", 300, |size| "令和７年度の実施計画\n令和８年度の\n".repeat(size));
}

#[test]
fn strange_characters_are_read_in_work_that_grows_with_them() {
    grows_no_faster("radicals", 1_000, |size| below_head("⼈⽣⾃⽤➀\u{fe00}\n", size));
    grows_no_faster("form feeds", 1_000, |size| below_head("\u{c}1\n", size));
    grows_no_faster("blank lines", 1_000, |size| below_head("1\n\n\n\n", size));
    grows_no_faster("spaces", 50_000, |size| below_head(" ", size));
}
