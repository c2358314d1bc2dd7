//! An edition's files, read back as a stranger reads them.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, Reader, Xlsx};
use edition::{DerivedFile, EditionContent};
use opendata::{TABLES, files};
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::made_up::{aozora, contents, kawabe};

/// The tables whose cells hold one thing each, by the checker of the rules.
pub(crate) const FACTS: [&str; 4] = ["answers", "owners", "indicators", "codes"];

/// A table that was read back.
pub(crate) struct ReadTable {
    pub(crate) name: String,
    pub(crate) head: Vec<String>,
    pub(crate) lines: Vec<Vec<String>>,
}

impl ReadTable {
    pub(crate) fn place(&self, column: &str) -> usize {
        self.head.iter().position(|head| head == column).unwrap_or_else(|| panic!("{column}"))
    }

    pub(crate) fn cell<'a>(&self, line: &'a [String], column: &str) -> &'a str {
        &line[self.place(column)]
    }

    /// The cells of a line in some of its columns.
    pub(crate) fn cells<'a>(
        &self,
        line: &'a [String],
        columns: &[impl AsRef<str>],
    ) -> Vec<&'a str> {
        columns.iter().map(|column| self.cell(line, column.as_ref())).collect()
    }

    /// The cells of a column.
    pub(crate) fn column(&self, column: &str) -> Vec<&str> {
        self.lines.iter().map(|line| self.cell(line, column)).collect()
    }
}

/// An edition's open data.
pub(crate) struct Published {
    pub(crate) content: EditionContent,
    pub(crate) files: Vec<DerivedFile>,
    pub(crate) tables: Vec<ReadTable>,
    pub(crate) sheets: BTreeMap<String, Vec<Vec<Data>>>,
}

impl Published {
    pub(crate) fn of(content: EditionContent) -> Self {
        let files = files(&content).unwrap();
        let csv = files.iter().filter(|file| file.media_type == "text/csv");
        let tables: Vec<_> = csv.map(read).collect();
        assert_eq!(tables.len(), TABLES.len());
        let bytes = &files.iter().find(|file| file.name == "data.xlsx").unwrap().bytes;
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheets = workbook.worksheets().into_iter();
        let sheets = sheets.map(|(name, range)| (name, range.rows().map(<[_]>::to_vec).collect()));
        let sheets = sheets.collect();
        Self { content, files, tables, sheets }
    }

    pub(crate) fn table(&self, name: &str) -> &ReadTable {
        self.tables.iter().find(|table| table.name == name).unwrap()
    }

    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        &self.files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("{name}")).bytes
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_slice(self.bytes(name)).unwrap()
    }

    /// Every cell of some tables, with its table and column.
    pub(crate) fn cells(&self, of: &[&str]) -> Vec<(&str, &str, &str)> {
        let mut cells = Vec::new();
        for table in self.tables.iter().filter(|table| of.contains(&table.name.as_str())) {
            for line in &table.lines {
                let heads = table.head.iter().zip(line);
                cells.extend(heads.map(|(head, cell)| (&*table.name, &**head, &**cell)));
            }
        }
        cells
    }

    /// Every cell of every table.
    pub(crate) fn all_cells(&self) -> Vec<(&str, &str, &str)> {
        let names: Vec<_> = self.tables.iter().map(|table| table.name.as_str()).collect();
        self.cells(&names)
    }
}

fn read(file: &DerivedFile) -> ReadTable {
    let text = std::str::from_utf8(&file.bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    let mut rows: Vec<Vec<String>> = rows.collect();
    let head = rows.remove(0);
    let name = file.name.strip_prefix("csv/").and_then(|name| name.strip_suffix(".csv"));
    ReadTable { name: name.unwrap().to_owned(), head, lines: rows }
}

/// What holds of every edition: of the made-up ones, and of as many as chance makes.
pub(crate) fn always(holds: impl Fn(&Published)) {
    for content in [aozora(), kawabe()] {
        holds(&Published::of(content));
    }
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(config).run(&contents(), |content| {
        holds(&Published::of(content));
        Ok(())
    });
    tried.unwrap();
}
