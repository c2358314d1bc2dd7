//! The cells that several tables share.

use edition::EditionContent;

use crate::clean::one_line;

/// The public identifier of an edition: `aozora-2024-published-1`.
pub fn edition_id(content: &EditionContent) -> String {
    let EditionContent { plan, fiscal_year, kind, number, .. } = content;
    format!("{}-{fiscal_year}-{}-{number}", plan.id, kind.code())
}

/// The columns with which most tables begin, before the year.
pub(super) fn whose(content: &EditionContent) -> Vec<String> {
    let EditionContent { city, plan, .. } = content;
    vec![city.region_code.clone(), one_line(&city.name), plan.id.clone(), edition_id(content)]
}

/// The columns with which most tables begin.
pub(super) fn whose_year(content: &EditionContent) -> Vec<String> {
    let mut cells = whose(content);
    cells.push(content.fiscal_year.to_string());
    cells
}

/// The code of a field: what is planned for a year after the sheet's is a field of its own.
pub(super) fn field_code(content: &EditionContent, field: &str, year: Option<i32>) -> String {
    let is_next = year.is_some_and(|year| year > content.fiscal_year);
    if field == "plan" && is_next { "next_plan".to_owned() } else { one_line(field) }
}

/// The field code under which an indicator's definition stands.
pub(super) fn definition_code(indicator: &str) -> String {
    format!("indicator_definition:{indicator}")
}

pub(super) fn flag(yes: bool) -> String {
    u8::from(yes).to_string()
}

/// The cells of a line, which begins with those of another.
pub(super) fn line(first: &[String], rest: impl IntoIterator<Item = String>) -> Vec<String> {
    first.iter().cloned().chain(rest).collect()
}
