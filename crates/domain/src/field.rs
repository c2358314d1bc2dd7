//! The questions of the sheet, and the year that each of its columns asks about.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::FiscalYear;

/// A question of the sheet (項目). A plan may add its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Field {
    /// What is to be done in the year (実施計画).
    Plan,
    /// What was done in the year (実施状況).
    Status,
    /// What the section thinks of it (担当課の評価).
    Evaluation,
    /// The grade (取組状況), from the field's scale.
    Progress,
    /// The percentage reached (達成度).
    Achievement,
    /// A question that only this plan asks, by its name.
    Other(String),
}

impl Field {
    /// The five fields of the standard sheet, in its order.
    pub const STANDARD: [Self; 5] =
        [Self::Plan, Self::Status, Self::Evaluation, Self::Progress, Self::Achievement];

    /// The code under which it is stored, printed in JSON and in the tidy table.
    pub fn code(&self) -> &str {
        match self {
            Self::Plan => "plan",
            Self::Status => "status",
            Self::Evaluation => "evaluation",
            Self::Progress => "progress",
            Self::Achievement => "achievement",
            Self::Other(name) => name,
        }
    }

    /// The word on screen and on paper.
    pub fn label(&self) -> &str {
        match self {
            Self::Plan => "実施計画",
            Self::Status => "実施状況",
            Self::Evaluation => "担当課の評価",
            Self::Progress => "取組状況",
            Self::Achievement => "達成度（％）",
            Self::Other(name) => name,
        }
    }
}

impl From<String> for Field {
    fn from(code: String) -> Self {
        match code.as_str() {
            "plan" => Self::Plan,
            "status" => Self::Status,
            "evaluation" => Self::Evaluation,
            "progress" => Self::Progress,
            "achievement" => Self::Achievement,
            _ => Self::Other(code),
        }
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.code().to_owned()
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// Which year a column asks about, seen from the sheet's own year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offset {
    /// Last year: the result that the sheet repeats.
    Previous,
    /// The sheet's own year.
    This,
    /// The year to come.
    Next,
}

impl Offset {
    /// The year it means on a sheet of `year`.
    pub fn of(self, year: FiscalYear) -> FiscalYear {
        match self {
            Self::Previous => year.plus(-1),
            Self::This => year,
            Self::Next => year.plus(1),
        }
    }

    /// The offset of `asked` on a sheet of `year`, if the sheet can show it.
    pub fn between(year: FiscalYear, asked: FiscalYear) -> Option<Self> {
        [Self::Previous, Self::This, Self::Next].into_iter().find(|o| o.of(year) == asked)
    }
}

/// One column of answers on a sheet: a field of a year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The question.
    pub field: Field,
    /// The year it is asked about.
    pub year: Offset,
}

impl Slot {
    /// A slot of the standard sheet.
    pub const fn new(field: Field, year: Offset) -> Self {
        Self { field, year }
    }

    /// The eight answer columns of the standard sheet, in its order, with their JSON keys.
    pub const STANDARD: [(Self, &'static str); 8] = [
        (Self::new(Field::Status, Offset::Previous), "previous_status"),
        (Self::new(Field::Achievement, Offset::Previous), "previous_achievement"),
        (Self::new(Field::Plan, Offset::This), "plan"),
        (Self::new(Field::Status, Offset::This), "status"),
        (Self::new(Field::Evaluation, Offset::This), "evaluation"),
        (Self::new(Field::Progress, Offset::This), "progress"),
        (Self::new(Field::Achievement, Offset::This), "achievement"),
        (Self::new(Field::Plan, Offset::Next), "next_plan"),
    ];

    /// The key under which JSON and layouts name the slot (`previous_status`).
    pub fn key(&self) -> String {
        let standard = Self::STANDARD.into_iter().find(|(slot, _)| slot == self);
        standard.map_or_else(
            || match self.year {
                Offset::Previous => format!("previous_{}", self.field.code()),
                Offset::This => self.field.code().to_owned(),
                Offset::Next => format!("next_{}", self.field.code()),
            },
            |(_, key)| key.to_owned(),
        )
    }

    /// The heading of the column on a sheet of `year`: 令和２年度実施状況. A field of the plan's own
    /// whose name says its year is headed by its name.
    pub fn heading(&self, year: FiscalYear) -> String {
        let asked = self.year.of(year);
        match (&self.field, self.year) {
            (Field::Plan, Offset::Next) => format!("今後（{asked}以降）の実施計画"),
            (Field::Plan, _) => format!("{asked}の実施計画"),
            (Field::Evaluation, _) => format!("{asked}実施状況に関する担当課の評価"),
            (Field::Other(name), _) if !FiscalYear::in_heading(name).is_empty() => name.clone(),
            (field, _) => format!("{asked}{field}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_is_a_view_over_three_years() {
        let r3 = FiscalYear::parse("R3").unwrap();
        let headings: Vec<_> = Slot::STANDARD.iter().map(|(s, _)| s.heading(r3)).collect();
        assert_eq!(headings[0], "令和２年度実施状況");
        assert_eq!(headings[2], "令和３年度の実施計画");
        assert_eq!(headings[7], "今後（令和４年度以降）の実施計画");
    }

    #[test]
    fn every_standard_slot_has_its_own_key() {
        for (slot, key) in Slot::STANDARD {
            assert_eq!(slot.key(), key);
        }
    }
}
