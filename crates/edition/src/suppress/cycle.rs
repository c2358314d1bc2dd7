//! Cycles through rows and columns: where counts go round, none of them is told by its lines alone.

use super::table::{CellPosition, CountTable};

/// The best way to a line that was found, with a new cell on it or without.
#[derive(Clone, Copy)]
struct Reached {
    price: u64,
    /// The state before it and the cell between.
    before: Option<(usize, CellPosition)>,
    settled: bool,
}

/// The other cells of the cheapest cycle through a cell that brings one with a price above 0; cells
/// without a price are not used. `None` where there is no such cycle.
pub(super) fn cheapest_cycle(
    table: &CountTable,
    through: CellPosition,
    price: impl Fn(CellPosition) -> Option<u64>,
) -> Option<Vec<CellPosition>> {
    let (height, width) = table.size();
    if height == 1 {
        return None;
    }
    let goal = height + through.column;
    // Each line twice: as it is reached without a new cell, and with one
    let mut reached: Vec<Option<Reached>> = vec![None; 2 * (height + width)];
    reached[2 * through.row] = Some(Reached { price: 0, before: None, settled: false });
    while let Some((state, at)) = nearest(&reached) {
        reached[state] = Some(Reached { settled: true, ..at });
        let (line, brings) = (state / 2, state % 2 == 1);
        if line == goal {
            if brings {
                return Some(way(&reached, state).into_iter().map(|(_, cell)| cell).collect());
            }
            continue;
        }
        let passed: Vec<usize> = way(&reached, state).iter().map(|(line, _)| *line).collect();
        for (next, cell) in crossing(height, width, line) {
            if cell == through || passed.contains(&next) {
                continue;
            }
            let Some(step) = price(cell) else { continue };
            let to = 2 * next + usize::from(brings || step > 0);
            let found =
                Reached { price: at.price + step, before: Some((state, cell)), settled: false };
            let better = |old: &Reached| !old.settled && found.price < old.price;
            if reached[to].as_ref().is_none_or(better) {
                reached[to] = Some(found);
            }
        }
    }
    None
}

/// The cheapest state that is not settled, the first of equal ones.
fn nearest(reached: &[Option<Reached>]) -> Option<(usize, Reached)> {
    let open = reached.iter().enumerate().filter_map(|(at, one)| Some((at, (*one)?)));
    open.filter(|(_, one)| !one.settled).min_by_key(|(at, one)| (one.price, *at))
}

/// The lines before a state, each with the cell by which it was left.
fn way(reached: &[Option<Reached>], state: usize) -> Vec<(usize, CellPosition)> {
    let before = |state: usize| reached.get(state).copied().flatten().and_then(|one| one.before);
    let steps = std::iter::successors(before(state), |(state, _)| before(*state));
    steps.map(|(state, cell)| (state / 2, cell)).collect()
}

/// The lines that cross a line, with the cells where they do.
fn crossing(
    height: usize,
    width: usize,
    line: usize,
) -> impl Iterator<Item = (usize, CellPosition)> {
    let is_row = line < height;
    (0..if is_row { width } else { height }).map(move |at| {
        if is_row {
            (height + at, CellPosition::new(line, at))
        } else {
            (at, CellPosition::new(at, line - height))
        }
    })
}
