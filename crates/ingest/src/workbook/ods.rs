//! ods, read from its content part directly: calamine tells neither merged regions nor
//! percentages of this format, and spreads repeated cells out before anyone can count them.

use std::collections::BTreeSet;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    cells::{number_text, percentage},
    form::attribute,
    parts::WorkbookParts,
    refusal::damaged,
};
use crate::{
    allowance::Allowance,
    table::{CellKind, Merge, Table, TableBuilder},
    unreadable::Unreadable,
};

/// A cell that holds something is written out at most this often; form fillers repeat a handful.
const MOST_REPEATS: u32 = 10_000;

/// Every worksheet as a table.
pub(super) fn tables(
    parts: &mut WorkbookParts,
    allowance: &Allowance,
) -> Result<Vec<Table>, Unreadable> {
    let text = parts.text("content.xml")?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut pass = Pass::new(allowance);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => pass.start(&start),
            Event::End(end) => pass.end(end.name().as_ref())?,
            Event::Text(text) => pass.text(&text.xml10_content()),
            Event::GeneralRef(reference) => pass.reference(&reference)?,
            Event::CData(text) => pass.text(&text.xml10_content()),
            Event::Eof => break,
            _ => {}
        }
    }
    match pass.table {
        None => Ok(pass.tables),
        Some(_) => Err(Unreadable::Damaged("content.xml が途中で切れています".to_owned())),
    }
}

/// A cell in the making.
#[derive(Debug, Default)]
struct Open {
    kind: String,
    value: String,
    date: String,
    formula: bool,
    repeats: u32,
    spans: (u32, u32),
    text: String,
    paragraphs: u32,
}

/// A pass over the content.
#[derive(Debug)]
struct Pass<'a> {
    allowance: &'a Allowance,
    tables: Vec<Table>,
    table: Option<TableBuilder<'a>>,
    hidden_styles: BTreeSet<String>,
    style: String,
    row: u32,
    row_repeats: u32,
    column: u32,
    defined_columns: u32,
    /// The cells of the row that hold something, kept until its repeats are known.
    cells: Vec<(u32, Open)>,
    open: Option<Open>,
    /// How deep within elements whose text is no part of the cell, such as comments.
    aside: u32,
    in_paragraph: bool,
}

impl<'a> Pass<'a> {
    fn new(allowance: &'a Allowance) -> Self {
        Self {
            allowance,
            tables: Vec::new(),
            table: None,
            hidden_styles: BTreeSet::new(),
            style: String::new(),
            row: 0,
            row_repeats: 1,
            column: 0,
            defined_columns: 0,
            cells: Vec::new(),
            open: None,
            aside: 0,
            in_paragraph: false,
        }
    }

    fn start(&mut self, start: &BytesStart) {
        let name = start.name();
        if self.aside > 0
            || matches!(name.as_ref(), "office:annotation" | "draw:frame" | "table:tracked-changes")
        {
            self.aside += 1;
            return;
        }
        match name.as_ref() {
            "style:style" => self.style = attribute(start, "name").unwrap_or_default(),
            "style:table-properties" if attribute(start, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table:table" => self.open_table(start),
            "table:table-column" => self.columns(start),
            "table:table-row" => self.open_row(start),
            "table:table-cell" | "table:covered-table-cell" => self.open = Some(Open::new(start)),
            "text:p" | "text:h" => self.open_paragraph(),
            "text:line-break" => self.text("\n"),
            "text:tab" => self.text("\t"),
            "text:s" => self.text(&" ".repeat(number(start, "c").min(1_000) as usize)),
            // The reading of a word above it
            "text:ruby-text" => self.aside += 1,
            _ => {}
        }
    }

    fn open_table(&mut self, start: &BytesStart) {
        let name = attribute(start, "name").unwrap_or_default();
        let style = attribute(start, "style-name").unwrap_or_default();
        let hidden = self.hidden_styles.contains(&style);
        self.table = Some(TableBuilder::new(&name, hidden, self.allowance));
        (self.row, self.defined_columns) = (0, 0);
    }

    /// Columns are defined before the rows; only the hidden ones matter.
    fn columns(&mut self, start: &BytesStart) {
        let repeats = number(start, "number-columns-repeated");
        let first = self.defined_columns;
        self.defined_columns = first.saturating_add(repeats);
        if let (true, Some(table)) = (is_hidden(start), &mut self.table) {
            table.hide_columns(first, self.defined_columns - 1);
        }
    }

    fn open_row(&mut self, start: &BytesStart) {
        self.row_repeats = number(start, "number-rows-repeated");
        self.column = 0;
        if let (true, Some(table)) = (is_hidden(start), &mut self.table) {
            table.hide_row(self.row);
        }
    }

    fn open_paragraph(&mut self) {
        self.in_paragraph = true;
        if let Some(open) = &mut self.open {
            if open.paragraphs > 0 {
                open.text.push('\n');
            }
            open.paragraphs += 1;
        }
    }

    fn text(&mut self, text: &str) {
        if let (true, 0, Some(open)) = (self.in_paragraph, self.aside, &mut self.open) {
            open.text.push_str(text);
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef) -> Result<(), Unreadable> {
        let character = reference.resolve_char_ref().map_err(damaged)?;
        let name = quick_xml::escape::resolve_predefined_entity(reference);
        match (character, name) {
            (Some(c), _) => self.text(c.encode_utf8(&mut [0; 4])),
            (None, Some(text)) => self.text(text),
            (None, None) => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "text:p" | "text:h" => self.in_paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "table:table-row" => self.end_row()?,
            "table:table" => {
                if let Some(table) = self.table.take() {
                    self.tables.push(table.finish()?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let first = self.column;
        self.column = first.saturating_add(open.repeats);
        let (rows, columns) = open.spans;
        if let (true, Some(table)) = (rows > 1 || columns > 1, &mut self.table) {
            let (bottom, right) =
                (self.row.saturating_add(rows - 1), first.saturating_add(columns - 1));
            table.merge(Merge { top: self.row, left: first, bottom, right });
        }
        if domain::text::ink(&open.text) > 0 || !open.value.is_empty() {
            if open.repeats > MOST_REPEATS {
                return Err(repeats(open.repeats));
            }
            self.cells.push((first, open));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unreadable> {
        let cells = std::mem::take(&mut self.cells);
        let repeated = self.row_repeats.max(1);
        if !cells.is_empty() && repeated > MOST_REPEATS {
            return Err(repeats(repeated));
        }
        if let Some(table) = &mut self.table {
            for row in
                (self.row..self.row.saturating_add(repeated)).take_while(|_| !cells.is_empty())
            {
                for (first, open) in &cells {
                    let (text, kind) = open.shown();
                    for column in *first..first.saturating_add(open.repeats) {
                        table.push(row, column, &text, kind)?;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }
}

impl Open {
    fn new(start: &BytesStart) -> Self {
        Self {
            kind: attribute(start, "value-type").unwrap_or_default(),
            value: attribute(start, "value").unwrap_or_default(),
            date: attribute(start, "date-value").unwrap_or_default(),
            formula: attribute(start, "formula").is_some(),
            repeats: number(start, "number-columns-repeated"),
            spans: (number(start, "number-rows-spanned"), number(start, "number-columns-spanned")),
            ..Self::default()
        }
    }

    /// The text of the value, and its kind.
    fn shown(&self) -> (String, CellKind) {
        let value = self.value.parse::<f64>();
        match (self.kind.as_str(), value) {
            // LibreOffice writes a truth value that a formula gives as a number
            ("float", _) if matches!(self.text.as_str(), "TRUE" | "FALSE") => {
                (self.text.clone(), CellKind::Plain)
            }
            ("percentage", Ok(ratio)) => (percentage(ratio), CellKind::Plain),
            ("float" | "currency", Ok(number)) => (number_text(number), CellKind::Plain),
            ("date", _) if !self.date.is_empty() => {
                (self.date.replace("T00:00:00", "").replace('T', " "), CellKind::Date)
            }
            ("time", _) => (self.text.clone(), CellKind::Date),
            ("boolean", _) => (self.text.to_uppercase(), CellKind::Plain),
            _ if self.formula && is_error(&self.text) => (self.text.clone(), CellKind::Error),
            _ => (self.text.clone(), CellKind::Plain),
        }
    }
}

/// Whether a formula's text is an error, as spreadsheets write it.
fn is_error(text: &str) -> bool {
    text.starts_with('#') || text.starts_with("Err:")
}

fn repeats(times: u32) -> Unreadable {
    let detail = format!("同じ値のセルが {times} 回繰り返されています");
    Unreadable::Unpacks { detail }
}

/// A count; one where none is given.
fn number(start: &BytesStart, name: &str) -> u32 {
    attribute(start, name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

fn is_hidden(start: &BytesStart) -> bool {
    attribute(start, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}
