//! Many workbooks in one zip: out and in.

use domain::{Id, reply_workbook::compare};
use testkit::zipped;

use crate::book::{Answers as _, STATUS, WorkbookCopy, book, changed, identity};

#[test]
fn the_workbooks_of_many_sections_go_out_under_safe_names_and_come_back() {
    let names = ["健康づくり課", "福祉課", "福祉課", "A/B:*?課. ", &"長".repeat(120)];
    let mut books: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let mut book = book();
            identity(&mut book).section = Id::new(format!("section-{at}"));
            identity(&mut book).section_name = (*name).to_owned();
            book
        })
        .collect();
    let zip = report::reply_workbooks(&books).unwrap();
    assert_eq!(zip, report::reply_workbooks(&books).unwrap(), "the same workbooks, the same bytes");
    let entries = ingest::reply_bundle(&zip).unwrap();
    let found: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let long = format!("R8_{}_回答.xlsx", "長".repeat(80));
    let wanted = [
        "R8_健康づくり課_回答.xlsx",
        "R8_福祉課_回答.xlsx",
        "R8_福祉課_回答_2.xlsx",
        "R8_A＿B＿＿＿課_回答.xlsx",
        &long,
    ];
    assert_eq!(found, wanted);
    assert!(found.iter().all(|name| name.chars().count() <= 100));
    for (entry, book) in entries.iter().zip(&mut books) {
        let returned = entry.read.as_ref().unwrap();
        assert_eq!(returned.identity(), Some(&*identity(book)));
        assert_eq!(changed(&compare(returned, book)), [""; 0]);
    }
}

#[test]
fn one_bad_file_stands_in_the_way_of_no_other() {
    let good = WorkbookCopy::of(&book()).set(1, STATUS, "６回。").save();
    let nested = zipped(&[("x.xlsx".to_owned(), good.clone())]);
    let files = [
        ("課/良い.xlsx", good.clone()),
        ("切れた.xlsx", good[..good.len() / 2].to_vec()),
        ("メモ.txt", "メモ".as_bytes().to_vec()),
        ("中.zip", nested),
        ("空.xlsx", Vec::new()),
        ("__MACOSX/課/._良い.xlsx", b"x".to_vec()),
        ("~$良い.xlsx", b"x".to_vec()),
    ];
    let entries =
        ingest::reply_bundle(&zipped(&files.map(|(name, bytes)| (name.to_owned(), bytes))))
            .unwrap();
    let told: Vec<String> = entries
        .iter()
        .map(|entry| match &entry.read {
            Ok(_) => "読めた".to_owned(),
            Err(why) => why.to_string().chars().take(12).collect(),
        })
        .collect();
    assert_eq!(
        told,
        [
            "読めた",
            "表計算ファイルが壊れてい",
            "回答用のExcelではあ",
            "ZIPファイルの中のZI",
            "ファイルが空です。内容の"
        ]
    );
    assert_eq!(entries[0].bytes, good);
}

#[test]
fn a_name_that_windows_wrote_is_read() {
    let good = WorkbookCopy::of(&book()).save();
    let mut bytes = zipped(&[("AB.xlsx".to_owned(), good)]);
    // 課 in CP932, in both places where a zip writes a name
    for at in 0..bytes.len() - 7 {
        if &bytes[at..at + 7] == b"AB.xlsx" {
            bytes[at..at + 2].copy_from_slice(b"\x89\xdb");
        }
    }
    assert_eq!(ingest::reply_bundle(&bytes).unwrap()[0].name, "課.xlsx");
}

#[test]
fn too_many_files_and_none_at_all_are_refused() {
    let many: Vec<_> = (0..501).map(|at| (format!("{at}.xlsx"), Vec::new())).collect();
    let why =
        |parts: &[(String, Vec<u8>)]| ingest::reply_bundle(&zipped(parts)).unwrap_err().to_string();
    assert!(why(&many).contains("501 個のファイル"));
    assert!(why(&[]).contains("回答用のExcelがありません"));
    assert!(ingest::reply_bundle(b"no zip").is_err());
}

#[test]
fn one_workbook_or_a_zip_of_them_is_told_by_what_it_holds() {
    let good = WorkbookCopy::of(&book()).save();
    let one = ingest::reply_workbooks("一つ.xlsx", good.clone()).unwrap();
    assert_eq!((one.len(), one[0].name.as_str(), one[0].read.is_ok()), (1, "一つ.xlsx", true));
    let zip = zipped(&[("a.xlsx".to_owned(), good.clone()), ("b.xlsx".to_owned(), good)]);
    assert_eq!(ingest::reply_workbooks("全部.zip", zip).unwrap().len(), 2);
    let text = ingest::reply_workbooks("メモ.txt", "メモ".as_bytes().to_vec()).unwrap();
    assert!(text[0].read.as_ref().unwrap_err().to_string().contains("回答用のExcelではありません"));
}
