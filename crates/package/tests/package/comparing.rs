//! What was published beside what was frozen.

use std::process::Command;

use edition::DerivedFile;
use package::{FileVerdict as Verdict, FolderComparison, compare, files_of_zip};
use rust_xlsxwriter::Workbook;

use crate::world::{files, zip, zip_of};

fn frozen(name: &str, bytes: &[u8]) -> DerivedFile {
    DerivedFile { name: name.to_owned(), media_type: "", bytes: bytes.to_vec() }
}

/// One file, frozen and published.
fn one(name: &str, before: &[u8], after: &[u8]) -> (Verdict, String) {
    let compared = compare(&[frozen(name, before)], &[(name.to_owned(), after.to_vec())]);
    assert_eq!(compared.files.len(), 1);
    (compared.files[0].verdict, compared.files[0].detail.clone())
}

fn published(files: &[DerivedFile]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|file| (file.name.clone(), file.bytes.clone())).collect()
}

fn verdicts(compared: &FolderComparison) -> Vec<(&str, Verdict)> {
    compared.files.iter().map(|file| (file.name.as_str(), file.verdict)).collect()
}

fn workbook(rows: &[[&str; 2]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("一覧").unwrap();
    for (row, cells) in (0..).zip(rows) {
        sheet.write(row, 0, cells[0]).unwrap();
        match cells[1].parse::<f64>() {
            Ok(number) => sheet.write(row, 1, number).unwrap(),
            Err(_) => sheet.write(row, 1, cells[1]).unwrap(),
        };
    }
    book.save_to_buffer().unwrap()
}

/// The workbook as another program writes it: texts in their cells, not in a list beside them.
fn rewritten(book: &[u8]) -> Vec<u8> {
    let mut parts = files_of_zip(book).unwrap();
    let sheet = parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
    let mut xml = String::from_utf8(sheet.1.clone()).unwrap();
    for (no, text) in ["事業", "人数", "相談会", "講座"].iter().enumerate() {
        let listed = format!(" t=\"s\"><v>{no}</v>");
        assert!(xml.contains(&listed), "{xml}");
        xml = xml.replace(&listed, &format!(" t=\"inlineStr\"><is><t>{text}</t></is>"));
    }
    sheet.1 = xml.into_bytes();
    let parts: Vec<_> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    zip_of(&parts)
}

const ROWS: [[&str; 2]; 3] = [["事業", "人数"], ["相談会", "312"], ["講座", "40.5"]];

#[test]
fn case_6_a_workbook_written_otherwise_says_the_same_and_one_with_another_cell_does_not() {
    let before = workbook(&ROWS);
    assert_eq!(one("data.xlsx", &before, &before).0, Verdict::Same);
    let again = rewritten(&before);
    assert_ne!(before, again);
    assert_eq!(one("data.xlsx", &before, &again), (Verdict::SameContent, String::new()));
    let mut rows = ROWS;
    rows[1][1] = "313";
    assert_eq!(one("data.xlsx", &before, &workbook(&rows)).0, Verdict::Different);
    let (verdict, detail) = one("data.xlsx", &before, b"encrypted");
    assert_eq!(verdict, Verdict::Different);
    assert!(detail.contains("パスワード"), "{detail}");
}

#[test]
fn case_6_a_workbook_that_libreoffice_saved_again_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let before = workbook(&ROWS);
    std::fs::write(folder.path().join("data.xlsx"), &before).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", "data.xlsx"])
        .current_dir(&folder)
        .stdin(std::process::Stdio::null())
        .output();
    let Ok(after) = std::fs::read(folder.path().join("out/data.xlsx")) else {
        println!("SKIPPED: a workbook saved again: no soffice, or it failed: {run:?}");
        return;
    };
    assert_ne!(before, after);
    assert_eq!(one("data.xlsx", &before, &after), (Verdict::SameContent, String::new()));
}

#[test]
fn a_table_without_its_mark_and_with_other_line_ends_says_the_same() {
    let before = "\u{feff}a,b\r\n\"1,5\",二\r\n".as_bytes();
    assert_eq!(
        one("csv/a.csv", before, "a,b\n\"1,5\",\"二\"\n".as_bytes()).0,
        Verdict::SameContent
    );
    assert_eq!(one("csv/a.csv", before, "a,b\n1,5,二\n".as_bytes()).0, Verdict::Different);
    assert_eq!(one("csv/a.csv", before, b"a,b\n\"1,5\",\x93\xf1\n").0, Verdict::Different);
}

#[test]
fn a_page_that_was_indented_and_lost_its_script_says_the_same() {
    let before =
        "<!doctype html><script src=\"search.js\"></script><p>相談は<a href=\"tel:0480000000\">\
                  電話</a>へ</p>"
            .as_bytes();
    let after = "<html>\n<p>\n  相談は <a href='tel:0480000000'>電話</a>へ\n".as_bytes();
    assert_eq!(one("site/a.html", before, after).0, Verdict::SameContent);
    let number = "<p>相談は<a href=\"tel:0480000001\">電話</a>へ</p>".as_bytes();
    let (verdict, detail) = one("site/a.html", before, number);
    assert_eq!(verdict, Verdict::Different);
    assert!(detail.contains("リンク先"), "{detail}");
    let script = [after, b"<script>count()</script>"].concat();
    let (verdict, detail) = one("site/a.html", before, &script);
    assert_eq!(verdict, Verdict::Different);
    assert!(detail.contains("スクリプト"), "{detail}");
    let text = "<p>相談は<a href=\"tel:0480000000\">電話</a>から".as_bytes();
    assert_eq!(one("site/a.html", before, text).0, Verdict::Different);
}

#[test]
fn a_json_written_otherwise_says_the_same() {
    let before = b"{\"a\":1,\"b\":[2]}\n";
    assert_eq!(one("edition.json", before, b"{ \"b\": [2], \"a\": 1 }").0, Verdict::SameContent);
    assert_eq!(one("edition.json", before, b"{\"a\":1,\"b\":[3]}\n").0, Verdict::Different);
}

#[test]
fn a_pdf_with_a_signature_after_it_is_signed_and_one_that_was_rebuilt_cannot_be_told() {
    let before = b"%PDF-1.7\nsheet\n%%EOF\n".as_slice();
    let signed =
        [before, b"5 0 obj <</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>\n%%EOF\n"].concat();
    assert_eq!(one("sheet.pdf", before, &signed).0, Verdict::Signed);
    let added = [before, b"5 0 obj <</Type/Annot>>\n%%EOF\n"].concat();
    assert_eq!(one("sheet.pdf", before, &added).0, Verdict::Unclear);
    let (verdict, detail) = one("sheet.pdf", before, b"%PDF-1.4\nrebuilt");
    assert_eq!(verdict, Verdict::Unclear);
    assert!(detail.contains("作り直されている"), "{detail}");
    assert_eq!(one("sheet.pdf", before, b"<html>404</html>").0, Verdict::Different);
}

#[test]
fn the_folder_of_the_site_is_compared_by_itself_wherever_it_was_unpacked() {
    let files = files();
    for folder in ["", "site/", "kenko/plan/"] {
        let site = files.iter().filter_map(|file| {
            Some((format!("{folder}{}", file.name.strip_prefix("site/")?), file.bytes.clone()))
        });
        let compared = compare(&files, &site.collect::<Vec<_>>());
        assert_eq!(compared.part, "site/", "{folder}");
        let all = [("site/index.html", Verdict::Same), ("site/search.js", Verdict::Same)];
        assert_eq!(verdicts(&compared), all, "{folder}");
        assert!(compared.is_whole());
    }
}

#[test]
fn a_folder_that_was_uploaded_half_lacks_files_and_a_strange_one_is_named() {
    let mut half = published(&files());
    half.retain(|(name, _)| name != "csv/texts.csv");
    half.push(("site/old.html".to_owned(), vec![1]));
    let compared = compare(&files(), &half);
    assert_eq!(compared.part, "");
    let different = compared.files.iter().filter(|file| file.verdict != Verdict::Same);
    let told: Vec<_> = different.map(|file| (file.name.as_str(), file.verdict)).collect();
    assert_eq!(told, [("csv/texts.csv", Verdict::Missing), ("site/old.html", Verdict::Extra)]);
    assert_eq!((compared.count(Verdict::Missing), compared.is_whole()), (1, false));
}

#[test]
fn nothing_published_is_everything_missing() {
    let compared = compare(&files(), &[]);
    assert_eq!(compared.count(Verdict::Missing), files().len());
}

#[test]
fn the_whole_package_is_compared_from_its_zip() {
    let compared = compare(&files(), &files_of_zip(&zip()).unwrap());
    assert_eq!(compared.count(Verdict::Same), files().len());
    assert!(compared.is_whole());
}
