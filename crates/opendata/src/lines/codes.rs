//! The words of all codes: of the lists that every edition has, and of those that this one adds.

use edition::{ColumnRecord, EditionContent, GradeRecord};

use super::{
    actions::{measures, package_code},
    cells::{definition_code, edition_id, field_code},
};
use crate::{
    clean::one_line,
    column::CodeList,
    lists::{FIELD, LISTS},
};

pub(crate) fn codes(content: &EditionContent) -> Vec<Vec<String>> {
    let version = edition_id(content);
    let added = own_fields(content).into_iter().chain(grades(content)).chain(named(content));
    let mut lines: Vec<_> = LISTS.iter().flat_map(shared).collect();
    for AddedCode { list, code, label, common } in added {
        let before = lines.iter().filter(|line| line.first() == Some(&list)).count();
        let order = (before + 1).to_string();
        let none = String::new;
        lines.push(vec![list, version.clone(), code, label, none(), order, common, none()]);
    }
    lines
}

/// A code that an edition adds.
struct AddedCode {
    list: String,
    code: String,
    label: String,
    common: String,
}

impl AddedCode {
    fn new(list: &str, code: String, label: &str) -> Self {
        let label = one_line(label);
        let label = if label.is_empty() { code.clone() } else { label };
        Self { list: list.to_owned(), code, label, common: String::new() }
    }
}

fn shared(list: &CodeList) -> Vec<Vec<String>> {
    let lines = list.codes.iter().zip(1..).map(|(code, order)| {
        let cells = [list.name, "1", code.code, code.label, code.label_en, "", "", code.meaning];
        let mut cells = cells.map(str::to_owned);
        cells[5] = format!("{order}");
        cells.to_vec()
    });
    lines.collect()
}

/// The fields of the indicators, and those that the plan asks of its own; a correction may name one that
/// the form has no more.
fn own_fields(content: &EditionContent) -> Vec<AddedCode> {
    let of_indicators = content.indicators.iter().flat_map(|indicator| {
        [format!("indicator:{}", indicator.id), definition_code(&indicator.id)]
            .map(|code| AddedCode::new("field", code, &indicator.name))
    });
    let mut added: Vec<_> = of_indicators.collect();
    let columns = content.columns.iter().map(|column| (&column.field, column.fiscal_year));
    let errata = content.errata.iter().map(|erratum| (&erratum.field, erratum.fiscal_year));
    let answers = content.actions.iter().flat_map(|action| {
        action.answers.iter().map(|answer| (&answer.field, Some(answer.fiscal_year)))
    });
    for (field, year) in columns.chain(answers).chain(errata) {
        let code = field_code(content, field, year);
        let is_known = FIELD.codes.iter().any(|one| one.code == code)
            || added.iter().any(|one| one.code == code);
        if !code.is_empty() && !is_known {
            let label = code.strip_prefix("own:").unwrap_or(&code).to_owned();
            added.push(AddedCode::new("field", code, &label));
        }
    }
    added
}

/// The grades of each column that has a scale.
fn grades(content: &EditionContent) -> Vec<AddedCode> {
    let scaled = content.columns.iter().filter(|column| !column.scale.is_empty());
    scaled.flat_map(|column| of_column(content, column)).collect()
}

fn of_column(content: &EditionContent, column: &ColumnRecord) -> Vec<AddedCode> {
    let year = column.fiscal_year.unwrap_or(content.fiscal_year);
    let list = format!("grade:{}:{year}", field_code(content, &column.field, Some(year)));
    let scale = content.scales.iter().find(|scale| scale.name == column.scale);
    let grades = scale.into_iter().flat_map(|scale| &scale.grades);
    grades
        .map(|grade| AddedCode {
            common: grade.class.code().to_owned(),
            ..AddedCode::new(&list, grade_code(grade), &grade.label)
        })
        .collect()
}

/// The code of a grade; its words where it has none.
fn grade_code(grade: &GradeRecord) -> String {
    one_line(if grade.code.is_empty() { &grade.label } else { &grade.code })
}

/// The names of measures, indicators and items of schemes.
fn named(content: &EditionContent) -> Vec<AddedCode> {
    let measures = measures(content).into_iter();
    let measures = measures.map(|one| AddedCode::new("measure", one.code, &one.name));
    let indicators = content.indicators.iter();
    let indicators = indicators.map(|one| AddedCode::new("indicator", one.id.clone(), &one.name));
    let items = content.crosswalks.iter().flat_map(|of| {
        let named = of.scheme.items.iter().map(|item| (&of.scheme, item));
        named.map(|named| AddedCode::new("package", package_code(named), &named.1.label))
    });
    measures.chain(indicators).chain(items).collect()
}
