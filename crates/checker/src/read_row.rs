//! Cells and rows of a sheet, each read once.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Field, FiscalYear, Offset, Slot, Value,
    reply::parts,
    sheet::{Row, Sheet},
    text::fold,
};
use prose::{AskedField, Clause, Date, Named, Quantity, QuantityRole, Share, Span};

pub(crate) use prose::unit_named as unit_of;

use crate::{
    finding::{Mark, Spot},
    sense::{CellFigure, Sense},
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
    /// Its quantities; empty for grades.
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
    pub(crate) figure: Option<CellFigure>,
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
        let cell = self.get(Field::Achievement, year)?;
        if cell.sense == Sense::Grade { None } else { cell.value.percent() }
    }

    /// A mark on a cell as a whole.
    pub fn mark(&self, slot: &Slot) -> Mark {
        let spot = Spot::Answer(slot.clone());
        Mark { sheet: self.sheet, no: self.row.no, spot, span: None }
    }

    /// A mark on a place of the row.
    pub(crate) fn spot_mark(&self, spot: &Spot) -> Mark {
        Mark { sheet: self.sheet, no: self.row.no, spot: spot.clone(), span: None }
    }

    /// A mark on words of a cell.
    pub fn words(&self, slot: &Slot, span: Span) -> Mark {
        Mark { span: Some(span), ..self.mark(slot) }
    }
}

/// The rows of a sheet, read.
pub(crate) fn lines(sheet: &Sheet) -> Vec<ReadRow<'_>> {
    let (valued, stepped) = (valued(sheet), stepped(sheet));
    let read = |row| line(row, sheet.year, &valued, &stepped);
    sheet.rows.iter().map(read).collect()
}

/// Grades that go up to so much are steps,
const STEPS: f64 = 5.0;
/// where so many rows have one.
const STEPPED: usize = 4;

/// The columns of achievement that are graded in steps (5 to 1), not in percent.
fn stepped(sheet: &Sheet) -> BTreeSet<Slot> {
    let mut seen: BTreeMap<&Slot, (usize, bool)> = BTreeMap::new();
    let answers = sheet.rows.iter().flat_map(|row| &row.answers);
    for (slot, cell) in answers.filter(|(slot, _)| slot.field == Field::Achievement) {
        let Some(figure) = CellFigure::read(&cell.text) else { continue };
        let step = figure.unit.is_empty()
            && figure.value.fract() == 0.0
            && (0.0..=STEPS).contains(&figure.value);
        let (figures, all) = seen.entry(slot).or_insert((0, true));
        *figures += usize::from(figure.value > 0.0);
        *all &= step;
    }
    let all = seen.into_iter().filter(|(_, (figures, all))| *all && *figures >= STEPPED);
    all.map(|(slot, _)| slot.clone()).collect()
}

/// No column of fewer figures is known for one.
const FIGURES: usize = 3;

/// The columns whose headings do not tell what they hold, but whose cells nearly all are figures:
/// they count what the row counts. A column of numbers of rows is none.
fn valued(sheet: &Sheet) -> BTreeSet<Slot> {
    let mut seen: BTreeMap<&Slot, (usize, usize)> = BTreeMap::new();
    let answers = sheet.rows.iter().flat_map(|row| &row.answers);
    for (slot, cell) in answers.filter(|(slot, _)| Sense::of(slot) == Sense::Other) {
        let heading = slot.field.label();
        let numbers = ["番号", "No", "NO", "コード", "頁", "ページ", "順"];
        if numbers.iter().any(|word| heading.contains(word)) || !Value::read(&cell.text).is_given()
        {
            continue;
        }
        let (figures, all) = seen.entry(slot).or_default();
        *figures += usize::from(CellFigure::read(&cell.text).is_some());
        *all += 1;
    }
    let most = |(figures, all): (usize, usize)| figures >= FIGURES && figures * 3 >= all * 2;
    seen.into_iter().filter(|(_, of)| most(*of)).map(|(slot, _)| slot.clone()).collect()
}

fn line<'a>(
    row: &'a Row,
    sheet: FiscalYear,
    valued: &BTreeSet<Slot>,
    stepped: &BTreeSet<Slot>,
) -> ReadRow<'a> {
    let owners = row.sections();
    let cells = row.answers.iter().map(|(slot, cell)| {
        let text = first_part(slot, &cell.text, &owners);
        let mut read = read(slot, text, sheet);
        if stepped.contains(slot) {
            read.sense = Sense::Grade;
        }
        (slot.clone(), read)
    });
    let mut cells: BTreeMap<Slot, Read<'_>> = cells.collect();
    let counting = Counting::of(row, &cells);
    for cell in cells.values_mut() {
        if cell.quantities.is_empty() {
            let values = valued.contains(&cell.slot);
            cell.quantities = counted(cell, &counting, sheet, values).into_iter().collect();
        }
        // R6実績 tells of its own year, with or without a unit in its cells
        if let (Some(_), [one]) = (&cell.figure, cell.quantities.as_mut_slice())
            && let [year] = FiscalYear::in_heading(cell.slot.field.label()).as_slice()
        {
            one.year = *year;
        }
        if cell.figure.is_none() && (cell.sense.is_told() || cell.sense == Sense::Plan) {
            let chained = chained(cell, counting.unit.as_deref());
            cell.quantities.extend(chained);
            cell.quantities.sort_by_key(|one| one.span);
        }
    }
    ReadRow { row, sheet, cells }
}

/// What a row counts in its columns of figures.
struct Counting {
    /// The name of its indicator, else of the action.
    name: String,
    /// Whether the name is an indicator's.
    named: bool,
    /// The unit of a column of units, else that of the name.
    unit: Option<String>,
}

impl Counting {
    fn of(row: &Row, cells: &BTreeMap<Slot, Read<'_>>) -> Self {
        let of = |sense: Sense| -> Vec<&Read<'_>> {
            cells.values().filter(|cell| cell.sense == sense && cell.is_given()).collect()
        };
        let (name, named) = match of(Sense::Indicator).as_slice() {
            [only] => (only.text.to_owned(), true),
            [] => (row.action.text.clone(), false),
            // Several indicators: nothing says of which a figure is
            _ => (String::new(), false),
        };
        let told = match of(Sense::Unit).as_slice() {
            [only] => prose::unit_of_column(only.text),
            _ => None,
        };
        let unit = told.or_else(|| unit_of(&name));
        Self { name: name.trim().to_owned(), named, unit }
    }
}

/// The figure of a column of figures as a quantity: its unit is that of the heading, of a column of
/// units, or of the name of what is counted.
fn counted(
    cell: &Read<'_>,
    counting: &Counting,
    sheet: FiscalYear,
    values: bool,
) -> Option<Quantity> {
    let figure = cell.figure.as_ref()?;
    let heading = cell.slot.field.label();
    let percent = cell.slot.field == Field::Achievement;
    if cell.slot.field == Field::Progress || percent && cell.sense == Sense::Grade {
        return None;
    }
    let valued = !percent && (values || cell.sense.holds_values(heading));
    let own = if percent { Some("％".to_owned()) } else { unit_of(heading) };
    let known = own.or_else(|| counting.unit.clone().filter(|_| valued));
    let unit = if figure.unit.is_empty() { known? } else { prose::unit(&figure.unit) };
    let named = valued && (counting.named || unit_of(heading).is_none());
    let label = if named && !counting.name.is_empty() { counting.name.as_str() } else { heading };
    let role = match cell.sense {
        Sense::Target | Sense::Plan => QuantityRole::Target,
        Sense::Base => QuantityRole::Context,
        // 量の見込み, 確保方策: nothing says that it was reached
        Sense::Other if values => QuantityRole::Context,
        _ => QuantityRole::Actual,
    };
    // R5 and 基準値（R2） say of which year they are
    let asked = AskedField { field: &cell.slot.field, year: cell.slot.year.of(sheet) };
    let year = prose::relative_years(heading, asked).first().map_or(asked.year, |named| named.year);
    let start = cell.text.len() - cell.text.trim_start().len();
    Some(Quantity {
        span: Span { start, end: cell.text.trim_end().len().max(start) },
        value: figure.value,
        label: label.trim().to_owned(),
        role,
        ..bare(unit, year)
    })
}

/// A quantity of which nothing else is told.
fn bare(unit: String, year: FiscalYear) -> Quantity {
    Quantity {
        span: Span { start: 0, end: 0 },
        value: 0.0,
        high: None,
        unit,
        label: String::new(),
        year,
        role: QuantityRole::Actual,
        approximate: false,
        share: Share::Own,
        least: false,
        per: None,
    }
}

/// The bare figures of a chain of years, in the unit of the row: R4 70.1→R5 72.2→R6 74.0.
fn chained(cell: &Read<'_>, unit: Option<&str>) -> Vec<Quantity> {
    let free = |span: Span| {
        let apart = |other: Span| other.end <= span.start || span.end <= other.start;
        cell.quantities.iter().all(|one| apart(one.span))
            && cell.dates.iter().all(|date| apart(date.span))
    };
    let linked = |after: &str| after.trim_start().starts_with(['→', '⇒', '➡']);
    let ended = |after: &str| {
        linked(after)
            || after.is_empty()
            || after
                .starts_with(['、', '。', '，', ')', '）', ' ', '　', '\n', '\r', 'と', 'か', 'に'])
    };
    let figures = prose::figures(cell.text).filter(|one| ended(one.after) && free(one.span));
    let told = figures.filter_map(|one| {
        let lead = one.before.trim_end_matches([' ', '　', '：', ':', 'は', '度', '年', '末']);
        let year = cell
            .years
            .iter()
            .find(|year| year.span.end <= one.span.start && lead.len() <= year.span.end);
        let piece = cell.sentence(one.span);
        let earlier = cell.text.get(piece.start..one.span.start).unwrap_or_default();
        let joined = linked(one.after) || earlier.contains('→');
        let year = year.filter(|_| joined)?.year;
        let value: f64 = one.plain().parse().ok()?;
        let next = cell.counts(piece).find(|other| other.span.start >= one.span.end);
        let next = next.filter(|next| {
            let gap = cell.between(one.span, next.span);
            gap.contains('→') && !gap.contains(['、', '。', '，'])
        });
        let unit = next.map_or(unit, |next| Some(next.unit.as_str()))?;
        Some(Quantity { span: one.span, value, ..bare(unit.to_owned(), year) })
    });
    told.collect()
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
        figure: CellFigure::read(text),
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
        let none = BTreeSet::new();
        let line = line(&row, FiscalYear::parse("R7").unwrap(), &none, &none);
        let text = |field| line.get(field, Offset::This).unwrap().text;
        assert_eq!(text(Field::Progress), "ア");
        assert_eq!(line.percent(Offset::This), Some(120.0));
        assert_eq!(text(Field::Status), "３回行った。（健康課）");
    }
}
