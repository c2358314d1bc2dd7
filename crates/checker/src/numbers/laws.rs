//! What holds whatever numbers are written.

use domain::layout::ColumnRole;
use proptest::prelude::*;

use crate::{catalogue::check, context::CheckContext, finding::Spot, laws};

/// Fragments of which rules make much, with what no officer writes.
const FRAGMENTS: [&str; 40] = [
    "令和６年度",
    "令和７年11月５日",
    "１１月１７日",
    "：",
    "16人",
    "３\n３名",
    "合計",
    "３５人",
    "（",
    "うち",
    "男性",
    "）",
    "、",
    "。",
    "\n",
    "年２回",
    "毎月",
    "８回",
    "91.4％",
    "８７．０％",
    "アンケート",
    "回答",
    "中止",
    "実施できなかった",
    "となった",
    "縮小し",
    "該当はなかった",
    "増加した",
    "毎年増加",
    "65歳以上",
    "第１５回",
    "3年目",
    "市民を対象に",
    "市職員を対象に",
    "相談件数",
    "0件",
    "約",
    "👩‍👧",
    "か\u{3099}",
    "\u{0}",
];

fn texts() -> impl Strategy<Value = Vec<String>> {
    laws::texts(&FRAGMENTS, 8, 14)
}

proptest! {
    #[test]
    fn whatever_the_cells_say_every_mark_lies_in_its_cell(now in texts(), before in texts()) {
        let sheet = laws::sheet_of(&now);
        let mut earlier = laws::sheet_of(&before);
        earlier.year = sheet.year.plus(-1);
        let context = CheckContext::open(&sheet, &[&earlier]);
        let _ = crate::changed::changed(&context);
        for found in check(&context) {
            prop_assert!(found.no == 0 || !found.marks.is_empty());
            for mark in found.marks {
                let of = if mark.sheet == sheet.year { &sheet } else { &earlier };
                let row = of.rows.iter().find(|row| row.no == mark.no);
                let (Spot::Answer(slot), Some(span), Some(row)) = (mark.spot, mark.span, row) else { continue };
                let text = &row.cell(&ColumnRole::Answer(slot)).unwrap().text;
                prop_assert!(text.get(span.start..span.end).is_some(), "{}", found.rule);
            }
        }
    }
}
