//! ods, read from its content part directly: calamine tells neither merged regions nor
//! percentages of this format, and spreads repeated cells out before anyone can count them.

mod aside;
mod cell;
mod settings;
mod styles;

use std::collections::BTreeSet;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use self::{
    aside::{OdsAside, Outside},
    cell::{OpenCell, count},
    settings::hides_zeros,
    styles::OdsStyles,
};
use super::{
    look::CellStyle,
    parts::WorkbookParts,
    refusal::damaged,
    xml::{attribute, referred},
};
use crate::{
    allowance::Allowance,
    table::{Merge, OutsideKind, OutsideText, Table, TableBuilder},
    unreadable::Unreadable,
};

/// A cell that holds something is written out at most this often; form fillers repeat a handful.
const MOST_REPEATS: u32 = 10_000;

/// Every worksheet as a table.
pub(super) fn tables(
    parts: &mut WorkbookParts,
    allowance: &Allowance,
) -> Result<Vec<Table>, Unreadable> {
    let mut pass = Pass::new(allowance);
    if parts.has("settings.xml") {
        pass.hides_zeros = hides_zeros(&parts.text("settings.xml")?)?;
    }
    // The styles that have names come first: those of the content inherit from them
    for part in ["styles.xml", "content.xml"] {
        if parts.has(part) {
            pass.read(&parts.text(part)?)?;
        }
    }
    match pass.table {
        None => Ok(pass.tables),
        Some(_) => Err(Unreadable::Damaged("content.xml が途中で切れています".to_owned())),
    }
}

/// A pass over the parts.
struct Pass<'a> {
    allowance: &'a Allowance,
    tables: Vec<Table>,
    table: Option<TableBuilder<'a>>,
    styles: OdsStyles,
    hides_zeros: BTreeSet<String>,
    shows_zeros: bool,
    row: u32,
    row_repeats: u32,
    column: u32,
    defined_columns: u32,
    /// The styles of columns that have one: first, last, style.
    column_styles: Vec<(u32, u32, String)>,
    /// The cells of the row that hold something, kept until its repeats are known.
    cells: Vec<(u32, OpenCell)>,
    open: Option<OpenCell>,
    /// The spans that are open within a paragraph, by their styles.
    spans: Vec<String>,
    aside: OdsAside,
    in_paragraph: bool,
    plain: CellStyle,
}

impl<'a> Pass<'a> {
    fn new(allowance: &'a Allowance) -> Self {
        Self {
            allowance,
            tables: Vec::new(),
            table: None,
            styles: OdsStyles::default(),
            hides_zeros: BTreeSet::new(),
            shows_zeros: true,
            row: 0,
            row_repeats: 1,
            column: 0,
            defined_columns: 0,
            column_styles: Vec::new(),
            cells: Vec::new(),
            open: None,
            spans: Vec::new(),
            aside: OdsAside::default(),
            in_paragraph: false,
            plain: CellStyle::default(),
        }
    }

    fn read(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(start) => self.start(&start),
                Event::End(end) => self.end(end.name().as_ref())?,
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => self.text(&referred(&reference)?),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, start: &BytesStart) {
        let name = start.name();
        let name = name.as_ref();
        if self.aside.is_open() {
            self.aside.deeper(name);
            return;
        }
        match name {
            "table:tracked-changes" => self.aside.pass_over(),
            "office:annotation" => self.begin_aside(OutsideKind::Comment, start),
            name if name.starts_with("draw:") => self.begin_aside(OutsideKind::Shape, start),
            name if name.starts_with("style:") => self.styles.start(name, start),
            "table:table" => self.open_table(start),
            "table:table-column" => self.columns(start),
            "table:table-row" => self.open_row(start),
            "table:table-cell" | "table:covered-table-cell" => {
                self.open = Some(OpenCell::new(start));
            }
            "text:p" | "text:h" => self.open_paragraph(),
            "text:span" => self.spans.push(attribute(start, "style-name").unwrap_or_default()),
            "text:line-break" => self.text("\n"),
            "text:tab" => self.text("\t"),
            "text:s" => self.text(&" ".repeat(count(start, "c").min(1_000) as usize)),
            // The reading of a word above it
            "text:ruby-text" => self.aside.pass_over(),
            _ => {}
        }
    }

    /// A comment or a shape begins. What is drawn outside tables tells nothing.
    fn begin_aside(&mut self, kind: OutsideKind, start: &BytesStart) {
        match self.table {
            Some(_) => self.aside.begin(kind, start),
            None => self.aside.pass_over(),
        }
    }

    /// A comment or a shape ends.
    fn end_aside(&mut self, outside: &Outside) -> Result<(), Unreadable> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let at = self.open.as_ref().map(|_| (self.row, self.column));
        let (kind, text) = (outside.kind, outside.text.trim().to_owned());
        if let (true, OutsideKind::Shape, Some((top, left))) = (text.is_empty(), kind, at) {
            let (bottom, right) = outside.end.unwrap_or((top, left));
            table.overlay(Merge { top, left, bottom: bottom.max(top), right: right.max(left) });
        }
        table.outside(OutsideText { kind, at, text })
    }

    fn open_table(&mut self, start: &BytesStart) {
        let name = attribute(start, "name").unwrap_or_default();
        let style = attribute(start, "style-name").unwrap_or_default();
        let hidden = self.styles.hides_table(&style);
        self.shows_zeros = !self.hides_zeros.contains(&name) && !self.hides_zeros.contains("");
        self.table = Some(TableBuilder::new(&name, hidden, self.allowance));
        (self.row, self.defined_columns) = (0, 0);
        self.column_styles.clear();
    }

    /// Columns are defined before the rows: what is hidden, and how their cells look.
    fn columns(&mut self, start: &BytesStart) {
        let repeats = count(start, "number-columns-repeated");
        let first = self.defined_columns;
        self.defined_columns = first.saturating_add(repeats);
        if let Some(style) = attribute(start, "default-cell-style-name") {
            self.column_styles.push((first, self.defined_columns - 1, style));
        }
        if let (true, Some(table)) = (is_hidden(start), &mut self.table) {
            table.hide_columns(first, self.defined_columns - 1);
        }
    }

    fn open_row(&mut self, start: &BytesStart) {
        self.row_repeats = count(start, "number-rows-repeated");
        self.column = 0;
        if let (true, Some(table)) = (is_hidden(start), &mut self.table) {
            table.hide_row(self.row);
        }
    }

    fn open_paragraph(&mut self) {
        self.in_paragraph = true;
        let look = self.span();
        if let Some(open) = &mut self.open {
            if open.paragraphs > 0 {
                open.push("\n", look);
            }
            open.paragraphs += 1;
        }
    }

    /// Strike and white of the span that is open.
    fn span(&self) -> (Option<bool>, Option<bool>) {
        let said = |of: fn(&OdsStyles, &str) -> Option<bool>| {
            self.spans.iter().rev().find_map(|style| of(&self.styles, style))
        };
        (said(OdsStyles::struck), said(OdsStyles::white))
    }

    fn text(&mut self, text: &str) {
        let look = self.span();
        match &mut self.open {
            _ if self.aside.is_open() => self.aside.text(text),
            Some(open) if self.in_paragraph => open.push(text, look),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.aside.is_open() {
            return self.aside.shallower().map_or(Ok(()), |outside| self.end_aside(&outside));
        }
        match name {
            "text:p" | "text:h" => self.in_paragraph = false,
            "text:span" => drop(self.spans.pop()),
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
        if open.is_filled() {
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
        for (first, open) in &cells {
            let look = self.look(open, *first);
            let Some(table) = &mut self.table else { break };
            for row in self.row..self.row.saturating_add(repeated) {
                for column in *first..first.saturating_add(open.repeats) {
                    open.put((row, column), &look, self.shows_zeros, table)?;
                }
            }
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }

    /// How a cell looks: by its own style, or by that of its column.
    fn look(&self, open: &OpenCell, column: u32) -> CellStyle {
        let of_column = || {
            let within =
                |(first, last, _): &&(u32, u32, String)| (*first..=*last).contains(&column);
            self.column_styles.iter().find(within).map(|(.., style)| style.as_str())
        };
        let style = open.style.as_deref().or_else(of_column).unwrap_or("Default");
        CellStyle {
            struck: self.styles.struck(style).unwrap_or(false),
            white: self.styles.white(style).unwrap_or(false),
            on_white: self.styles.on_white(style),
            ..self.plain.clone()
        }
    }
}

fn repeats(times: u32) -> Unreadable {
    let detail = format!("同じ値のセルが {times} 回繰り返されています");
    Unreadable::Unpacks { detail }
}

fn is_hidden(start: &BytesStart) -> bool {
    attribute(start, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}
