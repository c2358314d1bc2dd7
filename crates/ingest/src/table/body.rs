//! The rows below the heads: actions, measures, heads printed again, notes; and every cell counted
//! as placed, heading or unplaced.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Field, Slot,
    decision::{Certainty, DecisionKind, RowKind},
    layout::ColumnRole,
    reading::{Account, Problem},
    sheet::{self, Row},
    text::ink,
};

use crate::{allowance::Allowance, unreadable::Unreadable};

use super::{
    aside::AsideRows,
    decide::{Decisions, Undecided},
    grid::{Table, TableCell, TableLine},
    head::{Headed, TableHead},
    measures::Measures,
    parts::Part,
    remarks,
    rows::{Judged, RowJudge},
};

/// What the rows of all parts of the sheet say.
pub(super) struct GatheredRows<'a> {
    pub(super) allowance: &'a Allowance,
    pub(super) rows: Vec<Row>,
    pub(super) measures: Measures,
    pub(super) problems: Vec<Problem>,
    pub(super) account: Account,
    pub(super) decisions: Decisions<'a>,
    pub(super) aside: AsideRows,
    /// Cells of rows below an action that is struck out, by number and role: what they repeat is open.
    pub(super) below_struck: BTreeSet<(u32, ColumnRole)>,
}

/// A pass over the rows below one head.
struct Pass<'a, 'b> {
    judge: RowJudge<'a>,
    table: &'a Table,
    head: &'a TableHead,
    measure: Option<u32>,
    /// Whether the measure's column repeats its value on every row.
    repeats: bool,
    /// The last measure that the column named.
    carried: Option<usize>,
    /// The row of the last action, or that of the head.
    above: u32,
    /// Characters and first place of columns that are not taken.
    untaken: BTreeMap<u32, (usize, u32)>,
    to: &'b mut GatheredRows<'a>,
}

impl<'a> GatheredRows<'a> {
    pub(super) fn new(allowance: &'a Allowance, decisions: Decisions<'a>) -> Self {
        Self {
            allowance,
            rows: Vec::new(),
            measures: Measures::default(),
            problems: Vec::new(),
            account: Account::default(),
            decisions,
            aside: AsideRows::default(),
            below_struck: BTreeSet::new(),
        }
    }

    /// Reads the rows of a part. `more` tells that another part of the table follows.
    pub(super) fn part(
        &mut self,
        table: &'a Table,
        head: &'a TableHead,
        part: &'a Part<'a>,
        more: bool,
    ) -> Result<(), Unreadable> {
        let lines = part.lines;
        let mut judge = RowJudge::new(table, head, &part.again);
        let actions = lines.iter().filter(|line| judge.names_action(line));
        let last = actions.map(|line| line.row).next_back().unwrap_or(0);
        judge.last_action = if more { u32::MAX } else { last };
        let measure = head.column(&ColumnRole::Measure);
        let repeats = measure.is_some_and(|column| repeats(lines, column));
        let untaken = BTreeMap::new();
        let (carried, above) = (None, head.last);
        let mut pass =
            Pass { judge, table, head, measure, repeats, carried, above, untaken, to: self };
        for line in lines {
            pass.line(line)?;
        }
        pass.finish(&part.again);
        Ok(())
    }

    /// Takes a problem; what is told of a file is bounded as what is read of it.
    pub(super) fn tell(&mut self, problem: Problem) -> Result<(), Unreadable> {
        self.allowance.characters(problem.message.chars().count())?;
        self.problems.push(problem);
        Ok(())
    }

    /// A value that a merged region hides.
    fn covered(&mut self, table: &Table, row: u32, cell: &TableCell) -> Result<(), Unreadable> {
        self.account.characters_unplaced += ink(&cell.text);
        self.tell(remarks::covered(table, row, cell))
    }

    /// The cells of a row that no action takes.
    pub(super) fn loose<'t>(
        &mut self,
        table: &Table,
        line: &'t TableLine,
    ) -> Result<Vec<&'t TableCell>, Unreadable> {
        let mut loose = Vec::new();
        for cell in &line.cells {
            if table.is_covered(line.row, cell.column) {
                self.covered(table, line.row, cell)?;
            } else {
                self.account.characters_unplaced += ink(&cell.text);
                loose.push(cell);
            }
        }
        Ok(loose)
    }
}

/// Whether a column says the same on two rows in a row.
pub(super) fn repeats(lines: &[TableLine], column: u32) -> bool {
    lines.windows(2).any(|pair| match pair {
        [a, b] => match (a.cell(column), b.cell(column)) {
            (Some(a), Some(b)) => a.text == b.text,
            _ => false,
        },
        _ => false,
    })
}

impl<'a> Pass<'a, '_> {
    fn line(&mut self, line: &'a TableLine) -> Result<(), Unreadable> {
        let judged = self.judge.judge(line);
        let kind = self.settled(line, judged);
        self.to.aside.note(self.table, line, kind, judged.cell);
        match kind {
            RowKind::Head | RowKind::Numbers => self.count_heading(line),
            RowKind::Measure => {
                if let Some(cell) = judged.cell {
                    let place = self.table.place(line.row, cell.column);
                    self.to.measures.group(&cell.text, place);
                }
                self.carried = None;
                self.count_heading(line)
            }
            RowKind::Action => self.action(line),
            RowKind::Continuation => self.continued(line),
            RowKind::Sample | RowKind::Total => {
                let cells = self.to.loose(self.table, line)?;
                let told = remarks::aside(self.table, line.row, &cells, kind);
                told.map_or(Ok(()), |problem| self.to.tell(problem))
            }
            RowKind::Note | RowKind::Untitled | RowKind::Elsewhere => {
                let cells = self.to.loose(self.table, line)?;
                let told = remarks::loose(self.table, line.row, &cells);
                told.map_or(Ok(()), |problem| self.to.tell(problem))
            }
        }
    }

    /// What a row is once a person was heard about the doubtful ones.
    fn settled(&mut self, line: &TableLine, judged: Judged) -> RowKind {
        let Some(cell) = judged.cell.filter(|_| judged.is_doubtful) else { return judged.kind };
        let merged = self.judge.is_merged_down(line);
        let (subject, evidence) = match judged.kind {
            RowKind::Continuation if !merged => {
                ("事業名も担当課もない行".to_owned(), "すぐ上の事業の続きとみなした")
            }
            RowKind::Continuation => (
                "事業名が上の行と結合された行".to_owned(),
                "事業名のセルが縦に結合され、担当課も同じなので、1つの事業とみなした",
            ),
            RowKind::Action if merged => (
                "事業名が上の行と結合され、担当課のある行".to_owned(),
                "担当課ごとに1つの事業とみなした",
            ),
            RowKind::Action => {
                (cell.text.replace('\n', ""), "事業名のほかに何も書かれていない行のため")
            }
            _ => (cell.text.replace('\n', ""), "文字が1つだけの行なので、施策の見出しとみなした"),
        };
        let undecided = Undecided {
            kind: DecisionKind::Row,
            subject,
            place: self.table.place(line.row, cell.column),
            certainty: Certainty::Inferred,
            evidence: evidence.to_owned(),
        };
        let value = self.to.decisions.decide(undecided, judged.kind.code());
        RowKind::coded(&value).unwrap_or(judged.kind)
    }

    fn action(&mut self, line: &'a TableLine) -> Result<(), Unreadable> {
        let (head, allowance) = (self.head, self.to.allowance);
        allowance.answers(head.layout.slots().count() + head.columns.len())?;
        // Each row names the questions that only this plan asks
        let names = head.layout.slots().map(|slot| match &slot.field {
            Field::Other(name) => name.len(),
            _ => 0,
        });
        allowance.characters(names.sum())?;
        let no = u32::try_from(self.to.rows.len() + 1).unwrap_or(u32::MAX);
        let at = head.column(&ColumnRole::Action).unwrap_or_default();
        let mut row = Row::blank(no, self.table.place(line.row, at));
        for slot in head.layout.slots() {
            row.answers.insert(Slot::clone(slot), sheet::Cell::empty());
        }
        row.measure = self.measure_of(line);
        for headed in &head.columns {
            if let Some(cell) = row.cell_mut(&headed.role) {
                *cell = match self.judge.shown(line.row, headed.column) {
                    Some((origin, shown)) => {
                        if origin < line.row {
                            allowance.characters(shown.text.chars().count())?;
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
        self.below_struck(line.row, no);
        self.to.rows.push(row);
        Ok(())
    }

    /// Notes where something is struck out between the last action and this one.
    fn below_struck(&mut self, row: u32, no: u32) {
        let between = (self.above.saturating_add(1).min(row), 0)..(row, 0);
        self.above = row;
        for (_, column) in self.table.struck.range(between) {
            if let Some(headed) = self.head.at(*column) {
                self.to.below_struck.insert((no, headed.role.clone()));
            }
        }
    }

    /// More lines of the action above: what its cells say goes on below.
    fn continued(&mut self, line: &'a TableLine) -> Result<(), Unreadable> {
        let Some(row) = self.to.rows.last_mut() else { return self.action(line) };
        let no = row.no;
        for cell in line.cells.iter().filter(|c| !self.table.is_covered(line.row, c.column)) {
            let role = self.head.at(cell.column).map(|headed| &headed.role);
            let Some(above) = role.and_then(|role| row.cell_mut(role)) else { continue };
            if above.text.is_empty() {
                *above = sheet::Cell::new(&cell.text, self.table.place(line.row, cell.column));
            } else if above.text != cell.text {
                let place = || self.table.place(line.row, cell.column);
                self.to.allowance.append(&mut above.text, &cell.text, place)?;
            }
        }
        for cell in &line.cells {
            self.cell(line.row, cell, no)?;
        }
        Ok(())
    }

    /// Counts a cell of an action's row and tells what is odd about it.
    fn cell(&mut self, row: u32, cell: &TableCell, no: u32) -> Result<(), Unreadable> {
        if self.table.is_covered(row, cell.column) {
            return self.to.covered(self.table, row, cell);
        }
        let ink = ink(&cell.text);
        let head = self.head;
        let role = head.at(cell.column).map_or(&ColumnRole::Ignored, |headed| &headed.role);
        let account = &mut self.to.account;
        match role {
            ColumnRole::Ignored => {
                account.characters_unplaced += ink;
                self.untaken.entry(cell.column).or_insert((0, row)).0 += 1;
                return Ok(());
            }
            ColumnRole::No | ColumnRole::Measure => account.characters_heading += ink,
            _ => account.characters_placed += ink,
        }
        let odd = remarks::odd(self.table, row, cell);
        let across = self.across(row, cell);
        for problem in odd.into_iter().chain(across) {
            self.to.tell(problem.at(no, role.clone()))?;
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
        let measures = &mut self.to.measures;
        let Some(column) = self.measure else { return measures.current() };
        match self.judge.shown(line.row, column) {
            Some((origin, cell)) => {
                let place = self.table.place(origin, column);
                let at = measures.named(&cell.text, place);
                self.carried = Some(at);
                Some(at)
            }
            None if self.repeats => measures.current(),
            None => self.carried.or_else(|| measures.current()),
        }
    }

    fn count_heading(&mut self, line: &TableLine) -> Result<(), Unreadable> {
        for cell in &line.cells {
            if self.table.is_covered(line.row, cell.column) {
                self.to.covered(self.table, line.row, cell)?;
            } else {
                self.to.account.characters_heading += ink(&cell.text);
            }
        }
        Ok(())
    }

    fn finish(self, heads: &[u32]) {
        self.to.problems.extend(remarks::heads_again(self.table, heads));
        let untaken = self.untaken.iter().map(|(column, counted)| {
            remarks::untaken(self.table, *column, self.head.at(*column), *counted)
        });
        self.to.problems.extend(untaken);
    }
}
