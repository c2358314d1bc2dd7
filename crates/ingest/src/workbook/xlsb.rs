//! xlsb: calamine streams the cells. It tells neither merged regions nor percent formats, so
//! percentages are found by their values.

use calamine::{Reader as _, SheetVisible, Xlsb, XlsbError};

use super::{
    cells::{cursor, push},
    refusal::damaged,
};
use crate::{
    allowance::Allowance,
    table::{Table, TableBuilder},
    unreadable::Unreadable,
};

/// Every worksheet as a table.
pub(super) fn tables(bytes: &[u8], allowance: &Allowance) -> Result<Vec<Table>, Unreadable> {
    let mut book: Xlsb<_> = Xlsb::new(cursor(bytes)).map_err(refused)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut tables = Vec::new();
    for sheet in sheets {
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut builder = TableBuilder::new(&sheet.name, hidden, allowance);
        // A chart or dialog has no cells
        let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else { continue };
        while let Some(cell) = reader.next_cell().map_err(refused)? {
            push(&mut builder, cell.get_position(), cell.get_value(), false)?;
        }
        tables.push(builder.finish()?);
    }
    Ok(tables)
}

fn refused(error: XlsbError) -> Unreadable {
    match error {
        XlsbError::Password => Unreadable::Protected,
        error => damaged(error),
    }
}
