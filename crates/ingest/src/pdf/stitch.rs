//! Pages to tables: the grids of all pages become the rows of one table, or of several.
//!
//! Rows go on over the end of a page, columns on the next sheet of paper; running heads and page
//! numbers are set apart.

use std::collections::{BTreeMap, BTreeSet};

use domain::text::{fold, ink};

use super::{
    grid::{self, Grid},
    lines::{Line, lines},
    marks::{Area, Page},
    plain,
};

/// Tables have at least as many columns; a smaller box is a frame around text.
const FEWEST_COLUMNS: usize = 3;
/// Edges of columns on two pages nearer than this are the same, in points.
const SAME: f32 = 4.0;

/// A cell with its text.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) area: Area,
    pub(super) page: u32,
    pub(super) lines: Vec<Line>,
    /// Whether lines enclose it, so that its width is known.
    pub(super) ruled: bool,
}

impl Cell {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Its characters as one text, for comparing.
    pub(super) fn raw(&self) -> String {
        fold(&self.lines.iter().map(|line| line.text.as_str()).collect::<String>())
    }

    pub(super) fn ink(&self) -> usize {
        self.lines.iter().map(|line| ink(&line.text)).sum()
    }
}

/// A table on a page, or the two halves of one on two pages.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) page: u32,
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    pub(super) cells: Vec<Cell>,
}

impl Part {
    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// The cells that begin in a row.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(move |cell| cell.top == row)
    }
}

/// A piece of a page, top down.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// Text outside tables.
    Text(Cell),
    /// A table, or its continuation.
    Part(Part),
}

impl Item {
    fn top(&self) -> f32 {
        match self {
            Self::Text(cell) => cell.area.top,
            Self::Part(part) => part.ys.first().copied().unwrap_or(0.0),
        }
    }
}

/// What the pages hold.
#[derive(Debug, Default)]
pub(super) struct Paper {
    /// The pieces of all pages in order, running heads left out.
    pub(super) items: Vec<Item>,
    /// Characters of running heads and page numbers.
    pub(super) running: usize,
}

/// Reads the pages.
pub(super) fn read(pages: &[Page]) -> Paper {
    let ruled: Vec<(Vec<Grid>, Vec<usize>)> = pages.iter().map(grid::ruled).collect();
    let is_table = |grid: &Grid| grid.columns() >= FEWEST_COLUMNS && grid.rows() >= 2;
    let any = ruled.iter().any(|(grids, _)| grids.iter().any(is_table));
    let mut items: Vec<Vec<Item>> = Vec::new();
    if any {
        for (page, (grids, loose)) in pages.iter().zip(ruled) {
            let mut own = texts(page, &loose);
            for grid in grids {
                if is_table(&grid) {
                    own.push(Item::Part(part(page, &grid, true)));
                } else {
                    let cells = part(page, &grid, true).cells.into_iter();
                    own.extend(cells.filter(|cell| !cell.is_empty()).map(Item::Text));
                }
            }
            items.push(own);
        }
    } else {
        for size in sizes(pages) {
            let of_size: Vec<&Page> =
                pages.iter().filter(|page| self::size(page) == size).collect();
            let grids = plain::grids(&of_size);
            items.extend(of_size.iter().zip(grids).map(|(page, grid)| unruled(page, &grid)));
        }
        items.sort_by_key(|items| items.first().map(page_of));
    }
    for own in &mut items {
        own.sort_by(|a, b| a.top().total_cmp(&b.top()));
    }
    without_running(items, pages)
}

fn page_of(item: &Item) -> u32 {
    match item {
        Item::Text(cell) => cell.page,
        Item::Part(part) => part.page,
    }
}

fn size(page: &Page) -> (i32, i32) {
    (page.width.round() as i32, page.height.round() as i32)
}

fn sizes(pages: &[Page]) -> Vec<(i32, i32)> {
    let mut sizes = Vec::new();
    for page in pages {
        if !sizes.contains(&size(page)) {
            sizes.push(size(page));
        }
    }
    sizes
}

/// The lines of text outside tables, each a piece of its own.
fn texts(page: &Page, loose: &[usize]) -> Vec<Item> {
    let marks: Vec<_> = loose.iter().map(|at| &page.marks[*at]).collect();
    lines(&marks, page.number).into_iter().map(|line| text(page, line)).collect()
}

fn text(page: &Page, line: Line) -> Item {
    let (area, page) = (page.as_printed(line.area), page.number);
    Item::Text(Cell {
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        area,
        page,
        lines: vec![line],
        ruled: false,
    })
}

fn part(page: &Page, grid: &Grid, ruled: bool) -> Part {
    let cell = |cell: &grid::Cell| {
        let marks: Vec<_> = cell.marks.iter().map(|at| &page.marks[*at]).collect();
        Cell {
            left: cell.left,
            right: cell.right,
            top: cell.top,
            bottom: cell.bottom,
            area: cell.area,
            page: page.number,
            lines: lines(&marks, page.number),
            ruled,
        }
    };
    let cells = grid.cells.iter().map(cell).collect();
    Part { page: page.number, xs: grid.xs.clone(), ys: grid.ys.clone(), cells }
}

/// A page without lines: the rows of few texts above and below the table are no rows of it.
fn unruled(page: &Page, grid: &Grid) -> Vec<Item> {
    let whole = part(page, grid, false);
    let mut filled = vec![0; whole.rows()];
    for cell in whole.cells.iter().filter(|cell| !cell.is_empty()) {
        filled[cell.top] += 1;
    }
    let busy = |row: &usize| filled[*row] >= FEWEST_COLUMNS;
    let rows: Vec<usize> = (0..whole.rows()).filter(busy).collect();
    let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else {
        return whole.cells.into_iter().filter(|cell| !cell.is_empty()).map(Item::Text).collect();
    };
    let inside = |cell: &Cell| (first..=last).contains(&cell.top);
    let (cells, outside): (Vec<Cell>, Vec<Cell>) = whole.cells.into_iter().partition(inside);
    let shifted = |cell: Cell| Cell { top: cell.top - first, bottom: cell.bottom - first, ..cell };
    let part = Part {
        page: page.number,
        xs: whole.xs,
        ys: whole.ys[first..=last + 1].to_vec(),
        cells: cells.into_iter().map(shifted).collect(),
    };
    let outside = outside.into_iter().filter(|cell| !cell.is_empty()).map(Item::Text);
    outside.chain([Item::Part(part)]).collect()
}

/// Takes running heads and page numbers out: texts outside tables that the file calls no content,
/// that are page numbers by their form, or that most pages repeat. The first of those that repeat
/// stays where it may be the title.
fn without_running(items: Vec<Vec<Item>>, pages: &[Page]) -> Paper {
    let mut counts = BTreeMap::<String, usize>::new();
    for own in &items {
        let seen: BTreeSet<String> = own.iter().filter_map(as_text).map(pattern).collect();
        for key in seen {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut paper = Paper::default();
    let mut begun = false;
    for item in items.into_iter().flatten() {
        if let Item::Text(cell) = &item {
            let repeats = counts.get(&pattern(cell)).copied().unwrap_or(0);
            let running = repeats >= 2 && repeats * 2 > pages.len() && begun;
            if running || is_page_number(cell) || cell.lines.iter().all(|line| line.furniture) {
                paper.running += cell.ink();
                continue;
            }
        } else {
            begun = true;
        }
        paper.items.push(item);
    }
    paper
}

fn as_text(item: &Item) -> Option<&Cell> {
    match item {
        Item::Text(cell) => Some(cell),
        Item::Part(_) => None,
    }
}

/// A text with its numbers left out: what running heads have in common.
fn pattern(cell: &Cell) -> String {
    cell.raw().chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether a text is a page number by its form: `3`, `- 3 -`, `3 / 12`, `3ページ`, `Page 3 of 12`.
fn is_page_number(cell: &Cell) -> bool {
    let text = cell.raw();
    let words = ["ページ", "頁", "page", "of", "p.", "p", "全", "中"];
    let bare = words.iter().fold(text.clone(), |text, word| text.replace(word, ""));
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().count() <= 16
        && bare.chars().all(|c| c.is_ascii_digit() || "-/()・.|".contains(c))
        && bare.chars().filter(char::is_ascii_digit).count() <= 8
}

/// A run of parts with the same columns.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) xs: Vec<f32>,
    /// The items that belong to it, by position.
    pub(super) parts: Vec<usize>,
}

/// Sorts the parts of all pages by their columns, and gives each the columns of its family.
pub(super) fn families(items: &mut [Item]) -> Vec<Family> {
    let mut order: Vec<usize> = (0..items.len()).filter(|at| columns(&items[*at]) > 0).collect();
    let mut families: Vec<Family> = Vec::new();
    // The fullest grid of each form shows all its columns
    order.sort_by_key(|at| (usize::MAX - columns(&items[*at]), *at));
    for at in order {
        let Item::Part(part) = &mut items[at] else { continue };
        let fitting = families.iter().position(|family| fit(&part.xs, &family.xs).is_some());
        if let Some(known) = fitting {
            if let Some(map) = fit(&part.xs, &families[known].xs) {
                part.put_in(&map, &families[known].xs);
            }
            families[known].parts.push(at);
        } else {
            families.push(Family { xs: part.xs.clone(), parts: vec![at] });
        }
    }
    for family in &mut families {
        family.parts.sort_unstable();
    }
    families.sort_by_key(|family| family.parts.first().copied());
    families
}

fn columns(item: &Item) -> usize {
    match item {
        Item::Part(part) => part.columns(),
        Item::Text(_) => 0,
    }
}

/// Which edge of the family each edge is; `None` when one is none of them.
fn fit(xs: &[f32], family: &[f32]) -> Option<Vec<usize>> {
    let near = |x: &f32| family.iter().position(|edge| (edge - x).abs() <= SAME);
    let map: Vec<usize> = xs.iter().map(near).collect::<Option<_>>()?;
    let outer = map.first() == Some(&0) && map.last() == Some(&(family.len() - 1));
    (outer && map.windows(2).all(|pair| pair[0] < pair[1])).then_some(map)
}

impl Part {
    fn put_in(&mut self, map: &[usize], xs: &[f32]) {
        for cell in &mut self.cells {
            cell.left = map[cell.left];
            cell.right = map[cell.right + 1] - 1;
        }
        self.xs = xs.to_vec();
    }

    /// Whether the other part continues this one's rows on another sheet of paper.
    pub(super) fn same_rows(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.ys.first(), other.ys.first()) else { return false };
        let pairs = self.ys.iter().zip(&other.ys);
        self.rows() == other.rows()
            && pairs.into_iter().all(|(y, z)| ((y - a) - (z - b)).abs() <= SAME)
    }

    /// Whether a text over several columns stands in the same row already: it is merged over both
    /// sheets of paper, and printed on both.
    fn says_so(&self, cell: &Cell) -> bool {
        let text = cell.raw();
        self.row(cell.top).any(|known| known.right > known.left && known.raw() == text)
    }

    /// Takes the other part's columns to the right of its own. Those that are printed on both
    /// sheets of paper are taken once; answers their characters.
    pub(super) fn widen(&mut self, other: &Self) -> usize {
        let texts = |part: &Self, column: usize| {
            let own = part.cells.iter().filter(|cell| cell.left == column && cell.right == column);
            own.map(|cell| (cell.top, cell.raw())).collect::<Vec<_>>()
        };
        let known: Vec<_> = (0..self.columns()).map(|column| texts(self, column)).collect();
        let mut place = Vec::new();
        let (mut next, mut repeated) = (self.columns(), 0);
        for column in 0..other.columns() {
            let own = texts(other, column);
            let filled = own.iter().filter(|(_, text)| !text.is_empty()).count();
            let again = filled >= 2 && next == self.columns() && known.contains(&own);
            place.push((!again).then_some(next));
            next += usize::from(!again);
        }
        for cell in &other.cells {
            let columns = place.get(cell.left..=cell.right).unwrap_or_default();
            let taken: Vec<usize> = columns.iter().copied().flatten().collect();
            match (taken.first(), taken.last()) {
                (Some(left), Some(right)) => {
                    let mut cell = Cell { left: *left, right: *right, ..cell.clone() };
                    if cell.right > cell.left && self.says_so(&cell) {
                        repeated += cell.ink();
                        cell.lines.clear();
                    }
                    self.cells.push(cell);
                }
                _ => repeated += cell.ink(),
            }
        }
        let right = self.xs.last().copied().unwrap_or(0.0);
        let begins = other.xs.first().copied().unwrap_or(0.0);
        self.xs.extend((1..=next - self.columns()).map(|at| right + begins + at as f32));
        self.cells.sort_by_key(|cell| (cell.top, cell.left));
        repeated
    }
}
