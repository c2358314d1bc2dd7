//! Texts that nobody would write: nothing panics and the account balances. How their work grows
//! is held in `src/text/work.rs`.

use proptest::prelude::*;

use crate::{fiction, read, variants};

/// Builds with debug assertions are slower: they try fewer cases.
const CASES: u32 = if cfg!(debug_assertions) { 30 } else { 200 };

const HEAD: &str = "計画における項目 実施内容 計画書ページ 担当部署 担当課 再掲 令和６年度実施状況 \
    達成度（％） 令和７年度の実施計画 令和７年度実施状況\n\n";

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
