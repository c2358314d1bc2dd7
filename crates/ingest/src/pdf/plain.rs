//! Tables without lines: columns are what empty stripes part, rows are what the even spacing of
//! lines holds together.

use super::{
    grid::{Grid, GridCell},
    marks::{Area, PdfPage, RuledLine},
};

/// A gap wider than this share of an em parts two texts of one line.
const APART: f32 = 0.15;
/// Lines of one cell stand at one distance; a row's end adds at least this, in points.
const MORE: f32 = 0.6;
/// Level lines as long as this share of the text's width part rows.
const LONG: f32 = 0.5;

/// More columns than this are no table.
const MOST_EDGES: usize = 1_000;
/// Fewer texts on a line do not tell columns.
const FEWEST: usize = 3;

/// A stretch of text on one line.
struct Piece {
    area: Area,
    marks: Vec<usize>,
    /// The first and last column that it covers.
    columns: (usize, usize),
}

/// Reads each page as a grid. The pages are of one size, so that their columns are found together.
pub(super) fn grids(pages: &[&PdfPage]) -> Vec<Grid> {
    let mut pieces: Vec<Vec<Piece>> = pages.iter().map(|page| stretches(page)).collect();
    let Some(area) = pieces.iter().flatten().map(|piece| piece.area).reduce(Area::join) else {
        return pages.iter().map(|_| empty()).collect();
    };
    let xs = edges(&pieces, area, pages.len());
    if xs.len() > MOST_EDGES {
        return pages.iter().map(|_| empty()).collect();
    }
    for piece in pieces.iter_mut().flatten() {
        piece.columns = columns(piece.area, &xs);
    }
    let leading = leading(&pieces, xs.len() - 1);
    let both = pages.iter().zip(pieces);
    both.map(|(page, pieces)| {
        let rows = match ruled_rows(page, area) {
            Some(ys) => ys,
            None => rows(&pieces, xs.len() - 1, leading),
        };
        grid(&xs, rows, pieces)
    })
    .collect()
}

fn empty() -> Grid {
    Grid { xs: Vec::new(), ys: Vec::new(), cells: Vec::new(), is_open: false }
}

/// The stretches of text on the lines of a page, top down.
fn stretches(page: &PdfPage) -> Vec<Piece> {
    let mut order: Vec<usize> =
        (0..page.marks.len()).filter(|at| page.marks[*at].turn == 0).collect();
    let y = |at: usize| page.marks[at].area.middle().1;
    order.sort_by(|a, b| y(*a).total_cmp(&y(*b)));
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let size = page.marks[at].size;
        match lines.last_mut() {
            Some(line) if y(at) - y(line[0]) < size * 0.3 => line.push(at),
            _ => lines.push(vec![at]),
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for mut line in lines {
        line.sort_by(|a, b| page.marks[*a].area.left.total_cmp(&page.marks[*b].area.left));
        let mut open: Option<Piece> = None;
        for at in line {
            let mark = &page.marks[at];
            let follows = |piece: &Piece| mark.area.left - piece.area.right <= mark.size * APART;
            if let Some(piece) = open.as_mut().filter(|piece| follows(piece)) {
                piece.area = piece.area.join(mark.area);
                piece.marks.push(at);
            } else {
                let fresh = Piece { area: mark.area, marks: vec![at], columns: (0, 0) };
                pieces.extend(open.replace(fresh));
            }
        }
        pieces.extend(open);
    }
    pieces.retain(|piece| piece.marks.iter().any(|at| !page.marks[*at].is_space()));
    pieces
}

/// The edges of the columns: the middles of stripes that no text crosses. Only lines of several
/// texts tell columns; titles, headings of measures and notes stand alone on theirs.
fn edges(pieces: &[Vec<Piece>], area: Area, pages: usize) -> Vec<f32> {
    let mut ends: Vec<(f32, i32)> = Vec::new();
    for page in pieces {
        for line in page.chunk_by(|a, b| (a.area.top - b.area.top).abs() < a.area.height() * 0.3) {
            for piece in line.iter().filter(|_| line.len() >= FEWEST) {
                ends.push((piece.area.left + 0.1, 1));
                ends.push((piece.area.right - 0.1, -1));
            }
        }
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // Where texts run over into the next column, a few of them may cross a stripe
    let crossing = [0, 1, pages, 3 * pages].map(|few| i32::try_from(few).unwrap_or(i32::MAX));
    let tries = crossing.map(|few| stripes(&ends, area, few));
    let first = tries.iter().find(|edges| edges.len() > FEWEST + 1);
    first.or(tries.first()).cloned().unwrap_or_default()
}

/// The edges where at most `few` texts cross.
fn stripes(ends: &[(f32, i32)], area: Area, few: i32) -> Vec<f32> {
    let mut edges = vec![area.left - 1.0];
    let (mut depth, mut since, mut peak) = (0, None::<f32>, 0);
    for (x, step) in ends {
        depth += step;
        peak = peak.max(depth);
        match since {
            None if depth <= few && peak > few => since = Some(*x),
            Some(from) if depth > few => {
                if x - from > 0.8 {
                    edges.push(f32::midpoint(from, *x));
                }
                (since, peak) = (None, depth);
            }
            _ => {}
        }
    }
    edges.push(area.right + 1.0);
    edges
}

/// The columns that a stretch covers by more than its fringe.
fn columns(area: Area, xs: &[f32]) -> (usize, usize) {
    let fringe = (area.width() / 4.0).min(1.5);
    let column = |x: f32| xs.partition_point(|edge| *edge <= x).saturating_sub(1).min(xs.len() - 2);
    (column(area.left + fringe), column(area.right - fringe))
}

/// The distance of two lines of one cell: the most common one within columns.
fn leading(pieces: &[Vec<Piece>], columns: usize) -> f32 {
    let mut counts = std::collections::BTreeMap::<i32, usize>::new();
    for page in pieces {
        for column in 0..columns {
            let own: Vec<&Piece> = page.iter().filter(|p| p.columns == (column, column)).collect();
            for pair in own.windows(2) {
                let distance = pair[1].area.top - pair[0].area.top;
                if distance < pair[0].area.height() * 2.0 {
                    *counts.entry((distance * 5.0).round() as i32).or_default() += 1;
                }
            }
        }
    }
    let best = counts.iter().max_by_key(|(distance, count)| (**count, -**distance));
    best.map_or(0.0, |(distance, _)| *distance as f32 / 5.0)
}

/// The edges of rows where level lines part them: those that on one height are long together, in
/// one piece or in one for each column.
fn ruled_rows(page: &PdfPage, area: Area) -> Option<Vec<f32>> {
    let mut level: Vec<&RuledLine> = page.rules.iter().filter(|rule| !rule.upright).collect();
    level.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut heights: Vec<(f32, f32)> = Vec::new();
    for rule in level {
        let long = rule.to - rule.from;
        match heights.last_mut() {
            Some((at, sum)) if rule.at - *at < 2.0 => *sum += long,
            _ => heights.push((rule.at, long)),
        }
    }
    let long = heights.into_iter().filter(|(_, sum)| *sum > area.width() * LONG);
    let ys: Vec<f32> = long.map(|(at, _)| at).collect();
    (ys.len() >= 4).then_some(ys)
}

/// The edges of rows by the blocks of their cells: texts whose lines stand at one distance. The
/// blocks of one row lie beside one another, those of two never do.
fn rows(pieces: &[Piece], columns: usize, leading: f32) -> Vec<f32> {
    let mut blocks: Vec<(f32, f32)> = Vec::new();
    for column in 0..columns {
        let mut last: Option<(f32, f32, f32)> = None;
        for piece in pieces.iter().filter(|piece| piece.columns == (column, column)) {
            let area = piece.area;
            match &mut last {
                Some((_, bottom, top)) if area.top - *top <= leading + MORE => {
                    (*bottom, *top) = (area.bottom, area.top);
                }
                _ => {
                    blocks.extend(last.map(|(from, to, _)| (from, to)));
                    last = Some((area.top, area.bottom, area.top));
                }
            }
        }
        blocks.extend(last.map(|(from, to, _)| (from, to)));
    }
    let wide = pieces.iter().filter(|piece| piece.columns.0 != piece.columns.1);
    blocks.extend(wide.map(|piece| (piece.area.top, piece.area.bottom)));
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut bands: Vec<(f32, f32)> = Vec::new();
    for (from, to) in blocks {
        match bands.last_mut() {
            Some(band) if from < band.1 - 0.5 => band.1 = band.1.max(to),
            _ => bands.push((from, to)),
        }
    }
    let mut ys: Vec<f32> =
        bands.windows(2).map(|pair| f32::midpoint(pair[0].1, pair[1].0)).collect();
    ys.insert(0, bands.first().map_or(0.0, |band| band.0 - 1.0));
    ys.push(bands.last().map_or(0.0, |band| band.1 + 1.0));
    ys
}

fn grid(xs: &[f32], mut ys: Vec<f32>, pieces: Vec<Piece>) -> Grid {
    let top = pieces.iter().map(|piece| piece.area.top).fold(f32::MAX, f32::min);
    let bottom = pieces.iter().map(|piece| piece.area.bottom).fold(0.0, f32::max);
    if ys.first().is_none_or(|first| top < *first) {
        ys.insert(0, top - 1.0);
    }
    if ys.last().is_none_or(|last| bottom > *last) {
        ys.push(bottom + 1.0);
    }
    let mut cells: Vec<GridCell> = Vec::new();
    for piece in pieces {
        let (_, y) = piece.area.middle();
        let row = ys.partition_point(|edge| *edge <= y).saturating_sub(1).min(ys.len() - 2);
        let (left, right) = piece.columns;
        let known = cells
            .iter_mut()
            .rev()
            // Stretches come row by row
            .take_while(|cell| cell.top == row)
            .find(|cell| cell.left <= right && left <= cell.right);
        let area = Area { left: xs[left], right: xs[right + 1], top: ys[row], bottom: ys[row + 1] };
        match known {
            Some(cell) => {
                cell.left = cell.left.min(left);
                cell.right = cell.right.max(right);
                cell.area = cell.area.join(area);
                cell.marks.extend(piece.marks);
            }
            None => {
                cells.push(GridCell {
                    left,
                    right,
                    top: row,
                    bottom: row,
                    area,
                    marks: piece.marks,
                    is_cut: false,
                });
            }
        }
    }
    cells.sort_by_key(|cell| (cell.top, cell.left));
    Grid { xs: xs.to_vec(), ys, cells, is_open: false }
}
