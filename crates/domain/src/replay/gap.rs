//! What the events do not tell, so that a plan cannot be had again from them.

use std::fmt;

use crate::FiscalYear;

/// An event that does not tell what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayGap {
    /// Its place in the chain.
    pub seq: i64,
    /// What was done, in a word.
    pub label: String,
    /// What is not known for want of it.
    pub scope: GapScope,
    /// Whether its detail was erased; else an earlier version recorded it without.
    pub erased: bool,
}

/// What is not known for want of an event's detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapScope {
    /// The sheet of a year, until it is saved again.
    Sheet(FiscalYear),
    /// The plan.
    Whole,
}

impl fmt::Display for ReplayGap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seq, label) = (self.seq, &self.label);
        if self.erased {
            return write!(
                f,
                "履歴の{seq}件目（{label}）の内容は消去されているため、履歴だけからは作り直せません。凍結したファイルの照合は edition verify で行えます。"
            );
        }
        write!(
            f,
            "履歴の{seq}件目（{label}）は以前の版のSasaeが記録したもので、変更後の内容が残っていません。履歴だけからは作り直せません。凍結したファイルの照合は edition verify で行えます。"
        )
    }
}
