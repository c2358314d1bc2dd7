//! The sheet as a table of comma-separated values: one head row, one line a row, the measure on
//! every line. UTF-8 with a byte order mark, CRLF, guarded against formulas.

use domain::{formula::guard, layout::ColumnRole, sheet::Sheet};

use crate::{columns, error::Error};

/// The sheet as a table.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, Error> {
    let columns = columns::of(sheet);
    let mut table = CsvTable::new();
    table.line(["施策"].into_iter().chain(columns.iter().map(|c| c.heading.as_str())))?;
    for row in &sheet.rows {
        let roles = [&ColumnRole::Measure].into_iter().chain(columns.iter().map(|c| &c.role));
        table.line(roles.map(|role| columns::text(sheet, row, role)))?;
    }
    table.finish()
}

/// Changes since last year as a table: the row's number and action, what changed, before, after. The
/// stage of what was not accepted follows where there is any.
pub fn changes_csv(lines: &[[String; 6]]) -> Result<Vec<u8>, Error> {
    let mut table = CsvTable::new();
    let head = ["No", "計画における項目", "変わったこと", "前年度", "今年度", "受理前の段階"];
    let staged = lines.iter().any(|[.., stage]| !stage.is_empty());
    let wide = if staged { head.len() } else { head.len() - 1 };
    table.line(head.into_iter().take(wide))?;
    for line in lines {
        table.line(line.iter().take(wide))?;
    }
    table.finish()
}

/// The figures of a plan's indicators, one a line: the action (empty for an outcome), name, unit, year,
/// what it is (基準, 実績, 目標), value.
pub fn indicators_csv(lines: &[[String; 6]]) -> Result<Vec<u8>, Error> {
    let mut table = CsvTable::new();
    table.line(["計画における項目", "指標", "単位", "年度", "区分", "値"].into_iter())?;
    for line in lines {
        table.line(line.iter())?;
    }
    table.finish()
}

/// A table in the making: every line goes through the guard.
pub(crate) struct CsvTable(::csv::Writer<Vec<u8>>);

impl CsvTable {
    pub(crate) fn new() -> Self {
        let mut builder = ::csv::WriterBuilder::new();
        builder.terminator(::csv::Terminator::CRLF);
        // Excel takes UTF-8 for the system's code page unless the mark comes first
        Self(builder.from_writer("\u{feff}".as_bytes().to_vec()))
    }

    pub(crate) fn line(
        &mut self,
        cells: impl Iterator<Item = impl AsRef<str>>,
    ) -> Result<(), Error> {
        for cell in cells {
            self.0.write_field(guard(cell.as_ref()).as_bytes())?;
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>, Error> {
        self.0.into_inner().map_err(|stopped| Error::Table(stopped.into_error().into()))
    }
}
