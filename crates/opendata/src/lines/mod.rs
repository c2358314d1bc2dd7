//! What an edition writes into each table: a cell for each column, in the table's order.

mod actions;
mod answers;
mod cells;
mod codes;
mod grouped;
mod indicators;
mod owners;
mod said;
mod texts;

pub use self::cells::edition_id;
pub(crate) use self::{
    actions::actions,
    answers::answers,
    codes::codes,
    indicators::indicators,
    owners::owners,
    said::{errata, opinions},
    texts::texts,
};
