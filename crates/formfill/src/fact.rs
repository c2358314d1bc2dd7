//! Facts: what a year's sheet, its indicators and its crosswalks say, looked up for one cell.

use std::collections::BTreeSet;

use domain::{
    scale::GradeClass,
    scheme::{Crosswalk, Scheme},
    text::fold,
};
use edition::{
    ActionRecord, ColumnRecord, CrosswalkRecord, EditionAnswer, EditionContent, IndicatorRecord,
    ScaleRecord,
};

use crate::map::{AnswerFact, CountFact, GradeFact, IndicatorFact, MappedCell};

/// What a form is filled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFacts {
    /// The year of the form, by its first calendar year.
    pub fiscal_year: i32,
    /// The columns of the sheet's form.
    pub columns: Vec<ColumnRecord>,
    /// The scales of its grades.
    pub scales: Vec<ScaleRecord>,
    /// Its actions.
    pub actions: Vec<ActionRecord>,
    /// The plan's indicators.
    pub indicators: Vec<IndicatorRecord>,
    /// The crosswalks to its actions.
    pub crosswalks: Vec<CrosswalkRecord>,
}

impl From<EditionContent> for FormFacts {
    fn from(content: EditionContent) -> Self {
        Self {
            fiscal_year: content.fiscal_year,
            columns: content.columns,
            scales: content.scales,
            actions: content.actions,
            indicators: content.indicators,
            crosswalks: content.crosswalks,
        }
    }
}

/// What goes into a cell. A number is decimal figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CellFact {
    Text(String),
    Number(String),
}

impl CellFact {
    pub(crate) fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

/// What was found for a cell.
pub(crate) enum LookedUp {
    /// A fact, and what there is to know of it; may be empty.
    Fact(CellFact, &'static str),
    /// None, with the reason: a person writes it.
    None(String),
    /// The map asks for what cannot be.
    Wrong(String),
}

impl FormFacts {
    /// The fact of a cell, and what it is in words.
    pub(crate) fn of(&self, cell: &MappedCell) -> (String, LookedUp) {
        if let Some(asked) = &cell.answer {
            return (self.told_of_answer(asked), self.answer(asked));
        }
        if let Some(asked) = &cell.grade {
            let words = format!("No.{}の評価区分（{}）", asked.action, self.year(asked.offset));
            return (words, self.grade(asked));
        }
        if let Some(asked) = &cell.indicator {
            let words = format!("指標「{}」（{}）", asked.name, self.year(asked.offset));
            return (words, self.indicator(asked));
        }
        if let Some(asked) = &cell.count {
            return (told_of_count(asked), self.count(asked));
        }
        let why = cell.hand.clone().unwrap_or_default();
        ("手書き".to_owned(), LookedUp::None(why))
    }

    fn year(&self, offset: i32) -> String {
        let year = self.fiscal_year.saturating_add(offset);
        let known = domain::FiscalYear::starting(year);
        known.map_or_else(|| year.to_string(), domain::FiscalYear::official)
    }

    fn told_of_answer(&self, asked: &AnswerFact) -> String {
        format!("No.{}の{}（{}）", asked.action, asked.field, self.year(asked.offset))
    }

    fn action(&self, no: u32) -> Result<&ActionRecord, LookedUp> {
        let found = self.actions.iter().find(|action| action.row_no == no);
        found.ok_or_else(|| {
            LookedUp::Wrong(format!("No.{no}の事業は、この年度のシートにありません。"))
        })
    }

    fn answered(&self, no: u32, field: &str, offset: i32) -> Result<&EditionAnswer, LookedUp> {
        let year = self.fiscal_year.saturating_add(offset);
        let of = &self.action(no)?.answers;
        let found = of.iter().find(|one| one.field == field && one.fiscal_year == year);
        found.ok_or_else(|| {
            let year = self.year(offset);
            LookedUp::Wrong(format!(
                "「{field}」（{year}）という欄は、この年度のシートにありません。"
            ))
        })
    }

    fn answer(&self, asked: &AnswerFact) -> LookedUp {
        let answer = match self.answered(asked.action, &asked.field, asked.offset) {
            Ok(answer) => answer,
            Err(other) => return other,
        };
        match answer.state.as_str() {
            "missing" => LookedUp::None("回答がありません。".to_owned()),
            "withheld" => LookedUp::None("公表しない回答です。".to_owned()),
            _ if !answer.number.is_empty() => {
                let note =
                    if answer.approximate { "「約」の付いた数です。" } else { "" };
                LookedUp::Fact(CellFact::Number(answer.number.clone()), note)
            }
            _ => LookedUp::Fact(CellFact::Text(answer.text.clone()), ""),
        }
    }

    fn grade(&self, asked: &GradeFact) -> LookedUp {
        let answer = match self.answered(asked.action, &asked.field, asked.offset) {
            Ok(answer) => answer,
            Err(other) => return other,
        };
        if answer.grade.is_empty() {
            return LookedUp::None("評価区分が付いていません。".to_owned());
        }
        let label = || {
            let column = self.columns.iter().find(|column| {
                column.field == answer.field && column.fiscal_year == Some(answer.fiscal_year)
            })?;
            let scale = self.scales.iter().find(|scale| scale.name == column.scale)?;
            let grade = scale.grades.iter().find(|grade| grade.code == answer.grade)?;
            Some(grade.label.clone()).filter(|label| !label.is_empty())
        };
        let code = answer.grade.clone();
        let shown = if asked.show == "label" { label().unwrap_or(code) } else { code };
        LookedUp::Fact(CellFact::Text(shown), "")
    }

    fn indicator(&self, asked: &IndicatorFact) -> LookedUp {
        let of = match asked.action.map(|no| self.action(no)).transpose() {
            Ok(action) => action.map(|action| action.id.as_str()),
            Err(other) => return other,
        };
        let name = fold(&asked.name);
        let mut found = self.indicators.iter().filter(|one| {
            fold(&one.name) == name && of.is_none_or(|of| one.action.as_deref() == Some(of))
        });
        let indicator = match (found.next(), found.next()) {
            (Some(one), None) => one,
            (None, _) => {
                return LookedUp::Wrong(format!("「{}」という指標がありません。", asked.name));
            }
            (Some(_), Some(_)) => {
                return LookedUp::Wrong(format!(
                    "「{}」という指標が2つ以上あります。action で事業の番号を書いてください。",
                    asked.name
                ));
            }
        };
        let year = self.fiscal_year.saturating_add(asked.offset);
        let figure = indicator
            .figures
            .iter()
            .find(|one| one.fiscal_year == year && one.figure == asked.figure)
            .filter(|one| one.state == "given");
        match figure {
            Some(figure) => LookedUp::Fact(CellFact::Number(figure.number.clone()), ""),
            None => LookedUp::None("この年度の値がありません。".to_owned()),
        }
    }

    fn count(&self, asked: &CountFact) -> LookedUp {
        let graded: BTreeSet<&str> = self
            .actions
            .iter()
            .filter(|action| asked.grades.is_empty() || self.is_graded(action, &asked.grades))
            .map(|action| action.id.as_str())
            .collect();
        if asked.scheme.is_empty() {
            return LookedUp::Fact(CellFact::Number(graded.len().to_string()), "");
        }
        let Some(record) = self.crosswalks.iter().find(|of| of.scheme.id == asked.scheme) else {
            return LookedUp::Wrong(format!("体系「{}」の対応表がありません。", asked.scheme));
        };
        let (scheme, crosswalk) = record.counted();
        if scheme.item(&asked.item).is_none() {
            return LookedUp::Wrong(format!(
                "体系「{}」に「{}」という項目はありません。",
                asked.scheme, asked.item
            ));
        }
        counted(&scheme, &crosswalk, asked, &graded)
    }

    fn is_graded(&self, action: &ActionRecord, classes: &[GradeClass]) -> bool {
        let of_year = action.answers.iter().filter(|one| one.fiscal_year == self.fiscal_year);
        let mut progress = of_year.filter(|one| one.field == "progress");
        progress.any(|one| one.class.is_some_and(|class| classes.contains(&class)))
    }
}

/// How many of some actions an item has. Of all that correspond some may stand under another item as
/// well, which is told.
fn counted(
    scheme: &Scheme,
    crosswalk: &Crosswalk,
    asked: &CountFact,
    actions: &BTreeSet<&str>,
) -> LookedUp {
    let all = asked.by == "all";
    let here = |source: &str| scheme.is_under(source, &asked.item);
    let rows = crosswalk.rows().filter(|row| actions.contains(row.target.as_str()));
    let (own, other): (Vec<_>, Vec<_>) = rows.partition(|row| here(&row.source));
    let own: BTreeSet<&str> =
        own.into_iter().filter(|row| all || row.primary).map(|row| row.target.as_str()).collect();
    let is_repeated = all && other.iter().any(|row| own.contains(row.target.as_str()));
    let note = if is_repeated { "重複を含む" } else { "" };
    LookedUp::Fact(CellFact::Number(own.len().to_string()), note)
}

fn told_of_count(asked: &CountFact) -> String {
    let mut words = "事業の数".to_owned();
    if !asked.scheme.is_empty() {
        let by = if asked.by == "all" { "対応するすべて" } else { "主な対応" };
        words = format!("{words}：体系「{}」の{}（{by}）", asked.scheme, asked.item);
    }
    if !asked.grades.is_empty() {
        let grades: Vec<&str> = asked.grades.iter().map(|class| class.label()).collect();
        words = format!("{words}：{}", grades.join("・"));
    }
    words
}
