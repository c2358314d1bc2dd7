//! The search: the best way to cut the whole text into cells and give each its column.

use super::{score::Score, span::CellSpan, steps};

/// One way to read a stretch, with its score.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadingPath {
    pub(super) spans: Vec<CellSpan>,
    pub(super) score: f32,
}

/// A step of the search: how a cell that ends here was reached. `before` is the column and the
/// rank of the step that ends where this cell begins.
#[derive(Debug, Clone, Copy)]
struct Step {
    score: f32,
    from: u32,
    before: Option<(u16, u16)>,
}

/// A stretch so badly joined that no longer one can be better.
const HOPELESS: f32 = -30.0;
/// A way that is so much worse than the best one to the same place is not followed.
const BEAM: f32 = 30.0;

/// A way that is so much worse than another to the same place and column can never catch up with
/// it: what the cells of a row say of each other is worth less.
const SPREAD: f32 = 9.0;

/// Cuts the whole text into records, each a list of cells in the order of the columns.
pub(super) fn records(score: &Score<'_>) -> Vec<Vec<CellSpan>> {
    let search = Search::run(score, 0, score.units.len(), 1, true);
    let mut records: Vec<Vec<CellSpan>> = Vec::new();
    let mut last = usize::MAX;
    for span in search.best().into_iter().next().map(|path| path.spans).unwrap_or_default() {
        if span.column <= last {
            records.push(Vec::new());
        }
        last = span.column;
        if let Some(record) = records.last_mut() {
            record.push(span);
        }
    }
    records
}

/// The best ways to read one record's units, best first.
pub(super) fn readings(score: &Score<'_>, from: usize, to: usize, most: usize) -> Vec<ReadingPath> {
    Search::run(score, from, to, most, false).best()
}

/// Dynamic programming over ends of cells: for every unit and column the best `most` ways in
/// which a cell of that column ends before the unit.
struct Search<'a> {
    score: &'a Score<'a>,
    start: usize,
    end: usize,
    most: usize,
    /// Whether the stretch may hold many records.
    many: bool,
    /// Running sums of what it costs to leave columns empty.
    skipped: Vec<f32>,
    /// The ways by the unit before which they end and by their last column.
    steps: Vec<Vec<Step>>,
}

impl<'a> Search<'a> {
    fn run(score: &'a Score<'a>, start: usize, end: usize, most: usize, many: bool) -> Self {
        let columns = score.columns.len();
        let mut skipped = vec![0.0];
        for column in 0..columns {
            skipped.push(skipped[column] + score.absence(column));
        }
        let steps = vec![Vec::new(); (end - start + 1) * columns];
        let mut search = Self { score, start, end, most, many, skipped, steps };
        for at in start..end {
            let entries: Vec<Vec<Step>> = (0..columns).map(|c| search.entries(at, c)).collect();
            search.cells(at, &entries);
        }
        search
    }

    fn index(&self, at: usize, column: usize) -> usize {
        (at - self.start) * self.score.columns.len() + column
    }

    /// The ways to begin a cell of the column, best first: after a cell of an earlier column of
    /// the same record, or as the first cell of the next record.
    fn entries(&self, at: usize, column: usize) -> Vec<Step> {
        let from = u32::try_from(at).unwrap_or(u32::MAX);
        let all = self.skipped[self.score.columns.len()];
        let row = self.score.row(at, column);
        let mut entries = Vec::new();
        if at == self.start {
            let score = row - self.skipped[column];
            return vec![Step { score, from, before: None }];
        }
        for before in 0..self.score.columns.len() {
            let between = self.score.is_between_rows(before);
            let cost = if before < column {
                let row = if between { row } else { 0.0 };
                self.skipped[column] - self.skipped[before + 1] - row
            } else if self.many {
                all - self.skipped[before + 1] + self.skipped[column] - row
            } else {
                continue;
            };
            let ways = &self.steps[self.index(at, before)];
            for (way, rank) in ways.iter().zip(0_u16..) {
                let before = Some((u16::try_from(before).unwrap_or(u16::MAX), rank));
                steps::count(1);
                let step = Step { score: way.score - cost, from, before };
                if !offer(&mut entries, self.most, step) {
                    break;
                }
            }
        }
        entries
    }

    /// Adds every cell that begins at the unit.
    fn cells(&mut self, at: usize, entries: &[Vec<Step>]) {
        let first = |entries: &Vec<Step>| entries.first().map_or(f32::MIN, |step| step.score);
        let top = entries.iter().map(first).fold(f32::MIN, f32::max);
        let mut open: Vec<usize> = (0..entries.len())
            .filter(|c| !entries[*c].is_empty() && first(&entries[*c]) > top - BEAM)
            .collect();
        let mut to = at + 1;
        while to <= self.end && !open.is_empty() {
            steps::count(open.len());
            let stretch = self.score.stretch(at, to);
            open.retain(|column| {
                to <= at + self.score.longest(*column)
                    && self.score.joined(at, to, *column) >= HOPELESS
            });
            for column in &open {
                let cell = self.score.cell(&stretch, *column);
                let index = self.index(to, *column);
                for entry in &entries[*column] {
                    steps::count(1);
                    let step = Step { score: entry.score + cell, ..*entry };
                    if !offer(&mut self.steps[index], self.most, step) {
                        break;
                    }
                }
            }
            to += 1;
        }
    }

    /// The best ways through the whole stretch, best first.
    fn best(&self) -> Vec<ReadingPath> {
        let columns = self.score.columns.len();
        let mut ends: Vec<(f32, usize, usize)> = Vec::new();
        for column in 0..columns {
            let rest = self.skipped[columns] - self.skipped[column + 1];
            let ways = self.steps[self.index(self.end, column)].iter().enumerate();
            ends.extend(ways.map(|(rank, step)| (step.score - rest, column, rank)));
        }
        ends.sort_by(|a, b| b.0.total_cmp(&a.0));
        ends.truncate(self.most);
        let path = |(score, column, rank)| ReadingPath { spans: self.trace(column, rank), score };
        ends.into_iter().map(path).collect()
    }

    fn trace(&self, column: usize, rank: usize) -> Vec<CellSpan> {
        let mut spans = Vec::new();
        let (mut to, mut at) = (self.end, Some((column, rank)));
        while let Some((column, rank)) = at {
            let Some(step) = self.steps[self.index(to, column)].get(rank) else { break };
            let from = step.from as usize;
            spans.push(CellSpan { column, from, to });
            to = from;
            at = step.before.map(|(column, rank)| (usize::from(column), usize::from(rank)));
        }
        spans.reverse();
        spans
    }
}

/// Keeps a step when it is among the best `most`; the list stays in order, best first.
fn offer(list: &mut Vec<Step>, most: usize, step: Step) -> bool {
    if list.first().is_some_and(|best| best.score > step.score + SPREAD) {
        return false;
    }
    if list.len() >= most && list.last().is_some_and(|last| last.score >= step.score) {
        return false;
    }
    let at = list.partition_point(|known| known.score >= step.score);
    list.insert(at, step);
    list.truncate(most);
    true
}
