//! The workbook for replies (回答用のExcel) as it is sent to a section, alone or many in a zip.

mod bundle;
mod hidden;
mod look;
mod note;
mod sheet;
mod width;

pub use bundle::reply_workbooks;
pub use sheet::reply_workbook;
