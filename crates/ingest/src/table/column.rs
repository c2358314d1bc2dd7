//! A column of answers as a whole: what people call it, and its move to another question.

use domain::{
    Slot,
    layout::{ColumnRole, Layout},
    sheet::Row,
};

/// Gives a column, with what its cells say, to another slot.
pub(super) fn move_column(rows: &mut [Row], layout: &mut Layout, from: &Slot, to: &Slot) {
    for row in rows.iter_mut() {
        if let Some(cell) = row.answers.remove(from) {
            row.answers.insert(to.clone(), cell);
        }
    }
    let from = ColumnRole::Answer(from.clone());
    for column in layout.columns.iter_mut().filter(|column| column.role == from) {
        column.role = ColumnRole::Answer(to.clone());
    }
}

/// What people call the column of a slot.
pub(super) fn subject(layout: &Layout, slot: &Slot) -> String {
    let role = ColumnRole::Answer(slot.clone());
    let column = layout.columns.iter().find(|column| column.role == role);
    column.map_or_else(|| role.label(), |column| column.heading.clone())
}
