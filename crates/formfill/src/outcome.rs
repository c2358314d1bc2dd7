//! What became of each cell of a form.

use domain::coded;
use serde::Serialize;

coded! {
    /// What became of a cell.
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum CellOutcome {
        /// The fact stands in it.
        Filled => "filled", "埋まった";
        /// A person writes it: the map says so, or there is no fact.
        ByHand => "by_hand", "手で書く";
        /// Something else stands in it, which was left.
        Differs => "differs", "食い違う";
    }
}

/// A cell with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellReport {
    /// The cell with its worksheet: `様式1!C5`.
    pub cell: String,
    /// What the map calls it; may be empty.
    pub label: String,
    /// Which fact it is, in words.
    pub fact: String,
    /// What became of it.
    pub outcome: CellOutcome,
    /// The fact; empty where there is none.
    pub value: String,
    /// What stood in it before; empty where nothing did.
    pub found: String,
    /// Why, or what there is to know of the number (重複を含む); may be empty.
    pub note: String,
}
