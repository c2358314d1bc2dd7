//! What holds whatever numbers are written.

use domain::{layout::ColumnRole, sheet::Sheet};
use proptest::prelude::*;

use crate::{cases, catalogue::check, context::CheckContext, finding::Spot};

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
    let fragment = prop_oneof![
        8 => prop::sample::select(FRAGMENTS.to_vec()).prop_map(str::to_owned),
        1 => ".{0,3}",
    ];
    let text = prop::collection::vec(fragment, 0..14).prop_map(|parts| parts.concat());
    prop::collection::vec(text, 16)
}

fn sheet(texts: &[String]) -> Sheet {
    let mut sheet = cases::sheet(&[&[], &[]]);
    for (row, texts) in sheet.rows.iter_mut().zip(texts.chunks(8)) {
        for (cell, text) in row.answers.values_mut().zip(texts) {
            cell.text.clone_from(text);
        }
    }
    sheet
}

proptest! {
    #[test]
    fn whatever_the_cells_say_every_mark_lies_in_its_cell(now in texts(), before in texts()) {
        let sheet = sheet(&now);
        let mut earlier = self::sheet(&before);
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
