//! The workbook for replies (回答用の Excel) of a section, and that for opinions (意見シート) of a member
//! of the council: what is sent, what comes back, and what became of each cell meanwhile.

mod column;
mod compare;
mod habits;
mod hidden;
mod identity;
mod notice;
mod outcome;
mod outgoing;
mod returned;
mod rows;
mod untaken;

pub use column::{BAND, MARK, WorkbookColumn};
pub use compare::{ComparedCell, WorkbookComparison, compare};
pub use hidden::{AsSent, FORMAT, HiddenSheet, SentCell, SentRow, read, records};
pub use identity::{Identity, MemberIdentity, WorkbookOwner};
pub use notice::{Notice, NoticeKind};
pub use outcome::{AnswerOutcome, Conflict, Doubt};
pub use outgoing::{ReplyWorkbook, WorkbookCell, WorkbookQuestion, WorkbookRow};
pub use returned::{ReturnedCell, ReturnedCellKind, ReturnedRow, ReturnedWorkbook};
