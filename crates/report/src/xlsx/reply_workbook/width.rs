//! How wide the columns are: narrow enough that A4 keeps its letters legible.

use domain::{
    Field, Slot,
    reply_workbook::{ReplyWorkbook, WorkbookColumn, WorkbookOwner},
};

/// How many lines the longest text of a column should take at most.
const LINES: usize = 24;

/// How much wider than usual a column of long texts may be.
const WIDER: u32 = 10;

/// The width of a column in half-width letters. Together they are about 200, which A4 on its side
/// shows at four fifths of their size.
pub(super) fn of(book: &ReplyWorkbook, column: &WorkbookColumn) -> u32 {
    let usual = match column {
        WorkbookColumn::Key => 4,
        WorkbookColumn::No => 5,
        WorkbookColumn::Action => 16,
        WorkbookColumn::Content | WorkbookColumn::Remarks => 18,
        WorkbookColumn::Plan => 22,
        WorkbookColumn::Last(slot) => asked(book, slot).0,
        WorkbookColumn::Input(slot) => asked(book, slot).1,
    };
    let longest = book.rows.iter().map(|row| domain::text::width(&row.text(column))).max();
    let needed = u32::try_from(longest.unwrap_or(0) / LINES).unwrap_or(u32::MAX);
    if *column == WorkbookColumn::Key { usual } else { needed.clamp(usual, usual + WIDER) }
}

/// The widths of last year's answer and of this year's.
fn asked(book: &ReplyWorkbook, slot: &Slot) -> (u32, u32) {
    let graded = book.question(slot).is_some_and(|asked| asked.scale.is_some());
    let to_member = matches!(book.owner, WorkbookOwner::Member(_));
    match &slot.field {
        Field::Progress if to_member => (12, 12),
        Field::Achievement if to_member => (10, 10),
        // A choice of three, and room for sentences
        Field::Other(_) if to_member => (14, if graded { 9 } else { 48 }),
        Field::Status if to_member => (38, 30),
        Field::Achievement => (8, 9),
        _ if graded => (10, 13),
        Field::Other(_) => (14, 18),
        Field::Status => (20, 30),
        Field::Plan | Field::Evaluation | Field::Progress => (18, 26),
    }
}
