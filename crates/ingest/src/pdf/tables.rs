//! The stitched pages as tables, as the reader of tables takes them.

use super::{
    marks::PdfPage,
    part::{PageItem, TablePart},
    place::{boxed, named},
    rows::Rows,
    stitch::StitchedPages,
};
use crate::{
    allowance::Allowance,
    table::{CellKind, Merge, Table, TableBuilder},
    unreadable::Unreadable,
};

/// The tables of the file, each with its rows; and the pages whose first row goes on.
pub(super) fn of(
    stitched: &StitchedPages,
    pages: &[PdfPage],
    allowance: &Allowance,
) -> Result<(Vec<Table>, Vec<u32>), Unreadable> {
    let columns = |part: &TablePart| part.xs.len();
    let parts = stitched.items.iter().filter_map(|item| match item {
        PageItem::Part(part) if !part.xs.is_empty() => Some(part),
        _ => None,
    });
    let parts: Vec<&TablePart> = parts.collect();
    let mut forms: Vec<usize> = parts.iter().map(|part| columns(part)).collect();
    forms.sort_unstable();
    forms.dedup();
    let main = forms.iter().copied().max_by_key(|form| {
        parts
            .iter()
            .filter(|part| columns(part) == *form)
            .map(|part| part.rows() * form)
            .sum::<usize>()
    });
    let mut tables = Vec::new();
    let mut continued = Vec::new();
    for form in forms {
        let own: Vec<&TablePart> =
            parts.iter().copied().filter(|part| columns(part) == form).collect();
        let mut rows = Rows::of(&own);
        for item in &stitched.items {
            match item {
                PageItem::Text(cell) if Some(form) == main => rows.text(cell),
                PageItem::Part(part) if columns(part) == form => rows.part(part),
                _ => {}
            }
        }
        let name = if Some(form) == main {
            continued.append(&mut rows.continued);
            String::new()
        } else {
            format!("{}の表", named(own.iter().map(|part| part.page)))
        };
        tables.push(table(&name, &rows, pages, allowance)?);
    }
    if main.is_none() {
        let mut rows = Rows::default();
        for item in &stitched.items {
            if let PageItem::Text(cell) = item {
                rows.text(cell);
            }
        }
        tables.push(table("", &rows, pages, allowance)?);
    }
    Ok((tables, continued))
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
