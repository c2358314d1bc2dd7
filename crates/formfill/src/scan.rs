//! A worksheet's part, gone through once: where rows and the wanted cells stand, and what is in them.

use std::{collections::BTreeMap, ops::Range};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{
    book::position,
    error::Error,
    name::CellName,
    shared::{attribute, referred},
};

/// A worksheet as far as it is filled.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// What stands before the names of its elements: empty, or `x:`.
    pub(crate) prefix: String,
    /// The element that holds the rows, where it is empty.
    pub(crate) empty: Option<Range<usize>>,
    /// Where the element that holds the rows ends.
    pub(crate) end: usize,
    /// The rows by their numbers.
    pub(crate) rows: BTreeMap<u32, RowPlace>,
    /// The regions that are one cell: first and last.
    pub(crate) merged: Vec<(CellName, CellName)>,
    /// Whether any cell holds a formula.
    pub(crate) has_formulas: bool,
    /// The styles of columns: first, last, style.
    columns: Vec<(u32, u32, u32)>,
}

/// A row.
#[derive(Debug, Default)]
pub(crate) struct RowPlace {
    /// Its opening tag.
    pub(crate) tag: Range<usize>,
    /// Whether that is all of it.
    pub(crate) is_empty: bool,
    /// Where its closing tag begins.
    pub(crate) close: usize,
    /// Its opening tag without the columns that it spans, open.
    pub(crate) opened: String,
    /// Its style, where it has one of its own.
    style: Option<u32>,
    /// The cells of a row that is wanted.
    pub(crate) cells: BTreeMap<u32, CellPlace>,
}

/// A cell.
#[derive(Debug, Default)]
pub(crate) struct CellPlace {
    pub(crate) at: Range<usize>,
    pub(crate) style: Option<u32>,
    pub(crate) has_formula: bool,
    /// Its text, or the number of its shared text.
    value: String,
    kind: String,
}

impl CellPlace {
    /// What stands in it.
    pub(crate) fn text(&self, strings: &[String]) -> String {
        if self.kind == "s" {
            let shared = self.value.trim().parse().ok().and_then(|at: usize| strings.get(at));
            return shared.cloned().unwrap_or_default();
        }
        self.value.clone()
    }
}

impl Scan {
    /// Goes through a part; the cells of rows that are wanted are noted.
    pub(crate) fn of(part: &str, wanted: impl Fn(u32) -> bool) -> Result<Self, Error> {
        let mut reader = Reader::from_str(part);
        let mut pass = Pass { scan: Self::default(), row: 0, column: 0, cell: None, taking: false };
        loop {
            let from = position(&reader)?;
            let event = reader.read_event().map_err(Error::damaged)?;
            let at = from..position(&reader)?;
            match event {
                Event::Start(start) => pass.start(&start, at, (false, &wanted)),
                Event::Empty(start) => pass.start(&start, at, (true, &wanted)),
                Event::End(end) => pass.end(end.local_name().as_ref(), at),
                Event::Text(said) => pass.take(&said.xml10_content()),
                Event::CData(said) => pass.take(&said.xml10_content()),
                Event::GeneralRef(reference) => pass.take(&referred(&reference)?),
                Event::Eof => break,
                _ => {}
            }
        }
        if pass.scan.end == 0 && pass.scan.empty.is_none() {
            return Err(Error::damaged("シートに行の並びがありません"));
        }
        Ok(pass.scan)
    }

    /// The style that a cell has which is not there: its row's, else its column's.
    pub(crate) fn style_of(&self, name: CellName) -> Option<u32> {
        let own = self.rows.get(&name.row).and_then(|row| row.style);
        let of_column = || {
            let mut columns = self.columns.iter();
            let held = columns.find(|(first, last, _)| (*first..=*last).contains(&name.column));
            held.map(|(.., style)| *style)
        };
        own.or_else(of_column)
    }

    /// The first cell of the region that a cell is a part of, where it is not the first itself.
    pub(crate) fn hidden_by(&self, name: CellName) -> Option<CellName> {
        let holds = |(first, last): &&(CellName, CellName)| {
            (first.row..=last.row).contains(&name.row)
                && (first.column..=last.column).contains(&name.column)
        };
        self.merged.iter().find(holds).map(|(first, _)| *first).filter(|first| *first != name)
    }
}

/// A pass over a part.
struct Pass {
    scan: Scan,
    row: u32,
    column: u32,
    cell: Option<CellPlace>,
    /// Whether the text that comes is a cell's.
    taking: bool,
}

impl Pass {
    fn start(
        &mut self,
        start: &BytesStart,
        at: Range<usize>,
        (is_empty, wanted): (bool, &impl Fn(u32) -> bool),
    ) {
        match start.local_name().as_ref() {
            "sheetData" => {
                let name = start.name().as_ref().to_owned();
                name.strip_suffix("sheetData")
                    .unwrap_or_default()
                    .clone_into(&mut self.scan.prefix);
                self.scan.empty = Some(at).filter(|_| is_empty);
            }
            "col" => self.column_style(start),
            "row" => self.open_row(start, at, is_empty),
            "c" => self.open_cell(start, at, (is_empty, wanted)),
            "f" => {
                self.scan.has_formulas = true;
                if let Some(cell) = &mut self.cell {
                    cell.has_formula = true;
                }
            }
            "v" | "t" if !is_empty => self.taking = true,
            "mergeCell" => {
                let region = attribute(start, "ref").unwrap_or_default();
                let ends = region.split_once(':');
                let names = ends.and_then(|(a, b)| CellName::parse(a).zip(CellName::parse(b)));
                self.scan.merged.extend(names);
            }
            _ => {}
        }
    }

    fn column_style(&mut self, start: &BytesStart) {
        let number = |name| attribute(start, name)?.trim().parse::<u32>().ok();
        if let (Some(first), Some(last), Some(style)) =
            (number("min"), number("max"), number("style"))
        {
            self.scan.columns.push((first, last, style));
        }
    }

    fn open_row(&mut self, start: &BytesStart, at: Range<usize>, is_empty: bool) {
        let said = attribute(start, "r").and_then(|r| r.trim().parse().ok());
        self.row = said.unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        let mut opened = format!("<{}", start.name().as_ref());
        for one in start.attributes().with_checks(false).flatten() {
            if one.key.as_ref() != "spans" {
                let (key, value) = (one.key.as_ref(), one.value.replace('"', "&quot;"));
                opened.extend([" ", key, "=\"", &value, "\""]);
            }
        }
        let own = attribute(start, "customFormat").is_some_and(|it| it == "1" || it == "true");
        let style = attribute(start, "s").filter(|_| own).and_then(|s| s.trim().parse().ok());
        let row = RowPlace {
            close: at.end,
            tag: at,
            is_empty,
            opened: opened + ">",
            style,
            cells: BTreeMap::new(),
        };
        self.scan.rows.insert(self.row, row);
    }

    fn open_cell(
        &mut self,
        start: &BytesStart,
        at: Range<usize>,
        (is_empty, wanted): (bool, &impl Fn(u32) -> bool),
    ) {
        let said = attribute(start, "r").and_then(|r| CellName::parse(&r));
        self.column = said.map_or(self.column.saturating_add(1), |name| name.column);
        if !wanted(self.row) {
            self.cell = None;
            return;
        }
        let cell = CellPlace {
            at,
            style: attribute(start, "s").and_then(|s| s.trim().parse().ok()),
            kind: attribute(start, "t").unwrap_or_default(),
            ..CellPlace::default()
        };
        if is_empty { self.put(cell) } else { self.cell = Some(cell) }
    }

    fn put(&mut self, cell: CellPlace) {
        if let Some(row) = self.scan.rows.get_mut(&self.row) {
            row.cells.insert(self.column, cell);
        }
    }

    fn take(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.taking) {
            cell.value.push_str(text);
        }
    }

    fn end(&mut self, name: &str, at: Range<usize>) {
        match name {
            "v" | "t" => self.taking = false,
            "c" => {
                if let Some(mut cell) = self.cell.take() {
                    cell.at.end = at.end;
                    self.put(cell);
                }
            }
            "row" => {
                if let Some(row) = self.scan.rows.get_mut(&self.row) {
                    row.close = at.start;
                }
            }
            "sheetData" => self.scan.end = at.start,
            _ => {}
        }
    }
}
