//! The stitched pages as tables, as the reader of tables takes them.

use super::{
    marks::PdfPage,
    part::{PageItem, SAME, TablePart},
    place::{boxed, named},
    rows::Rows,
    stitch::StitchedPages,
};
use crate::{
    allowance::Allowance,
    table::{CellKind, Merge, Table, TableBuilder},
    unreadable::Unreadable,
};

/// The tables of a file.
#[derive(Debug, Default)]
pub(super) struct PageTables {
    /// In the order in which they begin.
    pub(super) tables: Vec<Table>,
    /// The pages whose first row goes on from the page before.
    pub(super) continued: Vec<u32>,
    /// Characters of heads that pages print again.
    pub(super) running: usize,
    /// The pages of tables that print no head and may be the rest of another one.
    pub(super) headless: Vec<u32>,
}

/// The tables of the file, each with its rows. The largest one holds the texts beside them.
pub(super) fn of(
    stitched: &StitchedPages,
    pages: &[PdfPage],
    allowance: &Allowance,
) -> Result<PageTables, Unreadable> {
    let parts = stitched.items.iter().filter_map(|item| match item {
        PageItem::Part(part) if !part.xs.is_empty() => Some(part),
        _ => None,
    });
    let parts: Vec<&TablePart> = parts.collect();
    let mut forms: Vec<Vec<&TablePart>> = Vec::new();
    for part in parts {
        match forms.iter_mut().find(|form| form[0].columns() == part.columns()) {
            Some(form) => form.push(part),
            None => forms.push(vec![part]),
        }
    }
    let size = |form: &Vec<&TablePart>| form.iter().map(|p| p.rows() * p.columns()).sum::<usize>();
    let main = forms.iter().max_by_key(|form| (size(form), form[0].columns()));
    let main = main.map_or(0, |form| form[0].columns());
    let mut found = PageTables::default();
    for form in &forms {
        let columns = form[0].columns();
        let rows = rows(stitched, form, columns == main);
        found.running += rows.running;
        let pages_of = || form.iter().map(|part| part.page);
        let name = if columns == main {
            found.continued.extend(&rows.continued);
            String::new()
        } else {
            // A narrow table is one of another kind
            let headless = form.iter().all(|part| part.printed_head(0, 0).is_empty());
            found.headless.extend(pages_of().filter(|_| headless && columns * 2 >= main));
            format!("{}の表", named(pages_of()))
        };
        found.tables.push(table(&name, &rows, pages, allowance)?);
    }
    if forms.is_empty() {
        found.tables.push(table("", &rows(stitched, &[], true), pages, allowance)?);
    }
    Ok(found)
}

/// The rows of the parts of one form, and the texts beside the tables. Tables side by side are read
/// one after the other, each over all of its pages.
fn rows(stitched: &StitchedPages, form: &[&TablePart], texts: bool) -> Rows {
    let mut rows = Rows::of(form);
    let own = form.first().map(|part| part.columns());
    let lanes = lanes(form);
    for (lane, from) in lanes.iter().enumerate() {
        let end = lanes.get(lane + 1).copied().unwrap_or(f32::INFINITY);
        for item in &stitched.items {
            match item {
                PageItem::Text(cell) if texts && lane == 0 => rows.text(cell),
                PageItem::Part(part) if Some(part.columns()) == own => {
                    let left = part.xs.first().copied().unwrap_or_default();
                    if !part.xs.is_empty() && (*from..end).contains(&left) {
                        rows.part(part);
                    }
                }
                _ => {}
            }
        }
    }
    rows
}

/// Where tables that stand side by side begin, from the left; one that takes all parts where none do.
fn lanes(form: &[&TablePart]) -> Vec<f32> {
    let mut lanes = vec![f32::NEG_INFINITY];
    let beside = |part: &&&TablePart| {
        form.iter().any(|other| other.page == part.page && is_right_of(part, other))
    };
    let mut lefts: Vec<f32> =
        form.iter().filter(beside).filter_map(|p| p.xs.first().copied()).collect();
    lefts.sort_by(f32::total_cmp);
    for left in lefts {
        if lanes.last().is_none_or(|last| left - last > 2.0 * SAME) {
            lanes.push(left - SAME);
        }
    }
    lanes
}

/// Whether a part stands to the right of another, at the same height.
fn is_right_of(part: &TablePart, other: &TablePart) -> bool {
    let edges = |edges: &[f32]| edges.first().copied().zip(edges.last().copied());
    let (Some((left, _)), Some((_, right))) = (edges(&part.xs), edges(&other.xs)) else {
        return false;
    };
    let (Some((top, bottom)), Some((above, below))) = (edges(&part.ys), edges(&other.ys)) else {
        return false;
    };
    left >= right && top < below && above < bottom
}

fn table(
    name: &str,
    rows: &Rows,
    pages: &[PdfPage],
    allowance: &Allowance,
) -> Result<Table, Unreadable> {
    let mut builder = TableBuilder::new(name, false, allowance);
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for cell in &rows.cells {
        let page = pages.get(cell.page as usize - 1);
        let area = page.map_or(cell.area, |page| page.as_printed(cell.area));
        builder.locate(at(cell.top), at(cell.left), boxed(cell.page, area));
        if !cell.struck().is_empty() {
            builder.struck(at(cell.top), at(cell.left));
        }
        if cell.right > cell.left || cell.bottom > cell.top {
            let (top, left) = (at(cell.top), at(cell.left));
            builder.merge(Merge { top, left, bottom: at(cell.bottom), right: at(cell.right) });
        }
    }
    for (cell, text) in rows.texts() {
        builder.push(at(cell.top), at(cell.left), &text, CellKind::Plain)?;
    }
    builder.finish()
}
