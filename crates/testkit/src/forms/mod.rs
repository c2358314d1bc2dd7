//! A machine that looks for silence: prints known rows into forms as cities lay them out, has them
//! read, and sorts every cell: right, asked, refused, silently wrong.

mod columns;
mod draw;
mod feature;
mod form;
mod grades;
mod judge;
mod known;
mod paper;
mod print;
mod years;

pub use feature::Feature;
pub use form::{FileKind, Form};
pub use judge::{FormTally, JudgedAs, Judgement, NotRead, ReadForm, each_kind, told};
pub use paper::FormPaper;
