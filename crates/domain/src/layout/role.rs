//! What a column of a form holds, and the names by which layout files and exports know it.

use serde::{Deserialize, Serialize};

use crate::{Field, Offset, Slot};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ColumnRole {
    /// The row's number on the form.
    No,
    /// The measure of the plan (施策), where it has a column of its own.
    Measure,
    /// The action's title (計画における項目).
    Action,
    /// What the plan says of it (実施内容).
    Content,
    /// The page of the plan's book (計画書ページ).
    Page,
    /// The bureau (担当部署).
    Department,
    /// The section (担当課).
    Section,
    /// Whether the action is listed a second time (再掲).
    Relisted,
    /// Answers to a field of a year.
    Answer(Slot),
    /// A column that is not taken, on purpose.
    Ignored,
}

/// A role's name that no layout knows.
#[derive(Debug, thiserror::Error)]
#[error(
    "様式の role「{0}」は使えません。no, measure, action, content, page, department, section, relisted, previous_status, previous_achievement, plan, status, evaluation, progress, achievement, next_plan, ignored、または field:名称 を指定してください。"
)]
pub struct UnknownRole(String);

const NAMED: [(ColumnRole, &str); 9] = [
    (ColumnRole::No, "no"),
    (ColumnRole::Measure, "measure"),
    (ColumnRole::Action, "action"),
    (ColumnRole::Content, "content"),
    (ColumnRole::Page, "page"),
    (ColumnRole::Department, "department"),
    (ColumnRole::Section, "section"),
    (ColumnRole::Relisted, "relisted"),
    (ColumnRole::Ignored, "ignored"),
];

impl ColumnRole {
    /// The name in layout files and exports.
    pub fn name(&self) -> String {
        match self {
            Self::Answer(Slot { field: Field::Other(name), year }) => match year {
                Offset::Previous => format!("field:previous:{name}"),
                Offset::This => format!("field:{name}"),
                Offset::Next => format!("field:next:{name}"),
            },
            Self::Answer(slot) => slot.key(),
            named => NAMED
                .iter()
                .find(|(role, _)| role == named)
                .map_or_else(String::new, |(_, name)| (*name).to_owned()),
        }
    }

    /// Whether it is a field that only this plan asks.
    pub fn is_own(&self) -> bool {
        matches!(self, Self::Answer(Slot { field: Field::Other(_), .. }))
    }

    /// The word on screen, without a year: `前年度の実施状況`.
    pub fn label(&self) -> String {
        let word = match self {
            Self::No => "番号",
            Self::Measure => "施策",
            Self::Action => "計画における項目",
            Self::Content => "実施内容",
            Self::Page => "計画書ページ",
            Self::Department => "担当部署",
            Self::Section => "担当課",
            Self::Relisted => "再掲",
            Self::Ignored => "読み込まない列",
            Self::Answer(slot) => {
                let year = match slot.year {
                    Offset::Previous => "前年度の",
                    Offset::This => "",
                    Offset::Next => "今後の",
                };
                return format!("{year}{}", slot.field);
            }
        };
        word.to_owned()
    }

    /// The role of a name; the inverse of [`ColumnRole::name`].
    pub fn named(name: &str) -> Result<Self, UnknownRole> {
        if let Some((role, _)) = NAMED.iter().find(|(_, known)| *known == name) {
            return Ok(role.clone());
        }
        if let Some(own) = name.strip_prefix("field:") {
            let (year, own) = match own.split_once(':') {
                Some(("previous", own)) => (Offset::Previous, own),
                Some(("next", own)) => (Offset::Next, own),
                _ => (Offset::This, own),
            };
            return Ok(Self::Answer(Slot::new(Field::Other(own.to_owned()), year)));
        }
        let (bare, year) = match (name.strip_prefix("previous_"), name.strip_prefix("next_")) {
            (Some(bare), _) => (bare, Offset::Previous),
            (_, Some(bare)) => (bare, Offset::Next),
            _ => (name, Offset::This),
        };
        match Field::from(bare.to_owned()) {
            Field::Other(_) => Err(UnknownRole(name.to_owned())),
            field => Ok(Self::Answer(Slot::new(field, year))),
        }
    }
}

impl From<ColumnRole> for String {
    fn from(role: ColumnRole) -> Self {
        role.name()
    }
}

impl TryFrom<String> for ColumnRole {
    type Error = UnknownRole;

    fn try_from(name: String) -> Result<Self, UnknownRole> {
        Self::named(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_again_by_its_name() {
        let own = Slot::new(Field::Other("予算額（千円）".to_owned()), Offset::Previous);
        let roles = Slot::STANDARD.map(|(slot, _)| ColumnRole::Answer(slot));
        for role in roles.into_iter().chain([
            ColumnRole::Action,
            ColumnRole::Ignored,
            ColumnRole::Answer(own),
        ]) {
            assert_eq!(ColumnRole::named(&role.name()).unwrap(), role);
        }
        assert!(ColumnRole::named("stauts").is_err());
    }
}
