//! The search: the best way to cut the whole text into cells and give each its column.

use super::score::Score;

/// A cell found: its column and its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The column, by position in [`Score::columns`].
    pub(super) column: usize,
    /// The first unit.
    pub(super) from: usize,
    /// The unit after the last.
    pub(super) to: usize,
}

/// One way to read a stretch, with its score.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    pub(super) spans: Vec<Span>,
    pub(super) score: f32,
}

/// A step of the search: how a cell that ends here was reached.
#[derive(Debug, Clone, Copy)]
struct Step {
    score: f32,
    from: usize,
    before: Option<(usize, usize)>,
}

/// A stretch so badly joined that no longer one can be better.
const HOPELESS: f32 = -30.0;

/// Cuts the whole text into records, each a list of cells in the order of the columns.
pub(super) fn records(score: &Score<'_>) -> Vec<Vec<Span>> {
    let paths = search(score, 0, score.units.len(), 1, true);
    let mut records: Vec<Vec<Span>> = Vec::new();
    let mut last = usize::MAX;
    for span in paths.into_iter().next().map(|path| path.spans).unwrap_or_default() {
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
pub(super) fn readings(score: &Score<'_>, from: usize, to: usize, most: usize) -> Vec<Path> {
    search(score, from, to, most, false)
}

/// Dynamic programming over ends of cells: for every unit and column the best `most` ways in
/// which a cell of that column ends before the unit.
fn search(score: &Score<'_>, start: usize, end: usize, most: usize, many: bool) -> Vec<Path> {
    let columns = score.columns.len();
    let skipped = skips(score);
    let mut steps: Vec<Vec<Vec<Step>>> = vec![vec![Vec::new(); columns]; end - start + 1];
    for at in start..end {
        for column in 0..columns {
            let mut entries = entries(&steps[at - start], column, &skipped, many);
            if at == start {
                entries.push((-skipped[column], None));
            }
            keep(&mut entries, most, |entry| entry.0);
            if entries.is_empty() {
                continue;
            }
            for to in at + 1..=end.min(at + score.longest(column)) {
                if score.joined(at, to) < HOPELESS {
                    break;
                }
                let cell = score.cell(at, to, column);
                let cell_steps = &mut steps[to - start][column];
                let reached = entries.iter().map(|(sum, before)| Step {
                    score: sum + cell,
                    from: at,
                    before: *before,
                });
                cell_steps.extend(reached);
                keep(cell_steps, most, |step| step.score);
            }
        }
    }
    finish(&steps, start, end, &skipped, most)
}

/// Running sums of what it costs to leave columns empty.
fn skips(score: &Score<'_>) -> Vec<f32> {
    let mut sums = vec![0.0];
    for column in 0..score.columns.len() {
        sums.push(sums[column] + score.absence(column));
    }
    sums
}

type Entry = (f32, Option<(usize, usize)>);

/// The ways to begin a cell of the column: after a cell of an earlier column of the same record,
/// or as the first cell of the next record.
fn entries(ends: &[Vec<Step>], column: usize, skipped: &[f32], many: bool) -> Vec<Entry> {
    let all = skipped[skipped.len() - 1];
    let mut entries = Vec::new();
    for (before, steps) in ends.iter().enumerate() {
        let cost = if before < column {
            skipped[column] - skipped[before + 1]
        } else if many {
            all - skipped[before + 1] + skipped[column]
        } else {
            continue;
        };
        let rank = steps.iter().enumerate();
        entries.extend(rank.map(|(rank, step)| (step.score - cost, Some((before, rank)))));
    }
    entries
}

/// Keeps the best few, best first.
fn keep<T>(list: &mut Vec<T>, most: usize, score: impl Fn(&T) -> f32) {
    if list.len() > most {
        list.sort_by(|a, b| score(b).total_cmp(&score(a)));
        list.truncate(most);
    }
}

fn finish(
    steps: &[Vec<Vec<Step>>],
    start: usize,
    end: usize,
    skipped: &[f32],
    most: usize,
) -> Vec<Path> {
    let all = skipped[skipped.len() - 1];
    let mut ends: Vec<(f32, usize, usize)> = Vec::new();
    for (column, list) in steps[end - start].iter().enumerate() {
        let rest = all - skipped[column + 1];
        ends.extend(list.iter().enumerate().map(|(rank, step)| (step.score - rest, column, rank)));
    }
    ends.sort_by(|a, b| b.0.total_cmp(&a.0));
    ends.truncate(most);
    ends.into_iter()
        .map(|(score, column, rank)| Path { spans: trace(steps, start, end, column, rank), score })
        .collect()
}

fn trace(
    steps: &[Vec<Vec<Step>>],
    start: usize,
    end: usize,
    column: usize,
    rank: usize,
) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut to, mut at) = (end, Some((column, rank)));
    while let Some((column, rank)) = at {
        let step = steps[to - start][column][rank];
        spans.push(Span { column, from: step.from, to });
        (to, at) = (step.from, step.before);
    }
    spans.reverse();
    spans
}
