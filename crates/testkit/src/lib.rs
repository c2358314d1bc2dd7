//! Tests only: what the tests of several crates share. No crate of the product may depend on it but
//! as a dev-dependency, and its functions fail as tests do.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as tests do"
)]

mod damage;
mod dice;
mod forms;
mod hostile;
mod official;
mod parts;
mod workbook_copy;

pub use damage::{Changes, changed, changes, changes_of, with_changed_part};
pub use dice::Dice;
pub use forms::{
    Feature, FileKind, Form, FormPaper, FormTally, JudgedAs, Judgement, NotRead, ReadForm,
    each_kind, told,
};
pub use hostile::{HostileFile, hostile_file, hostile_files, shared_texts};
pub use official::headings;
pub use parts::{Parts, patched, unzipped, zipped};
pub use workbook_copy::{CellValue, CopySheet, WorkbookCopy};
