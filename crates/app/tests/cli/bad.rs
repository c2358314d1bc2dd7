//! Files that are no sheet: one clear sentence, the documented exit code, the database untouched.

use std::{fs::File, path::Path};

use crate::{
    database::Database,
    files,
    program::{Place, Run, text},
};

/// Panics unless the run ended with the code and exactly one Japanese sentence.
fn assert_sentence(run: &Run, code: i32, what: &str) {
    assert_eq!(run.code, code, "{what}: {run:?}");
    assert!(run.out.is_empty(), "{what}: {run:?}");
    assert_eq!(run.err.lines().count(), 1, "{what}: {run:?}");
    assert!(run.err.starts_with("エラー: "), "{what}: {run:?}");
    assert!(run.err.trim_end().ends_with('。'), "{what}: {run:?}");
    assert!(run.err.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{what}: {run:?}");
    assert!(!run.err.contains("panicked"), "{what}: {run:?}");
}

/// The bad files of a folder, with what they are and the exit code that they get.
fn files_in(place: &Place) -> Vec<(&'static str, std::path::PathBuf, i32)> {
    let workbook = std::fs::read(files::demo("aozora-r5.xlsx")).unwrap();
    let csv = files::aozora_r7();
    let head = csv.lines().next().unwrap();
    let photo = [b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), &[7; 4000]].concat();
    let large = place.folder.path().join("大きい.xlsx");
    File::create(&large).unwrap().set_len(200 << 20).unwrap();
    vec![
        ("a workbook that breaks off", place.file("途中.xlsx", &workbook[..workbook.len() / 2]), 3),
        ("only the start of a workbook", place.file("頭.xlsx", &workbook[..30]), 3),
        (
            "a picture under a workbook's name",
            place.file("改名.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            3,
        ),
        ("an empty file", place.file("空.csv", b""), 3),
        ("white space", place.file("白.txt", b" \r\n\r\n "), 3),
        ("a head without rows", place.file("見出し.csv", head.as_bytes()), 3),
        ("a photo", place.file("写真.jpg", &photo), 3),
        ("a PDF", place.file("シート.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"), 3),
        ("200 MB", large, 3),
        ("bytes", place.file("何か.csv", &(0..=255).cycle().take(5000).collect::<Vec<u8>>()), 3),
        (
            "a table of something else",
            place.file("品名.csv", "品名,数量\nりんご,2\nみかん,3\n".as_bytes()),
            3,
        ),
        ("JSON of something else", place.file("他.json", br#"{"name": "x"}"#), 3),
        ("no file", place.folder.path().join("ない.xlsx"), 3),
        ("a folder", place.folder.path().to_owned(), 3),
    ]
}

#[test]
fn each_gets_one_sentence_and_leaves_the_database_as_it_was() {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &[]);
    let bad = files_in(&place);
    let before = place.contents();
    for (what, path, code) in &bad {
        assert_sentence(&place.run(&["import", text(path)]), *code, what);
        assert_sentence(&place.run(&["import", text(path), "--dry-run", "--json"]), *code, what);
        assert!(place.contents() == before, "{what} changed the database");
    }
    let wrong_year = place.run(&["import", text(&files::demo("aozora-r7.csv")), "--year", "R3"]);
    assert_sentence(&wrong_year, 4, "the wrong year");
    assert!(place.contents() == before, "the wrong year changed the database");
}

#[test]
#[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
fn each_leaves_the_database_on_a_server_as_it_was() {
    let place = Place::on(Database::Postgres);
    place.import(&files::demo("aozora-r7.csv"), &[]);
    let before = std::fs::read(place.export("R7", "json")).unwrap();
    for (what, path, code) in files_in(&place) {
        assert_sentence(&place.run(&["import", text(&path)]), code, what);
    }
    assert_eq!(std::fs::read(place.export("R7", "json")).unwrap(), before);
}

#[test]
fn a_bad_file_makes_no_database() {
    let place = Place::sqlite();
    let empty = place.file("空.csv", b"");
    assert_sentence(&place.run(&["import", text(&empty)]), 3, "an empty file");
    let names: Vec<_> = place.contents().into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, [empty], "only the file itself is there");
}

#[test]
fn an_address_that_is_no_database_is_refused() {
    let file = files::demo("aozora-r7.csv");
    for database in
        ["mysql://localhost/sasae", "sasae.sqlite", "sqlite:", "sqlite:/no/such/folder/a.sqlite"]
    {
        let place = Place { database: database.to_owned(), ..Place::sqlite() };
        for arguments in [
            &["import", text(&file)][..],
            &["export", "--year", "R7", "--format", "csv", "--output", "-"],
            &["serve", "--listen", "127.0.0.1:0"],
        ] {
            assert_sentence(&place.run(arguments), 6, database);
        }
        assert!(place.contents().is_empty(), "{database} made a file");
    }
}

#[test]
fn a_server_that_is_away_or_a_file_that_is_no_database_says_so() {
    let file = files::demo("aozora-r7.csv");
    let place = Place::sqlite();
    place.file("sasae.sqlite", &[b'x'; 5000]);
    let no_server = "postgres://me:geheim@127.0.0.1:1/none".to_owned();
    for place in [place, Place { database: no_server, ..Place::sqlite() }] {
        let run = place.run(&["import", text(&file)]);
        assert_eq!(run.code, 6, "{run:?}");
        assert!(run.err.starts_with("エラー: データベース"), "{run:?}");
        assert!(!run.err.contains("geheim"), "{run:?}");
    }
}

#[test]
fn the_content_and_not_the_name_decides() {
    let place = Place::sqlite();
    let csv = place.file("本当はcsv.xlsx", files::aozora_r7().as_bytes());
    assert_eq!(crate::program::dry_run(&csv, &[])["source"]["reader"], "csv");
    let workbook = std::fs::read(files::demo("aozora-r5.xlsx")).unwrap();
    let workbook = place.file("本当は表.txt", &workbook);
    assert_eq!(crate::program::dry_run(&workbook, &[])["source"]["reader"], "xlsx");
    assert!(Path::new(&workbook).is_file());
}
