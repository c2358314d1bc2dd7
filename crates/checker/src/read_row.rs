//! Cells and rows of a sheet, each read once.

use std::collections::BTreeMap;

use domain::{
    Field, FiscalYear, Offset, Slot, Value,
    reply::parts,
    sheet::{Row, Sheet},
    text::fold,
};
use prose::{AskedField, Clause, Date, Quantity, Span};

use crate::finding::{Mark, Spot};

/// A cell, read.
#[derive(Debug, Clone)]
pub struct Read<'a> {
    /// The question.
    pub slot: Slot,
    /// Its text.
    pub text: &'a str,
    /// What it says.
    pub value: Value,
    /// The text as it is compared: NFKC, no white space.
    pub folded: String,
    /// Its quantities; empty for grades and percentages.
    pub quantities: Vec<Quantity>,
    /// Its dates.
    pub dates: Vec<Date>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

impl Read<'_> {
    /// Whether something was written that says something.
    pub fn is_given(&self) -> bool {
        self.value.is_given()
    }
}

/// A row, read.
#[derive(Debug)]
pub struct ReadRow<'a> {
    /// The row.
    pub row: &'a Row,
    /// The sheet's year.
    pub sheet: FiscalYear,
    /// Its answers in the order of the standard sheet, then the plan's own.
    pub cells: BTreeMap<Slot, Read<'a>>,
}

impl<'a> ReadRow<'a> {
    /// The answer to a question, if the sheet has it.
    pub fn get(&self, field: Field, year: Offset) -> Option<&Read<'a>> {
        self.cells.get(&Slot::new(field, year))
    }

    /// The answer to a question, if something was written.
    pub fn given(&self, field: Field, year: Offset) -> Option<&Read<'a>> {
        self.get(field, year).filter(|cell| cell.is_given())
    }

    /// The percentage of the year, where one is given.
    pub fn percent(&self, year: Offset) -> Option<f64> {
        self.get(Field::Achievement, year)?.value.percent()
    }

    /// A mark on a cell as a whole.
    pub fn mark(&self, slot: &Slot) -> Mark {
        let spot = Spot::Answer(slot.clone());
        Mark { sheet: self.sheet, no: self.row.no, spot, span: None }
    }

    /// A mark on words of a cell.
    pub fn words(&self, slot: &Slot, span: Span) -> Mark {
        Mark { span: Some(span), ..self.mark(slot) }
    }
}

/// The rows of a sheet, read.
pub(crate) fn lines(sheet: &Sheet) -> Vec<ReadRow<'_>> {
    sheet.rows.iter().map(|row| line(row, sheet.year)).collect()
}

fn line(row: &Row, sheet: FiscalYear) -> ReadRow<'_> {
    let owners = row.sections();
    let cells = row.answers.iter().map(|(slot, cell)| {
        let text = first_part(slot, &cell.text, &owners);
        (slot.clone(), read(slot, text, sheet))
    });
    ReadRow { row, sheet, cells: cells.collect() }
}

/// A grade or percentage that several owners signed, as the first of them gave it: ア（福祉課）.
fn first_part<'a>(slot: &Slot, text: &'a str, owners: &[String]) -> &'a str {
    let coded = matches!(slot.field, Field::Progress | Field::Achievement);
    let first = if coded { parts(text, owners).into_iter().next() } else { None };
    first.and_then(|(_, part)| text.get(part)).map_or(text, str::trim_end)
}

fn read<'a>(slot: &Slot, text: &'a str, sheet: FiscalYear) -> Read<'a> {
    let asked = AskedField { field: &slot.field, year: slot.year.of(sheet) };
    let prose = !matches!(slot.field, Field::Progress | Field::Achievement);
    Read {
        slot: slot.clone(),
        text,
        value: Value::read(text),
        folded: fold(text),
        quantities: if prose { prose::quantities(text, asked) } else { Vec::new() },
        dates: if prose { prose::dates(text, asked) } else { Vec::new() },
        clauses: if prose { prose::clauses(text) } else { Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Place;

    #[test]
    fn a_signed_grade_or_percentage_is_read_without_its_signature() {
        let mut row = Row::blank(1, Place::File);
        row.section.text = "健康課・福祉課".into();
        for (field, text) in [
            (Field::Progress, "ア（福祉課）"),
            (Field::Achievement, "120（健康課）\n80（福祉課）"),
            (Field::Status, "３回行った。（健康課）"),
        ] {
            row.answers.insert(
                Slot::new(field, Offset::This),
                domain::sheet::Cell::new(text, Place::File),
            );
        }
        let line = line(&row, FiscalYear::parse("R7").unwrap());
        let text = |field| line.get(field, Offset::This).unwrap().text;
        assert_eq!(text(Field::Progress), "ア");
        assert_eq!(line.percent(Offset::This), Some(120.0));
        assert_eq!(text(Field::Status), "３回行った。（健康課）");
    }
}
