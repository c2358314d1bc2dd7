//! What is circled: people draw a ring around one of several printed choices. A ring is no text;
//! the person is told what it goes around.

use std::collections::BTreeMap;

use domain::{
    reading::{OtherCell, Problem},
    sheet::Cell,
    text::{fold, ink},
};

use super::{
    cells::{PlacedCell, PlacedCells},
    marks::{Area, PdfPage},
    remarks,
};

/// What is circled in cells that hold more than that.
pub(super) fn problems(pages: &[PdfPage], cells: &PlacedCells<'_>) -> Vec<Problem> {
    let mut found = BTreeMap::<_, (PlacedCell<'_>, Vec<String>)>::new();
    for page in pages {
        for ring in &page.rings {
            let text = within(page, *ring);
            let middle = page.as_printed(*ring).middle();
            let Some(placed) = cells.at(page.number, middle).filter(|_| ink(&text) > 0) else {
                continue;
            };
            let (_, texts) = found
                .entry((placed.row.no, placed.role.name()))
                .or_insert_with(|| (placed, Vec::new()));
            // A ring of two lines is one ring
            if fold(&text) != fold(&placed.cell.text) && !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    found.into_values().filter(|(_, texts)| !texts.is_empty()).map(problem).collect()
}

fn problem((placed, texts): (PlacedCell<'_>, Vec<String>)) -> Problem {
    let mut problem = remarks::circled(&placed, &texts);
    if let ([text], Some(place)) = (texts.as_slice(), &placed.cell.place) {
        let cell = Cell::new(text, place.clone());
        problem.other = vec![OtherCell { role: placed.role.clone(), cell }];
    }
    problem
}

/// The text within a ring.
fn within(page: &PdfPage, ring: Area) -> String {
    let (x, y) = ring.middle();
    let (wide, high) = (ring.width() / 2.0, ring.height() / 2.0);
    let inside = |at: (f32, f32)| ((at.0 - x) / wide).powi(2) + ((at.1 - y) / high).powi(2) <= 1.0;
    let marks = page.marks.iter().filter(|mark| inside(mark.area.middle()));
    let text: String = marks.map(|mark| mark.c).collect();
    text.trim().to_owned()
}
