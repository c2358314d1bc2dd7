//! Lines to cells: the boxes that a page's lines enclose, merged ones as one.

use super::{
    fill::fill,
    grid::{Grid, GridCell},
    marks::{Area, PdfPage, RuledLine},
};

/// Lines nearer than this are one, in points: a border drawn twice, or as both edges of a gap.
const NEAR: f32 = 2.0;
/// A border may have gaps up to this: dashes, corners that do not meet.
const GAP: f32 = 3.5;
/// The most cells of one page, before merging.
const MOST_CELLS: usize = 400_000;
/// The most whole lines of one page.
const MOST_LINES: usize = 6_000;

/// Whole lines of one direction near one position: where they run.
#[derive(Debug, Clone)]
struct Track {
    at: f32,
    runs: Vec<(f32, f32)>,
}

impl Track {
    /// Whether a line runs along most of the stretch.
    fn covers(&self, from: f32, to: f32) -> bool {
        let covered: f32 = self.runs.iter().map(|(a, b)| (b.min(to) - a.max(from)).max(0.0)).sum();
        covered >= (to - from) * 0.6
    }
}

/// The tables that the page's lines draw, top down, and the characters outside them. Too many
/// lines make a drawing, not a table.
pub(super) fn ruled(page: &PdfPage) -> (Vec<Grid>, Vec<usize>) {
    let upright = whole(page.rules.iter().filter(|rule| rule.upright), |_, _| true);
    let level = whole(page.rules.iter().filter(|rule| !rule.upright), |_, _| true);
    let mut grids: Vec<Grid> = if upright.len() + level.len() > MOST_LINES {
        Vec::new()
    } else {
        parts(&upright, &level).iter().filter_map(|part| grid(part)).collect()
    };
    grids.sort_by(|a, b| {
        first(&a.ys).total_cmp(&first(&b.ys)).then(first(&a.xs).total_cmp(&first(&b.xs)))
    });
    let loose = fill(&mut grids, &page.marks);
    (grids, loose)
}

fn first(edges: &[f32]) -> f32 {
    edges.first().copied().unwrap_or(0.0)
}

/// Pieces of lines joined to whole ones, those of which the second may follow the first.
pub(super) fn whole<'a>(
    rules: impl Iterator<Item = &'a RuledLine>,
    follows: impl Fn(&RuledLine, &RuledLine) -> bool,
) -> Vec<RuledLine> {
    let mut rules: Vec<RuledLine> = rules.copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<RuledLine> = Vec::new();
    let mut from = 0;
    while let Some(head) = rules.get(from) {
        let at = head.at;
        let count = rules[from..].iter().take_while(|rule| rule.at - at <= NEAR * 0.5).count();
        let mut near: Vec<RuledLine> = rules[from..from + count].to_vec();
        near.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begins = joined.len();
        for rule in near {
            match joined.get_mut(begins..).and_then(<[RuledLine]>::last_mut) {
                Some(last) if rule.from - last.to <= GAP && follows(last, &rule) => {
                    last.to = last.to.max(rule.to);
                }
                _ => joined.push(rule),
            }
        }
        from += count;
    }
    joined
}

/// The lines of each connected drawing: those that cross or touch.
fn parts(upright: &[RuledLine], level: &[RuledLine]) -> Vec<Vec<RuledLine>> {
    let mut set = Sets::new(upright.len() + level.len());
    for (i, a) in upright.iter().enumerate() {
        for (j, b) in level.iter().enumerate() {
            let meets = a.at >= b.from - GAP
                && a.at <= b.to + GAP
                && b.at >= a.from - GAP
                && b.at <= a.to + GAP;
            if meets {
                set.join(i, upright.len() + j);
            }
        }
    }
    let mut parts = std::collections::BTreeMap::<usize, Vec<RuledLine>>::new();
    for (at, rule) in upright.iter().chain(level).enumerate() {
        parts.entry(set.root(at)).or_default().push(*rule);
    }
    parts.into_values().filter(|part| part.len() >= 3).collect()
}

/// The cells of one drawing. Sides that are left open are closed at its outermost lines.
fn grid(part: &[RuledLine]) -> Option<Grid> {
    let area = part.iter().map(|rule| {
        if rule.upright {
            Area { left: rule.at, right: rule.at, top: rule.from, bottom: rule.to }
        } else {
            Area { left: rule.from, right: rule.to, top: rule.at, bottom: rule.at }
        }
    });
    let area = area.reduce(Area::join)?;
    let columns = tracks(part, true, (area.left, area.right));
    let rows = tracks(part, false, (area.top, area.bottom));
    let (across, down) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if across == 0 || down == 0 || across * down > MOST_CELLS {
        return None;
    }
    let mut set = Sets::new(across * down);
    for y in 0..down {
        for x in 0..across {
            let at = y * across + x;
            let (top, bottom) = (rows[y].at, rows[y + 1].at);
            let (left, right) = (columns[x].at, columns[x + 1].at);
            if x + 1 < across && !columns[x + 1].covers(top, bottom) {
                set.join(at, at + 1);
            }
            if y + 1 < down && !rows[y + 1].covers(left, right) {
                set.join(at, at + across);
            }
        }
    }
    let xs = columns.iter().map(|track| track.at).collect();
    let ys = rows.iter().map(|track| track.at).collect();
    let mut cells = cells(&mut set, across, down, (&xs, &ys));
    let is_open = rows.last().is_some_and(|end| cut(&mut cells, end));
    Some(Grid { cells, xs, ys, is_open: is_open && down > 1 })
}

/// Marks the cells that are open where the table ends, if a line closes others there.
/// Answers whether all of them are open.
fn cut(cells: &mut [GridCell], end: &Track) -> bool {
    let is_last = |cell: &GridCell| cell.area.bottom >= end.at;
    let is_open = |cell: &GridCell| !end.covers(cell.area.left, cell.area.right);
    let last = cells.iter().filter(|cell| is_last(cell)).count();
    let open = cells.iter().filter(|cell| is_last(cell) && is_open(cell)).count();
    for cell in cells.iter_mut().filter(|cell| open < last && is_last(cell)) {
        cell.is_cut = is_open(cell);
    }
    last > 0 && open == last
}

/// The lines of one direction by position, the outermost edges among them.
fn tracks(part: &[RuledLine], upright: bool, (first, last): (f32, f32)) -> Vec<Track> {
    let mut rules: Vec<&RuledLine> = part.iter().filter(|rule| rule.upright == upright).collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut tracks: Vec<Track> = vec![Track { at: first, runs: Vec::new() }];
    for rule in rules {
        let run = (rule.from, rule.to);
        match tracks.last_mut() {
            Some(track) if rule.at - track.at <= NEAR => track.runs.push(run),
            _ => tracks.push(Track { at: rule.at, runs: vec![run] }),
        }
    }
    if tracks.last().is_some_and(|track| last - track.at > NEAR) {
        tracks.push(Track { at: last, runs: Vec::new() });
    }
    tracks
}

/// The sets of elementary cells as cells. A set that is no rectangle covers the rectangle around
/// it where that takes nothing from another; else its rows stand apart.
fn cells(
    set: &mut Sets,
    across: usize,
    down: usize,
    (xs, ys): (&Vec<f32>, &Vec<f32>),
) -> Vec<GridCell> {
    let mut boxes = std::collections::BTreeMap::<usize, (usize, usize, usize, usize, usize)>::new();
    for y in 0..down {
        for x in 0..across {
            let entry = boxes.entry(set.root(y * across + x)).or_insert((x, x, y, y, 0));
            *entry = (entry.0.min(x), entry.1.max(x), entry.2.min(y), y, entry.4 + 1);
        }
    }
    let mut cells = Vec::new();
    let mut push = |left: usize, right: usize, top: usize, bottom: usize| {
        let area =
            Area { left: xs[left], right: xs[right + 1], top: ys[top], bottom: ys[bottom + 1] };
        cells.push(GridCell { left, right, top, bottom, area, marks: Vec::new(), is_cut: false });
    };
    let mut budget = MOST_CELLS * 10;
    for (root, (left, right, top, bottom, count)) in boxes {
        if count == (right - left + 1) * (bottom - top + 1) {
            push(left, right, top, bottom);
            continue;
        }
        // Windings within windings are a drawing; what lies in them stands outside of cells
        budget = budget.saturating_sub((right - left + 1) * (bottom - top + 1));
        if budget == 0 {
            continue;
        }
        for y in top..=bottom {
            let mut x = left;
            while x <= right {
                let own = |x: usize, set: &mut Sets| set.root(y * across + x) == root;
                let begin = x;
                while x <= right && own(x, set) {
                    x += 1;
                }
                if x > begin {
                    push(begin, x - 1, y, y);
                }
                x += usize::from(x == begin);
            }
        }
    }
    cells.sort_by_key(|cell| (cell.top, cell.left));
    cells
}

/// Sets of numbers that are joined.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
