//! The workbook for replies (回答用のExcel) as it comes back from a section, alone or many in a zip.

mod bundle;
mod read;

pub use bundle::{BundleFile, reply_bundle, reply_workbooks};
pub use read::reply_workbook;
