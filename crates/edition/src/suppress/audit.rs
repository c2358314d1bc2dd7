//! Whether what is hidden stays hidden: everything that can be computed is computed.

use super::{
    bounds::{CellBounds, bounds},
    pattern::{SmallNumberPolicy, Suppression},
    table::{CellPosition, CountTable},
};

/// A small count that anybody can compute from what is shown, exactly or too closely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeakCell {
    /// The table.
    pub table: String,
    /// The cell.
    pub cell: CellPosition,
    /// Between which numbers it must lie.
    pub bounds: CellBounds,
}

impl WeakCell {
    /// What is wrong, and the way out.
    pub fn sentence(&self) -> String {
        let CellBounds { least, most } = self.bounds;
        let told = match most {
            Some(most) if most == least => format!("{least}と分かります"),
            Some(most) => format!("{least}から{most}までと分かります"),
            None => format!("{least}以上と分かります"),
        };
        format!(
            "表「{}」の{}行{}列の小さな数は、公表する数から計算すると{told}。\
             ほかの欄も伏せるか、表の公表を取りやめてください。",
            self.table,
            self.cell.row + 1,
            self.cell.column + 1
        )
    }
}

/// The small counts of a table that stay not hidden by what is to be hidden; empty where it may be
/// published. Counts that an earlier edition shows are not told again.
pub fn audit(
    table: &CountTable,
    suppression: &Suppression,
    policy: SmallNumberPolicy,
) -> Vec<WeakCell> {
    if *suppression == Suppression::Withheld {
        return Vec::new();
    }
    let hidden = suppression.flags(table);
    let small = table.cells().filter(|cell| table.is_small(*cell, policy.least));
    let told = small.map(|cell| (cell, bounds(table, &hidden, cell)));
    let weak = told.filter(|(_, bounds)| !bounds.hide(policy.least));
    weak.map(|(cell, bounds)| WeakCell { table: table.name().to_owned(), cell, bounds }).collect()
}
