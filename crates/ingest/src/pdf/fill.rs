//! Characters into the cells of grids. A text that runs over its cell's edge stays whole.

use super::{
    grid::Grid,
    marks::{Area, PageMark},
};

/// Puts every character into its cell; those outside all grids are answered. A text that runs on
/// over the edge of its cell stays whole.
pub(super) fn fill(grids: &mut [Grid], marks: &[PageMark]) -> Vec<usize> {
    let finders: Vec<Finder> = grids.iter().map(Finder::of).collect();
    let find = |mark: &PageMark| {
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
fn continues(before: &PageMark, mark: &PageMark) -> bool {
    let gap = mark.area.left - before.area.right;
    before.turn == 0
        && mark.turn == 0
        && gap.abs() <= mark.size * 0.02
        && (mark.area.middle().1 - before.area.middle().1).abs() <= mark.size * 0.02
}

/// Whether a character comes next on the same line.
fn beside(before: &PageMark, mark: &PageMark) -> bool {
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
