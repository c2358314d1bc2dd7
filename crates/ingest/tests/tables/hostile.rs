//! Small files that would cost a large machine are refused before their texts are built.

use ingest::{Options, Unreadable, indicators::UnreadableIndicators, personnel};
use testkit::{hostile_file, shared_texts};

fn refusal(bytes: &[u8]) -> Unreadable {
    ingest::read(bytes, &Options::default()).unwrap_err()
}

#[test]
fn what_cells_say_together_is_bounded_by_every_reader_of_a_workbook() {
    let much = shared_texts(10_000, 500);
    let sentence = "文字が全部で 2000 万字を超えています";
    assert!(refusal(&much).to_string().contains(sentence));
    assert!(ingest::reply_workbook(&much).unwrap_err().to_string().contains(sentence));
    assert!(ingest::indicators::read(&much).unwrap_err().to_string().contains(sentence));
    assert!(ingest::preview(&much, &ingest::Look::default()).is_none());
    let whole = ingest::read(&shared_texts(10_000, 300), &Options::default()).unwrap();
    assert_eq!(whole.sheet.rows.len(), 300);
}

#[test]
fn a_text_that_no_cell_can_hold_is_refused_with_its_place() {
    let long = "あ".repeat(32_768);
    let table = format!(
        "計画における項目,担当課,令和５年度実施計画,令和５年度実施状況\n会議,課,{long},a\n"
    );
    let json = format!("{{\"fiscal_year\":2023,\"rows\":[{{\"action\":\"{long}\"}}]}}");
    let list = format!("職員番号,役割\n1,{long}\n");
    let told = [
        refusal(&shared_texts(32_768, 1)).to_string(),
        refusal(table.as_bytes()).to_string(),
        refusal(json.as_bytes()).to_string(),
        refusal(long.as_bytes()).to_string(),
        personnel::read(list.as_bytes()).unwrap_err().to_string(),
    ];
    for (told, place) in told.iter().zip(["s1!A2", "C2", "ファイル全体", "1行目", "B2"]) {
        let sentence = format!("{place} の文字が多すぎます（32768字）");
        assert!(told.contains(&sentence), "{place}: {told}");
    }
    assert!(ingest::read(&shared_texts(32_767, 1), &Options::default()).is_ok());
}

#[test]
fn a_list_of_indicators_that_is_wide_and_empty_costs_nothing() {
    let wide = hostile_file("columns-all.xlsx");
    let why = ingest::indicators::read(&wide).unwrap_err();
    assert!(matches!(why, UnreadableIndicators::File(Unreadable::Unpacks { .. })), "{why}");
}

#[test]
fn each_way_to_make_much_of_little_is_refused_with_its_sentence() {
    for (name, sentence) in [
        ("shared-text.xls", "文字が全部で"),
        ("merged-tall.xlsx", "文字が全部で"),
        ("shared-texts-odd.xlsx", "文字が全部で"),
        ("styles-many.xlsx", "セルの書式が"),
        ("sheets-of-one-part.xlsx", "全シートの展開後"),
        ("repeats.ods", "文字が全部で"),
        ("tables.ods", "シートが 1000 枚"),
        ("columns-million.csv", "1行に 40000"),
        ("rows-empty.json", "3000000 行"),
        ("lzw.pdf", "圧縮を解くと400MB"),
        ("replacement-texts.pdf", "が多すぎます"),
    ] {
        let told = refusal(&hostile_file(name)).to_string();
        assert!(told.contains(sentence), "{name}: {told}");
    }
    for name in ["styles-long.xlsx", "formats-long.xlsx"] {
        assert!(ingest::read(&hostile_file(name), &Options::default()).is_ok(), "{name}");
    }
}
