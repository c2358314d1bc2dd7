//! The rows below the head: actions, measures, heads printed again, notes; and every cell
//! counted as placed, heading or unplaced.

use std::collections::BTreeMap;

use domain::{
    Field, Slot,
    layout::ColumnRole,
    measure::{Likeness, likeness},
    reading::{Account, Problem},
    sheet::{self, Row},
    text::{fold, ink},
};

use crate::{allowance::Allowance, unreadable::Unreadable};

use super::{
    grid::{Table, TableCell, TableLine},
    head::{Headed, TableHead},
    heads_again::heads_again,
    measures::Measures,
    remarks,
    words::{is_note, is_total},
};

/// What a line below the head is.
enum LineKind<'a> {
    /// Nothing but a printed number.
    Blank,
    /// A row of the head, printed again.
    Head,
    /// The heading of a measure; `doubtful` when neither words nor merged cells show it.
    Measure { cell: &'a TableCell, doubtful: bool },
    /// An action.
    Action,
    /// Text that belongs to no action.
    Loose,
}

/// What the rows below the head say.
#[derive(Debug, Default)]
pub(super) struct TableBody {
    pub(super) rows: Vec<Row>,
    pub(super) measures: Measures,
    pub(super) problems: Vec<Problem>,
    pub(super) account: Account,
}

/// A pass over the rows below the head.
struct Pass<'a> {
    allowance: &'a Allowance,
    table: &'a Table,
    head: &'a TableHead,
    action: Option<u32>,
    number: Option<u32>,
    measure: Option<u32>,
    /// The last row that names an action with something besides.
    last_action: u32,
    /// Whether the measure's column repeats its value on every row.
    repeats: bool,
    /// The last measure that the column named.
    carried: Option<usize>,
    /// Rows that print the head again.
    heads: Vec<u32>,
    /// Characters and first place of columns that are not taken.
    untaken: BTreeMap<u32, (usize, u32)>,
    body: TableBody,
}

impl TableBody {
    /// Reads all rows below the head.
    pub(super) fn read(
        table: &Table,
        head: &TableHead,
        allowance: &Allowance,
    ) -> Result<Self, Unreadable> {
        let mut pass = Pass {
            allowance,
            table,
            head,
            action: head.column(&ColumnRole::Action),
            number: head.column(&ColumnRole::No),
            measure: head.column(&ColumnRole::Measure),
            last_action: 0,
            repeats: false,
            carried: None,
            heads: Vec::new(),
            untaken: BTreeMap::new(),
            body: Self::default(),
        };
        let first = table.lines.partition_point(|line| line.row <= head.last);
        let below = table.lines.get(first..).unwrap_or_default();
        pass.heads = heads_again(table, head, below);
        let actions = below.iter().filter(|line| pass.names_action(line));
        pass.last_action = actions.map(|line| line.row).next_back().unwrap_or(0);
        pass.repeats = pass.measure_repeats(below);
        for line in below {
            pass.line(line)?;
        }
        Ok(pass.finish())
    }
}

impl<'a> Pass<'a> {
    /// What a cell of a row shows: its own value, or that of a cell above merged down to it.
    fn shown(&self, row: u32, column: u32) -> Option<(u32, &'a TableCell)> {
        let (origin, left, cell) = self.table.shown(row, column)?;
        (left == column && origin > self.head.last).then_some((origin, cell))
    }

    /// The row's own cells that say more than a number printed before it.
    fn own(&self, line: &'a TableLine) -> impl Iterator<Item = &'a TableCell> + use<'a> {
        let (number, table, row) = (self.number, self.table, line.row);
        line.cells.iter().filter(move |cell| {
            let printed =
                Some(cell.column) == number && fold(&cell.text).chars().all(|c| c.is_ascii_digit());
            !printed && !table.is_covered(row, cell.column)
        })
    }

    /// Whether the row has an action's title and something besides.
    fn names_action(&self, line: &'a TableLine) -> bool {
        let Some(action) = self.action else { return false };
        let numbered = self.own(line).count() < line.cells.len();
        let besides = |column: &Headed| {
            column.column != action
                && self.taken(column.column)
                && self.shown(line.row, column.column).is_some()
        };
        self.shown(line.row, action).is_some()
            && self.own(line).next().is_some()
            && !self.is_head(line.row)
            && (self.head.columns.iter().any(besides) || numbered)
    }

    fn taken(&self, column: u32) -> bool {
        self.head.at(column).is_some_and(|headed| headed.role != ColumnRole::Ignored)
    }

    /// Whether the column of measures says the same on two rows in a row.
    fn measure_repeats(&self, below: &[TableLine]) -> bool {
        let Some(column) = self.measure else { return false };
        below.windows(2).any(|pair| match pair {
            [a, b] => match (a.cell(column), b.cell(column)) {
                (Some(a), Some(b)) => a.text == b.text,
                _ => false,
            },
            _ => false,
        })
    }

    fn line(&mut self, line: &'a TableLine) -> Result<(), Unreadable> {
        match self.kind(line) {
            LineKind::Blank | LineKind::Head => self.count_heading(line),
            LineKind::Measure { cell, doubtful } => {
                let place = self.table.place(line.row, cell.column);
                self.body.measures.group(&cell.text, place);
                self.carried = None;
                self.count_heading(line)?;
                if doubtful {
                    self.tell(remarks::doubtful_measure(self.table, line.row, cell))?;
                }
                Ok(())
            }
            LineKind::Action => self.action(line),
            LineKind::Loose => self.loose(line),
        }
    }

    fn kind(&self, line: &'a TableLine) -> LineKind<'a> {
        if self.is_head(line.row) {
            return LineKind::Head;
        }
        let mut own = self.own(line);
        let Some(cell) = own.next() else {
            let covered =
                line.cells.iter().any(|cell| self.table.is_covered(line.row, cell.column));
            return if covered { LineKind::Loose } else { LineKind::Blank };
        };
        if own.next().is_none() && !self.names_action(line) {
            return self.lonely(line, cell);
        }
        match self.action.and_then(|action| self.shown(line.row, action)) {
            Some((_, cell)) if is_total(&cell.text) => LineKind::Loose,
            Some(_) => LineKind::Action,
            None => LineKind::Loose,
        }
    }

    /// What a row with one text is.
    fn lonely(&self, line: &TableLine, cell: &'a TableCell) -> LineKind<'a> {
        let width = self.table.merge(line.row, cell.column).map_or(1, |m| m.right - m.left + 1);
        let early = self.action.is_some_and(|action| cell.column <= action);
        let look = likeness(&cell.text);
        let more = line.row < self.last_action;
        let merged = width >= 2;
        match look {
            _ if is_note(&cell.text) || !(early || merged) => LineKind::Loose,
            Likeness::Branch => LineKind::Measure { cell, doubtful: false },
            Likeness::Outline if more => LineKind::Measure { cell, doubtful: false },
            _ if more && merged => LineKind::Measure { cell, doubtful: false },
            _ if more && self.measure.is_some() && Some(cell.column) == self.action => {
                LineKind::Action
            }
            _ if more => LineKind::Measure { cell, doubtful: true },
            _ => LineKind::Loose,
        }
    }

    /// Whether the row prints the head again.
    fn is_head(&self, row: u32) -> bool {
        self.heads.binary_search(&row).is_ok()
    }

    /// Takes a problem; what is told of a file is bounded as what is read of it.
    fn tell(&mut self, problem: Problem) -> Result<(), Unreadable> {
        self.allowance.characters(problem.message.chars().count())?;
        self.body.problems.push(problem);
        Ok(())
    }

    fn action(&mut self, line: &'a TableLine) -> Result<(), Unreadable> {
        self.allowance.answers(self.head.layout.slots().count() + self.head.columns.len())?;
        // Each row names the questions that only this plan asks
        let names = self.head.layout.slots().map(|slot| match &slot.field {
            Field::Other(name) => name.len(),
            _ => 0,
        });
        self.allowance.characters(names.sum())?;
        let no = u32::try_from(self.body.rows.len() + 1).unwrap_or(u32::MAX);
        let at = self.action.unwrap_or_default();
        let mut row = Row::blank(no, self.table.place(line.row, at));
        for slot in self.head.layout.slots() {
            row.answers.insert(Slot::clone(slot), sheet::Cell::empty());
        }
        row.measure = self.measure_of(line);
        for headed in &self.head.columns {
            if let Some(cell) = row.cell_mut(&headed.role) {
                *cell = match self.shown(line.row, headed.column) {
                    Some((origin, shown)) => {
                        if origin < line.row {
                            self.allowance.characters(shown.text.chars().count())?;
                        }
                        sheet::Cell::new(&shown.text, self.table.place(origin, headed.column))
                    }
                    None => sheet::Cell::new("", self.table.place(line.row, headed.column)),
                };
            }
        }
        for cell in &line.cells {
            self.cell(line.row, cell, no)?;
        }
        self.body.rows.push(row);
        Ok(())
    }

    /// Counts a cell of an action's row and tells what is odd about it.
    fn cell(&mut self, row: u32, cell: &TableCell, no: u32) -> Result<(), Unreadable> {
        if self.table.is_covered(row, cell.column) {
            return self.covered(row, cell);
        }
        let ink = ink(&cell.text);
        let head = self.head;
        let role = head.at(cell.column).map_or(&ColumnRole::Ignored, |headed| &headed.role);
        match role {
            ColumnRole::Ignored => {
                self.body.account.characters_unplaced += ink;
                self.untaken.entry(cell.column).or_insert((0, row)).0 += 1;
                return Ok(());
            }
            ColumnRole::No | ColumnRole::Measure => self.body.account.characters_heading += ink,
            _ => self.body.account.characters_placed += ink,
        }
        let odd = remarks::odd(self.table, row, cell);
        let across = self.across(row, cell);
        for problem in odd.into_iter().chain(across) {
            self.tell(problem.at(no, role.clone()))?;
        }
        Ok(())
    }

    /// What to tell of a cell that is merged over other columns of the table.
    fn across(&self, row: u32, cell: &TableCell) -> Option<Problem> {
        let merge = self.table.merge(row, cell.column).filter(|m| m.right > m.left)?;
        let covered = |c: &&Headed| (merge.left + 1..=merge.right).contains(&c.column);
        let taken =
            self.head.columns.iter().filter(covered).filter(|c| c.role != ColumnRole::Ignored);
        let columns: Vec<u32> = taken.map(|c| c.column).collect();
        let some = !columns.is_empty();
        some.then(|| remarks::across(self.table, row, cell, &columns))
    }

    /// The measure of an action's row: what its column says, what it said last, or the group row.
    fn measure_of(&mut self, line: &TableLine) -> Option<usize> {
        let Some(column) = self.measure else { return self.body.measures.current() };
        match self.shown(line.row, column) {
            Some((origin, cell)) => {
                let place = self.table.place(origin, column);
                let at = self.body.measures.named(&cell.text, place);
                self.carried = Some(at);
                Some(at)
            }
            None if self.repeats => self.body.measures.current(),
            None => self.carried.or_else(|| self.body.measures.current()),
        }
    }

    /// A row that no action takes.
    fn loose(&mut self, line: &'a TableLine) -> Result<(), Unreadable> {
        let mut loose = Vec::new();
        for cell in &line.cells {
            if self.table.is_covered(line.row, cell.column) {
                self.covered(line.row, cell)?;
            } else {
                self.body.account.characters_unplaced += ink(&cell.text);
                loose.push(cell);
            }
        }
        remarks::loose(self.table, line.row, &loose).map_or(Ok(()), |problem| self.tell(problem))
    }

    /// A value that a merged region hides.
    fn covered(&mut self, row: u32, cell: &TableCell) -> Result<(), Unreadable> {
        self.body.account.characters_unplaced += ink(&cell.text);
        self.tell(remarks::covered(self.table, row, cell))
    }

    fn count_heading(&mut self, line: &TableLine) -> Result<(), Unreadable> {
        for cell in &line.cells {
            if self.table.is_covered(line.row, cell.column) {
                self.covered(line.row, cell)?;
            } else {
                self.body.account.characters_heading += ink(&cell.text);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> TableBody {
        self.body.problems.extend(remarks::heads_again(self.table, &self.heads));
        let untaken = self.untaken.iter().map(|(column, counted)| {
            remarks::untaken(self.table, *column, self.head.at(*column), *counted)
        });
        self.body.problems.extend(untaken);
        self.body
    }
}
