//! How wide the columns are: narrow enough that A4 keeps its letters legible.

use domain::{
    Field, Slot,
    workbook::{Column, SectionBook},
};

/// The width of a column in half-width letters. Together they are about 200, which A4 on its side
/// shows at four fifths of their size.
pub(super) fn of(book: &SectionBook, column: &Column) -> u32 {
    match column {
        Column::Key => 4,
        Column::No => 5,
        Column::Action => 16,
        Column::Content | Column::Remarks => 18,
        Column::Plan => 22,
        Column::Last(slot) => asked(book, slot).0,
        Column::Input(slot) => asked(book, slot).1,
    }
}

/// The widths of last year's answer and of this year's.
fn asked(book: &SectionBook, slot: &Slot) -> (u32, u32) {
    let graded = book.question(slot).is_some_and(|asked| asked.scale.is_some());
    match &slot.field {
        Field::Achievement => (8, 9),
        _ if graded => (10, 13),
        Field::Other(_) => (14, 18),
        Field::Status => (20, 30),
        Field::Plan | Field::Evaluation | Field::Progress => (18, 26),
    }
}
