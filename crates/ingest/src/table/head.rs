//! The head of a table: where it stands, over how many rows, and what each column means.

use domain::{
    Field, FiscalYear, Offset, Place, Slot,
    decision::{Answer, DecisionKind},
    layout::{Column, ColumnRole, Layout},
    text::fold,
};

use super::{
    grid::Table,
    head_rows::{continues, may_head},
};
use crate::{
    headings::{self, HeadingReason},
    options::Options,
    unreadable::Unreadable,
};

/// Rows below which no head is looked for, counting only rows that hold something.
const HEAD_WITHIN: usize = 60;
/// The rows over which a head may stretch.
pub(super) const DEEPEST: u32 = 4;
/// The values by which a column is known, where its heading is not.
const SAMPLE: usize = 200;
/// Fewer understood columns than this are no sheet.
const FEWEST_COLUMNS: usize = 4;

/// A column of the table under its heading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Headed {
    /// The table's column, counted from 0.
    pub(crate) column: u32,
    /// Its heading, top-down; empty when it has none.
    pub(crate) heading: String,
    /// Where the lowest part of the heading stands.
    pub(crate) place: Place,
    /// What stands below; [`ColumnRole::Ignored`] when nothing is taken.
    pub(crate) role: ColumnRole,
    /// Whether a layout says that the column is not taken.
    pub(crate) on_purpose: bool,
    /// Whether the values tell what it is, not the heading.
    pub(crate) by_values: bool,
    /// Why it is what it is.
    pub(crate) reason: HeadingReason,
    /// What people call it and what an answer about it names: its heading, counted where it repeats.
    pub(crate) subject: String,
}

/// The head of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableHead {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) columns: Vec<Headed>,
    pub(crate) layout: Layout,
    /// The sheet's year by its headings, with the heading and its place.
    pub(crate) year: Option<(FiscalYear, String)>,
}

impl TableHead {
    /// The column with the role.
    pub(crate) fn column(&self, role: &ColumnRole) -> Option<u32> {
        self.columns.iter().find(|c| c.role == *role).map(|c| c.column)
    }

    /// What stands in a column of the table.
    pub(crate) fn at(&self, column: u32) -> Option<&Headed> {
        let at = self.columns.binary_search_by_key(&column, |c| c.column).ok()?;
        self.columns.get(at)
    }

    /// Columns that are understood, and those of them whose heading names a year.
    fn score(&self) -> (usize, usize, u32) {
        let taken = self.columns.iter().filter(|c| c.role != ColumnRole::Ignored);
        let dated = taken.clone().filter(|c| headings::has_year(&c.heading)).count();
        (taken.count(), dated, self.last - self.first)
    }

    /// How many columns are understood.
    pub(crate) fn understood(&self) -> usize {
        self.score().0
    }

    /// Whether it heads a further table of the sheet: fewer columns are enough than for the first.
    pub(super) fn is_enough_again(&self) -> bool {
        self.is_enough()
            || self.column(&ColumnRole::Action).is_some() && self.understood() >= FEWEST_AGAIN
    }

    /// The same as people answered: a column is what they said it is.
    pub(super) fn answered(mut self, answers: &[Answer]) -> Self {
        let named = self.columns.iter_mut().filter(|column| !column.heading.is_empty());
        for (at, column) in named.enumerate() {
            let key = headings::without_year(&column.subject);
            let about = |answer: &&Answer| {
                answer.kind == DecisionKind::Column
                    && headings::without_year(&answer.subject) == key
            };
            let said = answers.iter().find(about);
            let Some(role) = said.and_then(|said| ColumnRole::named(&said.value).ok()) else {
                continue;
            };
            column.reason = ANSWERED;
            column.on_purpose = role == ColumnRole::Ignored;
            column.role = role.clone();
            if let Some(known) = self.layout.columns.get_mut(at) {
                known.role = role;
            }
        }
        self
    }

    /// Whether it heads a sheet: an action, an answer and enough columns besides. Answers to the
    /// plan's own questions alone need one column more.
    fn is_enough(&self) -> bool {
        let answers = |c: &&Headed| matches!(c.role, ColumnRole::Answer(_));
        let own = self.columns.iter().filter(answers).all(|c| c.role.is_own());
        self.column(&ColumnRole::Action).is_some()
            && self.columns.iter().any(|c| answers(&c))
            && self.understood() >= FEWEST_COLUMNS + usize::from(own)
    }
}

/// Fewer understood columns than this are no further table of a sheet.
const FEWEST_AGAIN: usize = 3;

/// A text of more bytes heads no further table; a heading that lists grades with their words has some
/// hundreds.
const LONGEST_AGAIN: usize = 3_000;

/// A person said so.
pub(super) const ANSWERED: HeadingReason = HeadingReason::certain("以前に確認した読み方のため");
const BY_LAYOUT: HeadingReason = HeadingReason::certain("様式の指定のため");
const UNNAMED: HeadingReason = HeadingReason::certain("見出しがないため");
const BY_VALUES: HeadingReason =
    HeadingReason::inferred("見出しの意味が分からず、値がどれも百分率なので達成度とみなしたため");

/// The head that begins at a row below another one, if one does.
pub(super) fn beginning_at(table: &Table, first: u32, options: &Options) -> Option<TableHead> {
    let mut shown = table.columns.iter().filter_map(|column| table.shown(first, *column));
    if shown.any(|(_, _, cell)| cell.text.len() > LONGEST_AGAIN) {
        return None;
    }
    let mut best: Option<TableHead> = None;
    for last in (first..first + DEEPEST).take_while(|row| continues(table, first, *row)) {
        let columns = columns(table, first, last);
        let by_layout = options.layout.as_ref();
        let given = by_layout.and_then(|layout| given(first, last, columns.clone(), layout).ok());
        let head = given.unwrap_or_else(|| detected(table, first, last, columns));
        let better = |best: &TableHead| head.score() > best.score();
        if head.is_enough_again() && best.as_ref().is_none_or(better) {
            best = Some(head);
        }
    }
    best
}

/// Finds the head: the rows whose words make the most columns understood. A head that is printed
/// again further down is found where it stands first.
pub(crate) fn find(table: &Table, options: &Options) -> Result<TableHead, Unreadable> {
    let rows: Vec<u32> = table.lines.iter().take(HEAD_WITHIN).map(|line| line.row).collect();
    let mut best: Option<TableHead> = None;
    let mut missed: Option<(usize, String)> = None;
    // A layout's headings may be any words
    let any = options.layout.is_some();
    for first in rows.iter().copied().filter(|row| any || may_head(table, *row)) {
        if best.as_ref().is_some_and(|best| first > best.last) {
            break;
        }
        for last in (first..first + DEEPEST).take_while(|row| any || continues(table, first, *row))
        {
            let columns = columns(table, first, last);
            let head = match &options.layout {
                Some(layout) => match given(first, last, columns, layout) {
                    Ok(head) => head,
                    Err(found) => {
                        missed = missed.filter(|(most, _)| *most >= found.0).or(Some(found));
                        continue;
                    }
                },
                None => detected(table, first, last, columns),
            };
            let better = |best: &TableHead| {
                if any {
                    head.understood() > best.understood()
                } else {
                    head.score() > best.score()
                }
            };
            if (any || head.is_enough()) && best.as_ref().is_none_or(better) {
                best = Some(head);
            }
        }
    }
    best.ok_or_else(|| not_found(missed, options.layout.as_ref(), looked(table, &rows)))
}

/// Why there is no head: the first heading of a layout that is missing, or none that is known.
fn not_found(
    missed: Option<(usize, String)>,
    layout: Option<&Layout>,
    looked: String,
) -> Unreadable {
    let first = || layout.and_then(|layout| layout.columns.first());
    let missed = missed.map(|(_, heading)| heading);
    match missed.or_else(|| first().map(|column| column.heading.clone())) {
        Some(heading) => Unreadable::LayoutMissed { heading, looked },
        None => Unreadable::NoHead { looked },
    }
}

/// Where headings were looked for, in words.
fn looked(table: &Table, rows: &[u32]) -> String {
    let sheet = if table.name.is_empty() {
        String::new()
    } else {
        format!("シート「{}」の", table.name)
    };
    match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => format!("{sheet}{}〜{}行目", first + 1, last + 1),
        _ => format!("{sheet}全体"),
    }
}

/// The headings of all columns: the texts of the head's rows, joined top-down without repeats.
pub(super) fn columns(table: &Table, first: u32, last: u32) -> Vec<Headed> {
    let lowest = |row: u32, column: u32| {
        (row + 1..=last)
            .any(|below| table.shown(below, column).is_some_and(|(origin, _, _)| origin > row))
    };
    let mut over: Vec<Option<String>> = vec![None; (last - first) as usize + 1];
    let mut columns = Vec::with_capacity(table.columns.len());
    for column in table.columns.iter().copied() {
        let mut parts: Vec<String> = Vec::new();
        let mut place = table.place(first, column);
        for (row, over) in (first..=last).zip(&mut over) {
            match table.shown(row, column) {
                Some((origin, left, cell)) => {
                    // A text over texts heads the columns on its right as well, merged or not
                    *over = lowest(row, column).then(|| cell.text.clone());
                    if parts.last() != Some(&cell.text) {
                        parts.push(cell.text.clone());
                        place = table.place(origin, left);
                    }
                }
                None if lowest(row, column) && table.merge(row, column).is_none() => {
                    parts.extend(over.clone());
                }
                None => *over = None,
            }
        }
        let heading = parts.concat();
        columns.push(Headed {
            column,
            heading,
            place,
            role: ColumnRole::Ignored,
            on_purpose: false,
            by_values: false,
            reason: UNNAMED,
            subject: String::new(),
        });
    }
    name(&mut columns);
    columns
}

/// Names the columns by their headings; of those that repeat, the second is counted as such.
fn name(columns: &mut [Headed]) {
    let mut counts = std::collections::HashMap::<String, usize>::new();
    for column in columns.iter_mut().filter(|column| !column.heading.is_empty()) {
        let heading = column.heading.replace('\n', "");
        let count = counts.entry(heading.clone()).or_default();
        *count += 1;
        column.subject = match *count {
            1 => heading,
            again => format!("{heading}（{again}つ目）"),
        };
    }
}

/// The head as its words say; where a heading's words are not known, as its column's values say.
fn detected(table: &Table, first: u32, last: u32, mut columns: Vec<Headed>) -> TableHead {
    for column in &mut columns {
        let unknown = !column.heading.is_empty() && !headings::is_known(&column.heading);
        column.by_values = unknown && holds_percentages(table, last, column.column);
    }
    let words = |column: &Headed| {
        if column.by_values {
            Field::Achievement.label().to_owned()
        } else {
            column.heading.clone()
        }
    };
    let headings: Vec<String> =
        columns.iter().map(words).filter(|heading| !heading.is_empty()).collect();
    let mut understood = headings::understand(&headings);
    let named = columns.iter_mut().filter(|c| !c.heading.is_empty());
    for ((column, known), reason) in
        named.zip(&mut understood.layout.columns).zip(understood.reasons)
    {
        column.role = known.role.clone();
        column.reason = if column.by_values { BY_VALUES } else { reason };
        known.heading = column.heading.replace('\n', "");
    }
    let place = |heading: &str| {
        let named = columns.iter().find(|c| c.heading.replace('\n', "") == heading);
        named.map_or_else(String::new, |c| format!("、{}", c.place))
    };
    let year = understood.year.map(|(year, heading)| {
        let place = place(&heading);
        (year, format!("見出し「{heading}」{place}"))
    });
    TableHead { first, last, columns, layout: understood.layout, year }
}

/// Whether a column's values are percentages, with their sign.
fn holds_percentages(table: &Table, last: u32, column: u32) -> bool {
    let below = table.lines.iter().filter(|line| line.row > last);
    let texts = below.filter_map(|line| line.cell(column)).map(|cell| fold(&cell.text));
    let (mut all, mut percentages) = (0, 0);
    for text in texts.take(SAMPLE) {
        all += 1;
        let number = text.strip_suffix('%').or_else(|| text.strip_suffix("パーセント"));
        percentages += usize::from(number.is_some_and(|number| number.parse::<f64>().is_ok()));
    }
    percentages >= 3 && percentages * 10 >= all * 9
}

/// The head as a layout says. A heading that occurs twice takes the layout's columns in their
/// order. `Err` names the first heading that is missing, with how many were found before it.
fn given(
    first: u32,
    last: u32,
    mut columns: Vec<Headed>,
    layout: &Layout,
) -> Result<TableHead, (usize, String)> {
    let mut taken = vec![false; columns.len()];
    let mut found = 0;
    let mut missing: Option<&Column> = None;
    let mut year = None;
    for wanted in &layout.columns {
        let key = fold(&wanted.heading);
        let at =
            columns.iter().zip(&taken).position(|(c, taken)| !taken && fold(&c.heading) == key);
        let Some((column, taken)) = at.and_then(|at| columns.get_mut(at).zip(taken.get_mut(at)))
        else {
            missing = missing.or(Some(wanted).filter(|wanted| wanted.role != ColumnRole::Ignored));
            continue;
        };
        *taken = true;
        found += 1;
        column.role = wanted.role.clone();
        column.reason = BY_LAYOUT;
        column.on_purpose = wanted.role == ColumnRole::Ignored;
        if let (None, ColumnRole::Answer(slot)) = (&year, &wanted.role)
            && tells_year(slot, &column.heading)
        {
            let named = headings::year_of(&column.heading);
            let offset = match slot.year {
                Offset::Previous => -1,
                Offset::This => 0,
                Offset::Next => 1,
            };
            year = named.map(|named| {
                let heading = column.heading.replace('\n', "");
                (named.plus(-offset), format!("見出し「{heading}」、{}", column.place))
            });
        }
    }
    match missing {
        Some(missing) => Err((found, missing.heading.clone())),
        None => Ok(TableHead { first, last, columns, layout: layout.clone(), year }),
    }
}

/// Whether a heading's year is that of its slot. A base, a target or a field whose own name says a
/// year names another than the sheet's.
fn tells_year(slot: &Slot, heading: &str) -> bool {
    let own = matches!(&slot.field, Field::Other(name) if headings::has_year(name));
    !own && !headings::is_constant(heading)
}
