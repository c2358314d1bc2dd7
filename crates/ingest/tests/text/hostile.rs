//! Texts that nobody would write: nothing panics, the account balances, the time is bounded.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::{fiction, read, variants};

/// Generous: a quiet machine needs a third of it.
const SOON: Duration = Duration::from_secs(10);

/// Debug builds are slower by twenty times: they get a hundredth of the text, and fewer cases.
const SHARE: usize = if cfg!(debug_assertions) { 100 } else { 1 };
const CASES: u32 = if cfg!(debug_assertions) { 30 } else { 200 };

const HEAD: &str = "計画における項目 実施内容 計画書ページ 担当部署 担当課 再掲 令和６年度実施状況 \
    達成度（％） 令和７年度の実施計画 令和７年度実施状況\n\n";

fn in_time(name: &str, text: &str) {
    let began = Instant::now();
    let reading = read(text);
    let took = began.elapsed();
    eprintln!("{name}: {} MB in {took:?}, read: {}", text.len() / 1_000_000, reading.is_ok());
    assert!(took < SOON || cfg!(debug_assertions), "{name} took {took:?}");
    if let Ok(reading) = reading {
        assert!(reading.account.balances(), "{name}");
    }
}

#[test]
fn one_block_of_five_megabytes_takes_seconds_at_most() {
    let line = "相談を受け、関係機関につないだ。研修を年２回実施し、周知に努めた。\n";
    in_time("one block", &format!("{HEAD}{}", line.repeat(5_000_000 / line.len() / SHARE)));
}

#[test]
fn lines_of_one_character_take_seconds_at_most() {
    in_time("one-character lines", &format!("{HEAD}{}", "あ\n".repeat(100_000 / SHARE)));
    in_time("one-digit lines", &format!("{HEAD}{}", "あ\n1\n".repeat(50_000 / SHARE)));
    in_time("one-character words", &format!("{HEAD}{}", "あ 課 ".repeat(100_000 / SHARE)));
}

#[test]
fn as_many_units_as_are_read_at_all_take_seconds_at_most() {
    let line = "相談を受け、関係機関につないだ。\n";
    in_time("the largest block", &format!("{HEAD}{}", line.repeat(19_000 / SHARE)));
    in_time("the largest list", &format!("{HEAD}{}", "18 市民部 健康課\n\n".repeat(6_000 / SHARE)));
}

#[test]
fn headings_without_end_take_seconds_at_most() {
    in_time("one heading", &"担当課\n".repeat(200_000 / SHARE));
    in_time("words like headings", &"計画の実施に関する担当課の評価を\n".repeat(60_000 / SHARE));
    in_time("heads", &HEAD.repeat(8_000 / SHARE));
    in_time("years", &"令和７年度の実施計画\n令和８年度の\n".repeat(60_000 / SHARE));
}

#[test]
fn strange_characters_take_seconds_at_most() {
    in_time("radicals", &format!("{HEAD}{}", "⼈⽣⾃⽤➀\u{fe00}\n".repeat(100_000 / SHARE)));
    in_time("form feeds", &format!("{HEAD}{}", "\u{c}1\n".repeat(100_000 / SHARE)));
    in_time("spaces", &format!("{HEAD}{}", " ".repeat(5_000_000 / SHARE)));
}

/// A line of what sheets consist of, or of anything at all.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "",
        "",
        "基本施策１　啓発",
        "18 市民部 健康課",
        "18",
        "市民部・",
        "こども課",
        "100 %",
        "ア　実施済 100 %",
        "100 % 相談を実施する。",
        "こころの相談",
        "保健師が相談に応じます。",
        "相談を２８回実施した。",
        "継続",
        "-",
        "※ 注",
        "再掲",
        "達成度（％）",
        "計画における項目",
        "令和７年度実施状況",
        "\u{c}",
        "- 3 -",
        "⼈",
        "（",
        "）",
        "　",
        "%",
        "。",
    ])
    .prop_map(str::to_owned);
    prop_oneof![6 => known, 1 => "[ぁ-ん一-龥０-９0-9（）。、 　%]{0,30}", 1 => "\\PC{0,20}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_below_a_head_are_read_or_refused(lines in prop::collection::vec(line(), 0..120)) {
        if let Ok(reading) = read(&format!("{HEAD}{}", lines.join("\n"))) {
            prop_assert!(reading.account.balances(), "{:?}", reading.account);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,400}") {
        let _ = read(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES / 10, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_text_with_lines_moved_and_cut_is_read_or_refused(
        swaps in prop::collection::vec((0_usize..2000, 0_usize..2000), 0..60),
        cut in 40_usize..700,
    ) {
        let variants = variants::kept();
        let (_, _, text) = variants[1].print(&fiction::years()[0]);
        let mut lines: Vec<&str> = text.lines().take(cut).collect();
        for (a, b) in swaps {
            let count = lines.len();
            lines.swap(a % count, b % count);
        }
        if let Ok(reading) = read(&lines.join("\n")) {
            prop_assert!(reading.account.balances(), "{:?}", reading.account);
        }
    }
}
