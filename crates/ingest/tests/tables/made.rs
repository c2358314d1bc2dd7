//! What the tests build on: grids of cells, the workbooks made of them, and short words for
//! reading them.

use std::path::{Path, PathBuf};

use domain::{Field, Offset, Slot, layout::ColumnRole, reading::Reading};
use ingest::{Options, Unreadable};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// The keys of a row's cells, as JSON names them.
pub(crate) const KEYS: [&str; 14] = [
    "action",
    "content",
    "page",
    "department",
    "section",
    "relisted",
    "previous_status",
    "previous_achievement",
    "plan",
    "status",
    "evaluation",
    "progress",
    "achievement",
    "next_plan",
];

/// The folder of the shared samples, unless it is absent.
pub(crate) fn samples(test: &str) -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples"));
    if folder.is_dir() {
        return Some(folder.to_owned());
    }
    println!("SKIPPED: {test}: {} is absent", folder.display());
    None
}

/// A file of the demo.
pub(crate) fn demo(name: &str) -> Vec<u8> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo"));
    std::fs::read(folder.join(name)).expect("the demo's files are in the checkout")
}

/// Reads without any options.
pub(crate) fn read(bytes: &[u8]) -> Reading {
    let reading = ingest::read(bytes, &Options::default()).unwrap_or_else(|why| panic!("{why}"));
    assert!(reading.account.balances(), "{:?} {:#?}", reading.account, told(&reading));
    reading
}

/// Why a file is not read.
pub(crate) fn refusal(bytes: &[u8]) -> Unreadable {
    match ingest::read(bytes, &Options::default()) {
        Ok(reading) => panic!("{} rows were read", reading.sheet.rows.len()),
        Err(why) => why,
    }
}

/// The rows as texts: measure, then the fourteen columns.
pub(crate) fn rows(reading: &Reading) -> Vec<Vec<String>> {
    let text = |row: &domain::sheet::Row, key: &str| {
        let role = ColumnRole::named(key).expect("a known key");
        row.cell(&role).map_or(String::new(), |cell| cell.text.clone())
    };
    let sheet = &reading.sheet;
    let row = |row: &domain::sheet::Row| {
        let measure = sheet.measure_of(row).to_owned();
        std::iter::once(measure).chain(KEYS.map(|key| text(row, key))).collect()
    };
    sheet.rows.iter().map(row).collect()
}

/// Everything that a person is told, one line each.
pub(crate) fn told(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(|p| format!("{} {}", p.kind.label(), p.message)).collect()
}

/// The slot of a field in the sheet's own year.
pub(crate) fn this(field: Field) -> Slot {
    Slot::new(field, Offset::This)
}

/// White space taken out, for comparing.
pub(crate) fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A workbook of one worksheet, drawn by the function.
pub(crate) fn workbook(draw: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("進捗").unwrap();
    draw(sheet);
    book.save_to_buffer().unwrap()
}

/// Writes texts below one another, empty ones left out.
pub(crate) fn put(sheet: &mut Worksheet, top: u32, lines: &[&[&str]]) {
    for (row, line) in (top..).zip(lines) {
        for (column, text) in (0_u16..).zip(*line).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

/// Merges cells under one text.
pub(crate) fn merge(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), text: &str) {
    sheet.merge_range(from.0, from.1, to.0, to.1, text, &Format::new()).unwrap();
}

/// The head of a small sheet.
pub(crate) const HEAD: &[&str] = &[
    "事業名",
    "担当部署",
    "担当課",
    "令和４年度実施状況",
    "達成度（％）",
    "令和５年度実施計画",
    "令和５年度実施状況",
    "取組状況（ア　実施済、イ　実施中、エ　未実施から選択）",
    "達成度（％）",
];

/// An action of that sheet.
pub(crate) fn action(title: &'static str) -> Vec<&'static str> {
    vec![
        title,
        "福祉部",
        "福祉課",
        "会議を１回開催した。",
        "80",
        "会議を２回開催する。",
        "会議を２回開催した。",
        "ア　実施済",
        "100",
    ]
}
