//! The list of grades, wherever the file prints it: above the head, below the rows, on another
//! worksheet; in one cell, or a grade a row.

use std::cell::OnceCell;

use domain::{
    Field,
    scale::{Grade, Scale, is_code},
};

use super::{
    apart::FoundTable,
    choose::ChosenTables,
    grid::{Table, TableLine},
};

/// The lines of another worksheet in which a list is looked for.
const SOME_LINES: usize = 200;
/// A longer label is a sentence.
const LONGEST: usize = 20;

/// The lists that stand outside the heads, looked for when a head states none.
#[derive(Debug)]
pub(super) struct Legends<'a> {
    tables: &'a [FoundTable<'a>],
    chosen: &'a ChosenTables<'a>,
    list: OnceCell<Vec<Scale>>,
}

impl<'a> Legends<'a> {
    pub(super) fn of(tables: &'a [FoundTable<'a>], chosen: &'a ChosenTables<'a>) -> Self {
        Self { tables, chosen, list: OnceCell::new() }
    }

    /// The list that explains the codes that a column holds: it has the most of them, and no fewer
    /// than half.
    pub(super) fn explaining(&self, codes: &[String]) -> Option<&Scale> {
        let list = self.list.get_or_init(|| find(self.tables, self.chosen));
        let found = |scale: &Scale| codes.iter().filter(|code| scale.find(code).is_some()).count();
        // Of equals the nearest: max_by_key would take the last
        let best = list.iter().rev().max_by_key(|scale| found(scale))?;
        (codes.is_empty() || found(best) * 2 >= codes.len()).then_some(best)
    }
}

/// The lists above and below the rows of the sheet, then those of the other worksheets.
fn find(tables: &[FoundTable], chosen: &ChosenTables) -> Vec<Scale> {
    let mut list = Vec::new();
    for read in &chosen.tables {
        let first = read.head().map_or(0, |head| head.first);
        let last = read.head().map_or(0, |head| head.last);
        let (above, rest) =
            read.table.lines.split_at(read.table.lines.partition_point(|line| line.row < first));
        lists(above, &mut list);
        let below = rest.partition_point(|line| line.row <= last);
        let few = rest.get(below..).unwrap_or_default().iter().filter(|l| l.cells.len() <= 3);
        lists(&few.cloned().collect::<Vec<_>>(), &mut list);
    }
    let read: Vec<*const Table> =
        chosen.tables.iter().map(|read| std::ptr::from_ref(read.table)).collect();
    let tables = tables.iter().map(|found| found.table.as_ref());
    for table in tables.filter(|table| !read.contains(&std::ptr::from_ref(*table))) {
        lists(table.lines.get(..SOME_LINES.min(table.lines.len())).unwrap_or_default(), &mut list);
    }
    list
}

/// The lists that lines print.
fn lists(lines: &[TableLine], list: &mut Vec<Scale>) {
    let name = Field::Progress.label();
    for cell in lines.iter().flat_map(|line| &line.cells) {
        list.extend(Scale::from_heading(name, &cell.text));
    }
    let mut grades: Vec<Grade> = Vec::new();
    for line in lines {
        match graded(line) {
            Some(grade) if !grades.iter().any(|known| known.code == grade.code) => {
                grades.push(grade);
            }
            _ => take(&mut grades, list),
        }
    }
    take(&mut grades, list);
}

fn take(grades: &mut Vec<Grade>, list: &mut Vec<Scale>) {
    let grades = std::mem::take(grades);
    if grades.len() >= 2 {
        list.push(Scale { name: Field::Progress.label().to_owned(), grades });
    }
}

/// A row that explains one grade: a code and its words, in two cells or in one.
fn graded(line: &TableLine) -> Option<Grade> {
    let mut texts = line.cells.iter().map(|cell| cell.text.trim());
    let first = texts.next()?;
    let mut chars = first.chars();
    let code = chars.next().filter(|c| is_code(*c))?;
    let rest = chars.as_str();
    let label = if rest.is_empty() { texts.next()? } else { first };
    if label.chars().count() > LONGEST || label.contains('。') {
        return None;
    }
    if rest.is_empty() {
        return Some(Grade::new(&code.to_string(), label));
    }
    Some(Grade::read(first)).filter(|grade| !grade.code.is_empty() && !grade.label.is_empty())
}
