//! The official form, read back from its file by the product's own reader.
#![expect(clippy::unwrap_used, reason = "tests fail so")]

use domain::{Field, Offset, Slot, sheet::Sheet};
use typeset::{Edition, PaperSize, Typesetter};

/// Texts in which something could be lost on the way over paper.
const ODD: [&str; 9] = [
    "会議を２回開催した。\n\n場所：公民館\n",
    "　字下げした文。\n　二つ目の段落。",
    "A  B   C　　D",
    "#set text(red) *太字* _下線_ $x$ `code` @label <tag> // 註 /* 註 */ \\ [ ] { }",
    "https://example.jp/a/very/long/address/without/any/space/that/goes/on/and/on/and/on/for/ever",
    "①②③ ㈱ ℡ ～〜－ 髙﨑 ｶﾞｷﾞ Ａ１ Ⅲ",
    "-",
    "「『（鍵括弧）』」、。・：；！？‥…ー",
    "・一つ目\n・二つ目\n　・二つ目の下\n※注",
];

fn demo() -> Sheet {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/aozora-r7.csv");
    let bytes = std::fs::read(path).unwrap();
    ingest::read(&bytes, &ingest::Options::default()).unwrap().sheet
}

#[test]
fn odd_texts_read_back_to_the_character() {
    let mut sheet = demo();
    let slot = Slot::new(Field::Status, Offset::This);
    sheet.rows.truncate(ODD.len());
    for (row, text) in sheet.rows.iter_mut().zip(ODD) {
        row.answers.get_mut(&slot).unwrap().text = text.trim_end().to_owned();
    }
    let heading =
        report::Heading {
            municipality: "あおぞら市", area_code: "", plan_title: "自殺対策計画"
        };
    let edition = Edition { heading, date: "令和８年１１月２４日", edition: "" };
    let set = Typesetter::new(None).unwrap().sheet(&edition, &sheet, PaperSize::A3).unwrap();
    let back = ingest::read(&set.pdf, &ingest::Options::default()).unwrap();
    assert!(back.account.balances());
    assert_eq!(back.account.characters_unplaced, 0);
    let texts = |sheet: &Sheet| -> Vec<String> {
        sheet.rows.iter().map(|row| row.text(&slot).to_owned()).collect()
    };
    assert_eq!(texts(&back.sheet), texts(&sheet));
}
