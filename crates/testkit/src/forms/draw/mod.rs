//! Lays a form out on worksheets: titles, tables, and what stands around them.

mod cells;
mod extras;
mod rows;
mod tables;

use domain::FiscalYear;

use super::{
    feature::Feature,
    form::Form,
    known::KnownPlan,
    paper::{DrawnAt, FormPaper, NoAction, PaperCell, PaperSheet, TableArea},
};

/// A form in the making: what is laid out, and where the next row goes.
struct Draft<'a> {
    form: &'a Form,
    plan: &'a KnownPlan,
    paper: FormPaper,
    row: u32,
    left: u16,
}

impl Form {
    /// The form, laid out.
    pub fn paper(&self) -> FormPaper {
        let plan = KnownPlan::of(self);
        let year = FiscalYear::starting(plan.year).unwrap();
        let given = match self.of_group("years") {
            Some(Feature::NoYear) => Some(year),
            Some(Feature::WrongYear) => Some(year.plus(1)),
            _ => None,
        };
        let paper = FormPaper {
            sheets: Vec::new(),
            year,
            given,
            actions: Vec::new(),
            others: Vec::new(),
            heads: Vec::new(),
            areas: Vec::new(),
        };
        let mut draft = Draft { form: self, plan: &plan, paper, row: 0, left: 0 };
        draft.sheets();
        draft.paper
    }
}

impl Draft<'_> {
    /// Begins a worksheet.
    fn begin(&mut self, name: &str) {
        let name = if self.form.is_workbook() { name } else { "" };
        let sheet = PaperSheet { name: name.to_owned(), ..PaperSheet::default() };
        self.paper.sheets.push(sheet);
        (self.row, self.left) = (0, 0);
    }

    fn sheet(&mut self) -> &mut PaperSheet {
        self.paper.sheets.last_mut().unwrap()
    }

    /// Puts a cell into the row that is being written.
    fn put(&mut self, column: usize, cell: PaperCell) {
        let at = (self.row, self.left + u16::try_from(column).unwrap());
        if cell != PaperCell::new("") {
            self.sheet().cells.insert(at, cell);
        }
    }

    fn text(&mut self, column: usize, text: &str) {
        self.put(column, PaperCell::new(text));
    }

    /// A row of one text, which is no action.
    fn line(&mut self, column: usize, text: &str, kind: &'static str) {
        self.text(column, text);
        self.no_action(kind);
        self.row += 1;
    }

    /// Says that the row that is being written is no action.
    fn no_action(&mut self, kind: &'static str) {
        let at = self.at(0);
        self.paper.others.push(NoAction { kind, until: at.row, at });
    }

    /// Says that a table lies from a cell down to the row before the one that is being written.
    fn area(&mut self, from: DrawnAt, columns: usize) {
        let right = from.column + u32::try_from(columns).unwrap() - 1;
        self.paper.areas.push(TableArea { from, right, bottom: self.row.saturating_sub(1) });
    }

    fn at(&self, column: usize) -> DrawnAt {
        DrawnAt {
            sheet: self.paper.sheets.last().map(|sheet| sheet.name.clone()).unwrap_or_default(),
            row: self.row,
            column: u32::from(self.left) + u32::try_from(column).unwrap(),
        }
    }

    /// Merges cells of a column, from the row that is being written downwards.
    fn merge_down(&mut self, column: usize, rows: u32) {
        if rows > 1 && self.form.has_layout() {
            let (row, column) = (self.row, self.left + u16::try_from(column).unwrap());
            self.sheet().merges.push((row, column, row + rows - 1, column));
        }
    }

    /// Merges cells of the row that is being written.
    fn merge_right(&mut self, column: usize, columns: usize) {
        if columns > 1 && self.form.has_layout() {
            let (row, from) = (self.row, self.left + u16::try_from(column).unwrap());
            let to = from + u16::try_from(columns).unwrap() - 1;
            self.sheet().merges.push((row, from, row, to));
        }
    }
}
