//! A clause: whether it tells what was done, is done or will be done, and what came of it.

use crate::span::Span;

/// The time of a clause's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tense {
    /// 実施した, 行われた, できなかった.
    Past,
    /// 参加しています, 配布している, 行う as a habit.
    Present,
    /// 実施する予定, 努めていく, 検討したい, 配布する in a plan.
    Future,
    /// A noun at the end: 継続実施, 年１回, リーフレットの配布.
    Bare,
}

/// What a clause says happened to the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Completion {
    /// Nothing special: done, or to be done, as its tense tells.
    Plain,
    /// Not done: 実施できなかった, 行わなかった, 未実施, 見送った, 実績なし.
    NotDone,
    /// Cancelled: 中止.
    Cancelled,
    /// Put off: 延期.
    Postponed,
    /// Something else was done in its place: 代わりに, 代替, に替えて, 書面開催とした.
    Replaced,
    /// Done in part or smaller: 縮小, 一部, 回数を減らし.
    Reduced,
    /// There was no case: 該当がなかった, 相談はなかった, 参加者がいなかった.
    NoCase,
}

/// A clause: up to 。, a line's end, or a connecting が/ため where what happened changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Its words.
    pub span: Span,
    /// The time of its end.
    pub tense: Tense,
    /// What it says happened.
    pub completion: Completion,
}
