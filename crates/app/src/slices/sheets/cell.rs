//! How a cell looks: what was not written is told from what was, in words and not by colour.

use domain::{
    Field, Slot, Value,
    difference::{PieceKind, pieces},
    layout::Role,
    scale::Scale,
    sheet::Cell,
};

/// A cell on a page.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// The text to show; the word for its absence when there is none.
    pub(crate) text: String,
    /// The kind of cell, for the style.
    pub(crate) class: &'static str,
    /// Whether the text stands for an absence.
    pub(crate) absent: bool,
}

impl Shown {
    /// A cell of an answer.
    pub(crate) fn answer(slot: &Slot, cell: Option<&Cell>, scale: &Scale) -> Self {
        let value = cell.map_or(Value::Missing, Cell::value);
        Self::value(&slot.field, &value, scale)
    }

    /// The value of a field.
    pub(crate) fn value(field: &Field, value: &Value, scale: &Scale) -> Self {
        let class = match field {
            Field::Achievement => "num",
            Field::Progress => grade_class(value, scale),
            _ => "txt",
        };
        match (value, field) {
            (Value::Missing, _) => Self { text: value.label().to_owned(), class, absent: true },
            (Value::Given(text), Field::Achievement) if value.percent().is_some() => {
                Self { text: format!("{text}％"), class, absent: false }
            }
            (value, _) => Self { text: value.text().to_owned(), class, absent: false },
        }
    }

    /// Any cell, by its role.
    pub(crate) fn of(role: &Role, cell: Option<&Cell>, scale: &Scale) -> Self {
        if let Role::Answer(slot) = role {
            return Self::answer(slot, cell, scale);
        }
        let text = cell.map_or("", |cell| &cell.text);
        let absent = text.is_empty();
        let shown = if absent { "記載なし" } else { text };
        Self { text: shown.to_owned(), class: "txt", absent }
    }
}

/// The style of a grade: the first of its scale is done, any other is not.
fn grade_class(value: &Value, scale: &Scale) -> &'static str {
    let first = scale.grades.first();
    match (scale.find(value.text()), first) {
        (Some(grade), Some(first)) if grade == first => "grade done",
        (Some(_), _) => "grade open",
        _ => "grade",
    }
}

/// What changed between two texts, as the names of the elements that mark it.
pub(crate) fn marks(before: &str, after: &str) -> Vec<(&'static str, String)> {
    let mark = |kind| match kind {
        PieceKind::Same => "same",
        PieceKind::Removed => "del",
        PieceKind::Added => "ins",
    };
    pieces(before, after).into_iter().map(|piece| (mark(piece.kind), piece.text)).collect()
}
