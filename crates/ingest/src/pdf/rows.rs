//! The parts of a table, page after page, to its rows: repeated heads are known, a row that the
//! end of a page cut is joined again, every cell gets its text.

use std::collections::BTreeMap;

use super::{
    lines::{Manner, PdfLine},
    part::{PageCell, TablePart},
};

/// A row that is filled in this share of all rows (in tenths) tells rows apart.
const MOSTLY: usize = 9;

/// The rows of one table in the making.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The cells, by the table's own rows and columns.
    pub(super) cells: Vec<PageCell>,
    pub(super) count: usize,
    /// The pages whose first row goes on from the page before.
    pub(super) continued: Vec<u32>,
    /// Characters of heads that a page prints again above its first row.
    pub(super) running: usize,
    heads: Vec<Vec<String>>,
    keys: Vec<usize>,
    /// Whether the last row belongs to a part, so that the next page may continue it.
    open: Option<u32>,
    /// Whether no line closes that part.
    unclosed: bool,
}

impl Rows {
    /// Rows for parts of these columns.
    pub(super) fn of(parts: &[&TablePart]) -> Self {
        Self { keys: keys(parts), ..Self::default() }
    }

    /// A text outside the table, as a row of its own.
    pub(super) fn text(&mut self, cell: &PageCell) {
        let at = self.count;
        self.cells.push(PageCell { left: 0, right: 0, top: at, bottom: at, ..cell.clone() });
        self.count += 1;
    }

    /// The rows of a part. A head that a page prints again stands between no rows.
    pub(super) fn part(&mut self, part: &TablePart) {
        let head = self.repeated_head(part);
        // A head in other words begins rows of another form
        let other = !part.printed_head(head, 0).is_empty();
        let next_page = self.open.is_some_and(|page| page < part.page);
        let goes_on = next_page && !other && self.goes_on(part, head);
        if goes_on {
            self.continued.push(part.page);
        }
        let again = next_page && !part.printed_head(0, 0).is_empty();
        let dropped = if again { head } else { 0 };
        let from = head + usize::from(goes_on);
        // Where a row of the part stands among all
        let base = self.count;
        let at = |row: usize| base + row - dropped - usize::from(goes_on && row > head);
        let carried = if next_page && !other { self.carry(part, from, at) } else { Vec::new() };
        for cell in &part.cells {
            match cell.top {
                top if top < dropped => self.running += cell.ink(),
                top if goes_on && top == head => self.append(cell),
                top if carried.contains(&(top, cell.left)) => {}
                top => {
                    let (top, bottom) = (at(top), at(cell.bottom));
                    self.cells.push(PageCell { top, bottom, ..cell.clone() });
                }
            }
        }
        self.count = base + part.rows() - dropped - usize::from(goes_on);
        self.open = Some(part.page);
        self.unclosed = part.is_open;
        if self.heads.is_empty() {
            self.heads = (0..part.rows().min(8)).map(|row| texts(part, row)).collect();
        }
    }

    /// How many of the part's first rows print the table's first rows again.
    fn repeated_head(&self, part: &TablePart) -> usize {
        let again = |row: &usize| {
            let own = texts(part, *row);
            own.iter().any(|text| !text.is_empty()) && self.heads.contains(&own)
        };
        (0..part.rows()).take_while(again).count()
    }

    /// Whether a row of the part is the rest of the last row: it fills less than half of the columns
    /// that nearly every row fills, and each of its texts goes on from a cell that no line closes, or
    /// of several lines without room for another. A text alone in the first column is the heading of
    /// a measure.
    fn goes_on(&self, part: &TablePart, row: usize) -> bool {
        let last = self.count.saturating_sub(1);
        let above: Vec<&PageCell> =
            self.cells.iter().filter(|cell| (cell.top..=cell.bottom).contains(&last)).collect();
        let below: Vec<&PageCell> = part.row(row).filter(|cell| !cell.is_empty()).collect();
        let half = |cells: &[&PageCell]| {
            let filled = |key: &&usize| cells.iter().any(|c| !c.is_empty() && c.left == **key);
            self.keys.iter().filter(filled).count() * 2 < self.keys.len()
        };
        let rest = |cell: &&PageCell| {
            let full = |known: &&PageCell| {
                known.left == cell.left && (self.unclosed && !known.is_empty() || is_full(known))
            };
            cell.left == cell.right && above.iter().any(full)
        };
        let heads = |cell: &PageCell| Some(cell.left) == self.keys.first().copied();
        let heading = match below.as_slice() {
            [] => true,
            [alone] => heads(alone),
            _ => false,
        };
        self.keys.len() >= 2 && !half(&above) && half(&below) && !heading && below.iter().all(rest)
    }

    /// Joins a cell's text to that of the last row.
    fn append(&mut self, cell: &PageCell) {
        let last = self.count.saturating_sub(1);
        let above = self.cells.iter_mut().find(|known| {
            (known.top..=known.bottom).contains(&last)
                && (known.left..=known.right).contains(&cell.left)
        });
        match above {
            Some(above) if above.is_empty() => {
                let (left, right, top, bottom) = (above.left, above.right, above.top, above.bottom);
                *above = PageCell { left, right, top, bottom, ..cell.clone() };
            }
            Some(above) => {
                above.lines.extend(cell.lines.iter().cloned());
                above.is_cut = cell.is_cut;
            }
            None => self.cells.push(PageCell { top: last, bottom: last, ..cell.clone() }),
        }
    }

    /// A cell merged over several rows that a page's end cut: its text is printed in one of the
    /// two, and holds for the rows of both. Answers those of the part that are the rest of one.
    fn carry(
        &mut self,
        part: &TablePart,
        row: usize,
        at: impl Fn(usize) -> usize,
    ) -> Vec<(usize, usize)> {
        let last = self.count.saturating_sub(1);
        let mut carried = Vec::new();
        for cell in part.row(row).filter(|cell| cell.left == cell.right) {
            let is_key = self.keys.contains(&cell.left);
            let above = self.cells.iter_mut().find(|known| {
                known.left == cell.left
                    && known.right == cell.left
                    && (known.top..=known.bottom).contains(&last)
            });
            let Some(above) = above else { continue };
            let merged = cell.bottom > cell.top || above.bottom > above.top;
            // An action that begins here is merged over its lines, also where it says nothing
            let begins = |own: &PageCell| {
                !own.is_empty() && own.bottom == cell.bottom && cell.bottom > cell.top
            };
            let rest = cell.is_empty() && !part.row(row).any(begins);
            let told = is_key && merged && rest && !above.is_empty();
            if told || above.is_cut {
                above.bottom = at(cell.bottom);
                above.is_cut = cell.is_cut;
                carried.push((cell.top, cell.left));
                if above.raw() == cell.raw() {
                    // Printed in both halves
                    self.running += cell.ink();
                } else {
                    above.lines.extend(cell.lines.iter().cloned());
                }
            }
        }
        carried
    }

    /// The text of every cell that has one.
    pub(super) fn texts(&self) -> Vec<(&PageCell, String)> {
        let widths = Widths::of(&self.cells);
        let manner =
            Manner::of(self.cells.iter().map(|cell| (cell.lines.as_slice(), widths.of_cell(cell))));
        let filled = self.cells.iter().filter(|cell| !cell.is_empty());
        filled.map(|cell| (cell, manner.text((&cell.lines, widths.of_cell(cell))))).collect()
    }
}

/// Whether a cell of several lines has no room for another.
fn is_full(cell: &PageCell) -> bool {
    let no_room = |line: &PdfLine| cell.area.bottom - line.area.bottom < line.area.height() * 1.5;
    cell.lines.len() >= 2 && cell.lines.last().is_some_and(no_room)
}

/// The folded texts of a row, left to right.
fn texts(part: &TablePart, row: usize) -> Vec<String> {
    part.row(row).map(PageCell::raw).collect()
}

/// The columns that nearly every row fills.
fn keys(parts: &[&TablePart]) -> Vec<usize> {
    let columns = parts.iter().map(|part| part.columns()).max().unwrap_or(0);
    let mut filled = vec![0_usize; columns];
    let mut rows = 0;
    for part in parts {
        let mut by_row = vec![Vec::new(); part.rows()];
        for cell in part.cells.iter().filter(|cell| !cell.is_empty()) {
            for row in by_row.iter_mut().take(cell.bottom + 1).skip(cell.top) {
                row.push(cell.left);
            }
        }
        for own in by_row {
            if own.len() < 3 {
                continue;
            }
            rows += 1;
            for column in own {
                filled[column] += 1;
            }
        }
    }
    (0..columns).filter(|column| rows > 0 && filled[*column] * 10 >= rows * MOSTLY).collect()
}

/// How wide the text of a cell may be.
struct Widths {
    /// The space between a cell's edge and its text.
    pad: f32,
    /// The longest line in each column.
    longest: BTreeMap<(usize, usize), f32>,
}

impl Widths {
    fn of(cells: &[PageCell]) -> Self {
        let mut pads = Vec::new();
        let mut longest = BTreeMap::<(usize, usize), f32>::new();
        let mut filled = BTreeMap::<usize, usize>::new();
        for cell in cells.iter().filter(|cell| !cell.is_empty()) {
            *filled.entry(cell.top).or_default() += 1;
        }
        // A text alone in its row is a title, whatever column it begins in
        let beside = |cell: &&PageCell| filled.get(&cell.top).is_some_and(|count| *count > 1);
        for cell in cells.iter().filter(beside) {
            for line in cell.lines.iter().filter(|line| line.level) {
                let widest = longest.entry((cell.left, cell.right)).or_default();
                *widest = widest.max(line.area.width());
                if cell.ruled && cell.lines.len() > 1 {
                    pads.push(line.area.left - cell.area.left);
                }
            }
        }
        pads.sort_by(f32::total_cmp);
        let pad = pads.get(pads.len() / 10).copied().unwrap_or(2.0).clamp(0.0, 8.0);
        Self { pad, longest }
    }

    fn of_cell(&self, cell: &PageCell) -> f32 {
        let longest = self.longest.get(&(cell.left, cell.right)).copied().unwrap_or(0.0);
        if longest == 0.0 {
            cell.area.width()
        } else if cell.ruled {
            let inner = cell.area.width() - 2.0 * self.pad;
            inner.max(longest.min(cell.area.width() - self.pad))
        } else {
            longest
        }
    }
}
