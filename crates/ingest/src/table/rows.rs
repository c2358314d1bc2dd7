//! What each row below a head is.

use domain::{
    Field,
    decision::RowKind,
    layout::ColumnRole,
    measure::{Likeness, likeness},
    text::fold,
};

use super::{
    grid::{Table, TableCell, TableLine},
    head::{Headed, TableHead},
    words::{is_note, is_remark, is_sample, is_total, numbers_columns},
};

/// The most lines of one action.
const MOST_LINES: usize = 40;

/// What a row is, with the cell that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged<'a> {
    pub(super) kind: RowKind,
    /// The cell by whose words it is known, where one is.
    pub(super) cell: Option<&'a TableCell>,
    /// Whether neither words nor merged cells show it.
    pub(super) is_doubtful: bool,
}

/// The rows of a part of a table, looked at one by one.
#[derive(Debug)]
pub(super) struct RowJudge<'a> {
    pub(super) table: &'a Table,
    pub(super) head: &'a TableHead,
    action: Option<u32>,
    number: Option<u32>,
    measure: Option<u32>,
    /// The last row of the table that names an action with something besides.
    pub(super) last_action: u32,
    /// The last column that is taken.
    last_column: u32,
    /// Rows that print the head again.
    heads: &'a [u32],
}

impl<'a> RowJudge<'a> {
    pub(super) fn new(table: &'a Table, head: &'a TableHead, heads: &'a [u32]) -> Self {
        Self {
            table,
            head,
            action: head.column(&ColumnRole::Action),
            number: head.column(&ColumnRole::No),
            measure: head.column(&ColumnRole::Measure),
            last_action: 0,
            last_column: head
                .columns
                .iter()
                .rev()
                .find(|column| column.role != ColumnRole::Ignored)
                .map_or(u32::MAX, |column| column.column),
            heads,
        }
    }

    /// What a cell of a row shows: its own value, or that of a cell above merged down to it.
    pub(super) fn shown(&self, row: u32, column: u32) -> Option<(u32, &'a TableCell)> {
        let (origin, left, cell) = self.table.shown(row, column)?;
        (left == column && origin > self.head.last).then_some((origin, cell))
    }

    /// The row's cells, without those of something beside the table.
    fn cells(&self, line: &'a TableLine) -> impl Iterator<Item = &'a TableCell> + use<'a> {
        let last = self.last_column;
        line.cells.iter().filter(move |cell| cell.column <= last)
    }

    /// The row's own cells that say more than a number printed before it.
    fn own(&self, line: &'a TableLine) -> impl Iterator<Item = &'a TableCell> + use<'a> {
        let (number, table, row) = (self.number, self.table, line.row);
        self.cells(line).filter(move |cell| {
            let printed =
                Some(cell.column) == number && fold(&cell.text).chars().all(|c| c.is_ascii_digit());
            !printed && !table.is_covered(row, cell.column)
        })
    }

    /// Whether the row has an action's title and something besides.
    pub(super) fn names_action(&self, line: &'a TableLine) -> bool {
        let Some(action) = self.action else { return false };
        let numbered = self.own(line).count() < self.cells(line).count();
        let besides = |column: &Headed| {
            column.column != action
                && column.role != ColumnRole::Ignored
                && self.shown(line.row, column.column).is_some()
        };
        self.shown(line.row, action).is_some()
            && self.own(line).next().is_some()
            && !self.is_head(line.row)
            && (self.head.columns.iter().any(besides) || numbered)
    }

    /// Whether the title is that of a row above, merged down.
    pub(super) fn is_merged_down(&self, line: &TableLine) -> bool {
        let shown = self.action.and_then(|action| self.shown(line.row, action));
        shown.is_some_and(|(origin, _)| origin < line.row)
    }

    /// Whether the row prints the head again.
    fn is_head(&self, row: u32) -> bool {
        self.heads.binary_search(&row).is_ok()
    }

    /// What the row is.
    pub(super) fn judge(&self, line: &'a TableLine) -> Judged<'a> {
        let sure = |kind, cell| Judged { kind, cell, is_doubtful: false };
        if self.is_head(line.row) {
            return sure(RowKind::Head, None);
        }
        if self.cells(line).next().is_none() {
            return sure(RowKind::Untitled, line.cells.first());
        }
        let texts = || self.cells(line).map(|cell| cell.text.as_str());
        if numbers_columns(texts()) && !self.is_numbered_action(line) {
            return sure(RowKind::Numbers, None);
        }
        let mut own = self.own(line);
        let Some(cell) = own.next() else {
            let covered =
                line.cells.iter().any(|cell| self.table.is_covered(line.row, cell.column));
            let kind = if covered { RowKind::Untitled } else { RowKind::Numbers };
            return sure(kind, None);
        };
        if let Some(label) = self.labels(line).find(|cell| is_sample(&cell.text)) {
            return sure(RowKind::Sample, Some(label));
        }
        if let Some(label) = self.labels(line).find(|cell| is_total(&cell.text)) {
            return sure(RowKind::Total, Some(label));
        }
        let more = own.count();
        if more == 0 && !self.names_action(line) {
            let judged = self.lonely(line, cell);
            let loose = matches!(judged.kind, RowKind::Untitled) && self.goes_on(line);
            let kind = RowKind::Continuation;
            return if loose { Judged { kind, is_doubtful: true, ..judged } } else { judged };
        }
        match self.action.and_then(|action| self.shown(line.row, action)) {
            Some((_, title)) if more <= 1 && is_remark(&title.text) => {
                sure(RowKind::Note, Some(title))
            }
            Some(_) if self.is_merged_down(line) => {
                // Each owner answers for a row of its own
                let owned = self.head.column(&ColumnRole::Section);
                let owned = owned.is_some_and(|column| {
                    line.cell(column).is_some() && !self.table.is_covered(line.row, column)
                });
                let kind = if owned { RowKind::Action } else { RowKind::Continuation };
                Judged { kind, cell: Some(cell), is_doubtful: true }
            }
            Some((_, title)) => sure(RowKind::Action, Some(title)),
            None if self.goes_on(line) => {
                Judged { kind: RowKind::Continuation, cell: Some(cell), is_doubtful: true }
            }
            None => sure(RowKind::Untitled, Some(cell)),
        }
    }

    /// Whether a row without a title may go on with the action right above: it has no number and no
    /// owner, and says nothing but answers or content.
    fn goes_on(&self, line: &'a TableLine) -> bool {
        if !self.says_more(line) {
            return false;
        }
        // Up over lines that go on as well, to the one that begins the action
        let above = (0..line.row).rev().map_while(|row| self.table.line(row));
        let passes = |above: &&'a TableLine| self.says_more(above) || self.is_head(above.row);
        let mut above = above.take(MOST_LINES).skip_while(passes);
        let begins = |above: &TableLine| {
            above.row > self.head.last
                && self.action.is_some_and(|action| self.shown(above.row, action).is_some())
        };
        above.next().is_some_and(begins)
    }

    /// Whether a row has nothing but sentences, none of them struck out.
    fn says_more(&self, line: &'a TableLine) -> bool {
        let sentence = |cell: &TableCell| {
            let role = self.head.at(cell.column).map(|headed| &headed.role);
            match role {
                Some(ColumnRole::Answer(slot)) => {
                    !matches!(slot.field, Field::Achievement | Field::Progress)
                }
                Some(ColumnRole::Content) => true,
                _ => false,
            }
        };
        let mut struck = self.table.struck.range((line.row, 0)..=(line.row, u32::MAX));
        self.cells(line).all(sentence) && struck.next().is_none()
    }

    /// A sheet whose rows hold nothing but numbers has them in the column of titles as well.
    fn is_numbered_action(&self, line: &TableLine) -> bool {
        line.cells.len() * 2 < self.head.columns.len()
    }

    /// The cells that say what a row is: those up to the title, and the owner's.
    fn labels(&self, line: &'a TableLine) -> impl Iterator<Item = &'a TableCell> + use<'a> {
        let title = self.action.unwrap_or_default();
        let owner = self.head.column(&ColumnRole::Section);
        let titled = line.cell(title).is_some();
        let (table, row) = (self.table, line.row);
        line.cells.iter().filter(move |cell| {
            let before = cell.column <= title || !titled && Some(cell.column) == owner;
            before && !table.is_covered(row, cell.column)
        })
    }

    /// What a row with one text is.
    fn lonely(&self, line: &'a TableLine, cell: &'a TableCell) -> Judged<'a> {
        let width = self.table.merge(line.row, cell.column).map_or(1, |m| m.right - m.left + 1);
        let early = self.action.is_some_and(|action| cell.column <= action);
        let look = likeness(&cell.text);
        let more = line.row < self.last_action;
        let merged = width >= 2;
        let (kind, is_doubtful) = match look {
            _ if is_remark(&cell.text) || is_note(&cell.text) => (RowKind::Note, false),
            _ if !(early || merged) => (RowKind::Untitled, false),
            Likeness::Branch => (RowKind::Measure, false),
            Likeness::Outline if more => (RowKind::Measure, false),
            _ if more && merged => (RowKind::Measure, false),
            _ if more && self.measure.is_some() && Some(cell.column) == self.action => {
                (RowKind::Action, true)
            }
            _ if more => (RowKind::Measure, true),
            _ => (RowKind::Note, false),
        };
        Judged { kind, cell: Some(cell), is_doubtful }
    }
}
