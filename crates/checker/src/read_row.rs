//! Cells and rows of a sheet, each read once.

use std::collections::BTreeMap;

use domain::{
    Field, FiscalYear, Offset, Slot, Value,
    reply::parts,
    sheet::{Row, Sheet},
    text::fold,
};
use prose::{AskedField, Clause, Date, Named, Quantity, QuantityRole, Share, Span, lexicon};

use crate::{
    finding::{Mark, Spot},
    sense::{Figure, Sense},
};

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
    /// The fiscal years that it names.
    pub years: Vec<Named>,
    /// Its sentences and lines.
    pub sentences: Vec<Span>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// What its column is for.
    pub(crate) sense: Sense,
    /// The figure that it is, where it is one and nothing else.
    pub(crate) figure: Option<Figure>,
}

impl Read<'_> {
    /// Whether something was written that says something.
    pub fn is_given(&self) -> bool {
        self.value.is_given()
    }

    /// The sentence or line in which words of it stand.
    pub(crate) fn sentence(&self, span: Span) -> Span {
        let after = self.sentences.partition_point(|one| one.start <= span.start);
        let found = after.checked_sub(1).and_then(|at| self.sentences.get(at));
        found.copied().unwrap_or_else(|| Span::whole(self.text))
    }

    /// The quantities of a stretch of it.
    pub(crate) fn counts(&self, piece: Span) -> impl Iterator<Item = &Quantity> {
        let from = self.quantities.partition_point(|one| one.span.start < piece.start);
        let rest = self.quantities.get(from..).unwrap_or_default();
        rest.iter().take_while(move |one| one.span.end <= piece.end)
    }

    /// The text between two stretches of it, the earlier one first; empty where they overlap.
    pub(crate) fn between(&self, a: Span, b: Span) -> &str {
        self.text.get(a.end..b.start).unwrap_or_default()
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

    /// The answers of a year that are of a sense, those that say something.
    pub(crate) fn of_sense(&self, sense: Sense, year: Offset) -> impl Iterator<Item = &Read<'a>> {
        let of = move |cell: &&Read<'_>| cell.sense == sense && cell.slot.year == year;
        self.cells.values().filter(of).filter(|cell| cell.is_given())
    }

    /// The answers that tell of the work in words: this year's reports first, then what is thought of
    /// them, then last year's.
    pub(crate) fn told(&self) -> Vec<&Read<'a>> {
        let mut told: Vec<_> = self
            .cells
            .values()
            .filter(|cell| cell.sense.is_told() && cell.slot.year != Offset::Next)
            .filter(|cell| cell.is_given())
            .collect();
        told.sort_by_key(|cell| (cell.slot.year != Offset::This, cell.sense));
        told
    }

    /// Every answer in words that says something.
    pub(crate) fn prose(&self) -> impl Iterator<Item = &Read<'a>> {
        let coded = |field: &Field| matches!(field, Field::Progress | Field::Achievement);
        self.cells.values().filter(move |cell| !coded(&cell.slot.field) && cell.is_given())
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
    let mut cells: BTreeMap<Slot, Read<'_>> = cells.collect();
    let indicator = |cell: &&Read<'_>| cell.sense == Sense::Indicator && cell.is_given();
    let names: Vec<String> =
        cells.values().filter(indicator).map(|cell| cell.text.to_owned()).collect();
    for cell in cells.values_mut().filter(|cell| cell.quantities.is_empty()) {
        cell.quantities = counted(cell, &names, sheet).into_iter().collect();
    }
    ReadRow { row, sheet, cells }
}

/// The figure of a column of figures as a quantity: its unit is that of the heading, or of the name of
/// what is counted.
fn counted(cell: &Read<'_>, names: &[String], sheet: FiscalYear) -> Option<Quantity> {
    let figure = cell.figure.as_ref()?;
    let coded = matches!(cell.slot.field, Field::Progress | Field::Achievement);
    let valued = !matches!(cell.sense, Sense::Money | Sense::Rate | Sense::Grade);
    let heading = cell.slot.field.label();
    let name = match names {
        [only] if valued && !coded => only.as_str(),
        _ if coded => return None,
        _ => heading,
    };
    let unit = if figure.unit.is_empty() {
        unit_of(heading).or_else(|| unit_of(name))?
    } else {
        prose::unit(&figure.unit)
    };
    let role = match cell.sense {
        Sense::Target | Sense::Plan => QuantityRole::Target,
        Sense::Base => QuantityRole::Context,
        _ => QuantityRole::Actual,
    };
    let start = cell.text.len() - cell.text.trim_start().len();
    Some(Quantity {
        span: Span { start, end: cell.text.trim_end().len().max(start) },
        value: figure.value,
        high: None,
        unit,
        label: name.trim().to_owned(),
        year: cell.slot.year.of(sheet),
        role,
        approximate: false,
        share: Share::Own,
        least: false,
        per: None,
    })
}

/// The unit that a name gives to its figure: 予算額（千円）, 参加者数, 受診率.
pub(crate) fn unit_of(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['↑', '↓', '→', ' ', '　']);
    let inner = name.rsplit_once(['（', '(']).map(|(_, inner)| inner.trim_end_matches(['）', ')']));
    let inner = inner.map(|inner| inner.trim_start_matches("単位：").trim_start_matches("単位:"));
    let counted = |name: &str| {
        let counted = lexicon::COUNTED.iter().find(|(word, _)| name.ends_with(word));
        counted.map(|(_, unit)| (*unit).to_owned())
    };
    // 相談件数（延べ件数）: a count within the brackets
    if let Some(unit) = inner.and_then(counted) {
        return Some(unit);
    }
    let short = inner.filter(|inner| !inner.is_empty() && inner.chars().count() <= 4);
    let known = short.map(prose::unit).filter(|unit| !unit.chars().any(char::is_numeric));
    known.or_else(|| counted(name.split(['（', '(']).next().unwrap_or(name).trim()))
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
        years: if prose { prose::relative_years(text, asked) } else { Vec::new() },
        sentences: if prose { prose::sentences(text) } else { Vec::new() },
        clauses: if prose { prose::clauses(text) } else { Vec::new() },
        sense: Sense::of(slot),
        figure: Figure::read(text),
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
