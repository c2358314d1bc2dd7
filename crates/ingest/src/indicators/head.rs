//! The head of a list of indicators: which column holds what.

use domain::{indicator::FigureKind, place::letters};

use super::{
    heading::{self, ListColumn},
    limits::MOST_COLUMNS,
    unreadable::UnreadableIndicators,
    value::{self, FigureCell},
};
use crate::list::Record;

/// Lines below which no head is looked for: a title and some notes stand above it.
pub(super) const WITHIN: usize = 20;

/// The longest piece of a cell that a sentence quotes.
const LONGEST_QUOTE: usize = 30;

/// The columns with their headings.
pub(super) struct IndicatorHead {
    headings: Vec<String>,
    roles: Vec<Option<ListColumn>>,
}

impl IndicatorHead {
    /// Finds the head and the last of its lines.
    pub(super) fn find(records: &[Record]) -> Result<(usize, Self), UnreadableIndicators> {
        let first = records.iter().take(WITHIN).enumerate();
        let mut named = first.filter(|(_, record)| name_of(record).is_some()).peekable();
        if named.peek().is_none() {
            return Err(UnreadableIndicators::NoList);
        }
        let heads = named.map(|(at, record)| match records.get(at + 1) {
            Some(next) if is_second(record, next) => (at + 1, Self::of(&joined(record, next))),
            _ => (at, Self::of(&record.cells)),
        });
        let found = heads.into_iter().find(|(_, head)| head.figures().next().is_some());
        let (at, head) = found.ok_or(UnreadableIndicators::NoFigures)?;
        if head.len() > MOST_COLUMNS { Err(UnreadableIndicators::TooMany) } else { Ok((at, head)) }
    }

    fn of(cells: &[String]) -> Self {
        let headings = cells.iter().map(|cell| quote(cell)).collect();
        let roles = cells.iter().map(|cell| heading::role(cell)).collect();
        Self { headings, roles }
    }

    /// How many columns it has.
    pub(super) fn len(&self) -> usize {
        self.roles.len()
    }

    /// The columns that hold values.
    pub(super) fn figures(&self) -> impl Iterator<Item = (usize, ListColumn)> {
        let roles = self.roles.iter().enumerate();
        let roles = roles.filter_map(|(at, role)| role.map(|role| (at, role)));
        roles.filter(|(_, role)| matches!(role, ListColumn::Value | ListColumn::Figure(..)))
    }

    /// The column of a role.
    pub(super) fn place(&self, role: ListColumn) -> Option<usize> {
        self.roles.iter().position(|known| *known == Some(role))
    }

    /// What a record says in the column of a role.
    pub(super) fn cell<'a>(&self, record: &'a Record, role: ListColumn) -> &'a str {
        self.place(role).map_or("", |at| record.cell(at))
    }

    /// The words of a column.
    pub(super) fn heading(&self, at: usize) -> String {
        self.headings.get(at).cloned().unwrap_or_default()
    }

    /// Whether a line says anything in a column that is understood, the name's aside.
    pub(super) fn says_more(&self, record: &Record) -> bool {
        let known = self.roles.iter().enumerate();
        let known = known.filter(|(_, role)| {
            role.is_some_and(|role| !matches!(role, ListColumn::Name | ListColumn::Action))
        });
        known.into_iter().any(|(at, _)| !record.cell(at).is_empty())
    }

    /// Refuses columns that leave a doubt.
    pub(super) fn check(&self, below: &[Record]) -> Result<(), UnreadableIndicators> {
        let known = || self.roles.iter().enumerate().filter_map(|(at, role)| Some((at, (*role)?)));
        for (at, role) in known() {
            if known().any(|(other, same)| other < at && same == role) {
                return Err(UnreadableIndicators::Twice(self.heading(at)));
            }
            let needed: &[(ListColumn, &'static str)] = match role {
                ListColumn::Value => &[(ListColumn::Year, "年度"), (ListColumn::Kind, "区分")],
                ListColumn::Figure(FigureKind::Actual, None) => &[(ListColumn::Year, "年度")],
                _ => &[],
            };
            if let Some((_, word)) = needed.iter().find(|(role, _)| self.place(*role).is_none()) {
                return Err(UnreadableIndicators::NoColumn(word, self.heading(at)));
            }
        }
        below.iter().try_for_each(|record| self.check_line(record))
    }

    /// Refuses a value whose column nobody understands.
    fn check_line(&self, record: &Record) -> Result<(), UnreadableIndicators> {
        for (at, cell) in record.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let heading = self.headings.get(at).map_or("", String::as_str);
            if heading.is_empty() {
                let column = letters(u32::try_from(at).unwrap_or(u32::MAX));
                return Err(UnreadableIndicators::NoHeading { line: record.line, column });
            }
            let number = || matches!(value::read(cell), FigureCell::Number { .. });
            if self.roles.get(at).is_none_or(Option::is_none)
                && heading::is_unclear(heading)
                && number()
            {
                return Err(UnreadableIndicators::Unclear(heading.to_owned()));
            }
        }
        Ok(())
    }
}

/// The column of names, if the record has one.
fn name_of(record: &Record) -> Option<usize> {
    record.cells.iter().position(|cell| heading::role(cell) == Some(ListColumn::Name))
}

/// Whether the record below a head is its second line: years under 実績値, and no name.
fn is_second(head: &Record, below: &Record) -> bool {
    let named = name_of(head).is_some_and(|at| !below.cell(at).is_empty());
    let open = |at: usize| {
        let above = head.cell(at);
        above.is_empty() || matches!(heading::role(above), Some(ListColumn::Figure(_, None)))
    };
    let mut cells = below.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).peekable();
    let some = cells.peek().is_some();
    some && !named && cells.all(|(at, cell)| open(at) && heading::year(cell).is_some())
}

/// The headings of two lines as one: 実績値 over R1, R2 are 実績値（R1）, 実績値（R2）.
fn joined(head: &Record, below: &Record) -> Vec<String> {
    let mut over = String::new();
    let columns = 0..head.cells.len().max(below.cells.len());
    let heading = |at: usize| {
        let above = head.cell(at);
        if !above.is_empty() {
            over = quote(above);
        }
        match below.cell(at) {
            "" => above.to_owned(),
            year => format!("{over}（{year}）"),
        }
    };
    columns.map(heading).collect()
}

/// A cell in one line, short enough for a sentence.
pub(super) fn quote(cell: &str) -> String {
    let line: String = cell.chars().filter(|c| !c.is_control()).take(LONGEST_QUOTE + 1).collect();
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
