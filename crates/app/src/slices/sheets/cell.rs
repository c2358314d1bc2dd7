//! How a cell looks: what was not written is told from what was, in words and not by colour.

use domain::{
    Field, Slot, Value,
    layout::ColumnRole,
    scale::{GradeClass, Scale},
    sheet::Cell,
    stage::Stage,
};

use crate::kit::accepted::chip;

/// A cell on a page.
#[derive(Debug, Clone)]
pub(crate) struct ShownCell {
    /// The text to show; the word for its absence when there is none.
    pub(crate) text: String,
    /// The kind of cell, for the style.
    pub(crate) class: &'static str,
    /// Whether the text stands for an absence.
    pub(crate) absent: bool,
    /// The stage of what was not accepted yet; empty for what was.
    pub(crate) stage: &'static str,
}

impl ShownCell {
    /// A cell of an answer.
    pub(crate) fn answer(slot: &Slot, cell: Option<&Cell>, scale: &Scale) -> Self {
        let value = cell.map_or(Value::Missing, Cell::value);
        Self::value(&slot.field, &value, scale)
    }

    /// The value of a field.
    pub(crate) fn value(field: &Field, value: &Value, scale: &Scale) -> Self {
        let class = match field {
            Field::Achievement => "cell-num",
            Field::Progress => grade_class(value, scale),
            _ => "as-written",
        };
        let text = match (value, field) {
            (Value::Missing, _) => value.label().to_owned(),
            (Value::Given(text), Field::Achievement) if value.percent().is_some() => {
                format!("{text}％")
            }
            (value, Field::Progress) => scale.shown(value.text()),
            (value, _) => value.text().to_owned(),
        };
        Self { text, class, absent: *value == Value::Missing, stage: "" }
    }

    /// The same at the stage of what was not accepted yet.
    pub(crate) fn at(self, stage: Option<Stage>) -> Self {
        Self { stage: chip(stage), ..self }
    }

    /// All classes of the element that holds it.
    pub(crate) fn classes(&self) -> String {
        let absent = if self.absent { " is-absent" } else { "" };
        let open = if self.stage.is_empty() { "" } else { " is-unaccepted" };
        format!("{}{absent}{open}", self.class)
    }

    /// Any cell, by its role.
    pub(crate) fn of(role: &ColumnRole, cell: Option<&Cell>, scale: &Scale) -> Self {
        if let ColumnRole::Answer(slot) = role {
            return Self::answer(slot, cell, scale);
        }
        let text = cell.map_or("", |cell| &cell.text);
        let absent = text.is_empty();
        let shown = if absent { "記載なし" } else { text };
        Self { text: shown.to_owned(), class: "as-written", absent, stage: "" }
    }
}

/// The style of a grade, by what it means.
fn grade_class(value: &Value, scale: &Scale) -> &'static str {
    match scale.cell(value.text()).class().map(GradeClass::tone) {
        Some("done") => "cell-grade grade-done",
        Some("part") => "cell-grade grade-part",
        Some("not") => "cell-grade grade-not",
        _ => "cell-grade",
    }
}
