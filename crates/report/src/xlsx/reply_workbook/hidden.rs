//! The hidden worksheet: what it says is the domain's, cell by cell.

use domain::reply_workbook::{ReplyWorkbook, records};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Its name.
const WORKSHEET: &str = "_sasae";

/// Adds it, so hidden that the menu does not offer to show it.
pub(super) fn add(workbook: &mut Workbook, book: &ReplyWorkbook) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name(WORKSHEET)?;
    for (row, record) in (0u32..).zip(records(book)) {
        for (at, text) in (0u16..).zip(record) {
            sheet.write_string(row, at, text)?;
        }
    }
    sheet.protect();
    sheet.set_very_hidden(true);
    Ok(())
}
