//! Where something stands, in the words and boxes of pages.

use domain::Place;

use super::marks::{Area, PdfPage};

/// The place of a box of a page as it is printed.
pub(super) fn boxed(page: u32, area: Area) -> Place {
    let edges = [area.left.floor(), area.top.floor(), area.right.ceil(), area.bottom.ceil()];
    Place::Box { page, edges: edges.map(|edge| edge as i32) }
}

/// The place of the page of a number.
pub(super) fn place_of(pages: &[PdfPage], number: u32) -> Place {
    pages.iter().find(|page| page.number == number).map_or(Place::File, whole)
}

/// The place of a page as a whole.
pub(super) fn whole(page: &PdfPage) -> Place {
    let area = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
    boxed(page.number, page.as_printed(area))
}

/// Page numbers in words, the first ten by name.
pub(super) fn named(pages: impl Iterator<Item = u32>) -> String {
    let pages: Vec<u32> = pages.collect();
    let first: Vec<String> = pages.iter().take(10).map(u32::to_string).collect();
    let more = if pages.len() > 10 { "ほか" } else { "" };
    format!("{}ページ{more}", first.join("・"))
}
