//! A made-up city with an edition, its keys, and what is done to a package.

use std::{collections::BTreeMap, io::Cursor, io::Write};

use edition::{
    ActionRecord, AsOf, City, ContentDigest, DerivedFile, EditionAnswer, EditionContent,
    EditionKind, FORMAT, PlanRecord, Publisher, canonical,
};
use package::{
    KnownSigners, OpenedPackage, PackageChecks, PackageFault, PackageReport, PackageVariant,
    Principal, SigningKey, pack, verify,
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The files of a package by their paths, as they are unpacked.
pub(crate) type Bag = BTreeMap<String, Vec<u8>>;

fn answer(field: &str, text: &str) -> EditionAnswer {
    EditionAnswer {
        field: field.to_owned(),
        fiscal_year: 2025,
        state: "given".to_owned(),
        text: text.to_owned(),
        grade: String::new(),
        class: None,
        number: String::new(),
        approximate: false,
    }
}

fn action(row_no: u32, title: &str, status: &str) -> ActionRecord {
    ActionRecord {
        id: format!("a{row_no:03}"),
        row_no,
        measure_no: Some(1),
        title: title.to_owned(),
        content: "市民への周知".to_owned(),
        page: "12".to_owned(),
        relisted: String::new(),
        owners: vec![("健康福祉部".to_owned(), "健康推進課".to_owned())],
        follows: Vec::new(),
        answers: vec![answer("status", status)],
    }
}

/// An edition of the made-up city.
pub(crate) fn content() -> EditionContent {
    EditionContent {
        format: FORMAT.to_owned(),
        city: City { region_code: "112020".to_owned(), name: "あおぞら市".to_owned() },
        plan: PlanRecord { id: "plan-1".to_owned(), title: "自殺対策計画".to_owned() },
        fiscal_year: 2025,
        kind: EditionKind::Published,
        number: 2,
        frozen_on: "2026-11-24".to_owned(),
        as_of: AsOf { event: 812, head: "00".repeat(32) },
        based_on: Some(ContentDigest::of(b"the edition before")),
        columns: Vec::new(),
        scales: Vec::new(),
        measures: vec!["基本施策1".to_owned()],
        actions: vec![
            action(1, "相談会の開催", "相談会を26回開き、312人が来た。"),
            action(2, "広報紙への掲載", "9月号に掲載した。"),
        ],
        indicators: Vec::new(),
        crosswalks: Vec::new(),
        meetings: Vec::new(),
        opinions: Vec::new(),
        errata: Vec::new(),
        help: Vec::new(),
        publisher: Publisher::default(),
    }
}

fn file(name: &str, media_type: &'static str, bytes: impl Into<Vec<u8>>) -> DerivedFile {
    DerivedFile { name: name.to_owned(), media_type, bytes: bytes.into() }
}

/// The files that are made of a document to the same bytes.
pub(crate) fn derive(content: &EditionContent) -> Vec<DerivedFile> {
    let mut table = "\u{feff}action_id,field_code,text\r\n".to_owned();
    let mut page = "<!doctype html><title>一覧</title><h1>一覧</h1><ul>\n".to_owned();
    for action in &content.actions {
        for answer in &action.answers {
            table += &[&action.id, ",", &answer.field, ",", &answer.text, "\r\n"].concat();
            page +=
                &["<li><a href=\"", &action.id, ".html\">", &action.title, "</a></li>\n"].concat();
        }
    }
    vec![
        file("csv/texts.csv", "text/csv", table),
        file("site/index.html", "text/html", page + "</ul>\n"),
    ]
}

/// The cells in which a table differs, as the maker of tables tells them.
pub(crate) fn cells(content: &EditionContent, name: &str, bytes: &[u8]) -> Vec<String> {
    let made = derive(content).into_iter().find(|made| made.name == name).unwrap().bytes;
    let (made, found) = (String::from_utf8(made).unwrap(), String::from_utf8_lossy(bytes));
    let lines = (1..).zip(made.lines().zip(found.lines()));
    lines
        .flat_map(|(no, (made, found))| {
            let cells: Vec<_> = made.split(',').zip(found.split(',')).collect();
            (1..)
                .zip(cells)
                .filter(|(_, (made, found))| made != found)
                .map(move |(column, (made, found))| {
                    format!("{no}行{column}列は「{made}」のはずですが「{found}」です。")
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Every file of the edition.
pub(crate) fn files() -> Vec<DerivedFile> {
    files_of(&content())
}

/// Every file of an edition with that content.
pub(crate) fn files_of(content: &EditionContent) -> Vec<DerivedFile> {
    let mut files = derive(content);
    files.push(file("edition.json", "application/json", canonical(content).unwrap()));
    files.push(file("sheet.pdf", "application/pdf", "%PDF-1.7\nsheet\n%%EOF\n"));
    files.push(file("site/search.js", "text/javascript", "search()\n"));
    files
}

/// The city's key.
pub(crate) fn key() -> SigningKey {
    key_of(7)
}

/// Another key under the city's name.
pub(crate) fn key_of(seed: u8) -> SigningKey {
    SigningKey::of_seed(&[seed; 32], &Principal::of_city(&content().city).unwrap()).unwrap()
}

/// Those who know the city's key.
pub(crate) fn known() -> KnownSigners {
    let mut known = KnownSigners::default();
    known.add(key().signer().clone());
    known
}

/// The signed package as a zip.
pub(crate) fn zip() -> Vec<u8> {
    pack(&files(), PackageVariant::Whole, Some(&key()), &[]).unwrap().bytes
}

/// The files of a zip, without the folder at the top.
pub(crate) fn bag_of(zip: &[u8]) -> Bag {
    let files = package::files_of_zip(zip).unwrap().into_iter();
    files.map(|(path, bytes)| (path.split_once('/').unwrap().1.to_owned(), bytes)).collect()
}

/// The signed package, unpacked.
pub(crate) fn bag() -> Bag {
    bag_of(&zip())
}

/// Verifies files against the city's key and its edition before.
pub(crate) fn verified(bag: &Bag) -> PackageReport {
    verified_by(bag, &known())
}

/// Verifies files against signers.
pub(crate) fn verified_by(bag: &Bag, signers: &KnownSigners) -> PackageReport {
    let package = OpenedPackage::of_folder(bag.clone()).unwrap();
    let editions = [ContentDigest::of(b"the edition before")];
    let checks = PackageChecks { signers, editions: &editions, derive: &derive, cells: &cells };
    verify(&package, &checks)
}

/// The kinds of the findings, once each.
pub(crate) fn kinds(report: &PackageReport) -> Vec<PackageFault> {
    let mut kinds: Vec<_> = report.findings.iter().map(|finding| finding.kind).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// A zip of any entries.
pub(crate) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::DEFAULT).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
