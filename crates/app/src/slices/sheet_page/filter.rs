//! Which rows of a sheet a person wants to see.

use std::collections::BTreeSet;

use domain::{
    Field, Offset, Slot,
    scale::GradeCell,
    sheet::{Row, Sheet},
    text::fold,
};
use serde::Deserialize;

use crate::kit::page::Choice;

/// The filter as the page's form sends it; empty fields filter nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RowFilter {
    pub(crate) measure: String,
    pub(crate) section: String,
    pub(crate) grade: String,
    pub(crate) q: String,
}

/// The choice of every list that lets all rows through; it is chosen where no other is.
fn any() -> impl Iterator<Item = Choice> {
    let all = Choice { value: String::new(), label: "すべて".to_owned(), selected: false };
    std::iter::once(all)
}

/// The grade's choice for rows without a grade.
const UNGRADED: &str = "なし";

impl RowFilter {
    /// Whether it lets every row through.
    pub(crate) fn is_open(&self) -> bool {
        [&self.measure, &self.section, &self.grade, &self.q].iter().all(|s| s.trim().is_empty())
    }

    /// Whether the row is wanted.
    pub(crate) fn wants(&self, sheet: &Sheet, row: &Row) -> bool {
        let measure = self.measure.parse::<usize>().ok();
        let section = self.section.trim();
        let names = || row.sections().into_iter().chain(row.departments());
        (measure.is_none() || row.measure == measure)
            && (section.is_empty() || names().any(|name| name == section))
            && (self.grade.is_empty() || grade(sheet, row) == self.grade)
            && self.words().iter().all(|word| texts(row).any(|text| fold(text).contains(word)))
    }

    fn words(&self) -> Vec<String> {
        self.q.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
    }

    pub(crate) fn measures(&self, sheet: &Sheet) -> Vec<Choice> {
        let list = sheet.measures.iter().enumerate();
        any()
            .chain(list.map(|(at, m)| Choice::of(at.to_string(), &m.title, &self.measure)))
            .collect()
    }

    pub(crate) fn sections(&self, sheet: &Sheet) -> Vec<Choice> {
        let mut seen = BTreeSet::new();
        let names =
            sheet.rows.iter().flat_map(Row::sections).filter(|name| seen.insert(name.clone()));
        any().chain(names.map(|name| Choice::of(&name, &name, &self.section))).collect()
    }

    pub(crate) fn grades(&self, sheet: &Sheet) -> Vec<Choice> {
        let scale = sheet.layout.scale();
        let mut names: Vec<String> =
            scale.grades.iter().map(domain::scale::Grade::written).collect();
        for row in &sheet.rows {
            let grade = grade(sheet, row);
            if !names.contains(&grade) {
                names.push(grade);
            }
        }
        any().chain(names.iter().map(|name| Choice::of(name, name, &self.grade))).collect()
    }
}

/// The row's grade as the scale writes it.
fn grade(sheet: &Sheet, row: &Row) -> String {
    let text = row.text(&Slot::new(Field::Progress, Offset::This));
    let scale = sheet.layout.scale();
    match scale.cell(text) {
        GradeCell::Unchosen => UNGRADED.to_owned(),
        GradeCell::None if text.trim().is_empty() => UNGRADED.to_owned(),
        GradeCell::None => text.to_owned(),
        cell => cell.written(),
    }
}

fn texts(row: &Row) -> impl Iterator<Item = &str> {
    let fixed = [&row.action, &row.content, &row.department, &row.section];
    fixed.into_iter().chain(row.answers.values()).map(|cell| cell.text.as_str())
}
