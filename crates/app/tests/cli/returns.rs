//! The workbooks of every section of a round go out, go through `LibreOffice`, and come back with
//! planted changes: each is found, taken or listed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use domain::{
    Day, Field, FiscalYear, Id, Offset, Slot,
    layout::Layout,
    reply_workbook::{
        Identity, ReplyWorkbook, WorkbookColumn, WorkbookOwner, WorkbookQuestion, WorkbookRow,
    },
    round::questions,
    scale::Scale,
    stage::Stage,
};
use serde_json::Value;
use testkit::WorkbookCopy;

use crate::{
    database::Database,
    files::demo,
    program::{Place, Run, text},
};

on_both!(
    all_sections_workbooks_come_back_through_libreoffice_and_every_planted_case_is_found,
    what_is_no_workbook_is_told_by_its_exit_code,
);

const STATUS: Slot = Slot::new(Field::Status, Offset::This);
const EVALUATION: Slot = Slot::new(Field::Evaluation, Offset::This);

/// A round of the demo's city, and the folder with the workbooks of all its sections.
fn round(place: &Place) -> PathBuf {
    for name in ["aozora-r5.xlsx", "aozora-r6.xlsx", "aozora-r7.csv"] {
        place.import(&demo(name), &["--city", "あおぞら市"]);
    }
    place.run(&["round", "next", "--due", "2099-05-31"]).ok();
    let books = place.run(&["round", "books", "--output", "books"]).ok();
    assert!(books.out.contains("課分"), "{books:?}");
    place.folder.path().join("books")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

/// Puts all files through `LibreOffice` in one call.
fn through_office(folder: &Path, files: &[PathBuf], to: &str) -> PathBuf {
    let out = folder.join(to);
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir", text(&out)])
        .args(files)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(sorted(&out).len(), files.len(), "every workbook came through");
    out
}

fn office(test: &str) -> bool {
    let found = Command::new("soffice").arg("--version").output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        println!("SKIPPED: {test}: soffice is not installed");
    }
    found
}

/// What was planted, by its kind.
type Planted = BTreeMap<&'static str, usize>;

/// Workbooks under the names of their files.
type Files = Vec<(String, WorkbookCopy)>;

/// Plants in every workbook a change that only it makes, and in turn one of the other cases.
/// Answers the files that return first and those that return then.
fn plant(books: &[PathBuf], planted: &mut Planted) -> (Files, Files) {
    let (mut first, mut then) = (Vec::new(), Vec::new());
    let mut count = |kind| *planted.entry(kind).or_insert(0) += 1;
    for (at, path) in books.iter().enumerate() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut copy = WorkbookCopy::open(&fs::read(path).unwrap());
        let keys = copy.keys();
        let (head, tail) = (&keys[0], &keys[keys.len() - 1]);
        let mut earlier = copy.clone();
        copy.put_at(head, &WorkbookColumn::Input(STATUS), format!("{name}の実績。").as_str());
        count("one-sided");
        match at % 6 {
            0 => {
                earlier.put_at(head, &WorkbookColumn::Input(EVALUATION), "先に届いた評価。");
                copy.put_at(head, &WorkbookColumn::Input(EVALUATION), "後で届いた評価。");
                first.push((name.clone(), earlier));
                count("conflict");
            }
            1 => {
                copy.put_at(head, &WorkbookColumn::Action, "書き換えた事業名");
                count("locked");
            }
            2 if keys.len() > 1 => {
                let (one, two) = (copy.front().row_of_key(head), copy.front().row_of_key(tail));
                copy.front().rows.swap(one, two);
                count("moved");
            }
            3 if keys.len() > 1 => {
                let row = copy.front().row_of_key(tail);
                copy.front().rows.remove(row);
                count("deleted");
            }
            4 => {
                let row = copy.front().row_of_key(tail);
                let mut twin = copy.front().rows[row].clone();
                let column = copy.front().column_of(&WorkbookColumn::Input(EVALUATION));
                twin.insert(column, "もう一つの評価。".into());
                copy.front().rows.push(twin);
                count("duplicated");
            }
            _ => {
                copy.front().rows.push([(2, "新しい事業".into())].into());
                count("added");
            }
        }
        then.push((name, copy));
    }
    (first, then)
}

/// A workbook that the program made for another year or for a section that is not there.
fn strange(identity: &Identity, change: impl FnOnce(&mut Identity)) -> WorkbookCopy {
    let mut identity = identity.clone();
    change(&mut identity);
    let scale = Scale::typed("取組状況", "ア 実施済\nイ 実施中").unwrap();
    let asked = questions(&Layout::standard(identity.year, scale));
    let asked: Vec<_> = asked
        .into_iter()
        .map(|question| {
            let heading = question.slot.heading(identity.year);
            WorkbookQuestion { question, heading, scale: None }
        })
        .collect();
    let row = WorkbookRow {
        key: Id::new("strange-action"),
        no: 1,
        measure: String::new(),
        title: "よその事業".to_owned(),
        content: String::new(),
        plan: String::new(),
        last: BTreeMap::new(),
        cells: BTreeMap::new(),
        stage: Stage::NotStarted,
        editable: true,
        remarks: String::new(),
        notes: BTreeMap::new(),
    };
    let due_on = Day::parse("2099-05-31").unwrap();
    let owner = WorkbookOwner::Section(identity);
    let book = ReplyWorkbook { owner, due_on, questions: asked, rows: vec![row] };
    let mut copy = WorkbookCopy::open(&report::reply_workbook(&book).unwrap());
    copy.put_at("strange-action", &WorkbookColumn::Input(STATUS), "取り込んではいけない文。");
    copy
}

fn saved(folder: &Path, copies: &[(String, WorkbookCopy)]) -> Vec<PathBuf> {
    fs::create_dir_all(folder).unwrap();
    let save = |(name, copy): &(String, WorkbookCopy)| {
        let path = folder.join(name);
        fs::write(&path, copy.save()).unwrap();
        path
    };
    copies.iter().map(save).collect()
}

/// How many workbooks have a notice of each kind.
fn noticed(told: &Value, kind: &str) -> usize {
    let books = told["workbooks"].as_array().unwrap().iter();
    let has = |book: &&Value| {
        let notices = book["notices"].as_array().into_iter().flatten();
        notices.clone().any(|notice| notice["kind"] == kind)
    };
    books.filter(has).count()
}

fn import(place: &Place, folder: &Path) -> Run {
    place.run(&["import-replies", text(folder), "--json"])
}

fn all_sections_workbooks_come_back_through_libreoffice_and_every_planted_case_is_found(
    database: Database,
) {
    let test = "all_sections_workbooks";
    if !office(test) {
        return;
    }
    let place = Place::on(database);
    let folder = place.folder.path();
    let books = sorted(&round(&place));
    let mut planted = Planted::new();
    let (first, mut then) = plant(&books, &mut planted);
    let whose = ingest::reply_workbook(&fs::read(&books[0]).unwrap()).unwrap();
    let whose = whose.identity().unwrap();
    let year = FiscalYear::parse("R7").unwrap();
    then.push(("よその年度.xlsx".to_owned(), strange(whose, |of| of.year = year)));
    let nobody = |of: &mut Identity| {
        of.section = Id::new("no-section");
        of.section_name = "よその課".to_owned();
    };
    then.push(("よその課.xlsx".to_owned(), strange(whose, nobody)));
    let mut files = saved(&folder.join("first"), &first);
    let early = through_office(folder, &files, "first-back");
    files = saved(&folder.join("then"), &then);
    let late = through_office(folder, &files, "then-back");

    let told = import(&place, &early).ok().json();
    assert_eq!((&told["taken"], &told["waiting"]), (&first.len().into(), &0.into()));
    let run = import(&place, &late);
    assert_eq!(run.code, 5, "{run:?}");
    let told = run.json();
    let found: Planted = [
        ("one-sided", usize::try_from(told["taken"].as_u64().unwrap()).unwrap()),
        ("conflict", conflicts(&told, "画面の両方")),
        ("locked", noticed(&told, "Locked")),
        ("moved", noticed(&told, "Moved")),
        ("deleted", noticed(&told, "Deleted")),
        ("added", noticed(&told, "Added")),
        ("duplicated", conflicts(&told, "同じ行がExcelに2つ以上")),
    ]
    .into();
    println!("{} sections; planted {planted:?}, wrong year 1, wrong section 1", books.len());
    println!("found {found:?}");
    assert_eq!(found, planted);
    assert_eq!(noticed(&told, "OtherYear"), 1);
    assert_eq!(told["unread"], 2, "the other year's and the other section's");
    assert!(told.to_string().contains("この計画にその課はない"));
    let waiting = planted["conflict"] + planted["duplicated"];
    assert_eq!((&told["waiting"], &told["barred"]), (&waiting.into(), &0.into()));
    let again = import(&place, &late).json();
    assert_eq!((&again["taken"], &again["waiting"]), (&0.into(), &waiting.into()));
    assert!(place.run(&["verify"]).ok().code == 0);
}

/// The answers that wait for a decision, by a part of their sentence.
fn conflicts(told: &Value, part: &str) -> usize {
    let books = told["workbooks"].as_array().unwrap().iter();
    let cells = books.flat_map(|book| book["cells"].as_array().into_iter().flatten());
    cells.filter(|cell| cell["sentence"].as_str().unwrap().contains(part)).count()
}

fn what_is_no_workbook_is_told_by_its_exit_code(database: Database) {
    let place = Place::on(database);
    let books = round(&place);
    let untouched = place.run(&["import-replies", text(&books)]).ok();
    assert!(untouched.out.contains("合計：取り込み 0か所、決める欄 0か所"), "{untouched:?}");
    let zip = place.run(&["round", "books", "--output", "all.zip"]).ok();
    assert!(zip.out.contains("all.zip"));
    place.run(&["import-replies", "all.zip"]).ok();
    place.file("memo.txt", "メモ".as_bytes());
    let unread = place.run(&["import-replies", "memo.txt"]);
    assert_eq!(unread.code, 3, "{unread:?}");
    assert!(unread.out.contains("回答用のExcelではありません"), "{unread:?}");
    let missing = place.run(&["import-replies", "none.xlsx"]);
    assert!(missing.out.contains("開けません"), "{missing:?}");
    let year = place.run(&["import-replies", "all.zip", "--year", "R9"]);
    assert_eq!(year.code, 7, "{year:?}");
}
