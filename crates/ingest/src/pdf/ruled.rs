//! Lines to cells: the boxes that a page's lines enclose, merged ones as one.

use super::marks::{Area, Mark, Page, Rule};

/// Lines nearer than this are one, in points: a border drawn twice, or as both edges of a gap.
const NEAR: f32 = 2.0;
/// A border may have gaps up to this: dashes, corners that do not meet.
const GAP: f32 = 3.5;
/// The most cells of one page, before merging.
const MOST_CELLS: usize = 400_000;
/// The most whole lines of one page.
const MOST_LINES: usize = 6_000;

/// A cell of a grid, with the first and last column and row that it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) area: Area,
    /// Its characters, by position in the page.
    pub(super) marks: Vec<usize>,
}

/// A table on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The edges of its columns and rows.
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    pub(super) cells: Vec<Cell>,
}

impl Grid {
    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }
}

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
pub(super) fn ruled(page: &Page) -> (Vec<Grid>, Vec<usize>) {
    let upright = whole(page.rules.iter().filter(|rule| rule.upright));
    let level = whole(page.rules.iter().filter(|rule| !rule.upright));
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

/// Pieces of lines joined to whole ones.
fn whole<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Rule> = Vec::new();
    let mut from = 0;
    while let Some(head) = rules.get(from) {
        let at = head.at;
        let count = rules[from..].iter().take_while(|rule| rule.at - at <= NEAR * 0.5).count();
        let mut near: Vec<Rule> = rules[from..from + count].to_vec();
        near.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begins = joined.len();
        for rule in near {
            match joined.get_mut(begins..).and_then(<[Rule]>::last_mut) {
                Some(last) if rule.from - last.to <= GAP => last.to = last.to.max(rule.to),
                _ => joined.push(rule),
            }
        }
        from += count;
    }
    joined
}

/// The lines of each connected drawing: those that cross or touch.
fn parts(upright: &[Rule], level: &[Rule]) -> Vec<Vec<Rule>> {
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
    let mut parts = std::collections::BTreeMap::<usize, Vec<Rule>>::new();
    for (at, rule) in upright.iter().chain(level).enumerate() {
        parts.entry(set.root(at)).or_default().push(*rule);
    }
    parts.into_values().filter(|part| part.len() >= 3).collect()
}

/// The cells of one drawing. Sides that are left open are closed at its outermost lines.
fn grid(part: &[Rule]) -> Option<Grid> {
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
    Some(Grid { cells: cells(&mut set, across, down, (&xs, &ys)), xs, ys })
}

/// The lines of one direction by position, the outermost edges among them.
fn tracks(part: &[Rule], upright: bool, (first, last): (f32, f32)) -> Vec<Track> {
    let mut rules: Vec<&Rule> = part.iter().filter(|rule| rule.upright == upright).collect();
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
) -> Vec<Cell> {
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
        cells.push(Cell { left, right, top, bottom, area, marks: Vec::new() });
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

/// Puts every character into its cell; those outside all grids are answered. A text that runs on
/// over the edge of its cell stays whole.
fn fill(grids: &mut [Grid], marks: &[Mark]) -> Vec<usize> {
    let finders: Vec<Finder> = grids.iter().map(Finder::of).collect();
    let find = |mark: &Mark| {
        finders.iter().enumerate().find_map(|(at, finder)| Some((at, finder.cell(mark.at)?)))
    };
    let mut drawn: Vec<Drawn> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let last = drawn.last_mut();
        let place = match &last {
            Some(line) if continues(&marks[line.last], mark) => line.place,
            _ => find(mark),
        };
        match last.filter(|line| line.place == place && beside(&marks[line.last], mark)) {
            Some(line) => (line.last, line.area) = (at, line.area.join(mark.area)),
            None => drawn.push(Drawn { first: at, last: at, area: mark.area, place }),
        }
    }
    bring_home(&mut drawn, grids);
    let mut loose = Vec::new();
    for line in drawn {
        match line.place {
            Some((grid, cell)) => grids[grid].cells[cell].marks.extend(line.first..=line.last),
            None => loose.extend(line.first..=line.last),
        }
    }
    loose
}

/// A line of text drawn at once, with the grid and cell that it stands in.
struct Drawn {
    first: usize,
    last: usize,
    area: Area,
    place: Option<(usize, usize)>,
}

/// A text that is too high for its cell runs over the cell's edges. Its lines that stand outside
/// were drawn directly before or after the ones inside, at the distance of lines.
fn bring_home(drawn: &mut [Drawn], grids: &[Grid]) {
    let cell = |place: (usize, usize)| &grids[place.0].cells[place.1];
    let strays = |line: &Drawn| {
        line.place.is_none_or(|place| {
            let (area, over) = (cell(place).area, line.area.height() * 0.1);
            line.area.top < area.top - over || line.area.bottom > area.bottom + over
        })
    };
    let home = |line: &Drawn, beside: &Drawn| {
        let place = beside.place.filter(|place| line.place != Some(*place))?;
        let (area, height) = (cell(place).area, line.area.height());
        let distance = (line.area.top - beside.area.top).abs();
        let inside = line.area.left >= area.left - height * 0.3
            && line.area.right <= area.right + height * 0.3;
        // The cell is full: it has no room for another line
        let full = area.height() < height * 2.6 || strays(beside);
        let near = (height * 0.8..height * 1.6).contains(&distance);
        (strays(line) && inside && full && near).then_some(place)
    };
    for at in 1..drawn.len() {
        if let Some(place) = home(&drawn[at], &drawn[at - 1]) {
            drawn[at].place = Some(place);
        }
    }
    for at in (1..drawn.len()).rev() {
        if let Some(place) = home(&drawn[at - 1], &drawn[at]) {
            drawn[at - 1].place = Some(place);
        }
    }
}

/// Whether a character directly follows another on its line: the same text, drawn at once.
fn continues(before: &Mark, mark: &Mark) -> bool {
    let gap = mark.area.left - before.area.right;
    before.turn == 0
        && mark.turn == 0
        && gap.abs() <= mark.size * 0.02
        && (mark.area.middle().1 - before.area.middle().1).abs() <= mark.size * 0.02
}

/// Whether a character comes next on the same line.
fn beside(before: &Mark, mark: &Mark) -> bool {
    let gap = (mark.area.left - before.area.right) / mark.size;
    let level = (mark.area.middle().1 - before.area.middle().1).abs() <= mark.size * 0.1;
    before.turn == mark.turn && level && (-0.5..1.5).contains(&gap)
}

/// Finds the cell at a point.
struct Finder {
    xs: Vec<f32>,
    ys: Vec<f32>,
    owners: Vec<usize>,
}

impl Finder {
    fn of(grid: &Grid) -> Self {
        let (across, down) = (grid.columns(), grid.rows());
        let mut owners = vec![usize::MAX; across * down];
        for (at, cell) in grid.cells.iter().enumerate() {
            for y in cell.top..=cell.bottom {
                for x in cell.left..=cell.right {
                    owners[y * across + x] = at;
                }
            }
        }
        Self { xs: grid.xs.clone(), ys: grid.ys.clone(), owners }
    }

    fn cell(&self, (x, y): (f32, f32)) -> Option<usize> {
        let within = |edges: &[f32], v: f32| {
            let at = edges.partition_point(|edge| *edge <= v).checked_sub(1)?;
            (at + 1 < edges.len()).then_some(at)
        };
        let (x, y) = (within(&self.xs, x)?, within(&self.ys, y)?);
        self.owners.get(y * (self.xs.len() - 1) + x).copied().filter(|owner| *owner != usize::MAX)
    }
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
