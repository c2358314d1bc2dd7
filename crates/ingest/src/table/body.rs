//! The rows below the head: actions, measures, heads printed again, notes; and every cell
//! counted as placed, heading or unplaced.

use std::collections::BTreeMap;

use domain::{
    Slot,
    layout::ColumnRole,
    measure::{Likeness, likeness},
    reading::{Account, Problem},
    sheet::{self, Row},
    text::{fold, ink},
};

use super::{
    grid::{Cell, Line, Table},
    head::{Head, Headed},
    measures::Measures,
    remarks,
};

/// What a line below the head is.
enum LineKind<'a> {
    /// Nothing but a printed number.
    Blank,
    /// A row of the head, printed again.
    Head,
    /// The heading of a measure; `doubtful` when neither words nor merged cells show it.
    Measure { cell: &'a Cell, doubtful: bool },
    /// An action.
    Action,
    /// Text that belongs to no action.
    Loose,
}

/// What the rows below the head say.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) rows: Vec<Row>,
    pub(super) measures: Measures,
    pub(super) problems: Vec<Problem>,
    pub(super) account: Account,
}

/// A pass over the rows below the head.
struct Pass<'a> {
    table: &'a Table,
    head: &'a Head,
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
    body: Body,
}

impl Body {
    /// Reads all rows below the head.
    pub(super) fn read(table: &Table, head: &Head) -> Self {
        let mut pass = Pass {
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
            pass.line(line);
        }
        pass.finish()
    }
}

impl<'a> Pass<'a> {
    /// What a cell of a row shows: its own value, or that of a cell above merged down to it.
    fn shown(&self, row: u32, column: u32) -> Option<(u32, &'a Cell)> {
        let (origin, left, cell) = self.table.shown(row, column)?;
        (left == column && origin > self.head.last).then_some((origin, cell))
    }

    /// The row's own cells that say more than a number printed before it.
    fn own(&self, line: &'a Line) -> impl Iterator<Item = &'a Cell> + use<'a> {
        let (number, table, row) = (self.number, self.table, line.row);
        line.cells.iter().filter(move |cell| {
            let printed =
                Some(cell.column) == number && fold(&cell.text).chars().all(|c| c.is_ascii_digit());
            !printed && !table.is_covered(row, cell.column)
        })
    }

    /// Whether the row has an action's title and something besides.
    fn names_action(&self, line: &'a Line) -> bool {
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
    fn measure_repeats(&self, below: &[Line]) -> bool {
        let Some(column) = self.measure else { return false };
        below.windows(2).any(|pair| match pair {
            [a, b] => match (a.cell(column), b.cell(column)) {
                (Some(a), Some(b)) => a.text == b.text,
                _ => false,
            },
            _ => false,
        })
    }

    fn line(&mut self, line: &'a Line) {
        match self.kind(line) {
            LineKind::Blank => self.count_heading(line),
            LineKind::Head => {
                self.count_heading(line);
            }
            LineKind::Measure { cell, doubtful } => {
                let place = self.table.place(line.row, cell.column);
                self.body.measures.group(&cell.text, place);
                self.carried = None;
                self.count_heading(line);
                if doubtful {
                    let doubt = remarks::doubtful_measure(self.table, line.row, cell);
                    self.body.problems.push(doubt);
                }
            }
            LineKind::Action => self.action(line),
            LineKind::Loose => self.loose(line),
        }
    }

    fn kind(&self, line: &'a Line) -> LineKind<'a> {
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
    fn lonely(&self, line: &Line, cell: &'a Cell) -> LineKind<'a> {
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

    fn action(&mut self, line: &'a Line) {
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
                        sheet::Cell::new(&shown.text, self.table.place(origin, headed.column))
                    }
                    None => sheet::Cell::new("", self.table.place(line.row, headed.column)),
                };
            }
        }
        for cell in &line.cells {
            self.cell(line.row, cell, no);
        }
        self.body.rows.push(row);
    }

    /// Counts a cell of an action's row and tells what is odd about it.
    fn cell(&mut self, row: u32, cell: &Cell, no: u32) {
        if self.table.is_covered(row, cell.column) {
            self.covered(row, cell);
            return;
        }
        let ink = ink(&cell.text);
        let head = self.head;
        let role = head.at(cell.column).map_or(&ColumnRole::Ignored, |headed| &headed.role);
        match role {
            ColumnRole::Ignored => {
                self.body.account.characters_unplaced += ink;
                self.untaken.entry(cell.column).or_insert((0, row)).0 += 1;
                return;
            }
            ColumnRole::No | ColumnRole::Measure => self.body.account.characters_heading += ink,
            _ => self.body.account.characters_placed += ink,
        }
        let odd = remarks::odd(self.table, row, cell);
        let across = self.across(row, cell);
        let told = odd.into_iter().chain(across);
        self.body.problems.extend(told.map(|problem| problem.at(no, role.clone())));
    }

    /// What to tell of a cell that is merged over other columns of the table.
    fn across(&self, row: u32, cell: &Cell) -> Option<Problem> {
        let merge = self.table.merge(row, cell.column).filter(|m| m.right > m.left)?;
        let covered = |c: &&Headed| (merge.left + 1..=merge.right).contains(&c.column);
        let taken =
            self.head.columns.iter().filter(covered).filter(|c| c.role != ColumnRole::Ignored);
        let columns: Vec<u32> = taken.map(|c| c.column).collect();
        let some = !columns.is_empty();
        some.then(|| remarks::across(self.table, row, cell, &columns))
    }

    /// The measure of an action's row: what its column says, what it said last, or the group row.
    fn measure_of(&mut self, line: &Line) -> Option<usize> {
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
    fn loose(&mut self, line: &'a Line) {
        let mut loose = Vec::new();
        for cell in &line.cells {
            if self.table.is_covered(line.row, cell.column) {
                self.covered(line.row, cell);
            } else {
                self.body.account.characters_unplaced += ink(&cell.text);
                loose.push(cell);
            }
        }
        self.body.problems.extend(remarks::loose(self.table, line.row, &loose));
    }

    /// A value that a merged region hides.
    fn covered(&mut self, row: u32, cell: &Cell) {
        self.body.account.characters_unplaced += ink(&cell.text);
        self.body.problems.push(remarks::covered(self.table, row, cell));
    }

    fn count_heading(&mut self, line: &Line) {
        for cell in &line.cells {
            if self.table.is_covered(line.row, cell.column) {
                self.covered(line.row, cell);
            } else {
                self.body.account.characters_heading += ink(&cell.text);
            }
        }
    }

    fn finish(mut self) -> Body {
        self.body.problems.extend(remarks::heads_again(self.table, &self.heads));
        let untaken = self.untaken.iter().map(|(column, counted)| {
            remarks::untaken(self.table, *column, self.head.at(*column), *counted)
        });
        self.body.problems.extend(untaken);
        self.body
    }
}

/// The rows that print the head again: most of their texts stand in the head's rows, in the same
/// columns.
fn heads_again(table: &Table, head: &Head, below: &[Line]) -> Vec<u32> {
    let printed = printed(table, head);
    let again = |line: &&Line| {
        let again = line.cells.iter().filter(|cell| {
            // Folding every sentence would cost more than all other reading
            let first = first_folded(&cell.text);
            let alike = |known: &&String| known.starts_with(&first);
            let same = |known: &String| *known == fold(&cell.text);
            printed.get(&cell.column).is_some_and(|known| known.iter().filter(alike).any(same))
        });
        line.cells.len() >= 2 && again.count() * 5 >= line.cells.len() * 3
    };
    below.iter().filter(again).map(|line| line.row).collect()
}

/// The beginning of the folded text.
fn first_folded(text: &str) -> String {
    let end = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    let first = fold(text.get(..end).unwrap_or_default());
    // A mark after the beginning may belong to its last character
    first.chars().take(1).collect()
}

/// What the head prints in each column, folded.
fn printed(table: &Table, head: &Head) -> BTreeMap<u32, Vec<String>> {
    let column = |column: &u32| {
        let shown = (head.first..=head.last).filter_map(|row| table.shown(row, *column));
        let texts = shown.map(|(_, _, cell)| fold(&cell.text));
        (*column, texts.collect())
    };
    table.columns.iter().map(column).collect()
}

/// Whether a text is a note below or beside the table.
fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['※', '＊', '*'])
        || text.starts_with("注")
        || text.starts_with("（注")
        || text.starts_with("(注")
        || text.starts_with("[注")
        || text.starts_with("【注")
}

/// Whether a row's title says that it adds up the others.
fn is_total(title: &str) -> bool {
    ["計", "合計", "総計", "小計", "平均", "全体"].contains(&domain::text::fold(title).as_str())
}
