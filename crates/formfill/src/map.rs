//! A map from facts to cells, as a file that people edit: TOML.

use domain::scale::GradeClass;
use serde::Deserialize;

use crate::{
    error::Error,
    name::{self, CellName},
};

/// The most cells of a map; forms have some hundred.
const MOST_CELLS: usize = 5_000;

/// Which fact goes into which cell of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormMap {
    /// What the form is called.
    #[serde(default)]
    pub title: String,
    /// The cells in any order.
    #[serde(default)]
    pub cells: Vec<MappedCell>,
}

/// A cell with its fact: one of the five keys.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedCell {
    /// The cell: `C5` of the first worksheet, `様式1!C5`.
    pub cell: String,
    /// What people call it; may be empty.
    #[serde(default)]
    pub label: String,
    /// The words or the number of an answer.
    pub answer: Option<AnswerFact>,
    /// A grade.
    pub grade: Option<GradeFact>,
    /// A figure of an indicator.
    pub indicator: Option<IndicatorFact>,
    /// How many actions there are.
    pub count: Option<CountFact>,
    /// Why a person writes it.
    pub hand: Option<String>,
}

/// An answer of an action.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerFact {
    /// The action's number on the sheet.
    pub action: u32,
    /// The field: `status`, `plan`, `evaluation`, `achievement`, `own:予算`.
    pub field: String,
    /// The year beside the form's: `-1` for the one before.
    #[serde(default)]
    pub offset: i32,
}

/// A grade of an action.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeFact {
    /// The action's number on the sheet.
    pub action: u32,
    /// The field of the grade.
    #[serde(default = "progress")]
    pub field: String,
    /// The year beside the form's.
    #[serde(default)]
    pub offset: i32,
    /// `code` (ア) or `label` (実施済); the code where nothing is said.
    #[serde(default)]
    pub show: String,
}

fn progress() -> String {
    "progress".to_owned()
}

/// A figure of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorFact {
    /// Its name.
    pub name: String,
    /// The number of its action, where several indicators have the name.
    pub action: Option<u32>,
    /// `actual`, `target` or `base`; the actual one where nothing is said.
    #[serde(default = "actual")]
    pub figure: String,
    /// The year beside the form's.
    #[serde(default)]
    pub offset: i32,
}

fn actual() -> String {
    "actual".to_owned()
}

/// How many actions there are of a kind, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountFact {
    /// The scheme whose crosswalk is asked; none where all actions are counted.
    #[serde(default)]
    pub scheme: String,
    /// The item: those that stand under it count as well.
    #[serde(default)]
    pub item: String,
    /// `primary` for the actions whose main item it is, `all` for every one that corresponds; the main
    /// ones where nothing is said, so that the cells of a form add up.
    #[serde(default)]
    pub by: String,
    /// What the grades of the actions mean: `done`, `partly`, …; any where none is said.
    #[serde(default)]
    pub grades: Vec<GradeClass>,
}

impl FormMap {
    /// Reads a map.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let map: Self = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            Error::UnreadableMap { line, message: error.message().to_owned() }
        })?;
        map.check()?;
        Ok(map)
    }

    fn check(&self) -> Result<(), Error> {
        if self.cells.is_empty() || self.cells.len() > MOST_CELLS {
            let sentence = format!("セルの対応（[[cells]]）は1つ以上、{MOST_CELLS}までです。");
            return Err(Error::map("cells", sentence));
        }
        for (cell, no) in self.cells.iter().zip(1..) {
            cell.check().map_err(|sentence| Error::map(cell.place(no), sentence))?;
        }
        Ok(())
    }
}

impl MappedCell {
    /// How people are told which entry it is.
    pub(crate) fn place(&self, no: usize) -> String {
        format!("cells の{no}番目（{}）", self.cell)
    }

    /// Its worksheet and cell.
    pub(crate) fn name(&self) -> Option<(Option<String>, CellName)> {
        name::parts(&self.cell)
    }

    fn check(&self) -> Result<(), &'static str> {
        if self.name().is_none() {
            return Err("cell を「C5」や「様式1!C5」の形で書いてください。");
        }
        let given = [
            self.answer.is_some(),
            self.grade.is_some(),
            self.indicator.is_some(),
            self.count.is_some(),
            self.hand.is_some(),
        ];
        if given.iter().filter(|given| **given).count() != 1 {
            return Err("answer・grade・indicator・count・hand のどれか1つを書いてください。");
        }
        if self.grade.as_ref().is_some_and(|one| !["", "code", "label"].contains(&&*one.show)) {
            return Err("show は code（符号）か label（名称）にしてください。");
        }
        let figures = ["actual", "target", "base"];
        if self.indicator.as_ref().is_some_and(|one| !figures.contains(&&*one.figure)) {
            return Err("figure は actual・target・base のどれかにしてください。");
        }
        if let Some(count) = &self.count {
            if count.scheme.is_empty() != count.item.is_empty() {
                return Err("scheme（体系）と item（項目）は、両方を書いてください。");
            }
            if !["", "primary", "all"].contains(&&*count.by) {
                return Err("by は primary（主な対応だけ）か all（すべて）にしてください。");
            }
        }
        Ok(())
    }
}
