//! The columns of an exported table, in the order of the official form, and the headings between
//! its rows: what every export of the form must say alike.

use std::{borrow::Cow, collections::BTreeSet};

use domain::{
    Field, FiscalYear, Slot,
    layout::{ColumnRole, Layout},
    scale::{Grade, Scale},
    sheet::{Row, Sheet},
};

/// A column of the exported form.
#[derive(Debug, Clone)]
pub struct ExportColumn {
    /// Its heading, from which it reads back.
    pub heading: String,
    /// What stands in it.
    pub role: ColumnRole,
}

/// The columns before the answers.
const FIXED: [(ColumnRole, &str); 7] = [
    (ColumnRole::No, "No"),
    (ColumnRole::Action, "計画における項目"),
    (ColumnRole::Content, "実施内容"),
    (ColumnRole::Page, "計画書ページ"),
    (ColumnRole::Department, "担当部署"),
    (ColumnRole::Section, "担当課"),
    (ColumnRole::Relisted, "再掲"),
];

/// The columns that the sheet has. One that its layout does not name but that holds text is
/// among them: nothing that was written is left out.
pub fn of(sheet: &Sheet) -> Vec<ExportColumn> {
    let has = |role: &ColumnRole| {
        let written = |row: &Row| row.cell(role).is_some_and(|cell| !cell.text.is_empty());
        *role == ColumnRole::Action
            || sheet.layout.position(role).is_some()
            || sheet.rows.iter().any(written)
    };
    let fixed = FIXED.into_iter().filter(|(role, _)| has(role));
    let fixed = fixed.map(|(role, heading)| ExportColumn { heading: heading.to_owned(), role });
    let answers = slots(sheet).into_iter().map(|slot| ExportColumn {
        heading: heading(&slot, sheet.year, &sheet.layout),
        role: ColumnRole::Answer(slot),
    });
    fixed.chain(answers).collect()
}

/// The sheet's own answer columns, then those that only rows know.
pub(crate) fn slots(sheet: &Sheet) -> Vec<Slot> {
    let mut slots = sheet.slots();
    let answers = sheet.rows.iter().flat_map(|row| &row.answers);
    let written: BTreeSet<&Slot> =
        answers.filter(|(_, cell)| !cell.text.is_empty()).map(|(slot, _)| slot).collect();
    let unknown: Vec<Slot> =
        written.into_iter().filter(|slot| !slots.contains(slot)).cloned().collect();
    slots.extend(unknown);
    slots
}

/// The heading of an answer column; that of the grades carries their list, so that it reads back
/// through [`Scale::from_heading`].
fn heading(slot: &Slot, year: FiscalYear, layout: &Layout) -> String {
    let words = slot.heading(year);
    match scale_of(slot, layout) {
        Some(scale) if slot.field == Field::Progress => {
            let grades: Vec<String> = scale.grades.iter().map(Grade::written).collect();
            format!("{words}（{}から選択）", grades.join("、"))
        }
        _ => words,
    }
}

/// The scale of a column's grades, if it has one.
pub(crate) fn scale_of(slot: &Slot, layout: &Layout) -> Option<Scale> {
    let column = layout.columns.iter().find(|column| match &column.role {
        ColumnRole::Answer(asked) => asked == slot && !column.scale.is_empty(),
        _ => false,
    });
    let named = column.and_then(|c| layout.scales.iter().find(|s| s.name == c.scale)).cloned();
    let standard = || Some(layout.scale()).filter(|_| slot.field == Field::Progress);
    named.or_else(standard).filter(|scale| !scale.grades.is_empty())
}

/// What a row says in a column.
pub fn text<'a>(sheet: &'a Sheet, row: &'a Row, role: &ColumnRole) -> Cow<'a, str> {
    match role {
        ColumnRole::No => Cow::Owned(row.no.to_string()),
        ColumnRole::Measure => Cow::Borrowed(sheet.measure_of(row)),
        role => Cow::Borrowed(row.cell(role).map_or("", |cell| &cell.text)),
    }
}

/// The same for people: a grade by its code and words, whichever of them was written.
pub fn shown<'a>(sheet: &'a Sheet, row: &'a Row, role: &ColumnRole) -> Cow<'a, str> {
    let text = text(sheet, row, role);
    let ColumnRole::Answer(slot) = role else { return text };
    match scale_of(slot, &sheet.layout) {
        Some(scale) => Cow::Owned(scale.shown(&text)),
        None => text,
    }
}

/// Whether the column holds percentages.
pub fn is_percentage(role: &ColumnRole) -> bool {
    matches!(role, ColumnRole::Answer(Slot { field: Field::Achievement, .. }))
}

/// Whether the column holds figures and marks rather than sentences.
pub fn is_short(role: &ColumnRole) -> bool {
    is_percentage(role) || matches!(role, ColumnRole::No | ColumnRole::Page | ColumnRole::Relisted)
}

/// The words in place of a measure's title, above rows that stand under none.
pub const NO_MEASURE: &str = "（施策の記載なし）";

/// The headings that lead from one measure to the next, with their depths: those above it that do
/// not stand above the one before, then its own.
pub fn headings(sheet: &Sheet, from: Option<usize>, to: Option<usize>) -> Vec<(usize, &str)> {
    let Some(to) = to else { return vec![(0, NO_MEASURE)] };
    let known = from.map_or_else(Vec::new, |from| branch(sheet, from));
    let new = branch(sheet, to).into_iter().enumerate();
    let new = new.filter(|(_, at)| *at == to || !known.contains(at));
    new.map(|(depth, at)| (depth, sheet.measures[at].title.as_str())).collect()
}

/// A measure with all above it, the highest first.
fn branch(sheet: &Sheet, of: usize) -> Vec<usize> {
    let above = |at: &usize| sheet.measures[*at].parent.filter(|parent| parent < at);
    let known = Some(of).filter(|of| *of < sheet.measures.len());
    let mut branch: Vec<usize> = std::iter::successors(known, above).collect();
    branch.reverse();
    branch
}
