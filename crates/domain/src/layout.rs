//! A layout (様式): which column of a city's form is which field of which year on which scale.

use serde::{Deserialize, Serialize};

use crate::{Field, Offset, Slot, scale::Scale};

/// The form of a sheet, as data that can be saved, edited and given to a reader.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// What people call the form.
    #[serde(default)]
    pub name: String,
    /// The worksheet to read; the first that has the columns when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The columns, in the order of the form.
    pub columns: Vec<Column>,
    /// The scales that the columns refer to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
}

/// A column of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The heading as printed, line breaks removed.
    pub heading: String,
    /// What stands in the column.
    pub role: Role,
    /// The scale of its grades, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scale: String,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Role {
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

const NAMED: [(Role, &str); 9] = [
    (Role::No, "no"),
    (Role::Measure, "measure"),
    (Role::Action, "action"),
    (Role::Content, "content"),
    (Role::Page, "page"),
    (Role::Department, "department"),
    (Role::Section, "section"),
    (Role::Relisted, "relisted"),
    (Role::Ignored, "ignored"),
];

impl Role {
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

    /// The role of a name; the inverse of [`Role::name`].
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

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.name()
    }
}

impl TryFrom<String> for Role {
    type Error = UnknownRole;

    fn try_from(name: String) -> Result<Self, UnknownRole> {
        Self::named(&name)
    }
}

impl Column {
    /// A column without a scale.
    pub fn new(heading: impl Into<String>, role: Role) -> Self {
        Self { heading: heading.into(), role, scale: String::new() }
    }
}

/// A layout that cannot be read by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLayout {
    /// No column holds the actions.
    #[error("様式に role = \"action\"（計画における項目）の列がありません。")]
    NoAction,
    /// Two columns claim to be the same.
    #[error("様式の「{}」（role = \"{}\"）が2つの列にあります。どちらかを直してください。", .0.label(), .0.name())]
    Twice(Role),
    /// A field of the plan's own has no name, or the name of a role.
    #[error("様式の列「{heading}」の項目の名前「{name}」は使えません。別の名前を付けてください。")]
    NoName {
        /// The column.
        heading: String,
        /// The name that it gives.
        name: String,
    },
    /// A column refers to a scale that is not there.
    #[error("様式の列「{heading}」の scale「{scale}」が scales にありません。")]
    NoScale {
        /// The column.
        heading: String,
        /// The name that it gives.
        scale: String,
    },
}

impl Layout {
    /// Checks a layout that a person wrote.
    pub fn check(&self) -> Result<(), InvalidLayout> {
        if self.position(&Role::Action).is_none() {
            return Err(InvalidLayout::NoAction);
        }
        for (at, column) in self.columns.iter().enumerate() {
            let before = &self.columns[..at];
            if column.role != Role::Ignored && before.iter().any(|c| c.role == column.role) {
                return Err(InvalidLayout::Twice(column.role.clone()));
            }
            if let Role::Answer(Slot { field: Field::Other(name), .. }) = &column.role
                && (name.trim().is_empty() || Field::STANDARD.iter().any(|f| f.code() == name))
            {
                let (heading, name) = (column.heading.clone(), name.clone());
                return Err(InvalidLayout::NoName { heading, name });
            }
            let known = self.scales.iter().any(|scale| scale.name == column.scale);
            if !column.scale.is_empty() && !known {
                let (heading, scale) = (column.heading.clone(), column.scale.clone());
                return Err(InvalidLayout::NoScale { heading, scale });
            }
        }
        Ok(())
    }

    /// The position of the column with the role.
    pub fn position(&self, role: &Role) -> Option<usize> {
        self.columns.iter().position(|column| column.role == *role)
    }

    /// The answer columns, in the form's order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.columns.iter().filter_map(|column| match &column.role {
            Role::Answer(slot) => Some(slot),
            _ => None,
        })
    }

    /// The scale that a column of answers names.
    pub fn scale_of(&self, slot: &Slot) -> Option<&Scale> {
        let asks = |c: &&Column| matches!(&c.role, Role::Answer(asked) if asked == slot);
        let column = self.columns.iter().find(asks).filter(|c| !c.scale.is_empty())?;
        self.scales.iter().find(|scale| scale.name == column.scale)
    }

    /// The scale of the grades in the progress column: its own, else one that no column of the
    /// plan's own fields names. Empty when the form states none.
    pub fn scale(&self) -> Scale {
        let progress = [Offset::This, Offset::Previous, Offset::Next]
            .into_iter()
            .find_map(|year| self.scale_of(&Slot::new(Field::Progress, year)));
        let own = |scale: &&Scale| {
            let names = |c: &Column| c.scale == scale.name;
            !self.columns.iter().any(|c| c.role.is_own() && names(c))
        };
        progress.or_else(|| self.scales.iter().find(own)).cloned().unwrap_or_default()
    }

    /// The standard form of the yearly sheet, for a year whose headings it prints.
    pub fn standard(year: crate::FiscalYear, scale: Scale) -> Self {
        let named = [
            ("計画における項目", Role::Action),
            ("実施内容", Role::Content),
            ("計画書ページ", Role::Page),
            ("担当部署", Role::Department),
            ("担当課", Role::Section),
            ("再掲", Role::Relisted),
        ];
        let answers = Slot::STANDARD.into_iter().map(|(slot, _)| {
            let mut column = Column::new(slot.heading(year), Role::Answer(slot.clone()));
            if slot.field == Field::Achievement {
                Field::Achievement.label().clone_into(&mut column.heading);
            }
            if slot.field == Field::Progress {
                Field::Progress.label().clone_into(&mut column.heading);
                column.scale.clone_from(&scale.name);
            }
            column
        });
        let columns = named.into_iter().map(|(h, r)| Column::new(h, r)).chain(answers).collect();
        let scales = if scale.grades.is_empty() { Vec::new() } else { vec![scale] };
        Self { name: "標準様式".to_owned(), sheet: String::new(), columns, scales }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_that_cannot_be_read_by_says_why() {
        let column = |role| Column::new("見出し", role);
        let layout = |columns| Layout { columns, ..Layout::default() };
        assert_eq!(layout(vec![column(Role::Page)]).check(), Err(InvalidLayout::NoAction));
        let twice = layout(vec![column(Role::Action), column(Role::Action)]).check();
        assert_eq!(twice, Err(InvalidLayout::Twice(Role::Action)));
        let mut unknown = layout(vec![column(Role::Action)]);
        unknown.columns[0].scale = "無い".to_owned();
        assert!(matches!(unknown.check(), Err(InvalidLayout::NoScale { .. })));
        let year = crate::FiscalYear::starting(2021).unwrap();
        let named = |name: &str| Role::named(&format!("field:{name}")).unwrap();
        let unnamed = layout(vec![column(Role::Action), column(named("status"))]);
        assert!(matches!(unnamed.check(), Err(InvalidLayout::NoName { .. })));
        assert_eq!(Layout::standard(year, Scale::default()).check(), Ok(()));
    }

    #[test]
    fn the_scale_of_the_grades_is_not_that_of_another_column() {
        let (own, progress) =
            (Role::named("field:方向性").unwrap(), Slot::new(Field::Progress, Offset::This));
        let scale = |name: &str| Scale::typed(name, name).unwrap();
        let column = |role: &Role, scale: &str| Column {
            scale: scale.into(),
            ..Column::new("見出し", role.clone())
        };
        let mut layout = Layout {
            columns: vec![column(&own, "方向"), column(&Role::Answer(progress.clone()), "評価")],
            scales: vec![scale("方向"), scale("評価")],
            ..Layout::default()
        };
        assert_eq!(layout.scale().name, "評価");
        assert_eq!(layout.scale_of(&progress).unwrap().name, "評価");
        layout.columns[1].scale.clear();
        layout.scales.truncate(1);
        assert_eq!(layout.scale(), Scale::default());
    }

    #[test]
    fn every_role_is_found_again_by_its_name() {
        let own = Slot::new(Field::Other("予算額（千円）".to_owned()), Offset::Previous);
        let roles = Slot::STANDARD.map(|(slot, _)| Role::Answer(slot));
        for role in roles.into_iter().chain([Role::Action, Role::Ignored, Role::Answer(own)]) {
            assert_eq!(Role::named(&role.name()).unwrap(), role);
        }
        assert!(Role::named("stauts").is_err());
    }
}
