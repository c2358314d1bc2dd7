//! Pages to the pieces of one document, top down. Rows go on over the end of a page, columns on the
//! next sheet of paper; running heads and page numbers are set apart.

use super::{
    grid::{Grid, GridCell},
    lines::{PdfLine, lines},
    marks::{Aside, AsideText, PdfPage},
    part::{PageCell, PageItem, SAME, TablePart},
    plain, ruled,
    running::without_running,
};

/// Tables have at least as many columns; a smaller box is a frame around text.
const FEWEST_COLUMNS: usize = 3;

/// What the pages hold.
#[derive(Debug)]
pub(super) struct StitchedPages {
    /// The pieces of all pages in order, running heads left out.
    pub(super) items: Vec<PageItem>,
    /// Characters of running heads and page numbers.
    pub(super) running: usize,
    /// What is struck out, by cell.
    pub(super) struck: Vec<AsideText>,
}

/// Reads the pages.
pub(super) fn read(pages: &[PdfPage]) -> StitchedPages {
    let ruled: Vec<(Vec<Grid>, Vec<usize>)> = pages.iter().map(ruled::ruled).collect();
    let tables: Vec<Vec<f32>> = ruled
        .iter()
        .flat_map(|(grids, _)| grids)
        .filter(|grid| grid.columns() >= FEWEST_COLUMNS && grid.rows() >= 2)
        .map(|grid| grid.xs.clone())
        .collect();
    // A page's end may leave one row of a table to the next page
    let is_table = |grid: &Grid| tables.iter().any(|xs| is_near(xs, &grid.xs));
    let any = !tables.is_empty();
    let mut items: Vec<Vec<PageItem>> = Vec::new();
    if any {
        for (page, (grids, loose)) in pages.iter().zip(ruled) {
            let mut own = texts(page, &loose);
            for grid in grids {
                if is_table(&grid) {
                    own.push(PageItem::Part(part(page, &grid, true)));
                } else {
                    let cells = part(page, &grid, true).cells.into_iter();
                    own.extend(cells.filter(|cell| !cell.lines.is_empty()).map(PageItem::Text));
                }
            }
            items.push(own);
        }
    } else {
        for size in sizes(pages) {
            let of_size: Vec<&PdfPage> =
                pages.iter().filter(|page| self::size(page) == size).collect();
            let grids = plain::grids(&of_size);
            items.extend(of_size.iter().zip(grids).map(|(page, grid)| unruled(page, &grid)));
        }
        items.sort_by_key(|items| items.first().map(page_of));
    }
    for own in &mut items {
        own.sort_by(|a, b| a.top().total_cmp(&b.top()));
    }
    let struck = items.iter().flatten().flat_map(|item| struck(item, pages)).collect();
    let (items, running) = without_running(items, pages);
    StitchedPages { items, running, struck }
}

/// Whether two tables have the same columns.
fn is_near(xs: &[f32], other: &[f32]) -> bool {
    xs.len() == other.len() && xs.iter().zip(other).all(|(x, y)| (x - y).abs() <= SAME)
}

/// What is struck out in a piece of a page.
fn struck(item: &PageItem, pages: &[PdfPage]) -> Vec<AsideText> {
    let cells = match item {
        PageItem::Text(cell) => std::slice::from_ref(cell),
        PageItem::Part(part) => part.cells.as_slice(),
    };
    let told = |cell: &PageCell| {
        let text = cell.struck();
        let page = pages.get(cell.page as usize - 1).filter(|_| !text.trim().is_empty())?;
        let area = page.as_printed(cell.area);
        Some(AsideText { why: Aside::Struck, page: cell.page, area, text })
    };
    cells.iter().filter_map(told).collect()
}

fn page_of(item: &PageItem) -> u32 {
    match item {
        PageItem::Text(cell) => cell.page,
        PageItem::Part(part) => part.page,
    }
}

fn size(page: &PdfPage) -> (i32, i32) {
    (page.width.round() as i32, page.height.round() as i32)
}

fn sizes(pages: &[PdfPage]) -> Vec<(i32, i32)> {
    let mut sizes = Vec::new();
    for page in pages {
        if !sizes.contains(&size(page)) {
            sizes.push(size(page));
        }
    }
    sizes
}

/// The lines of text outside tables, each a piece of its own.
fn texts(page: &PdfPage, loose: &[usize]) -> Vec<PageItem> {
    let marks: Vec<_> = loose.iter().map(|at| &page.marks[*at]).collect();
    lines(&marks, page.number).into_iter().map(|line| text(page, line)).collect()
}

fn text(page: &PdfPage, line: PdfLine) -> PageItem {
    let (area, page) = (line.area, page.number);
    PageItem::Text(PageCell {
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        area,
        page,
        lines: vec![line],
        ruled: false,
        is_cut: false,
    })
}

fn part(page: &PdfPage, grid: &Grid, ruled: bool) -> TablePart {
    let cell = |cell: &GridCell| {
        let marks: Vec<_> = cell.marks.iter().map(|at| &page.marks[*at]).collect();
        PageCell {
            left: cell.left,
            right: cell.right,
            top: cell.top,
            bottom: cell.bottom,
            area: cell.area,
            page: page.number,
            lines: lines(&marks, page.number),
            ruled,
            is_cut: cell.is_cut,
        }
    };
    let cells = grid.cells.iter().map(cell).collect();
    TablePart {
        page: page.number,
        xs: grid.xs.clone(),
        ys: grid.ys.clone(),
        cells,
        is_open: grid.is_open,
    }
}

/// A page without lines: the rows of few texts above and below the table are no rows of it.
fn unruled(page: &PdfPage, grid: &Grid) -> Vec<PageItem> {
    let whole = part(page, grid, false);
    let mut filled = vec![0; whole.rows()];
    for cell in whole.cells.iter().filter(|cell| !cell.is_empty()) {
        filled[cell.top] += 1;
    }
    let busy = |row: &usize| filled[*row] >= FEWEST_COLUMNS;
    let rows: Vec<usize> = (0..whole.rows()).filter(busy).collect();
    let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else {
        return whole
            .cells
            .into_iter()
            .filter(|cell| !cell.lines.is_empty())
            .map(PageItem::Text)
            .collect();
    };
    let inside = |cell: &PageCell| (first..=last).contains(&cell.top);
    let (cells, outside): (Vec<PageCell>, Vec<PageCell>) =
        whole.cells.into_iter().partition(inside);
    let shifted =
        |cell: PageCell| PageCell { top: cell.top - first, bottom: cell.bottom - first, ..cell };
    let part = TablePart {
        page: page.number,
        xs: whole.xs,
        ys: whole.ys[first..=last + 1].to_vec(),
        cells: cells.into_iter().map(shifted).collect(),
        is_open: false,
    };
    let outside = outside.into_iter().filter(|cell| !cell.lines.is_empty()).map(PageItem::Text);
    outside.chain([PageItem::Part(part)]).collect()
}
